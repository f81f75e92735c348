# SPDX-License-Identifier: MIT
class X:
    def __eq__(self, other):
        list2.clear()
        return NotImplemented
class Y:
    def __eq__(self, other):
        list1.clear()
        return NotImplemented
class Z:
    def __eq__(self, other):
        list3.clear()
        return NotImplemented
list1 = [X()]
list2 = [Y()]
print(list1 == list2)
list3 = [Z()]
list4 = [1]


class Replacing:
    def __eq__(self, other):
        list5[:] = [1]
        list6[:] = [2]
        return False


list5, list6 = [Replacing()], [Replacing()]
print(list5 < list6, list5, list6)
