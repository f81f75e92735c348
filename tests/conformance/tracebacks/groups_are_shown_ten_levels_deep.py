# SPDX-License-Identifier: MIT
import io
import sys

error = ValueError(0)
for level in range(14):
    error = ExceptionGroup(f"level {level}", [error, TypeError(level)])
sys.stderr, stderr = io.StringIO(), sys.stderr
try:
    sys.__excepthook__(type(error), error, None)
    report = sys.stderr.getvalue()
finally:
    sys.stderr = stderr
print(report)
