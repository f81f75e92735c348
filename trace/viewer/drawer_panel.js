// SPDX-License-Identifier: MIT
// Details at the side: of an object its life, each ±1 with its cause, who refers to it; of a name its values over time,
// and of a loop its iterations as a table. CPython: none. Next: history.js, heap_panel.js.
import {byId, make, replaceChildren} from "./dom.js";
import {countUpTo} from "./history.js";
import {identityOf} from "./state.js";
import {effectText, instructionText, numberSign, valueText} from "./words.js";

const around = 60;   // rows that are listed before and behind now
const columns = 12;  // iterations side by side

export class DrawerPanel {
    constructor(view) {
        this.view = view;
        this.element = byId("drawer");
        this.what = undefined;
    }

    open(what) {
        this.what = what;
        this.element.hidden = false;
        this.show();
    }

    close() {
        this.what = undefined;
        this.element.hidden = true;
        replaceChildren(this.element);
    }

    show() {
        if (!this.what || !this.view.record.events) return;
        const parts =
            this.what.o !== undefined ? this.object(this.what.o) : this.variable(this.what.code, this.what.name);
        const top = this.element.scrollTop;
        replaceChildren(this.element, parts);
        this.element.scrollTop = top;
    }

    head(title) {
        return make(
            "div", {class: "top"}, make("strong", {}, title),
            make("button", {"aria-label": "Close", onclick: () => this.view.closeDrawer()}, "×"));
    }

    jump(index, text, isNow = false) {
        return make(
            "button", {class: isNow ? "now" : "", "data-index": index, onclick: () => this.view.cursor.moveTo(index)},
            text);
    }

    // ---------------------------------------------------------------- an object

    object(o) {
        const {cursor, history, record} = this.view, {state, index} = cursor;
        const object = state.objects.get(o), life = history.objects.get(o);
        const parts = [this.head(`${numberSign(o)} ${object?.type ?? ""} ${object?.name ?? ""}`)];
        parts.push(make(
            "div", {class: "mono"},
            object                 ? valueText(object.value ?? {o, type: object.type}, 300, state.objects) :
                life?.died < index ? "dead" :
                                     "not alive yet, or not spoken of"));
        if (!life) return parts;
        const facts = [];
        if (life.born !== undefined)
            facts.push(this.jump(life.born, `born: event ${history.numbers[life.born]}`, life.born === index));
        if (object?.size)
            facts.push(
                make("div", {class: "step muted"}, `${object.size} bytes at birth, count now ${object.count ?? "?"}`));
        if (life.died !== undefined)
            facts.push(this.jump(life.died, `dies: event ${history.numbers[life.died]}`, life.died === index));
        parts.push(make("h3", {}, "Life"), make("div", {class: "list"}, facts));
        parts.push(make("h3", {}, "Who refers to it now"), make("div", {class: "list"}, this.referrers(o, state)));
        const at = countUpTo(life.events, index), from = Math.max(0, at - around),
              shown = life.events.slice(from, at + around);
        const rows = shown.filter((event) => record.isLoaded(record.chunkOf(event))).map((event) => {
            const row = record.row(event), instruction = this.view.links.instructions.get(row.ins);
            const change = row.before !== undefined && row.now !== undefined ?
                `${row.now > row.before ? "+" : "−"}${Math.abs(row.now - row.before)}  ${row.before}→${row.now}` :
                row.event;
            return this.jump(
                event,
                `${String(row.n).padStart(6)}  ${change.padEnd(12)} ${
                    row.kind === "ref" ? `${instructionText(instruction)}  line ${row.line ?? "?"}` :
                                         effectText(row, this.view.links)}`,
                event === index);
        });
        if (from > 0) rows.unshift(make("div", {class: "step muted"}, `… ${from} before`));
        if (at + around < life.events.length)
            rows.push(make("div", {class: "step muted"}, `… ${life.events.length - at - around} behind`));
        parts.push(
            make("h3", {}, `Each change and its cause (${life.events.length})`),
            make(
                "div", {class: "list"},
                rows.length > 0 ? rows :
                                  make("div", {class: "step muted"}, "none recorded: --trace=lesson tells of counts")));
        return parts;
    }

    referrers(o, state) {
        const found = [];
        const {links} = this.view;
        const add = (text, action) => found.push(make("button", {onclick: action}, text));
        for (const thread of state.threads.values()) {
            for (const frame of thread.frames) {
                const name = links.codes.get(frame.code)?.qualname;
                for (const [variable, {value, n}] of frame.names)
                    if (identityOf(value) === o) add(`${variable} in ${name}`, () => n && this.view.goTo(n));
                for (const {value, n} of frame.stack)
                    if (identityOf(value) === o) add(`value stack of ${name}`, () => n && this.view.goTo(n));
            }
        }
        for (const [file, names] of state.globals)
            for (const [variable, {value, n}] of names)
                if (identityOf(value) === o)
                    add(`${variable} in ${file.split("/").at(-1)}`, () => n && this.view.goTo(n));
        for (const other of state.objects.values()) {
            const times = this.view.heap.references(other.value).filter((reference) => reference === o).length;
            if (times > 0)
                add(`${numberSign(other.o)} ${this.view.heap.typeOf(other)}${times > 1 ? `, ${times} times` : ""}`,
                    () => this.view.openObject(other.o));
        }
        return found.length > 0 ? found : make("div", {class: "step muted"}, "nobody that is known");
    }

    // ---------------------------------------------------------------- a name, and the loop around it

    variable(code, name) {
        const {history, cursor, links} = this.view, {index} = cursor;
        const stores = history.stores.get(`${code} ${name}`) ?? [], at = countUpTo(stores, index);
        const parts = [this.head(`${name} in ${links.nameOfCode(code)}`)];
        const from = Math.max(0, at - around);
        parts.push(
            make("h3", {}, `Its values (${stores.length})`),
            make(
                "div", {class: "list scroll"},
                stores.slice(from, at + around)
                    .map(
                        (store, offset) => this.jump(
                            store.index,
                            `${String(history.numbers[store.index]).padStart(6)}  line ${store.line}: ${
                                this.view.isSecret(store.index) ? "?" :
                                                                  valueText(store.value, 60, cursor.state.objects)}`,
                            from + offset === at - 1))));
        const loop = this.loopAround(stores[Math.max(0, at - 1)]?.line);
        if (loop)
            parts.push(
                make("h3", {}, `Iterations of the loop in line ${loop.at.line}`),
                make("div", {class: "scroll"}, this.iterations(loop)));
        return parts;
    }

    // The innermost loop that holds the line.
    loopAround(line) {
        const loops = this.view.links.nodes.filter(
            ({type, at}) => /^(For|While|AsyncFor)$/.test(type) && at && line >= at.line && line <= at.endLine);
        return loops.sort((one, other) => one.at.endLine - one.at.line - (other.at.endLine - other.at.line))[0];
    }

    // Variables down, iterations across: what was bound to each in each of them.
    iterations(loop) {
        const {history, cursor} = this.view, {index} = cursor;
        const begins = history.hits.get(this.firstLineOf(loop)) ?? [], at = countUpTo(begins, index);
        const first = Math.max(0, Math.min(at - columns / 2, begins.length - columns)),
              shown = begins.slice(first, first + columns);
        const names = new Map();
        for (let line = loop.at.line; line <= loop.at.endLine; ++line)
            for (const [name, list] of history.storesOfLine.get(line) ?? [])
                names.set(name, [...(names.get(name) ?? []), ...list]);
        const isNow = (number) => first + number === at - 1;
        const head = make(
            "tr", {}, make("th", {}, ""),
            shown.map(
                (begin, number) => make(
                    "th", {class: isNow(number) ? "now" : "", tabindex: 0, onclick: () => cursor.moveTo(begin)},
                    String(first + number + 1))));
        const rows = [...names].map(([name, list]) => {
            list.sort((one, other) => one.index - other.index);
            return make("tr", {}, make("th", {}, name), shown.map((begin, number) => {
                const end = begins[first + number + 1] ?? Infinity, isFirstLine = list[0] !== undefined;
                // The variable of a `for` is bound just before the body's first line begins.
                const before = begins[first + number - 1] ?? -1;
                const inside = list.filter(
                    (store) => store.index >= begin && store.index < end && !this.isBoundByHead(name, loop));
                const found = this.isBoundByHead(name, loop) ?
                    list.filter((store) => store.index < begin && store.index > before) :
                    inside;
                const store = isFirstLine ? found.at(-1) : undefined;
                const text = !store                 ? "" :
                    this.view.isSecret(store.index) ? "?" :
                                                      valueText(store.value, 14, cursor.state.objects);
                return make(
                    "td", {
                        class: isNow(number) ? "now" : "",
                        title: text,
                        tabindex: store ? 0 : undefined,
                        onclick: () => store && cursor.moveTo(store.index)
                    },
                    text);
            }));
        });
        return make("table", {}, head, rows);
    }

    firstLineOf(loop) {
        const body = loop.children.find(({field}) => field === "body[0]" || field === "body");
        return body?.at?.line ?? loop.at.line;
    }

    isBoundByHead(name, loop) {
        const target = loop.children.find(({field}) => field === "target");
        const names = (node) => (node ? [node.text, ...node.children.flatMap(names)] : []);
        return names(target).some((text) => (text ?? "").split(" ")[0] === name || (text ?? "").includes(`'${name}'`));
    }
}
