# SPDX-License-Identifier: MIT
"""`--races` finds the fault in each broken program of tests/races/ and accuses none of the repaired ones; the same for
programs that are made from patterns (race_variants.py): a few of them, with --full a hundred. What it says fits what
has happened: programs that do not run, that all end alike, that never end, that are interrupted. And a trace of threads is
the same each time, and true: never two holders of the GIL, each take after a drop, each wait with an end.

Part of `./dev test races`.
"""

import os
import pty
import re
import signal
import subprocess
import time

from race_variants import variants
from support import ROOT, WORK, clean_environment, run, short_diff

FOLDER = ROOT / "tests/races"
GIL_ROW = re.compile(r"^ *\d+ +T(\d+) .*? (gil takes|gil drops|lock waits|lock taken|lock gives up) ?")


def find_races(options, program):
    return run([options.binary, "--races", program], timeout=60)


def check_broken(options, program):
    result = find_races(options, program)
    found = result.code == 1 and re.match("(fault found|outcomes differ) in ", result.out)
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


TWO_THREADS = """
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
COUNTER = """import threading
counter = 0
def step(): return 1
def work():
    global counter
    for _ in range(50): counter += step()
""" + TWO_THREADS + "print(counter)"
WITHDRAWALS = """import threading
balance, lock, paid = 100, threading.Lock(), []
def work():
    global balance
    with lock:
        if balance >= 60:
            balance -= 60
            paid.append(threading.current_thread().name)
""" + TWO_THREADS + "print(paid, balance)"
TWO_LOCKS = """import threading
first, second = threading.Lock(), threading.Lock()
def one():
    with first:
        with second: pass
def other():
    with second:
        with first: pass
threads = [threading.Thread(target=work) for work in (one, other)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("done")"""
FAR_FROM_THE_CHECK = """import threading
made = []
def is_made(): return len(made) > 0
def prepare(): pass
def work():
    if not is_made():
        a = 1
        b = 2
        c = 3
        d = 4
        prepare()
        e = 5
        f = 6
        g = 7
        made.append(a)
""" + TWO_THREADS + "assert len(made) == 1\n"
ENDLESS = "import time\nwhile True: time.monotonic()"
SLOW = "import threading\nsum(range(10_000_000))\ndef work(): pass\n" + TWO_THREADS + "print('done')"
NOBODY_WAKES = """import asyncio
async def main(): await asyncio.get_running_loop().create_future()
asyncio.run(main())"""

# A program, the exit code, and what is said: on stdout, or on stderr where the program does not run.
SAID = {
    "os._exit() ends a run as any end does": ("import os\nos._exit(3)", 0, ["no race found in -c: ", "every run ended with exit code 3\n"]),
    "a signal kills a run": ("import os\nos.abort()", 1, ["fault found in -c: 1 run with", "the process was killed by SIGABRT", "1 of 1 run:"]),
    "a program that does not compile is none": ("x = (", 2, ["SyntaxError: '(' was never closed"]),
    "a thread that dies is told": ("import threading\nthreading.Thread(target=lambda: nothing).start()", 0,
                                   ["every run ended with exit code 0, and with this on stderr:\n    | NameError: name 'nothing'"]),
    "stdin is empty": ("input()", 0, ["every run ended with exit code 1, and with this on stderr:\n    | EOFError: EOF"]),
    "a program that prints nothing": ("pass", 0, ["only what is printed and the exit code are compared; this program prints nothing"]),
    "KeyboardInterrupt of its own": ("import signal\nsignal.raise_signal(signal.SIGINT)", 0, ["exit code 130", "KeyboardInterrupt"]),
    "lines of -c are shown": (COUNTER, 1, ["counter += step()\n", "── T2 has to stop, behind RESUME\n"]),
    "the order of lines is no race": ("import threading\ndef work(): print(threading.current_thread().name)\n" + TWO_THREADS, 0,
                                      ["no race found in -c: ", "the lines came in 2 orders, which is not counted as a race"]),
    "two right outcomes are no fault": (WITHDRAWALS, 1, ["outcomes differ in -c: ", "if all of these are right, so is the program"]),
    "an outcome that raises is a fault": (WITHDRAWALS + "\nassert paid == ['Thread-1 (work)']", 1, ["fault found in -c: "]),
    "what only the language allows": (TWO_LOCKS, 0, ["only possible where the language allows more than CPython 3.11 does: -c\n",
                                                     "This cannot happen in CPython 3.11", "deadlock: every thread waits"]),
    "an endless loop computes": ("import threading\ndef work():\n    while True: pass\nthreading.Thread(target=work).start()", 1,
                                 ["it does not end: it was still computing"]),
    "an endless wait waits": ("import threading, time\ndef work():\n    while True: time.sleep(1)\nthreading.Thread(target=work).start()",
                              1, ["it does not end: some thread never gets what it waits for"]),
    "a task that nobody wakes": (NOBODY_WAKES, 124, ["still waiting for the world outside", "so nobody wakes it: --trace=asyncio"]),
}


def check_said(options, program, code, words):
    result = run([options.binary, "--races", "-c", program], timeout=60)
    text, other = (result.out, result.err) if code < 2 else (result.err, result.out)
    missing = [piece for piece in words if piece not in text]
    wrong = result.code != code or missing or other
    return f"exit code {result.code}, not there: {missing}\n{result.out}{result.err}" if wrong else ""


def check_no_program(options, *arguments):
    result = run([options.binary, "--races", *arguments], timeout=60)
    return "" if result.code == 2 and not result.out and result.err.count("\n") == 1 else f"{result.code}\n{result.out}{result.err}"


def check_counts(options):
    """Each run is one of an outcome that is shown, or of those that are not."""
    result = run([options.binary, "--races", "-c", COUNTER], timeout=60)
    counts = [(int(some), int(every)) for some, every in re.findall(r", in (\d+) of (\d+) runs", result.out)]
    complete = len(counts) > 1 and all(every == sum(some for some, _ in counts) for _, every in counts)
    return "" if complete else result.out


def check_sample(options):
    """The sample loses its update, and with the exercise's change only where the language allows it."""
    program = ROOT / "samples/lost_update.py"
    changed = written("exercise", program.read_text().replace("read() + step()", "read() + 1"))
    first, second = find_races(options, program), find_races(options, changed)
    lost = first.code == 1 and first.out.startswith("outcomes differ") and "counted to five: 10" in first.out
    return "" if lost and second.code == 0 and second.out.startswith("only possible where the language") else first.out + second.out


def check_last_check(options):
    """What the other thread has checked is shown, although it is far from any switch."""
    program = written("far from the check", FAR_FROM_THE_CHECK)
    result = find_races(options, program)
    rows = [line for line in result.out.splitlines() if line.startswith("     6 ") and "if not is_made():" in line]
    return "" if len({line.index("if") for line in rows}) == 2 else result.out


def check_width(options):
    program = written("wide", FAR_FROM_THE_CHECK.replace("prepare()\n", "prepare()  # " + "far " * 40 + "\n"))
    result = run([options.binary, "--races", program], timeout=60, COLUMNS="70")
    rows = [line for line in result.out.splitlines() if re.match(r" +\d+ ", line)]
    return "" if rows and max(map(len, rows)) == 70 else result.out


def check_progress(options):
    """On a terminal it says how far it is, and takes it back."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([options.binary, "--races", "-c", COUNTER], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=theirs, env=clean_environment())
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    good = re.fullmatch(r"(\r… \d+ runs?, \d outcomes?\x1b\[K)+\r\x1b\[K", shown) and b"outcomes differ" in out
    return "" if good else f"{shown!r}\n{out}"


def check_interrupt(options, seconds, program, said):
    """Ctrl-C, which a terminal sends to the runs, too, is no outcome; what was found before is told."""
    process = subprocess.Popen([options.binary, "--races", "-c", program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, env=clean_environment(), start_new_session=True)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    good = process.returncode == -signal.SIGINT and re.fullmatch(said, out) and err == ""
    return "" if good else f"exit code {process.returncode}\n{out}{err}"


def check_limit(options):
    """A run that waits for the world outside is ended."""
    source = "import socket\nsocket.create_server(('127.0.0.1', 0)).accept()"
    result = run([options.binary, "--races", "-c", source], timeout=60)
    said = "still waiting for the world outside after 10 seconds" in result.err and "queue.Queue" in result.err
    return "" if said and result.code == 124 else f"exit code {result.code}\n{result.out}{result.err}"


def checks(options):
    for name, (program, code, words) in SAID.items():
        yield name, lambda p=program, c=code, w=words: check_said(options, p, c, w)
    for arguments in (["nowhere.py"], ["docs"], ["-m", "nowhere"]):
        yield f"no program: {' '.join(arguments)}", lambda a=arguments: check_no_program(options, *a)
    yield "every run is counted", lambda: check_counts(options)
    yield "the sample loses its update", lambda: check_sample(options)
    yield "the last check is shown", lambda: check_last_check(options)
    yield "rows fit a terminal", lambda: check_width(options)
    yield "progress on a terminal", lambda: check_progress(options)
    yield "interrupted in the first run", lambda: check_interrupt(options, 2, ENDLESS, r"interrupted after 0 runs\n")
    yield "interrupted in a later run", lambda: check_interrupt(
        options, 5, SLOW, r"interrupted after [1-9]\d* runs?\nno race found in -c: [1-9]\d* runs? with .* had one outcome\n")
    yield "a run that waits for the world", lambda: check_limit(options)
    programs = sorted(FOLDER.glob("*/*.py"))
    for program in programs:
        check = check_broken if program.stem == "broken" else check_repaired
        yield f"{program.parent.name}/{program.stem}", lambda c=check, p=program: c(options, p)
        yield f"{program.parent.name}/{program.stem} [trace]", lambda p=program: check_trace(options, p)
    for name, broken, repaired in variants(seed=1, count=100 if options.full else 7):
        yield f"{name} broken", lambda n=name, t=broken: check_broken(options, written(n + " broken", t))
        yield f"{name} repaired", lambda n=name, t=repaired: check_repaired(options, written(n + " repaired", t))
