# Code of the running function is replaced.
ns={}
exec("""
def f(g):
    f.__code__ = g.__code__
    l = [object() for i in range(1000)]
    x = 1
    y = (x, 2, 3)
    try:
        raise ValueError('a')
    except ValueError:
        z = 'str'*3
    return y
""", ns)
import gc; gc.collect()
f=ns['f']
def g(q): return 5
print(f(g))
