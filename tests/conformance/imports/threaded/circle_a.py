import time

time.sleep(0.05)
from . import circle_b

complete = True
