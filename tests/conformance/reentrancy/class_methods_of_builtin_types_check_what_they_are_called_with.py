# Class methods of builtin types check what they are called with.
import itertools
itertools.chain.__dict__['from_iterable'](5, [[1]])
