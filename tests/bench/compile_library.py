# SPDX-License-Identifier: MIT
"""minipy's front end and compiler against CPython's compile(), over every file of the standard library in one run:

    ./dev bench library

Source to syntax tree is set against the whole of compile() as well as against ast.parse(); peak memory is that of the
largest file alone. Both sides have all files in memory before the clock starts, and take turns; shown are the medians of
the times and of the rounds' ratios. This process must be python3.11.
"""

import ast
import pathlib
import re
import statistics
import subprocess
import sys
import time
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = 3
COMPARISONS = ("source to tree against compile()", "source to tree against ast.parse()", "source to code object")
LIBRARY = pathlib.Path(ast.__file__).parent


def seconds(work, files):
    start = time.perf_counter()
    for path, contents in files:
        try:
            work(contents, path)
        except (SyntaxError, ValueError):
            pass
    return time.perf_counter() - start


def measure(program, paths):
    run = subprocess.run([program], input="\n".join(map(str, paths)) + "\n", capture_output=True, text=True, check=True)
    return dict(re.findall(r"(\w+) ([\d.]+)", run.stdout))


def peak_of_cpython(path):
    """Kilobytes at most while compile() works on the file, in a process of its own."""
    code = "compile(open(%r, 'rb').read(), 'f', 'exec'); print(open('/proc/self/status').read())" % str(path)
    run = subprocess.run([sys.executable, "-S", "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    return int(re.search(r"VmHWM:\s*(\d+)", run.stdout)[1])


def main():
    assert sys.version_info[:2] == (3, 11), "run this with python3.11"
    warnings.simplefilter("ignore")
    program = ROOT / "build/release/compile_library"
    paths = sorted(LIBRARY.rglob("*.py"))
    files = [(str(path), path.read_bytes()) for path in paths]
    rounds = []
    for _ in range(ROUNDS):
        ours = measure(program, paths)
        tree = seconds(lambda text, path: ast.parse(text, path), files)
        code = seconds(lambda text, path: compile(text, path, "exec", dont_inherit=True), files)
        parse, compile_ = float(ours["parse"]), float(ours["compile"])
        rounds.append(((parse, code), (parse, tree), (compile_, code)))
    lines = float(ours["lines"])
    print(f"{len(files)} files, {lines:,.0f} lines, {ROUNDS} rounds       minipy  python3.11   ratio")
    for name, pairs in zip(COMPARISONS, zip(*rounds)):
        mine, theirs, ratio = map(statistics.median, zip(*((mine, theirs, theirs / mine) for mine, theirs in pairs)))
        print(f"{name:36s} {mine:6.2f} s    {theirs:6.2f} s  {ratio:6.2f}   {lines / mine:11,.0f} lines a second")
    largest = max(paths, key=lambda path: path.stat().st_size)
    mine, theirs = int(measure(program, [largest])["peak"]), peak_of_cpython(largest)
    print(f"{'peak memory, ' + largest.name:36s} {mine / 1024:6.1f} MB   {theirs / 1024:6.1f} MB {theirs / mine:6.2f}")


if __name__ == "__main__":
    main()
