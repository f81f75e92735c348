#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""What tracing costs: nothing when it is off, little when it is on.

Off: instructions of a run with the trace library linked in and of one without it (the preset `notrace`); they may differ
by 1 %. On: the time of traced runs as a multiple of the untraced one; the whole run is recorded, and its end is kept.
"""

import pathlib
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import bench

WITH = bench.ROOT / "build/release/minipy"
WITHOUT = bench.ROOT / "build/notrace/minipy"
PROGRAMS = ["integer_loop", "method_calls", "exceptions_raised"]
CATEGORIES = ["flow", "vm", "memory"]
LIMIT = 1.0  # per cent


def cost_when_off(program):
    """Instructions with and without the library, in millions, and the difference in per cent."""
    size = bench.size_of(program, 0.04)
    (linked, code, text), (bare, bare_code, bare_text) = (bench.count_instructions([binary, program, size]) for binary in (WITH, WITHOUT))
    if code or bare_code or text != bare_text:
        sys.exit(f"{program.stem}: {text[:60]!r} and {bare_text[:60]!r}, exit codes {code} and {bare_code}")
    return linked, bare, 100 * (linked - bare) / bare


def cost_when_on(program, categories, folder):
    size = bench.size_of(program, 0.25)
    traced = ["--trace=" + categories, "--keep=last", "--max-events=1000", "-o", folder + "/trace.txt"]
    times = [(bench.run([WITH, *traced, program, size], 0)[0], bench.run([WITH, program, size], 0)[0]) for _ in range(3)]
    return statistics.median(on / off for on, off in times)


def main():
    failed = False
    print(f"{'program':24}{'with':>10}{'without':>10}{'difference':>12}      " + "".join(f"{each:>8}" for each in CATEGORIES))
    with tempfile.TemporaryDirectory() as folder:
        for program in bench.programs(sys.argv[1:] or PROGRAMS):
            linked, bare, difference = cost_when_off(program)
            on = "".join(f"{cost_when_on(program, categories, folder):7.1f}x" for categories in CATEGORIES)
            print(f"{program.stem:24}{linked:8.1f} M{bare:8.1f} M{difference:+10.3f} %      {on}", flush=True)
            failed |= abs(difference) > LIMIT
    print(f"{'FAILED: more' if failed else 'not more'} than {LIMIT} % of the instructions are due to a trace library that is not used")
    return failed


if __name__ == "__main__":
    sys.exit(main())
