# Index of a slice clears the list.
class I:
    def __index__(s): l.clear(); return 50
for op in ['l[I():]', 'l[:I()]', 'l[::I()]']:
    l = [[] for i in range(100)]
    try: print(op, eval(op))
    except Exception as e: print(type(e), e)
for op in ['l[I():]=[1,2]', 'l[:I()]=[1,2]', 'del l[I():]', 'del l[::I()]', 'l[::I()]=[1,2]', 'l.insert(I(),1)', 'l.pop(I())']:
    l = [[] for i in range(100)]
    try: exec(op); print(op, l)
    except Exception as e: print(op, type(e), e)
