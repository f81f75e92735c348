# SPDX-License-Identifier: MIT
"""The suite `browser`: pages of twelve recordings in a real browser, Chromium without a window. Each opens from disk, goes
forwards and backwards, answers to pointer and keys; no request is made, nothing is complained of, times hold. What the
page's own modules compute is checked with node: state.js against every `key` record. Next: webdriver.py."""

import atexit
import collections
import functools
import hashlib
import json
import re
import shutil
import subprocess
import threading

import webdriver
from browser_programs import PROGRAMS
from json_lines import lines_of_page
from support import ROOT, WORK, run

FOLDER = WORK / "browser"
NODE = shutil.which("node")
MOST_BYTES, MOST_FIRST_PAINT, MOST_STEP = 5 << 20, 1500, 16  # bytes, milliseconds, milliseconds
MADE = threading.Lock()  # pages are made one after the other, each once
SIZES = {"small": (1280, 800), "large": (1920, 1080)}


# ---------------------------------------------------------------- pages and what is in them


@functools.cache
def digest_of(binary):
    return hashlib.sha256(binary.read_bytes()).hexdigest()


def page_of(options, name):
    """The page of a program and its JSON lines, both from one recording. It is kept for this very binary and program."""
    arguments, source = PROGRAMS[name]
    folder = FOLDER / re.sub(r"\W+", "_", name)
    folder.mkdir(parents=True, exist_ok=True)
    program, page, lines, made_by = folder / "program.py", folder / "page.html", folder / "run.jsonl", folder / "made_by.json"
    maker = json.dumps([digest_of(options.binary), arguments, source])
    with MADE:
        if not made_by.exists() or made_by.read_text() != maker:
            made_by.unlink(missing_ok=True)
            program.write_text(source)
            run([options.binary, "--trace=lesson", *arguments, "-o", lines, "-o", page, program], timeout=options.timeout * 6)
            made_by.write_text(maker)
    return page, lines


def index_of_page(page):
    return json.loads(re.search(r'<script type="application/json" id="index">(.*?)</script>', page.read_text(), re.DOTALL)[1])


def page_has_the_json_lines(options, name):
    page, lines = page_of(options, name)
    if lines_of_page(page) != lines.read_bytes():
        return "the page's lines are not those of the JSON lines"
    rows = [json.loads(line) for line in lines.read_text().splitlines()]
    told, found = collections.Counter(), collections.Counter(row["event"] for row in rows if "n" in row and "event" in row)
    for chunk in index_of_page(page)["chunks"]:
        told.update(chunk["events"])
    return "" if told == found else f"the index counts {told}, there are {found}"


def page_is_small(options):
    page, _ = page_of(options, "200,000 events")
    events = sum(sum(chunk["events"].values()) for chunk in index_of_page(page)["chunks"])
    size = page.stat().st_size
    print(f"browser: {size / 1e6:.2f} MB for {events} events", flush=True)
    return "" if size <= MOST_BYTES and events == 200_000 else f"{size} bytes for {events} events"


# ---------------------------------------------------------------- modules


def modules():
    return sorted((ROOT / "trace/viewer").glob("*.js"))


def names_are_there_once(_options):
    """Modules are joined to one: what two of them declare at their top level would be an error."""
    declared = collections.Counter(name for module in modules()
                                   for name in re.findall(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", module.read_text(), re.MULTILINE))
    return "\n".join(f"{name} is declared in two modules" for name, count in declared.items() if count > 1)


def imports_exist(_options):
    exported = {module.name: set(re.findall(r"^export (?:async )?(?:const|let|function|class) (\w+)", module.read_text(), re.MULTILINE)) |
                set(re.findall(r"^export const .*?, (\w+) =", module.read_text(), re.MULTILINE)) for module in modules()}
    problems = []
    for module in modules():
        for names, other in re.findall(r'^import \{([^}]*)\} from "\./([^"]+)";$', module.read_text(), re.MULTILINE):
            problems += [f"{module.name} imports {name}, which {other} does not have" for name in names.split(", ") if name not in exported.get(other, ())]
    return "\n".join(problems)


def node(script, *arguments):
    done = subprocess.run([NODE, str(ROOT / "tests/browser" / script), *map(str, arguments)], capture_output=True, text=True, timeout=300)
    return (done.stdout + done.stderr).strip()[:2000]


def sample_states_agree(options, script):
    """Of everything that can be recorded, the library included."""
    lines = FOLDER / "samples" / f"{script.stem}.jsonl"
    lines.parent.mkdir(parents=True, exist_ok=True)
    run([options.binary, "--trace=all", "--library", "--max-events=6000", "-o", lines, script], timeout=options.timeout * 3, PYTHONPATH=str(script.parent))
    return node("check_fold.mjs", lines) if '"kind":"key"' in lines.read_text(errors="surrogateescape") else ""


def states_agree(options, name):
    _, lines = page_of(options, name)
    has_keys = '"kind":"key"' in lines.read_text()
    return node("check_fold.mjs", lines) if has_keys else ""


# ---------------------------------------------------------------- the browser

READY = "return document.body.dataset.ready === 'yes'"
READ = "return document.body.dataset.read === 'all'"
NOW = "return minipyPage.record.events === 0 ? 0 : minipyPage.cursor.index"
SHOWN = "return ['source', 'code', 'frames', 'heap', 'console', 'explain'].map((id) => document.getElementById(id).innerText)"


class Page:
    """A page in the browser, and what has been found wrong with it."""

    def __init__(self, browser, path, fragment=""):
        self.browser, self.problems = browser, []
        browser.open(path, fragment)
        browser.wait_for(lambda: browser.run(READY))
        browser.wait_for(lambda: browser.run(READ), 60)

    def expect(self, good, what):
        if not good:
            self.problems.append(what)

    def now(self):
        return self.browser.run(NOW)

    def press(self, *keys):
        self.browser.press(*keys)

    def at(self, index):
        """Keys start what ends later: waits until the page is there."""
        try:
            self.browser.wait_for(lambda: self.now() == index, 3)
        except TimeoutError:
            return False
        return True

    def go(self, fits):
        """To the first event for which a JavaScript expression of `row` is true; False: there is none."""
        return self.browser.run(f"""const page = minipyPage;
            return page.cursor.moveTo(0).then(() => page.cursor.find(1, (row) => {fits}))
              .then((index) => index === undefined ? false : page.cursor.moveTo(index).then(() => true));""")

    def go_to(self, index):
        self.browser.run("return minipyPage.cursor.moveTo(arguments[0]).then(() => 0)", index)

    def text(self, selector):
        return self.browser.run("return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)", selector)

    def comes(self, selector):
        """What the selector finds, which may take a moment."""
        try:
            return self.browser.wait_for(lambda: self.text(selector), 2)
        except TimeoutError:
            return []

    def finish(self):
        for entry in self.browser.logs("browser"):
            self.problems.append(f"the console says: {entry['message'][:300]}")
        for entry in self.browser.logs("performance"):
            message = json.loads(entry["message"])["message"]
            url = message["params"].get("request", {}).get("url", "") if message["method"] == "Network.requestWillBeSent" else ""
            if url and not url.startswith(("file:///", "about:", "data:", "blob:")):
                self.problems.append(f"a request: {url}")
        return "\n".join(self.problems)


def goes_both_ways(page):
    """Forwards and backwards over the same events the page shows the same."""
    events = page.browser.run("return minipyPage.record.events")
    page.press("Home")
    page.expect(page.at(0), "Home does not go to the first event")
    forwards = []
    for index in range(1, min(events, 12)):
        page.press("ArrowRight")
        page.expect(page.at(index), f"→ does not go to event {index}")
        forwards.append(page.browser.run(SHOWN))
    for index in range(min(events, 12) - 2, 0, -1):
        page.press("ArrowLeft")
        page.expect(page.at(index), f"← does not go back to event {index}")
        page.expect(page.browser.run(SHOWN) == forwards[index - 1], f"event {index} looks otherwise on the way back")
    page.press("End")
    page.expect(page.at(events - 1), "End does not go to the last event")


def goes_by_lines(page):
    if not page.go("row.kind === 'line'"):
        return
    first = page.now()
    page.press("Shift", "ArrowRight")
    page.browser.wait_for(lambda: page.now() != first, 3)
    page.expect(page.browser.run("return minipyPage.cursor.row.kind") == "line", "Shift → does not stop at a line")
    page.press("Shift", "ArrowLeft")
    page.expect(page.at(first), "Shift ← does not go back to the line")


def goes_over_calls(page):
    if not page.go("row.outcome === 'called'"):
        return
    depth = page.browser.run("return minipyPage.cursor.row.depth")
    before = page.now()
    page.press("Control", "ArrowRight")
    page.browser.wait_for(lambda: page.now() != before, 5)
    page.expect(page.browser.run("return minipyPage.cursor.row.depth") <= depth, "Ctrl → stops inside the call")


def lights_up_what_belongs_together(page):
    """From a column of the source to tokens, tree and instructions."""
    if not page.go("row.opcode === 'CALL' && minipyPage.links.isOfSource(minipyPage.links.instructions.get(row.ins))"):
        return
    place = page.browser.run("""const letters = document.querySelector(".row.current .letters").getBoundingClientRect();
        const text = document.querySelector(".row.current .letters").textContent;
        return [letters.left + (text.search(/\\S/) + 0.5) * letters.width / text.length, letters.top + letters.height / 2];""")
    page.browser.point(*place)
    page.expect(page.comes("#source .mark.hovered"), "pointing at the source marks nothing there")
    page.expect(page.text("#stages .hovered"), "pointing at the source lights up no node")
    page.browser.click('[data-tab="Tokens"]')
    page.browser.point(*place)
    page.expect(page.comes("#stages .hovered"), "pointing at the source lights up no token")
    page.browser.click('[data-tab="Flow graph"]')
    page.browser.click('[data-tab="Symbols"]')
    page.browser.click('[data-tab="Tree"]')
    row = page.browser.run("""const node = [...document.querySelectorAll("#code .line-of")].find((row) => minipyPage.links.instructions.get(row.dataset.id).at?.endColumn > 0);
        node.scrollIntoView();
        return node.dataset.id;""")
    page.browser.point(*page.browser.place_of(f'#code [data-id="{row}"]'))
    page.expect(page.comes("#source .mark.hovered"), "pointing at an instruction marks nothing in the source")
    page.browser.point(5, 5)
    page.expect(not page.text("#source .mark.hovered"), "a mark stays when the pointer has gone")


def leads_from_value_to_source(page):
    """Value → event that made it → its instruction → its place in the source; then the visits of that."""
    if not page.go("row.kind === 'op' && row.kept && minipyPage.cursor.stateAt !== undefined && row.thread === 1 && row.pushed && row.depth > 0") and \
            not page.go("row.kind === 'op' && row.kept"):
        return
    found = page.browser.run("""const value = [...document.querySelectorAll("#frames .frame.active .stack .value[data-n]")]
          .find((element) => Number(element.dataset.n) !== minipyPage.cursor.row.n);
        if (!value) return null;
        value.scrollIntoView();
        value.dataset.mine = "yes";
        return Number(value.dataset.n);""")
    if found is None:
        return
    page.browser.click("[data-mine]")
    try:
        page.browser.wait_for(lambda: page.browser.run("return minipyPage.cursor.row.n") == found, 3)
    except TimeoutError:
        page.problems.append("a click on a value does not lead to the event that made it")
    page.expect(page.text("#code .line-of.now"), "no instruction is marked")
    page.browser.click("#code .line-of.now")
    page.expect(page.browser.run("return minipyPage.selection?.span !== undefined") or
                not page.browser.run("return minipyPage.links.instructions.get(minipyPage.cursor.row.ins).at !== undefined"), "a click on the instruction selects nothing")
    page.press("N")
    page.press("n")


def shows_the_life_of_an_object(page):
    """Box → its changes, each with its cause → the event."""
    if not page.go("row.kind === 'ref' && minipyPage.history.objects.get(row.object.o)?.slot !== undefined"):
        return
    o = page.browser.run("return minipyPage.cursor.row.object.o")
    page.expect(page.text(f'.object-box[data-o="{o}"] .count'), f"object {o} has no box with a count")
    place = "const b = document.querySelector(arguments[0]); return b && b.style.transform"
    before = page.browser.run(place, f'.object-box[data-o="{o}"]')
    page.browser.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", f'.object-box[data-o="{o}"]')
    page.browser.click(f'.object-box[data-o="{o}"]')
    changes = page.text("#drawer .list button")
    page.expect(any(re.search(r"[+−]\d +\d+→\d+", change) for change in changes), f"the drawer shows no change of the count: {changes[:4]}")
    page.press("n")
    page.expect(page.browser.run(place, f'.object-box[data-o="{o}"]') in (before, None), "the box has moved")
    page.press("Escape")
    page.expect(page.browser.run("return document.getElementById('drawer').hidden"), "Esc leaves the details open")


def finds(page):
    page.go_to(0)
    opcode = page.browser.run("return minipyPage.cursor.find(1, (row) => row.opcode && row.opcode !== 'RESUME').then((index) => minipyPage.record.row(index).opcode)")
    page.press("/")
    page.browser.type(f"op:{opcode}")
    page.press("Enter")
    page.browser.wait_for(lambda: page.text("#found")[0] != "", 5)
    page.expect(page.browser.run("return minipyPage.cursor.row.opcode") == opcode, f"searching op:{opcode} stops elsewhere")
    page.browser.run("document.getElementById('search').value = ''")
    page.press("/")
    page.browser.type("no such thing")
    page.press("Enter")
    page.browser.wait_for(lambda: page.text("#found")[0] == "not found", 20)
    page.browser.run("document.getElementById('search').value = ''")
    page.press("Escape")


def asks(page):
    """Predictions: the effect is hidden until it was answered, right and wrong answers are told apart."""
    if not page.go("row.kind === 'line' && minipyPage.links.isOfSource(minipyPage.links.instructions.get(row.ins))"):
        return
    index = page.now()
    if index == 0:
        return
    page.go_to(index - 1)
    line = page.browser.run("return minipyPage.record.row(arguments[0]).line", index)
    page.press("p")
    page.press("ArrowRight")
    page.browser.wait_for(lambda: page.text("#question strong"), 3)
    page.expect(page.now() == index - 1, "the next event is shown before the answer")
    page.browser.type(str(line))
    page.press("Enter")
    page.expect(page.at(index), "an answer does not go on")
    page.expect(page.text("#question .right"), f"line {line} is not taken for right")
    page.press("p")
    page.expect(page.browser.run("return document.getElementById('question').hidden"), "the question stays")


def changes_theme(page):
    colour = "return getComputedStyle(document.body).backgroundColor"
    before = page.browser.run(colour)
    page.press("t")
    page.expect(page.browser.run(colour) != before, "t does not change the theme")
    page.press("t")
    page.expect(page.browser.run(colour) == before, "t does not change the theme back")


def lectures(page):
    page.press("l")
    shown = page.browser.run("return [...document.querySelectorAll('.panel')].filter((panel) => panel.offsetHeight > 0).map((panel) => panel.id)")
    page.expect(shown == ["source-panel"], f"a lecture shows {shown}")
    page.press("3")
    shown = page.browser.run("return [...document.querySelectorAll('.panel')].filter((panel) => panel.offsetHeight > 0).map((panel) => panel.id)")
    page.expect(shown == ["frames-panel"], f"3 shows {shown}")
    page.press("l")


def is_named_for_screen_readers(page):
    nameless = page.browser.run("""return [...document.querySelectorAll("button, input, canvas, section, aside")]
        .filter((element) => !(element.textContent.trim() || element.getAttribute("aria-label") || element.title)).map((element) => element.outerHTML.slice(0, 120))""")
    page.expect(not nameless, f"without a name: {nameless[:3]}")


CONTROLS = """[...document.querySelectorAll("button, input, select, [role=slider], [role=button], #stages, #code, td[title]")]
    .filter((element) => element.checkVisibility() && element.getClientRects().length > 0)"""


def is_reached_by_tab(page):
    """From the top of the page Tab comes to each control that is seen, and each shows that it has the focus."""
    controls = page.browser.run(f"""document.activeElement?.blur();
        getSelection().removeAllRanges();
        const controls = {CONTROLS};
        controls.forEach((element, index) => element.dataset.reached = "no");
        return controls.length;""")
    faint = set()
    for _ in range(controls + 8):
        page.press("Tab")
        seen = page.browser.run("""const element = document.activeElement;
            if (!element || element === document.body) return null;
            element.dataset.reached = "yes";
            const style = getComputedStyle(element);
            return [style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, element.outerHTML.slice(0, 100)];""")
        if seen and not seen[0]:
            faint.add(seen[1])
    missed = page.browser.run("""return [...document.querySelectorAll('[data-reached="no"]')].map((element) => element.outerHTML.slice(0, 100))""")
    page.expect(not missed, f"Tab does not come to {missed[:3]}")
    page.expect(not faint, f"the focus is not seen on {sorted(faint)[:3]}")


def rows_are_walked_with_the_keyboard(page):
    """↓ in a list goes from row to row, marks what belongs to the row, and Enter keeps it."""
    if not page.go("row.kind === 'op' && minipyPage.links.isOfSource(minipyPage.links.instructions.get(row.ins)) && row.line > 1"):
        return
    page.browser.run("document.getElementById('code').focus()")
    page.press("ArrowDown")
    page.press("ArrowDown")
    row = page.browser.run("return document.activeElement.dataset.id")
    page.expect(row and row.startswith("I"), f"↓ leads to {row}")
    page.press("ArrowUp")
    page.expect(page.browser.run("return document.activeElement.dataset.id === minipyPage.cursor.row.ins"), "↑ does not lead back to the instruction that runs")
    page.press("Enter")
    page.expect(page.text("#source .mark.pinned"), "Enter keeps nothing")
    page.press("Escape")
    page.browser.run("document.activeElement.blur()")


LEAST_CONTRAST = 4.5  # WCAG 2, AA

# Colours of texts and of what lies behind them, by WCAG's formula for contrast; where a picture lies behind it, none.
CONTRASTS = """
    const numbers = (text) => { const all = text.match(/[\\d.]+/g).map(Number); return all.length > 3 ? all : [...all, 1]; };
    const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
    const ground = (element) => {
        const layers = [];
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.backgroundImage !== "none" && at !== document.documentElement) return undefined;
            layers.push(numbers(style.backgroundColor));
            if (layers.at(-1)[3] === 1) break;
        }
        return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
    };
    const light = (colour) => {
        const [r, g, b] = colour.map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = new Map();
    for (const element of document.querySelectorAll("body *")) {
        if (element.closest("svg, script, style") || !element.checkVisibility()) continue;
        if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
        const behind = ground(element), style = getComputedStyle(element);
        if (!behind || style.color === "rgba(0, 0, 0, 0)") continue;
        const [one, other] = [light(over(numbers(style.color), behind)), light(behind)];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const what = `${element.tagName.toLowerCase()}.${element.className} in #${element.closest("[id]")?.id}`;
        if (contrast < arguments[0] && !(found.get(what)?.[0] < contrast)) found.set(what, [contrast, element.textContent.slice(0, 20)]);
    }
    return [...found].map(([what, [contrast, text]]) => `${what} “${text}” ${contrast.toFixed(2)}`);
"""


def has_contrast(page):
    for theme in ("the first theme", "the other theme"):
        events = page.browser.run("return minipyPage.record.events")
        for index in {0, events // 3, events // 2, events - 2}:
            page.go_to(max(0, index))
            poor = page.browser.run(CONTRASTS, LEAST_CONTRAST)
            page.expect(not poor, f"in {theme} at {index} these have little contrast: {poor[:6]}")
        page.press("t")


def shows_what_passes_change(page):
    """Each pass of the compiler that has changed a graph has a button; it shows blocks and rows with signs."""
    page.browser.click('[data-tab="Flow graph"]')
    passes = page.text(".passes button")
    page.expect(len(passes) > 2 and passes[-1] == "finished", f"passes: {passes}")
    page.browser.run("document.querySelector('.passes button').click()")
    page.expect(page.text("#stages .change") and "generate" in page.text(".pass-sentence")[0], "the first pass shows no graph")
    if "propagate lines" in page.browser.run("return [...document.querySelectorAll('.passes button')].map((button) => button.title)"):
        page.browser.run("document.querySelector('.passes button[title=\"propagate lines\"]').click()")
        page.expect(page.text("#stages .change.added") and page.text("#stages .change.removed"), "a pass shows nothing that came or went")
    page.browser.run("[...document.querySelectorAll('.passes button')].at(-1).click()")
    page.expect(page.text("#stages .block .edges"), "the finished graph is not shown")
    page.browser.click('[data-tab="Tree"]')
    page.browser.run("document.activeElement.blur()")


EVERYWHERE = (goes_both_ways, goes_by_lines, goes_over_calls, lights_up_what_belongs_together, leads_from_value_to_source, shows_the_life_of_an_object,
              finds, asks, changes_theme, lectures, is_named_for_screen_readers,
              is_reached_by_tab, rows_are_walked_with_the_keyboard, has_contrast, shows_what_passes_change)


# ---------------------------------------------------------------- of one recording each


def of_closures(page):
    page.go("row.opcode === 'STORE_DEREF' && row.popped[0] === 11")
    page.expect("11" in " ".join(page.text("#frames .frame.active .value")), "the cell's value is not in the frame")
    page.expect(page.text(".object-box.type-other"), "the cell is not drawn")


def of_generators(page):
    page.go("row.outcome === 'yielded'")
    page.expect("suspended" in " ".join(page.text("#frames")), "the generator's frame is not shown while it sleeps")


def of_exceptions(page):
    page.go("row.outcome === 'raised'")
    way = page.text("#explain .way button")
    page.expect(len(way) >= 4 and "divide: no handler" in way and "table" in way[-1], f"the exception's way is {way}")


def of_recursion(page):
    page.go("row.depth === 6 && row.kind === 'op'")
    page.expect(len(page.text("#frames .frame")) >= 6, "not all frames of the recursion are shown")


def of_classes(page):
    page.go("row.event === 'write'")
    page.expect(any("Square" in text for text in page.text(".object-box")), "no instance is drawn")
    page.expect("square" in " ".join(page.text("#console")), "the output is not shown")


def of_cycle(page):
    page.go("row.kind === 'gc' && row.event === 'gc_unreachable'")
    page.expect("garbage" in page.text("#explain .what")[0], "it is not said that it is garbage")
    page.expect(page.text(".object-box.unreached"), "the cycle that no name leads to is not drawn")
    page.go("row.event === 'free' && row.object.type === 'Node'")
    page.expect(page.text(".object-box.dying .reason"), "the dying object does not say why")


def of_weak_references(page):
    page.go("row.event === 'weakref_cleared'")
    page.expect("gone" in page.text("#explain .what")[0], "it is not said that the reference is cleared")


def of_race(page):
    page.go("row.event === 'gil_taken' && row.thread === 2")
    names = page.text("#time-names span")
    page.expect("GIL T1" in names and "GIL T2" in names, f"lanes: {names}")
    page.expect(any("T2" in text and "has the GIL" in text for text in page.text("#frames .thread")), "it is not shown that T2 has the GIL now")
    page.go("row.thread === 2 && row.kind === 'op'")
    page.expect("has the GIL" in " ".join(page.text("#frames .thread")), "nobody has the GIL")


def of_asyncio(page):
    page.go("row.event === 'task_runs'")
    page.expect(any("Task" in name for name in page.text("#time-names span")), "tasks have no lanes")


STEPS = 300


def of_long_run(page):
    """A line that calls for long has its values; steps in both directions, each with its layout; what counts is the time of the page's thread, for others use the machine, too."""
    steps = f"""const page = minipyPage;
        const start = async () => {{
          for (let at = 0; at < {STEPS}; ++at) {{
            await page.cursor.step(at % 3 === 0 ? -1 : 1);
            document.body.getBoundingClientRect();
            if (at % 10 === 0) await new Promise((resume) => setTimeout(resume, 0));
          }}
        }};
        return page.cursor.moveTo(100500).then(start);"""
    page.go("row.opcode === 'STORE_NAME' && row.line === 17")
    page.expect("build()" in page.text("#expression .stair"), f"values of a long call: {page.text('#expression .stair')}")
    page.browser.run(steps)  # so that the browser has compiled what runs often
    before = page.browser.busy()
    page.browser.run(steps)
    step = 1000 * (page.browser.busy() - before) / STEPS
    page.expect(step <= MOST_STEP, f"a step takes {step:.1f} ms")
    print(f"browser: a step takes {step:.1f} ms", flush=True)


def of_cut(page):
    page.go("minipyPage.history.gaps.length > 0 && row.n > 400")
    page.browser.run("return minipyPage.cursor.moveTo(minipyPage.history.gaps[0].index).then(() => 0)")
    page.expect("gap" in " ".join(page.text("#explain")), "the gap is not shown")


def of_syntax_error(page):
    page.expect("SyntaxError" in " ".join(page.text("#explain")), "the reason is not shown")
    page.expect("def f(:" in " ".join(page.text("#source")), "the source is not shown")


OWN = {"closures": of_closures, "generators": of_generators, "exceptions": of_exceptions, "recursion": of_recursion, "classes": of_classes,
       "cycle and collection": of_cycle, "weak references": of_weak_references, "threads with a race": of_race, "asyncio": of_asyncio,
       "200,000 events": of_long_run, "cut by a limit": of_cut, "a syntax error": of_syntax_error}


# One browser for all checks; they take turns.
class Shared:
    lock = threading.Lock()
    browser = None


def with_browser(check):
    with Shared.lock:
        if Shared.browser is None:
            Shared.browser = webdriver.Browser(FOLDER / "chromium").__enter__()
            atexit.register(Shared.browser.__exit__)
        return check(Shared.browser)


def check_page(options, name):
    path, _ = page_of(options, name)

    def check(browser):
        page = Page(browser, path)
        if name == "a syntax error":
            of_syntax_error(page)
            return page.finish()
        for part in (*EVERYWHERE, OWN[name]):
            try:
                part(page)
            except (TimeoutError, LookupError, RuntimeError) as error:
                page.problems.append(f"{part.__name__}: {error}")
        return page.finish()

    return with_browser(check)


def first_paint_is_soon(options):
    path, _ = page_of(options, "200,000 events")

    def check(browser):
        times = []
        for _ in range(3):
            browser.open(path)
            browser.wait_for(lambda: browser.run(READY))
            times.append(browser.run("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))
        print(f"browser: first paint after {min(times):.0f} ms", flush=True)
        return "" if 0 < min(times) <= MOST_FIRST_PAINT else f"first paint after {times} ms"

    return with_browser(check)


def arrows_move(options):
    """A name that is bound to another object: its arrow goes there; at once for who wants no motion."""
    path, _ = page_of(options, "200,000 events")
    routes = """const paths = () => [...document.querySelectorAll("#heap path.root-arrow")].map((path) => path.getAttribute("d")).join("|");
        const later = (time) => new Promise((resume) => setTimeout(resume, time));
        const page = minipyPage;
        return page.cursor.moveTo(0)
          .then(() => page.cursor.find(1, (row) => row.opcode === "STORE_NAME" && page.links.instructions.get(row.ins).argument === "node" && row.line === 20))
          .then((index) => page.cursor.moveTo(index - 1)).then(() => later(500)).then(() => page.cursor.step(1))
          .then(async () => { const begin = paths(); await later(150); const middle = paths(); await later(600); return [begin, middle, paths()]; });"""

    def check(browser):
        page = Page(browser, path)
        begin, middle, end = browser.run(routes)
        page.expect(end and begin != end and middle not in (begin, end), f"the arrow does not move: {begin}, {middle}, {end}")
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
        begin, middle, still = browser.run(routes)
        page.expect(begin == middle == still == end, f"the arrow moves, though nobody wants it: {begin}, {middle}, {still}")
        browser.command("Emulation.setEmulatedMedia", features=[])
        return page.finish()

    return with_browser(check)


def link_leads_to_the_event(options):
    path, _ = page_of(options, "recursion")

    def check(browser):
        page = Page(browser, path, "#n=41")
        page.expect(browser.run("return minipyPage.cursor.row.n") == 41, "#n=41 shows another event")
        page.press("ArrowRight")
        browser.wait_for(lambda: browser.run("return location.hash") == "#n=42", 3)
        return page.finish()

    return with_browser(check)


def prints_whole_panels(options, name):
    """As a printer sees it: no panel cuts what is in it, and the ink is dark, whatever the theme is."""
    path, _ = page_of(options, name)

    def check(browser):
        page = Page(browser, path)
        page.go("row.kind === 'op' && row.depth > 0 && row.popped && row.pushed")
        page.press("t")
        browser.command("Emulation.setEmulatedMedia", media="print")
        panels = browser.run("""return [...document.querySelectorAll(".panel > .body")].filter((body) => body.offsetParent !== null)
            .map((body) => [body.id, body.scrollHeight - body.clientHeight, body.clientHeight, body.closest(".panel").clientHeight])""")
        page.expect({name for name, *_ in panels} >= {"source", "expression", "console", "code", "frames", "heap"}, f"printed are {panels}")
        for panel, more, height, room in panels:
            page.expect(more <= 1 and 0 < height <= room, f"of {panel} {more} pixels are not printed, it is {height} high in {room}")
        ink = browser.run("return getComputedStyle(document.querySelector('#source .row .text')).color")
        page.expect(max(map(int, re.findall(r"\d+", ink)[:3])) < 100, f"the ink is {ink}")
        browser.command("Emulation.setEmulatedMedia", media="")
        page.press("t")
        return page.finish()

    return with_browser(check)


def pictures(options, name):
    """For people to look at: build/tests/browser/NAME-SIZE.png."""
    path, _ = page_of(options, name)

    def check(browser):
        for word, size in SIZES.items():
            browser.resize(*size)
            page = Page(browser, path)
            page.go("row.kind === 'op' && row.depth > 0 && row.popped && row.pushed")
            browser.picture(FOLDER / f"{path.parent.name}-{word}.png")
            wide = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
            page.expect(wide[0] <= wide[1], f"at {size} the page is {wide[0]} wide")
        browser.resize(*SIZES["small"])
        return page.finish()

    return with_browser(check)


def checks(options):
    for name in PROGRAMS:
        yield f"browser/{name} [the page has the JSON lines]", lambda n=name: page_has_the_json_lines(options, n)
    yield "browser/200,000 events [small enough]", lambda: page_is_small(options)
    yield "browser/modules [names are there once]", lambda: names_are_there_once(options)
    yield "browser/modules [imports exist]", lambda: imports_exist(options)
    if NODE:
        yield "browser/modules [words, spans, answers]", lambda: node("check_words.mjs")
        for name in PROGRAMS:
            yield f"browser/{name} [C++ and JavaScript fold alike]", lambda n=name: states_agree(options, n)
        for script in sorted((ROOT / "samples").glob("*.py")):
            yield f"browser/samples/{script.stem} [C++ and JavaScript fold alike]", lambda s=script: sample_states_agree(options, s)
    if not webdriver.is_there():
        print("browser: no Chromium here, so no page was opened; ./dev test browser installs it", flush=True)
        return
    for name in PROGRAMS:
        yield f"browser/{name} [in Chromium]", lambda n=name: check_page(options, n)
    yield "browser/200,000 events [first paint]", lambda: first_paint_is_soon(options)
    yield "browser/200,000 events [arrows move]", lambda: arrows_move(options)
    yield "browser/recursion [a link leads to the event]", lambda: link_leads_to_the_event(options)
    for name in ("classes", "recursion"):
        yield f"browser/{name} [prints whole panels]", lambda n=name: prints_whole_panels(options, n)
    for name in ("classes", "cycle and collection", "threads with a race"):
        yield f"browser/{name} [fits both screens]", lambda n=name: pictures(options, n)
