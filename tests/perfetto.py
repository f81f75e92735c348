# SPDX-License-Identifier: MIT
"""Traces as timelines for Perfetto: whatever is traced, and however it ends, slices are nested, flows have two ends, time does
not go back, one thread at most has the GIL, and no event is missing that the JSON lines beside it have."""

import functools
import json
import pathlib
import re
import signal
import subprocess
import tempfile
import time

import json_lines
from support import ROOT, WORK, clean_environment, directives, run, short_diff

GROUPS = {"threads": 1, "interpreter": 2, "states of threads": 3, "asyncio tasks": 4}
NAMES = {group: name for name, group in GROUPS.items()}
KEYS = {"M": {"pid", "name", "args"}, "B": {"ts", "pid", "tid", "name", "cat", "args"}, "E": {"ts", "pid", "tid", "args"},
        "i": {"ts", "pid", "tid", "s", "name", "cat", "args"}, "C": {"ts", "pid", "name", "args"},
        "s": {"ts", "pid", "tid", "name", "cat", "id"}, "f": {"ts", "pid", "tid", "name", "cat", "id", "bp"}}


# ---------------------------------------------------------------- one timeline


class Timeline:
    """What a reader makes of a file; what it must not find is in `problems`."""

    def __init__(self, text):
        data = json.loads(text, object_pairs_hook=json_lines.only_once, parse_constant=json_lines.not_json)
        self.records, self.about = data["traceEvents"], data["otherData"]
        self.names, self.slices, self.instants, self.counters, self.flows, self.problems = {}, [], [], [], [], []
        self.open, self.begun, self.groups, self.now = {}, {}, {}, 0
        for record in self.records:
            self.read(record)
        self.problems += [f"{self.track(track)}: {stack[-1]['name']} is never closed" for track, stack in self.open.items() if stack]
        self.problems += [f"flow {flow} has no end" for flow in self.begun]

    def read(self, record):
        phase = record.get("ph")
        wanted = KEYS.get(phase, set())
        if not wanted <= record.keys() or record.keys() - wanted - {"ph"} - ({"tid"} if phase == "M" else set()):
            return self.problems.append(f"keys of {record}")
        if phase != "M":
            if record["ts"] < self.now:
                self.problems.append(f"time goes back: {record}")
            self.now = record["ts"]
        track = record["pid"], record.get("tid")
        getattr(self, {"M": "name", "B": "begin", "E": "end", "i": "instant", "C": "count", "s": "flow_begins", "f": "flow_ends"}[phase])(track, record)

    def track(self, track):
        return f"{NAMES[track[0]]}/{self.names.get(track)}"

    def name(self, track, record):
        if record["name"] == "process_name":
            self.groups[track[0]] = record["args"]["name"]
        if record["name"] == "thread_name":
            if record["tid"] in GROUPS.values() or any(tid == track[1] and pid != track[0] for pid, tid in self.names):
                self.problems.append(f"Perfetto would mistake {track} for another")
            self.names[track] = record["args"]["name"]

    def named(self, track):
        if track not in self.names or self.groups.get(track[0]) != NAMES[track[0]]:
            self.problems.append(f"track {track} has no name")

    def begin(self, track, record):
        self.named(track)
        self.open.setdefault(track, []).append(record)

    def end(self, track, record):
        stack = self.open.get(track)
        if not stack:
            return self.problems.append(f"nothing is open where {record} ends")
        begun = stack.pop()
        above = stack[-1]["name"] if stack else None
        self.slices.append((self.track(track), begun["name"], begun["ts"], record["ts"], above, begun["args"], record["args"]))

    def instant(self, track, record):
        self.named(track)
        self.instants.append((self.track(track), record["name"], record["ts"], record["args"]))

    def count(self, track, record):
        value = next(iter(record["args"].values()))
        self.counters.append((record["name"], record["ts"], value))
        if value < 0:
            self.problems.append(f"a counter is negative: {record}")

    def flow_begins(self, track, record):
        if record["id"] in self.begun or not self.open.get(track):
            self.problems.append(f"{record} begins twice, or outside of every slice")
        self.begun[record["id"]] = (track, record)

    def flow_ends(self, track, record):
        if record["id"] not in self.begun or not self.open.get(track) or record["bp"] != "e":
            return self.problems.append(f"{record} has no beginning, or ends outside of every slice")
        source, begun = self.begun.pop(record["id"])
        if (begun["ts"], begun["name"]) != (record["ts"], record["name"]):
            self.problems.append(f"{begun} and {record} are not one flow")
        self.flows.append((record["name"], self.track(source), self.track(track), record["ts"]))

    def on(self, track):
        return [slice for slice in self.slices if slice[0] == track]

    def numbers(self):
        told = {args["n"] for _, _, _, _, _, *both in self.slices for args in both if "n" in args}
        return told | {args["n"] for *_, args in self.instants if "n" in args}


def problems_of_gil(timeline):
    """The holder's slices do not overlap, and each holder is running meanwhile, nobody else."""
    holders = sorted((begin, end, name) for _, name, begin, end, *_ in timeline.on("interpreter/GIL"))
    yield from (f"T{one} and {other} hold the GIL" for one, other in zip(holders, holders[1:]) if one[1] > other[0])
    running = sorted((begin, end, track.removeprefix("states of threads/")) for track, name, begin, end, *_ in timeline.slices
                     if name == "running" and track.startswith("states"))
    if [row[:2] for row in running] != [row[:2] for row in holders]:
        yield f"running {running[:4]}, but holders {holders[:4]}"


def problems_of_states(timeline):
    """Who lets go of the GIL has been running."""
    for track in {track for track, *_ in timeline.slices if track.startswith("states of threads")}:
        rows = sorted(timeline.on(track), key=lambda row: (row[2], row[3]))
        for one, other in zip(rows, rows[1:]):
            if one[3] == other[2] and other[1] != "running" and "what" in other[5] and one[1] != "running":
                yield f"{track}: {other[1]} behind {one[1]} at {other[2]}"


def problems_of_file(path, rows=None):
    """What is wrong with a timeline, and what it lacks of the JSON lines beside it."""
    try:
        timeline = Timeline(path.read_bytes().decode())
    except (OSError, ValueError, KeyError) as error:
        return f"{path.name}: {error!r}", None
    problems = [*timeline.problems, *problems_of_gil(timeline), *problems_of_states(timeline)]
    if rows is not None:
        wanted = {row["n"] for row in rows[:-1] if "n" in row and row["kind"] != "key"}
        if timeline.numbers() != wanted:
            problems.append(f"events {sorted(wanted ^ timeline.numbers())[:8]} are only in one of both")
        if timeline.about["reason"] != rows[-1]["reason"] or timeline.about["events"] != rows[-1]["events"]:
            problems.append(f"{timeline.about}, but {rows[-1]}")
        gaps = [row["hidden"] for row in rows if row["kind"] == "gap" and row["event"] == "limit"]
        if gaps != [args["hidden"] for track, _, _, _, _, args, _ in timeline.on("interpreter/record")]:
            problems.append(f"gaps {gaps}")
    ends = [name for track, name, *_ in timeline.instants if track == "interpreter/record"]
    if ends != [f"end: {timeline.about['reason']}"]:
        problems.append(f"{ends}")
    return "\n".join(problems[:5]), timeline


# ---------------------------------------------------------------- scripts

TRACES = (["--trace"], ["--trace=timeline,+alloc,+free", "--keep=both", "--max-events=600"], ["--trace=all", "--keep=last", "--max-events=600"],
          ["--trace=memory,gil", "--max-events=3000"], ["--trace=line,exc,task", "--library", "--max-events=600"],
          ["--trace=timeline", "--max-events=300", "--on-limit=stop"], ["--trace=call,task,gil,op", "--only", "thread=2-12", "--max-events=2000"])
FOLDERS = ("asyncio", "asyncio_module", "threads", "thread", "garbage", "generators", "exceptions", "weakrefs", "signal_module", "coroutines")


def interesting_scripts():
    folders = [folder for folder in (ROOT / "tests/conformance").iterdir() if folder.name in FOLDERS]
    return [script for folder in sorted(folders) for script in sorted(folder.glob("*.py"))[::4]]


def check_script(options, script, arguments):
    """One run, both formats."""
    folder = WORK / "perfetto"
    folder.mkdir(parents=True, exist_ok=True)
    lines, timeline = (folder / f"{script.parent.name}-{script.stem}{end}" for end in (".jsonl", ".perfetto.json"))
    given, stdin = directives(script)
    run([options.binary, *arguments, "-o", lines, "-o", timeline, script, *given], stdin=stdin, timeout=options.timeout * 2, PYTHONPATH=str(script.parent))
    return problems_of_file(timeline, json_lines.read(lines))[0]


# ---------------------------------------------------------------- what tracks show


def timeline_of(options, source, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path, program = pathlib.Path(folder) / "run.perfetto.json", pathlib.Path(folder) / "program.py"
        program.write_text(source)
        run([options.binary, *(arguments or ["--trace"]), "-o", path, program], timeout=options.timeout)
        return problems_of_file(path)


def fact(source, *arguments):
    """Of a timeline: the check says what it has found, which must be what it wants: (found, wanted)."""
    def wrap(check):
        def checked(options):
            problem, timeline = timeline_of(options, source, *arguments)
            if problem:
                return problem
            found, wanted = check(timeline)
            return "" if found == wanted else f"{found}\ninstead of\n{wanted}"
        checked.__name__ = check.__name__
        FACTS.append(checked)
        return checked
    return wrap


FACTS = []
RECURSION = "def fact(n):\n    return 1 if n == 0 else n * fact(n - 1)\nfact(2)\n"
GENERATOR = "def pair():\n    yield 1\n    yield 2\nlist(pair())\n"
RAISES = "def f():\n    raise ValueError('bad')\ndef g():\n    f()\ntry:\n    g()\nexcept ValueError:\n    print('caught')\n"
LIBRARY = "import textwrap\ntextwrap.dedent('x')\n"
THREADS = """import threading
lock = threading.Lock()
def work():
    with lock:
        for _ in range(300): pass
threads = [threading.Thread(target=work, name=f'worker {n}') for n in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
MANY_THREADS = "import threading\ndef work():\n    for _ in range(100): pass\nts = [threading.Thread(target=work) for _ in range(12)]\n" \
               "for t in ts: t.start()\nfor t in ts: t.join()\n"
TASKS = """import asyncio
async def cook(dish, minutes):
    await asyncio.sleep(minutes)
    return dish
async def main():
    rice = asyncio.create_task(cook('rice', 1), name='rice')
    await rice
asyncio.run(main())
"""
CYCLE = """import gc
class Node:
    def __del__(self): print('dies')
node = Node()
node.self = node
del node
gc.collect()
"""
OBJECTS = "class P: pass\na = P()\nb = P()\ndel a\n"


@fact(RECURSION)
def calls_are_slices_in_each_other(timeline):
    rows = [(name, above, args.get("arguments"), ends["what"].split(" → ")[0]) for track, name, _, _, above, args, ends in timeline.on("threads/T1")]
    return rows, [("fact", "fact", {"n": "0"}, "return 1"), ("fact", "fact", {"n": "1"}, "return 1"), ("fact", "<module>", {"n": "2"}, "return 2"),
                  ("<module>", None, None, "return None")]


@fact(RECURSION, "--trace=line")
def lines_alone_tell_which_frames_there_are(timeline):
    instants = [name for track, name, *_ in timeline.instants if track == "threads/T1"]
    return (instants, {args["begins"] for *_, args, _ in timeline.on("threads/T1")}), \
        (["def fact(n):", "fact(2)", *3 * ["return 1 if n == 0 else n * fact(n - 1)"]], {"unseen"})


@fact(GENERATOR)
def generators_have_a_slice_for_each_turn(timeline):
    rows = [ends["what"].split(" → ")[0] for _, name, *_, ends in timeline.on("threads/T1") if name == "pair"]
    return [re.sub("#.*", "…", row) for row in rows], ["return …", "yield 1", "yield 2", "return None"]


@fact(RAISES)
def exceptions_are_instants_and_close_the_frames_they_leave(timeline):
    instants = [(name, args["what"]) for track, name, _, args in timeline.instants if track == "threads/T1"]
    closed = [(name, ends["what"]) for _, name, *_, ends in timeline.on("threads/T1")][:2]
    return (instants[0], instants[-1], closed), (("raise", "raises ValueError: bad"), ("write to stdout", "'caught\\n'"),
                                                 [("f", "the exception leaves f"), ("g", "the exception leaves g")])


@fact(LIBRARY, "--trace=op,call")
def calls_into_the_library_are_one_slice(timeline):
    rows = [(name, above, re.sub(r"\d+", "N", ends["what"])) for _, name, _, _, above, _, ends in timeline.on("threads/T1") if name == "dedent"]
    return rows, [("dedent", "<module>", "N events not shown (--library shows them)")]


@fact(LIBRARY)
def what_runs_in_the_library_is_a_slice_as_long_as_it_took(timeline):
    (begin, end, what), *_ = [(begin, end, ends["what"]) for _, name, begin, end, *_, ends in timeline.on("threads/T1") if name == "library"]
    return (what, end - begin > 1000), (f"{end - begin} events not shown (--library shows them)", True)


@fact(THREADS)
def gil_goes_from_hand_to_hand_with_an_arrow_each_time(timeline):
    holders = [name for _, name, *_ in timeline.on("interpreter/GIL")]
    flows = [(name, source, target) for name, source, target, _ in timeline.flows if name == "gets the GIL"]
    wanted = [("gets the GIL", f"states of threads/{holder}", "interpreter/GIL") for holder in holders[1:]]
    return (set(holders), flows), ({"T1", "T2 worker 0", "T3 worker 1"}, wanted)


@fact(THREADS)
def states_say_why_a_thread_does_not_run(timeline):
    reasons = {(name, re.sub(r"\d+", "N", begins["what"])) for track, name, *_, begins, _ in timeline.slices
               if track.startswith("states") and name != "running" and "what" in begins}
    return reasons, {("waiting", "it waits for a lock"), ("ready", "turn over after N instructions")}


@fact(THREADS, "--trace=vm")
def states_of_threads_need_no_events_of_their_own(timeline):
    return {name for _, name, *_ in timeline.on("interpreter/GIL")}, {"T1", "T2", "T3"}


@fact(MANY_THREADS)
def more_threads_than_have_lanes_are_shown(timeline):
    labels = {name.split()[0] for _, name, *_ in timeline.on("interpreter/GIL")}
    return labels, {f"T{number}" for number in range(1, 14)}


@fact(TASKS)
def tasks_run_and_wait_on_tracks_of_their_own(timeline):
    track = next(track for track, *_ in timeline.slices if track.endswith(" rice"))
    states = [re.sub("#\\w+", "#", name) for _, name, *_ in timeline.on(track)]
    return states, ["ready", "runs", "waits for # Future", "ready", "runs", "done"]


@fact(TASKS)
def arrows_come_from_who_makes_and_wakes_a_task(timeline):
    flows = [(name, re.sub("#\\w+", "#", source), re.sub("#\\w+", "#", target)) for name, source, target, _ in timeline.flows]
    return [flow for flow in flows if flow[0] in ("makes", "wakes")][:4], [
        ("makes", "threads/T1", "asyncio tasks/# Task-1"), ("makes", "asyncio tasks/# Task-1", "asyncio tasks/# Task-2"),  # it has no name of its own yet
        ("wakes", "threads/T1", "asyncio tasks/# rice"), ("wakes", "asyncio tasks/# rice", "asyncio tasks/# Task-1")]


@fact(CYCLE)
def collections_have_phases(timeline):
    rows = [(name, above) for _, name, _, _, above, *_ in timeline.on("interpreter/collector")]
    first = rows[:[name for name, _ in rows].index("collection of generation 2")]
    return list(dict.fromkeys(first)), [(phase, "collection of generation 2") for phase in ("copy", "minus", "reachable", "unreachable", "finalizers", "again", "clear")]


@fact(OBJECTS, "--trace=alloc,free", "--only", "type=P")
def what_is_alive_is_counted(timeline):
    objects = [value for name, _, value in timeline.counters if name == "objects"]
    sizes = [value for name, _, value in timeline.counters if name == "bytes"]
    return (objects, 0 == sizes[3] < sizes[2] == sizes[1] - sizes[0]), ([1, 2, 1, 0], True)


@fact("x = 1\n")
def without_a_choice_there_are_no_instructions(timeline):
    return [(name, begin, end) for _, name, begin, end, *_ in timeline.on("threads/T1")], [("<module>", 1, 2)]


@fact("import signal\nsignal.signal(signal.SIGUSR1, lambda *a: None)\nsignal.raise_signal(signal.SIGUSR1)\n")
def signals_are_instants(timeline):
    names = [name for track, name, *_ in timeline.instants if track == "threads/T1"]
    return names, ["signal arrives", "handler begins", "handler ends"]


@fact("import os, threading\nclass Watched:\n    def __del__(self): print('dies', flush=True)\nstorage, ready, may_end = threading.local(), threading.Event(), threading.Event()\n"
      "def work():\n    storage.value = Watched()\n    ready.set()\n    may_end.wait()\nthread = threading.Thread(target=work)\nthread.start()\nready.wait()\n"
      "child = os.fork()\nif child == 0: os._exit(0)\nos.waitpid(child, 0)\nmay_end.set()\nthread.join()\n", "--trace=timeline,+alloc,+free")
def a_child_writes_nothing_though_values_of_its_parents_threads_die_in_it(timeline):
    return [track for track, name, *_ in timeline.slices if name == "Watched.__del__"], ["threads/T2 Thread-1 (work)"]


# ---------------------------------------------------------------- endings


GAPPED = "def f(n):\n    return n and f(n - 1)\nfor _ in range(9): f(4)\n"
DEADLOCK = "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()\n"
ENDINGS = {  # reason: program, arguments, which slices are open then
    "the program ended": ("x = 1", ["--trace"], []),
    "ended by SyntaxError: .*": ("x = (\n", ["--trace"], None),
    "ended by ValueError: .*": ("def f(): raise ValueError('a \"quoted\" \\0 text')\nf()", ["--trace"], []),
    "ended by RecursionError: .*": ("def f(n): return f(n + 1)\nf(0)", ["--trace=call,exc", "--keep=last", "--max-events=900"], []),
    "stopped at the limit of 5 events.*": (GAPPED, ["--trace", "--max-events=5", "--on-limit=stop"], ["<module>", "f", "f", "f", "f"]),
    ".*not recorded after 7 events.*": (GAPPED, ["--trace", "--max-events=7"], ["<module>", "f", "f", "f", "f"]),
    ".*not recorded after --until.*": (GAPPED, ["--trace", "--until", "n=5"], ["<module>", "f", "f", "f", "f"]),
    "deadlock: every thread waits for another": (DEADLOCK, ["--trace"], None),
    r"os\._exit\(0\)": ("import os\nos._exit(0)", ["--trace"], ["<module>"]),
    "the program ended; nothing of what .*": ("x = 1", ["--trace=signal"], []),
}


def ends_with_its_reason(options, reason, source, arguments, still_open):
    problem, timeline = timeline_of(options, source, *arguments)
    if problem:
        return problem
    rest = [name for _, name, *_, ends in timeline.on("threads/T1") if ends.get("closed_by") == "end"][::-1]
    good = re.fullmatch(reason, timeline.about["reason"]) and still_open in (None, rest)
    return "" if good else f"{timeline.about} {rest}"


def ends_by_a_signal(options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "run.perfetto.json"
        process = subprocess.Popen([options.binary, "--trace", "--keep=both", "--max-events=100", "-o", path, "-c",
                                    "def f(): pass\nprint('begun', flush=True)\nwhile True: f()"], stdout=subprocess.PIPE, env=clean_environment())
        process.stdout.readline()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=options.timeout)
        problem, timeline = problems_of_file(path)
    return problem or ("" if timeline.about["reason"] == "ended by SIGTERM" and timeline.on("interpreter/record") else f"{timeline.about}")


def gap_ends_what_was_open(options):
    problem, timeline = timeline_of(options, GAPPED, "--trace=call", "--keep=both", "--max-events=10")
    if problem:
        return problem
    (_, name, begin, end, _, args, _), = timeline.on("interpreter/record")
    before = [name for _, name, *_, ends in timeline.on("threads/T1") if ends.get("closed_by") == "gap"]
    behind = [args for _, _, at, _, _, args, _ in timeline.on("threads/T1") if at == end]
    good = before == ["f", "f", "f", "f", "<module>"] and end - begin - 1 == args["hidden"] and behind and "begins" in behind[-1]
    return "" if good and str(args["hidden"]) in name else f"{before} {args} {begin} {end} {behind}"


def golden_timeline(options):
    program, kept = ROOT / "docs/examples/timeline.py", ROOT / "docs/examples/timeline.perfetto.json"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "run.perfetto.json"
        run([options.binary, "--trace", "-o", path, program.name], timeout=options.timeout, cwd=program.parent)
        actual = path.read_text().replace(f"{program.parent}/", "…/")
    if options.update:
        kept.write_text(actual)
    return "" if kept.exists() and kept.read_text() == actual else short_diff(kept.read_text() if kept.exists() else "", actual)


def same_program_gives_the_same_bytes(options):
    texts = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "run.perfetto.json"
            run([options.binary, "--trace", "-o", path, "-c", THREADS], timeout=options.timeout)
            texts.append(path.read_text())
    return "" if texts[0] == texts[1] else short_diff(*texts)


def boehm_has_a_timeline_without_deaths(options):
    problem, timeline = timeline_of(options, CYCLE, "--trace", "--gc=boehm")
    return problem or ("" if timeline.on("threads/T1") and not timeline.on("interpreter/collector") else f"{timeline.about}")


def file_that_cannot_be_written_is_said(options):
    outcome = run([options.binary, "--trace", "-o", "/no/such/folder/run.perfetto.json", "-c", "x = 1"], timeout=options.timeout)
    return "" if outcome.code != 0 and "can't write '/no/such/folder/run.perfetto.json'" in outcome.err else f"{outcome}"


def checks(options):
    """Timelines keep their rules, over samples and scripts, and show what they should."""
    print("perfetto: files are judged by the rules of this suite alone; no reader of Perfetto's own could be asked "
          "(Debian has none, and its Chromium has no chrome://tracing)", flush=True)
    yield "perfetto/docs/examples/timeline.py", functools.partial(golden_timeline, options)
    for check in (*FACTS, ends_by_a_signal, gap_ends_what_was_open, same_program_gives_the_same_bytes, boehm_has_a_timeline_without_deaths,
                  file_that_cannot_be_written_is_said):
        yield f"perfetto/{check.__name__.replace('_', ' ')}", functools.partial(check, options)
    for reason, ending in ENDINGS.items():
        yield f"perfetto/{reason}", functools.partial(ends_with_its_reason, options, reason, *ending)
    samples = sorted((ROOT / "samples").glob("*.py"))
    for index, script in enumerate(samples + interesting_scripts()):
        arguments = TRACES[index % len(TRACES)]
        yield f"{script.relative_to(ROOT)} [timeline: {' '.join(arguments)}]", functools.partial(check_script, options, script, arguments)
