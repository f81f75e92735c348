# SPDX-License-Identifier: MIT
import sys
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 11), sys.hexversion >> 16 == 0x030b, sys.version.startswith("3.11"), sys.byteorder, sys.maxsize == 2 ** 63 - 1, sys.maxunicode)
print(sys.platform, type(sys.path).__name__, type(sys.modules).__name__, sys.modules["sys"] is sys, sys.modules["__main__"].__name__, len(sys.argv))
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.min, sys.int_info.default_max_str_digits, sys.hash_info.modulus, sys.hash_info.width, sys.hash_info.inf)
print(sys.getrecursionlimit(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.intern("abc"), sys.getsizeof([]) > 0, callable(sys.exit), sys.flags.optimize, sys.implementation.cache_tag.endswith("311"))
print(sys.stdout.write("written\n"), sys.stdout.encoding, sys.stderr is not sys.stdout, sys.stdin is not None, sys.__stdout__ is sys.stdout)
class Fake:
    def __init__(self): self.text = []
    def write(self, s): self.text.append(s)
    def flush(self): self.text.append("<flush>")
real, fake = sys.stdout, Fake()
sys.stdout = fake; print("captured", 1, sep="-"); print("x", flush=True); sys.stdout = real; print(fake.text)
print("to fake", file=fake); print(fake.text[-2:])
sys.stdout = None; print("lost"); sys.stdout = real
del sys.stdout
try: print("no stdout")
except RuntimeError as error: sys.stdout = real; print(error)
try: print("x", file=5)
except AttributeError as error: print(error)
print(sys.exc_info(), sys._getframe().f_lineno, sys.getswitchinterval() > 0, sys.is_finalizing(), sys.copyright[:9], sys.api_version, sys.builtin_module_names[0] < "z", "sys" in sys.builtin_module_names)
calls = []
def tracer(frame, event, arg): calls.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)); return tracer
def traced(a):
    b = a + 1
    return b
sys.settrace(tracer); traced(1); sys.settrace(None); print(calls, sys.gettrace())
calls.clear(); sys.setprofile(lambda f, e, a: calls.append((e, f.f_code.co_name))); traced(2); sys.setprofile(None); print(calls[:2])
sys.displayhook(5); sys.displayhook(None); import builtins; print(builtins._)
for bad in (lambda: sys.exit(1, 2), lambda: sys.getrefcount(), lambda: sys.intern(5), lambda: sys.setrecursionlimit(), lambda: sys._getframe(1000), lambda: sys.nope):
    try: bad()
    except (TypeError, ValueError, AttributeError) as error: print(type(error).__name__, error)
