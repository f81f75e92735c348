# SPDX-License-Identifier: MIT
# Lesson 3, iteration: `for` asks an iterator for the next value; a generator is a frame that sleeps between two of them.
def countdown(n):
    while n > 0:
        # note: The frame stops here and keeps its names; next time it goes on behind the yield.
        yield n
        n -= 1


total = 0
for number in countdown(3):
    total = total * 10 + number
print(total)
squares = [number * number for number in range(4)]
# note: The name in the comprehension was its own: which value has the name out here?
print(squares, number)
