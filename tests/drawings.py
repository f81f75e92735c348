# SPDX-License-Identifier: MIT
"""Dumps that go into files, and how drawings come about (`--dump=cfg -o x.dot`; dot.py says what is in them). Part of
`./dev test golden`.

Graphviz need not be installed: a stand-in for its program `dot` tells what it was asked.
"""

import contextlib

from support import ROOT, WORK, run, short_diff

PROGRAM = ROOT / "tests/golden/flow_graph.py"
KEPT = PROGRAM.with_suffix("") / "graph.dot"
FOLDER = WORK / "drawings"

STAND_IN = """#!/bin/sh
for argument in "$@"; do case "$argument" in -o*) output="${argument#-o}";; esac; done
{ echo "$@"; while read -r line; do echo "$line"; done; } > "$output"
"""


def fresh(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / name
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    return path


def dump(options, *arguments, **environment):
    return run([options.binary, *arguments, PROGRAM.name], timeout=options.timeout, cwd=PROGRAM.parent, **environment)


def expect(outcome, code, message, path, exists):
    if outcome.code != code or message not in outcome.err or outcome.out:
        return f"expected exit code {code} and {message!r}:\nexit code {outcome.code}\n{outcome.out}{outcome.err}"
    return "" if path.exists() == exists else f"{path} " + ("was not written" if exists else "was written")


def with_dot(name, script):
    """A PATH with nothing but this `dot` in it."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dot").write_text(script)
    (folder / "dot").chmod(0o755)
    return str(folder)


def graph_in_dot(options):
    path = fresh("graph.dot")
    problem = expect(dump(options, "--dump=cfg", "-o", path), 0, "", path, True)
    if problem:
        return problem
    if options.update:
        KEPT.write_bytes(path.read_bytes())
    return "" if path.read_text() == KEPT.read_text() else short_diff(KEPT.read_text(), path.read_text())


def dot_gets_the_graph(options):
    path = fresh("-graph.svg")
    problem = expect(dump(options, "--dump=cfg", "-o", path, PATH=with_dot("good", STAND_IN)), 0, "", path, True)
    first, _, rest = path.read_text().partition("\n") if not problem else ("", "", "")
    kept = [line.strip() for line in KEPT.read_text().splitlines()]
    if not problem and (first != f"-Tsvg -o{path}" or rest.splitlines() != kept):
        problem = f"dot was given {first!r} and\n{rest}"
    return problem


def dot_is_missing(options):
    path = fresh("missing.svg")
    outcome = dump(options, "--dump=cfg", "-o", path, PATH=str(FOLDER / "empty"))
    return expect(outcome, 1, "its program 'dot' is not in PATH. Install Graphviz", path, False)


def dot_fails(options):
    path = fresh("failed.svg")
    outcome = dump(options, "--dump=cfg", "-o", path, PATH=with_dot("bad", "#!/bin/sh\nexit 3\n"))
    return expect(outcome, 1, "'dot' failed with exit code 3", path, False)


def only_graphs_are_drawn(options):
    path = fresh("tokens.dot")
    return expect(dump(options, "--dump=tokens", "-o", path), 2, "one stage or the heap can be drawn: --dump=ast, --dump=symtable, --dump=cfg, --heap", path, False)


def unknown_format(options):
    path = fresh("graph.png")
    return expect(dump(options, "--dump=cfg", "-o", path), 2, "the extension is the format", path, False)


def folder_is_missing(options):
    path = FOLDER / "nowhere" / "graph.dot"
    return expect(dump(options, "--dump=cfg", "-o", path), 1, "No such file or directory", path, False)


def text_in_a_file(options):
    path = fresh("dump.txt")
    problem = expect(dump(options, "--dump=tokens,ast", "-o", path), 0, "", path, True)
    return problem or short_diff(dump(options, "--dump=tokens,ast").out, path.read_text())


def checks(options):
    for check in (graph_in_dot, dot_gets_the_graph, dot_is_missing, dot_fails, only_graphs_are_drawn, unknown_format, folder_is_missing,
                  text_in_a_file):
        yield f"drawings/{check.__name__}", lambda c=check: c(options)
