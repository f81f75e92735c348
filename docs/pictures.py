#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""Makes the pictures of docs/ again: docs/pictures.py [NAME …], with build/release/minipy, Graphviz and Chromium.

Each is what minipy itself shows of a program in docs/examples/ or samples/: a text in its colours, a page or a part of
one, a drawing by Graphviz. Only the timeline is drawn here, from the tracks of the file, for what shows such files is a
page of the network. Look at a picture before you keep it. CPython: none. Next: tests/webdriver.py, docs/page.md.
"""

import base64
import collections
import html
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import webdriver  # noqa: E402

DOCS, FOLDER = ROOT / "docs", ROOT / "build/pictures"
SIZE = 1200, 680
READY = "return document.body.dataset.ready === 'yes' && document.body.dataset.read === 'all'"

# name: program, JavaScript that fits the event to show, what of the page is shown (a selector; none: all of it).
PAGES = {
    "page": ("docs/examples/lesson_memory.py", "row.event === 'gc_unreachable'", None),
    "frames": ("docs/examples/lesson_calls.py", "row.line === 15 && row.kind === 'op'", "#frames-panel"),
    "gil": ("docs/examples/lesson_threads.py", "row.line === 13 && row.kind === 'op'", "#time-panel"),
    "memory": ("docs/examples/lesson_memory.py", "row.line === 22 && row.kind === 'ref' && row.object.o === 12", "#heap-panel"),
    "gc": ("docs/examples/lesson_memory.py", "row.event === 'gc_unreachable'", "#explain, #heap-panel"),
    "attributes": ("docs/examples/shared_keys.py", "row.line === 9 && row.opcode === 'STORE_ATTR'", "#explain, #heap-panel"),
    "ownership": ("docs/examples/lesson_names.py", "row.line === 6 && row.kind === 'ref'", "#explain, #heap-panel"),
}
# name: arguments of minipy, the first row, how many.
TEXTS = {
    "text": (["--trace", "--sections=run", "--color=always", "--width=110", "--only", "func=half", "docs/examples/half.py"], r"\s+n ", 9),
    "json-lines": (["--trace", "--sections=run", "--only", "line=2", "-o", "build/pictures/half.jsonl", "docs/examples/half.py"],
                   r'.*"kind":"line"', 5),
    "recordings": (["--diff-trace", "build/pictures/steps.trace", "build/pictures/steps-O.trace"], "", 16),
}
COLOURS = {"1": "font-weight:700", "2": "color:#777", "31": "color:#b3261e", "32": "color:#17703a", "33": "color:#7a5200",
           "36": "color:#00677d"}


def minipy(*arguments):
    done = subprocess.run([ROOT / "build/release/minipy", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr


def save(browser, path, box=None):
    """What is shown of the page within (left, top, width, height)."""
    left, top, width, height = box or (0, 0, *SIZE)
    clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1}
    path.write_bytes(base64.b64decode(browser.command("Page.captureScreenshot", format="png", clip=clip)["data"]))


def box_of(browser, selector):
    """The smallest box around all elements that the selector finds."""
    left, top, right, bottom = browser.run("""const all = [...document.querySelectorAll(arguments[0])].map((one) => one.getBoundingClientRect());
        return [Math.min(...all.map((box) => box.left)), Math.min(...all.map((box) => box.top)),
                Math.max(...all.map((box) => box.right)), Math.max(...all.map((box) => box.bottom))];""", selector)
    return left, top, right - left, bottom - top


def page(browser, name):
    program, fits, selector = PAGES[name]
    path = FOLDER / f"{name}.html"
    minipy("--trace", "-o", str(path), program)
    browser.open(path)
    browser.wait_for(lambda: browser.run(READY), 30)
    browser.run("""const style = document.createElement("style");
        style.textContent = "* { transition: none !important; animation: none !important; }";
        document.head.append(style);""")
    found = browser.run(f"""const {{cursor}} = minipyPage;
        return cursor.moveTo(0).then(() => cursor.find(1, (row) => {fits}))
          .then((index) => index === undefined ? false : cursor.moveTo(index).then(() => true));""")
    if not found:
        sys.exit(f"{name}: no event fits {fits}")
    if selector:  # the other panels make room
        browser.run("""const shown = [...document.querySelectorAll(arguments[0])];
            for (const panel of document.querySelectorAll(".panel, .column, #bar, #explain, #time-panel"))
              if (!shown.some((one) => panel.contains(one))) panel.style.display = "none";
            if (!shown.some((one) => one.closest("#page"))) document.getElementById("page").style.display = "none";
            for (const panel of document.querySelectorAll(".panel")) Object.assign(panel.style, {flex: "none", width: "700px", height: panel.id === "heap-panel" ? "140px" : "380px"});
            for (const column of document.querySelectorAll(".column")) column.style.flex = "none";
            if (shown.some((one) => one.closest("#page")))
              Object.assign(document.getElementById("page").style, {display: "block", width: "720px"});
            document.getElementById("explain").style.maxWidth = "720px";
            minipyPage.heap.measure();
            minipyPage.time.redraw();
            minipyPage.show();""", selector)
    save(browser, DOCS / f"{name}.png", box_of(browser, selector) if selector else None)


def coloured(text):
    """HTML of a text with the terminal's colours."""
    parts = re.split(r"\x1b\[([\d;]*)m", text)
    shown = [html.escape(parts[0])]
    for codes, part in zip(parts[1::2], parts[2::2]):
        style = ";".join(COLOURS.get(code, "") for code in codes.split(";"))
        shown.append(f'<span style="{style}">{html.escape(part)}</span>')
    return "".join(shown)


def text(browser, name):
    arguments, first, count = TEXTS[name]
    if name == "recordings":
        minipy("--trace", "-o", "build/pictures/steps.trace", "docs/examples/steps.py")
        minipy("-O", "--trace", "-o", "build/pictures/steps-O.trace", "docs/examples/steps.py")
    printed = minipy(*arguments)
    if name == "json-lines":
        printed = (FOLDER / "half.jsonl").read_text()
    rows = printed.splitlines()
    start = next(at for at, row in enumerate(rows) if re.match(first, re.sub(r"\x1b\[[\d;]*m", "", row)))
    path = FOLDER / f"{name}.html"
    wrap = "white-space:pre-wrap;width:860px" if name == "json-lines" else "white-space:pre"
    path.write_text('<meta charset="utf-8"><body style="margin:0"><pre style="display:inline-block;margin:0;padding:10px 14px;background:#fff;'
                    f'color:#111;font:13px/19px DejaVu Sans Mono,monospace;{wrap}">' + coloured("\n".join(rows[start:start + count])))
    browser.open(path)
    save(browser, DOCS / f"{name}.png", box_of(browser, "pre"))


def drawing(_browser, _name):
    minipy("--heap=at:9", "-o", str(DOCS / "dot.svg"), "docs/examples/drawn.py")


TRACK, NAMES, WIDTH = 22, 150, 860  # heights and widths in the drawing of a timeline, in pixels
FILLS = ("#cfe3ff", "#d8f0d2", "#ffe3b8", "#f3d3ea", "#e4e0f7")


def timeline(_browser, _name):
    path = FOLDER / "timeline.perfetto.json"
    minipy("--trace", "-o", str(path), "docs/examples/timeline.py")
    rows = json.loads(path.read_text())["traceEvents"]
    names, opened, slices = {}, collections.defaultdict(list), collections.defaultdict(list)
    for row in rows:
        track = row.get("pid"), row.get("tid")
        if row["ph"] == "M" and row["name"] in ("process_name", "thread_name"):
            names[track if row["name"] == "thread_name" else track[0]] = row["args"]["name"]
        elif row["ph"] == "B":
            opened[track].append(row)
        elif row["ph"] == "E":
            begin = opened[track].pop()
            slices[track].append((begin["ts"], row["ts"], len(opened[track]), begin["name"]))
    end = max(stop for track in slices.values() for _, stop, _, _ in track)
    scale, y, drawn = (WIDTH - NAMES - 10) / end, 10, []
    for track in sorted(slices):
        drawn.append(f'<text x="8" y="{y + 15}">{html.escape(names.get(track[0], ""))}: {html.escape(names.get(track, ""))}</text>')
        for start, stop, depth, name in sorted(slices[track]):
            x, wide = NAMES + start * scale, max((stop - start) * scale, 1)
            drawn.append(f'<rect x="{x:.1f}" y="{y + depth * TRACK}" width="{wide:.1f}" height="{TRACK - 3}" fill="{FILLS[sum(map(ord, name)) % len(FILLS)]}" '
                         'stroke="#555" stroke-width="0.5"/>')
            if wide > 7 * len(name):
                drawn.append(f'<text x="{x + 4:.1f}" y="{y + depth * TRACK + 14}">{html.escape(name)}</text>')
        y += TRACK * (1 + max(depth for _, _, depth, _ in slices[track])) + 8
    (DOCS / "perfetto.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" font-family="sans-serif" font-size="11">\n'
                                       f'<rect width="{WIDTH}" height="{y}" fill="white"/>\n' + "\n".join(drawn) + "\n</svg>\n")


MAKERS = {**dict.fromkeys(PAGES, page), **dict.fromkeys(TEXTS, text), "dot": drawing, "perfetto": timeline}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(MAKERS)
    if unknown := set(wanted) - set(MAKERS):
        sys.exit(f"no such picture: {' '.join(sorted(unknown))} (there are: {' '.join(MAKERS)})")
    if not webdriver.is_there():
        sys.exit("no Chromium here; ./dev test browser installs it")
    with webdriver.Browser(FOLDER / "chromium", *SIZE) as browser:
        for name in wanted:
            MAKERS[name](browser, name)


if __name__ == "__main__":
    main()
