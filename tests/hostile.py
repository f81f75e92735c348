# SPDX-License-Identifier: MIT
"""Runs fuzz/hostile/ in child processes and says which of its calls crash.

    ./dev fuzz hostile --calls 100000 [--seed 1]      batches under the sanitizers; crashes are kept in build/fuzz/hostile
    … --seed 1 --only 4711 [--trace]                  one call alone: its program, and what its hostile objects do

A batch is a process of its own: an unprivileged user where that is possible, an empty folder, limits. After a crash the
batch goes on with the next call in a new process. Each crash is run again alone; crashes with the same innermost functions
are one finding. A call that takes too long is skipped: an endless loop may be what it asks for.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

import support

PROGRAM = support.ROOT / "tests/fuzz/hostile/hostile.py"
WORK = support.ROOT / "build/fuzz/hostile"
BATCH = 4000  # calls of one process
PATIENCE = 4  # seconds without a new call
NOBODY = 65534
MEMORY = 2 << 30
SANITIZERS = "detect_leaks=0:allocator_may_return_null=1:max_allocation_size_mb=128:hard_rss_limit_mb=2000:exitcode=99:detect_stack_use_after_return=0"
IN_THE_PROJECT = re.compile(r"#\d+ 0x\w+ in (.+?) (?:\S*/)?((?:runtime|vm|modules|compiler|parser|lexer|cli|trace)/[\w/.]+):(\d+)")


@dataclasses.dataclass
class Ending:
    """How a process ended: `number` is the call that ran last; kind is empty when the batch is done."""

    kind: str
    number: int
    report: str = ""

    def signature(self):
        frames = [f"{function.split('(')[0].removeprefix('minipy::')} {path.rpartition('/')[2]}" for function, path,
        _ in IN_THE_PROJECT.findall(self.report)]
        return f"{self.kind}: " + " < ".join(frames[:3])


def start(options, folder, words, progress):
    """The child: its own process group, nobody's rights when we are root, an empty folder, limits."""
    sanitized = options.binary == options.asan_binary

    def limits():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 24, 1 << 24))
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
        if not sanitized:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if as_nobody:
        os.chown(folder, NOBODY, NOBODY)
    with open(f"{folder}.report", "wb") as report:
        return subprocess.Popen([options.binary, PROGRAM, *words], cwd=folder,
        env=support.clean_environment(ASAN_OPTIONS=SANITIZERS), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=report, start_new_session=True, pass_fds=[progress], preexec_fn=limits,
                                **as_nobody)


def run_once(options, name, first, calls):
    """One process from call `first` on."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (WORK / f"{name}.progress").unlink(missing_ok=True)
    with open(WORK / f"{name}.progress", "a+b") as file:  # written at its end, wherever a call has sought
        progress = file.fileno()
        child = start(options, folder, [f"--seed={options.batch_seed}", f"--first={first}", f"--calls={calls}",
        f"--progress={progress}"], progress)
        size, since = 0, time.monotonic()
        while child.poll() is None:
            time.sleep(0.02)
            if os.fstat(progress).st_size != size:
                size, since = os.fstat(progress).st_size, time.monotonic()
            elif time.monotonic() - since > options.patience:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                return Ending("too long", last_number(file, first))
        number, done = last_number(file, first), words_of(file)[-1:] == [b"done"]
    if done and child.returncode == 0:  # a call may write "done", too
        return Ending("", first + calls)
    report = (WORK / f"{name}.report").read_text(errors="replace")
    return Ending(kind_of(child.returncode, report), number, report)


def words_of(file):
    """What was written into the file of progress. A hostile call may have lengthened it by zeros."""
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).replace(b"\0", b" ").split()


def last_number(file, first):
    """Of the call that ran last. A hostile call may have written into the file, numbers too: only one that follows the last one
    counts, or the next but one, where such a text has swallowed a number."""
    last = first
    for word in words_of(file):
        if word in (b"%d" % (last + 1), b"%d" % (last + 2)):
            last = int(word)
    return last


def kind_of(code, report):
    if found := re.search(r"ERROR: AddressSanitizer:? ([\w-]+)|runtime error: ([^\n]*)|hard rss limit (exhausted)",
        report):
        return found[1] or (found[2] and re.sub(r"0x\w+|-?\d+", "N", found[2])[:60]) or "too much memory"
    if found := re.search(r"Fatal Python error: ([^\n]*)", report):
        return found[0]
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


# What a batch may end with that says nothing about minipy: endless by its own meaning, or the fuzzer's own state is gone (120:
# its standard streams, too; SIGINT: a hostile KeyboardInterrupt has left the fuzzer's loop).
NO_CRASH = ("too long", "too much memory", "signal SIGALRM", "signal SIGINT", "exit code 1", "exit code 120")
MOST_SKIPPED = 100  # one call in so many; more means that the fuzzer itself does not work


def run_batch(options, seed):
    """All calls of a batch: the crashes in it."""
    options = argparse.Namespace(**vars(options), batch_seed=seed)
    crashes, first, end = [], options.first, options.first + options.batch
    skipped = []
    while first < end:
        ending = run_once(options, f"batch-{seed}", first, end - first)
        first = ending.number + 1
        if ending.kind in NO_CRASH:
            skipped.append((ending.kind, ending.number))
        elif ending.kind:
            alone = run_once(options, f"alone-{seed}", ending.number, 1)
            crashes.append((seed, ending, alone.kind not in ("", *NO_CRASH)))
            keep(seed, ending)
    for name in ("batch", "alone"):
        shutil.rmtree(WORK / f"{name}-{seed}", ignore_errors=True)
        for kind in ("progress", "report"):
            (WORK / f"{name}-{seed}.{kind}").unlink(missing_ok=True)
    return crashes, skipped


def keep(seed, ending):
    folder = WORK / "crashes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}-{ending.number}.txt").write_text(f"{ending.signature()}\n{ending.report}")


def hunt(options):
    """Runs the batches; gives a table of the findings."""
    calls, findings, skipped, began = 0, collections.defaultdict(list), 0, time.monotonic()
    seeds = range(options.seed, options.seed + -(-options.calls // options.batch))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for crashes, passed_over in pool.map(lambda seed: run_batch(options, seed), seeds):
            calls += options.batch
            skipped += len(passed_over)
            if options.verbose and passed_over:
                print("skipped", *passed_over, flush=True)
            for seed, ending, alone in crashes:
                findings[ending.signature()].append(f"--seed {seed} --only {ending.number}{'' if alone else ' (only after others)'}")
    lines = [f"{len(where):5} {signature}\n      {', '.join(where[:3])}" for signature,
        where in sorted(findings.items(), key=lambda item: -len(item[1]))]
    total = sum(map(len, findings.values()))
    if skipped > max(3, calls // MOST_SKIPPED):
        total += 1
        lines.append(f"too many calls are skipped: does {PROGRAM.name} run at all? --only shows a call")
    lines.append(f"{calls} calls, {total} crashes of {len(findings)} kinds, {skipped} calls skipped, seeds {seeds[0]} to {seeds[-1]}, {time.monotonic() - began:.0f} s")
    return total, "\n".join(lines)


def show(options):
    """One call in the open: the program, and with --trace what happens."""
    folder = WORK / "shown"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = [f"--seed={options.seed}", f"--only={options.only}", *(["--trace"] if options.trace else [])]
    environment = support.clean_environment(ASAN_OPTIONS=SANITIZERS)
    return subprocess.run([options.binary, PROGRAM, *words], cwd=folder, env=environment,
        stdin=subprocess.DEVNULL).returncode


def check(options, seed, calls):
    """A test of run.py: no crash in a fixed batch."""
    asan = options.asan_binary if options.asan_binary.exists() else options.binary
    chosen = argparse.Namespace(binary=asan, asan_binary=options.asan_binary, seed=seed, calls=calls, batch=calls,
        jobs=1, first=0, verbose=False, patience=PATIENCE)
    crashes, table = hunt(chosen)
    return table if crashes else ""


def parse(words):
    parser = argparse.ArgumentParser(prog="./dev fuzz hostile", description=__doc__.partition("\n")[0])
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1, help="of the first batch; each batch has the next")
    parser.add_argument("--batch", type=int, default=BATCH, help="calls of one process")
    parser.add_argument("--first", type=int, default=0, help="begin each batch with this call")
    parser.add_argument("--only", type=int, help="show and run one call of the batch")
    parser.add_argument("--trace", action="store_true", help="with --only: what the hostile objects do")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--binary", type=pathlib.Path, default=support.ROOT / "build/asan/minipy")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds until a call is skipped as endless")
    parser.add_argument("--verbose", action="store_true", help="name the calls that were skipped")
    options = parser.parse_args(words)
    options.binary = options.binary.absolute()
    options.asan_binary = support.ROOT / "build/asan/minipy"
    return options


def main(words):
    options = parse(words)
    if options.only is not None:
        return show(options)
    total, table = hunt(options)
    print(table)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
