# SPDX-License-Identifier: MIT
"""`--races` finds the fault in each broken program of tests/races/ and accuses none of the repaired ones; the same for
programs that are made from patterns (race_variants.py): a few of them, with --full a hundred. And a trace of threads is
the same each time, and true: never two holders of the GIL, each take after a drop, each wait with an end.

Part of `./dev test races`.
"""

import re

from race_variants import variants
from support import ROOT, WORK, run, short_diff

FOLDER = ROOT / "tests/races"
GIL_ROW = re.compile(r"^ *\d+ +T(\d+) .*? (gil takes|gil drops|lock waits|lock taken|lock gives up) ?")


def find_races(options, program):
    return run([options.binary, "--races", program], timeout=60)


def check_broken(options, program):
    result = find_races(options, program)
    found = result.code == 1 and "fault found" in result.out
    return "" if found else f"not found\n{result.out[-600:]}{result.err[-400:]}"


def check_repaired(options, program):
    result = find_races(options, program)
    accused = result.code != 0 or "no race found" not in result.out
    return f"accused\n{result.out[-1500:]}{result.err[-400:]}" if accused else ""


def written(name, text):
    path = WORK / "races" / (name.replace(" ", "_") + ".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def trace(options, program):
    return run([options.binary, "--trace=threads", program], timeout=60).err


def broken_rule(rows):
    holder, waiting = 1, set()
    for row in rows:
        found = GIL_ROW.match(row)
        if not found:
            continue
        thread, event = int(found[1]), found[2]
        if event == "gil takes":
            if holder is not None:
                return f"T{thread} takes the GIL from T{holder}\n{row}"
            holder = thread
        elif holder != thread:
            return f"T{thread} does something without the GIL\n{row}"
        elif event == "gil drops":
            holder = None
        elif event == "lock waits":
            waiting.add(thread)
        else:
            waiting.discard(thread)
    told = "\n".join(rows[-8:])
    return "" if not waiting or "deadlock" in told else f"these threads wait for ever: {waiting}"


def check_trace(options, program):
    first, second = trace(options, program), trace(options, program)
    if first != second:
        return short_diff(first, second)
    return broken_rule(first.splitlines())


def check_early_end(options):
    """os._exit() ends a run as any other end does; a signal kills it."""
    ends = {"import os\nos._exit(3)": (0, "no race found"), "import os\nos.abort()": (1, "the process was killed by SIGABRT")}
    for source, (code, words) in ends.items():
        result = run([options.binary, "--races", "-c", source], timeout=60)
        if result.code != code or words not in result.out:
            return f"exit code {result.code}\n{result.out}{result.err}"
    return ""


def check_limit(options):
    """A run that waits for the world outside is ended."""
    source = "import socket\nsocket.create_server(('127.0.0.1', 0)).accept()"
    result = run([options.binary, "--races", "-c", source], timeout=60)
    said = "still waiting for the world outside after 10 seconds" in result.err and "queue.Queue" in result.err
    return "" if said and result.code == 124 else f"exit code {result.code}\n{result.out}{result.err}"


def checks(options):
    yield "an early end", lambda: check_early_end(options)
    yield "a run that waits for the world", lambda: check_limit(options)
    programs = sorted(FOLDER.glob("*/*.py"))
    for program in programs:
        check = check_broken if program.stem == "broken" else check_repaired
        yield f"{program.parent.name}/{program.stem}", lambda c=check, p=program: c(options, p)
        yield f"{program.parent.name}/{program.stem} [trace]", lambda p=program: check_trace(options, p)
    for name, broken, repaired in variants(seed=1, count=100 if options.full else 7):
        yield f"{name} broken", lambda n=name, t=broken: check_broken(options, written(n + " broken", t))
        yield f"{name} repaired", lambda n=name, t=repaired: check_repaired(options, written(n + " repaired", t))
