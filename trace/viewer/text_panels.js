// SPDX-License-Identifier: MIT
// What the page says: one sentence for the event, an exception's way, the program's output, and the line that runs with
// the value of each of its expressions. CPython: none. Next: words.js, state.js.
import {byId, make, replaceChildren} from "./dom.js";
import {countUpTo, kindNames} from "./history.js";
import {charactersOf, isInside, isSameSpan} from "./links.js";
import {effectText, reasonOf, valueText} from "./words.js";

const longestWay = 400;       // events that are looked at behind a raise
const longestVisit = 20_000;  // events of a line, with those of what it calls
const stairHeight = 1.6;      // of the type's size

// ---------------------------------------------------------------- explanation

export class ExplainPanel {
    constructor(view) {
        this.view = view;
        this.area = byId("explain");
    }

    show(index) {
        const {record, links, cursor} = this.view, {row} = cursor, gap = record.gapBefore(index);
        const {picture, sentence} = reasonOf(row, record.index);
        replaceChildren(
            this.area, make("span", {class: `kind kind-${row.kind}`}, row.kind),
            make(
                "div", {class: "told"},
                gap ? make("span", {class: "gap"}, `gap: ${gap.hidden} events are missing here`) : null,
                make("span", {class: "what", title: effectText(row, links)}, effectText(row, links))),
            this.below(row, picture, sentence));
    }

    // An exception's way, or why such a thing happens in general.
    below(row, picture, sentence) {
        const way = this.way(row);
        if (way.length > 0)
            return make("div", {class: "way", role: "group", "aria-label": "Way of the exception"}, way);
        const stack = picture && picture !== "→" ?
            make("code", {class: "picture", title: "value stack, before → after"}, picture) :
            null;
        return make("div", {class: "why", title: sentence}, stack, sentence ?? "");
    }

    // Of an exception: where it is raised, which frames it leaves, who handles it; a step each.
    way(row) {
        const isRaise = row.outcome === "raised" || row.outcome === "raised_again" || row.kind === "exc";
        if (!isRaise) return [];
        const {record, cursor} = this.view, steps = [];
        let first = cursor.index;
        for (let at = cursor.index; at >= 0 && at > cursor.index - longestWay; --at) {
            const before = this.rowAt(at);
            if (!before) break;
            if (before.event === "handle" && at !== cursor.index) break;
            if (before.outcome === "raised" || before.event === "raise") first = at;
            if (before.outcome === "raised") break;
        }
        for (let at = first; at < record.events && at < first + longestWay && steps.length < 8; ++at) {
            const next = this.rowAt(at);
            if (!next) break;
            const text = this.step(next);
            if (text) steps.push({at, text});
            if (next.event === "handle") break;
        }
        if (steps.length < 2) return [];
        return steps.flatMap(
            ({at, text}, number) =>
                [number > 0 ? "→" : "",
                 make(
                     "button", {"aria-pressed": String(at === cursor.index), onclick: () => cursor.moveTo(at)}, text)]);
    }

    rowAt(at) {
        const {record} = this.view;
        return record.isLoaded(record.chunkOf(at)) ? record.row(at) : undefined;
    }

    step(row) {
        const {links} = this.view, name = links.codes.get(row.code)?.name,
              offset = links.instructions.get(row.ins)?.offset;
        if (row.outcome === "raised") return `raised in ${name}, line ${row.line ?? "?"}`;
        if (row.event === "unwind") return `${name}: no handler`;
        if (row.event !== "handle") return undefined;
        const entry = links.codes.get(row.code)?.handlers?.find(({start, end}) => offset >= start && offset < end);
        return `${name}: handler, by its exception table${
            entry ? ` (${entry.start}…${entry.end} → ${entry.target})` : ""}`;
    }
}

// ---------------------------------------------------------------- output

export class ConsolePanel {
    constructor(view) {
        this.view = view;
        this.area = byId("console");
    }

    show(index) {
        const {history} = this.view, count = countUpTo(history.output, index);
        if (count === this.count && history.output[count - 1]?.index !== index && !this.isNew) return;
        this.count = count;
        this.isNew = history.output[count - 1]?.index === index;
        const from = Math.max(0, count - 400),
              pieces = history.output.slice(from, count)
                           .map(
                               (piece) => make(
                                   "span", {
                                       class: `${piece.descriptor === 2 ? "stderr" : "stdout"}${
                                           piece.index === index ? " new" : ""}`,
                                       title: `event ${history.numbers[piece.index]}`,
                                       role: "button",
                                       tabindex: 0,
                                       onclick: () => this.view.cursor.moveTo(piece.index)
                                   },
                                   piece.text));
        replaceChildren(
            this.area, from > 0 ? make("span", {class: "muted"}, `… ${from} pieces before\n`) : null,
            pieces.length > 0 ? pieces : make("span", {class: "muted"}, "nothing yet"));
        this.area.scrollTop = this.area.scrollHeight;
    }
}

// ---------------------------------------------------------------- the line, step by step

export class ExpressionPanel {
    constructor(view) {
        this.view = view;
        this.area = byId("expression");
    }

    // Events of this visit of the line, in this frame: behind its beginning, up to the next line there. What it calls
    // may be long: that is passed over by the columns of the history, as far as they have been read.
    visit() {
        const {cursor} = this.view, {thread, depth, line} = cursor.row, rows = [];
        let first = cursor.index;
        const inFrame = (place) => place.thread === thread && place.depth === depth;
        const isOutside = (place) => place.thread === thread && place.depth < depth;
        for (let at = cursor.index; at >= 0 && at > cursor.index - longestVisit; --at) {
            const place = this.placeOf(at);
            if (!place || isOutside(place)) break;
            if (!inFrame(place)) continue;
            first = at;
            if (place.kind === "line") break;
        }
        for (let at = first; at < cursor.index + longestVisit; ++at) {
            const place = this.placeOf(at);
            if (!place || (at > cursor.index && isOutside(place))) break;
            if (!inFrame(place)) continue;
            const row = this.rowAt(at);
            if (!row || (at > first && place.kind === "line")) break;
            rows.push({at, row});
        }
        return {line, rows};
    }

    placeOf(at) {
        const {history} = this.view;
        if (at >= history.read) return this.rowAt(at);
        return {thread: history.threads[at], depth: history.depths[at], kind: kindNames[history.kinds[at]]};
    }

    rowAt(at) {
        const {record} = this.view;
        return at < record.events && record.isLoaded(record.chunkOf(at)) ? record.row(at) : undefined;
    }

    show(index) {
        const {links, cursor} = this.view, instruction = links.instructions.get(cursor.row.ins);
        if (!links.isOfSource(instruction) || !cursor.row.line)
            return replaceChildren(
                this.area, make("span", {class: "muted"}, "What happens here is not in a line of this file."));
        const {line, rows} = this.visit(), text = links.lines[line - 1] ?? "";
        const values = this.valuesOf(rows, line, index), indent = /^\s*/.exec(text)[0].length;
        const stairs = this.layOut(values, text, indent);
        const height = Math.max(0, ...stairs.map(({level}) => level + 1));
        return replaceChildren(
            this.area,
            make(
                "div", {class: "reduced", "aria-label": "with what is known put in"},
                this.reduced(values, text, index)),
            make("div", {}, text.slice(indent)),
            make(
                "div", {class: "stairs", style: `height:${height * stairHeight + 0.3}em`},
                stairs.map((stair) => this.stair(stair, index))));
    }

    stair({from, to, level, value, at}, index) {
        const isLater = at > index;
        return make(
            "span", {
                class: `stair${isLater ? " later" : ""}`,
                style: `left:${from}ch;width:${Math.max(1, to - from)}ch;top:${level * stairHeight}em`,
                title: `event ${this.view.history.numbers[at]}`,
                role: "button",
                tabindex: 0,
                onclick: () => this.view.cursor.moveTo(at),
            },
            isLater ? "·" : valueText(value, Math.max(12, to - from + 4), this.view.cursor.state.objects));
    }

    // The value of each span of the line that has one: the last one that an instruction with it has pushed.
    valuesOf(rows, line) {
        const values = [];
        for (const {at, row} of rows) {
            const span = this.view.links.instructions.get(row.ins)?.at;
            const result = row.kind === "op" && row.pushed?.length > 0 ?
                (row.opcode === "LOAD_METHOD" ? row.pushed.find((value) => !value?.null) : row.pushed.at(-1)) :
                undefined;
            if (!span || span.line !== line || span.endLine !== line || result === undefined || result?.null) continue;
            const known = values.find((value) => isSameSpan(value.span, span));
            if (known) Object.assign(known, {value: result, at});
            else values.push({span, value: result, at});
        }
        return this.withResults(values, rows, line);
    }

    // What a call has given stands on the stack of the next instruction.
    withResults(values, rows, line) {
        rows.forEach(({at, row}, number) => {
            if (row.outcome !== "called") return;
            const span = this.view.links.instructions.get(row.ins)?.at,
                  next = rows.slice(number + 1).find((entry) => entry.row.kind === "op");
            if (!span || span.line !== line || span.endLine !== line || !next || next.row.ins === row.ins) return;
            if (this.view.history.gaps.some(({index}) => index > at && index <= next.at)) return;
            const stack = [...(next.row.kept ?? []), ...(next.row.stayed ?? []), ...(next.row.popped ?? [])];
            if (stack.length > 0) values.push({span, value: stack.at(-1), at: next.at});
        });
        return values;
    }

    // Inner expressions nearer to the text; none over another.
    layOut(values, text, indent) {
        const size = ({span}) => span.endColumn - span.column, ends = [];
        return [...values]
            .sort((one, other) => size(one) - size(other) || one.span.column - other.span.column)
            .map(({span, value, at}) => {
                const from = charactersOf(text, span.column) - indent, to = charactersOf(text, span.endColumn) - indent;
                const wide = Math.max(to - from, Math.min(14, valueText(value, 14).length)) + 1;
                let level = 0;
                while ((ends[level] ?? []).some(([begin, end]) => from < end && from + wide > begin)) ++level;
                (ends[level] ??= []).push([from, from + wide]);
                return {from, to, level, value, at};
            });
    }

    // The line with the largest expressions that have a value by now replaced by it.
    reduced(values, text, index) {
        const known =
            values.filter(({at, value}) => at <= index && value?.function === undefined && value?.class === undefined);
        const outer = known.filter(
            ({span}) => !known.some(
                (other) => other.span !== span && isInside(span, other.span) && !isSameSpan(span, other.span)));
        outer.sort((one, other) => one.span.column - other.span.column);
        const parts = [];
        let at = 0;
        for (const {span, value} of outer) {
            const from = charactersOf(text, span.column);
            if (from < at) continue;
            parts.push(text.slice(at, from), make("mark", {}, valueText(value, 30, this.view.cursor.state.objects)));
            at = charactersOf(text, span.endColumn);
        }
        parts.push(text.slice(at));
        return typeof parts[0] === "string" ? [parts[0].trimStart(), ...parts.slice(1)] : parts;
    }
}
