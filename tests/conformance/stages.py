# SPDX-License-Identifier: MIT
"""Holds minipy's tokens and syntax trees against CPython's, over every file of the installed standard library:

    python3.11 tests/conformance/stages.py [--minipy build/release/minipy] [--stage tokens|ast] [--show N] [PATH …]

For each stage it prints in how many files the dump is byte for byte what `python3.11 -m tokenize -e` and
`python3.11 -m ast -a` print, and names the files where it is not. A file that CPython rejects counts as equal if minipy
rejects it too. CPython's side is computed in this process, which therefore must be python3.11.
"""

import argparse
import ast
import difflib
import multiprocessing
import pathlib
import subprocess
import sys
import tokenize
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = pathlib.Path(ast.__file__).parent


def tokens_of(path):
    """What `-m tokenize -e` prints, or None if it fails."""
    try:
        with open(path, "rb") as file:
            tokens = list(tokenize.tokenize(file.readline))
    except (SyntaxError, tokenize.TokenError):
        return None
    rows = []
    for token in tokens:
        span = "%d,%d-%d,%d:" % (token.start + token.end)
        rows.append("%-20s%-15s%-15r\n" % (span, tokenize.tok_name[token.exact_type], token.string))
    return "".join(rows)


def tree_of(path):
    """What `-m ast -a` prints, or None if it fails."""
    try:
        tree = ast.parse(pathlib.Path(path).read_bytes(), str(path), type_comments=True)
    except (SyntaxError, ValueError):
        return None
    return ast.dump(tree, include_attributes=True, indent=3) + "\n"


STAGES = {
    "tokens": (tokens_of, ["--dump=tokens"]),
    "ast": (tree_of, ["--dump=ast", "--positions"]),
}


def compare(task):
    """(stage, path, equal?, a few lines of difference)"""
    stage, path, minipy = task
    warnings.simplefilter("ignore")
    reference, options = STAGES[stage]
    expected = reference(path)
    run = subprocess.run([minipy, *options, path], capture_output=True)
    got = run.stdout.decode("utf-8", "surrogatepass") if run.returncode == 0 else None
    if run.returncode < 0:
        return stage, path, False, f"killed by signal {-run.returncode}"
    if expected == got:
        return stage, path, True, ""
    if expected is None or got is None:
        why = "only CPython rejects it" if expected is None else "only minipy rejects it: " + run.stderr.decode(errors="replace")[-200:]
        return stage, path, False, why.strip()
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), "CPython", "minipy", n=0, lineterm="")
    return stage, path, False, "\n".join(list(lines)[:12])


def main():
    assert sys.version_info[:2] == (3, 11), "run this with python3.11"
    parser = argparse.ArgumentParser()
    parser.add_argument("--minipy", default=str(ROOT / "build" / "release" / "minipy"))
    parser.add_argument("--stage", choices=STAGES, action="append")
    parser.add_argument("--show", type=int, default=10, help="how many differing files to show for each stage")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    files = []
    for path in options.paths or [LIBRARY]:
        files += [path] if path.is_file() else sorted(path.rglob("*.py"))
    stages = options.stage or list(STAGES)
    tasks = [(stage, str(path), options.minipy) for stage in stages for path in files]
    equal = dict.fromkeys(stages, 0)
    shown = dict.fromkeys(stages, 0)
    with multiprocessing.Pool(2) as pool:
        for stage, path, same, why in pool.imap(compare, tasks, chunksize=8):
            equal[stage] += same
            if not same and shown[stage] < options.show:
                shown[stage] += 1
                print(f"{stage}: {path}\n    " + why.replace("\n", "\n    "))
    for stage in stages:
        print(f"{stage}: identical in {equal[stage]} of {len(files)} files")
    sys.exit(any(equal[stage] != len(files) for stage in stages))


if __name__ == "__main__":
    main()
