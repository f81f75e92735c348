# SPDX-License-Identifier: MIT
"""Objects of many kinds, tied together at random, with finalizers (some of which save their object), weak references and
callbacks: what is found, in which order finalizers and callbacks run, and what gc.garbage holds."""
import gc
import weakref

state = 0
saved = []
refs = []


def pick(count):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % count


class Node:
    def __init__(self, n):
        self.n = n


class Slot:
    __slots__ = ("n", "a", "b", "__weakref__")

    def __init__(self, n):
        self.n = n


class Finalized:
    def __init__(self, n, saves=False):
        self.n, self.saves = n, saves

    def __del__(self):
        print("finalizer", self.n)
        if self.saves:
            saved.append(self)


class MyList(list):
    pass


class MyDict(dict):
    pass


def numbered(thing, n):
    thing.n = n
    return thing


def closure(n):
    held = None

    def get():
        return held

    def put(x):
        nonlocal held
        held = x

    get.put = put
    return numbered(get, n)


def generator(n):
    held = []
    yield held
    print("never", n)


def started(n):
    made = generator(n)
    return made, next(made)


KINDS = [
    Node, Slot, lambda n: Finalized(n, pick(5) == 0), lambda n: [], lambda n: {}, lambda n: numbered(MyList(), n),
    lambda n: numbered(MyDict(), n), closure, lambda n: ([], n), started, Finalized,
]


def tie(one, other):
    if isinstance(one, list):
        one.append(other)
    elif isinstance(one, dict):
        one[len(one) if pick(2) else f"k{len(one)}"] = other
    elif isinstance(one, tuple):
        (one[0] if isinstance(one[0], list) else one[1]).append(other)
    elif isinstance(one, Slot):
        setattr(one, "ab"[pick(2)], other)
    elif callable(one):
        one.put(other)
    else:
        setattr(one, f"x{pick(4)}", other)


def callback(n):
    return lambda reference: print("callback", n)


def described(thing):
    return "ref" if isinstance(thing, weakref.ref) else f"{type(thing).__name__}{getattr(thing, 'n', '')}"


def tangle(first):
    count = 3 + pick(12)
    things = [KINDS[pick(len(KINDS))](first + n) for n in range(count)]
    for _ in range(count + pick(2 * count)):
        tie(things[pick(count)], things[pick(count)])
    for n, thing in enumerate(things):
        if pick(3) == 0 and type(thing) not in (list, dict, tuple):
            reference = weakref.ref(thing, callback(first + n))
            refs.append(reference) if pick(2) else tie(things[pick(count)], reference)
    if pick(2):
        tie(things[pick(count)], saved)
    if pick(3) == 0:
        saved.append(things[pick(count)])


def run(seed):
    global state
    state = seed
    for number in range(4):
        tangle(100 * number)
        print("tangle", number, "is dropped")
        if pick(3) == 0:
            gc.set_debug(gc.DEBUG_SAVEALL)
        found = gc.collect(pick(3))
        gc.set_debug(0)
        print("collected", found, [described(thing) for thing in gc.garbage])
        gc.garbage.clear()
        if pick(2):
            saved.clear()
        print("collected", gc.collect(), len(refs), sum(reference() is not None for reference in refs))
    saved.clear()
    refs.clear()
    gc.collect()


gc.disable()
gc.collect()
for seed in range(40):
    print("seed", seed)
    run(seed)
