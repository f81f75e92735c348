# SPDX-License-Identifier: MIT
import once.state as a
import once.state as b
from once import state
print(a is b is state, state.runs)
import sys
del sys.modules["once.state"]
import once.state as again
print(again is a, again.runs, a.runs, a.value())
again.setting = "changed"
print(again.value(), a.value())
from once.state import setting
again.setting = "later"
print(setting, again.setting)
print(again.__name__, again.__doc__, sorted(n for n in vars(again) if not n.startswith("__")))
state_globals = again.value.__globals__
print(state_globals is vars(again), state_globals["setting"])
exec("injected = 5", vars(again))
print(again.injected)
from once import main_guard
print(main_guard.ran_as_main, __name__)
try:
    from once.state import not_there
except ImportError as error:
    print(error.name, str(error).split(" (")[0])
try:
    again.nothing_here
except AttributeError as error:
    print(error)
del again.setting
try:
    again.value()
except NameError as error:
    print(error)
