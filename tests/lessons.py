# SPDX-License-Identifier: MIT
"""The lessons of docs/teaching.md: each is recorded with the command that the guide gives, and each row of its table is held
against the recording: from the event where the reader stands, the page's own module must ask that question about the
next event, take that answer, and take no other one. What else the guide's commands print is checked by the suite `docs`.
Part of `./dev test docs`. Next: browser/check_lesson.mjs."""

import json
import re
import shlex
import shutil
import subprocess

from json_lines import lines_of_page
from support import ROOT, WORK, run

GUIDE = ROOT / "docs/teaching.md"
FOLDER = WORK / "lessons"
NODE = shutil.which("node")
QUESTIONS = 5  # of each lesson


def lessons():
    """(title, text) of each."""
    return re.findall(r"^## (Lesson \d+: .*)\n((?:(?!## ).*\n)*)", GUIDE.read_text(), re.MULTILINE)


def rows_of(text):
    return [{"stand": int(stand), "question": question, "answer": answer}
            for stand, question, answer in re.findall(r"^\| `#n=(\d+)` \| (.*) \| `(.*)` \|$", text, re.MULTILINE)]


def record(options, text):
    """The JSON lines of the page that the lesson's command makes, made anew in a folder of ours."""
    command = re.search(r"^\$ minipy (--trace -o build/\S+\.html .*)$", text, re.MULTILINE)[1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = [word.replace("build/", f"{FOLDER}/") if word.endswith(".html") else word for word in shlex.split(command)]
    page = next(FOLDER / word.rpartition("/")[2] for word in words if word.endswith(".html"))
    page.unlink(missing_ok=True)
    run([options.binary, *words], timeout=options.timeout)
    lines = page.with_suffix(".jsonl")
    lines.write_bytes(lines_of_page(page))
    return lines


def check_lesson(options, text):
    rows = rows_of(text)
    if len(rows) != QUESTIONS:
        return f"{len(rows)} questions instead of {QUESTIONS}"
    done = subprocess.run([NODE, str(ROOT / "tests/browser/check_lesson.mjs"), str(record(options, text))], input=json.dumps(rows),
                          capture_output=True, text=True, timeout=120)
    return (done.stdout + done.stderr).strip()[:2000]


def program_has_notes(text):
    """What a lecture shows: a lesson without notes has nothing for it."""
    program = ROOT / re.search(r"^```python (\S+)$", text, re.MULTILINE)[1]
    return "" if re.search(r"^\s*# note: \S", program.read_text(), re.MULTILINE) else f"{program.name} has no note"


def checks(options):
    found = lessons()
    yield "docs/teaching [has six lessons]", lambda: "" if len(found) == 6 else f"there are {len(found)} lessons"
    if not NODE:
        print("docs: no node here, so no answer of a lesson was checked", flush=True)
    for title, text in found:
        yield f"docs/teaching/{title} [its program has notes]", lambda t=text: program_has_notes(t)
        if NODE:
            yield f"docs/teaching/{title} [its questions and answers]", lambda t=text: check_lesson(options, t)
