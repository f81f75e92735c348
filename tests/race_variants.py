# SPDX-License-Identifier: MIT
"""Programs with threads, made from patterns: each broken, and repaired, with other names, counts, places of the fault and
more threads. variants(seed, count) gives (name, broken, repaired).

A pattern writes the work of one thread; a hole says where the lock of the repaired twin begins, and the lines below it,
indented one step further, are what it guards.
"""

import random

NAMES = ["amount", "balance", "buffer", "cache", "clock", "entries", "ledger", "orders", "queue_length", "registry",
         "scores", "stock", "tickets", "total", "visits", "weights"]

FRAME = """import threading

{setup}
guard = threading.Lock()


def pause():
    pass

{noise}
def work(number):
{globals}{body}

threads = [threading.Thread(target=work, args=(number,)) for number in range({threads})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print({shown})
"""


def lost_update(pick, name):
    read = pick(["value = {0}", "value = 0 + {0}", "value = int({0})"]).format(name)
    return f"{name} = 0", f"    global {name}\n", [read, "pause()", f"{name} = value + 1"], name


def check_then_act(pick, name):
    key = pick(["'key'", "7", "('a', 1)"])
    return (f"{name} = {{}}\nmade = []", "",
            [f"if {key} not in {name}:", "    pause()", "    made.append(1)", f"    {name}[{key}] = len(made)"], "len(made)")


def table_update(pick, name):
    key = pick(["'key'", "0", "None"])
    return f"{name} = {{{key}: 0}}", "", [f"seen = {name}.get({key})", "pause()", f"{name}[{key}] = seen + 1"], f"{name}[{key}]"


def list_update(pick, name):
    return f"{name} = [0]", "", [f"last = {name}[-1]", "pause()", f"{name}.append(last + 1)"], f"len(set({name})) == len({name})"


def overdraft(pick, name):
    return (f"{name} = 10", f"    global {name}\n", [f"if {name} >= 8:", "    pause()", f"    {name} -= 8"], f"{name} >= 0")


def attribute(pick, name):
    return (f"class Box:\n    {name} = 0\n\n\nbox = Box()", "",
            [f"value = box.{name}", "pause()", f"box.{name} = value + 2"], f"box.{name}")


PATTERNS = [lost_update, check_then_act, table_update, list_update, overdraft, attribute]


def body_text(lines, rounds, locked):
    text, indent = "", "    "
    if rounds > 1:
        text, indent = f"    for _ in range({rounds}):\n", "        "
    if locked:
        text, indent = f"{text}{indent}with guard:\n", indent + "    "
    return text + "".join(f"{indent}{line}\n" for line in lines)


def deadlock(random_numbers):
    locks = random_numbers.choice([2, 3])
    names = ", ".join(f"lock_{index}" for index in range(locks))
    orders = [[(start + step) % locks for step in range(locks)] for start in range(locks)]
    rounds = random_numbers.choice([1, 2, 4])

    def program(orders):
        text = f"import threading\n\n{names} = (threading.Lock() for _ in range({locks}))\n\n\ndef pause():\n    pass\n"
        for number, order in enumerate(orders):
            text += f"\n\ndef work_{number}():\n    for _ in range({rounds}):\n"
            for depth, lock in enumerate(order):
                text += "        " + "    " * depth + f"with lock_{lock}:\n"
                if depth + 1 < len(order):
                    text += "        " + "    " * (depth + 1) + "pause()\n"
            text += "        " + "    " * len(order) + "pause()\n"
        works = ", ".join(f"work_{number}" for number in range(len(orders)))
        return text + (f"\n\nthreads = [threading.Thread(target=work) for work in ({works})]\n"
                       "for thread in threads:\n    thread.start()\nfor thread in threads:\n    thread.join()\nprint('done')\n")

    return program(orders), program([sorted(order) for order in orders])


def variants(seed, count):
    numbers = random.Random(seed)
    for index in range(count):
        if index % 7 == 6:
            yield f"deadlock {index}", *deadlock(numbers)
            continue
        pattern = PATTERNS[index % 7]
        setup, globals_, lines, shown = pattern(numbers.choice, numbers.choice(NAMES))
        rounds = 1 if pattern in (check_then_act, overdraft) else numbers.choice([1, 2, 5, 20])
        noise = "\n\ndef unrelated():\n    return sum(range(3))\n\n" if numbers.random() < 0.5 else "\n"
        if numbers.random() < 0.5:
            lines = [*lines, "pause()"] if numbers.random() < 0.5 else ["pause()", *lines]
        parts = dict(setup=setup, noise=noise, globals=globals_, threads=numbers.choice([2, 2, 3, 4]), shown=shown)
        yield (f"{pattern.__name__} {index}", FRAME.format(body=body_text(lines, rounds, False), **parts),
               FRAME.format(body=body_text(lines, rounds, True), **parts))
