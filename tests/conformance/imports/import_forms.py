# SPDX-License-Identifier: MIT
import helpers
import helpers.numbers
import helpers.numbers as num
from helpers import numbers, texts as t
from helpers.numbers import double, TWO as two
from helpers.inner import deep
from helpers.inner.deep import *
import helpers.inner.deep as d, sys

print(helpers.__name__, helpers.numbers is num is numbers, t.shout("hi"), double(two))
print(deep is d, star_visible, "_star_hidden" in globals(), "star_other" in globals())
print(num.__name__, num.__package__, helpers.__package__, helpers.inner.deep.__package__, sys.modules["helpers.numbers"] is num)
print(helpers.counter.count, hasattr(helpers, "__path__"), hasattr(num, "__path__"), type(num).__name__)
import helpers.counter
from helpers import counter
print(counter.count, helpers.inner.deep.relative(), helpers.inner.deep.parent_two)
def local_import():
    import helpers.texts as inner_name
    from helpers.numbers import TWO
    return inner_name.shout("x"), TWO
print(local_import(), "inner_name" in globals())
class Body:
    from helpers.numbers import double
    import helpers as h
print(Body.double(4), Body.h is helpers)
for source in ["import nowhere", "import helpers.nowhere", "from helpers import nowhere", "from nowhere import x", "import helpers.numbers.deeper", "from helpers.numbers import nothing", "from . import x", "from .x import y", "import helpers.broken", "from helpers.inner import *", "import helpers.syntax_problem", "from helpers.bad_all import *"]:
    try: exec(source, {"__name__": "__main__"}); print(source, "ok")
    except Exception as error: print(source, "->", type(error).__name__, str(error).replace(helpers.__path__[0], "HELPERS"), getattr(error, "name", None))
print("helpers.broken" in sys.modules, "helpers.nowhere" in sys.modules)
print(__import__("helpers").__name__, __import__("helpers.numbers").__name__, __import__("helpers.numbers", fromlist=["double"]).__name__)
m = type(sys)("fake", "doc"); m.value = 42; sys.modules["fake"] = m
import fake; from fake import value; print(value, fake.__doc__, fake is m, repr(m))
sys.modules["blocked"] = None
try: import blocked
except ImportError as error: print(type(error).__name__, error)
try: fake.missing
except AttributeError as error: print(error)
from helpers import dynamic
print(dynamic.anything, dynamic.real, dir(dynamic)[:1]); from helpers.dynamic import made_up; print(made_up)
try: dynamic.forbidden
except AttributeError as error: print(error)
for source in ["import a.b as c.d", "from x import *, y", "from x import (a, b", "from x import ()", "from x import a,", "from x import (a, b,)", "import", "from import x", "import a,", "from .. import *", "def f(): from x import *", "from . x import y", "from ... import a as b", "import a as b, c.d as e", "from __future__ import nope", "x = 1\nfrom __future__ import annotations", "from __future__ import braces", "import a.b.c", "from .a.b import c", "import *", "class A: from x import *", "import .a", "from a import b.c", "import a from b"]:
    try: compile(source, "s", "exec"); print(repr(source), "-> ok")
    except SyntaxError as error: print(repr(source), "->", error.msg)
