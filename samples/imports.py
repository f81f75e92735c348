# SPDX-License-Identifier: MIT
# import runs a module's code once, keeps the module in sys.modules, and binds a name. A package is a folder with __init__.py.
import sys

import shapes                           # runs shapes/__init__.py
from shapes.area import square          # runs shapes/area.py, binds only `square`
import shapes.area as again             # already in sys.modules: nothing runs

print(square(3), again.square is square, shapes.area is again)
print([name for name in sys.modules if name.startswith("shapes")])
print(shapes.__name__, again.__name__, again.__package__, __name__)

try:
    import shapes.volume
except ModuleNotFoundError as error:
    print(error)

try:
    from shapes.area import circle
except ImportError as error:
    print(str(error).split(" (")[0])

print(shapes.history)
