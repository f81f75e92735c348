# SPDX-License-Identifier: MIT
"""The events of tasks and signals in a trace keep their rules, and a program that only sleeps is recorded the same twice,
in no time. Part of `./dev test traced`.

A task is created, runs, waits, is woken, runs again … and is done once. Who runs is ready; who is woken has waited; what
was not done at the end is still alive. Of each signal the handler begins and ends.
"""

import re
import time

from support import ROOT, run, short_diff

SCRIPTS = ("samples/asyncio_tasks.py", "tests/conformance/asyncio/deadlines_groups_and_shields.py",
           "tests/conformance/asyncio/threads_and_signals_reach_the_loop.py", "tests/conformance/asyncio_module/a_task_is_cancelled.py",
           "tests/conformance/asyncio_module/a_task_drives_its_coroutine.py",
           "docs/examples/tasks.py")
TASK_ROW = re.compile(r"^ *\d+ .* (task (?:created|named|runs|waits|woken|cancel|done)) +(#[LSV]?\d+)\b")
BEFORE = {"task runs": ("ready",), "task waits": ("runs",), "task woken": ("waits",), "task done": ("runs",)}
AFTER = {"task created": "ready", "task runs": "runs", "task waits": "waits", "task woken": "ready", "task done": "done"}
SLEEPS = """import asyncio, time
async def work(name, pause):
    await asyncio.sleep(pause)
    print(name)
async def main():
    await asyncio.gather(work('late', 300), work('early', 100))
    try:
        await asyncio.wait_for(asyncio.sleep(1000), 50)
    except TimeoutError:
        print('timeout')
    print(await asyncio.gather(asyncio.to_thread(rest, 30), asyncio.to_thread(rest, 10), asyncio.sleep(20, 's')))
def rest(pause):
    time.sleep(pause)
    return pause
asyncio.run(main())
"""
ALARM = """import signal
signal.signal(signal.SIGUSR1, lambda number, frame: print('handled', number))
signal.raise_signal(signal.SIGUSR1)
print('after')
"""
HEADS = {  # what a program uses: what the record says of it
    "": "import time\ntime.sleep(0.1)\nprint(time.monotonic())\nopen('/dev/null').read()",
    "child process": "import os\nif os.fork() == 0: os._exit(0)\nos.wait()",
    "clock": "import time\ntime.time()",
    "random numbers": "import random\nrandom.random()",
    "socket": "import socket\ns = socket.create_server(('127.0.0.1', 0))\nc = socket.create_connection(s.getsockname())\n"
              "a = s.accept()[0]\na.send(b'x')\nc.recv(1)",
    "signal": "import signal\nsignal.signal(signal.SIGALRM, print)\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\nsignal.pause()",
}
SEEDED = "import random\nrandom.seed(1)\nprint(random.random())"


def broken_rule(rows):
    """The first row that breaks a rule, and how many there were."""
    states, count = {}, 0
    for row in rows:
        found = TASK_ROW.match(row)
        if not found:
            continue
        event, task = found[1], found[2]
        count += 1
        state = states.get(task)
        if state not in BEFORE.get(event, (state,)) or (event == "task created") != (state is None) or state == "done":
            return f"{task} is {state}, and then\n{row}", count
        states[task] = AFTER.get(event, state)
    return "", count


def keeps_rules(options, script):
    record = run([options.binary, "--trace=task", ROOT / script], timeout=options.timeout * 3, cwd=ROOT).err
    problem, count = broken_rule(record.splitlines())
    return problem or ("" if count > 5 else f"{count} events of tasks\n{record[-500:]}")


def sleeping_is_reproducible(options):
    begin = time.monotonic()
    first, second = (run([options.binary, "--trace=threads,asyncio", "-c", SLEEPS], timeout=options.timeout) for _ in range(2))
    if first.out != "early\nlate\ntimeout\n[30, 10, 's']\n" or (first.out, first.err) != (second.out, second.err):
        return first.out + short_diff(first.err, second.err)
    slow = time.monotonic() - begin > 60
    return f"it takes {time.monotonic() - begin} s" * slow + "the record says otherwise" * ("not reproducible" in first.err)


def signals_are_told(options):
    outcome = run([options.binary, "--trace=op,stack,signal,io", "--sections=run", "-c", ALARM], timeout=options.timeout)
    wanted = ("CALL 1", "signal arrives", "handler begins", "CALL 2", "write to stdout", "handler ends")
    rows = outcome.err.splitlines()
    rows = rows[next((index for index, row in enumerate(rows) if "signal arrives" in row), 1) - 1:]
    for word in wanted:
        while rows and word not in rows[0]:
            rows.pop(0)
    told = "SIGUSR1, sent by this process itself" in outcome.err and "not reproducible" not in outcome.err
    return "" if rows and told else outcome.err[-3000:]


def head_says(options, cause, source):
    outcome = run([options.binary, "--trace=call", "-c", source], timeout=options.timeout)
    end = outcome.err.splitlines()[-1]
    said = re.search(r"not reproducible: (.*)", end)
    return "" if (said[1] if said else "") == cause else outcome.err[-500:]


def files_say_it_in_their_head(options):
    with_path = ROOT / "build/tests/head.txt"
    with_path.parent.mkdir(parents=True, exist_ok=True)
    run([options.binary, "--trace=line", "-o", with_path, "-c", HEADS["clock"]], timeout=options.timeout)
    rows = with_path.read_text().splitlines()
    good = [index for index, row in enumerate(rows) if row.strip() == "not reproducible: clock"]
    begin = next(index for index, row in enumerate(rows) if row.startswith("     n "))
    return "" if good and good[0] < begin and rows[-1].endswith("the program ended; not reproducible: clock") else "\n".join(rows)


def instructions_come_before_their_switch(options):
    """What blocks is told first, then that the GIL is dropped; what came of it, when it is over."""
    source = "import _thread, time\nl = _thread.allocate_lock()\nl.acquire()\n_thread.start_new_thread(lambda: l.release(), ())\nl.acquire()\n"
    record = run([options.binary, "--trace=op,stack,gil,lock", "--sections=run", "-c", source], timeout=options.timeout).err
    rows = [row for row in record.splitlines() if re.match(r" *\d+  T1 ", row)]
    words = [next((word for word in ("lock waits", "gil drops", "gil takes", "lock taken", "… CALL", "CALL") if f" {word} " in row), "") for row in rows]
    wanted = ["CALL", "lock waits", "gil drops", "gil takes", "lock taken", "… CALL"]
    return "" if any(words[place:place + 6] == wanted for place in range(len(words))) else record[-3000:]


def checks(options):
    for script in SCRIPTS:
        yield f"{script} [events of tasks]", lambda s=script: keeps_rules(options, s)
    yield "events of tasks/sleeping is reproducible", lambda: sleeping_is_reproducible(options)
    yield "events of tasks/signals are told", lambda: signals_are_told(options)
    for cause, source in [*HEADS.items(), ("", SEEDED)]:
        yield f"reproducible/{cause or source[:12]}", lambda c=cause, s=source: head_says(options, c, s)
    yield "reproducible/the head of a file", lambda: files_say_it_in_their_head(options)
    yield "events of threads/instructions come before their switch", lambda: instructions_come_before_their_switch(options)
