# SPDX-License-Identifier: MIT
# Packages whose __all__ holds *, what is no name, or a submodule that does not load.
import os, shutil, sys, tempfile
d=tempfile.mkdtemp(); sys.path.insert(0,d)
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def write(path, text):
    with open(path, 'w') as file: file.write(text)
def pkg(n, src, **mods):
    os.mkdir(f'{d}/{n}'); write(f'{d}/{n}/__init__.py', src)
    for m,s in mods.items(): write(f'{d}/{n}/{m}.py', s)
    ns={}
    show(lambda: exec(f'from {n} import *', ns)); ns.pop('__builtins__',None); print(sorted(ns), sorted(k for k in sys.modules if k.startswith(n)))
pkg('p1', "__all__=['*','x']", x='')
pkg('p2', "__all__=['x','*']", x='')
pkg('p3', "__all__=['x',5]", x='')
pkg('p4', "__all__=['x','nope']", x='')
pkg('p5', "__all__='x'", x='')
pkg('p6', "__all__=5", x='')
pkg('p7', "__all__=['x']\n__name__=5", x='')
pkg('p8', "__all__=['x']\ndel __name__", x='')
pkg('p9', "__all__=['x']", x='import p9.zz')
pkg('q1', "__all__=['x']", x='raise ModuleNotFoundError(name="q1.x")')
pkg('q2', "__all__=['x']\nimport sys\nsys.modules['q2.x']=None", x='')
pkg('q3', "class S(str): pass\n__all__=[S('x')]", x='')
pkg('q8', "__all__=['x']\n__name__='os'", x='')
pkg('q9', "__all__=['path']\n__name__='os'", x='')
pkg('q4', "__all__=['x','x']", x='')
pkg('q5', "__all__=['']", x='')
pkg('q7', "class A:\n  def __getitem__(s,i):\n    print('get',i)\n    if i>2: raise IndexError\n    return 'xyz'[i]\n__all__=A()", x='print(1)',y='print(2)')
show(lambda: __import__('q4', fromlist=['*', '*']).__name__)
show(lambda: __import__('q4', fromlist=[5]))
show(lambda: __import__('q4', fromlist=['y', 5]))
show(lambda: __import__('q4', fromlist=('*', 5)))
shutil.rmtree(d)
