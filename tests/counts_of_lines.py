# SPDX-License-Identifier: MIT
"""The counts that a trace tells are those of CPython: at each line that begins, the events so far, replayed, give each object that
a global name holds the count that sys.getrefcount() gives there. Part of `./dev test traced`.

    3 ▸ ys = xs                xs: 1          ref #1 list: 1→2
    4 ▸ del xs                 xs: 2, ys: 2
"""

import json
import re

from support import PYTHON, ROOT, run

# What CPython runs: the program, with a trace function that writes down line and counts.
OBSERVER = """
import json, sys
path = sys.argv[1]
names = {"__name__": "__main__", "__builtins__": __builtins__}
seen = []
def observe(frame, event, argument):
    if frame.f_code.co_filename != path:
        return None
    if event == "line":
        seen.append((frame.f_lineno, {name: sys.getrefcount(names[name]) - 1 for name in list(names)}))
    return observe
code = compile(open(path).read(), path, "exec")
output, sys.stdout = sys.stdout, open("/dev/null", "w")
sys.settrace(observe)
try:
    exec(code, names)
except BaseException:
    pass
sys.settrace(None)
json.dump(seen, output)
"""

ROW = re.compile(r"^ *\d+  T1  ((?:│ )*)(\S+) +(?:(\d+)(?::\S+)?)? +(?:I\d+ +)?(.*)")
EVENT = re.compile(r"(alloc|ref|free) +(#\d+) (\S+?): (?:count (\d+)|(\d+)→(\d+)|)")
BINDING = re.compile(r"(?:del )?(\w+)(?: = (.*))?$")
NUMBERED = re.compile(r"(?:function \S+?|class \S+?)?(#\d+)\b")


class Replay:
    """Rows of a trace → (line, {name: count}) at each line."""

    def __init__(self):
        self.counts, self.names, self.lines = {}, {}, []

    def read(self, row):
        if not (found := ROW.match(row)):
            return
        line, what = found[3], found[4]
        if what.startswith("▸"):
            self.lines.append((int(line), {name: self.counts[who] for name, who in self.names.items() if who in self.counts}))
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
    expected = run([PYTHON, "-c", OBSERVER, program], timeout=options.timeout, PYTHONHASHSEED="0")
    traced = run([options.binary, "--trace=line,locals,alloc,ref,free", "--width=0", "--max-events=1000000", program], timeout=options.timeout * 4)
    replay = Replay()
    for row in traced.err.partition("\n6 execution")[2].splitlines():
        replay.read(row)
    wanted = json.loads(expected.out)
    if [line for line, _ in wanted] != [line for line, _ in replay.lines]:
        return f"other lines: {[line for line, _ in wanted][:20]} and {[line for line, _ in replay.lines][:20]}"
    problems, compared = [], 0
    for (line, counts), (_, told) in zip(wanted, replay.lines):
        for name in told.keys() & counts.keys():
            compared += 1
            if told[name] != counts[name]:
                problems.append(f"line {line}: {name} has count {counts[name]}, the trace says {told[name]}")
    if compared < 5:
        problems.append(f"only {compared} counts were compared")
    return "\n".join(problems[:6])
