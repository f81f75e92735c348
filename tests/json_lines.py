# SPDX-License-Identifier: MIT
"""Traces as JSON lines: every line keeps the schema, nothing is named that is not told, the text beside it is the same as alone,
and every ending leaves a whole file. Part of `./dev test golden` and `./dev test traced`."""

import base64
import functools
import itertools
import json
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib

import jsonschema

from support import ROOT, WORK, clean_environment, run, short_diff

sys.setrecursionlimit(10_000)  # values in values: jsonschema walks them with many calls each

STAGES = {"src", "tok", "ast", "sym", "blk", "pass", "code", "ins"}
IDS = {"src": "F", "tok": "T", "ast": "A", "sym": "S", "blk": "B", "code": "C", "ins": "I"}
LINKS = ("parent", "node", "block", "source", "target")


# ---------------------------------------------------------------- the schema


def only_once(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"a key is there twice: {names}")
    return dict(pairs)


def closed(schema):
    """The published schema is open: readers ignore what they do not know. Here nothing may be unknown."""
    if isinstance(schema, dict):
        closing = {"additionalProperties": False} if "properties" in schema else {}
        return {key: closed(value) for key, value in schema.items()} | closing
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


@functools.cache
def schema_of(binary):
    schema = json.loads(run([binary, "--trace-schema"]).out, object_pairs_hook=only_once)
    jsonschema.Draft202012Validator.check_schema(schema)
    return closed(schema)


@functools.cache
def validator(binary, name):
    definitions = schema_of(binary)["$defs"]
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": definitions})


def definition_of(row, definitions):
    return row["event"] if row.get("event") in definitions else row["kind"]


# ---------------------------------------------------------------- one record


def problems_of_schema(binary, rows):
    definitions = schema_of(binary)["$defs"]
    for row in rows:
        name = definition_of(row, definitions)
        if name not in definitions:
            yield f"the schema knows no {name}"
            continue
        order = list(definitions[name]["properties"])
        if list(row) != [key for key in order if key in row]:
            yield f"{list(row)} is another order of keys than {order}"
        for error in validator(binary, name).iter_errors(row):
            yield f"{json.dumps(row)[:300]}\n  {error.message[:300]}"


def problems_of_ids(rows):
    """Ids are there once and belong to their kind; what is linked exists; code is told before its events."""
    known = set()
    for row in rows:
        if row["kind"] in STAGES and "id" in row:
            if row["id"] in known or row["id"][0] != IDS[row["kind"]]:
                yield f"{row['kind']} {row['id']}"
            known.add(row["id"])
    told = set()
    for row in rows:
        is_event = "n" in row and row["kind"] not in ("key", "end")
        links = [row[key] for key in ("code", "ins", "callee", *LINKS) if key in row and isinstance(row[key], str)] if is_event \
            else [row[key] for key in LINKS if row["kind"] in STAGES and key in row]
        links += [edge["to"] for edge in row.get("edges", ())]
        for link in links:
            if link not in (told if is_event else known):
                yield f"nobody has told of {link}: {json.dumps(row)[:300]}"
        told.add(row.get("id"))


def numbers_in_text(text):
    execution = text.partition("6 execution")[2]
    return [int(number) for number in re.findall(r"^ *(\d+) +T\d", execution, re.MULTILINE)]


def problems_of_events(rows, text):
    numbers = [row["n"] for row in rows[:-1] if "n" in row and row["kind"] != "key"]
    keys = [row["n"] for row in rows if row["kind"] == "key"]
    if not set(keys) <= set(numbers[1023::1024]):
        yield f"key records behind the events {keys}"
    if any(one >= other for one, other in zip(numbers, numbers[1:])):
        yield "event numbers do not increase"
    if rows[-1].get("events") != len(numbers):
        yield f"{len(numbers)} events, but {rows[-1]}"
    if text is not None and numbers != numbers_in_text(text):
        yield f"{len(numbers)} events, in the text {len(numbers_in_text(text))}"
    end = f"end   n={rows[-1].get('n')}  {rows[-1].get('reason')}"
    if text is not None and text.splitlines()[-1] != end:
        yield f"the text ends with {text.splitlines()[-1]}, this with {end}"


def read(path):
    data = path.read_bytes()
    text = data.decode()  # strict: it must be UTF-8
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text):
        raise ValueError("there is a control character")
    return [json.loads(line, object_pairs_hook=only_once, parse_constant=not_json) for line in text.split("\n")[:-1]]


def not_json(word):
    raise ValueError(f"{word} is no JSON")


def problems_of(binary, path, text=None):
    """What is wrong with a record, and with the text beside it."""
    try:
        rows = read(path)
    except (OSError, ValueError) as error:
        return f"{path.name}: {error}"
    if [row["kind"] for row in rows if row["kind"] in ("head", "end")] != ["head", "end"] or (rows[0]["kind"], rows[-1]["kind"]) != ("head", "end"):
        return f"{path.name} does not begin with a head and end with an end"
    problems = [*problems_of_schema(binary, rows), *problems_of_ids(rows), *problems_of_events(rows, text)]
    return "\n".join(problems[:5])


# ---------------------------------------------------------------- scripts


TRACES = (["--trace"], ["--trace=all", "--keep=both"], ["--trace=memory", "--keep=last"], ["--trace=threads,asyncio"],
          ["--trace=vm,+attr", "--library", "--ids=all"])


def without_addresses(text):
    """What id() gives is another number each time, and moves what stands behind it in its row."""
    return re.sub(r".*\d{7,}.*", lambda row: re.sub(r"\d{7,}| +", " ", row[0]).replace("  ", " "), text)


def check_script(options, script, arguments, run_script):
    """One run writes all, the page with the same lines; the text is the same as without the JSON lines."""
    folder = WORK / "json_lines"
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"{script.parent.name}-{script.stem}"
    alone, text, lines, page = (stem.with_name(stem.name + end) for end in (".alone.txt", ".txt", ".jsonl", ".html"))
    limits = ["--max-events=600", *arguments]
    first = run_script(options, script, arguments=[*limits, "-o", alone])
    second = run_script(options, script, arguments=[*limits, "-o", text, "-o", lines, "-o", page])
    if (first.code, first.out) != (second.code, second.out):
        return f"exit code {first.code}, with JSON lines {second.code}\n{short_diff(first.out, second.out)}"
    shown = text.read_text(errors="surrogateescape")
    problem = problems_of(options.binary, lines, shown)
    if not problem and lines_of_page(page) != lines.read_bytes():
        problem = "the page has other lines"
    if problem or "not reproducible" in shown:
        return problem
    before, now = map(without_addresses, (alone.read_text(errors="surrogateescape"), shown))
    return short_diff(before, now) if before != now else ""


def lines_of_page(page):
    """The JSON lines that a page has, chunk by chunk."""
    chunks = re.findall(r'<script type="application/octet-stream" id="chunk-(\d+)">([^<]*)</script>', page.read_text(errors="surrogateescape"))
    if [int(number) for number, _ in chunks] != list(range(len(chunks))):
        raise ValueError("chunks are not in their order")
    return b"".join(zlib.decompress(base64.b64decode(packed)) for _, packed in chunks)


def script_checks(options, scripts, run_script, name_of):
    for index, script in enumerate(scripts):
        arguments = TRACES[index % len(TRACES)]
        yield (f"{name_of(script)} [JSON lines keep their schema]",
               lambda s=script, a=arguments: check_script(options, s, a, run_script))


# ---------------------------------------------------------------- values and endings


def record_of(options, source, *arguments):
    """(what is wrong, rows) of a program given as text."""
    with tempfile.TemporaryDirectory() as folder:
        text, lines, program = (pathlib.Path(folder) / name for name in ("run.txt", "run.jsonl", "program.py"))
        program.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
        run([options.binary, *(arguments or ["--trace"]), "-o", text, "-o", lines, program], timeout=options.timeout)
        problem = problems_of(options.binary, lines, text.read_text(errors="surrogateescape"))
        return problem, [] if problem else read(lines)


def bound(rows):
    """The values that the program binds, by name."""
    names = {row["id"]: row.get("argument") for row in rows if row["kind"] == "ins" and row["opcode"] == "STORE_NAME"}
    return {names[row["ins"]]: row["popped"][0] for row in rows if row["kind"] == "op" and row["ins"] in names}


VALUES = {
    "a = None": None, "a = True": True, "a = 6": 6, "a = -6": -6, "a = 2.5": 2.5, "a = 2.0": 2.0, "a = 1e300": 1e300, "a = ''": "",
    "a = 2**53": 2**53, "a = 2**53 + 1": {"big": "9007199254740993", "digits": 16}, "a = -2**53 - 1": {"big": "-9007199254740993", "digits": 16},
    "a = 10**18": {"big": "1" + 18 * "0", "digits": 19}, "a = 10**40": {"big": "1" + 11 * "0", "digits": 41},
    "a = 10**5000": {"word": "int of 16610 bits"}, "a = float('nan')": {"float": "nan"}, "a = -float('inf')": {"float": "-inf"},
    "a = 'x' * 900": {"s": "x" * 40, "len": 900}, r"a = '\0\x1f\x7f\x9b \" \\ \n é 🐍'": "\0\x1f\x7f\x9b \" \\ \n é 🐍",
    r"a = '\ud800 and \udfff'": "\ud800 and \udfff", r"a = b'\0\xff" + '"' + "'": {"b": "\0ÿ\"", "len": 3},
    "a = [1, None, 'x']": {"o": 1, "type": "list", "items": [1, None, "x"], "len": 3},
    "a = [*range(900)]": {"o": 1, "type": "list", "items": [0, 1, 2, 3, 4, 5], "len": 900},
    "a = ()": {"type": "tuple", "items": [], "len": 0}, "a = {'x': [1]}": {"type": "dict", "items": [["x", {"type": "list", "items": [1], "len": 1}]], "len": 1},
    "a = [[[[1]]]]": {"type": "list", "items": [{"type": "list", "items": [{"type": "list", "items": [], "len": 1}], "len": 1}], "len": 1},
    "class P: pass\na = P(); a.x = 1": {"type": "P", "attributes": [], "len": 0},
    "class S(list): pass\na = S([1])": {"type": "S", "contents": {"type": "list", "items": [1], "len": 1}, "attributes": [], "len": 0},
    "def a(): pass": {"function": "a"}, "class a: pass": {"class": "a"}, "import sys as a": {"module": "sys"}, "a = len": {"function": "len"},
    "a = range(0, 3)": {"word": "range(0, 3)"}, "a = ValueError('bad')": {"word": "ValueError('bad')"},
}


def without_numbers(value):
    """Without the numbers of objects, but where the wanted value has one."""
    if isinstance(value, dict):
        return {key: without_numbers(part) for key, part in value.items() if key != "o"}
    return [without_numbers(part) for part in value] if isinstance(value, list) else value


def value_is_written(options, source, wanted):
    problem, rows = record_of(options, source)
    if problem:
        return problem
    found = bound(rows).get("a", "nothing")
    same = found == wanted if isinstance(wanted, dict) and "o" in wanted else without_numbers(found) == wanted
    return "" if same and type(found) is type(wanted) else f"{found!r} instead of {wanted!r}"


def none_is_not_a_null_of_the_stack(options):
    problem, rows = record_of(options, "print(None)")
    call = [row["popped"] for row in rows if row["kind"] == "op" and row["opcode"] == "CALL"]
    return problem or ("" if call == [[{"null": True}, {"function": "print"}, None]] else f"{call}")


def names_that_are_no_text_are_escaped(options):
    """As Python itself does it: each byte that is no UTF-8 is a lone surrogate."""
    with tempfile.TemporaryDirectory() as folder:
        program, lines = pathlib.Path(folder) / "\udcff\udcc3(.py", pathlib.Path(folder) / "run.jsonl"
        program.write_text("import sys\nsys.stdout.reconfigure(errors='surrogateescape')\nprint('\\udcff')\n")
        run([options.binary, "--trace", "-o", lines, program], timeout=options.timeout)
        problem = problems_of(options.binary, lines)
        rows = [] if problem else read(lines)
    texts = [row["text"] for row in rows if row["kind"] == "io"]
    return problem or ("" if rows[0]["program"]["name"] == str(program) and texts == ["\udcff\n"] else f"{rows[0]['program']} {texts}")


def large_texts_are_cut_in_the_middle_of_nothing(options):
    problem, rows = record_of(options, "a = '🐍' * 41", "--trace")
    return problem or ("" if bound(rows)["a"] == {"s": "🐍" * 40, "len": 41} else f"{bound(rows)}")


ENDINGS = {
    "the program ended": ("x = 1", ["--trace"]),
    r"ended by SyntaxError: .*": ("x = (\n", ["--trace"]),
    r"ended by SyntaxError: Non-UTF-8 code starting with .*": (b"x = '\xff'\n", ["--trace"]),
    r'ended by ValueError: a "quoted" \\x00 text': ("raise ValueError('a \"quoted\" \\0 text')", ["--trace"]),
    r"stopped at the limit of 5 events.*": ("x = 1", ["--trace", "--max-events=5", "--on-limit=stop"]),
    r".*not recorded after 5 events.*": ("x = 1", ["--trace", "--max-events=5"]),
    r"ended by SystemExit.*": ("raise SystemExit(3)", ["--trace"]),
    r"the program ended; nothing of what .*": ("x = 1", ["--trace=signal"]),
    r"ended by RecursionError: .*": ("def f(n): return f(n + 1)\nf(0)", ["--trace", "--keep=last", "--max-events=300"]),
    r"the program ended; not reproducible: clock": ("import time; time.time()", ["--trace"]),
    r"os\._exit\(0\)": ("import os; os._exit(0)", ["--trace"]),
    r"the program ended;? ?.*": ("a = " + "[" * 90 + "]" * 90, ["--trace", "--max-depth=100", "--max-items=1"]),
}


def ends_with_its_reason(options, reason, source, arguments):
    problem, rows = record_of(options, source, *arguments)
    return problem or ("" if re.fullmatch(reason, rows[-1]["reason"]) else rows[-1]["reason"])


def ends_by_a_signal(options):
    with tempfile.TemporaryDirectory() as folder:
        text, lines = pathlib.Path(folder) / "run.txt", pathlib.Path(folder) / "run.jsonl"
        process = subprocess.Popen([options.binary, "--trace", "--keep=both", "--max-events=100", "-o", text, "-o", lines, "-c",
                                    "print('begun', flush=True)\nwhile True: pass"], stdout=subprocess.PIPE, env=clean_environment())
        process.stdout.readline()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=options.timeout)
        problem = problems_of(options.binary, lines, text.read_text())
        rows = [] if problem else read(lines)
    return problem or ("" if rows[-1]["reason"] == "ended by SIGTERM" and any(row["kind"] == "gap" for row in rows) else f"{rows[-1]}")


def gap_says_how_much_is_missing(options):
    problem, rows = record_of(options, "for x in range(100): pass", "--trace", "--keep=both", "--max-events=40")
    if problem:
        return problem
    at = [place for place, row in enumerate(rows) if row["kind"] == "gap"]
    missing = [rows[place + 1]["n"] - rows[place - 1]["n"] - 1 for place in at]
    return "" if len(at) == 1 and missing == [rows[at[0]]["hidden"]] and rows[-1]["events"] == 40 else f"{missing} {[rows[place] for place in at]}"


def tree_too_deep_is_cut_where_it_is_said(options):
    problem, rows = record_of(options, "x = " + "-" * 1500 + "1", "--trace")
    reason = rows[-1]["reason"] if rows else ""
    return problem or ("" if reason.startswith(("the program ended", "ended by")) else reason)


def stages_are_linked(options):
    """From the text `n // 2` to its token, node, instruction, event, and back."""
    program = ROOT / "samples/tour.py"
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder) / "run.jsonl"
        run([options.binary, "--trace", "-o", lines, program], timeout=options.timeout)
        rows = read(lines)
    by_id = {row["id"]: row for row in rows if "id" in row}
    event = next(row for row in rows if row["kind"] == "op" and by_id[row["ins"]].get("argument") == "//")
    instruction = by_id[event["ins"]]
    node, block, code = by_id[instruction["node"]], by_id[instruction["block"]], by_id[instruction["parent"]]
    token = next(row for row in rows if row["kind"] == "tok" and row["type"] == "DOUBLESLASH")
    symbol = next(row for row in rows if row["kind"] == "sym" and row["name"] == "n" and row["scope"] == "function")
    source = by_id[code["source"]]
    line, columns = event["span"].split(":")
    begin, end = map(int, columns.split("-"))
    facts = {"source": source["lines"][int(line) - 1][begin:end], "node": (node["type"], node["text"], node["span"] == event["span"]),
             "token": token["parent"] == node["id"], "block": block["parent"] == code["id"] == event["code"],
             "symbol": by_id[symbol["parent"]]["type"], "function": code["name"]}
    wanted = {"source": "n // 2", "node": ("BinOp", "//", True), "token": True, "block": True, "symbol": "FunctionDef", "function": "collatz"}
    return "" if facts == wanted else f"{facts}"


def whole_schema_accepts_lines(options):
    """As it is published: one schema for all lines, and open."""
    schema = json.loads(run([options.binary, "--trace-schema"]).out)
    published = jsonschema.Draft202012Validator(schema)
    problem, rows = record_of(options, "x = [1, {'a': None}]\ndef f(n): return n\nf(2)\n", "--trace")
    wrong = [row for row in rows if not published.is_valid(row)]
    unknown = {"kind": "end", "n": 1, "events": 1, "reason": "", "new": 1}
    refused = [row for row in ({"kind": "end", "n": 1}, {"kind": "op", "event": "op"}, {"kind": "none such"}, 7) if published.is_valid(row)]
    return problem or ("" if not wrong and not refused and published.is_valid(unknown) else f"{wrong[:2]} {refused}")


def enumerations_have_names(options):
    """A member of every enumeration, and that the last one is there."""
    wanted = {"Outcome": ("op", "outcome", "raised_again"), "Death": ("free", "cause", "collected"), "Found": ("lookup", "found", "by_type"),
              "Blocking": ("gil_dropped", "reason", "thread_ends"), "Reason": ("gc_start", "reason", "interpreter_ends"),
              "FutureEnd": ("task_done", "end", "cancelled"), "Waker": ("task_woken", "waker", "nowhere"), "SignalSender": ("signal_arrived", "sender", "kernel")}
    definitions = schema_of(options.binary)["$defs"]
    wrong = {name: definitions[event]["properties"][key] for name, (event, key, last) in wanted.items()
             if definitions[event]["properties"][key]["enum"][-1] != last}
    return f"{wrong}" if wrong else ""


# ---------------------------------------------------------------- a dump, and what events tell besides


STAGE_KINDS = {"tokens": {"tok"}, "ast": {"ast"}, "symtable": {"sym"}, "cfg": {"blk", "pass", "code"}, "bytecode": {"code", "ins"}}


def written(options, source, *arguments, name="program.py"):
    """(what is wrong, rows, what was printed) of one file of JSON lines."""
    with tempfile.TemporaryDirectory() as folder:
        lines, program = pathlib.Path(folder) / "out.jsonl", pathlib.Path(folder) / name
        program.write_bytes(source if isinstance(source, bytes) else source.encode())
        outcome = run([options.binary, *arguments, "-o", lines, program], timeout=options.timeout)
        problem = problems_of(options.binary, lines)
        return problem, [] if problem else read(lines), outcome


def dump_tells_the_stages_that_are_asked_for(options):
    source = (ROOT / "samples/tour.py").read_text()
    for count in range(1, 6):
        for stages in itertools.combinations(STAGE_KINDS, count):
            problem, rows, _ = written(options, source, f"--dump={','.join(stages)}")
            wanted = {"head", "src", "end"}.union(*(STAGE_KINDS[stage] for stage in stages))
            if problem or {row["kind"] for row in rows} != wanted or rows[0]["dump"] != list(stages):
                return problem or f"{stages}: {[row['kind'] for row in rows][:20]}"
    return ""


def dump_tells_what_a_trace_tells_before_it_runs(options):
    source = (ROOT / "tests/golden/flow_graph.py").read_text() + "\nhalf(3)\n"
    problem, dump, _ = written(options, source, "--dump")
    other, trace, _ = written(options, source, "--trace")
    before = [row for row in trace[1:] if row["kind"] in STAGES]
    strip = [{key: value for key, value in row.items() if key != "file"} for row in dump[1:-1]]
    same = strip == [{key: value for key, value in row.items() if key != "file"} for row in before]
    return problem or other or ("" if same and dump[-1]["reason"] == "nothing has run: --dump" and "dump" not in trace[0] else short_diff(str(before), str(strip)))


def dump_of_a_broken_program_says_what_is_wrong(options):
    problem, rows, outcome = written(options, "x = 1\ny = (\n", "--dump")
    facts = outcome.code, outcome.err.splitlines()[-1], rows[-1]["reason"], any(row["kind"] == "tok" for row in rows)
    return problem or ("" if facts == (1, "SyntaxError: '(' was never closed", "ended by SyntaxError: '(' was never closed (line 2)", True) else f"{facts}")


def dump_goes_beside_its_text(options):
    with tempfile.TemporaryDirectory() as folder:
        text, lines = pathlib.Path(folder) / "out.txt", pathlib.Path(folder) / "out.jsonl"
        program = ROOT / "samples/tour.py"
        run([options.binary, "--dump", "--style=rich", "-o", text, "-o", lines, program], timeout=options.timeout)
        alone = run([options.binary, "--dump", "--style=rich", program], timeout=options.timeout).out
        problem = problems_of(options.binary, lines)
        return problem or short_diff(alone, text.read_text())


def source_of_imported_modules_is_told(options):
    """Also of one in another encoding: columns are those of its text in UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "helper.py").write_bytes("# coding: latin-1\ndef plus(é):\n    return 'é', é + 1\n".encode("latin-1"))
        (folder / "program.py").write_text("import helper, colorsys\nhelper.plus(1)\ncolorsys.rgb_to_hls(0, 0, 1)\nexec('x = 1')\n")
        run([options.binary, "--trace=vm", "-o", folder / "out.jsonl", folder / "program.py"], timeout=options.timeout)
        problem = problems_of(options.binary, folder / "out.jsonl")
        rows = [] if problem else read(folder / "out.jsonl")
    sources = {row["id"]: row for row in rows if row["kind"] == "src"}
    codes = {row["id"]: row for row in rows if row["kind"] == "code"}
    untold = [row for row in codes.values() if "source" not in row and not row["file"].startswith("<")]
    event = next(row for row in rows if row["kind"] == "op" and row["opcode"] == "BINARY_OP" and codes[row["code"]]["name"] == "plus")
    line, columns = event["span"].split(":")
    begin, end = map(int, columns.split("-"))
    text = sources[codes[event["code"]]["source"]]["lines"][int(line) - 1].encode()[begin:end].decode()
    names = [pathlib.Path(row["file"]).name for row in sources.values()]
    return problem or ("" if not untold and text == "é + 1" and names == ["program.py", "helper.py", "colorsys.py"] else f"{untold} {text} {names}")


def explain_adds_a_sentence_to_each_line(options):
    source = "xs = [1]\nxs.append(2)\nprint(xs)\ndef f(n): return n\nf(1)\n"
    problem, rows, _ = written(options, source, "--trace=all", "--explain")
    silent = {row["event"] for row in rows if "n" in row and row["kind"] != "end" and not row.get("explain")}
    call = next(row["explain"] for row in rows if row["kind"] == "op" and row["opcode"] == "BUILD_LIST")
    plain = written(options, source, "--trace=all")[1]
    told = any("explain" in row for row in plain)
    return problem or ("" if silent == {"line", "write"} and "pushes #1[1]" in call and not told else f"{silent} {call}")


OUTSIDE = {"import time; time.time()": ["clock"], "x = 1": [], "import random, time; random.random(); time.time()": ["clock", "random numbers"],
           "import subprocess; subprocess.run(['true'])": ["child process"]}


def end_says_what_came_from_outside(options):
    for source, words in OUTSIDE.items():
        problem, rows, _ = written(options, source, "--trace")
        found = rows[-1].get("outside", []) if rows else []
        in_reason = rows[-1]["reason"].partition("not reproducible: ")[2].split(", ") if found else []
        if problem or not set(words) <= set(found) or found != in_reason or bool(words) != bool(found):
            return problem or f"{source}: {rows[-1]}"
    return ""


BINDINGS = """x = 1
x = [x]
x[0] = 'a'
del x[0]
class P:
    __slots__ = 'y'
p = P()
p.y = 2
del p.y
def f(n):
    global x
    n += 1
    def g(): return n
    x = None
    del n
f(1)
try:
    p.z = 3
except AttributeError:
    pass
class Q:
    def __setattr__(self, name, value): pass
    def __setitem__(self, key, value): pass
q = Q()
q.a = q['b'] = 4
del x
"""
BOUND = [("x", 1), ("x", "list"), ("[0]", "a"), ("[0]", None), ("__slots__", "y"), ("P", "P"), ("p", "P"), (".y", 2), (".y", None), ("f", "f"),
         ("n", 2), ("g", "g"), ("x", "None"), ("n", None), ("__setattr__", "__setattr__"), ("__setitem__", "__setitem__"), ("Q", "Q"), ("q", "Q"), ("x", None)]


def bindings_of(rows):
    for row in rows:
        if "set" not in row:
            continue
        place, value = row["set"], row["set"].get("value", {"nothing": None})
        name = f"[{place['item']}]" if "item" in place else ("." if "owner" in place else "") + place["name"]
        shown = "None" if value is None else value if not isinstance(value, dict) else \
            next(value[key] for key in ("function", "class", "type", "nothing") if key in value)
        shown = shown.rpartition(".")[2] if isinstance(shown, str) else shown  # of a qualified name
        yield name, shown


def what_is_bound_to_which_name_is_told(options):
    """In a trace of nothing else, too. What raises binds nothing, and of what a method decides nothing is said."""
    for categories in ("locals", "vm"):
        problem, rows, _ = written(options, BINDINGS, f"--trace={categories}")
        found = [pair for pair in bindings_of(rows) if pair[0] not in ("__module__", "__qualname__", "error", "AttributeError")]
        if problem or found != BOUND:
            return problem or short_diff("\n".join(map(str, BOUND)), "\n".join(map(str, found)))
    return ""


# ---------------------------------------------------------------- jq, as docs/json-lines.md quotes it


def jq_answers_as_quoted(options, command, quoted):
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in re.findall(r"^# (\S+\.jsonl) is made by: minipy (.*)$", (ROOT / "docs/json-lines.md").read_text(), re.MULTILINE):
            run([options.binary, *shlex.split(arguments.replace(name, f"{folder}/{name}"))], timeout=options.timeout)
        words = [f"{folder}/{word}" if word.endswith(".jsonl") else word for word in shlex.split(command)]
        outcome = run(["jq", *words], timeout=options.timeout)
    whole = re.fullmatch("".join(r"(?:.*\n)*?" if line == "…" else re.escape(line + "\n") for line in quoted.splitlines()), outcome.out)
    return "" if whole and outcome.out and not outcome.err else f"jq {command}\n{outcome.err}{short_diff(quoted, outcome.out)}"


def jq_checks(options):
    if shutil.which("jq", path="/usr/bin:/bin") is None:
        print("JSON lines: jq is not installed (apt install jq): what docs/json-lines.md quotes of it was left out", flush=True)
        return
    for command, quoted in re.findall(r"^\$ jq (.*)\n((?:(?!```|\$ ).*\n)*)", (ROOT / "docs/json-lines.md").read_text(), re.MULTILINE):
        yield f"JSON lines/jq {command}"[:60], lambda c=command, q=quoted: jq_answers_as_quoted(options, c, q)


def golden_record(options):
    program, kept = ROOT / "docs/examples/half.py", ROOT / "docs/examples/half.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder) / "run.jsonl"
        run([options.binary, "--trace", "-o", lines, program.name], timeout=options.timeout, cwd=program.parent)
        actual = lines.read_text().replace(f"{program.parent}/", "…/")
    if options.update:
        kept.write_text(actual)
    return "" if kept.exists() and kept.read_text() == actual else short_diff(kept.read_text() if kept.exists() else "", actual)


def json_lines_alone_print_no_text(options):
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder) / "run.jsonl"
        outcome = run([options.binary, "--trace", "-o", lines, "-c", "print(1)"], timeout=options.timeout)
        problem = problems_of(options.binary, lines)
    return problem or ("" if (outcome.code, outcome.out, outcome.err) == (0, "1\n", "") else f"{outcome}")


def files_that_cannot_be_written_are_said(options):
    outcome = run([options.binary, "--trace", "-o", "/no/such/folder/run.jsonl", "-c", "x = 1"], timeout=options.timeout)
    return "" if outcome.code != 0 and "can't write '/no/such/folder/run.jsonl'" in outcome.err else f"{outcome}"


def checks(options):
    yield "JSON lines/docs/examples/half.py", lambda: golden_record(options)
    for source, wanted in VALUES.items():
        yield f"JSON lines/{source}"[:60].replace("\n", "; "), lambda s=source, w=wanted: value_is_written(options, s, w)
    for reason, (source, arguments) in ENDINGS.items():
        yield f"JSON lines/{reason}", lambda r=reason, s=source, a=arguments: ends_with_its_reason(options, r, s, a)
    for check in (none_is_not_a_null_of_the_stack, names_that_are_no_text_are_escaped, large_texts_are_cut_in_the_middle_of_nothing,
                  ends_by_a_signal, gap_says_how_much_is_missing, tree_too_deep_is_cut_where_it_is_said, stages_are_linked,
                  dump_tells_the_stages_that_are_asked_for, dump_tells_what_a_trace_tells_before_it_runs, dump_of_a_broken_program_says_what_is_wrong,
                  dump_goes_beside_its_text, source_of_imported_modules_is_told, explain_adds_a_sentence_to_each_line,
                  end_says_what_came_from_outside, what_is_bound_to_which_name_is_told, whole_schema_accepts_lines, enumerations_have_names, json_lines_alone_print_no_text, files_that_cannot_be_written_are_said):
        yield f"JSON lines/{check.__name__.replace('_', ' ')}", lambda c=check: c(options)
    yield from jq_checks(options)
