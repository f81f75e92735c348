# Repr of an argument replaces the arguments.
import gc
class X:
    def __repr__(s):
        e.args=()
        global junk
        junk=[tuple([i,i,i]) for i in range(100)]
        return 'x'
e = Exception(X(), X(), X())
print(repr(e))
e = Exception(X(), X(), X())
print(str(e))
