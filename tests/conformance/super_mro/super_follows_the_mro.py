# SPDX-License-Identifier: MIT
class Root:
    def run(self, log):
        log.append("Root")
        return log

class A(Root):
    def run(self, log):
        log.append("A")
        return super().run(log)

class B(Root):
    def run(self, log):
        log.append("B")
        return super().run(log)

class C(A, B):
    def run(self, log):
        log.append("C")
        return super().run(log)

print(C().run([]), A().run([]), super(A, C()).run([]), super(C, C()).run([]))
print(super(B, C()).run([]))

class Cooperative:
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
class Name(Cooperative):
    def __init__(self, name, **kwargs):
        super().__init__(**kwargs)
        self.name = name
class Age(Cooperative):
    def __init__(self, age, **kwargs):
        super().__init__(**kwargs)
        self.age = age
class Person(Name, Age): pass
print(sorted(vars(Person(name="x", age=5)).items()))

class K:
    @classmethod
    def make(cls): return "K.make " + cls.__name__
    @staticmethod
    def stat(): return "K.stat"
    @property
    def prop(self): return "K.prop"
    attr = "K.attr"
class L(K):
    attr = "L.attr"
    @classmethod
    def make(cls): return "L+" + super().make()
    @staticmethod
    def stat(): return "L+" + super(L, L).stat()
    @property
    def prop(self): return "L+" + super().prop
    def read(self): return super().attr, self.attr
    def nested(self):
        return [super(L, self).attr for _ in range(1)], (lambda: super(L, self).prop)()
    def closure(self):
        def inner(): return super(__class__, self).attr
        return inner()
print(L.make(), L.stat(), L().prop, L().read(), L().nested(), L().closure())
s = super(L, L())
print(s.__thisclass__.__name__, s.__self_class__.__name__, type(s.__self__).__name__)
def attempt(f):
    try:
        print(f())
    except (TypeError, RuntimeError, AttributeError) as error:
        print(type(error).__name__, error)
attempt(lambda: super(K, 5))
attempt(lambda: super().x)
attempt(lambda: super(5, 5))
attempt(lambda: super(L, L()).missing)
class M(K):
    def set(self): super().attr = 1
    def no_self(): return super().attr
    def deleted(self):
        del self
        return super().attr
attempt(lambda: M().set())
attempt(lambda: M.no_self())
attempt(lambda: M().deleted())
M.late = lambda self: super().attr
attempt(lambda: M().late())
