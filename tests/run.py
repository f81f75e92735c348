#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""Runs minipy's tests (except for the fuzzers and benchmarks) and ends with the line `N passed, N failed`.

A suite is a function that yields (name, check) pairs; a check returns an empty string or says what is wrong.
CPython is the oracle: nothing here contains an expected value that CPython could give.
"""

import argparse
import concurrent.futures
import fnmatch
import pathlib
import py_compile
import random
import re
import shlex
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from support import (PYTHON, ROOT, WORK, compare, cpython_outcome, digest_of, directives, hide_addresses, run,
                     short_diff, write_whole)
import adding
import agreement
import allocation_failures
import boehm
import browser
import caching
import command_line
import counts_of_lines
import dot
import drawings
import fuzzing
import gc_events
import house
import json_lines
import lessons
import library
import memory_events
import perfetto
import race_detection
import recordings
import task_events
import thread_programs
import trace_views
from bad_input import cases
from stages import compare as compare_stages

TESTS = ROOT / "tests"
MODES = ("source", "pyc", "cpython-pyc")
LEAK = "minipy: leak:"
SAMPLE = 200  # files of the library whose stages a plain run compares


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help="all of these, less the last: " + " ".join(SUITES))
    parser.add_argument("--binary", type=pathlib.Path, help="default: build/release/minipy, else build/debug/minipy")
    parser.add_argument("--asan-binary", type=pathlib.Path, default=ROOT / "build/asan/minipy")
    parser.add_argument("--tsan-binary", type=pathlib.Path, default=ROOT / "build/tsan/minipy")
    parser.add_argument("--filter", default="*", metavar="GLOB", help="only tests whose name matches *GLOB*")
    parser.add_argument("--modes", default=",".join(MODES), help="how to run scripts: " + ",".join(MODES))
    parser.add_argument("--gc", default="", help="run the scripts with --gc=GC too (audit: no leak may be reported)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20, help="seconds for one run; ten times that under sanitizers")
    parser.add_argument("--full", action="store_true", help="the stages of every file of the standard library, not only of a sample")
    parser.add_argument("--seed", type=int, help="choose the sample that this number stands for")
    parser.add_argument("--update", action="store_true", help="rewrite golden files and the output quoted in documents")
    parser.add_argument("--list", action="store_true", help="print the names of the tests and stop")
    parser.add_argument("--verbose", action="store_true", help="print every failure's whole text, not only the first 40")
    options = parser.parse_args()
    options.binary = (options.binary or default_binary()).absolute()
    options.asan_binary = options.asan_binary.absolute()
    options.tsan_binary = options.tsan_binary.absolute()
    for suite in options.suites:
        if suite not in SUITES:
            parser.error(f"no such suite: {suite} (there are: {' '.join(SUITES)})")
    return options


def default_binary():
    release, debug = ROOT / "build/release/minipy", ROOT / "build/debug/minipy"
    return debug if debug.exists() and not release.exists() else release


# ---------------------------------------------------------------- scripts against CPython


def conformance_scripts():
    return sorted((TESTS / "conformance").glob("*/*.py"))


def sample_scripts():
    return sorted((ROOT / "samples").glob("*.py"))


def name_of(script):
    return str(script.relative_to(ROOT)).removeprefix("tests/").removesuffix(".py")


def run_minipy(options, script, program=None, *, arguments=(), binary=None):
    """Runs a script (or the .pyc made of it) as CPython runs it in cpython_outcome()."""
    args, stdin = directives(script)
    sanitized = (binary or options.binary) in (options.asan_binary, options.tsan_binary)
    return run([binary or options.binary, *arguments, program or script, *args], stdin=stdin,
               timeout=options.timeout * (10 if sanitized else 1), limit_memory=not sanitized,
               PYTHONPATH=str(script.parent))


def check_source(options, script):
    return compare(cpython_outcome(script), run_minipy(options, script))


def check_pyc(options, script):
    """minipy writes a .pyc and runs it. A script that does not compile must fail in the same way while compiling."""
    compiled = pyc_path(script, "minipy")
    emitted = run([options.binary, "--emit-pyc", compiled, script], timeout=options.timeout)
    if emitted.code != 0 or not compiled.exists():
        return compare(cpython_outcome(script), emitted)
    return compare(cpython_outcome(script), run_minipy(options, script, compiled))


def check_cpython_pyc(options, script):
    """CPython writes a .pyc, minipy runs it."""
    compiled = pyc_path(script, "cpython")
    if not compiled.exists():
        try:
            py_compile.compile(str(script), str(compiled), doraise=True)
        except py_compile.PyCompileError:
            return ""  # nothing to run: check_source has compared the error
    return compare(cpython_outcome(script), run_minipy(options, script, compiled))


def pyc_path(script, maker):
    path = WORK / f"{maker}-pyc" / f"{script.stem}-{digest_of(script)}.pyc"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


CHECKS = {"source": check_source, "pyc": check_pyc, "cpython-pyc": check_cpython_pyc}


def scripts_suite(options, scripts):
    for script in scripts:
        for mode in options.modes.split(","):
            yield f"{name_of(script)} [{mode}]", lambda s=script, m=mode: CHECKS[m](options, s)
        if options.gc:
            yield f"{name_of(script)} [gc={options.gc}]", lambda s=script: check_gc(options, s, options.gc)


def conformance(options):
    """Every script prints on minipy what it prints on CPython."""
    yield from scripts_suite(options, conformance_scripts())


def samples(options):
    """The same for the programs that readers are shown."""
    yield from scripts_suite(options, sample_scripts())


def check_gc(options, script, gc):
    """Under --gc=audit the leak finder reports on stderr after the program; nothing else may differ."""
    expected, actual = cpython_outcome(script), run_minipy(options, script, arguments=[f"--gc={gc}"])
    leaks = [line for line in actual.err.splitlines() if line.startswith(LEAK)]
    return compare(expected, actual, stderr=not leaks) + "".join(f"\n{line[:200]}" for line in leaks[:8])


def audit(options):
    """No script leaves an object behind that nothing refers to: Boehm's leak finder is the judge."""
    for script in sample_scripts() + conformance_scripts():
        yield f"{name_of(script)} [audit]", lambda s=script: check_gc(options, s, "audit")


def under_boehm(options):
    """Where nothing dies at count zero, programs answer as ever, but for those that boehm.py lists with the reason."""
    for script in sample_scripts() + conformance_scripts():
        if f"{script.parent.name}/{script.name}" not in boehm.OTHERWISE:
            yield f"{name_of(script)} [boehm]", lambda s=script: check_gc(options, s, "boehm")


DIES_OF_A_FAULT = ("process_dies_of_the_fault_it_reports",)  # the sanitizer would report it first
# What ThreadSanitizer cannot do: hand on a signal that a handler raises before the handler has returned; remember more
# than 65,535 calls that are under way.
BEYOND_TSAN = ("tracebacks_show_a_hundred_frames", "missing_is_getitem_itself", "repr_is_str_and_str_is_repr")
PROGRAMS_WITH_THREADS = 100


def asan(options):
    """Every script, programs with threads, and all bad input, under AddressSanitizer and UndefinedBehaviorSanitizer."""
    yield from sanitized_scripts(options, options.asan_binary, "asan", DIES_OF_A_FAULT)
    yield from thread_programs.sanitized(options, options.asan_binary, "asan", thread_programs.EVERY_WORK)
    yield from cases.suite(options.asan_binary, timeout=options.timeout * 10, sanitized=True)


def tsan(options):
    """Every script, and some hundred programs with threads, under ThreadSanitizer. By name only: it takes an hour."""
    yield from sanitized_scripts(options, options.tsan_binary, "tsan", DIES_OF_A_FAULT + BEYOND_TSAN)
    yield from thread_programs.sanitized(options, options.tsan_binary, "tsan", PROGRAMS_WITH_THREADS)
    yield from thread_programs.repaired_races(options, options.tsan_binary, "tsan", PROGRAMS_WITH_THREADS)


def sanitized_scripts(options, binary, label, left_out):
    for script in sample_scripts() + conformance_scripts():
        if script.stem in left_out:
            continue
        yield f"{name_of(script)} [{label}]", lambda s=script: check_sanitized(options, s, binary)


def check_sanitized(options, script, binary):
    actual = run_minipy(options, script, binary=binary)
    if actual.crash():
        return "\n".join([actual.crash(), *actual.err.splitlines()[-40:]])
    return compare(cpython_outcome(script), actual)


def bad_input(options):
    """Whatever the input is, there is an error and an exit code, never a crash."""
    yield from cases.suite(options.binary, timeout=options.timeout * 3)


# ---------------------------------------------------------------- stages against CPython's tools


def stages(options):
    """Tokens, tree, symbol tables, bytecode and code objects against CPython's own tools: our cases, and a sample of the
    standard library (with --full all of it)."""
    files = sorted(map(str, (TESTS / "stages/cases").glob("*.py"))) + (compare_stages.library_files() if options.full else library_sample(options))
    workers = compare_stages.pool(options.jobs)
    for stage in compare_stages.STAGES:
        for path in files:
            task = (stage, path, str(options.binary))
            yield f"stages/{stage}{path}", lambda t=task: workers.apply(compare_stages.compare, (t,))


def library_sample(options):
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"stages: {SAMPLE} files of the library, the same again with --seed {seed}", flush=True)
    return compare_stages.sample(SAMPLE, seed)


# ---------------------------------------------------------------- our own text


GOLDEN = {stage: [f"--dump={stage}", "--style=rich"] for stage in ("tokens", "ast", "symtable", "bytecode")}
GOLDEN |= {kind: [f"--trace={kind}", "--color=never"] for kind in ("vm", "flow")}


def golden(options):
    """Every program tests/golden/X.py in every view KIND gives X/KIND.txt. A first line `# minipy: OPTIONS` asks for one view
    of its own instead: X/special.txt. Then drawings and refused options."""
    for program in sorted((TESTS / "golden").glob("*.py")):
        first = program.read_text().partition("\n")[0]
        views = {"special": shlex.split(first.removeprefix("# minipy: "))} if first.startswith("# minipy: ") else GOLDEN
        for kind, arguments in views.items():
            yield f"{name_of(program)} [{kind}]", lambda p=program, k=kind, a=arguments: check_golden(options, p, k, a)
    yield from drawings.checks(options)
    yield from dot.checks(options)
    yield from command_line.checks(options)
    yield from trace_views.checks(options)
    yield from json_lines.checks(options)
    yield from recordings.checks(options)


def check_golden(options, program, kind, arguments):
    actual = run([options.binary, *arguments, program.name], timeout=options.timeout, cwd=program.parent)
    text = f"{actual.out}{actual.err}exit code {actual.code}\n".replace(f"{program.parent}/", "…/")
    if kind in ("vm", "flow"):
        text = re.sub(r"(?s)1 tokens .*?\n(?=6 execution)", "", text)  # the stages have files of their own
    kept = program.with_suffix("") / f"{kind}.txt"
    if options.update and not actual.crash():
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text)
    if not kept.exists():
        return f"{kept.relative_to(ROOT)} is missing; make it with --update and read it"
    return actual.crash() or (short_diff(kept.read_text(), text) if kept.read_text() != text else "")


TRACES = (["--trace"], ["--trace=flow", "--keep=last", "--max-events=50"], ["--trace", "--explain", "--ascii", "--width=100"],
          ["--trace=flow,+locals", "--max-events=200", "--color=always"], ["--trace", "--keep=both", "--max-events=64", "--max-items=1"])


SLOW_UNDER_REFS = ("resumed_by_loops",)  # frames a thousand deep, each line of which is held against all objects


def traced(options):
    """Watching changes nothing: with --trace every script prints what it prints without, and the record ends with why."""
    for index, script in enumerate(sample_scripts() + conformance_scripts()):
        yield f"{name_of(script)} [traced]", lambda s=script, a=TRACES[index % len(TRACES)]: check_traced(options, s, a)
    for index, script in enumerate(sample_scripts() + conformance_scripts()[::12]):
        if script.stem in SLOW_UNDER_REFS:
            continue
        references = ("net", "all")[index % 2]
        yield f"{name_of(script)} [events of memory add up]", lambda s=script, r=references: check_memory_events(options, s, r)
    yield from recordings.script_checks(options, sample_scripts() + conformance_scripts()[::10], run_minipy, name_of)
    yield from json_lines.script_checks(options, sample_scripts() + conformance_scripts()[::15], run_minipy, name_of)
    yield from counts_of_lines.checks(options)
    yield from gc_events.checks(options)
    yield from task_events.checks(options)


def check_memory_events(options, script, references):
    record = WORK / "traced" / f"{script.parent.name}-{script.stem}.memory.txt"
    record.parent.mkdir(parents=True, exist_ok=True)
    run_minipy(options, script, arguments=["--trace=refs", f"--refs={references}", "--max-events=20000", "-o", record])
    rows = record.read_text().splitlines()
    problems, seen = memory_events.replay(rows, lives_on="daemon=True" in script.read_text())
    nothing_ran = re.search(r"  ended by (Syntax|Indentation|Tab|ModuleNotFound)Error", rows[-1])
    return "\n".join(problems) or ("" if seen or nothing_ran or len(rows) < 20 else f"no event of memory\n{rows[-1]}")


def check_traced(options, script, arguments):
    record = WORK / "traced" / f"{script.parent.name}-{script.stem}.txt"
    record.parent.mkdir(parents=True, exist_ok=True)
    expected, actual = run_minipy(options, script), run_minipy(options, script, arguments=[*arguments, "-o", record])
    problem = compare(expected, actual)
    if not problem and hide_addresses(expected.err) != hide_addresses(actual.err):
        problem = short_diff(hide_addresses(expected.err), hide_addresses(actual.err))
    last = record.read_text().splitlines()[-6:] if record.exists() else []  # on narrow terminals the end is wrapped
    plain = [re.sub(r"\x1b\[\d*m", "", row) for row in last]
    ends = [place for place, row in enumerate(plain) if row.startswith("end ")]
    if not ends or any(re.match(r" *\d+ +(T1 +)?\S", row) for row in plain[ends[-1]:]):
        problem += f"\nthe record ends with {last}"
    return problem.strip()


# Stands for CPython's output where it uses memory that is no longer its own: it crashes, or prints what lies there.
NOT_DEFINED = "not defined: CPython crashes, or shows memory that is no longer its own\n"


def differences(options):
    """Every known difference: X.py says the cause, X.cpython.txt and X.minipy.txt are what the two print."""
    for script in sorted((TESTS / "differences").glob("*.py")):
        if script.with_suffix(".cpython.txt").read_text() != NOT_DEFINED:
            yield f"{name_of(script)} [cpython]", lambda s=script: check_kept(options, s, "cpython", cpython_outcome(s))
        yield f"{name_of(script)} [minipy]", lambda s=script: check_kept(options, s, "minipy", run_minipy(options, s))


def check_kept(options, script, who, outcome):
    kept = script.with_suffix(f".{who}.txt")
    text = outcome.out + (outcome.last_line() + "\n" if outcome.err else "")
    if options.update and not outcome.crash():
        kept.write_text(text)
    other = script.with_suffix(".minipy.txt" if who == "cpython" else ".cpython.txt")
    if not kept.exists():
        return f"{kept.name} is missing"
    if other.exists() and other.read_text() == kept.read_text():
        return "there is no difference any more: make it a conformance script"
    return outcome.crash() or (short_diff(kept.read_text(), text) if kept.read_text() != text else "")


def docs(options):
    """What documents quote is real.

    A fenced block's line `$ minipy ARGS` is followed by what that prints (`$ NAME=VALUE minipy ARGS`: with a variable of the
    environment). A block ```LANGUAGE FILE is that file, or, of sources and patches, lines that follow each other in it. A line
    that is only `…` stands for any number of lines. Commands run in the repository's root. The programs in docs/examples/
    print what they print on CPython.
    """
    for document in documents():
        if re.search(r"^\$ (\w+=\S+ )*minipy |^```\w+ \S+$", document.read_text(), re.MULTILINE):
            yield str(document.relative_to(ROOT)), lambda d=document: check_document(options, d)
    for script in sorted((ROOT / "docs/examples").glob("*.py")):
        yield name_of(script), lambda s=script: check_source(options, s)
        yield f"{name_of(script)} [shown]", lambda s=script: check_is_shown(s)
    for name in PICTURED:
        yield f"docs/{name} [has a picture]", lambda n=name: check_has_picture(n)
    yield "docs/pictures [are small, and shown]", check_pictures
    yield from adding.fits()
    yield from lessons.checks(options)


def documents():
    return [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("*/README.md")), *sorted(ROOT.glob("*/*/README.md"))]


def check_is_shown(script):
    name = str(script.relative_to(ROOT))
    return "" if any(name in document.read_text() for document in documents()) else f"no document speaks of {name}"


# Each view, and each page that reads one.
PICTURED = ("text", "json-lines", "page", "recordings", "perfetto", "dot", "memory", "gc", "gil", "frames", "attributes", "ownership")
MOST_OF_A_PICTURE = 150_000  # bytes


def pictures_of(document):
    return [document.parent / name for name in re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", document.read_text(), re.MULTILINE)]


def check_has_picture(name):
    document = ROOT / f"docs/{name}.md"
    found = pictures_of(document)
    missing = [picture.name for picture in found if not picture.exists()]
    listed = f"](docs/{name}.md)" in (ROOT / "README.md").read_text()
    problem = "it shows no picture" if not found else f"there is no {missing}; docs/pictures.py makes it" if missing else ""
    return problem or ("" if listed else "README.md does not list it")


def check_pictures():
    shown = {picture for document in documents() for picture in pictures_of(document)}
    there = [*ROOT.glob("docs/*.png"), *ROOT.glob("docs/*.svg")]
    problems = [f"no document shows {picture.name}" for picture in there if picture not in shown]
    problems += [f"{picture.name} has {picture.stat().st_size} bytes" for picture in there if picture.stat().st_size > MOST_OF_A_PICTURE]
    return "\n".join(problems)


def check_document(options, document):
    problems, text = [], document.read_text()

    def check(match):
        setting, command, quoted = match[1], match[2], match[3]
        variables = dict(word.split("=", 1) for word in setting.split())
        actual = run([options.binary, *shlex.split(command)], timeout=options.timeout, **variables)
        printed = actual.out + actual.err
        if actual.crash() or not re.fullmatch(pattern_of(quoted), printed):
            problems.append(f"$ minipy {command}\n{actual.crash() or short_diff(quoted, printed)}")
        return match[0] if "…\n" in quoted else f"$ {setting}minipy {command}\n{printed}"

    updated = re.sub(r"^\$ ((?:\w+=\S+ )*)minipy (.*)\n((?:(?!```|\$ ).*\n)*)", check, text, flags=re.MULTILINE)
    if options.update and updated != text:
        document.write_text(updated)
    for name, quoted in re.findall(r"^```\w+ (\S+)\n((?:(?!```).*\n)*)", text, re.MULTILINE):
        source = (ROOT / name).read_text() if (ROOT / name).exists() else ""
        if name.endswith(".patch"):  # what it adds
            source = "".join(line[1:] for line in source.splitlines(True) if line.startswith("+"))
        whole = name.startswith("docs/") and name.endswith(".py")
        if not (re.fullmatch if whole else re.search)(pattern_of(quoted) if whole else "^" + pattern_of(quoted), source, re.MULTILINE):
            problems.append(f"{name} does not contain\n{quoted}")
    return "\n".join(problems)


def pattern_of(quoted):
    return "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) for line in quoted.splitlines(True))


# ---------------------------------------------------------------- unit tests


def unit(options):
    """GoogleTest programs; they are built with the sanitizers."""
    folder = options.asan_binary.parent / "tests"
    for program in sorted(folder.glob("*_tests")):
        listing = run([program, "--gtest_list_tests"], timeout=60, limit_memory=False).out
        for name in test_names(listing):
            yield f"unit/{program.stem.removesuffix('_tests')}/{name}", lambda p=program, n=name: unit_results(p, n)


def test_names(listing):
    """One check for each GoogleTest suite (TEST's first argument) keeps the number of processes low."""
    return [line.split(".")[0] for line in listing.splitlines() if line and not line.startswith(" ") and "." in line]


def unit_results(program, suite):
    roomy = ["prlimit", f"--stack={64 << 20}"]  # frames are larger under the sanitizers, the depths asked for are CPython's
    outcome = run([*roomy, program, f"--gtest_filter={suite}.*", "--gtest_brief=1", "--gtest_color=no"], timeout=300,
                  limit_memory=False)
    return "" if outcome.code == 0 else "\n".join((outcome.crash() + "\n" + outcome.out + outcome.err).splitlines()[-40:])


# ---------------------------------------------------------------- running


SUITES = {"unit": unit, "golden": golden, "conformance": conformance, "differences": differences, "samples": samples,
          "traced": traced, "perfetto": perfetto.checks, "agreement": agreement.checks,
          "browser": browser.checks, "bad-input": bad_input, "docs": docs, "audit": audit, "boehm": under_boehm, "asan": asan, "stages": stages,
          "library": library.checks, "cache": caching.checks, "fuzz": fuzzing.checks, "memory": allocation_failures.checks,
          "house": house.checks, "races": race_detection.checks, "threads": thread_programs.checks,
          "adding": adding.checks, "tsan": tsan}
BY_NAME_ONLY = ("tsan",)


def pending_patterns():
    """What minipy does not do yet: names (or patterns) of tests that are expected to fail, with the reason behind `#`.
    The list may only shrink: a listed test that passes is named, so that it is taken off."""
    lines = (TESTS / "pending.txt").read_text(encoding="utf-8").splitlines()
    return [pattern for line in lines if (pattern := line.split("#")[0].strip())]


def run_suite(options, suite, shown):
    began, failures, passed, skipped = time.monotonic(), [], 0, 0
    patterns = pending_patterns()
    tests = [test for test in SUITES[suite](options) if fnmatch.fnmatch(test[0], f"*{options.filter}*")]
    if options.list:
        print("\n".join(name for name, _ in tests))
        return 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, problem in pool.map(lambda test: (test[0], outcome_of(test[1])), tests):
            pending = any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
            if pending and problem:
                skipped += 1
                continue
            if pending:
                print(f"passes now: {name}; take it off tests/pending.txt", flush=True)
            if not problem:
                passed += 1
                continue
            failures.append(name)
            if options.verbose or shown + len(failures) <= 40:
                print(f"FAILED {name}\n" + "\n".join("    " + line for line in problem.splitlines()), flush=True)
            elif shown + len(failures) < 1000:
                print(f"FAILED {name}", flush=True)
    print(f"{suite:12} {passed:5} passed {len(failures):4} failed {skipped:4} pending  {time.monotonic() - began:7.1f} s", flush=True)
    return passed, len(failures), skipped


def outcome_of(check):
    try:
        return check()
    except Exception as error:  # a broken test is a failed test
        return f"{type(error).__name__}: {error}"


def main():
    options = parse_options()
    # nohup has the first ignored, a shell's background the second, and who ignores a signal hands that on.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    passed = failed = skipped = 0
    for suite in options.suites or [suite for suite in SUITES if suite not in BY_NAME_ONLY]:
        good, bad, pending = run_suite(options, suite, failed)
        passed, failed, skipped = passed + good, failed + bad, skipped + pending
    if not options.list:
        print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not (passed or options.list) else 0


if __name__ == "__main__":
    sys.exit(main())
