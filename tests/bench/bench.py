#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""Times the programs beside this file on minipy and on python3.11, and prints how many times faster minipy is.

Wall time on a shared machine varies from run to run, so the two take turns (A B A B …) on one core and the median of the
pairs' ratios counts. `--instructions` counts instructions of small runs instead: repeatable to 0.1 %, good for decisions.
A program prints one line that depends on all its work; the lines of both must agree.
"""

import argparse
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = "/usr/bin/python3.11"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="programs (default: all); a part of the name is enough")
    parser.add_argument("--instructions", action="store_true", help="count instructions of small runs (valgrind)")
    parser.add_argument("--threads", action="store_true", help="the programs of threads/, on all cores")
    parser.add_argument("--pairs", type=int, default=3, help="how many times each of the two runs")
    parser.add_argument("--scale", type=float, help="factor on each program's size (default 1; 0.04 for --instructions)")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/minipy")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the processor core to run on")
    return parser.parse_args()


def programs(options):
    folder, names = HERE / "threads" if options.threads else HERE, options.names
    every = sorted(path for path in folder.glob("*.py") if path.name not in ("bench.py", "compile_library.py", "trace_cost.py"))
    chosen = [path for path in every if not names or any(name in path.stem for name in names)]
    return chosen or sys.exit(f"no such program; there are: {' '.join(path.stem for path in every)}")


def size_of(program, factor):
    """A program's own default size, which stands at its end, times the factor."""
    return max(1, round(int(re.findall(r"len\(sys.argv\) > 1 else (\d+)\)", program.read_text())[-1]) * factor))


def run(command, cores):
    """Runs a command on some cores; its (seconds, peak bytes, exit code, what it printed)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(["taskset", "-c", cores, *map(str, command)], stdout=out, stderr=err, env=ENVIRONMENT)
        peak = PeakMemory(process.pid)
        process.wait()
        seconds = time.perf_counter() - began
        out.seek(0)
        err.seek(0)
        text = out.read().decode(errors="replace").strip() or err.read().decode(errors="replace").strip()[-200:]
        return seconds, peak.value(), process.returncode, text


class PeakMemory(threading.Thread):
    """Samples a process's high-water mark. (wait4's ru_maxrss would do, did it not start at our own size.)"""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.status = pathlib.Path(f"/proc/{pid}/status")
        self.peak = 0
        self.start()

    def run(self):
        while True:
            try:
                found = re.search(r"VmHWM:\s+(\d+) kB", self.status.read_text())
            except OSError:
                return
            if not found:
                return  # it has ended
            self.peak = int(found[1]) * 1024
            time.sleep(0.02)

    def value(self):
        self.join()
        return self.peak


def problem_of(ours, theirs):
    if ours[2] != 0:
        return f"exit code {ours[2]}: {ours[3].splitlines()[-1][:60] if ours[3] else ''}"
    return "" if ours[3] == theirs[3] else f"printed {ours[3][:40]!r}, not {theirs[3][:40]!r}"


def median_run(runs):
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs)


def geometric_mean(ratios):
    return math.exp(statistics.fmean(map(math.log, ratios)))


# ---------------------------------------------------------------- time


def bench_time(options):
    print(f"{'program':24}{'minipy':>10}{'python3.11':>12}{'ratio':>8}{'memory':>12}{'python3.11':>12}")
    ratios, failures = [], 0
    cores = ",".join(map(str, os.sched_getaffinity(0))) if options.threads else str(options.core)
    for program in programs(options):
        size = size_of(program, options.scale or 1)
        pairs = [(run([options.binary, program, size], cores), run([PYTHON, program, size], cores))
                 for _ in range(options.pairs)]
        problem = next(filter(None, (problem_of(*pair) for pair in pairs)), "")
        if problem:
            failures += 1
            print(f"{program.stem:24}FAILED: {problem}", flush=True)
            continue
        ratios.append(statistics.median(theirs[0] / ours[0] for ours, theirs in pairs))
        (ours, our_peak), (theirs, their_peak) = (median_run([pair[i] for pair in pairs]) for i in (0, 1))
        print(f"{program.stem:24}{ours:8.2f} s{theirs:10.2f} s{ratios[-1]:8.2f}{our_peak / 1e6:9.1f} MB{their_peak / 1e6:9.1f} MB",
              flush=True)
    return finish(ratios, failures)


def finish(ratios, failures):
    if ratios:
        print(f"{'geometric mean':24}{geometric_mean(ratios):30.2f}   (CPython's / minipy's, {len(ratios)} programs)")
    print(f"{len(ratios)} right, {failures} failed")
    return 1 if failures else 0


# ---------------------------------------------------------------- instructions


def count_instructions(command):
    """Instructions executed, in millions, by cachegrind; None when it could not count."""
    with tempfile.NamedTemporaryFile(suffix=".cachegrind") as profile:
        process = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={profile.name}",
                                  *map(str, command)], capture_output=True, text=True, env=ENVIRONMENT)
    found = re.search(r"I\s+refs:\s+([\d,]+)", process.stderr)
    return (int(found[1].replace(",", "")) / 1e6 if found else None), process.returncode, process.stdout.strip()


def bench_instructions(options):
    empty = {PYTHON: count_instructions([PYTHON, "-c", "pass"])[0], options.binary: count_instructions([options.binary, "-c", "pass"])[0]}
    print("millions of instructions; the second ratio leaves starting and ending out")
    print(f"{'program':24}{'minipy':>10}{'python3.11':>12}{'ratio':>8}{'net':>8}")
    print(f"{'(-c pass)':24}{empty[options.binary] or 0:10.1f}{empty[PYTHON] or 0:12.1f}")
    ratios, failures = [], 0
    for program in programs(options):
        size = size_of(program, options.scale or 0.04)
        ours, our_code, our_text = count_instructions([options.binary, program, size])
        theirs, _, their_text = count_instructions([PYTHON, program, size])
        if our_code != 0 or our_text != their_text or not ours:
            failures += 1
            print(f"{program.stem:24}FAILED: exit code {our_code}, printed {our_text[:40]!r}", flush=True)
            continue
        ratios.append((theirs - empty[PYTHON]) / (ours - empty[options.binary]))
        print(f"{program.stem:24}{ours:10.1f}{theirs:12.1f}{theirs / ours:8.2f}{ratios[-1]:8.2f}", flush=True)
    return finish(ratios, failures)


def main():
    options = parse_options()
    if not options.binary.exists():
        sys.exit(f"{options.binary} is missing; build it with: ./dev build")
    return bench_instructions(options) if options.instructions else bench_time(options)


if __name__ == "__main__":
    sys.exit(main())
