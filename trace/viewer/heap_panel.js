// SPDX-License-Identifier: MIT
// The heap: one box an object, arrows for references, a badge for the count. A box has its place for all the object's
// life (history.js), so that nothing jumps while time moves; what dies stays, hatched, for the event of its death.
//
//      names of frames │ box │ box │ …        place 0, 1, 2 … from left to right, row by row
//
// CPython: none. Next: state.js (what is known of objects), drawer_panel.js.
import {byId, make, makeSvg, replaceChildren} from "./dom.js";
import {lastUpTo} from "./history.js";
import {identityOf} from "./state.js";
import {numberSign, valueText} from "./words.js";

const left = 124, boxWidth = 146, boxHeight = 80, leastGap = 26, mostGap = 64, gapY = 22, mostBoxes = 60,
      mostRoots = 30;
const roomForFields = 3;  // lines
const fromAbove = 0;      // to which side an arrow bends where it ends; -1: left, 1: right
const motion = 320;       // milliseconds for which an arrow is on its way
const collections = new Set(["list", "tuple", "set", "frozenset", "dict"]);

export class HeapPanel {
    constructor(view) {
        this.view = view;
        this.area = byId("heap");
        this.boxes = new Map();  // o → {element, drawn}
        const head = makeSvg(
            "marker", {
                id: "head",
                viewBox: "0 0 8 8",
                refX: 7,
                refY: 4,
                markerWidth: 9,
                markerHeight: 9,
                orient: "auto",
                markerUnits: "userSpaceOnUse"
            },
            makeSvg("path", {d: "M0,0 L8,4 L0,8 z", style: "fill: var(--quiet); stroke: none"}));
        this.arrows = makeSvg("svg", {"aria-hidden": "true"}, makeSvg("defs", {}, head));
        this.paths = new Map();  // key → arrow that is drawn, with its path
        this.names = make("div", {});
        this.empty = make("p", {class: "muted empty"});
        this.ground = make("div", {class: "ground"}, this.arrows, this.names, this.empty);
        this.area.append(this.ground);
        this.lit = undefined;
        this.showsSmall = false;  // numbers and texts that are told as objects (--ids=all)
        this.measure();
        new ResizeObserver(() => {
            this.measure();
            if (view.isReady && view.record.events > 0) this.show();
        }).observe(this.area);
    }

    // [name, value] of all frames and modules, the innermost frame first.
    roots(state) {
        const roots = [];
        for (const thread of state.threads.values()) {
            const handed = thread.handed ? this.view.resultOf(thread.handed) : undefined;
            if (handed !== undefined) roots.push({name: "result", value: handed, of: ""});
            if (thread.exception) roots.push({name: "exception", value: thread.exception, of: ""});
            [...thread.frames].reverse().forEach((frame) => {
                const code = this.view.links.codes.get(frame.code);
                for (const [name, {value}] of frame.names) roots.push({name, value, of: code?.name});
                for (const {value} of frame.stack)
                    if (identityOf(value) !== undefined) roots.push({name: "stack", value, of: code?.name});
            });
        }
        for (const frame of state.suspended) {
            const code = this.view.links.codes.get(frame.code);
            for (const [name, {value}] of frame.names) roots.push({name, value, of: code?.name, from: frame.object});
        }
        for (const names of state.globals.values())
            for (const [name, {value}] of names) roots.push({name, value, of: ""});
        return roots.filter(({name, value}) => identityOf(value) !== undefined && !name.startsWith("__"));
    }

    // Objects to be drawn, those that names lead to first; with what was alive a moment ago and dies now.
    chosen(state, roots, row) {
        const {history} = this.view, chosen = new Map();
        const add = (o, isReached) => {
            const life = history.objects.get(o);
            const isSmall = state.objects.get(o)?.value?.value !== undefined;
            if (chosen.has(o) || life?.slot === undefined || chosen.size >= mostBoxes || (isSmall && !this.showsSmall))
                return false;
            chosen.set(o, {o, slot: life.slot, isReached});
            return true;
        };
        const queue = roots.map(({value}) => identityOf(value));
        const seen = new Set();
        for (let at = 0; at < queue.length && at < 4000; ++at) {
            if (seen.has(queue[at])) continue;
            seen.add(queue[at]);
            add(queue[at], true);
            for (const o of this.references(this.valueOf(state.objects.get(queue[at])))) queue.push(o);
        }
        let more = 0;
        for (const o of [...state.objects.keys()].reverse().filter((known) => !history.closureParts.has(known)))
            if (!add(o, false) && !chosen.has(o) && history.objects.get(o)?.slot !== undefined) ++more;
        const dying = row.event === "free" ? identityOf(row.object) : undefined;
        if (dying !== undefined && history.objects.get(dying)?.slot !== undefined)
            chosen.set(dying, {o: dying, slot: history.objects.get(dying).slot, isReached: true, cause: row});
        return {chosen, more};
    }

    // Of a cell what was put into it last.
    valueOf(object) {
        const values = this.view.history.cellValues.get(object?.o),
              last = values && lastUpTo(values, this.view.cursor.index);
        return last && object.value ? {...object.value, contents: last.value} : object?.value;
    }

    references(value) {
        if (!value) return [];
        if (value.function !== undefined) return this.view.history.closures.get(value.o) ?? [];
        const parts =
            [...(value.items ?? []).flat(), ...(value.attributes ?? value.fields ?? []).map(([, part]) => part)];
        if (value.contents !== undefined) parts.push(value.contents, ...(value.contents?.items ?? []).flat());
        return parts.map(identityOf).filter((o) => o !== undefined);
    }

    // How many boxes have room side by side, and how far apart: arrows need the room between them.
    measure() {
        const room = this.area.clientWidth / (this.view.lecture?.isOn ? 1.6 : 1) - left;
        this.columns = Math.max(1, Math.floor(room / (boxWidth + leastGap)));
        this.gap = Math.min(mostGap, Math.max(leastGap, Math.floor(room / this.columns) - boxWidth));
    }

    place(slot) {
        return {
            x: left + (slot % this.columns) * (boxWidth + this.gap),
            y: 16 + Math.floor(slot / this.columns) * (boxHeight + gapY)
        };
    }

    cells(value, object) {
        if (!value) return [make("span", {class: "muted"}, object.name ?? "contents not seen")];
        const inner = (part) => valueText(part, 14);
        if (value.function !== undefined) return [make("span", {class: "muted"}, `def ${value.function}`)];
        if (value.class !== undefined) return [make("span", {class: "muted"}, `class ${value.class}`)];
        if (value.exception !== undefined || value.word !== undefined)
            return [make("span", {class: "muted"}, value.exception ?? value.word)];
        if (value.value !== undefined) return [make("span", {class: "cell"}, inner(value.value))];
        const list = value.items ?? value.contents?.items;
        const cells =
            (list ?? [])
                .map(
                    (part) => make(
                        "span", {class: "cell"}, value.type === "dict" ? part.map(inner).join(": ") : inner(part)));
        if (value.contents !== undefined && !list) cells.push(make("span", {class: "cell"}, inner(value.contents)));
        const fields = (value.attributes ?? value.fields ?? [])
                           .map(
                               ([name, part]) => make(
                                   "div", {class: "field"},
                                   make("span", {class: "muted"}, typeof name === "string" ? name : inner(name)),
                                   ` ${inner(part)}`));
        // A line that has no room is not shown in half.
        const cutOff = fields.length > roomForFields || (fields.length === roomForFields && value.len > fields.length) ?
            fields.splice(roomForFields - 1) :
            [];
        const hidden = value.len - (value.items ?? value.attributes ?? value.fields ?? []).length + cutOff.length;
        if (fields.length > 0) cells.push(make("div", {class: "fields"}, fields));
        if (hidden > 0) cells.push(make("span", {class: "muted"}, ` …+${hidden}`));
        if (cells.length > 0) return cells;
        const isEmpty = value.type === "cell" || collections.has(value.type);
        return [make("span", {class: "muted"}, isEmpty ? "empty" : value.attributes ? "no attributes" : "")];
    }

    typeOf(object) {
        const {value} = object;
        return object.type ??
            (value?.function !== undefined      ? "function" :
                 value?.class !== undefined     ? "class" :
                 value?.exception !== undefined ? "exception" :
                                                  String(value?.word ?? "").split(" ")[0]);
    }

    drawBox(entry, state, row) {
        const object = state.objects.get(entry.o) ?? {o: entry.o, type: row.object?.type};
        const kept = this.boxes.get(entry.o);
        const isTouched = identityOf(row.object) === entry.o;
        const classes = ["object-box", `type-${collections.has(object.type) ? object.type : "other"}`];
        if (isTouched) classes.push(row.event === "alloc" ? "born" : row.event === "free" ? "dying" : "touched");
        if (!entry.isReached) classes.push("unreached");
        if (this.view.selection?.o === entry.o) classes.push("selected");
        const box = kept ?? {
            element: make("button", {
                "data-o": entry.o,
                onclick: () => this.view.openObject(entry.o),
                onmouseenter: () => this.light(entry.o),
                onmouseleave: () => this.light(undefined)
            })
        };
        const look = classes.join(" "), {x, y} = this.place(entry.slot), move = `translate(${x}px, ${y}px)`;
        if (box.look !== look) box.element.className = box.look = look;
        if (box.move !== move) box.element.style.transform = box.move = move;
        if (box.drawn !== object || isTouched || box.wasTouched || object.type === "cell") {
            const count = entry.cause ? "†" : object.count ?? "";
            const type = this.typeOf(object);
            box.element.setAttribute(
                "aria-label", `object ${entry.o}, ${type}, count ${count}: ${valueText(object.value, 80)}`);
            replaceChildren(
                box.element,
                make(
                    "div", {class: "head"},
                    make("span", {class: "sort", title: type}, make("strong", {}, numberSign(entry.o)), ` ${type}`),
                    make(
                        "span", {
                            class: `count${object.count === undefined && !entry.cause ? " unknown" : ""}`,
                            title: "references that are counted"
                        },
                        String(count))),
                entry.cause ? make("div", {class: "reason"}, this.view.causeOf(entry.cause)) :
                              make("div", {class: "cells"}, this.cells(this.valueOf(object), object)));
            box.drawn = object;
        }
        box.wasTouched = isTouched;
        if (!kept) {
            this.boxes.set(entry.o, box);
            this.ground.append(box.element);
        }
    }

    show() {
        const {state, row} = this.view.cursor;
        const roots = this.roots(state), {chosen, more} = this.chosen(state, roots, row);
        for (const [o, {element}] of this.boxes) {
            if (chosen.has(o)) continue;
            element.remove();
            this.boxes.delete(o);
        }
        for (const entry of chosen.values()) this.drawBox(entry, state, row);
        const rows = Math.max(0, ...[...chosen.values()].map(({slot}) => this.place(slot).y)) + boxHeight + 12;
        const shownRoots = this.drawRoots(roots.filter(({value}) => chosen.has(identityOf(value))));
        this.ground.style.height = `${Math.max(rows, shownRoots.length * 21 + 12)}px`;
        this.drawArrows(state, chosen, shownRoots);
        const notes = [`${chosen.size} object${chosen.size === 1 ? "" : "s"}`];
        if (more > 0) notes.push(`${more} more not drawn`);
        if (state.forgotten > 0) notes.push(`${state.forgotten} spoken of longer ago`);
        if (!this.view.history.isComplete)
            notes.push(`reading the record: ${Math.round((100 * this.view.history.read) / this.view.record.events)} %`);
        if (this.showsSmall && ![...state.objects.values()].some(({value}) => value?.value !== undefined))
            notes.push("numbers and strings as objects: record with --ids=all");
        byId("heap-note").textContent = notes.join(", ");
        this.empty.textContent = chosen.size > 0 ? "" : this.whyEmpty();
    }

    whyEmpty() {
        if (!this.view.hasMemory)
            return "No object was recorded. With --trace=lesson the heap shows counts, births and deaths.";
        return "No list, instance, cell or other object of the program is alive here. Numbers and strings stand " +
            "where they are used; functions and classes stand under their names.";
    }

    drawRoots(roots) {
        const shown = [], seen = new Set();
        for (const root of roots) {
            const key = `${root.name} ${root.of} ${identityOf(root.value)}`;
            if (seen.has(key) || shown.length >= mostRoots) continue;
            seen.add(key);
            shown.push(root);
        }
        // Beside what they lead to, as far as there is room: so arrows cross less.
        shown.sort(
            (one, other) => this.place(this.view.history.objects.get(identityOf(one.value)).slot).y -
                this.place(this.view.history.objects.get(identityOf(other.value)).slot).y);
        let free = 8;
        const drawn =
            JSON.stringify(shown.map(({name, of, value}) => [name, of, identityOf(value)]).concat(this.columns));
        if (drawn === this.drawnRoots?.text) return this.drawnRoots.shown;
        this.drawnRoots = {text: drawn, shown};
        replaceChildren(this.names, shown.map((root) => {
            root.y = Math.max(free, this.place(this.view.history.objects.get(identityOf(root.value)).slot).y);
            free = root.y + 21;
            return make(
                "div", {class: "root", style: `top:${root.y}px`}, root.name,
                root.of && root.of !== "<module>" ? make("span", {class: "muted"}, ` ${root.of}`) : "");
        }));
        return shown;
    }

    // What is to be drawn: {key, sort, to, from, at}; `at` are the numbers that routeOf() makes a line of. A reference
    // keeps its key while what it leads to changes, so that its arrow can move there.
    arrowsOf(state, chosen, roots) {
        const arrows = [], seen = new Map();
        const add = (key, sort, to, from, at) => {
            const times = seen.get(key) ?? 0;
            seen.set(key, times + 1);
            arrows.push({key: `${key} ${times}`, sort, to, from, at});
        };
        for (const {name, of, y, value} of roots) {
            const o = identityOf(value), to = this.place(chosen.get(o).slot);
            const letters = name.length + (of && of !== "<module>" ? 1 + of.length : 0);
            add(`${name} of ${of}`, "root-arrow", o, undefined,
                to.x > left ? [8 + Math.min(92, 12 + 7 * letters), y + 9, 1, to.x + 20, to.y, fromAbove] :
                              [8 + Math.min(92, 12 + 7 * letters), y + 9, 1, to.x, to.y + 10, -1]);
        }
        for (const {o, slot} of chosen.values()) {
            const from = this.place(slot);
            this.references(this.valueOf(state.objects.get(o))).forEach((target, index) => {
                if (!chosen.has(target)) return;
                const to = this.place(chosen.get(target).slot), y = from.y + 30 + Math.min(index, 5) * 8;
                // Out at the side where the other one is, and in at the side that is near.
                const out = to.x > from.x || target === o ? 1 : -1, into = to.x < from.x || target === o ? 1 : -1;
                const x = out > 0 ? from.x + boxWidth : from.x, toX = into > 0 ? to.x + boxWidth : to.x;
                const isFar = Math.abs(to.x - from.x) > boxWidth + this.gap;  // others stand between
                add(`${o} ${index}`, "inner", target, o,
                    isFar ? [x, y, out, to.x + boxWidth / 2 - out * 40, to.y, fromAbove] :
                            [x, y, out, toX, to.y + 10, into]);
            });
        }
        for (const [reference, weak] of this.view.history.weak) {
            const {index} = this.view.cursor, isThere = weak.made <= index && !(weak.cleared <= index);
            if (!isThere || !chosen.has(reference) || !chosen.has(weak.referent)) continue;
            const from = this.place(chosen.get(reference).slot), to = this.place(chosen.get(weak.referent).slot);
            add(`${reference} weak`, "weak", weak.referent, reference,
                [from.x + boxWidth / 2, from.y, 0.3, to.x + boxWidth / 2, to.y + boxHeight, 0.3]);
        }
        return arrows;
    }

    drawArrows(state, chosen, roots) {
        const arrows = this.arrowsOf(state, chosen, roots), text = JSON.stringify(arrows);
        if (text === this.drawnArrows) return;
        this.drawnArrows = text;
        const kept = new Map();
        for (const arrow of arrows) {
            const old = this.paths.get(arrow.key), path = old?.path ?? makeSvg("path", {"marker-end": "url(#head)"});
            const isLit = this.lit !== undefined && (this.lit === arrow.to || this.lit === arrow.from);
            path.setAttribute("class", `${arrow.sort}${isLit ? " lit" : ""}`);
            path.dataset.to = arrow.to;
            path.dataset.from = arrow.from;
            const hasMoved = old !== undefined && old.to !== arrow.to;
            kept.set(arrow.key, {...arrow, path, begin: hasMoved ? old.now : arrow.at, now: arrow.at, hasMoved});
            if (!old) this.arrows.append(path);
        }
        for (const [key, {path}] of this.paths)
            if (!kept.has(key)) path.remove();
        this.paths = kept;
        this.moveArrows();
    }

    // Those that lead elsewhere than before go there; the others are where they belong.
    moveArrows() {
        cancelAnimationFrame(this.frame);
        const moving = [], isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
        for (const arrow of this.paths.values()) {
            if (arrow.hasMoved && !isStill) moving.push(arrow);
            else arrow.path.setAttribute("d", this.routeOf(arrow.at, arrow.at[5] === fromAbove));
        }
        if (moving.length === 0) return;
        const start = performance.now();
        const step = (time) => {
            const part = Math.min(1, Math.max(0, (time - start) / motion)), eased = part * part * (3 - 2 * part);
            for (const arrow of moving) {
                arrow.now = arrow.at.map((end, index) => arrow.begin[index] + (end - arrow.begin[index]) * eased);
                arrow.path.setAttribute("d", this.routeOf(arrow.now, arrow.at[5] === fromAbove));
            }
            if (part < 1) this.frame = requestAnimationFrame(step);
        };
        step(start);
    }

    // From a place to another; `out` and `into` say to which side it bends there. What would run over other boxes runs
    // between their rows, and in from above.
    routeOf([x, y, out, toX, toY, into], isOver) {
        if (isOver) {
            const lane = toY - 11, turn = toX - out * 14;
            return `M${x},${y} C${x + out * 30},${y} ${x + out * 6},${lane} ${x + out * 36},${lane} L${turn},${lane} Q${
                toX},${lane} ${toX},${toY - 1}`;
        }
        const bend = Math.min(64, Math.max(22, Math.abs(toX - x) / 2));
        return `M${x},${y} C${x + out * bend},${y} ${toX + into * bend},${toY} ${toX + into},${toY}`;
    }

    light(o) {
        this.lit = o;
        for (const path of this.arrows.querySelectorAll("path[data-to]"))
            path.classList.toggle(
                "lit", o !== undefined && (path.dataset.to === String(o) || path.dataset.from === String(o)));
        for (const [number, {element}] of this.boxes)
            element.classList.toggle("selected", number === o || this.view.selection?.o === number);
    }
}
