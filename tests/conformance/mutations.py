# SPDX-License-Identifier: MIT
"""Programs with small mistakes, on minipy and on CPython:

    python3.11 tests/conformance/mutations.py [--count 20000] [--seed 1] [--minipy build/release/minipy] [--show N]

Each program is a run of statements from a file of the standard library in which one or two tokens were deleted, doubled, or
swapped with their neighbour. Both must accept it, with the same syntax tree, or reject it with the same type of exception;
how often message and place agree is counted. CPython's side is computed in this process, which therefore must be python3.11.
"""

import argparse
import ast
import collections
import io
import multiprocessing
import pathlib
import random
import subprocess
import sys
import tempfile
import tokenize
import warnings

import verdicts

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = pathlib.Path(ast.__file__).parent
LONGEST = 80  # lines of a program

def statements_of(path, choice):
    """A run of top-level statements of the file, or None."""
    try:
        source = path.read_text("utf-8")
        body = ast.parse(source).body
    except (SyntaxError, ValueError, UnicodeDecodeError):
        return None
    if not body:
        return None
    first = choice.randrange(len(body))
    start = body[first].lineno
    for decorator in getattr(body[first], "decorator_list", ()):
        start = min(start, decorator.lineno)
    end = body[first].end_lineno
    for statement in body[first + 1:]:
        if statement.end_lineno - start >= LONGEST:
            break
        end = statement.end_lineno
    lines = source.splitlines(keepends=True)[start - 1:end]
    return "".join(lines) if len(lines) <= 4 * LONGEST else None


def mutate(source, choice):
    """The source with one or two tokens deleted, doubled or swapped; None where it cannot be taken apart."""
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline)
                  if t.string and t.type not in (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER, tokenize.DEDENT)]
    except (tokenize.TokenError, SyntaxError):
        return None
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    spans = [(starts[t.start[0] - 1] + t.start[1], starts[t.end[0] - 1] + t.end[1]) for t in tokens]
    if len(spans) < 4:
        return None
    for _ in range(choice.choice((1, 1, 2))):
        index = choice.randrange(len(spans) - 1)
        (start, end), (next_start, next_end) = spans[index], spans[index + 1]
        kind = choice.choice(("delete", "double", "swap"))
        if kind == "delete":
            source = source[:start] + source[end:]
            shift = start - end
        elif kind == "double":
            source = source[:end] + " " * choice.randrange(2) + source[start:end] + source[end:]
            break
        else:
            source = source[:start] + source[next_start:next_end] + source[end:next_start] + source[start:end] + source[next_end:]
            break
        spans = spans[:index] + [(a + shift, b + shift) for a, b in spans[index + 1:]]
    return source


def tree_agrees(source, minipy):
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8", newline="") as file:
        file.write(source)
        file.flush()
        run = subprocess.run([minipy, "--dump=ast", "--positions", file.name], capture_output=True)
    expected = ast.dump(ast.parse(source, type_comments=True), include_attributes=True, indent=3) + "\n"
    return run.stdout.decode("utf-8", "surrogatepass") == expected


def batch(task):
    """(counts, examples) of one share of the programs."""
    number, count, seed, minipy = task
    warnings.simplefilter("ignore")
    choice = random.Random(f"{seed}/{number}")
    files = sorted(LIBRARY.rglob("*.py"))
    programs = []
    while len(programs) < count:
        source = statements_of(choice.choice(files), choice)
        mutant = mutate(source, choice) if source else None
        if mutant is not None:
            programs.append(mutant)
    try:
        found = verdicts.of_minipy([(program, "exec") for program in programs], minipy)
    except verdicts.Stopped as stop:
        index, why = stop.args
        return collections.Counter(stopped=1), [("stopped", programs[index], None, why)]
    counts, examples = collections.Counter(), []
    for source, got in zip(programs, found):
        expected = verdicts.of_cpython(source)
        outcome = compare(source, expected, got, minipy)
        counts[outcome] += 1
        if outcome not in ("accepted", "same"):
            examples.append((outcome, source, expected, got))
    return counts, examples


def compare(source, expected, got, minipy):
    if (expected is None) != (got is None):
        return "only CPython accepts" if expected is None else "only minipy accepts"
    if expected is None:
        return "accepted" if tree_agrees(source, minipy) else "another tree"
    if expected[0] != got[0]:
        return "another type"
    if expected[1] != got[1]:
        return "another message"
    return "same" if expected == got else "another place"


def main():
    assert sys.version_info[:2] == (3, 11), "run this with python3.11"
    parser = argparse.ArgumentParser()
    parser.add_argument("--minipy", default=str(ROOT / "build" / "release" / "minipy"))
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=5, help="how many examples of each difference to show")
    options = parser.parse_args()
    shares, rest = divmod(options.count, 500)
    tasks = [(i, 500 if i < shares else rest, options.seed, options.minipy) for i in range(shares + bool(rest))]
    counts, shown = collections.Counter(), collections.Counter()
    with multiprocessing.Pool() as pool:
        for share, examples in pool.imap_unordered(batch, tasks):
            counts += share
            for outcome, source, expected, got in examples:
                shown[outcome] += 1
                if shown[outcome] <= options.show:
                    print(f"---- {outcome}\n{source}\n  CPython: {expected}\n  minipy:  {got}")
    rejected = counts.total() - counts["accepted"] - counts["another tree"] - counts["only CPython accepts"]
    print(f"{counts.total()} programs:", ", ".join(f"{n} {outcome}" for outcome, n in counts.most_common()))
    alike = counts["same"] + counts["another place"]
    print(f"message equal in {alike} of {rejected} rejected ({alike / max(rejected, 1):.2%}), "
          f"place too in {counts['same']} ({counts['same'] / max(rejected, 1):.2%})")
    wrong = sum(counts[o] for o in ("stopped", "only CPython accepts", "only minipy accepts", "another tree", "another type"))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
