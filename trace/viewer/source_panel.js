// SPDX-License-Identifier: MIT
// The source: how often each line has run, what was bound there last, and marks by column: where the run is, what the
// reader points at, what is pinned. CPython: none. Next: links.js, main.js.
import {make, replaceChildren, showInside} from "./dom.js";
import {lastUpTo} from "./history.js";
import {bytesOf, charactersOf} from "./links.js";
import {isDefinition, valueText} from "./words.js";

const keywords = new Set(
    ("False None True and as assert async await break class continue def del elif else except finally for from " +
     "global if import in is lambda nonlocal not or pass raise return try while with yield")
        .split(" "));

export class SourcePanel {
    constructor(area, view) {
        this.area = area;
        this.view = view;
        this.rows = [];
        this.marks = {now: [], hovered: [], pinned: []};
        this.current = undefined;
        replaceChildren(area, view.links.lines.map((text, index) => this.makeRow(text, index + 1)));
        area.addEventListener("mousemove", (event) => this.point(event, (span) => view.hover(span)));
        area.addEventListener("mouseleave", () => view.hover(undefined));
        area.addEventListener("click", (event) => this.point(event, (span) => view.pin(span)));
    }

    makeRow(text, line) {
        const parts = {
            hits: make("span", {class: "hits"}),
            text: make("span", {class: "text"}),
            values: make("span", {class: "values"})
        };
        const row = make(
            "div", {class: "row", "data-line": line}, parts.hits, make("span", {class: "number"}, String(line)),
            parts.text, parts.values);
        parts.letters = make("span", {class: "letters"}, ...this.coloured(text, line));
        parts.text.append(parts.letters);
        this.rows[line] = {row, ...parts, source: text};
        return row;
    }

    coloured(text, line) {
        const pieces = [];
        let at = 0;
        const add = (from, to, name) => {
            if (from > at) pieces.push(text.slice(at, from));
            pieces.push(make("span", {class: name}, text.slice(from, to)));
            at = to;
        };
        for (const token of this.tokensOfLine(line)) {
            const from = charactersOf(text, token.at.column),
                  to = token.at.endLine === line ? charactersOf(text, token.at.endColumn) : text.length;
            if (from < at || to <= from) continue;
            if (token.type === "NAME" && keywords.has(token.text)) add(from, to, "keyword");
            else if (token.type === "STRING") add(from, to, "string");
            else if (token.type === "NUMBER") add(from, to, "numeral");
        }
        const rest = text.slice(at), hash = /(^|\s)#.*$/.exec(rest);
        if (hash && !/['"]/.test(hash[0])) add(at + hash.index + hash[1].length, text.length, "comment");
        pieces.push(text.slice(at));
        return pieces;
    }

    tokensOfLine(line) {
        if (!this.byLine) {
            this.byLine = new Map();
            for (const token of this.view.links.tokens) {
                if (!token.at) continue;
                if (!this.byLine.has(token.at.line)) this.byLine.set(token.at.line, []);
                this.byLine.get(token.at.line).push(token);
            }
        }
        return this.byLine.get(line) ?? [];
    }

    // Calls back with the innermost span under the pointer.
    point(event, then) {
        const row = event.target.closest?.(".row");
        if (!row) return then(undefined);
        const line = Number(row.dataset.line), {letters, source} = this.rows[line],
              box = letters.getBoundingClientRect();
        const at = Math.floor(((event.clientX - box.left) / Math.max(1, box.width)) * source.length);
        if (at < 0 || at >= source.length || event.clientX < box.left) return then(undefined);
        return then(this.view.links.innermost(line, bytesOf(source, at)));
    }

    mark(name, span) {
        for (const mark of this.marks[name]) mark.remove();
        this.marks[name] = [];
        if (!span || span.whole) return;
        for (let line = span.line; line <= Math.min(span.endLine, span.line + 200); ++line) {
            const parts = this.rows[line];
            if (!parts) continue;
            const indent = /^\s*/.exec(parts.source)[0].length;
            const from = line === span.line ? charactersOf(parts.source, span.column) : indent;
            const to = line === span.endLine ? charactersOf(parts.source, span.endColumn) : parts.source.length;
            if (to <= from) continue;
            const mark = make("span", {class: `mark ${name}`, style: `left:${from}ch;width:${to - from}ch`});
            parts.text.prepend(mark);
            this.marks[name].push(mark);
        }
    }

    show(index) {
        const {links, history} = this.view, {row} = this.view.cursor;
        const instruction = links.instructions.get(row.ins), isOwn = links.isOfSource(instruction);
        const line = isOwn ? row.line : this.view.lineOfCaller();
        this.current?.classList.remove("current");
        this.current = this.rows[line]?.row;
        this.current?.classList.add("current");
        this.mark("now", isOwn && row.kind !== "line" ? instruction?.at : undefined);
        showInside(this.area, this.current);
        for (const [number, hits] of history.hits) {
            const {hits: place} = this.rows[number] ?? {};
            const count = history.hitsUpTo(number, index), text = count > 0 ? `×${count}` : "";
            if (place && place.shown !== text) place.textContent = place.shown = text;
            if (hits.length > 0 && place && !place.title) place.title = `${hits.length} times in all`;
        }
        const {objects} = this.view.cursor.state;
        for (const [number, names] of history.storesOfLine) {
            const values = this.rows[number]?.values, shown = [];
            if (!values) continue;
            for (const [name, list] of names) {
                const store = lastUpTo(list, index);
                if (store && !name.startsWith("__") && !isDefinition(store.value))
                    shown.push(this.textOf(name, store, objects));
            }
            const text = shown.join("  ");
            if (values.shown !== text) values.textContent = values.shown = text;
        }
    }

    // Made anew only if what is in the object has changed.
    textOf(name, store, objects) {
        const object = objects.get(store.value?.o);
        if (store.text === undefined || store.object !== object) {
            store.text = `${name} = ${valueText(store.value, 26, objects)}`;
            store.object = object;
        }
        return store.text;
    }
}
