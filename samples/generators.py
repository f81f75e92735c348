# SPDX-License-Identifier: MIT
# A function with `yield` makes a generator: a frame that can be left and entered again.
# send() makes the paused `yield` return a value, throw() makes it raise, close() raises GeneratorExit there.


def running_average():
    total = count = 0
    average = None
    try:
        while True:
            try:
                value = yield average
            except ValueError as problem:
                print("  told to forget:", problem)
                total = count = 0
                continue
            total += value
            count += 1
            average = total / count
    finally:
        print("  closed after", count, "values")


averages = running_average()
next(averages)                          # run to the first yield
print(averages.send(10), averages.send(20))
averages.throw(ValueError("bad sensor"))
print(averages.send(5))
averages.close()


def words(text):
    yield from text.split()             # hand over to another iterable
    return "no more words"              # becomes the value of the outer `yield from`


def shout(text):
    result = yield from words(text)
    yield f"({result})"


print(list(shout("one two three")))


def naturals():
    n = 0
    while True:                         # endless, yet harmless: nothing runs before it is asked for
        yield n
        n += 1


squares = (n * n for n in naturals() if n % 2)
print([next(squares) for _ in range(5)])
