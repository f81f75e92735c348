# SPDX-License-Identifier: MIT
"""Runs damaged .pyc files: no signal, no sanitizer report, whatever stands in them.

    /usr/bin/python3.11 tests/fuzz/damaged_pyc.py [--binary build/asan/minipy] [--seconds 60] [--seed 1]

CPython compiles the samples and conformance scripts; one thing in one of their code objects is changed (an instruction, a
table, a count), or some bytes of the whole file; minipy runs the result. What crashes is kept in build/tests/damaged-pyc.
Damage that leaves a sensible program runs, other damage must be refused: by marshal or by the verifier.
"""

import argparse
import collections
import dis
import importlib.util
import marshal
import pathlib
import random
import struct
import sys
import time
import types

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import support

HEADER = importlib.util.MAGIC_NUMBER + bytes(12)
OPCODES = [number for name, number in dis.opmap.items() if name != "CACHE"]
SKIPPED = ("recursion", "exit_codes")  # what runs long or kills itself anyway


class Parts:
    """A code object as marshal writes it, open to changes that types.CodeType would refuse."""

    def __init__(self, code):
        self.numbers = [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_stacksize, code.co_flags]
        self.code, self.names, self.first_line = code.co_code, code.co_names, code.co_firstlineno
        self.constants = [Parts(item) if isinstance(item, types.CodeType) else item for item in code.co_consts]
        kinds = {name: 0x20 for name in code.co_varnames}
        for name in code.co_cellvars:
            kinds[name] = kinds.get(name, 0) | 0x40
        self.variables = [*kinds.items(), *((name, 0x80) for name in code.co_freevars)]
        self.texts = (code.co_filename, code.co_name, code.co_qualname)
        self.line_table, self.exception_table = code.co_linetable, code.co_exceptiontable

    def dump(self):
        names, kinds = tuple(name for name, _ in self.variables), bytes(kind for _, kind in self.variables)
        return b"".join([b"c", struct.pack("<5i", *self.numbers), dump(self.code), dump(tuple(self.constants)), dump(self.names),
                         dump(names), dump(kinds), *map(dump, self.texts), struct.pack("<i", self.first_line),
                         dump(self.line_table), dump(self.exception_table)])


def dump(item):
    if isinstance(item, Parts):
        return item.dump()
    if isinstance(item, tuple):
        return b"(" + struct.pack("<i", len(item)) + b"".join(map(dump, item))
    return marshal.dumps(item, 2)


# ---------------------------------------------------------------- damage


def damage_bytes(chance, data, start=0, times=1):
    data = bytearray(data)
    for _ in range(times):
        place = chance.randrange(start, len(data))
        match chance.randrange(5):
            case 0: del data[place]
            case 1: data.insert(place, chance.randrange(256))
            case 2: data[place] ^= 1 << chance.randrange(8)
            case _: data[place] = chance.randrange(256)
    return bytes(data)


def damage_instructions(chance, code):
    code = bytearray(code)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        place, other = 2 * chance.randrange(len(code) // 2), 2 * chance.randrange(len(code) // 2)
        match chance.randrange(5):
            case 0: code[place] = chance.choice(OPCODES)
            case 1: code[place : place + 2], code[other : other + 2] = code[other : other + 2], code[place : place + 2]
            case 2: code[place + 1] = chance.randrange(256)
            case 3: code[place + 1] = (code[place + 1] + chance.choice([-2, -1, 1, 2])) & 255
            case 4: code[place + 1] = chance.randrange(6)
    return bytes(code)


def damage(chance, parts):
    inner = [item for item in parts.constants if isinstance(item, Parts)]
    if inner and chance.random() < 0.75:
        return damage(chance, chance.choice(inner))
    match chance.choices(range(8), [60, 10, 10, 5, 5, 3, 3, 4])[0]:
        case 1 if parts.exception_table: parts.exception_table = damage_bytes(chance, parts.exception_table)
        case 2: parts.line_table = damage_bytes(chance, parts.line_table, times=2)
        case 3: parts.numbers[3] = chance.choice([-1, 0, 1, parts.numbers[3] - 1, 100_000, 2**31 - 1])
        case 4: parts.numbers[4] ^= 1 << chance.randrange(10)
        case 5: chance.shuffle(parts.constants)
        case 6: parts.numbers[chance.randrange(3)] += chance.choice([-1, 1])
        case 7 if parts.variables:
            index = chance.randrange(len(parts.variables))
            parts.variables[index] = (parts.variables[index][0], chance.choice([0, 0x20, 0x40, 0x60, 0x80, 0xA0]))
        case _: parts.code = damage_instructions(chance, parts.code)


def damaged_file(chance, code):
    if chance.random() < 0.2:
        return damage_bytes(chance, HEADER + marshal.dumps(code), len(HEADER), chance.choice([1, 1, 2, 5]))
    parts = Parts(code)
    damage(chance, parts)
    return HEADER + parts.dump()


# ---------------------------------------------------------------- running


def programs():
    for script in sorted((support.ROOT / "samples").glob("*.py")) + sorted((support.ROOT / "tests/conformance").glob("*/*.py")):
        if not any(word in str(script) for word in SKIPPED):
            try:
                yield script, compile(script.read_bytes(), str(script), "exec", dont_inherit=True)
            except SyntaxError:
                pass


def kind_of(outcome):
    if outcome.timed_out:
        return "stopped"
    if outcome.crash():
        return "crashed"
    for words, kind in (("bad code object", "refused by the verifier"), ("marshal", "refused by marshal"), ("code: ", "refused by marshal")):
        if words in outcome.last_line():
            return kind
    return "ran"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, default=support.ROOT / "build/asan/minipy")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = support.WORK / "damaged-pyc"
    folder.mkdir(parents=True, exist_ok=True)
    chance, end, counts = random.Random(options.seed), time.monotonic() + options.seconds, collections.Counter()
    candidates = list(programs())
    while time.monotonic() < end:
        script, code = chance.choice(candidates)
        file = folder / f"{options.seed}.pyc"
        file.write_bytes(damaged_file(chance, code))
        outcome = support.run([options.binary, file], timeout=10, limit_memory=False, cwd=folder, PYTHONPATH=str(script.parent))
        kind = kind_of(outcome)
        counts[kind] += 1
        if kind == "crashed":
            kept = file.rename(folder / f"crash-{options.seed}-{counts[kind]}.pyc")
            print(f"{kept} ({script.name}): {outcome.crash()}\n" + "\n".join(outcome.err.splitlines()[-12:]), flush=True)
    print(sum(counts.values()), "files:", ", ".join(f"{count} {kind}" for kind, count in counts.most_common()))
    return 1 if counts["crashed"] else 0


if __name__ == "__main__":
    sys.exit(main())
