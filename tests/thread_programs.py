# SPDX-License-Identifier: MIT
"""Programs with threads, made by threads/program.py: each number is another mixture of works that run at once and check
themselves. Part of `./dev test threads`, and of the suites of the sanitizers.
"""

import race_variants
from support import ROOT, WORK, compare, cpython_outcome, run, write_whole

PROGRAM = ROOT / "tests/threads/program.py"
LEAK = "minipy: leak:"
PATIENCE = 6  # times as long as a script may take
EVERY_WORK = 32  # so many numbers in a row begin with another work each


def check(options, number, binary, *arguments, sanitized=False):
    left_out = {options.asan_binary: ["--no-forks"], options.tsan_binary: ["--no-races"]}.get(binary, [])
    outcome = run([binary, *arguments, PROGRAM, str(number), *left_out], limit_memory=False,
                  timeout=options.timeout * PATIENCE * (10 if sanitized else 1))
    leaks = [line for line in outcome.err.splitlines() if line.startswith(LEAK)]
    if not outcome.crash() and outcome.code == 0 and outcome.out.endswith("\nall is well\n") and not leaks:
        return ""
    return "\n".join([outcome.crash() or f"exit code {outcome.code}", *outcome.out.splitlines()[-12:], *outcome.err.splitlines()[:60]])


def checks(options):
    """Works with threads check themselves, in mixtures; also where Boehm's collector judges or frees."""
    for number in range(EVERY_WORK):
        yield f"threads/program {number}", lambda n=number: check(options, n, options.binary)
        heap = ("audit", "boehm")[number % 2]
        yield f"threads/program {number} [{heap}]", lambda n=number, h=heap: check(options, n, options.binary, f"--gc={h}")


def sanitized(options, binary, label, count):
    for number in range(count):
        yield f"threads/program {number} [{label}]", lambda n=number: check(options, n, binary, sanitized=True)


def repaired_races(options, binary, label, count):
    """Programs that once had a race (race_variants.py) print what they print on CPython."""
    for name, _, repaired in race_variants.variants(1, count):
        yield f"threads/{name} repaired [{label}]", lambda n=name, r=repaired: check_repaired(options, n, r, binary)


def check_repaired(options, name, text, binary):
    path = WORK / "threads" / (name.replace(" ", "_") + ".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
    return compare(cpython_outcome(path), run([binary, path], limit_memory=False, timeout=options.timeout * 10))
