// SPDX-License-Identifier: MIT
// Ways to use the page: search; predictions, where the next effect is hidden until the reader has answered; a lecture,
// one panel at a time in large type, with notes from `# note:` comments; themes; the list of keys.
// CPython: none. Next: main.js.
import {byId, make, replaceChildren} from "./dom.js";
import {effectText, instructionText, valueText} from "./words.js";

// ---------------------------------------------------------------- search

// Finds events whose JSON line has the text, in a direction, from where the reader is; `line:4`, `#12`, `op:CALL` are
// short for what such lines have.
export class Search {
    constructor(view) {
        this.view = view;
        this.input = byId("search");
        this.input.addEventListener("keydown", (event) => {
            if (event.key === "Enter") this.go(event.shiftKey ? -1 : 1);
            else if (event.key === "Escape") this.input.blur();
            else return;
            event.preventDefault();
            event.stopPropagation();
        });
        this.input.addEventListener("input", () => (byId("found").textContent = ""));
    }

    pattern(text) {
        const escape = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        const special = /^(line|op|kind|event|thread):(.+)$/.exec(text);
        if (/^#[LSV]?\d+$/.test(text)) return new RegExp(`"o":"?${text.slice(1)}"?[,}]`);
        if (!special) return new RegExp(escape(text), "i");
        const key = special[1] === "op" ? "opcode" : special[1], isNumber = key === "line" || key === "thread";
        return new RegExp(isNumber ? `"${key}":${escape(special[2])}[,}]` : `"${key}":"${escape(special[2])}"`, "i");
    }

    async go(direction) {
        const text = this.input.value.trim(), {record, cursor} = this.view;
        if (text === "") return;
        const pattern = this.pattern(text), count = record.chunks;
        let number = record.chunkOf(cursor.index);
        for (let tried = 0; tried <= count; ++tried, number = ((number - 1 + direction + count) % count) + 1) {
            if (!pattern.test(await record.text(number))) continue;
            const found = this.inChunk(number, pattern, direction, tried === 0 ? cursor.index : undefined);
            if (found === undefined) continue;
            byId("found").textContent = `event ${record.row(found).n}`;
            await cursor.moveTo(found);
            return;
        }
        byId("found").textContent = "not found";
    }

    inChunk(number, pattern, direction, from) {
        const {record} = this.view, chunk = record.chunk(number), first = (number - 1) * 1024;
        const indexes = chunk.events.map((_, at) => first + at)
                            .filter((index) => from === undefined || (direction > 0 ? index > from : index < from));
        if (direction < 0) indexes.reverse();
        return indexes.find((index) => pattern.test(JSON.stringify(record.row(index))));
    }
}

// ---------------------------------------------------------------- predictions

const guessed = new Set(
    ["BINARY_OP", "COMPARE_OP", "BINARY_SUBSCR", "CONTAINS_OP", "IS_OP", "UNARY_NOT", "UNARY_NEGATIVE", "LOAD_ATTR"]);

const most = 200;  // letters of an answer

// Whether a reader can type what Python shows of the value: the words for a generator, a cyclic list, a list that was
// cut or an instance are this page's own, and the order in a set cannot be foretold. Two deep, as valueText shows it.
export function canBeTyped(value, depth = 2) {
    if (value === null || typeof value !== "object") return value !== undefined;
    if (value.big !== undefined) return value.big.length >= value.digits;
    if (value.b !== undefined) return value.b.length >= (value.len ?? 0);
    if (value.word !== undefined) return /^\S+(, \S+)*$/.test(value.word);
    if (value.value !== undefined && value.o !== undefined) return canBeTyped(value.value, depth);
    if (value.float !== undefined) return true;
    if (!["list", "tuple", "dict"].includes(value.type) || value.items === undefined) return false;
    const parts = value.type === "dict" ? value.items.flat() : value.items;
    return depth > 0 && value.items.length === value.len && parts.every((part) => canBeTyped(part, depth - 1));
}

function questionOfValue(question, value) {
    const answer = valueText(value, most);
    const isWhole = canBeTyped(value) && answer === valueText(value, 2 * most);
    return isWhole ? {question, answer, hint: "a value, as Python shows it"} : undefined;
}

// What may be asked of an event: {question, answer, hint}; undefined: nothing.
export function questionOf(row, links) {
    if (row.event === "line")
        return {question: "Which line runs next?", answer: String(row.line), hint: "the number of a line"};
    if (row.event === "write" && row.descriptor === 1) {
        if (typeof row.text !== "string" || row.text.trim() === "") return undefined;
        return {question: "What does the program print?", answer: row.text.trim(), hint: "the text"};
    }
    if (row.kind === "ref" && row.now !== undefined)
        return {
            question: `The count of ${valueText(row.object, 40)} was ${row.before}. What is it now?`,
            answer: String(row.now),
            hint: "a number"
        };
    if (row.event === "mut" && row.contents !== undefined)
        return questionOfValue(`What is in ${valueText(row.object, 40)} now?`, row.contents);
    if (row.event === "op" && row.outcome === "returned" && row.values)
        return questionOfValue(`What does ${links.nameOfCode(row.code)} return?`, row.values[0]);
    if (row.event === "op" && guessed.has(row.opcode) && row.pushed?.length === 1) {
        const popped = (row.popped ?? []).map((value) => valueText(value, 30)).join(" and ");
        const instruction = instructionText(links.instructions.get(row.ins));
        return questionOfValue(`${instruction} pops ${popped}. What does it push?`, row.pushed[0]);
    }
    return undefined;
}

const plain = (text) => text.trim().replaceAll("\"", "'").replaceAll(/\s+/g, " ");
export const isRight = (given, answer) => plain(given) === plain(answer) || `'${plain(given)}'` === plain(answer);

export class Predictions {
    constructor(view) {
        this.view = view;
        this.area = byId("question");
        this.isOn = false;
        this.right = this.asked = 0;
        this.pending = undefined;
    }

    toggle() {
        this.isOn = !this.isOn;
        this.pending = undefined;
        this.area.hidden = true;
        this.view.press("predict", this.isOn);
        this.view.show();
    }

    // Instead of a step forward: asks about the next event that can be asked of. True: it does.
    async ask() {
        if (!this.isOn || this.pending) return this.pending !== undefined;
        const {cursor, record, links} = this.view;
        const next = cursor.index + 1;
        if (next >= record.events) return false;
        if (!record.isLoaded(record.chunkOf(next))) await record.load(record.chunkOf(next));
        const asked = questionOf(record.row(next), links);
        if (!asked) return false;
        this.pending = {...asked, next};
        const input = make("input", {"aria-label": "Answer", placeholder: asked.hint, autocomplete: "off"});
        const answer = (event) => {
            event.stopPropagation();
            if (event.key === "Escape") this.toggle();
            else if (event.key === "Enter") this.answer(input.value);
        };
        input.addEventListener("keydown", answer);
        replaceChildren(
            this.area, make("div", {class: "muted"}, this.score()), make("strong", {}, asked.question), input,
            make("div", {class: "muted"}, "Enter answers, an empty answer shows it, Esc ends the predictions"));
        this.area.hidden = false;
        input.focus();
        return true;
    }

    score() { return this.asked === 0 ? "Predict: what comes next?" : `${this.right} of ${this.asked} right`; }

    async answer(given) {
        const {answer, next} = this.pending, good = isRight(given, answer);
        if (given.trim() !== "") {
            ++this.asked;
            if (good) ++this.right;
        }
        this.pending = undefined;
        await this.view.cursor.moveTo(next);
        replaceChildren(
            this.area, make("div", {class: "muted"}, this.score()),
            make(
                "div", {},
                given.trim() === "" ?
                    "" :
                    make("span", {class: good ? "right" : "wrong"}, good ? "✓ right: " : "✗ not so: "),
                make("code", {}, answer)),
            make("div", {class: "muted"}, effectText(this.view.cursor.row, this.view.links)),
            make("div", {class: "muted"}, "→ goes on"));
        document.activeElement?.blur();
    }

    moved() {
        if (!this.pending) this.area.hidden = !this.isOn || this.asked === 0;
    }
}

// ---------------------------------------------------------------- lecture, themes, keys

const panels =
    ["source-panel", "expression-panel", "frames-panel", "heap-panel", "code-panel", "stages-panel", "console-panel"];

// By line, what `# note:` says of it: behind the line itself, or in comments of their own above it, all together.
export function notesOf(lines) {
    const notes = new Map();
    let above = [];
    lines.forEach((text, index) => {
        const note = /#\s*note:\s*(.*)$/.exec(text)?.[1];
        const isCode = !/^\s*(#|$)/.test(text);
        if (note) above.push(note);
        if (!isCode || above.length === 0) return;
        notes.set(index + 1, above.join(" "));
        above = [];
    });
    return notes;
}

export class Lecture {
    constructor(view) {
        this.view = view;
        this.isOn = false;
        this.panel = 0;
        this.notes = notesOf(view.links.lines);
    }

    toggle() {
        this.isOn = !this.isOn;
        document.body.classList.toggle("lecture", this.isOn);
        this.view.press("lecture", this.isOn);
        this.choose(this.panel);
    }

    choose(number) {
        this.panel = (number + panels.length) % panels.length;
        panels.forEach((id, at) => byId(id).classList.toggle("shown", at === this.panel));
        this.view.heap.measure();
        this.view.time.redraw();
        this.view.show();
    }

    // The note of the line that runs, if it is the program's own: other files have a line of that number, too.
    show() {
        const {cursor: {row}, links} = this.view;
        const note = row && links.isOwnCode(row.code) && this.notes.get(row.line);
        byId("note").hidden = !this.isOn || !note;
        byId("note").textContent = note || "";
    }
}

export function toggleTheme(view) {
    const root = document.documentElement, isDark = root.dataset.theme === "dark";
    root.dataset.theme = isDark ? "light" : "dark";
    view.press("theme", !isDark);
    view.time.forgetColours();
    view.time.redraw();
}

export const keys = [
    ["→  ←", "an event on, an event back"],
    ["Shift → ←", "a line on, a line back"],
    ["Ctrl → ←", "over calls"],
    ["Home  End", "first event, last event"],
    ["n  N", "next, previous visit of what is selected"],
    ["/", "search: a word, line:4, op:CALL, kind:free, #12; Enter next, Shift Enter previous"],
    ["p", "predict: the next effect is hidden until you have answered"],
    ["l", "lecture: one panel in large type; 1 … 7 choose it, Tab the next"],
    ["t", "light or dark"],
    ["o", "numbers and strings as objects in the heap"],
    ["Esc", "give up selection, details, search"],
    ["?", "these keys"],
];

export function toggleHelp() {
    const area = byId("help");
    area.hidden = !area.hidden;
    if (area.hidden) return;
    replaceChildren(
        area, make("strong", {}, "Keys"),
        make("dl", {}, keys.flatMap(([key, sentence]) => [make("dt", {}, key), make("dd", {}, sentence)])),
        make(
            "p", {class: "muted"},
            "Point at anything to see it in all panels; click to keep it. Click a value for the event that made it, " +
                "a box for its life, a name for its values."));
}
