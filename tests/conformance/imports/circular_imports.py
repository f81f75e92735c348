# SPDX-License-Identifier: MIT
import circle.first
print(circle.first.name, circle.second.name, circle.second.seen_first)
print(circle.first.use_second(), circle.second.use_first())
import sys
print(sorted(m for m in sys.modules if m.startswith("circle")))
try:
    import circle.third
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])
print("circle.third" in sys.modules, "circle.fourth" in sys.modules)
