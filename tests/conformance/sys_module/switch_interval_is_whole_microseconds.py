import sys

for interval in (0.005, 1, 0.0123456789, 1e-6, 1.5e-6, 1e-7, float("inf"), 1e300, 0, -1, "x", None):
    try:
        sys.setswitchinterval(interval)
        print(interval, sys.getswitchinterval())
    except (TypeError, ValueError) as error:
        print(interval, type(error).__name__, error)
sys.setswitchinterval(0.005)
