# The numbers a class tells of its layout.
class A: __slots__ = ["a"]
class B: pass
class C(A): __slots__ = ["__dict__", "__weakref__"]
for c in (A, B, C, int, str, list, dict, type, object, tuple, Exception):
    print(c.__name__)
    for name in ("__dictoffset__", "__weakrefoffset__", "__basicsize__", "__itemsize__", "__flags__"):
        try:
            print("   ", name, type(getattr(c, name)).__name__)
        except AttributeError as e:
            print("   ", e)
print(int.__itemsize__ > 0, str.__itemsize__, A.__dictoffset__, B.__dictoffset__ != 0, B.__weakrefoffset__ != 0, A.__weakrefoffset__)
