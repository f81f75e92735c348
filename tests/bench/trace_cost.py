#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""What tracing costs: nothing when it is off, little when it is on. Three parts, each may be named:

off         instructions of a run with the trace library linked in and of one without it (the preset `notrace`); they may
            differ by 1 %.
recording   CPU time of all threads of a run that is kept as a recording, nothing muted or left out, as a multiple of the
            untraced run's; `default` is a whole `--trace -o FILE.txt` at the default limit without its formatting.
formatting  events that --view makes of such a recording, in millions a second of CPU time.

Runs take turns, and the median of their ratios counts. At the end: geometric means.
"""

import argparse
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import bench

WITH = bench.ROOT / "build/release/minipy"
WITHOUT = bench.ROOT / "build/notrace/minipy"
CATEGORIES = ["flow", "vm", "memory"]
FORMATS = [".txt", ".jsonl", ".html"]
PARTS = ["off", "recording", "formatting"]
MOST_INSTRUCTIONS = 1.0  # per cent more, where nobody traces
FORMATTED = 400_000  # events


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"parts ({', '.join(PARTS)}), programs; default: all")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each runs")
    parser.add_argument("--scale", type=float, default=0.1, help="factor on each program's size")
    parser.add_argument("--against", type=pathlib.Path, default=WITH, help="whose untraced run is the measure")
    options = parser.parse_args()
    options.threads = False
    options.parts = [name for name in options.names if name in PARTS] or PARTS
    options.names = [name for name in options.names if name not in PARTS]
    return options


def cpu_seconds(*command):
    """User and system time of a command and all its threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(["taskset", "-c", str(max(os.sched_getaffinity(0))), *map(str, command)], env=bench.ENVIRONMENT,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr.decode()[-300:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Table:
    """Rows of figures as they come, and their geometric means."""

    def __init__(self, heading, columns, unit):
        self.unit, self.rows = unit, []
        print(f"\n{heading:24}" + "".join(f"{column:>10}" for column in columns), flush=True)

    def add(self, name, figures):
        self.rows.append(figures)
        self.show(name, figures)

    def show(self, name, figures):
        print(f"{name:24}" + "".join(f"{figure:9.2f}{self.unit}" for figure in figures), flush=True)

    def end(self):
        self.show("geometric mean", [statistics.geometric_mean(column) for column in zip(*self.rows)])


def measure_off(options, folder):
    print(f"{'off':24}{'with':>10}{'without':>10}")
    failed = False
    for program in bench.programs(options):
        size = bench.size_of(program, 0.04)
        (linked, code, text), (bare, bare_code, bare_text) = (bench.count_instructions([binary, program, size]) for binary in (WITH, WITHOUT))
        if code or bare_code or text != bare_text:
            sys.exit(f"{program.stem}: {text[:60]!r} and {bare_text[:60]!r}, exit codes {code} and {bare_code}")
        difference = 100 * (linked - bare) / bare
        failed |= abs(difference) > MOST_INSTRUCTIONS
        print(f"{program.stem:24}{linked:8.1f} M{bare:8.1f} M{difference:+10.3f} %", flush=True)
    print(f"{'FAILED: more' if failed else 'not more'} than {MOST_INSTRUCTIONS} % of the instructions are due to a library that is not used")
    return failed


def measure_recording(options, folder):
    table = Table("recording", [*CATEGORIES, "default"], "x")
    for program in bench.programs(options):
        size = bench.size_of(program, options.scale)
        commands = [[WITH, f"--trace={each}", "-o", folder / "run.trace", program, size] for each in CATEGORIES]
        rounds = []
        for _ in range(options.rounds):
            untraced = cpu_seconds(options.against, program, size)
            rounds.append([cpu_seconds(*command) / untraced for command in commands])
            rounds[-1].append(cost_at_default_limit(program, size, folder, untraced))
        table.add(program.stem, map(statistics.median, zip(*rounds)))
    table.end()


def cost_at_default_limit(program, size, folder, untraced):
    """What the whole command takes beyond the formatting of its events, which is what --view takes of a recording."""
    whole = cpu_seconds(WITH, "--trace", "-o", folder / "run.txt", program, size)
    cpu_seconds(WITH, "--trace", "-o", folder / "run.trace", program, size)
    return (whole - cpu_seconds(WITH, "--view", folder / "run.trace", "-o", folder / "run.txt")) / untraced


def measure_formatting(options, folder):
    table = Table("formatting", [f"{category}{form}" for category in CATEGORIES for form in FORMATS], "M")
    for program in bench.programs(options):
        size = bench.size_of(program, options.scale)
        rows = []
        for category in CATEGORIES:
            kept = folder / "run.trace"
            cpu_seconds(WITH, f"--trace={category}", f"--max-events={FORMATTED}", "-o", kept, program, size)
            rows += [formatting_rate(kept, folder / f"run{form}", options.rounds) for form in FORMATS]
        table.add(program.stem, rows)
    table.end()


def formatting_rate(kept, output, rounds):
    """Millions of events a second; what one event takes, the start of the interpreter above all, is not counted."""
    def view(most):
        return statistics.median(cpu_seconds(WITH, "--view", kept, f"--max-events={most}", "-o", output) for _ in range(rounds))

    return number_of_events(kept, output.with_suffix(".jsonl")) / (view(FORMATTED) - view(1)) / 1e6


def number_of_events(kept, output):
    cpu_seconds(WITH, "--view", kept, f"--max-events={FORMATTED}", "--sections=run", "-o", output)
    return max(map(int, re.findall(r'"n":\s*(\d+)', output.read_text(errors="replace"))))


def main():
    options = parse_options()
    measures = {"off": measure_off, "recording": measure_recording, "formatting": measure_formatting}
    with tempfile.TemporaryDirectory() as folder:
        return any([measures[part](options, pathlib.Path(folder)) for part in options.parts])


if __name__ == "__main__":
    sys.exit(main())
