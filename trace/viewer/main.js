// SPDX-License-Identifier: MIT
// Puts the page together: the record is opened, panels are made, and whatever moves the cursor shows all of them anew.
// Who selects something tells it here, so that every panel can mark it. CPython: none.
// Next: record.js, cursor.js, README.md (the other modules).
import {Cursor} from "./cursor.js";
import {byId, make, replaceChildren, scrollAll} from "./dom.js";
import {DrawerPanel} from "./drawer_panel.js";
import {FramesPanel} from "./frames_panel.js";
import {HeapPanel} from "./heap_panel.js";
import {countUpTo, History} from "./history.js";
import {Lecture, Predictions, Search, toggleHelp, toggleTheme} from "./modes.js";
import {PipelinePanel} from "./pipeline_panel.js";
import {recordOfPage} from "./record.js";
import {SourcePanel} from "./source_panel.js";
import {identityOf} from "./state.js";
import {ConsolePanel, ExplainPanel, ExpressionPanel} from "./text_panels.js";
import {TimePanel} from "./time_panel.js";
import {effectText} from "./words.js";

class View {
    constructor(record) {
        this.record = record;
        this.links = record.links;
        this.history = new History(record);
        this.cursor = new Cursor(record, this.history);
        this.selection = undefined;  // {span} or {o} or {code, name}
        this.hasMemory = record.index.chunks.some(({events}) => events.alloc > 0);
        this.source = new SourcePanel(byId("source"), this);
        this.pipeline = new PipelinePanel(this);
        this.frames = new FramesPanel(this);
        this.heap = new HeapPanel(this);
        this.drawer = new DrawerPanel(this);
        this.time = new TimePanel(this);
        this.search = new Search(this);
        this.predictions = new Predictions(this);
        this.lecture = new Lecture(this);
        this.panels = [
            new ExplainPanel(this), this.source, this.pipeline, this.frames, this.heap, new ExpressionPanel(this),
            new ConsolePanel(this), this.drawer, this.time, this.lecture
        ];
        this.makeBar();
        this.cursor.onMove(() => this.show());
        this.history.onProgress(() => this.showProgress());
        document.addEventListener("keydown", (event) => this.key(event));
        addEventListener("hashchange", () => this.followLink());
    }

    // ---------------------------------------------------------------- the bar

    makeBar() {
        const {head, file} = this.links, name = (file || head?.program?.name || "").split("/").at(-1);
        byId("title").textContent = name;
        const step = (sign, label, action) =>
            make("button", {"aria-label": label, title: label, onclick: action}, sign);
        replaceChildren(
            byId("steps"), step("|◀", "First event", () => this.cursor.moveTo(0)),
            step("◀◀", "Line back", () => this.cursor.stepLine(-1)),
            step("◀", "Event back", () => this.cursor.step(-1)), step("▶", "Event on", () => this.forward()),
            step("▶▶", "Line on", () => this.cursor.stepLine(1)),
            step("over", "Over calls", () => this.cursor.stepOver(1)),
            step("▶|", "Last event", () => this.cursor.moveTo(this.record.events - 1)));
        const mode = (id, text, action) => make("button", {id, "aria-pressed": "false", onclick: action}, text);
        replaceChildren(
            byId("modes"), mode("predict", "Predict", () => this.predictions.toggle()),
            mode("lecture", "Lecture", () => this.lecture.toggle()), mode("theme", "Dark", () => toggleTheme(this)),
            mode("keys", "Keys ?", toggleHelp));
        byId("number").addEventListener("change", (event) => this.cursor.moveToNumber(Number(event.target.value) || 1));
        byId("number").addEventListener("keydown", (event) => event.stopPropagation());
        byId("of").textContent = `of ${this.record.end?.n ?? this.record.events}`;
        byId("of").title = `${this.record.events} events in this record; ${this.record.end?.reason ?? ""}`;
    }

    press(id, isOn) { byId(id).setAttribute("aria-pressed", String(isOn)); }

    // ---------------------------------------------------------------- showing

    show() {
        if (this.record.events === 0) return this.showNothing();
        const {index} = this.cursor;
        for (const panel of this.panels) panel.show(index);
        scrollAll();
        this.predictions.moved();
        byId("number").value = String(this.cursor.row.n);
        this.writeLinkSoon();
        return undefined;
    }

    // Browsers allow so many changes of the address in a second: it follows when the reader stops for a moment.
    writeLinkSoon() {
        clearTimeout(this.linkTimer);
        this.linkTimer = setTimeout(() => {
            const link = `#n=${this.cursor.row.n}`;
            if (location.hash !== link) history.replaceState(null, "", link);
        }, 200);
    }

    // A program that did not come to run: what the stages have made is there, and why it ended.
    showNothing() {
        replaceChildren(
            byId("explain"), make("span", {class: "kind kind-exc"}, "end"),
            make("span", {class: "what"}, this.record.end?.reason ?? "nothing was recorded"),
            make("div", {class: "why"}, "No event was recorded; what the stages have made until then is here."));
        const line = /\(line (\d+)\)/.exec(this.record.end?.reason ?? "")?.[1];
        this.source.rows[line]?.row.classList.add("current");
        for (const id of ["frames", "heap", "expression", "console", "code"])
            if (!byId(id).textContent) replaceChildren(byId(id), make("p", {class: "muted empty"}, "nothing has run"));
        byId("time-panel").hidden = true;
    }

    showProgress() {
        if (this.history.read <= this.cursor.index && !this.history.isComplete) return;
        this.time.redraw();
        document.body.classList.toggle("without-objects", this.history.isComplete && this.history.slots === 0);
        this.show();
        document.body.dataset.read = this.history.isComplete ? "all" : String(this.history.read);
    }

    // ---------------------------------------------------------------- pointing and selecting

    hover(span) {
        if (span === this.hovered) return;
        this.hovered = span;
        this.source.mark("hovered", span);
        this.pipeline.mark("hovered", span && !span.whole ? this.links.related(span) : undefined);
        scrollAll();
    }

    pin(span) {
        if (!span) return;
        const related = this.links.related(span);
        this.select({span, instructions: related.instructions.map(({id}) => id)});
        this.source.mark("pinned", span);
        this.pipeline.mark("pinned", related);
        scrollAll();
    }

    select(selection) {
        this.selection = selection;
        if (!selection?.span) {
            this.source.mark("pinned", undefined);
            this.pipeline.mark("pinned", undefined);
        }
    }

    lightObject(o) { this.heap.light(o); }

    openObject(o) {
        this.select({o});
        this.drawer.open({o});
        this.heap.show();
    }

    openVariable(code, name) {
        this.select({code, name});
        this.drawer.open({code, name});
    }

    closeDrawer() {
        this.drawer.close();
        this.select(undefined);
        this.show();
    }

    goTo(n) { return this.cursor.moveToNumber(n); }

    // A value leads to the event that made it; held with Shift, an object opens its life.
    goToMaker(value, n, event) {
        const o = identityOf(value), life = o === undefined ? undefined : this.history.objects.get(o);
        if (event?.shiftKey && o !== undefined) return this.openObject(o);
        if (o !== undefined) this.select({o});
        if (life?.born !== undefined && (!n || event?.altKey)) return this.cursor.moveTo(life.born);
        if (n && n !== this.cursor.row.n) return this.goTo(n);
        if (life) return this.cursor.moveTo(life.born ?? life.first);
        return undefined;
    }

    // What the event with this number, a few before now, has returned or yielded.
    resultOf(n) {
        for (let at = this.cursor.index; at >= 0 && at > this.cursor.index - 60; --at) {
            if (!this.record.isLoaded(this.record.chunkOf(at))) return undefined;
            const row = this.record.row(at);
            if (row.n === n) return row.value ?? row.values?.[0];
        }
        return undefined;
    }

    causeOf(row) { return effectText(row, this.links).replace(/^.* dies: /, ""); }

    // While predictions are asked for, nothing of later is told.
    isSecret(index) { return this.predictions.isOn && index > this.cursor.index; }

    lineOfCaller() {
        const frames = this.cursor.state.threads.get(this.cursor.row.thread)?.frames ?? [];
        for (const frame of [...frames].reverse())
            if (this.links.isOwnCode(frame.code) && frame.line) return frame.line;
        return undefined;
    }

    // ---------------------------------------------------------------- steps and keys

    async forward() {
        if (!(await this.predictions.ask())) await this.cursor.step(1);
    }

    // Events that belong to what is selected, in their order.
    visits() {
        const {selection, history} = this;
        if (selection?.o !== undefined) return history.objects.get(selection.o)?.events ?? [];
        if (selection?.name !== undefined)
            return (history.stores.get(`${selection.code} ${selection.name}`) ?? []).map(({index}) => index);
        const ids = selection?.instructions ?? [this.cursor.row.ins];
        return ids.flatMap((id) => history.visits.get(id) ?? []).sort((one, other) => one - other);
    }

    visit(direction) {
        const list = this.visits(), {index} = this.cursor;
        const at = direction > 0 ? list[countUpTo(list, index)] : list[countUpTo(list, index - 1) - 1];
        if (at !== undefined) this.cursor.moveTo(at);
    }

    key(event) {
        const isTyping = event.target.matches?.("input");
        if (isTyping || event.altKey || event.metaKey) return;
        const arrow = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (arrow) {
            if (event.shiftKey) this.cursor.stepLine(arrow);
            else if (event.ctrlKey) this.cursor.stepOver(arrow);
            else if (arrow > 0) this.forward();
            else this.cursor.step(-1);
            return void event.preventDefault();
        }
        if (event.ctrlKey) return;
        // What is no button of the browser's own, and can be clicked all the same.
        if (event.key === "Enter" && event.target.matches?.("[tabindex]:not(button)")) event.target.click();
        const actions = {
            Home: () => this.cursor.moveTo(0),
            End: () => this.cursor.moveTo(this.record.events - 1),
            n: () => this.visit(1),
            N: () => this.visit(-1),
            "/": () => byId("search").focus(),
            p: () => this.predictions.toggle(),
            l: () => this.lecture.toggle(),
            t: () => toggleTheme(this),
            o: () => this.toggleSmall(),
            "?": toggleHelp,
            Escape: () => this.escape(),
        };
        if (this.lecture.isOn && /^[1-7]$/.test(event.key))
            actions[event.key] = () => this.lecture.choose(Number(event.key) - 1);
        if (this.lecture.isOn) actions.Tab = () => this.lecture.choose(this.lecture.panel + (event.shiftKey ? -1 : 1));
        if (!actions[event.key]) return;
        event.preventDefault();
        actions[event.key]();
    }

    toggleSmall() {
        this.heap.showsSmall = !this.heap.showsSmall;
        this.heap.show();
    }

    escape() {
        if (!byId("help").hidden) return toggleHelp();
        if (!byId("drawer").hidden) return this.closeDrawer();
        if (this.lecture.isOn) return this.lecture.toggle();
        return this.select(undefined);
    }

    followLink() {
        const found = /n=(\d+)/.exec(location.hash);
        return found ? this.cursor.moveToNumber(Number(found[1])) : this.cursor.moveTo(0);
    }
}

async function start() {
    const record = recordOfPage();
    await record.begin();
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    if (dark) document.documentElement.dataset.theme = "dark";
    const view = new View(record);
    globalThis.minipyPage = view;  // for the curious, at the browser's own prompt, and for tests
    if (dark) view.press("theme", true);
    if (record.events === 0) view.show();
    else await view.followLink();
    view.isReady = true;
    document.body.dataset.ready = "yes";
    await view.history.readAll();
    document.body.dataset.read = "all";
}

start().catch((error) => {
    byId("explain").textContent = `this page cannot be shown: ${error.message}`;
    throw error;
});
