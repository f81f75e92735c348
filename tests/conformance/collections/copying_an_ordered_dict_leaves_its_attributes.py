# SPDX-License-Identifier: MIT
# OrderedDict.copy() makes an object of the same class with the same items; copy.copy() takes the __dict__ along too.
import copy
from collections import OrderedDict


class Subclass(OrderedDict):
    pass


original = Subclass(first=1, second=2)
original.attribute = "kept"
print(original.copy(), vars(original.copy()), vars(copy.copy(original)))
