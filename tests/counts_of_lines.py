# SPDX-License-Identifier: MIT
"""The counts that a trace tells are those of CPython. In front of each statement of a program comes a call of observe(line). Under
CPython it writes down sys.getrefcount() of all that global names hold; in the trace the events so far, replayed, must give
the same. Part of `./dev test traced`.

    observe(3)        xs: 1              alloc #1 list: count 1
    ys = xs                              ref   #1 list: 1→2
    observe(4)        xs: 2, ys: 2
"""

import ast
import json
import re

from support import PYTHON, ROOT, run

OUTSIDE = "def observe(line):\n    return None\n"

# What CPython runs: observe() is another one there.
OBSERVER = """
import json, sys
path = sys.argv[1]
names = {"__name__": "__main__", "__builtins__": __builtins__, "__file__": path}
seen = []
getrefcount = sys.getrefcount
def observe(line):
    seen.append((line, {name: getrefcount(names[name]) - 1 for name in list(names)}))
code = compile(open(path).read().replace("def observe(", "def unused("), path, "exec")
names["observe"] = observe
output, sys.stdout = sys.stdout, open("/dev/null", "w")
try:
    exec(code, names)
except BaseException:
    pass
json.dump(seen, output)
"""

ROW = re.compile(r"^ *\d+  T1  ((?:│ )*)(\S+) +(?:(\d+)(?::\S+)?)? +(?:I\d+ +)?(.*)")
OBSERVED = re.compile(r"call +call observe\(line=(\d+)\)")
EVENT = re.compile(r"(alloc|ref|free) +(#\d+) (\S+?): (?:count (\d+)|(\d+)→(\d+)|)")
BINDING = re.compile(r"(?:del )?(\w+)(?: = (.*))?$")
NUMBERED = re.compile(r"(?:function \S+?|class \S+?)?(#\d+)\b")


class Observed(ast.NodeTransformer):
    """A call in front of each statement, but for docstrings and what must come first."""

    def generic_visit(self, node):
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            if isinstance(statements := getattr(node, field, None), list):
                setattr(node, field, [new for place, old in enumerate(statements) for new in self.observed(place, old)])
        return node

    def observed(self, place, statement):
        first = place == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if first or isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            return [statement]
        call = ast.Call(ast.Name("observe", ast.Load()), [ast.Constant(statement.lineno)], [])
        return [ast.Expr(call), statement]


class Replay:
    """Rows of a trace → (line, {name: count}) at each call of observe()."""

    def __init__(self):
        self.counts, self.names, self.seen = {}, {}, []

    def read(self, row):
        if not (found := ROW.match(row)):
            return
        what = found[4]
        if observed := OBSERVED.match(what):
            counts = {name: self.counts[who] for name, who in self.names.items() if who in self.counts}
            self.seen.append((int(observed[1]), counts))
        elif event := EVENT.match(what):
            kind, who, _, born, _, now = event.groups()
            if kind == "free":
                self.counts.pop(who, None)
            else:
                self.counts[who] = int(born or now)
        elif found[2] == "<module>" and (binding := BINDING.match(what)):
            self.bind(*binding.groups())

    def bind(self, name, value):
        if value and (number := NUMBERED.match(value)):
            self.names[name] = number[1]
        else:
            self.names.pop(name, None)


def check(options, program):
    folder = ROOT / "build/tests/counts"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / program.name
    path.write_text(OUTSIDE + ast.unparse(ast.fix_missing_locations(Observed().visit(ast.parse(program.read_text())))) + "\n")
    expected = run([PYTHON, "-c", OBSERVER, path], timeout=options.timeout, PYTHONHASHSEED="0", cwd=program.parent)
    traced = run([options.binary, "--trace=call,locals,alloc,ref,free", "--width=0", "--max-events=3000000", path],
        timeout=options.timeout * 4, cwd=program.parent)
    replay = Replay()
    for row in traced.err.partition("\n6 execution")[2].splitlines():
        replay.read(row)
    wanted = json.loads(expected.out)
    if [line for line, _ in wanted] != [line for line, _ in replay.seen]:
        return f"other lines: {[line for line, _ in wanted][:20]} and {[line for line, _ in replay.seen][:20]}"
    problems, compared = [], 0
    for (line, counts), (_, told) in zip(wanted, replay.seen):
        for name in sorted(told.keys() & counts.keys() - {"observe"}):
            compared += 1
            if told[name] != counts[name]:
                problems.append(f"line {line}: {name} has count {counts[name]}, the trace says {told[name]}")
    if compared < 5:
        problems.append(f"only {compared} counts were compared")
    return "\n".join(problems[:6])
