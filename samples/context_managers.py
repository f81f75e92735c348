# SPDX-License-Identifier: MIT
# `with` calls __enter__ before the block and __exit__ after it, however the block ends.
# __exit__ is told of the exception, and swallows it by returning something true.


class Step:
    def __init__(self, name, swallow=()):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, traceback):
        print("exit ", self.name, "with", repr(error))
        return kind is not None and issubclass(kind, self.swallow)


with Step("plain") as name:
    print("inside", name)

with Step("outer"), Step("inner"):      # left in reverse order
    print("two of them")

with Step("forgiving", swallow=ZeroDivisionError):
    1 / 0
print("still here")


def early():
    with Step("around return"):
        return "value"                  # __exit__ runs before the caller gets it


print(early())

try:
    with Step("strict"):
        {}["missing"]
except KeyError as error:
    print("came through:", error)
