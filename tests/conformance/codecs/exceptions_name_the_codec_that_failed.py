# SPDX-License-Identifier: MIT
import codecs
def search(name):
    if name != 'mine': return None
    return codecs.CodecInfo(encode, decode, name='mine')
def decode(b, errors=''): raise err
encode = decode
codecs.register(search)
class E(ValueError): pass
class F(ValueError):
    def __str__(self): return 'own'
for err in ValueError(), ValueError('x'), KeyError('k'), KeyError(), E('e'), F('f'), ValueError(1), ValueError('a', 'b'), OSError(1, 'x'), OSError('x'):
    for f in (lambda: b'x'.decode('mine'), lambda: ''.encode('mine')):
        try: f()
        except Exception as e:
            try: print(type(e).__name__, e, repr(e.__cause__))
            except Exception as e2: print(type(e).__name__, 'str', type(e2))
