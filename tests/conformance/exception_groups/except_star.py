# SPDX-License-Identifier: MIT
def run(error):
    log = []
    try:
        try:
            raise error
        except* ValueError as group: log.append(("value", repr(group)))
        except* (TypeError, KeyError) as group: log.append(("type/key", repr(group)))
        else: log.append("else")
        finally: log.append("finally")
    except BaseException as rest: log.append(("rest", repr(rest)))
    return log
for error in [ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)]), ExceptionGroup("g", [OSError("o"), ValueError(1)]), ValueError("naked"), OSError("unmatched"),
              ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError(1), KeyError("k")]), TypeError(2), ExceptionGroup("deep", [ExceptionGroup("deeper", [OSError("x")])])]), BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)])]:
    print(run(error))
def none_raised():
    try: pass
    except* ValueError: return_value = "no"
    else: print("else")
none_raised()
def raising_in_handler():
    try:
        try: raise ExceptionGroup("g", [ValueError("v"), TypeError("t"), OSError("o")])
        except* ValueError: raise KeyError("new")
        except* TypeError: pass
    except BaseException as error: return error
e = raising_in_handler(); print(repr(e), repr(e.exceptions[0].__context__))
def reraise():
    try:
        try: raise ExceptionGroup("g", [ValueError("v"), TypeError("t")])
        except* ValueError: raise
        except* TypeError as group: raise group
    except BaseException as error: return error
print(repr(reraise()))
def from_clause():
    try:
        try: raise ExceptionGroup("g", [ValueError("v")])
        except* ValueError as group: raise LookupError("l") from group
    except BaseException as error: return error
e = from_clause(); print(repr(e), repr(e.__cause__) if e.__cause__ else repr(e.exceptions[0].__cause__))
def name_deleted():
    try: raise ExceptionGroup("g", [ValueError()])
    except* ValueError as group: pass
    return "group" in locals()
print(name_deleted())
def nested_loops():
    out = []
    for i in range(3):
        try:
            if i == 1: raise ValueError(i)
        except* ValueError as g: out.append(repr(g.exceptions))
        else: out.append(i)
    return out
print(nested_loops())
for bad in (ExceptionGroup, BaseExceptionGroup, 5, (ValueError, ExceptionGroup)):
    try:
        try: raise ValueError("v")
        except* bad: pass
    except TypeError as error: print(error)
for source in ["try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass", "def f():\n try: pass\n except* A: return", "for x in y:\n try: pass\n except* A: break", "for x in y:\n try: pass\n except* A: continue", "try: pass\nexcept *A, B: pass", "for x in y:\n try: pass\n except* A:\n  for z in w: break"]:
    try: compile(source, "s", "exec"); print("ok")
    except SyntaxError as error: print(error.msg)
