# SPDX-License-Identifier: MIT
import sys
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(error)
depth = 0
def count():
    global depth
    depth += 1
    count()
try: count()
except RecursionError: print(depth > 900, depth <= 1000)
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)
depth = 0
try: count()
except RecursionError: print(depth > 150, depth <= 200)
sys.setrecursionlimit(3000)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(2500))
sys.setrecursionlimit(1000)
for bad in (0, -5, "x", 1.5):
    try: sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as error: print(type(error).__name__, error)
class R:
    def __repr__(self): return repr([self])
    def __eq__(self, other): return [self] == [other]
    def __getattr__(self, name): return getattr(self, name + "x")
    def __hash__(self): return hash((self,))
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __call__(self): return self()
    def __str__(self): return f"{self}"
    def __add__(self, other): return self + other
    def __contains__(self, x): return x in self
    def __lt__(self, other): return other > self
    def __gt__(self, other): return other < self
for name, action in [("repr", lambda: repr(R())), ("eq", lambda: R() == R()), ("getattr", lambda: R().x), ("hash", lambda: hash(R())), ("iter", lambda: iter(R())), ("len", lambda: len(R())), ("call", lambda: R()()), ("str", lambda: str(R())), ("add", lambda: R() + 1), ("contains", lambda: 1 in R()), ("lt", lambda: R() < R())]:
    try: action(); print(name, "returned")
    except RecursionError: print(name, "RecursionError")
def g():
    yield from g()
try: list(g())
except RecursionError: print("generator RecursionError")
def finally_runs(n):
    try: finally_runs(n + 1)
    finally: log.append(n)
log = []
try: finally_runs(0)
except RecursionError: print(log == sorted(log, reverse=True), len(log) > 900)
