# SPDX-License-Identifier: MIT
# An exception that leaves a frame takes its value stack along: what lies there dies before any handler runs, however long
# a traceback keeps the frame's variables. Operands of the failed instruction die first, the lowest before the others.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)

    def __iter__(self):
        return self

    def method(self, *arguments):
        pass


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


def loops():
    for number in numbers():
        raise ValueError(number)


def suspended():
    box = [Noisy("before"), (yield 1)]
    return Noisy("left") + box[1]


def drive():
    generator = suspended()
    next(generator)
    generator.send(Noisy("right"))


texts = [
    "Noisy(1)[0]", "Noisy(1) + Noisy(2)", "Noisy(1) < Noisy(2)", "Noisy(1) in 5", "[Noisy(1), Noisy(2), 1 / 0]",
    "[1][Noisy(1):Noisy(2)]", "[1][Noisy(1)]", "Noisy(1)(Noisy(2))", "Noisy(1).nothing", "-Noisy(1)", "f'{Noisy(1):x}'",
    "next(Noisy(1))", "max(Noisy(1), Noisy(2))", "getattr(Noisy(1), 'x', Noisy(2))", "slice(Noisy(1), Noisy(2), Noisy(3))",
    "print(Noisy(1), nothing=Noisy(2))", "len(*[Noisy(1)])", "[item for item in Noisy(1)]", "(Noisy(1), Noisy(2).name + 1)",
    "Noisy(1).method(Noisy(2), 1 / 0)", "isinstance(Noisy(1), Noisy(2))", "{Noisy(1).name: 1 / 0}",
]
for text in texts:
    for body in (f"return {text}", f"({text})[Noisy(8)] = Noisy(9)", f"with {text}: pass", f"Noisy(7).x = {text}"):
        namespace = {"Noisy": Noisy}
        exec(f"def call():\n    {body}\n", namespace)
        print("--", body)
        try:
            namespace["call"]()
        except (TypeError, AttributeError, ZeroDivisionError) as error:
            print("handler", type(error).__name__)
        print("after")

for call in (loops, drive):
    try:
        call()
    except (ValueError, TypeError) as error:
        print("handler", type(error).__name__)
        kept = error
    print("after")
    kept = None
print("end")
