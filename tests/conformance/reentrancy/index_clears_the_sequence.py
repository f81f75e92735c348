# An __index__ that empties the sequence which is indexed, sliced, repeated or searched.
from collections import deque
def mk(v):
    class I:
        def __index__(s):
            clear(); return v
    return I()
for name, make in [('list', lambda: [1]*100), ('bytearray', lambda: bytearray(b'a'*100)), ('deque', lambda: deque([1]*100))]:
    for op in ['o[i]', 'o[i]=1', 'del o[i]', 'o[i:]', 'o[:i]', 'o[i:]=o2', 'del o[i:]', 'o.insert(i,1)', 'o.pop(i)', 'o*=i', 'o.rotate(i)', 'o.index(1,i)']:
        o = make(); o2 = make()
        def clear(o=o):
            o.clear() if hasattr(o,'clear') else o.__delitem__(slice(None))
        i = mk(50)
        try:
            r = None
            if '=' in op and '*=' not in op or op.startswith('del'): exec(op)
            elif '*=' in op: exec(op)
            else: r = eval(op)
            print(name, op, 'ok', repr(r)[:30])
        except Exception as e: print(name, op, type(e).__name__, e)
