# SPDX-License-Identifier: MIT
"""Holds every stage of minipy against CPython's own tools, over any list of files:

    /usr/bin/python3.11 -m stages.compare [--minipy BINARY] [--stage STAGE] [--show N] [PATH …]     (in tests/)

Without paths it takes the installed standard library, its test package included. A file that CPython rejects counts as
equal if minipy rejects it too. `./dev test stages` runs the same comparisons over a random sample, with --full over all.
"""

import argparse
import functools
import marshal
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings

from . import code_objects, reference

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = pathlib.Path(os.__file__).parent

TEXTS = {
    "tokens": (reference.tokens, ["--dump=tokens"]),
    "ast": (functools.partial(reference.tree, positions=False), ["--dump=ast"]),
    "ast-positions": (reference.tree, ["--dump=ast", "--positions"]),
    "symtable": (reference.symbols, ["--dump=symtable"]),
    "bytecode": (reference.bytecode, ["--dump=bytecode"]),
}
CODES = {"code": [], "code-O": ["-O"], "code-OO": ["-OO"]}
STAGES = [*TEXTS, *CODES]


def library_files():
    return sorted(str(path) for path in LIBRARY.rglob("*.py"))


def sample(size, seed):
    files = library_files()
    return sorted(random.Random(seed).sample(files, min(size, len(files))))


# ---------------------------------------------------------------- one file


def comparable(text):
    """Without addresses, and frozensets with their members sorted: CPython's order of them depends on the address of
    None and on which of the strings the process happens to have interned before."""
    text = re.sub(r"0x[0-9a-f]+", "0x0", text)
    return re.sub(r"frozenset\(\{(.*?)\}\)", lambda match: f"frozenset({sorted(match[1].split(', '))})", text)


def first_lines_that_differ(expected, got):
    for number, (left, right) in enumerate(zip(expected.splitlines(), got.splitlines()), 1):
        if left != right:
            return f"line {number}\nminipy  {right[:300]}\nCPython {left[:300]}"
    return f"{len(got.splitlines())} lines, expected {len(expected.splitlines())}"


def run(minipy, arguments):
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
    return subprocess.run([minipy, "-W", "ignore", *arguments], capture_output=True, env=environment, timeout=300)


def verdict(expected, outcome):
    """Says what is wrong if the two do not agree in accepting the file; None: both accept it."""
    if outcome.returncode < 0:
        return f"killed by signal {-outcome.returncode}"
    if outcome.returncode == 0 and expected is None:
        return "only CPython rejects it"
    if outcome.returncode != 0 and expected is not None:
        return "only minipy rejects it: " + outcome.stderr.decode(errors="replace")[-300:].strip()
    return "" if expected is None else None


def compare_text(stage, path, minipy):
    tool, options = TEXTS[stage]
    expected, outcome = tool(path), run(minipy, [*options, path])
    problem = verdict(expected, outcome)
    if problem is not None:
        return problem
    got = outcome.stdout.decode("utf-8", "surrogatepass")
    if expected == got or comparable(expected) == comparable(got):
        return ""
    return first_lines_that_differ(comparable(expected), comparable(got))


def compare_code(stage, path, minipy):
    options = CODES[stage]
    expected = reference.code(path, optimize=len("".join(options)[1:]))
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "out.pyc")
        outcome = run(minipy, [*options, "--emit-pyc", output, path])
        problem = verdict(expected, outcome)
        if problem is not None:
            return problem
        with open(output, "rb") as file:
            ours = marshal.loads(file.read()[16:])
    return code_objects.difference(ours, expected)


def compare(task):
    """(stage, path, minipy) to an empty string or what differs. Runs in a worker (see pool())."""
    stage, path, minipy = task
    return compare_text(stage, path, minipy) if stage in TEXTS else compare_code(stage, path, minipy)


def prepare_worker():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)


def pool(workers):
    """Processes of their own, started with the hash seed that minipy gets too."""
    os.environ["PYTHONHASHSEED"] = "0"
    return multiprocessing.get_context("spawn").Pool(workers, prepare_worker, maxtasksperchild=500)


# ---------------------------------------------------------------- from the command line


def main():
    assert sys.version_info[:2] == (3, 11), "run this with python3.11"
    parser = argparse.ArgumentParser()
    parser.add_argument("--minipy", default=str(ROOT / "build/release/minipy"))
    parser.add_argument("--stage", choices=STAGES, action="append")
    parser.add_argument("--show", type=int, default=10, help="how many differing files to show for each stage")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--count", action="store_true", help="count the code objects of the files too")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    files = [str(file) for path in options.paths for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]
    files = files or library_files()
    failed = False
    with pool(options.jobs) as workers:
        for stage in options.stage or STAGES:
            shown = equal = 0
            for path, problem in zip(files, workers.imap(compare, [(stage, path, options.minipy) for path in files], chunksize=8)):
                equal += not problem
                if problem and (shown := shown + 1) <= options.show:
                    print(f"{stage}: {path}: " + problem.replace("\n", "\n    "), flush=True)
            print(f"{stage}: identical in {equal} of {len(files)} files", flush=True)
            failed = failed or equal != len(files)
    if options.count:
        prepare_worker()
        print("code objects:", sum(code_objects.count(code) for path in files if (code := reference.code(path))))
    sys.exit(failed)


if __name__ == "__main__":
    main()
