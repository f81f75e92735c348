# compile() knows the flags of all future features and four of its own; features that code imports show in its co_flags.
import __future__


def show(what, *arguments, **keywords):
    try:
        print(what, hex(compile(*arguments, **keywords).co_flags))
    except Exception as error:
        print(what, type(error).__name__, error)


for name in __future__.all_feature_names:
    flag = getattr(__future__, name).compiler_flag
    show(f"{name} as a flag {flag}", "1", "f", "exec", flag)
    show(f"{name} imported", f"from __future__ import {name}", "f", "exec")
show("several", "from __future__ import annotations, division, barry_as_FLUFL", "f", "exec")
inner = compile("from __future__ import annotations\ndef f(): pass", "f", "exec").co_consts[0]
print("inherited by the function", hex(inner.co_flags))

for bit in range(31):
    if 1 << bit != 0x400:
        show(f"bit {bit}", "1", "f", "exec", 1 << bit)
show("negative", "1", "f", "exec", -1)
show("too large", "1", "f", "exec", 1 << 40)

for text in ("from __future__ import nope", "from __future__ import braces", "from __future__ import *",
             "x = 1\nfrom __future__ import division", "def f():\n from __future__ import division",
             '"doc"\nfrom __future__ import division', '"doc"\n"more"\nfrom __future__ import division'):
    show(repr(text), text, "f", "exec")

for text in ("1 <> 2", "1 != 2"):
    show(text, text, "f", "eval")
    show(text + " with Barry", text, "f", "eval", __future__.barry_as_FLUFL.compiler_flag)

TYPE_COMMENTS = 0x1000
show("type comment", "x = 1  # type: int", "f", "exec", TYPE_COMMENTS)
show("misplaced type comment", "x + 1  # type: int", "f", "exec", TYPE_COMMENTS)
show("misplaced, but nobody looks", "x + 1  # type: int", "f", "exec")
