# SPDX-License-Identifier: MIT
"""The suite `agreement`: one recording, four views, one story. Each program is recorded once; text, JSON lines, page and timeline
are made of that recording, and each file is read by a reader of its own. Event by event they must name the same number, kind,
thread, instruction or line, the same names and the same values. The reference are the JSON lines, which keep the schema.

    run.trace ──▶ run.txt ─────────────▶ rows ────┐
              ──▶ run.jsonl ───▶ schema ▶ events ◀─┼── compared
              ──▶ run.html ──▶ base64, zlib ───────┤
              ──▶ run.perfetto.json ──▶ rules ─────┘

Text is for people: where it shows less (the items of a list that was only kept), less is compared. Next: json_lines.py, perfetto.py."""

import functools
import json
import re

import json_lines
import perfetto
from support import ROOT, WORK, directives, run

SCRIPTS = 100        # of the conformance scripts
ALL_CATEGORIES = 10  # every tenth program is recorded with all of them
EVENTS = 120         # of a program: what differs, differs early

SHORT_TEXT = 12      # texts that are kept on the stack are shown whole up to here


def programs():
    """All samples, and conformance scripts at equal distances in the order of their names."""
    scripts = sorted((ROOT / "tests/conformance").glob("*/*.py"))
    chosen = [scripts[index * len(scripts) // SCRIPTS] for index in range(SCRIPTS)]
    return sorted((ROOT / "samples").glob("*.py")) + chosen


@functools.cache
def words():
    """How the text calls an event: from the table of events."""
    table = (ROOT / "trace/events.def").read_text()
    return {kind: word.strip() for kind, word in re.findall(r'^EVENT\((\w+?)_?, \w+, \w+, "[^"]*", "([^"]*)"', table, re.MULTILINE)}


# ---------------------------------------------------------------- values: JSON → what a row of text must have


def exact_text(value, is_kept):
    """The one text that shows a value; None where the text may show less, or in another way."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"({value!r})" if str(value).startswith("-") else repr(value)
    if isinstance(value, str):
        return repr(value) if value.isascii() and value.isalnum() and (len(value) <= SHORT_TEXT or not is_kept) else None
    if value.get("null"):
        return "∅"
    return None


def number_of(value):
    return f"#{value['o']}" if isinstance(value, dict) and "o" in value else ""


def stack_pattern(event):
    """`[…hidden kept -popped +pushed]`, as far as there is one way to write it."""
    items = [f"…{event['hidden']}"] if event.get("hidden") else []
    for key, sign in (("kept", ""), ("stayed", ""), ("popped", "-"), ("pushed", "+")):
        for value in event.get(key, ()):
            exact = exact_text(value, key == "kept")
            items.append(re.escape(sign + exact) if exact is not None else f"{re.escape(sign)}.*?{number_of(value)}.*?")
        if f"more_{key}" in event:
            items.append(f"{re.escape(sign)}…{event[f'more_{key}']} more")
    return re.compile(r"\[" + " ".join(items) + r"\](?= |$)")


def problem_of_stack(event, row, column):
    found = stack_pattern(event).search(row, column)
    if found is None:
        return f"the stack is not {stack_pattern(event).pattern}"
    return problem_of_binding(event, row[found.end():])


def problem_of_binding(event, effect):
    binding = event.get("set")
    if binding is None or "name" not in binding or not binding["name"].isidentifier():
        return ""
    if "value" not in binding:
        return "" if binding["name"] in effect else f"{binding['name']} is unbound"
    exact = exact_text(binding["value"], False)
    shown = exact.strip("()") if exact is not None else ""
    wanted = f"{binding['name']} = {shown}"
    return "" if wanted in effect and number_of(binding["value"]) in effect else f"{wanted} is bound"


# ---------------------------------------------------------------- views


def events_of(rows):
    return [row for row in rows if "n" in row and row["kind"] not in ("key", "end")]


def rows_of_text(text):
    """(where the stack begins, the rows with events)"""
    head, *rows = text.partition("\n6 execution")[2].splitlines()
    column = next((row.index("value stack") for row in rows if re.match(r" +n  thr ", row)), 0)
    return column, [row for row in rows if re.match(r" *\d+  T\d", row)]


def place_pattern(event):
    """What stands between frame and stack: place, id and instruction, or line and word."""
    if event["event"] in ("op", "done"):
        return rf" (?:{event.get('span', '[0-9][0-9:-]*')})? +{event['ins']} +(?:… )?{event['opcode']}(?: |$)"
    line = event.get("line", 0) if "ins" in event and event["event"] != "library" else 0
    if event["event"] == "line":
        return rf" {line}(?: +▸ .*)?$"
    return (rf" {line} +" if line else " ") + words()[event["event"]]


def problem_of_row(event, row, column):
    if not re.match(rf" *{event['n']}  T{event['thread']} ", row):
        return "number and thread"
    if not re.search(place_pattern(event), row):
        return f"the place is not {place_pattern(event)}"
    return problem_of_stack(event, row, max(column - 8, 0)) if column and event["event"] in ("op", "done") else ""


def problems_of_text(text, events):
    column, rows = rows_of_text(text)
    if len(rows) != len(events):
        yield f"text: {len(rows)} rows, {len(events)} events"
    for event, row in zip(events, rows):
        problem = problem_of_row(event, row, column)
        if problem:
            yield f"text: {problem}\n{row}\n{json.dumps(event, ensure_ascii=False)[:600]}"


def problems_of_page(page, lines):
    """A page has the very lines, and tells in its index how many events there are of each kind."""
    found = json_lines.lines_of_page(page)
    if found != lines:
        theirs, ours = found.splitlines(), lines.splitlines()
        where = next((number for number, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1]), min(len(theirs), len(ours)))
        yield f"page: line {where} is {theirs[where:where + 1]} instead of {ours[where:where + 1]}"


def problems_of_timeline(path, rows, events):
    """It keeps its rules; an instant says which instruction ran in which thread and line, and what it bound."""
    problem, timeline = perfetto.problems_of_file(path, rows)
    if problem:
        yield f"timeline: {problem}"
        return
    by_number = {event["n"]: event for event in events}
    for track, name, _, args in timeline.instants:
        event = by_number.get(args.get("n"))
        if event is None or not track.startswith("threads/"):
            continue
        facts = [track.split()[0] == f"threads/T{event['thread']}", "span" not in event or args.get("line", event["line"]) == event["line"]]
        if event["event"] == "op" and not event["outcome"].startswith("raised"):
            facts += [name.split(" ")[0] == event["opcode"], "what" not in args or not problem_of_binding(event, args["what"])]
        if not all(facts):
            yield f"timeline: {name} {args} on {track}, but {json.dumps(event, ensure_ascii=False)[:600]}"


def problems_of(binary, files):
    """What the four files say differently."""
    text, lines, page, timeline = (files[end] for end in ENDS)
    try:
        rows = json_lines.read(lines)
    except (OSError, ValueError) as error:
        yield f"JSON lines: {error!r}"
        return
    events = events_of(rows)
    yield from json_lines.problems_of_schema(binary, rows)
    yield from json_lines.problems_of_ids(rows)
    yield from problems_of_text(text.read_text(errors="surrogateescape"), events)
    yield from problems_of_page(page, lines.read_bytes())
    yield from problems_of_timeline(timeline, rows, events)


# ---------------------------------------------------------------- programs


ENDS = (".txt", ".jsonl", ".html", ".perfetto.json")


def views_of(options, script, arguments):
    """Records once, and shows it in each format, one after the other."""
    folder = WORK / "agreement" / f"{script.parent.name}-{script.stem}"
    folder.mkdir(parents=True, exist_ok=True)
    given, stdin = directives(script)
    recording = folder / "run.trace"
    run([options.binary, "--trace", *arguments, f"--max-events={EVENTS}", "-o", recording, script, *given], stdin=stdin,
        timeout=options.timeout, PYTHONPATH=str(script.parent))
    files = {end: folder / f"run{end}" for end in ENDS}
    for file in files.values():
        file.unlink(missing_ok=True)
        run([options.binary, "--view", recording, "-o", file], timeout=options.timeout)
    return files


def views_agree(options, script, arguments):
    files = views_of(options, script, arguments)
    missing = [end for end, file in files.items() if not file.exists()]
    return f"no {missing}" if missing else "\n".join(list(problems_of(options.binary, files))[:3])


PLANTED = (  # in which file, what stands there, what instead, what is said then
    (".txt", "[-6 -2 +3]", "[-6 -2 +4]", "text: the stack is not"),
    (".txt", " steps = 1\n", " steps = 2\n", "text: steps = 1 is bound"),
    (".txt", "I28   BINARY_OP", "I27   BINARY_OP", "text: the place is not"),
    (".txt", "     5  T1", "     6  T1", "text: number and thread"),
    (".jsonl", '"popped":[6,2],"pushed":[3]', '"popped":[6,2],"pushed":[4]', "text: the stack is not"),
    (".jsonl", '"outcome":"jumped"', '"outcome":"leapt"', "is not one of"),
    (".html", 'id="chunk-1">eNr', 'id="chunk-1">eNs', "page: "),
    (".perfetto.json", '"what":"steps = 1"', '"what":"steps = 9"', "timeline: STORE_FAST"),
    (".perfetto.json", '"ph":"E"', '"ph":"e"', "timeline: keys of"),
)


def planted_faults_are_found(options):
    """A check that cannot fail is none: in each file, one thing is made wrong."""
    files = views_of(options, ROOT / "samples/tour.py", [])
    unseen = []
    for end, right, wrong, said in PLANTED:
        whole = files[end].read_text()
        files[end].write_text(whole.replace(right, wrong, 1))
        try:
            found = list(problems_of(options.binary, files))
        except Exception as error:  # what cannot be unpacked
            found = [f"page: {error!r}"] if end == ".html" else [repr(error)]
        files[end].write_text(whole)
        if right not in whole or not any(said in problem for problem in found):
            unseen.append(f"{end}: {right} → {wrong}: {found[:1]}")
    return "\n".join(unseen)


def checks(options):
    """Text, JSON lines, page and timeline of one recording tell the same."""
    yield "agreement/planted faults are found", functools.partial(planted_faults_are_found, options)
    for index, script in enumerate(programs()):
        arguments = ["--trace=all"] if index % ALL_CATEGORIES == ALL_CATEGORIES - 1 else []
        name = f"{script.relative_to(ROOT)} [views agree{': ' + arguments[0] if arguments else ''}]"
        yield name, functools.partial(views_agree, options, script, arguments)
