# SPDX-License-Identifier: MIT
"""Kept recordings: --view shows what --trace has shown, byte for byte; what is not whole says so; --diff-trace finds where
two runs part. The first is part of `./dev test traced`, the rest of `golden`."""

import itertools
import re
import shutil
import struct
import zlib

from support import ROOT, WORK, run, short_diff

FOLDER = WORK / "recordings"
NUMBERS = itertools.count(1)
FORMATS = (".txt", ".jsonl", ".perfetto.json")
HEAD = 15  # signature and version

# How it is recorded; what is asked for when it runs and when it is viewed.
WAYS = ([], ["--keep=last"]), ([], []), (["--trace=all"], ["--max-events=3000"]), ([], ["--explain", "--ascii", "--width=100"]), \
    (["--trace=flow,+locals"], ["--keep=both", "--color=always"]), (["--refs=all", "--trace=memory"], []), \
    (["--library", "--trace=vm"], ["--only", "op=call,load_*"]), (["--trace=lines"], ["--from", "n=5", "--until", "n=400"]), \
    (["--max-items=1", "--max-str=5", "--max-depth=1", "--ids=all"], ["--skip", "op=load_fast", "--sections=run"])


def script_checks(options, scripts, run_minipy, name_of):
    for index, script in enumerate(scripts):
        way = WAYS[index % len(WAYS)]
        yield f"{name_of(script)} [recorded]", lambda s=script, w=way: check_view(options, s, w, run_minipy)


def check_view(options, script, way, run_minipy):
    """The program runs once: what comes from outside is the same for both then."""
    folder = FOLDER / f"{script.parent.name}-{script.stem}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    recorded, asked = way
    direct = [word for form in FORMATS for word in ("-o", folder / f"direct{form}")]
    if not any(word.startswith("--trace") for word in recorded):
        recorded = ["--trace", *recorded]
    run_minipy(options, script, arguments=[*recorded, *asked, *direct, "-o", folder / "run.trace"])
    return compare(options, folder, folder / "run.trace", asked)


def compare(options, folder, recording, asked):
    viewed = [word for form in FORMATS for word in ("-o", folder / f"viewed{form}")]
    outcome = run([options.binary, "--view", recording, *asked, *viewed], timeout=options.timeout)
    for form in FORMATS:
        direct, kept = ((folder / f"{name}{form}").read_bytes() for name in ("direct", "viewed"))
        if direct != kept:
            return f"{form}\n{short_diff(direct.decode(errors='replace'), kept.decode(errors='replace'))}"
    said = "".join(row for row in outcome.err.splitlines(True) if "matched nothing" not in row)  # it is true of both
    return "" if (outcome.code, outcome.out, said) == (0, "", "") else f"{outcome.code}\n{outcome.out}{outcome.err}"


# ---------------------------------------------------------------- what is asked for


TOUR = ROOT / "samples/tour.py"
CYCLES = ROOT / "samples/cycles_and_the_collector.py"


def record(options, name, *arguments, program=TOUR, **environment):
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}-{next(NUMBERS)}.trace"  # checks run side by side
    words = ["-c", program] if isinstance(program, str) else [program]
    outcome = run([options.binary, *(arguments or ["--trace"]), "-o", path, *words], timeout=options.timeout, **environment)
    assert not outcome.timed_out, "timed out"
    return path


def view(options, *arguments):
    return run([options.binary, "--view", *arguments], timeout=options.timeout)


def recordings_alone_are_as_good(options):
    """Nothing is replayed while the program runs."""
    folder = FOLDER / "alone"
    folder.mkdir(parents=True, exist_ok=True)
    for program in (TOUR, CYCLES, ROOT / "samples/threads_and_the_gil.py"):
        direct = [word for form in FORMATS for word in ("-o", folder / f"direct{form}")]
        run([options.binary, "--trace=all", *direct, program], timeout=options.timeout)
        problem = compare(options, folder, record(options, "alone", "--trace=all", program=program), [])
        if problem:
            return f"{program}\n{problem}"
    return ""


def parts_of_what_was_recorded_can_be_shown(options):
    recording = record(options, "parts", "--trace=all", program=CYCLES)
    for words in (["--trace=flow"], ["--trace=vm"], ["--trace=attr,line"], ["--trace=lines", "--sections=all"], ["--trace=memory", "--only", "type=Node"]):
        direct = run([options.binary, *words, CYCLES], timeout=options.timeout).err
        kept = view(options, recording, *words).err
        if direct != kept:
            return f"{words}\n{short_diff(direct, kept)}"
    return ""


def both_loops_of_the_recorder_tell_the_same(options):
    """Who asks for look-ups gets the traced loop, the others the recorder's own."""
    samples = [ROOT / f"samples/{name}.py" for name in ("comprehensions", "generators", "scopes_and_closures", "exceptions")]
    for program in (ROOT / "tests/recorded/hard_to_follow.py", *samples):
        for what in ("vm", "flow"):
            own, traced = (view(options, record(options, "loop", f"--trace={asked}", program=program), f"--trace={what}", "--sections=run").err
                           for asked in (what, f"{what},+attr"))
            if own != traced or "return" not in own:
                return f"{program} {what}\n{short_diff(traced, own)}"
    return ""


def what_was_not_recorded_is_an_error(options):
    recording = record(options, "flow", "--trace=flow")
    outcome = view(options, recording, "--trace=flow,gc")
    expected = f"minipy: --view {recording}: gc was not recorded; there is line, call, exc, io\n"
    return "" if (outcome.code, outcome.err) == (2, expected) else f"{outcome.code}\n{outcome.err}"


def recordings_have_no_limit_of_their_own(options):
    recording = record(options, "long", "--trace=flow", program="for i in range(250000): pass")
    numbers = [int(re.search(r"^end   n=(\d+)", view(options, recording, "--sections=run", *words).err, re.MULTILINE)[1])
               for words in ([], ["--max-events=1000000"])]
    return "" if numbers == [200000, 250003] else f"{numbers}"


def recordings_do_not_need_what_they_are_of(options):
    FOLDER.mkdir(parents=True, exist_ok=True)
    program, module = FOLDER / "gone.py", FOLDER / "gone_module.py"
    module.write_text("def f(x): return x + 1\n")
    program.write_text("import gone_module\nprint(gone_module.f(1))\n")
    words = ["--trace", "--library", "-o", FOLDER / "gone.jsonl", "-o", FOLDER / "gone.txt"]
    run([options.binary, *words, "-o", FOLDER / "gone.trace", program], timeout=options.timeout)
    direct = [(FOLDER / f"gone{form}").read_text() for form in (".jsonl", ".txt")]
    program.unlink()
    module.unlink()
    view(options, FOLDER / "gone.trace", "-o", FOLDER / "kept.jsonl", "-o", FOLDER / "kept.txt")
    kept = [(FOLDER / f"kept{form}").read_text() for form in (".jsonl", ".txt")]
    return "" if kept == direct and "return x + 1" in kept[1] else short_diff(direct[1], kept[1])


def processes_that_are_stopped_leave_whole_recordings(options):
    for program, words in (("import os\nx = [1]\nos._exit(3)", []), ("import signal\nsignal.raise_signal(signal.SIGTERM)", []),
                           ("import os\nif os.fork() > 0: os.wait()\nelse: x = 1", []), ("while 1: pass", ["--max-events=500", "--on-limit=stop"])):
        recording = record(options, "stopped", "--trace", *words, program=program)
        direct = run([options.binary, "--trace", *words, "-c", program], timeout=options.timeout).err
        kept = view(options, recording)
        direct, shown = (re.sub(r" *\b\d{3,}\b *|, …", "", text) for text in (direct, kept.err))  # ids of processes
        if kept.code != 0 or shown != direct:
            return f"{program}\n{kept.code}\n{short_diff(direct, shown)}"
    return ""


# ---------------------------------------------------------------- not whole


def parts_of(data):
    """(where it begins, kind, bytes)"""
    place = HEAD
    while place < len(data):
        kind, size, _ = struct.unpack_from("<BII", data, place)
        yield place, kind, data[place + 9 : place + 9 + size]
        place += 9 + size


def join(head, parts):
    result = head
    for index, (kind, data) in enumerate(parts):
        result += struct.pack("<BII", kind, len(data), zlib.crc32(data, zlib.crc32(bytes([kind]), index))) + data
    return result


def shown_of(options, name, data):
    path = FOLDER / f"{name}-{next(NUMBERS)}.trace"
    path.write_bytes(data)
    outcome = view(options, path, "--sections=run", "--width=0")
    path.unlink()
    return outcome


def is_said(outcome, words, last=None):
    """The message comes last, on stderr as the text does."""
    rows = outcome.err.splitlines()
    good = outcome.code == 1 and not outcome.crash() and re.search(words, rows[-1])
    if last is not None:
        good = good and len(rows) > 1 and re.search(last, rows[-2])
    return "" if good else f"exit code {outcome.code} {outcome.crash()}\n" + "\n".join(rows[-3:])


def foreign_files_are_refused(options):
    whole = record(options, "whole").read_bytes()
    version = whole[: HEAD - 4] + struct.pack("<I", 7) + whole[HEAD:]
    cases = (b"", "it is empty$"), (b"print(1)\n" * 9, "it is no recording of minipy's$"), (whole[: HEAD - 2], "ends behind its first bytes"), \
        (version, "it has version 7 of the format, and this minipy reads version 2$"), (whole[:HEAD], "breaks off at byte 15: nothing of it"), \
        (whole.replace(b"\r\n", b"\n"), "as if it had been copied as a text$"), \
        (whole[:-1] + bytes([whole[-1] ^ 1]), "is damaged between bytes"), (whole + b"x", "something follows its end")
    missing = view(options, FOLDER / "no_such.trace")
    return is_said(missing, "it cannot be read: No such file or directory$") or \
        "".join(is_said(shown_of(options, "foreign", data), words) for data, words in cases)


def what_is_whole_of_a_recording_is_shown(options):
    """Cut anywhere: rows are a beginning of those of the whole recording, and the end says what is missing."""
    whole = record(options, "whole", "--trace", program="for i in range(20):\n    print(i, flush=True)\n").read_bytes()
    rows = shown_of(options, "cut", whole).err.splitlines()
    parts = list(parts_of(whole))
    begun = next(place for place, kind, _ in parts if kind == 4)
    shown = set()
    for size in range(begun + 9, len(whole) - 1, 97):
        outcome = shown_of(options, "cut", whole[:size])
        problem = is_said(outcome, r"it breaks off at byte \d+.*; what comes before is shown$", r"^end .* the recording is not whole: it breaks off")
        part = outcome.err.splitlines()[:-2]
        head = [row for row in rows if "not reproducible" not in row]
        if problem or head[: len(part)] != part:
            return f"of {size} bytes\n{problem}\n" + "\n".join(part[-3:])
        shown.add(len(part))
    return "" if len(shown) > 7 else f"{shown}"


def damage_is_seen_wherever_it_is(options):
    whole = record(options, "whole", "--trace").read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        outcome = shown_of(options, "damaged", whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        problem = is_said(outcome, "it (is|has|breaks|makes|does)")
        if problem:
            return f"byte {place}\n{problem}"
    return ""


def parts_out_of_place_are_seen(options):
    whole = record(options, "whole", "--trace", program="for i in range(20):\n    print(i, flush=True)\n").read_bytes()
    parts = [(kind, data) for _, kind, data in parts_of(whole)]
    if join(whole[:HEAD], parts) != whole:
        return "checksums are others"
    journals = [index for index, (kind, _) in enumerate(parts) if kind == 5]
    for index in journals[2:6]:
        left_out = parts[:index] + parts[index + 1 :]
        place = list(parts_of(whole))[index][0]
        plain = whole[:place] + whole[place + 9 + len(parts[index][1]) :]  # its checksums are of other places
        for data in (plain, join(whole[:HEAD], left_out)):
            problem = is_said(shown_of(options, "moved", data), "it (is damaged|makes no sense)")
            if problem:
                return f"part {index}\n{problem}"
    return ""


# ---------------------------------------------------------------- two runs


STEPS = """def half(n):
    return n // 2

def steps(n):
    count = 0
    while n != 1:
        n = half(n) if n % 2 == 0 else 3 * n + 1
        count += 1
    return count

seen = {'a': 1}
for word in {'spam', 'eggs', 'ham'}:
    seen[word] = steps(len(word))
assert len(seen) == 4
class Node: pass
one = other = Node()
print(steps(6), one is other)
"""
# What is changed; in which run's rows which words are the first that differ: (mark, line, words).
DIFFERENCES = {
    "a constant": (("n // 2", "n // 2 + 0"), ("A", 2, "return n // 2")),
    "a line more": (("    count = 0\n", "    count = 0\n    extra = 1\n"), ("B", 6, "extra = 1")),
    "a line less": (("    seen[word] = steps(len(word))\n", "    pass\n"), ("A", 13, "seen")),
    "another function": (("def half(n):", "def halve(n):"), ("A", 1, "def half")),
    "another object": (("one = other = Node()", "one = Node(); other = Node()"), ("A", 16, "one = other = Node()")),
    "an exception": (("print(steps(6)", "print(steps(6 / 0)"), ("B", 17, "print")),
    "a default": (("seen = {'a': 1}", "seen = {'a': 2}"), ("A", 11, "seen =")),
}


def planted_differences_are_found(options):
    first = record(options, "first", program=STEPS)
    for name, ((old, new), expected) in DIFFERENCES.items():
        changed = STEPS.replace(old, new, 1)
        assert changed != STEPS, name
        problem = check_difference(options, first, record(options, "second", program=changed), expected)
        if problem:
            return f"{name}\n{problem}"
    return ""


def check_difference(options, first, second, expected):
    mark, line, words = expected
    outcome = run([options.binary, "--diff-trace", first, second], timeout=options.timeout)
    apart = outcome.out.partition("then they differ\n")[2]
    wanted = re.compile(rf"^{mark} +(\d+) \S+ +{line} .*{re.escape(words)}")
    rows = [row for row in apart.splitlines() if row.startswith(mark)]
    good = outcome.code == 1 and rows and wanted.match(rows[0]) and all(len(row) <= 80 for row in outcome.out.splitlines()[3:])
    return "" if good else f"exit code {outcome.code}\n{outcome.out}{outcome.err}"


def seeds_heaps_and_options_that_part_runs_are_found(options):
    first = record(options, "first", program=STEPS)
    optimised = record(options, "second", "-O", "--trace", program=STEPS)
    problem = check_difference(options, first, optimised, ("A", 14, "assert"))
    if problem:
        return f"-O\n{problem}"
    seeded = record(options, "second", program=STEPS, PYTHONHASHSEED="3")
    problem = check_difference(options, first, seeded, ("A", 12, "FOR_ITER")) and check_difference(options, first, seeded, ("A", 12, "LOAD_CONST"))
    if problem:
        return f"hash seed\n{problem}"
    source = "class N:\n    def __del__(self): print('dies')\nn = N()\nn = 1\nprint('end')\n"
    counted, traced = record(options, "first", program=source), record(options, "second", "--gc=boehm", "--trace", program=source)
    return check_difference(options, counted, traced, ("A", 4, "STORE_NAME n"))


def equal_runs_have_no_difference(options):
    """Whatever numbers their objects have: more is made in one of them, where nobody looks."""
    first = record(options, "first", program=STEPS)
    for second in (record(options, "second", program=STEPS), record(options, "second", "--trace=all", program=STEPS)):
        outcome = run([options.binary, "--diff-trace", first, second], timeout=options.timeout)
        if outcome.code != 0 or not re.fullmatch(r"no difference in \d+ events\n", outcome.out):
            return f"exit code {outcome.code}\n{outcome.out}{outcome.err}"
    return ""


CHECKS = (recordings_alone_are_as_good, both_loops_of_the_recorder_tell_the_same, parts_of_what_was_recorded_can_be_shown, what_was_not_recorded_is_an_error,
          recordings_have_no_limit_of_their_own, recordings_do_not_need_what_they_are_of, processes_that_are_stopped_leave_whole_recordings,
          foreign_files_are_refused, what_is_whole_of_a_recording_is_shown, damage_is_seen_wherever_it_is, parts_out_of_place_are_seen,
          planted_differences_are_found, seeds_heaps_and_options_that_part_runs_are_found, equal_runs_have_no_difference)


def checks(options):
    for check in CHECKS:
        yield f"golden/{check.__name__.replace('_', ' ')}", lambda c=check: c(options)
