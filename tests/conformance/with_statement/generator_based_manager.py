# SPDX-License-Identifier: MIT
class Manager:
    def __init__(self, generator): self.generator = generator
    def __enter__(self): return next(self.generator)
    def __exit__(self, kind, value, traceback):
        if kind is None:
            try: next(self.generator)
            except StopIteration: return False
            raise RuntimeError("did not stop")
        try: self.generator.throw(value)
        except StopIteration as stop: return stop is not value
        except BaseException as error:
            if error is value: return False
            raise
        raise RuntimeError("did not stop after throw")
def manager(function): return lambda *a, **k: Manager(function(*a, **k))
@manager
def tag(name, log):
    log.append(f"<{name}>")
    try: yield name
    finally: log.append(f"</{name}>")
@manager
def suppress(*kinds):
    try: yield
    except kinds: pass
@manager
def setting(obj, **values):
    old = {k: getattr(obj, k) for k in values}
    vars(obj).update(values)
    try: yield obj
    finally: vars(obj).update(old)
log = []
with tag("a", log), tag("b", log) as b: log.append(b)
print("".join(log))
with suppress(KeyError, ValueError): raise ValueError
try:
    with suppress(KeyError): raise ValueError("not suppressed")
except ValueError as error: print(error)
class Config: pass
c = Config(); c.level = 1
with setting(c, level=5) as s: print(s.level)
print(c.level)
try:
    with setting(c, level=7): raise KeyError("k")
except KeyError: print(c.level)
class Stack:
    def __init__(self): self.callbacks = []
    def __enter__(self): return self
    def push(self, f, *a): self.callbacks.append((f, a))
    def enter(self, cm):
        value = cm.__enter__(); self.callbacks.append((lambda: cm.__exit__(None, None, None), ())); return value
    def __exit__(self, *exc):
        while self.callbacks:
            f, a = self.callbacks.pop(); f(*a)
log.clear()
with Stack() as stack:
    for name in "xyz": stack.enter(tag(name, log))
    stack.push(log.append, "callback")
print(log)
@manager
def transform():
    try: yield
    except ValueError as error: raise TypeError("transformed") from error
try:
    with transform(): raise ValueError("v")
except TypeError as error: print(error, repr(error.__cause__))
class Timer:
    depth = 0
    def __enter__(self): Timer.depth += 1; return self.depth
    def __exit__(self, *a): Timer.depth -= 1
t = Timer()
with t as one, t as two, t as three: print(one, two, three)
print(Timer.depth)
class Lock:
    held = False
    def __enter__(self):
        assert not self.held, "already held"
        self.held = True
    def __exit__(self, *a): self.held = False
lock = Lock()
def locked(n):
    with lock: return n * 2
print(locked(1), locked(2), lock.held)
try:
    with lock:
        locked(3)
except AssertionError as error: print(error, lock.held)
