# SPDX-License-Identifier: MIT
class Key:
    def __init__(self, number): self.number = number
    def __hash__(self):
        print('hash', self.number)
        if armed: keys.add(99)
        return self.number
    def __repr__(self): return f'Key({self.number})'


for kind in set, frozenset, dict.fromkeys, list, type('Subclass', (set,), {}):
    armed = False
    keys = source = kind([Key(1), Key(2)])
    keys = set(source)
    armed = True
    print(kind.__name__)
    print(dict.fromkeys(source, 5))


class Filled(dict):
    def __new__(cls): return {7: 7}


print(Filled.fromkeys({1: 2}), Filled.fromkeys({1}))


class Same:
    def __init__(self, number): self.number = number
    def __hash__(self): return 1
    def __eq__(self, other):
        items.clear()
        return False


for kind in set, dict.fromkeys:
    items = {}
    walked = kind([Same(1)])
    items = walked
    print(len(dict.fromkeys(walked)))
