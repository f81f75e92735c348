// SPDX-License-Identifier: MIT
// The time line: how dense the run is, and of what kind; the call flame; lanes for threads and the GIL, the collector,
// tasks. One event is one step to the right. Dragging moves through time, so do the arrow keys. Lanes differ by pattern
// as well as by colour: full has the GIL, hatched waits for it, empty is stopped.
// CPython: none. Next: history.js.
import {byId, make, replaceChildren} from "./dom.js";
import {kindNames} from "./history.js";

const groups =
    [["op", "--op"], ["call", "--call"], ["memory", "--memory"], ["exc", "--exc"], ["io", "--io"], ["gil", "--gil"]];
const groupOf = {
    op: 0,
    line: 1,
    call: 1,
    ret: 1,
    alloc: 2,
    ref: 2,
    mut: 2,
    free: 2,
    gc: 2,
    weakref: 2,
    intern: 2,
    resize: 2,
    attr: 0,
    exc: 3,
    io: 4,
    gil: 5,
    switch: 5,
    lock: 5,
    thread: 5,
    task: 5,
    signal: 5,
    gap: 1,
};
const laneHeight = 11, flameRow = 13, mostDensity = 26;
const mostHeight = () => Math.min(190, innerHeight / 6);  // so that panels keep their room

export class TimePanel {
    constructor(view) {
        this.view = view;
        this.canvas = byId("time");
        this.forgetColours();
        this.still = document.createElement("canvas");
        this.canvas.addEventListener("pointerdown", (event) => {
            this.canvas.setPointerCapture(event.pointerId);
            this.scrub(event);
        });
        this.canvas.addEventListener("pointermove", (event) => event.buttons === 1 && this.scrub(event));
        new ResizeObserver(() => this.redraw()).observe(this.canvas);
    }

    scrub(event) {
        const {left, width} = this.canvas.getBoundingClientRect();
        this.view.cursor.moveTo(Math.floor(((event.clientX - left) / width) * this.view.record.events));
    }

    // Asked for once: the answer costs the browser a look at the whole page.
    colour(name) {
        if (!this.colours.has(name))
            this.colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
        return this.colours.get(name);
    }

    forgetColours() { this.colours = new Map(); }

    // All but the cursor: drawn once, and again when more of the record has been read.
    redraw() {
        const lanes = this.lanes(), room = lanes.length * laneHeight, {rows} = this.rowsOfThreads();
        this.canvas.style.height =
            `${Math.min(mostHeight(), Math.max(72, mostDensity + 8 + rows * flameRow + room))}px`;
        const scale = window.devicePixelRatio || 1, {clientWidth, clientHeight} = this.canvas;
        if (clientWidth === 0 || this.view.record.events === 0) return;
        for (const canvas of [this.canvas, this.still])
            [canvas.width, canvas.height] = [clientWidth * scale, clientHeight * scale];
        this.scale = scale;
        const pen = this.still.getContext("2d");
        pen.scale(scale, scale);
        const densityHeight = Math.min(mostDensity, (clientHeight - room) * 0.4), flameTop = densityHeight + 3,
              flameHeight = Math.max(16, clientHeight - room - flameTop - 3);
        this.canvas.title = lanes.length > 0 ?
            "full: has the GIL, or runs; dotted: waits for it, or is ready; thin: is stopped, or waits" :
            "";
        this.drawDensity(pen, clientWidth, densityHeight);
        this.drawFlame(pen, clientWidth, flameTop, flameHeight);
        lanes.forEach(
            (lane, number) => this.drawLane(pen, lane, clientWidth, clientHeight - room + number * laneHeight));
        const names = [
            ["events", 2], ["calls", flameTop + 1],
            ...lanes.map(({name}, number) => [name, clientHeight - room + number * laneHeight - 3])
        ];
        replaceChildren(byId("time-names"), names.map(([name, top]) => make("span", {style: `top:${top}px`}, name)));
        this.show(this.view.cursor.index);
    }

    drawDensity(pen, width, height) {
        const {history, record} = this.view,
                        buckets = Array.from(
                            {length: Math.min(Math.ceil(width / 2), record.events)},
                            () => new Uint32Array(groups.length));
        const perBucket = record.events / buckets.length, wide = width / buckets.length;
        for (let index = 0; index < history.read; ++index)
            ++buckets[Math.min(
                buckets.length - 1, Math.floor(index / perBucket))][groupOf[kindNames[history.kinds[index]]]];
        const colours = groups.map(([, name]) => this.colour(name)), most = Math.max(1, Math.ceil(perBucket));
        buckets.forEach((counts, number) => {
            let y = height;
            counts.forEach((count, group) => {
                const tall = (count / most) * (height - 2);
                if (count === 0) return;
                pen.fillStyle = colours[group];
                pen.fillRect(number * wide, y - tall, wide > 3 ? wide - 1 : wide, tall);
                y -= tall;
            });
        });
        pen.fillStyle = this.colour("--bad");
        for (const {index} of history.gaps) pen.fillRect((index / record.events) * width - 1, 0, 3, height);
    }

    // Threads below each other: in which row each begins, and how many rows there are.
    rowsOfThreads() {
        const deepest = new Map(), first = new Map();
        for (const {thread, level} of this.view.history.calls)
            deepest.set(thread, Math.max(deepest.get(thread) ?? 0, level + 1));
        let rows = 0;
        for (const thread of [...deepest.keys()].sort((one, other) => one - other)) {
            first.set(thread, rows);
            rows += deepest.get(thread);
        }
        return {first, rows: Math.max(1, rows)};
    }

    drawFlame(pen, width, top, height) {
        const {history, record, links} = this.view;
        const {first, rows} = this.rowsOfThreads(), row = Math.min(flameRow, height / rows);
        pen.font = "10px system-ui, sans-serif";
        const drawn = new Map();  // by level: where the last one that is too narrow ended
        for (const {thread, code, begin, end, ...call} of history.calls) {
            const level = first.get(thread) + call.level;
            const x = (begin / record.events) * width, wide = ((end - begin) / record.events) * width;
            if (wide < 1 && (drawn.get(level) ?? -1) >= Math.floor(x)) continue;
            if (wide < 1) drawn.set(level, Math.floor(x));
            const hue = (Number(code.slice(1)) * 67) % 360;
            pen.fillStyle = `hsl(${hue} 45% ${document.documentElement.dataset.theme === "dark" ? 34 : 80}%)`;
            pen.fillRect(x, top + level * row, Math.max(1, wide - 0.5), Math.max(1, row - 1));
            if (wide < 30 || row < 10) continue;
            pen.fillStyle = this.colour("--ink");
            pen.save();
            pen.beginPath();
            pen.rect(x, top, wide - 2, height);
            pen.clip();
            pen.fillText(links.codes.get(code)?.name ?? "", x + 3, top + level * row + 9.5);
            pen.restore();
        }
    }

    lanes() {
        const {history, record} = this.view, lanes = [];
        const spansOf = (list) =>
            list.map(({begin, sign}, at) => ({begin, sign, end: list[at + 1]?.begin ?? record.events}));
        if (history.lanes.size > 1)
            for (const [thread, list] of [...history.lanes].slice(0, 6))
                lanes.push({name: `GIL T${thread}`, spans: spansOf(list)});
        if (history.collections.length > 0)
            lanes.push({name: "collector", spans: history.collections.map((span) => ({...span, sign: "gc"}))});
        for (const {name, spans} of [...history.tasks.values()].slice(0, 5)) lanes.push({name, spans: spansOf(spans)});
        return lanes;
    }

    drawLane(pen, {spans}, width, top) {
        const {record} = this.view;
        for (const {begin, end, sign} of spans) {
            const x = (begin / record.events) * width, wide = Math.max(1, ((end - begin) / record.events) * width);
            const isFull = sign === "█" || sign === "runs" || sign === "gc",
                  isWaiting = sign === "·" || sign === "ready";
            pen.fillStyle = pen.strokeStyle = this.colour(sign === "gc" ? "--memory" : "--gil");
            if (isFull) pen.fillRect(x, top, wide, laneHeight - 3);
            else if (isWaiting)
                for (let at = x; at < x + wide; at += 4) pen.fillRect(at, top + 2, Math.min(1.5, wide), laneHeight - 7);
            else if (sign === "~" || sign === "waits") pen.fillRect(x, top + (laneHeight - 3) / 2, wide, 1);
        }
    }

    show(index) {
        const pen = this.canvas.getContext("2d"), {width, height} = this.canvas;
        pen.clearRect(0, 0, width, height);
        if (this.still.width > 0) pen.drawImage(this.still, 0, 0);
        const x = ((index + 0.5) / this.view.record.events) * width;
        pen.fillStyle = this.colour("--ink");
        pen.fillRect(x - 1, 0, 2, height);
        pen.beginPath();
        pen.moveTo(x - 5, 0);
        pen.lineTo(x + 5, 0);
        pen.lineTo(x, 7);
        pen.fill();
        this.canvas.setAttribute("aria-valuenow", String(index + 1));
        this.canvas.setAttribute("aria-valuemin", "1");
        this.canvas.setAttribute("aria-valuemax", String(this.view.record.events));
    }
}
