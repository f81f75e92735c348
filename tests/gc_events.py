# SPDX-License-Identifier: MIT
"""The events of the cycle collector name the objects that CPython's gc reports, in its order. Part of `./dev test traced`.

Each scenario leaves garbage behind; one collection with DEBUG_SAVEALL keeps it. CPython prints what it has found, which
finalizers ran and which callbacks were called. The trace must tell the same:

    gc finalizer  #12 Ended     del 3                 (the third node)
    weakref calls #15 …         callback 2
    gc clear      #10 Node      garbage Node 1
"""

import re

from support import PYTHON, run, short_diff

PRELUDE = """
import collections, functools, gc, weakref
class Node:
    made = 0
    def __init__(self):
        Node.made += 1
        self.serial = Node.made
class Ended(Node):
    def __del__(self):
        print("del", self.serial)
class Saved(Node):
    def __del__(self):
        print("del", self.serial)
        kept.append(self)
kept, references = [], []
def watch(node):
    references.append(weakref.ref(node, lambda reference, serial=node.serial: print("callback", serial)))
def cycle(*nodes):
    for node, following in zip(nodes, nodes[1:] + nodes[:1]):
        node.next = following
gc.disable()
gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
def scenario():
"""
POSTLUDE = """
scenario()
gc.collect()
for item in gc.garbage:
    print("garbage", type(item).__name__, getattr(item, "serial", ""))
gc.set_debug(0)
"""

SCENARIOS = {
    "a node that refers to itself": "node = Node(); node.me = node",
    "two nodes": "cycle(Node(), Node())",
    "a ring of five": "cycle(*[Node() for _ in range(5)])",
    "a list in itself": "items = []; items.append(items)",
    "lists in each other": "a, b = [], []; a.append(b); b.append(a)",
    "a dict in itself": "table = {}; table['me'] = table",
    "a tuple through a list": "items = []; items.append((items, 1))",
    "a function that knows itself": "def f(n): return f(n - 1) if n else 0\n    f(2)",
    "a class": "class Local: pass",
    "a bound method": "node = Node(); node.method = node.__init__",
    "a generator that waits": "def g(): yield holder\n    holder = [g()]; next(holder[0])",
    "a chain that hangs on a cycle": "a, b = Node(), Node(); cycle(a, b); a.tail = [Node(), {'x': Node()}]",
    "two cycles": "cycle(Node(), Node()); cycle(Node(), Node(), Node())",
    "a deque": "q = collections.deque(); q.append([q])",
    "a partial": "node = Node(); node.call = functools.partial(print, node)",
    "slots": "class Slotted:\n        __slots__ = ('other', '__weakref__')\n    s = Slotted(); s.other = s",
    "a subclass of list": "class Items(list): pass\n    items = Items(); items.append(items)",
    "a reference with a callback": "a, b = Node(), Node(); cycle(a, b); watch(a)",
    "callbacks of both": "a, b = Node(), Node(); cycle(a, b); watch(b); watch(a)",
    "a reference that is garbage itself": "a = Node(); a.me = a; a.reference = weakref.ref(a, print)",
    "a finalizer": "cycle(Ended(), Node())",
    "three finalizers": "cycle(Ended(), Ended(), Node(), Ended())",
    "a finalizer and callbacks": "a, b = Ended(), Node(); cycle(a, b); watch(a); watch(b)",
    "a finalizer that saves": "cycle(Saved(), Node())",
    "one saves, another cycle ends": "cycle(Saved(), Node()); cycle(Ended(), Node())",
    "saved with what it holds": "a, b = Saved(), Node(); cycle(a, b); a.items = [Node(), Ended()]",
    "a weak dictionary": "a = Node(); a.me = a; references.append(weakref.WeakValueDictionary(a=a))",
}

ROW = re.compile(r"^ *\d+ .*?  (alloc|gc finalizer|gc clear|gc start|gc end|weakref cleared|weakref calls|weakref) +(?:(#\w+) (\S+))?(.*)")
NODES = ("Node", "Ended", "Saved")


def told_by(trace):
    """The lines that CPython prints, from the events of the first collection after the garbage was made."""
    serials, referents, told, collecting = {}, {}, [], False
    for row in trace.splitlines():
        if not (found := ROW.match(row)):
            continue
        kind, who, name, rest = found.groups()
        name = (name or "").rstrip(":")
        if kind == "alloc" and name in NODES:
            serials[who] = len(serials) + 1
        elif kind == "weakref" and (referent := re.search(r"refers to (#\w+)", rest)):
            referents[who] = referent[1]
        elif kind == "gc start":
            collecting = "generation 2, asked for" in row
            told = [] if collecting else told
        elif kind == "gc end" and collecting:
            collecting = False
        elif collecting and kind == "gc finalizer" and name in NODES:  # generators have one, too
            told.append(f"del {serials[who]}")
        elif collecting and kind == "weakref calls":
            told.append(f"callback {serials[referents[who]]}")
        elif collecting and kind == "gc clear":
            told.append(f"garbage {name.rpartition('.')[2]} {serials.get(who, '')}")
    return told


def check(options, body):
    program = PRELUDE + "    " + body + POSTLUDE
    expected = run([PYTHON, "-c", program], timeout=options.timeout, PYTHONHASHSEED="0")
    actual = run([options.binary, "--trace=alloc,gc,weakref", "--width=0", "-c", program], timeout=options.timeout)
    if actual.out != expected.out:
        return short_diff(expected.out, actual.out)
    lines = [line.rstrip() for line in expected.out.splitlines()]
    return short_diff("\n".join(lines), "\n".join(line.rstrip() for line in told_by(actual.err)))


def checks(options):
    for name, body in SCENARIOS.items():
        yield f"collector events/{name}", lambda b=body: check(options, b)
