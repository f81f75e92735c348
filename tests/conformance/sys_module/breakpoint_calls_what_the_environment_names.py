# SPDX-License-Identifier: MIT
import os
import sys
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)


def hook(*arguments, **keywords):
    print("hook", arguments, keywords)
    return "answer"


sys.breakpointhook = hook
print(breakpoint(1, two=2))
sys.breakpointhook = sys.__breakpointhook__
for target in ("0", "print", "os.path.join", "no_such_module.function", "os.no_such_name", ".x", "no_such_builtin"):
    os.environ["PYTHONBREAKPOINT"] = target
    print(target, "→", breakpoint("a", "b"))
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as error:
    print(error)
