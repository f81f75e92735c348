# SPDX-License-Identifier: MIT
"""Compares two code objects: every co_* field, the same for the code objects among the constants."""

import dis
import types

METHODS = {"co_lines", "co_positions", "co_lnotab"}  # the first two read co_linetable, the last is deprecated
FIELDS = sorted(name for name in dir(types.CodeType) if name.startswith("co_") and name not in METHODS)


def same_constant(ours, theirs):
    """Equality that tells 1 from True and 0.0 from -0.0, down through tuples and frozensets."""
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, tuple):
        return len(ours) == len(theirs) and all(map(same_constant, ours, theirs))
    if isinstance(ours, frozenset):
        return sorted(map(repr, ours)) == sorted(map(repr, theirs))
    if isinstance(ours, (float, complex)):
        return repr(ours) == repr(theirs)
    return ours == theirs


def rows_of(code):
    return [(i.offset, i.opname, i.arg, "code" if isinstance(i.argval, types.CodeType) else i.argrepr, tuple(i.positions))
            for i in dis.get_instructions(code)]


def first_difference(ours, theirs, field):
    """The instructions, if they differ; else the field's two values."""
    if field in ("co_code", "co_linetable", "co_exceptiontable", "co_stacksize"):
        for left, right in zip(rows_of(ours), rows_of(theirs)):
            if left != right:
                return left, right
    return getattr(ours, field), getattr(theirs, field)


def difference(ours, theirs):
    """Empty when there is none; else where and how the first two fields differ."""
    where = f"{theirs.co_qualname}, line {theirs.co_firstlineno}"
    for field in FIELDS:
        if field != "co_consts" and getattr(ours, field) != getattr(theirs, field):
            left, right = first_difference(ours, theirs, field)
            return f"{where}: {field}\nminipy  {str(left)[:300]}\nCPython {str(right)[:300]}"
    if len(ours.co_consts) != len(theirs.co_consts):
        return f"{where}: co_consts\nminipy  {str(ours.co_consts)[:300]}\nCPython {str(theirs.co_consts)[:300]}"
    for left, right in zip(ours.co_consts, theirs.co_consts):
        if isinstance(left, types.CodeType) and isinstance(right, types.CodeType):
            if found := difference(left, right):
                return found
        elif not same_constant(left, right):
            return f"{where}: a constant\nminipy  {str(left)[:300]}\nCPython {str(right)[:300]}"
    return ""


def count(code):
    """How many code objects there are in one."""
    return 1 + sum(count(constant) for constant in code.co_consts if isinstance(constant, types.CodeType))
