# SPDX-License-Identifier: MIT
"""What CPython's own tools print of a file, stage by stage; None where they reject it.

Runs in processes of python3.11 that were started with PYTHONHASHSEED=0, because the order of a frozenset shows in dis.
"""

import ast
import contextlib
import dis
import io
import pathlib
import symtable
import tokenize

REJECTS = (SyntaxError, ValueError, RecursionError, MemoryError)


def tokens(path):
    """python3.11 -m tokenize -e FILE"""
    try:
        with open(path, "rb") as file:
            found = list(tokenize.tokenize(file.readline))
    except (SyntaxError, tokenize.TokenError):
        return None
    rows = []
    for token in found:
        span = "%d,%d-%d,%d:" % (token.start + token.end)
        rows.append("%-20s%-15s%-15r\n" % (span, tokenize.tok_name[token.exact_type], token.string))
    return "".join(rows)


def tree(path, positions=True):
    """python3.11 -m ast -a FILE, or without -a"""
    try:
        parsed = ast.parse(pathlib.Path(path).read_bytes(), str(path), type_comments=True)
    except REJECTS:
        return None
    return ast.dump(parsed, include_attributes=positions, indent=3) + "\n"


def code(path, optimize=0):
    """The code object that CPython makes of a file."""
    try:
        return compile(pathlib.Path(path).read_bytes(), str(path), "exec", dont_inherit=True, optimize=optimize)
    except REJECTS:
        return None


def bytecode(path):
    """python3.11 -m dis FILE"""
    compiled = code(path)
    if compiled is None:
        return None
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        dis.dis(compiled)
    return text.getvalue()


# ---------------------------------------------------------------- symbol tables


def symbols(path):
    """Everything that the symtable module tells, as minipy --dump=symtable writes it."""
    try:
        table = symtable.symtable(pathlib.Path(path).read_bytes(), str(path), "exec")
    except REJECTS:
        return None
    rows = []
    add_table(rows, table, "")
    return "\n".join(rows) + "\n"


FUNCTION_LISTS = ("parameters", "locals", "globals", "nonlocals", "frees")
PREDICATES = ("referenced", "parameter", "global", "nonlocal", "declared_global", "local", "annotated", "free",
              "imported", "assigned", "namespace")


def add_table(rows, table, indent):
    nature = " ".join(["optimized"] * table.is_optimized() + ["nested"] * table.is_nested())
    rows.append(f"{indent}{table.get_type()} {table.get_name()}, line {table.get_lineno()}" + (f": {nature}" if nature else ""))
    ordered = sorted(table.get_symbols(), key=passes_through)
    place = {symbol.get_name(): number for number, symbol in enumerate(ordered)}
    if isinstance(table, symtable.Function):
        for name in FUNCTION_LISTS:
            add_list(rows, indent, name, sorted(getattr(table, "get_" + name)(), key=place.get))
    if isinstance(table, symtable.Class):
        add_list(rows, indent, "methods", table.get_methods())
    for symbol in ordered:
        words = [word for word in PREDICATES if getattr(symbol, "is_" + word)()]
        rows.append(f"{indent}    {symbol.get_name()}: {' '.join(words)}")
    for child in table.get_children():
        add_table(rows, child, indent + "    ")


def add_list(rows, indent, title, names):
    if names:
        rows.append(f"{indent}    {title}: {', '.join(names)}")


def passes_through(symbol):
    """Names that only an inner scope uses come last, sorted: CPython keeps them in the order of a set."""
    occurs = symbol.is_referenced() or symbol.is_parameter() or symbol.is_nonlocal() or symbol.is_annotated() \
        or symbol.is_imported() or symbol.is_assigned() or symbol.is_declared_global()
    return (0, "") if occurs else (1, symbol.get_name())
