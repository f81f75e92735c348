# SPDX-License-Identifier: MIT
"""A memory visualiser in plain Python: what names lead to, who refers to whom, how often, and what is lost.

Objects are numbered in the order in which they are met. A size is told as the bytes beyond those of an empty object of
that type, because what every object has in front differs from interpreter to interpreter.
"""

import gc
import sys
import weakref

ATOMS = (int, float, complex, str, bytes, type(None), type)  # they refer to nothing that is worth a line of its own
OWN = 3  # references that show() itself holds to what it counts: in `met`, in the loop's variable, as an argument


def edges(thing):
    """Pairs (label, object) for everything that `thing` refers to."""
    if isinstance(thing, (list, tuple)):
        return [(f"[{index}]", item) for index, item in enumerate(thing)]
    if isinstance(thing, dict):
        return [(f"[{key!r}]", value) for key, value in thing.items()]
    if hasattr(thing, "__dict__"):
        return [(f".{name}", value) for name, value in vars(thing).items()]
    return [("refers to", item) for item in gc.get_referents(thing) if not isinstance(item, type)]


def reachable(roots):
    """Every object that is met on the way from the roots: id → (number, object)."""
    met = {}
    waiting = list(roots)
    while waiting:
        thing = waiting.pop(0)
        if id(thing) not in met and not isinstance(thing, ATOMS):
            met[id(thing)] = len(met) + 1, thing
            waiting += [target for _, target in edges(thing)]
    return met


def leads_back(thing):
    """Does some way along the references come back to where it began?"""
    return any(id(thing) in reachable([target]) for _, target in edges(thing))


def size(thing):
    if isinstance(thing, (list, tuple)):
        return f"+{sys.getsizeof(thing) - sys.getsizeof(type(thing)())} bytes"
    return ""


def show_edges(thing, met):
    for label, target in edges(thing):
        known = met.get(id(target))
        print(f"       {label:<10} →", f"#{known[0]} {type(target).__name__}" if known else repr(target))


def show(*names):
    """A line for each object that the names lead to, and below it one for each of its references."""
    print("names:", *names)
    met = reachable([globals()[name] for name in names])
    for number, thing in met.values():
        count = sys.getrefcount(thing) - OWN
        notes = [f"count {count}", size(thing), "watched by the collector" if gc.is_tracked(thing) else "not watched"]
        if hasattr(type(thing), "__weakref__"):
            notes.append(f"weak references {weakref.getweakrefcount(thing)}")
        if leads_back(thing):
            notes.append("part of a cycle")
        held = [name for name in names if globals()[name] is thing]
        print(f"  #{number} {type(thing).__name__:<6}", ", ".join(filter(None, notes)), *(f"◀ {name}" for name in held))
        show_edges(thing, met)
    print()


def watch(thing):
    """Says so when `thing` dies; holds no count on it."""
    watched.append(weakref.ref(thing, lambda _, name=thing.name: print(f"  {name} has died")))


def alive(cls):
    """The names of all instances that the collector knows of, whether somebody can still reach them or not."""
    return sorted(thing.name for thing in gc.get_objects() if type(thing) is cls)


class Node:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other


watched = []
gc.disable()  # it is to run when we say so

print("1  Two names and a tuple share one list: nothing is copied, and its count is three")
shared = [1, 2]
alias = shared
pair = (shared, "text")
show("shared", "alias", "pair")
alias.append(3)
show("pair")

print("2  Objects die when their count comes to zero")
tree = Node("root", Node("leaf"))
watch(tree)
watch(tree.other)
show("tree")
del tree

print("3  A cycle survives its last name, until the collector looks for it")
first = Node("first")
first.other = Node("second", first)
watch(first)
show("first")
del first
print("  alive:", alive(Node))
print("  collected:", gc.collect() >= 2)
print("  alive:", alive(Node))
