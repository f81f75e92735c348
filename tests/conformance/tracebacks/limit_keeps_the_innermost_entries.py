# SPDX-License-Identifier: MIT
import io
import sys


def one():
    1 / 0


def two():
    one()


def shown():
    sys.stderr = io.StringIO()
    try:
        two()
    except ZeroDivisionError:
        sys.__excepthook__(*sys.exc_info())
    text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
    return [line.split(",")[-1].strip() for line in text.splitlines() if line.startswith(("Traceback", "  File", "Zero"))]


print("no limit", shown())
for limit in (10, 3, 2, 1, 0, -1, 10**30, -(10**30), None, "2", True):
    sys.tracebacklimit = limit
    print(limit, shown())
del sys.tracebacklimit
print("no limit", len(shown()))
sys.tracebacklimit = 1
sys.stderr = io.StringIO()
try:
    raise ExceptionGroup("group", [ValueError(1)])
except ExceptionGroup:
    sys.__excepthook__(*sys.exc_info())
text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
print(text.count("Traceback"), text.count("File"))
sys.tracebacklimit = 0
sys.stderr = io.StringIO()
try:
    raise ExceptionGroup("group", [ValueError(1)])
except ExceptionGroup:
    sys.__excepthook__(*sys.exc_info())
text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
print(text.count("Traceback"), text.count("File"), text.splitlines()[0])
