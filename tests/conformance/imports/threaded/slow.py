import time

time.sleep(0.05)
begun = True
time.sleep(0.05)
complete = True
