# SPDX-License-Identifier: MIT
"""Drawings in Graphviz's language: `dot` reads them without a complaint, they have the boxes and arrows that text and JSON
lines of the same run have, the same each time, and whatever a program calls its things stands there as a reader would
write it. Part of `./dev test golden`; without Graphviz one line says what was left out."""

import collections
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree

from support import ROOT, run, short_diff

DOT = shutil.which("dot", path="/usr/bin:/bin:/usr/local/bin")

Arrow = collections.namedtuple("Arrow", "tail head label")


# ---------------------------------------------------------------- reading


def draw(options, name, source, *arguments):
    """(what `dot` complains of, the drawing, what else was written by extension) of a program given as text."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / name
        program.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
        files = {end: pathlib.Path(folder) / f"out.{end}" for end in ("dot", "txt", "jsonl")}
        wanted = ["dot", "txt"] if "--heap" in arguments[0] else ["dot", "jsonl"]
        outputs = [word for end in wanted for word in ("-o", files[end])]
        outcome = run([options.binary, *arguments, *outputs, program], timeout=options.timeout)
        written = {end: path.read_text("utf-8", "surrogateescape") for end, path in files.items() if path.exists()}
    if outcome.code != 0 or set(written) != set(wanted):
        return f"exit code {outcome.code}\n{outcome.err}", "", {}
    return complaint_of_dot(written["dot"], "-Tcanon")[0], written["dot"], written


def complaint_of_dot(drawing, form):
    process = subprocess.run([DOT, form], input=drawing.encode("utf-8", "surrogateescape"), capture_output=True, timeout=100, check=False)
    out, err = process.stdout.decode(), process.stderr.decode("utf-8", "replace")
    return (f"dot {form}: exit code {process.returncode}\n{err}" if process.returncode != 0 or err.strip() else ""), out


def words_of(row):
    return [word.replace("\0", '"') for word in shlex.split(row.replace('\\"', "\0").replace("\\", "\\\\").replace("'", "\\'"))]


def plain(drawing):
    """(boxes, arrows) as Graphviz itself lists them."""
    problem, out = complaint_of_dot(drawing, "-Tplain")
    if problem:
        raise ValueError(problem)
    boxes, arrows = {}, []
    for row in re.sub(r"\\\n", "", out).splitlines():
        if row.startswith("node "):
            words = words_of(row)
            boxes[words[1]] = words[6]
        elif row.startswith("edge "):
            words = words_of(row)
            label = words[4 + 2 * int(words[3])]
            arrows.append(Arrow(words[1], words[2], "" if re.fullmatch(r"[\d.e-]+|solid|dashed|bold|bold,dashed", label) else label))
    return boxes, arrows


def texts_in_picture(drawing):
    problem, out = complaint_of_dot(drawing, "-Tsvg")
    if problem:
        raise ValueError(problem)
    picture = xml.etree.ElementTree.fromstring(out)
    return [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]


# ---------------------------------------------------------------- the heap


HEAPS = {
    "two names of one list": "xs = ys = ['a', []]\nzs = (xs, xs, {'k': xs})",
    "instances": "class P:\n  def __init__(self, x): self.x = x; self.peers = []\na = P(1)\nb = P(a)\na.peers += [a, b]",
    "cells and methods": "def keep(item):\n  def show(): return item\n  return show\nshow = keep([1])\nadd = [].append\nf = (lambda x=[]: x)",
    "a cycle and what hangs on it": "class N: pass\na, b = N(), N()\na.next, b.next, b.data = b, a, [[]]\ndel a, b",
    "generators and exceptions": "def g():\n  xs = [1]\n  yield xs\ni = g(); v = next(i)\ntry: 1 / 0\nexcept Exception as error: kept = error",
    "more than has a field": "row = [[n] for n in range(40)] + [*range(40)]\nsame = row[9]",
    "sets, deques, weak references": "import collections, weakref\nclass P: pass\np = P()\ns = {p, frozenset([1])}\nd = collections.deque([p, []])\nw = weakref.ref(p)",
    "a module by two names": "import sys\nsys.modules['again'] = sys.modules['__main__']\nxs = [[]]",
    "nothing at all": "x = 1",
}


def counts_in_table(text):
    """(objects, references from names and objects, from elsewhere) of a heap as text."""
    objects = references = elsewhere = 0
    for row in re.findall(r"^#[SL]?\d+ .*$", text, re.MULTILINE):
        objects += 1
        held = re.search(r"^#[SL]?\d+ +.*? +\d+ +(\d+) *(.*)$", row)
        parts = held[2].split(", ") if held[2] else []
        outside = [int(match[1]) for part in parts if (match := re.fullmatch(r"(\d+) from elsewhere", part))]
        elsewhere += sum(outside)
        references += len(parts) - len(outside)
        if int(held[1]) != len(parts) - len(outside) + sum(outside):
            raise ValueError(f"a row whose count is another: {row}")
    if int(re.search(r"^(\d+) objects?, ", text, re.MULTILINE)[1]) != objects:
        raise ValueError(text)
    return objects, references, elsewhere


def heap_has_the_same_boxes_and_arrows_as_its_table(options, source, more):
    problem, drawing, written = draw(options, "program.py", source, "--heap", "--max-items=100", *more)
    if problem:
        return problem
    boxes, arrows = plain(drawing)
    inside = [arrow for arrow in arrows if not arrow.tail.startswith("e")]
    outside = [int(re.fullmatch(r"elsewhere: (\d+)", label)[1]) for box, label in boxes.items() if box.startswith("e")]
    drawn = (sum(box.startswith("o") for box in boxes), len(inside), sum(outside))
    if drawn != counts_in_table(written["txt"]):
        return f"drawn {drawn}, in the table {counts_in_table(written['txt'])}\n{written['txt']}"
    few = draw(options, "program.py", source, "--heap", "--max-items=2", *more)[1]
    return "" if collections.Counter(arrow[:2] for arrow in plain(few)[1]) == collections.Counter(arrow[:2] for arrow in arrows) \
        else "with --max-items=2 there are other arrows"


def two_names_are_two_arrows_to_one_box(options):
    problem, drawing, _ = draw(options, "program.py", "xs = ys = []\nzs = [xs]", "--heap")
    boxes, arrows = plain(drawing)
    to_list = sorted(arrow.tail for arrow in arrows if arrow.head == "o1")
    module = [label for box, label in boxes.items() if box == "r0"]
    wanted = ["module __main__|<n0> xs|<n1> ys|<n2> zs"]
    return problem or ("" if to_list == ["o2", "r0", "r0"] and module == wanted and len(boxes) == 3 else f"{to_list} {boxes}")


def garbage_and_its_cycle_are_marked(options):
    problem, drawing, _ = draw(options, "program.py", HEAPS["a cycle and what hangs on it"], "--heap")
    garbage = re.findall(r"(\w+) \[.*, garbage.*fillcolor=\"#f6dcdc\"\];", drawing)
    cycle = re.findall(r"(\w+):\w+ -> (\w+):o \[.*color=\"#b03030\"", drawing)
    cut = re.findall(r"(\w+):\w+ -> (\w+):o \[label=\"cut here\"", drawing)
    names = {box: label.split("|")[0].split()[-1] for box, label in plain(drawing)[0].items()}
    facts = sorted(names[box] for box in garbage), sorted(names[tail] + names[head] for tail, head in cycle), len(cut), cut[0] in cycle
    return problem or ("" if facts == (["N", "N", "list", "list"], ["NN", "NN"], 1, True) else f"{facts}\n{drawing}")


def each_call_is_a_root_of_its_own(options):
    source = "def down(n, seen):\n  own = [n]\n  if n == 0:\n    return 1\n  return down(n - 1, seen)\ndown(2, [])"
    problem, drawing, _ = draw(options, "program.py", source, "--heap=at:4")
    roots = [label for box, label in plain(drawing)[0].items() if box.startswith("r")]
    wanted = ["down()|<n0> seen|<n1> own"] * 3
    return problem or ("" if sorted(roots)[:3] == wanted else f"{roots}")


HOSTILE = ["a\"b", "back\\slash", "\\N\\G\\E\\l", "line\nend\ttab\r", "{|}<p0>", "&amp; &lt;", "  two  spaces  ", "nul\0\x1b[31m\x7f\x9b",
           "\ud800 lone", "é🐍", "->;]}//#", "<b>x</b>", "$(reboot)`x`", "%s", "x" * 3000]


def as_shown(text):
    """What a picture says for it."""
    shown = "".join({"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign) or (f"\\x{ord(sign):02x}" if ord(sign) < 32 or 127 <= ord(sign) < 160
                    else f"\\u{ord(sign):04x}" if 0xD800 <= ord(sign) < 0xE000 else sign) for sign in text[:150])
    return shown.replace(" ", "\xa0")


def whatever_names_there_are_are_shown_as_they_are(options):
    """Attributes, classes, names of the module: none is read as something of Graphviz's language."""
    source = (f"names = {ascii(HOSTILE)}\nclass Box: pass\nbox = Box()\nfor name in names: setattr(box, 'a' + name, [])\n"
              "kinds = [type('K' + name, (), {})() for name in names if '\\0' not in name and '\\ud800' not in name]\n"
              "for name in names: globals()['g' + name] = [name]\n")
    problem, drawing, _ = draw(options, "program.py", source, "--heap", "--max-items=100", "--max-str=5000")
    if problem:
        return problem
    shown = [text.replace(" ", "\xa0") for text in texts_in_picture(drawing)]
    wanted = [prefix + as_shown(name) for name in HOSTILE for prefix in (".a", "g")]
    wanted += ["K" + as_shown(name) for name in HOSTILE if "\0" not in name and "\ud800" not in name]
    missing = [text for text in wanted if not any(text.rstrip("\xa0") in other for other in shown)]
    boxes, _ = plain(drawing)
    unknown = [box for box in boxes if not re.fullmatch(r"[orh][SL]?\d+(_\d+)?|e[SL]?\d+", box)]
    longest = max(map(len, shown))
    return f"not shown: {missing[:5]}\nother boxes: {unknown[:5]}; longest: {longest}" if missing or unknown or longest > 400 else ""


# ---------------------------------------------------------------- the stages


STAGES = {"every statement": (ROOT / "tests/golden/flow_graph.py").read_text(), "tour": (ROOT / "samples/tour.py").read_text(),
          "hostile constants": f"x = {ascii(HOSTILE)}\ndef f(é='{{|}}<>&amp;'):\n  return lambda: é\n",
          "bytes that are no UTF-8": b"# coding: latin-1\nx = '\xff\xfe'\ndef \xe9(): return '\\\\N \\'' \"\\\"\"\n",
          "scopes": "import os\nclass A:\n  def f(self):\n    global g, os\n    g = x = 1\n    def h():\n      nonlocal x\n      x = os, [x for y in g]\n    return h, __class__\n"}


def records(written):
    return [json.loads(line) for line in written["jsonl"].splitlines()]


def flow_graph_has_the_blocks_and_edges_of_the_records(options, source):
    problem, drawing, written = draw(options, "program.py", source, "--dump=cfg")
    if problem:
        return problem
    boxes, arrows = plain(drawing)
    blocks = [row for row in records(written) if row["kind"] == "blk"]
    wanted = sorted((row["id"], edge["to"], edge["by"].replace("_", " ")) for row in blocks for edge in row.get("edges", ()))
    drawn = sorted(tuple(arrow) for arrow in arrows if "_" not in arrow.tail)
    before = {box for box in boxes if box.endswith("_generated")}
    same = sorted(row["id"] for row in blocks) == sorted(set(boxes) - before)
    crossing = [arrow for arrow in arrows if arrow.tail.endswith("_generated") != arrow.head.endswith("_generated")]
    return "" if same and drawn == wanted and before and not crossing else f"{boxes.keys()} {drawn}\n{wanted} {crossing}"


def tree_has_the_nodes_of_the_records(options, source):
    problem, drawing, written = draw(options, "program.py", source, "--dump=ast")
    if problem:
        return problem
    boxes, arrows = plain(drawing)
    nodes = [row for row in records(written) if row["kind"] == "ast"]
    wanted = sorted((row["parent"], row["field"]) for row in nodes if "parent" in row)
    drawn = sorted((arrow.tail, arrow.label) for arrow in arrows)
    return "" if len(boxes) == len(nodes) and drawn == wanted else f"{len(boxes)} of {len(nodes)}\n{short_diff(str(wanted), str(drawn))}"


def symbols_have_the_rows_of_the_records(options, source):
    problem, drawing, written = draw(options, "program.py", source, "--dump=symtable")
    if problem:
        return problem
    boxes, arrows = plain(drawing)
    drawn = sorted(re.findall(r"<(S\d+)> ", "".join(boxes.values())))
    wanted = sorted(row["id"] for row in records(written) if row["kind"] == "sym")
    inside = [arrow for arrow in arrows if not arrow.label]
    free = [row for row in records(written) if row["kind"] == "sym" and row["binding"] == "free"]
    told = [arrow for arrow in arrows if arrow.label == "free"]
    missing = [row for row in free if row["name"] == "__class__"]  # its cell is the class's, no name of that
    return "" if drawn == wanted and len(inside) == len(boxes) - 1 and len(free) - len(missing) <= len(told) <= len(free) \
        else f"{drawn} {wanted} {len(inside)} of {len(boxes)}, free {len(told)} of {len(free)}"


# ---------------------------------------------------------------- both


def is_the_same_each_time(options):
    first, second = ([draw(options, "program.py", HEAPS[name], "--heap")[1] for name in HEAPS] for _ in range(2))
    return "" if first == second and all(first) else "two runs draw differently"


def golden_heap(options):
    kept = ROOT / "docs/examples/drawn.dot"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "out.dot"
        run([options.binary, "--heap", "-o", path, kept.with_suffix(".py")], timeout=options.timeout)
        actual = path.read_text() if path.exists() else ""
    if options.update:
        kept.write_text(actual)
    return "" if kept.exists() and kept.read_text() == actual else short_diff(kept.read_text() if kept.exists() else "", actual)


def graphviz_itself_draws(options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a heap; $(x).svg"
        outcome = run([options.binary, "--heap", "-o", path, ROOT / "docs/examples/drawn.py"], timeout=options.timeout)
        picture = path.read_text() if path.exists() else ""
    return "" if outcome.code == 0 and not outcome.err and "#10 list" in picture.replace("&#160;", " ") else f"{outcome}\n{picture[:300]}"


def checks(options):
    yield "dot/docs/examples/drawn.py", lambda: golden_heap(options)
    if DOT is None:
        print("dot: Graphviz is not installed (apt install graphviz): what it makes of drawings was left out", flush=True)
        return
    for name, source in HEAPS.items():
        for more in ([], ["--ids=all"]):
            yield (f"dot/heap: {name} {' '.join(more)}",
                   lambda s=source, m=more: heap_has_the_same_boxes_and_arrows_as_its_table(options, s, m))
    for name, source in STAGES.items():
        for check in (flow_graph_has_the_blocks_and_edges_of_the_records, tree_has_the_nodes_of_the_records, symbols_have_the_rows_of_the_records):
            yield f"dot/{check.__name__.replace('_', ' ')}: {name}", lambda c=check, s=source: c(options, s)
    for check in (two_names_are_two_arrows_to_one_box, garbage_and_its_cycle_are_marked, each_call_is_a_root_of_its_own,
                  whatever_names_there_are_are_shown_as_they_are, is_the_same_each_time, graphviz_itself_draws):
        yield f"dot/{check.__name__.replace('_', ' ')}", lambda c=check: c(options)
