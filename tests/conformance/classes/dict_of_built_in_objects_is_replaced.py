# SPDX-License-Identifier: MIT
import functools, ast, io
def f(): pass
@functools.lru_cache
def g(): pass
objs = [Exception(), f, functools.partial(f), g, ast.Name(), staticmethod(f), classmethod(f), io.BytesIO(), property(f)]
from collections import OrderedDict
objs.append(OrderedDict())
for o in objs:
    for act in (lambda: setattr(o, '__dict__', 1), lambda: delattr(o, '__dict__'), lambda: setattr(o, '__dict__', {'a': 1}), lambda: o.__dict__):
        try: print(type(o).__name__, act())
        except Exception as e: print(type(o).__name__, type(e).__name__, e)
