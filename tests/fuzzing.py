# SPDX-License-Identifier: MIT
"""Fuzzing: inputs that libFuzzer makes up, and replaying the ones that are kept.

    ./dev fuzz source --runs 1000000      the targets are fuzz/*_fuzzer.cpp: source, pyc, recording
    ./dev fuzz pyc --keep                 afterwards keep the inputs that reach all code that was reached
    ./dev fuzz hostile --calls 100000     hostile arguments for everything that can be called: hostile.py
    ./dev test fuzz                       replays the kept inputs and crashes, under the sanitizers

fuzz/TARGET_corpus.zip holds the kept inputs, fuzz/crashes/TARGET/ every input that crashed once, named after what it did.
Fuzzing goes on from these, from the samples and from the conformance scripts; what it finds collects in build/fuzz/inputs.
"""

import argparse
import shutil
import subprocess
import sys
import zipfile

import hostile
import support

sys.path.insert(0, str(support.ROOT / "tests/fuzz"))
import mutated_recordings

FUZZ = support.ROOT / "tests/fuzz"
FOUND = support.ROOT / "build/fuzz/inputs"
TARGETS = sorted(path.stem.removesuffix("_fuzzer") for path in FUZZ.glob("*_fuzzer.cpp"))
LONGEST = {"recording": 20_000}  # bytes of an input; others: 1200
PYC_HEADER = 16
HOSTILE_SEEDS, HOSTILE_CALLS = (1, 2), 3000
MUTATED_SEEDS, MUTATED_RECORDINGS, ALL_MUTATED_RECORDINGS = (1, 2), 3000, 1_000_000  # the last with --full, of all seeds


def unpack_corpus(target, folder):
    archive = FUZZ / f"{target}_corpus.zip"
    if archive.exists():
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)


# ---------------------------------------------------------------- replaying


def replay(options, target):
    folder = support.WORK / "fuzz" / target
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    unpack_corpus(target, folder)
    program = support.ROOT / f"build/asan/{target}_fuzzer"
    crashes = [path for path in [FUZZ / "crashes" / target] if path.exists()]
    outcome = support.run([program, folder, *crashes], timeout=600, limit_memory=False)
    if outcome.code != 0:
        return f"{outcome.crash() or outcome.code}\n" + "\n".join(outcome.err.splitlines()[:40])
    return "" if int(outcome.out.split()[0]) > 100 else f"only {outcome.out}"


def checks(options):
    for target in TARGETS:
        if target == "recording":
            continue  # journals change with every build: its inputs are made anew
        yield f"fuzz/the kept inputs of {target}", lambda target=target: replay(options, target)
    for seed in HOSTILE_SEEDS:
        yield f"fuzz/hostile arguments {seed}", lambda seed=seed: hostile.check(options, seed, HOSTILE_CALLS)
    for seed in MUTATED_SEEDS:
        count = ALL_MUTATED_RECORDINGS // len(MUTATED_SEEDS) if options.full else MUTATED_RECORDINGS
        yield f"fuzz/mutated recordings {seed}", lambda seed=seed, count=count: mutated_recordings.check(options, seed, count)


# ---------------------------------------------------------------- fuzzing


def scripts():
    return [*support.ROOT.glob("samples/*.py"), *support.ROOT.glob("tests/conformance/*/*.py")]


def write_seeds(target, folder):
    """What a program of ours looks like in the target's format."""
    folder.mkdir(parents=True, exist_ok=True)
    if target == "recording":
        return mutated_recordings.write_seeds(support.ROOT / "build/release/minipy", folder)
    for script in scripts():
        seed = folder / f"{script.parent.name}-{script.stem}"
        if target == "source":
            seed.write_bytes(script.read_bytes())
        elif subprocess.run([support.ROOT / "build/release/minipy", "--emit-pyc", seed, script], capture_output=True).returncode == 0:
            seed.write_bytes(seed.read_bytes()[PYC_HEADER:])


def fuzz(options):
    program, inputs, seeds = support.ROOT / f"build/fuzz/{options.target}_fuzzer", FOUND / options.target, FOUND / f"{options.target}-seeds"
    inputs.mkdir(parents=True, exist_ok=True)
    unpack_corpus(options.target, inputs)
    write_seeds(options.target, seeds)
    limits = [f"-runs={options.runs}", f"-max_total_time={options.seconds}", f"-max_len={LONGEST.get(options.target, 1200)}", "-timeout=20"]
    crashes = FUZZ / "crashes" / options.target
    crashes.mkdir(parents=True, exist_ok=True)
    code = subprocess.run([program, *limits, "-print_final_stats=1", f"-artifact_prefix={crashes}/", inputs, seeds]).returncode
    if code != 0:
        print(f"the input is kept in {crashes}: name it after what it does when it is mended", file=sys.stderr)
    return code


def keep(target):
    """The corpus: the fewest and smallest inputs that reach all edges that are reached."""
    smallest = FOUND / f"{target}-smallest"
    shutil.rmtree(smallest, ignore_errors=True)
    smallest.mkdir(parents=True)
    program = support.ROOT / f"build/fuzz/{target}_fuzzer"
    subprocess.run([program, "-merge=1", "-use_counters=0", f"-max_len={LONGEST.get(target, 1200)}", smallest, FOUND / target, FOUND / f"{target}-seeds"],
                   check=True, stderr=subprocess.DEVNULL)
    with zipfile.ZipFile(FUZZ / f"{target}_corpus.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number, path in enumerate(sorted(smallest.iterdir(), key=lambda path: (path.stat().st_size, path.name))):
            archive.writestr(zipfile.ZipInfo(f"{number:04}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
    print(f"{number + 1} inputs are kept in {archive.filename}")


def main():
    if sys.argv[1:2] == ["hostile"]:
        return hostile.main(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="./dev fuzz", description="Feeds made-up inputs to a fuzz target under the sanitizers.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=-1, help="stop after so many inputs (default: never)")
    parser.add_argument("--seconds", type=int, default=0, help="stop after so many seconds (default: never)")
    parser.add_argument("--keep", action="store_true", help="at the end write the corpus that ./dev test fuzz replays")
    options = parser.parse_args()
    code = fuzz(options)
    if options.keep:
        keep(options.target)
    return code


if __name__ == "__main__":
    sys.exit(main())
