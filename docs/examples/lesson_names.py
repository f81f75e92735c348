# SPDX-License-Identifier: MIT
# Lesson 1, names and objects: `=` gives a name to an object and copies nothing.
first = [1, 2]
# note: A second name for the same list. Watch its count.
second = first
second.append(3)
print(first)
# note: A list of its own: equal, but another object.
third = first + []
print(third == first, third is first)
# note: The name goes. Does the list?
del first
print(second)
