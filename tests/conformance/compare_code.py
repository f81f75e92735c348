#!/usr/bin/env python3.11
"""Compares minipy's compiler with CPython's: every field of every code object, recursively.

    python3.11 compare_code.py PYC_DIRECTORY LIST     LIST names sources; PYC_DIRECTORY/<number>.pyc is minipy's result
    python3.11 compare_code.py --run MINIPY FILE…     runs `minipy --emit-pyc` for each file

Prints the first difference of each file and figures at the end. Behaviour fields (code, constants, names, tables that
the program sees) are told apart from locations.
"""
import dis
import marshal
import os
import subprocess
import sys
import tempfile
import types
import warnings

EXACT = ["co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags",
         "co_firstlineno", "co_varnames", "co_cellvars", "co_freevars", "co_names", "co_code", "co_stacksize",
         "co_exceptiontable", "co_linetable"]


def same_constant(ours, theirs):
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, tuple):
        return len(ours) == len(theirs) and all(map(same_constant, ours, theirs))
    if isinstance(ours, (frozenset, float, complex)):
        return repr(sorted(map(repr, ours))) == repr(sorted(map(repr, theirs))) if isinstance(ours, frozenset) else repr(ours) == repr(theirs)
    return ours == theirs


def show(code):
    return [(i.offset, i.opname, i.arg, i.argrepr if not isinstance(i.argval, types.CodeType) else "code", tuple(i.positions))
            for i in dis.get_instructions(code)]


def difference(ours, theirs):
    """(where, what, ours, theirs) of the first difference; None when there is none."""
    where = f"{theirs.co_qualname}:{theirs.co_firstlineno}"
    for field in EXACT[:-5]:
        if getattr(ours, field) != getattr(theirs, field):
            return where, field, getattr(ours, field), getattr(theirs, field)
    for field in EXACT[-5:]:
        if getattr(ours, field) != getattr(theirs, field):
            for left, right in zip(show(ours), show(theirs)):
                if left != right:
                    return where, field, left, right
            return where, field, getattr(ours, field), getattr(theirs, field)
    if len(ours.co_consts) != len(theirs.co_consts):
        return where, "co_consts", ours.co_consts, theirs.co_consts
    for left, right in zip(ours.co_consts, theirs.co_consts):
        if isinstance(left, types.CodeType) and isinstance(right, types.CodeType):
            found = difference(left, right)
            if found:
                return found
        elif not same_constant(left, right):
            return where, "co_consts", left, right
    return None


def theirs_of(path):
    with open(path, "rb") as file:
        source = file.read()
    return compile(source, path, "exec", dont_inherit=True)


def compare(path, pyc):
    try:
        theirs = theirs_of(path)
    except SyntaxError as error:
        return None if pyc is None else (path, "compiles", "accepted", error)
    if pyc is None:
        return path, "compiles", "rejected", "accepted"
    return difference(marshal.loads(pyc[16:]), theirs)


def emit(minipy, path):
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "out.pyc")
        if subprocess.run([minipy, "--emit-pyc", output, path], capture_output=True).returncode != 0:
            return None
        with open(output, "rb") as file:
            return file.read()


def pairs(arguments):
    if arguments[0] == "--run":
        for path in arguments[2:]:
            yield path, emit(arguments[1], path)
        return
    folder, listing = arguments
    for number, path in enumerate(open(listing).read().split("\n")):
        if not path:
            continue
        output = os.path.join(folder, f"{number}.pyc")
        yield path, open(output, "rb").read() if os.path.exists(output) else None


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    total = same = 0
    kinds = {}
    for path, pyc in pairs(sys.argv[1:]):
        total += 1
        found = compare(path, pyc)
        if found is None:
            same += 1
            continue
        where, what, ours, theirs = found
        kinds[what] = kinds.get(what, 0) + 1
        print(f"{path}: {where}: {what}\n    minipy  {str(ours)[:300]}\n    CPython {str(theirs)[:300]}")
    print(f"{same} of {total} equal; first differences: {kinds}")
    return same != total


if __name__ == "__main__":
    sys.exit(main())
