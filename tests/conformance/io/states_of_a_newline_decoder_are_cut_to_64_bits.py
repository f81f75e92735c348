# SPDX-License-Identifier: MIT
import io


class Below:
    def setstate(self, state): print('below', state)
    def getstate(self): return b'', 0
    def decode(self, data, final=False): return data


for below in None, Below():
    decoder = io.IncrementalNewlineDecoder(below, True)
    for state in ((b'', 0), (b'', 1), (b'', 2**64 - 1), (b'', -1), (b'', True), (b'x', 2**70 + 7), (b'', 2**63), (b'', 'a'), (b'', 1.5),
                  (b'',), [b'', 1], (5, 3)):
        try: print(state, decoder.setstate(state), decoder.getstate(), repr(decoder.decode('a')))
        except TypeError as error: print(state, error)
