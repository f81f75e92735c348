# SPDX-License-Identifier: MIT
# Lesson 2, calls and frames: each call has a frame of its own, with its own names and its own value stack.
def square(n):
    return n * n


def hypotenuse_squared(a, b):
    # note: Two calls, one after the other. Where does the first result wait for the second?
    return square(a) + square(b)


def factorial(n):
    # note: The function calls itself. How many frames have a name n now?
    if n < 2:
        return 1
    return n * factorial(n - 1)


print(hypotenuse_squared(3, 4))
print(factorial(4))
