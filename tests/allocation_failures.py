# SPDX-License-Identifier: MIT
"""Memory that ends: programs whose N-th allocation fails (MINIPY_FAIL_ALLOCATION) either print what they should, or end with
a MemoryError; and `except MemoryError` around one statement catches it.

A point of the grid is one run. `./dev test` takes a few points of each program, `--full` the whole grid.
"""

import pathlib
import re
import resource
import subprocess
import tempfile

import allocating_opcodes
from support import ROOT, clean_environment, cpython_outcome, directives, run

LARGE_ARGUMENTS = ROOT / "tests/fuzz/large_arguments.py"
SPARE = 2 << 20  # bytes of address space that are left to it
LEAST_NATIVE, LEAST_GROWING = 250, 24  # functions that are expected to run out of memory
GRID, SHORT = 200, 2  # points for each program: with --full, and without
WHOLE_LIFE = range(1, 900, 9)  # a small program makes some 800 allocations until the process ends
LATE_STATE = range(1500, 6500, 31)  # while a module's classes are made in the middle of a program
LONG_LINES = range(3900, 5400, 29)  # while a program of 100,000 terms is read: vectors that the reserve has no room for
# A jump out of a handler drops the exception that is handled there, a MemoryError too.
DROPPING = ROOT / "tests/conformance/tracing/frames_jump_between_lines.py"
FATAL = "Fatal Python error"


def grid(count, options):
    """Numbers of allocations, close together at the start, where most programs do most different things."""
    points = sorted({round(1.06 ** step) + step for step in range(GRID)})
    return points if options.full else points[count % 7:: len(points) // SHORT]


def check_point(options, script, number, arguments=()):
    args, stdin = directives(script)
    actual = run([options.binary, *arguments, script, *args], stdin=stdin, timeout=options.timeout * 3,
                 PYTHONPATH=str(script.parent), MINIPY_FAIL_ALLOCATION=str(number))
    if actual.crash() or FATAL in actual.err:
        return f"MINIPY_FAIL_ALLOCATION={number}: {actual.crash() or actual.err[-300:]}"
    leaks = [line for line in actual.err.splitlines() if line.startswith("minipy: leak:")]
    if leaks:
        return f"MINIPY_FAIL_ALLOCATION={number}:\n" + "\n".join(leaks[:8])
    if "MemoryError" in actual.err or "MemoryError" in actual.out:
        return ""
    expected = cpython_outcome(script)
    if (actual.out, actual.code) == (expected.out, expected.code):
        return ""
    return f"MINIPY_FAIL_ALLOCATION={number}: no MemoryError, and another output\n{actual.out[-300:]}\n{actual.err[-300:]}"


def check_script(options, script, points, arguments=()):
    return "\n".join(filter(None, (check_point(options, script, number, arguments) for number in points)))


def check_large_arguments(options, least, *arguments):
    """Native functions whose results find no room: MemoryError, caught around the call, from at least so many."""
    with subprocess.Popen([options.binary, LARGE_ARGUMENTS, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, env=clean_environment()) as child:
        ready = child.stdout.readline()
        size = int(re.search(r"VmSize:\s+(\d+)", pathlib.Path(f"/proc/{child.pid}/status").read_text())[1]) << 10
        resource.prlimit(child.pid, resource.RLIMIT_AS, (size + SPARE, size + SPARE))
        try:
            out, err = child.communicate("\n", timeout=options.timeout * 60)
        except subprocess.TimeoutExpired:
            child.kill()
            out, err = child.communicate()
    last = out.splitlines()[-1] if out else ready
    if child.returncode != 0:
        return f"{last}: {child.returncode}\n{err[-300:]}"
    return "" if int(last) >= least else f"MemoryError from {last} functions only"


ENDLESS = {
    "generators": "def f(): yield from f()\nstart = lambda: next(f())",
    "generators in for loops": "def f():\n    for item in f(): yield item\nstart = lambda: next(f())",
    "coroutines": "async def f(): await f()\nstart = lambda: f().send(None)",
    "comprehensions": "def f(): return [f() for _ in (1,)]\nstart = f",
    "frames that are held": "def f():\n    frame = sys._getframe()\n    f()\nstart = f",
}
ENDS = """
sys.setrecursionlimit(10**9)
try:
    start()
except (MemoryError, RecursionError):
    print("caught")
"""


GROWING = {
    "interned strings": "kept.append(sys.intern(f'a{len(kept)}'))",
    "compiled programs": "kept.append(str(len(kept))); compile(f'a{len(kept)}', f'f{len(kept)}', 'eval')",
    "classes": "kept.append(type(f'a{len(kept)}', (), {}))",
    "functions": "kept.append(lambda *, a=1: kept)",
    "exceptions": "kept.append(ValueError(kept))",
}
GROWS = """
import sys
kept = []
def start():
    while True: %s
try:
    start()
except MemoryError:
    print("caught")
start()
"""


DEEP = """
import sys
class Endless:
    def __repr__(self): return repr(self)
def function(): return function() + 1
for limit in 1000, 10**6:
    sys.setrecursionlimit(limit)
    for recurse in function, lambda: repr(Endless()):
        try:
            recurse()
        except (RecursionError, MemoryError):
            print("caught")
function()
"""


CHILDREN = """import os, subprocess, sys
print(os.environ.get("MINIPY_FAIL_ALLOCATION"), flush=True)
print(subprocess.run([sys.executable, "-c", "import subprocess; print('child')"], capture_output=True, text=True).stdout, flush=True)
if os.fork() == 0:
    print(len([[number] for number in range(1000000)]), flush=True)
    os._exit(0)
os.wait()
[[number] for number in range(1000000)]
"""


def check_children(options):
    """The allocation that fails is one of the process that was started so, even if a child is forked before."""
    outcome = run([options.binary, "-c", CHILDREN], timeout=options.timeout, MINIPY_FAIL_ALLOCATION="600000")
    good = outcome.out == "None\nchild\n\n1000000\n" and outcome.err.endswith("MemoryError\n")
    return "" if good else f"{outcome.out[-300:]}{outcome.err[-300:]}"


def run_limited(options, *arguments, megabytes=None, stack=None, stdin=None):
    """Within `megabytes` of address space and a native stack of `stack` kilobytes."""
    def limit():
        if stack:
            resource.setrlimit(resource.RLIMIT_STACK, (stack << 10, resource.RLIM_INFINITY))
        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    return subprocess.run([options.binary, *arguments], capture_output=True, text=True, env=clean_environment(),
                          timeout=options.timeout * 9, preexec_fn=limit, stdin=stdin)


def told(ended, good):
    return "" if good else f"{ended.returncode}\n{ended.stdout}{ended.stderr[-300:]}"


def check_small(options, stack, megabytes):
    """On small native stacks and in little memory: what recurses raises, and is reported."""
    ended = run_limited(options, "-c", DEEP, megabytes=megabytes, stack=stack)
    last = (ended.stderr.splitlines() or [""])[-1]
    good = ended.stdout == "caught\n" * 4 and ended.returncode == 1 and last.startswith(("RecursionError: ", "MemoryError"))
    clear = ended.returncode == 1 and "(see ulimit" in last
    return told(ended, good or clear and stack and stack < 128)


def check_growing(options, statement, megabytes):
    """Where the last memory goes to differs from limit to limit."""
    ended = run_limited(options, "-c", GROWS % statement, megabytes=megabytes)
    return told(ended, (ended.returncode, ended.stdout) == (1, "caught\n") and ended.stderr.endswith("\nMemoryError\n"))


LARGE_CODE = """
def function(): pass
code = function.__code__
for count in 10**6, 10**7:
    try:
        function.__code__ = code.replace(co_code=b"\\x97\\0" + b"\\x09\\0" * count + b"d\\0S\\0")
        print(function())
    except MemoryError:
        print(None)
"""


def check_large_code(options, megabytes):
    """Code that a program has made up is verified before it runs, which takes some memory for each instruction."""
    ended = run_limited(options, "-c", LARGE_CODE, megabytes=megabytes)
    return told(ended, (ended.returncode, ended.stdout) == (0, "None\nNone\n"))


# A file without a line end, as long as the limit allows but for the copies: whoever collects it asks for room.
LARGE_FILE = """
import io, sys
def endless(**methods): return type("Endless", (io.RawIOBase,), {"readable": lambda self: True, **methods})()
def fills(self, target):
    target[:] = bytes(len(target))
    return len(target)
def raw(): return open(sys.argv[1], "rb", 0)
for read in (
        lambda: open(sys.argv[1], "rb").readline(), lambda: next(open(sys.argv[1], "rb")), lambda: open(sys.argv[1], "rb").read(),
        lambda: raw().readall(), lambda: open(sys.argv[1], "r+b").readline(),
        lambda: io.BufferedRWPair(raw(), open("/dev/null", "wb", 0)).readline(), lambda: sys.stdin.buffer.readlines(),
        lambda: open(sys.argv[1]).readline(), lambda: endless(readinto=fills).readall(),
        lambda: io.BufferedReader(endless(readinto=fills), 1 << 20).readline(),
        lambda: endless(read=lambda self, size: bytes(1 << 20), peek=lambda self, size: bytes(1 << 20)).readline()):
    try:
        print(len(read()))
    except MemoryError:
        print("caught")
"""


def check_large_file(options):
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(400 << 20)
        ended = run_limited(options, "-c", LARGE_FILE, file.name, megabytes=300, stdin=file)
    return told(ended, (ended.returncode, ended.stdout) == (0, "caught\n" * 11))


REPORTS = {
    "an exit": "import sys; sys.exit(text)",
    "a message": "raise ValueError(text)",
    "a type's name": "raise type(text, (Exception,), {})",
    "a note": "error = ValueError(1); error.add_note(text); raise error",
    "a file name": "exec(compile('1/0', text, 'exec'))",
    "a group": "raise ExceptionGroup(text, [ValueError(1)])",
    "an ignored exception": "type('A', (), {'__del__': lambda self: int(text)})(); 1/0",
    "a path": "import sys; sys.path[:] = [text]; import missing",
}


def check_large_report(options, statement):
    """A program ends by what takes half of the memory: there is no room for a copy, but for a report."""
    ended = run_limited(options, "-c", f"text = 'x' * 400_000_000\n{statement}", megabytes=1200)
    return told(ended, ended.returncode == 1 and ended.stderr and "Fatal" not in ended.stderr[-300:])


def check_endless_file(options):
    ended = run_limited(options, "/dev/zero", megabytes=200)
    return told(ended, (ended.returncode, ended.stderr) == (1, "MemoryError\n"))


def check_endless(options, program):
    """A MemoryError passes more frames than the reserve has room for traceback entries."""
    ended = run_limited(options, "-c", "import sys\n" + program + ENDS, megabytes=300)
    return told(ended, ended.stdout == "caught\n")


def checks(options):
    """The N-th allocation fails: MemoryError or the right output, no crash, no leak."""
    scripts = sorted((ROOT / "samples").glob("*.py")) + sorted((ROOT / "tests/conformance").glob("*/*.py"))[::3]
    for count, script in enumerate(script for script in scripts if script != DROPPING):
        points = grid(count, options)
        name = script.relative_to(ROOT)
        yield f"{name} [n-th allocation fails]", lambda s=script, p=points: check_script(options, s, p)
        yield f"{name} [n-th allocation fails, audit]", lambda s=script, p=points: check_script(options, s, p[::4], ["--gc=audit"])
    yield "each part of one program's life, its end too [n-th allocation fails, audit]", lambda: check_script(
        options, ROOT / "samples/argument_binding.py", WHOLE_LIFE, ["--gc=audit"])
    yield "classes that are made when they are first needed [n-th allocation fails]", lambda: check_script(
        options, ROOT / "tests/conformance/ast_module/a_tree_is_whole_or_there_is_none.py", LATE_STATE)
    yield "lines that are very long [n-th allocation fails]", lambda: check_script(
        options, ROOT / "tests/conformance/syntax_errors/limits_of_nesting_and_digits.py", LONG_LINES)
    for name, program in ENDLESS.items():
        yield f"an endless chain of {name} ends in MemoryError", lambda p=program: check_endless(options, p)
    for name, statement in GROWING.items():
        for size in 70, 100, 150:
            yield f"{name} that are kept without end, {size} MB", lambda s=statement, m=size: check_growing(options, s, m)
    for stack, size in (64, None), (128, None), (256, 60), (512, None), (None, 34), (None, 44), (None, 200):
        yield f"small stacks: {stack} KB, {size} MB", lambda s=stack, m=size: check_small(options, s, m)
    for size in 60, 100, 400:
        yield f"code of ten million instructions, {size} MB", lambda m=size: check_large_code(options, m)
    yield "a file larger than the memory", lambda: check_large_file(options)
    for name, statement in REPORTS.items():
        yield f"a report of {name} that takes half of the memory", lambda s=statement: check_large_report(options, s)
    yield "children do not fail with their parent", lambda: check_children(options)
    yield "a program that has no end", lambda: check_endless_file(options)
    yield "native functions with large arguments", lambda: check_large_arguments(options, LEAST_NATIVE)
    yield "functions inside which something grows", lambda: check_large_arguments(options, LEAST_GROWING, "growing")
    yield from allocating_opcodes.checks(options)
