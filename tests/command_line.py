# SPDX-License-Identifier: MIT
"""Options that minipy has and CPython has not: what they choose, and where they would have no effect or are mistyped, what is
said. Part of `./dev test golden`."""

import pathlib
import re
import subprocess
import tempfile

from support import PYTHON, ROOT, run

PROGRAM = ROOT / "samples/tour.py"

REFUSED = {
    "--only func=f": "minipy: --only needs --trace or --view or --diff-trace",
    "--skip func=f": "minipy: --skip needs --trace or --view or --diff-trace",
    "--from line=2": "minipy: --from needs --trace or --view or --diff-trace",
    "--until line=2": "minipy: --until needs --trace or --view or --diff-trace",
    "--max-events=3": "minipy: --max-events needs --trace or --view or --diff-trace",
    "--dump=ast --max-events=3": "minipy: --max-events needs --trace or --view or --diff-trace",
    "--keep=last": "minipy: --keep needs --trace or --view",
    "--color=never": "minipy: --color needs --trace or --view or --heap or --why or --leaks",
    "--style=rich": "minipy: --style needs --dump",
    "--trace --style=rich": "minipy: --style needs --dump",
    "--positions": "minipy: --positions needs --dump=ast",
    "--dump=tokens,cfg --positions": "minipy: --positions needs --dump=ast",
    "--caches": "minipy: --caches needs --dump=bytecode and --style=rich",
    "--dump=bytecode --caches": "minipy: --caches needs --dump=bytecode and --style=rich",
    "--explain": "minipy: --explain needs --dump or --trace or --view",
    "--view x.trace program.py": "minipy: --view shows a recording: no program runs",
    "--view x.trace -o y.trace": "minipy: -o y.trace: only a --trace can be kept",
    "--trace -o x.trace --only func=f": "minipy: a recording keeps everything: --only, --skip, --from, --until and --keep are for --view",
    "--trace -o x.trace -o y.trace": "minipy: -o: one recording of a run is enough: FILE.trace",
    "--diff-trace x.trace --dump": "minipy: --diff-trace A.trace B.trace: two recordings are expected, and nothing else",
    "-o x.txt": "minipy: -o needs --dump or --trace or --view or --heap or --why or --leaks",
    "-X deadlock=told": "minipy: -X deadlock=told: the only value is report",
    "--trace -i": "minipy: --trace needs a program: what is typed at a prompt is not traced",
    "--trace --on-limit=stop --keep=last": "minipy: --on-limit=stop is for --keep=first: --keep=last goes on to the end",
    "--trace --on-limit=stop --keep=both": "minipy: --on-limit=stop is for --keep=first: --keep=both goes on to the end",
    "--trace --max-events=0": "minipy: --max-events=0: a number above 0 is expected",
    "--trace --max-items=-1": "minipy: --max-items=-1: a number is expected",
    "--trace --keep=some": "minipy: --keep=some: choose one of first, last, both",
    "--dump=all,asd": "minipy: --dump=all,asd: choose from tokens, ast, symtable, cfg, bytecode, all",
    "--trace=+lins": "minipy: --trace=+lins: 'lins' is no category: did you mean line? There are line, call, exc, io, op, stack, locals, alloc, ref, mut, free, gc, weakref, intern, resize, attr, gil, switch, lock, thread, task, signal, flow, vm, lines, memory, refs, threads, asyncio, timeline, lesson, all",
    "--trace --only line": "minipy: --only=line: KEY=GLOB is expected, with a KEY of func, file, line, op, type, name, object, thread, depth, n",
    "--trace --only fun=f": "minipy: --only=fun=f: KEY=GLOB is expected, with a KEY of func, file, line, op, type, name, object, thread, depth, n: "
                            "did you mean func?",
    "--positions=2": "minipy: option --positions takes no value",
    "--heap=12": "minipy: --heap=12: at:LINE is expected, as in --heap=at:12",
    "--heap=at:0": "minipy: --heap=at:0: at:LINE is expected, as in --heap=at:12",
    "--why=x": "minipy: --why=x: the number of an object is expected, as in --why=#12",
    "--heap --trace": "minipy: --heap, --why and --leaks show the heap instead of a --trace: give one of them",
    "--gc=bohm": "minipy: --gc=bohm: choose one of refcount, audit, stress, boehm: did you mean boehm?",
    "--gc=boehm --leaks": "minipy: with --gc=boehm nobody sees objects die: --heap, --why and --leaks are for the other heaps; "
                          "--compare-heaps shows both",
    "--gc=boehm --trace=refs": "minipy: --trace=refs: with --gc=boehm nobody sees objects die, so a trace tells nothing of memory "
                               "there; --trace=vm works, and --compare-heaps shows what happens to memory",
    "--compare-heaps --trace": "minipy: --compare-heaps runs the program by itself: no --trace, --dump, --heap, --why or --leaks",
    "--compare-heaps --gc=audit": "minipy: --compare-heaps chooses the heaps itself: no --gc",
    "--races --wall": "minipy: --wall: not with --races",
    "--races --switch-every=5": "minipy: --switch-every: not with --races",
    "--races --width=80": "minipy: --width: not with --races",
    "--races --trace": "minipy: --races runs the program by itself: no --trace, --dump, --heap or --compare-heaps",
    "--heap --dump": "minipy: --dump does not run the program, so there is nothing for --heap, --why and --leaks",
    "--trace -o x.json": "minipy: -o x.json: the extension is the format: FILE.txt, with --trace and --dump FILE.jsonl, with --trace FILE.html, FILE.perfetto.json and FILE.trace, with --heap and --dump=ast, symtable or cfg FILE.dot or FILE.svg",
    "--dump -o x.html": "minipy: -o x.html: only a --trace can be written as a page",
    "--dump -o x.perfetto.json": "minipy: -o x.perfetto.json: only a --trace can be written for Perfetto",
    "--trace -o x.svg": "minipy: -o x.svg: one stage or the heap can be drawn: --dump=ast, --dump=symtable, --dump=cfg, --heap",
    "--heap -o x.jsonl": "minipy: -o x.jsonl: only a --trace or a --dump can be written as JSON lines",
    "--dump=tokens -o x.svg": "minipy: -o x.svg: one stage or the heap can be drawn: --dump=ast, --dump=symtable, --dump=cfg, --heap",
}

# A mistyped option, and the first line of the answer.
MISTYPED = {
    "--race": "unknown option --race: did you mean --races?",
    "--trcae": "unknown option --trcae: did you mean --trace?",
    "--max-item=3": "unknown option --max-item: did you mean --max-items?",
    "-trace": "Unknown option: -t: did you mean --trace?",
    "--quite-another-thing": "unknown option --quite-another-thing",
    "-Z": "Unknown option: -Z",
    "--only": "Argument expected for the --only option",
}

# A filter that matches nothing, and what is said at the end; a filter that does, and the numbers of its events.
IN_VAIN = {
    "--only func=colatz": "--only func=colatz matched nothing: did you mean collatz?",
    "--only func=xyzxyz": "--only func=xyzxyz matched nothing: there are <module>, collatz",
    "--skip name=step": "--skip name=step matched nothing: did you mean steps?",
    "--only op=BINARY_OPS": "--only op=BINARY_OPS matched nothing: did you mean BINARY_OP?",
    "--only line=99": "--only line=99 matched nothing: the last line with code is 8",
    "--from func=g": "--from func=g matched nothing: there are <module>, collatz",
    "--until n=1000000": "--until n=1000000 matched nothing",
    "--trace=alloc --only type=functio": "--only type=functio matched nothing: did you mean function?",
    "--trace=flow --only op=CALL": "--only op=CALL matched nothing: there are no instructions in this trace; add them with --trace=+op",
}
MATCHING = {
    "--trace=line --only line=2-4 --until n=20": [3, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20],
    "--only op=binary_op,call --until n=45": [7, 15, 25, 28, 34, 37, 40],
    "--only op=[bc]* --from n=30 --until n=45": [30, 34, 37, 40, 42, 45],
    "--only depth=0 --from n=205": [206, 207, 208, 209, 210, 211, 212],
    "--from n=40-50 --until n=42": [40, 41, 42],
}

# What values look like: options, a program, a piece of its trace.
SHOWN = {
    ("--ids=all", "x = 7"): "[-7#V1]",
    ("--ids=some", "x = 7"): "[-7]",
    ("--max-depth=1", "x = [[1]]"): "x = #2[#1[…]]",
    ("--max-depth=3", "x = [[[1]]]"): "x = #3[#2[#1[1]]]",
    ("--max-items=1", "class P: pass\nx = P()\nx.a = x.b = 1\ny = x"): "y = #10:P{a=1, … +1}",
    ("--explain", "6 % int('4')"): "Here: takes 6 and 4, pushes 6 % 4 = 2.",
}
DEADLOCK = """import _thread, queue, threading
first, second, both = threading.Lock(), threading.Lock(), threading.Barrier(2)
def cross(one, other):
    with one:
        both.wait()
        other.acquire()
crossing = [threading.Thread(target=cross, args=locks) for locks in ((first, second), (second, first))]
for thread in (*crossing, threading.Thread(target=queue.Queue().get)): thread.start()
_thread.start_new_thread(first.acquire, ())
crossing[0].join()
"""
WHO_WAITS = [r"minipy: deadlock: every thread waits for another", r"  T1 waits for T2 to end, in <module> at <string>:10",
             r"  T2 waits for a _thread.lock at 0x[0-9a-f]+, which T3 has, in cross at <string>:6",
             r"  T3 waits for a _thread.lock at 0x[0-9a-f]+, which T2 has, in cross at <string>:6", r"  T4 waits to be notified, in .*",
             r"  T5 waits for a _thread.lock at 0x[0-9a-f]+, which T2 has"]
OPCODES = {"--opcodes binary_op": "BINARY_OP", "--opcodes=unary_*": "UNARY_POSITIVE UNARY_NEGATIVE UNARY_NOT UNARY_INVERT"}


def refuses(options, arguments, message):
    outcome = run([options.binary, *arguments.split(), PROGRAM], timeout=options.timeout)
    good = outcome.code == 2 and outcome.out == "" and outcome.err == message + "\n"
    return "" if good else f"expected exit code 2 and {message}\nexit code {outcome.code}\n{outcome.out[:300]}{outcome.err[:300]}"


def answers(options, arguments, message):
    outcome = run([options.binary, *arguments.split()], timeout=options.timeout)
    good = outcome.code == 2 and outcome.out == "" and outcome.err.splitlines()[0] == message
    return "" if good else f"expected exit code 2 and {message}\n{outcome.code}\n{outcome.out[:300]}{outcome.err[:300]}"


def says_what_there_was(options, arguments, message):
    trace = [] if "--trace" in arguments else ["--trace"]
    outcome = run([options.binary, *trace, *arguments.split(), PROGRAM], timeout=options.timeout)
    last = outcome.err.splitlines()[-1]
    return "" if outcome.code == 0 and last == f"minipy: {message}" else f"expected {message}\n{last}"


def records(options, arguments, numbers):
    trace = [] if "--trace" in arguments else ["--trace"]
    outcome = run([options.binary, *trace, *arguments.split(), PROGRAM], timeout=options.timeout)
    rows = outcome.err.partition("6 execution")[2]
    found = [int(number) for number in re.findall(r"^ *(\d+)  T1 ", rows, re.MULTILINE)]
    return "" if outcome.code == 0 and found == numbers and "matched nothing" not in rows else f"expected {numbers}\n{found}\n{rows[-300:]}"


def shows(options, option, program, piece):
    outcome = run([options.binary, "--trace", option, "-c", program], timeout=options.timeout)
    return "" if outcome.code == 0 and piece in outcome.err else f"{piece} is not in\n{outcome.err[-1000:]}"


def help_fits_a_terminal(options):
    outcome = run([options.binary, "--help"], timeout=options.timeout)
    wide = [line for line in outcome.out.splitlines()[1:] if len(line) > 80]  # line 1 has the program's path
    return "\n".join(wide) or ("" if outcome.code == 0 and "--trace[=WHAT]" in outcome.out else outcome.err)


def help_tells_of_every_preset(options):
    """What --trace takes for a group of categories: all that trace/options.cpp knows."""
    shown = run([options.binary, "--help"], timeout=options.timeout).out
    known = re.search(r"presets\[\] = \{([^}]*)\}", (ROOT / "trace/options.cpp").read_text())[1]
    missing = [name for name in re.findall(r'"(\w+)"', known) if not re.search(rf"^ +{name} +\S", shown, re.MULTILINE)]
    return f"--help does not list {missing}" if missing else ""


def help_tells_of_every_option(options):
    shown = run([options.binary, "--help"], timeout=options.timeout).out
    rows = re.findall(r'^OPTION\("(\S+?)[" ].*?(?:,\s+"(.*)"\))?$', (ROOT / "cli/options.def").read_text(), re.MULTILINE)
    return ", ".join(name for name, sentence in rows if name not in ("-d", "--check-hash-based-pycs")
                     and not re.search(rf"^{re.escape(name)}(?![\w-])", shown, re.MULTILINE))


def shows_opcodes(options, arguments, names):
    outcome = run([options.binary, *arguments.split()], timeout=options.timeout)
    found = re.findall(r"^ *\d+  (\w+)", outcome.out, re.MULTILINE)
    return "" if found == names.split() else f"{found}\n{outcome.err}"


def names_itself(options):
    """The two lines behind an error about usage name the program that was started."""
    outcome = run([options.binary, "-Z"], timeout=options.timeout)
    named = [line for line in outcome.err.splitlines() if str(options.binary) in line]
    return "" if outcome.code == 2 and len(named) == 2 else outcome.err


def is_the_same_each_time(options, arguments):
    """Whoever runs it, where and when: sets of strings are in the same order."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "words.py"
        program.write_text("words = {word for word in 'one two three four five six'.split()}\nprint(words)\n")
        shown = set()
        for user in ("ada", "grace"):
            environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "USER": user, "HOME": f"/home/{user}"}
            outcome = subprocess.run([options.binary, *arguments.split(), program], cwd=f"{folder}/..", env=environment,
                                     capture_output=True, timeout=options.timeout)
            shown.add((outcome.returncode, outcome.stdout, outcome.stderr))
    failed = [error.decode() for code, _, error in shown if code != 0]
    return "".join(failed) or ("two runs differ" if len(shown) > 1 else "")


SEED_SHOWN = "import sys; print(sys.flags.hash_randomization, len(str(hash('text'))) > 3)"
TRACING_SHOWN = "import tracemalloc as t; print(t.is_tracing(), t.get_traceback_limit())"
STREAMS_SHOWN = "import sys; print(sys.stdin.errors, sys.stdout.errors, sys.stderr.errors); print(chr(0xa2))"


def is_taken_as_by_cpython(options, *arguments, **environment):
    ours, theirs = (run([binary, *arguments], timeout=options.timeout, **environment)
                    for binary in (options.binary, PYTHON))
    same = (ours.code, ours.out) == (theirs.code, theirs.out) and ours.err.splitlines()[:1] == theirs.err.splitlines()[:1]
    return "" if same else f"{ours.code} {ours.out}{ours.err}"


def deadlocks_are_told(options):
    """At once, and the program waits on, as everywhere."""
    with subprocess.Popen([options.binary, "-X", "deadlock=report", "-c", DEADLOCK], stderr=subprocess.PIPE, text=True) as process:
        rows = [process.stderr.readline().rstrip("\n") for _ in WHO_WAITS]
        ended = process.poll()
        process.kill()
    return "" if ended is None and all(map(re.fullmatch, WHO_WAITS, rows)) else f"exit code {ended}\n" + "\n".join(rows)


def checks(options):
    for arguments, message in REFUSED.items():
        yield f"command line/{arguments}", lambda a=arguments, m=message: refuses(options, a, m)
    for arguments, message in MISTYPED.items():
        yield f"command line/{arguments}", lambda a=arguments, m=message: answers(options, a, m)
    for arguments, message in IN_VAIN.items():
        yield f"command line/{arguments} in vain", lambda a=arguments, m=message: says_what_there_was(options, a, m)
    for arguments, numbers in MATCHING.items():
        yield f"command line/{arguments}", lambda a=arguments, n=numbers: records(options, a, n)
    for (option, program), piece in SHOWN.items():
        yield f"command line/{option} {program.splitlines()[-1]}", lambda o=option, p=program, s=piece: shows(options, o, p, s)
    yield "command line/--help fits a terminal", lambda: help_fits_a_terminal(options)
    yield "command line/--help tells of every preset", lambda: help_tells_of_every_preset(options)
    yield "command line/--help tells of every option", lambda: help_tells_of_every_option(options)
    for arguments, names in OPCODES.items():
        yield f"command line/{arguments}", lambda a=arguments, n=names: shows_opcodes(options, a, n)
    yield "command line/no such opcode", lambda: answers(
        options, "--opcodes binary_po", "minipy: --opcodes binary_po: there is no such instruction: did you mean BINARY_OP?")
    yield "command line/-X deadlock=report", lambda: deadlocks_are_told(options)
    yield "command line/usage", lambda: names_itself(options)
    for seed in ("0", "5", "random", "", "4294967296", "-1", "5x"):
        yield f"command line/PYTHONHASHSEED={seed}", \
            lambda s=seed: is_taken_as_by_cpython(options, "-c", SEED_SHOWN, PYTHONHASHSEED=s)
    for form in ("ascii", "ascii:replace", ":surrogateescape", ":", "latin-1", "cp424"):
        yield f"command line/PYTHONIOENCODING={form}", \
            lambda f=form: is_taken_as_by_cpython(options, "-c", STREAMS_SHOWN, PYTHONIOENCODING=f)
    for number in ("", "=1", "=15", "=0", "=-1", "=x"):
        yield f"command line/-X tracemalloc{number}", \
            lambda n=number: is_taken_as_by_cpython(options, "-X", f"tracemalloc{n}", "-c", TRACING_SHOWN)
    for number in ("1", "0", "-1", "x"):
        yield f"command line/PYTHONTRACEMALLOC={number}", \
            lambda n=number: is_taken_as_by_cpython(options, "-c", TRACING_SHOWN, PYTHONTRACEMALLOC=n)
    for arguments in ("--trace", "--dump=bytecode --style=rich"):
        yield f"command line/{arguments} is the same each time", lambda a=arguments: is_the_same_each_time(options, a)
