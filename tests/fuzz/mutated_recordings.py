# SPDX-License-Identifier: MIT
"""Recordings that are nearly right, shown under the sanitizers: whatever stands in them, minipy does not crash.

    /usr/bin/python3.11 tests/fuzz/mutated_recordings.py [--count 10000] [--seed 1]

The seeds are recordings of short programs. One or several parts of one are changed (a byte, a number, a piece taken from
another part), left out, doubled or exchanged for another recording's; recording_fuzzer puts the checksums right, so that
what is behind them is reached. Part of `./dev test fuzz`: a few thousand, with --full a million.
"""

import argparse
import pathlib
import random
import shutil
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import support

HEAD = 15  # signature and version
RUN, SOURCE, CODE, BEGINS, JOURNAL, OUTSIDE, END = range(1, 8)
WEIGHTS = {RUN: 1, SOURCE: 1, CODE: 5, BEGINS: 0, JOURNAL: 20, OUTSIDE: 1, END: 1}
BATCH = 250

PROGRAMS = (
    "x = [1, 2]\ny = {'a': x, 'b': (1, 2.5, None)}\nfor i in x: print(i)\ndel x, y\n",
    "def f(n, *rest, k=1): return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(4))\n",
    "def g():\n    try: yield 1\n    finally: print('end')\nfor i in g(): pass\ng().close()\n",
    "class P:\n    def __init__(self, x): self.x = x\n    def __del__(self): print('dies')\n"
    "import gc\np = P(1); p.me = p; del p; gc.collect()\n",
    "try:\n    try: 1 / 0\n    except KeyError: pass\nexcept Exception as e: print(e)\n",
    "import _thread, time\nlock = _thread.allocate_lock()\ndef w():\n    with lock: pass\n"
    "_thread.start_new_thread(w, ())\nfor i in range(300): pass\ntime.sleep(0.01)\n",
    "import _weakref\nclass N: __slots__ = ('a', '__weakref__')\nn = N(); n.a = 10 ** 40; w = _weakref.ref(n, print); del n\n",
    "def outer():\n    c = 'text'\n    def inner(): nonlocal c; c += 'é\\ud800'; return c\n    return inner\nprint(ascii(outer()()))\n",
    "async def a(): return 1\nasync def b(): return await a()\nc = b()\ntry: c.send(None)\nexcept StopIteration as s: print(s.value)\n",
    "assert 1 is not 2 and 'ab' == 'a' + 'b'\nx, *y = range(300)\nz = {*y, 3}\nprint(len(z), frozenset([1]), b'bytes')\n",
    "import signal\nsignal.signal(signal.SIGALRM, lambda *a: print('alarm'))\nsignal.raise_signal(signal.SIGALRM)\n",
    "x = (\n",
)
CHOICES = (["--trace=all"], ["--trace"], ["--trace=flow"], ["--trace=all", "--refs=all", "--ids=all", "--library"])


def write_seeds(binary, folder):
    """Files of recordings; of large libraries one can learn no more, so the largest are not among them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, program in enumerate(PROGRAMS):
        for way, arguments in enumerate(CHOICES):
            path = folder / f"{number}-{way}.trace"
            support.run([binary, *arguments, "-o", path, "-c", program], timeout=60)
            if path.stat().st_size > 200_000:
                path.unlink()
    return sorted(folder.glob("*.trace"))


def seeds(options, seed):
    """Recordings as lists of (kind, bytes), with their first bytes."""
    return [split(path.read_bytes()) for path in write_seeds(options.binary, support.WORK / f"mutated-recordings/seeds-{seed}")]


def split(data):
    parts, place = [], HEAD
    while place < len(data):
        kind, size, _ = struct.unpack_from("<BII", data, place)
        parts.append((kind, data[place + 9 : place + 9 + size]))
        place += 9 + size
    return data[:HEAD], parts


def join(head, parts):
    return head + b"".join(struct.pack("<BII", kind, len(data), 0) + data for kind, data in parts)  # checksums: recording_fuzzer


def changed(chance, data, other):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(8):
            case 0: del data[place : place + chance.choice([1, 1, 2, 5, 50])]
            case 1: data[place:place] = chance.randbytes(chance.choice([1, 2, 5]))
            case 2 if data: data[place % len(data)] ^= 1 << chance.randrange(8)
            case 3 if data: data[place % len(data)] = chance.choice([0, 1, 127, 128, 255, *range(0xC0, 0xD2)])
            case 4: data[place:place] = number(chance)
            case 5 if data:  # a record twice, or further on
                begin = chance.randrange(len(data))
                data[place:place] = data[begin : begin + chance.choice([2, 5, 20, 100])]
            case 6 if other:
                begin = chance.randrange(len(other))
                data[place : place + 5] = other[begin : begin + chance.choice([2, 5, 20, 100])]
            case _:
                if data:
                    data[place % len(data)] = (data[place % len(data)] + chance.choice([-2, -1, 1, 2])) & 255
    return bytes(data)


def number(chance):
    value = chance.choice([0, 1, 2**7, 2**14, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63, 2**64 - 1, chance.randrange(2**16)])
    result = bytearray()
    while value >= 0x80:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value)
    return bytes(result)


def mutated(chance, recordings):
    head, parts = chance.choice(recordings)
    parts = list(parts)
    other = chance.choice(recordings)[1]
    for _ in range(chance.choice([1, 1, 1, 2])):
        index = chance.choices(range(len(parts)), [WEIGHTS[kind] for kind, _ in parts])[0]
        kind, data = parts[index]
        match chance.randrange(20):
            case 0: del parts[index]
            case 1: parts.insert(chance.randrange(len(parts)), parts[index])
            case 2: parts[index] = (chance.randrange(1, 8), data)
            case 3: parts[index] = chance.choice([part for part in other if part[0] == kind] or [parts[index]])
            case _:
                alike = [piece for other_kind, piece in other if other_kind == kind]
                parts[index] = (kind, changed(chance, data, chance.choice(alike) if alike else b""))
    return join(head, parts)


def shows(program, paths):
    return support.run([program, *paths], timeout=900, limit_memory=False, ASAN_OPTIONS="detect_leaks=0:max_allocation_size_mb=2000")


def check(options, seed, count):
    chance, recordings = random.Random(seed), seeds(options, seed)
    program = options.asan_binary.parent / "recording_fuzzer"
    folder = support.WORK / f"mutated-recordings/{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for begin in range(0, count, BATCH):
        paths = [folder / f"{index}.trace" for index in range(min(BATCH, count - begin))]
        for path in paths:
            path.write_bytes(mutated(chance, recordings))
        outcome = shows(program, paths)
        if outcome.code != 0 or f"{len(paths)} inputs" not in outcome.out:
            return culprit(program, paths, seed) or f"{outcome.code} {outcome.crash()} only together\n{outcome.err[-3000:]}"
    return ""


def culprit(program, paths, seed):
    for path in paths:
        outcome = shows(program, [path])
        if outcome.code != 0:
            kept = path.rename(path.parent.parent / f"crash-{seed}-{path.name}")
            lines = [line for line in outcome.err.splitlines() if not line.startswith("minipy: --view")]
            return f"{kept}: {outcome.crash() or outcome.code}\n" + "\n".join(lines[:25])
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, default=support.ROOT / "build/release/minipy")
    parser.add_argument("--asan-binary", type=pathlib.Path, default=support.ROOT / "build/asan/minipy")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    problem = check(options, options.seed, options.count)
    print(problem or f"{options.count} recordings")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
