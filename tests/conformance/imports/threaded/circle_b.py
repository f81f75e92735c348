import time

time.sleep(0.05)
from . import circle_a

complete = True
