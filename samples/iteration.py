# SPDX-License-Identifier: MIT
# `for x in items` asks items for an iterator (__iter__), then the iterator for values (__next__) until StopIteration.


class Countdown:
    """Can be walked through any number of times: each __iter__ makes a new iterator."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):         # an iterator is its own iterator
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


countdown = Countdown(3)
for n in countdown:
    print(n, end=" ")
print("go")

# the same loop without `for`
iterator = iter(countdown)
while True:
    try:
        print(next(iterator), end=" ")
    except StopIteration:
        print("done")
        break

# everything that takes an iterable uses the same two methods
first, *rest = countdown
print(first, rest, sum(countdown), sorted(countdown), 2 in countdown, dict(zip("abc", countdown)))

# an object with only __getitem__ can be iterated too: by index, until IndexError
class Squares:
    def __getitem__(self, index):
        if index > 4:
            raise IndexError
        return index * index

print(list(Squares()))
