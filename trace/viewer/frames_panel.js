// SPDX-License-Identifier: MIT
// Frames with their names and value stacks, thread by thread: what the instruction pushed has a +, what it popped a −.
// A click on a value leads to the event that made it, a click on a name to its values over time.
// CPython: none. Next: state.js, words.js, main.js.
import {byId, make, replaceChildren} from "./dom.js";
import {identityOf} from "./state.js";
import {isDefinition, sortOf, valueText} from "./words.js";

const mostFrames = 14;

export class FramesPanel {
    constructor(view) { this.view = view; }

    value(value, n, more = "") {
        const {objects} = this.view.cursor.state;
        const text = valueText(value, 44, objects), o = identityOf(value);
        return make(
            "button", {
                class: `value ${sortOf(value)} ${more}`,
                title: `${valueText(value, 400, objects)}${n ? `\nmade by event ${n}` : ""}`,
                "data-o": o,
                "data-n": n || undefined,
                onclick: (event) => this.view.goToMaker(value, n, event),
                onmouseenter: () => this.view.lightObject(o),
                onmouseleave: () => this.view.lightObject(undefined),
            },
            text);
    }

    namesOf(names, frame, changed) {
        const shown = [...names].filter(([name]) => !name.startsWith("__"));
        const isPlain = ([name, {value}]) =>
            isDefinition(value) && (value.function ?? value.class ?? value.module).split(".").at(-1) === name;
        const defined = shown.filter(isPlain).map(([, {value}]) => valueText(value));
        const rows = shown.filter((entry) => !isPlain(entry))
                         .flatMap(
                             ([name, slot]) =>
                                 [make(
                                      "button", {
                                          class: "name",
                                          title: "its values over time",
                                          onclick: () => this.view.openVariable(frame.code, name)
                                      },
                                      name),
                                  this.value(slot.value, slot.n, slot.n === changed ? "changed" : ""),
        ]);
        return defined.length > 0 ? [...rows, make("div", {class: "defined"}, `defined: ${defined.join(", ")}`)] : rows;
    }

    stackOf(frame, isActive, row) {
        const values = frame.stack.map(
            (slot) =>
                this.value(slot.value, slot.n, isActive && slot.n === row.n && row.kind === "op" ? "pushed" : ""));
        const popped =
            isActive && row.kind === "op" ? (row.popped ?? []).map((value) => this.value(value, 0, "popped")) : [];
        if (values.length + popped.length === 0) return null;
        const pushed = (row.pushed ?? []).length, at = isActive ? Math.max(0, values.length - pushed) : values.length;
        const order = [...values.slice(0, at), ...popped, ...values.slice(at)];
        const hidden = order.length > 24 ?
            [make("span", {class: "muted"}, `… ${order.length - 24} below`), ...order.slice(-24)] :
            order;
        return make("div", {class: "stack", "aria-label": "value stack, top right"}, hidden);
    }

    frame(frame, thread, depth, row) {
        const {links, cursor} = this.view;
        if (frame.code === undefined) return make("div", {class: "muted"}, "a frame that was not recorded");
        const code = links.codes.get(frame.code), isActive = row.thread === thread.thread && row.depth === depth;
        const isModule = code?.name === "<module>";
        const names = isModule ? (cursor.state.globals.get(code.file) ?? new Map()) : frame.names;
        const head = make(
            "div", {class: "head"}, make("span", {class: "strong"}, code?.qualname ?? frame.code),
            make("span", {class: "grow muted"}, frame.line ? `line ${frame.line}` : ""),
            frame.n ?
                make(
                    "button", {class: "linkish", title: "go to where it began", onclick: () => this.view.goTo(frame.n)},
                    `since ${frame.n}`) :
                null);
        return make(
            "div", {class: `frame${isActive ? " active" : ""}`}, head,
            names.size > 0 ? make("div", {class: "names"}, this.namesOf(names, frame, row.n)) : null,
            this.stackOf(frame, isActive, row));
    }

    framesOf(thread, row) {
        const frames = thread.frames.map((frame, depth) => [frame, depth]);
        const shown =
            frames.length > mostFrames ? [...frames.slice(0, 2), undefined, ...frames.slice(3 - mostFrames)] : frames;
        const result = [];
        let unseen = 0;
        const flush = () => {
            if (unseen > 0)
                result.push(make("div", {class: "muted"}, `${unseen} frame${unseen > 1 ? "s" : ""} not recorded`));
            unseen = 0;
        };
        for (const entry of shown) {
            if (!entry) {
                flush();
                result.push(make("div", {class: "muted"}, `… ${frames.length - mostFrames + 1} more frames`));
            } else if (entry[0].code === undefined) ++unseen;
            else {
                flush();
                result.push(this.frame(entry[0], thread, entry[1], row));
            }
        }
        flush();
        return result.reverse();
    }

    threadHead(thread, state) {
        const held = state.locks.filter((lock) => lock.thread === thread.thread).map(({lock}) => valueText(lock, 20));
        const words =
            [state.gil === thread.thread || state.lanes[thread.thread - 1] === "█" ? "has the GIL" :
                 state.lanes[thread.thread - 1] === "·"                            ? "waits for the GIL" :
                                                                                     "stopped"];
        if (thread.waits) words.push(`waits for ${valueText(thread.waits, 30)}`);
        if (held.length > 0) words.push(`holds ${held.join(", ")}`);
        return make(
            "div", {class: "thread"}, make("strong", {}, `T${thread.thread} ${thread.name ?? ""} `), words.join(", "));
    }

    show() {
        const {state, row} = this.view.cursor, children = [];
        // Who has the GIL is told of even before it has a frame.
        const threads =
            [...state.threads.values()].filter((thread) => thread.frames.length > 0 || thread.thread === state.gil);
        if (state.gil && !state.threads.has(state.gil)) threads.push({thread: state.gil, frames: []});
        threads.sort(
            (one, other) => (other.thread === row.thread) - (one.thread === row.thread) || one.thread - other.thread);
        for (const thread of threads) {
            if (state.lanes || threads.length > 1) children.push(this.threadHead(thread, state));
            children.push(...this.framesOf(thread, row));
        }
        const sleeping = state.suspended.filter((frame) => frame.names.size > 0).slice(-4);
        if (sleeping.length > 0) {
            children.push(make("div", {class: "thread"}, "suspended generators and coroutines"));
            for (const frame of sleeping) children.push(this.frame(frame, {thread: 0}, -1, row));
        }
        if (state.tasks.length > 0)
            children.push(make(
                "div", {class: "thread"},
                `tasks: ${
                    state.tasks.map(({task, state: word}) => `${task.name ?? valueText(task)} ${word}`).join(", ")}`));
        replaceChildren(byId("frames"), children.length > 0 ? children : make("p", {class: "muted"}, "no frame"));
    }
}
