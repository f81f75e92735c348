import abc, collections.abc as cabc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
class B(A):
    def f(self): return 1
class C(B):
    p = 2
print(sorted(A.__abstractmethods__), sorted(B.__abstractmethods__), C.__abstractmethods__, C().f())
for make in (A, B):
    try:
        make()
    except TypeError as error:
        print(error)
class V: pass
token = abc.get_cache_token()
print(issubclass(V, A), A.register(V) is V, issubclass(V, A), isinstance(V(), A), abc.get_cache_token() != token)
for bad in (lambda: A.register(3), lambda: V.mro() and A.register(A) and abc.ABCMeta.register(C, A), lambda: issubclass(3, A), lambda: issubclass(A, 3)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
class Hook(abc.ABC):
    answer = NotImplemented
    @classmethod
    def __subclasshook__(cls, other): return getattr(other, "hook", NotImplemented)
class Yes: hook = True
class No(Hook): hook = False
class Wrong: hook = 3
print(issubclass(Yes, Hook), issubclass(No, Hook), issubclass(int, Hook))
try:
    issubclass(Wrong, Hook)
except AssertionError as error:
    print(error)
print([isinstance(x, cabc.Mapping) for x in ({}, [], "")], [isinstance(x, cabc.Sequence) for x in ({}, [], "", range(3), memoryview(b""))], isinstance(print, cabc.Callable), isinstance(iter([]), cabc.Iterator), issubclass(dict, cabc.Hashable))
class Seq(cabc.Sequence):
    def __getitem__(self, i): return [4, 5][i]
    def __len__(self): return 2
match Seq():
    case [a, b]: print(a, b)
class Later: 
    def __len__(self): return 1
    def __getitem__(self, i): return 7
cabc.Sequence.register(Later)
match Later():
    case [x]: print(x)
