# SPDX-License-Identifier: MIT
# __abstractmethods__ may be set to anything that can be sorted; the names must be strs to be told.
for items in ({5}, ['a', 5], 'ab', 5, [], ('b', 'a'), {'x': 1}, [type('S', (str,), {})('q')], iter(['z']), None, '', [b'x']):
    class Abstract: pass
    try:
        Abstract.__abstractmethods__ = items
        Abstract()
        print('made')
    except TypeError as error: print(error)
