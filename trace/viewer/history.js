// SPDX-License-Identifier: MIT
// What is to be known of the whole run at once: read once from the first event to the last, in pieces, beside all else.
//
//      columns     of each event its number, kind, thread, depth, line and instruction, in arrays of numbers
//      stores      of each name its values over time; of each line those that were bound there
//      objects     of each object its events; from birth and death its place in the heap's drawing, for all its life
//      calls       frames as intervals, for the call flame; lanes of threads, collections, tasks likewise
//      output      what the program has written
//
// CPython: none. Next: record.js, time_panel.js, drawer_panel.js, heap_panel.js.
import {eventsPerChunk} from "./record.js";
import {hasParts, identityOf, shallow} from "./state.js";

export const kindNames = [
    "op",      "line",   "call",   "ret",  "exc", "io",     "alloc", "ref",    "mut",  "free",   "gc",
    "weakref", "intern", "resize", "attr", "gil", "switch", "lock",  "thread", "task", "signal", "gap"
];
const kindNumbers = new Map(kindNames.map((name, number) => [name, number]));

export class History {
    constructor(record) {
        this.record = record;
        const {events} = record;
        this.numbers = new Float64Array(events);
        this.kinds = new Uint8Array(events);
        this.threads = new Uint16Array(events);
        this.depths = new Uint16Array(events);
        this.lines = new Int32Array(events);  // 0: none, or not of the program's own file
        this.instructions = new Int32Array(events);
        this.read = 0;                  // events that have been read
        this.hits = new Map();          // line → indexes of its line events
        this.visits = new Map();        // instruction → indexes
        this.stores = new Map();        // "C2 name" → [{index, value, line}]
        this.storesOfLine = new Map();  // line → Map(name → [{index, value}])
        this.objects = new Map();       // o → {events: [index], born, died, slot}
        this.closures = new Map();      // function → the tuple of its cells
        this.weak = new Map();          // weak reference → {referent, made, cleared}
        this.unshown = new Set();       // cells for super(), and tuples of nothing else
        this.closureParts = new Set();  // such tuples and cells
        this.cellsOf = new Map();       // function → Map(name → cell)
        this.cellsOfNext = new Map();   // thread → the cells of the frame that begins
        this.cellValues = new Map();    // cell → [{index, value}]
        this.calls = [];         // {thread, depth, level, code, begin, end}; level: depth without what was not recorded
        this.open = new Map();   // thread → calls that have not ended
        this.lanes = new Map();  // thread → [{begin, state}]
        this.gils = [];          // {thread, begin, end}
        this.collections = [];   // {begin, end}
        this.tasks = new Map();  // o → {name, spans: [{begin, state}]}
        this.output = [];        // {index, descriptor, text}
        this.gaps = [];          // {index, hidden}
        this.free = [];          // places of the heap's drawing where nobody is
        this.slots = 0;
        this.listeners = [];
    }

    get isComplete() { return this.read >= this.record.events; }

    onProgress(listener) { this.listeners.push(listener); }

    // Reads all of it; between two chunks the page may do something else.
    async readAll() {
        let shown = 0;
        for (let number = 1; number <= this.record.chunks; ++number) {
            const chunk = await this.record.load(number);
            this.readChunk(chunk, (number - 1) * eventsPerChunk);
            if (performance.now() - shown < 120 && number < this.record.chunks) continue;
            await new Promise((resume) => setTimeout(resume, 0));
            shown = performance.now();
            for (const listener of this.listeners) listener(this);
        }
        for (const open of this.open.values())
            for (const call of open) call.end = this.record.events;
        for (const listener of this.listeners) listener(this);
    }

    readChunk(chunk, first) {
        let index = first;
        for (const row of chunk.rows) {
            if (row.n === undefined) {
                this.gaps.push({index, hidden: row.hidden});
                for (const open of this.open.values())
                    for (const call of open) call.end = index;
                this.open.clear();
            } else this.readRow(row, index++);
        }
        this.read = index;
    }

    readRow(row, index) {
        const instruction = this.record.links.instructions.get(row.ins);
        const isOwn = this.record.links.isOfSource(instruction);
        this.numbers[index] = row.n;
        this.kinds[index] = kindNumbers.get(row.kind) ?? 0;
        this.threads[index] = row.thread;
        this.depths[index] = row.depth;
        this.lines[index] = isOwn ? row.line ?? 0 : 0;
        this.instructions[index] = row.ins ? Number(row.ins.slice(1)) : 0;
        if (row.kind === "line" && isOwn) listIn(this.hits, row.line).push(index);
        if (row.kind === "op") listIn(this.visits, row.ins).push(index);
        if (row.kind === "op" && row.popped && row.opcode.startsWith("STORE_")) this.readStore(row, index, instruction);
        if (row.event === "write" && row.descriptor <= 2)
            this.output.push({index, descriptor: row.descriptor, text: textOf(row.text)});
        this.readCall(row, index);
        this.readLanes(row, index);
        this.readObjects(row, index);
    }

    readStore(row, index, instruction) {
        const name = instruction?.argument;
        if (!name || !/^STORE_(FAST|NAME|GLOBAL|DEREF)$/.test(row.opcode)) return;
        const value = shallow(row.popped[0]);
        listIn(this.stores, `${row.code} ${name}`).push({index, value, line: row.line});
        if (!this.record.links.isOfSource(instruction)) return;
        if (!this.storesOfLine.has(row.line)) this.storesOfLine.set(row.line, new Map());
        listIn(this.storesOfLine.get(row.line), name).push({index, value});
    }

    readCall(row, index) {
        const isFlow =
            row.kind === "op" || row.kind === "line" || row.kind === "call" || row.kind === "ret" || row.kind === "exc";
        if (!isFlow || row.code === undefined) return;
        const open = listIn(this.open, row.thread);
        const close = (depth) => {
            while (open.length > 0 && open.at(-1).depth >= depth) open.pop().end = index;
        };
        if (row.event === "call" || row.event === "resume") close(row.depth);
        else close(row.depth + 1);
        if (open.at(-1)?.depth === row.depth && open.at(-1).code !== row.code) close(row.depth);
        if (open.length === 0 || open.at(-1).depth < row.depth) {
            const call = {thread: row.thread, depth: row.depth, code: row.code, begin: index, end: this.record.events};
            call.level = open.length;
            call.cells = this.cellsOfNext.get(row.thread);
            this.cellsOfNext.delete(row.thread);
            open.push(call);
            this.calls.push(call);
        }
        const ends =
            row.outcome === "returned" || row.outcome === "yielded" || row.kind === "ret" || row.event === "unwind";
        if (ends) close(row.depth);
    }

    readLanes(row, index) {
        if (row.lanes !== undefined && row.lanes !== this.lastLanes) {
            [...row.lanes].forEach((sign, at) => {
                const spans = listIn(this.lanes, at + 1);
                if (spans.at(-1)?.sign !== sign) spans.push({begin: index, sign});
            });
            this.lastLanes = row.lanes;
        }
        if (row.event === "gc_start") this.collections.push({begin: index, end: this.record.events});
        if (row.event === "gc_end" && this.collections.length > 0) this.collections.at(-1).end = index;
        const word = {
            task_made: "ready",
            task_woken: "ready",
            task_runs: "runs",
            task_waits: "waits",
            task_done: "done"
        }[row.event];
        if (!word) return;
        const o = identityOf(row.task);
        if (!this.tasks.has(o)) this.tasks.set(o, {name: row.task.name ?? `#${o}`, spans: []});
        this.tasks.get(o).spans.push({begin: index, sign: word});
    }

    readObjects(row, index) {
        const own = identityOf(row.object);
        if (own !== undefined && row.kind !== "op") {
            const life = this.lifeOf(own, index);
            life.events.push(index);
            if (row.event === "alloc") life.born = index;
            if (row.event === "free") {
                life.died = index;
                if (life.slot !== undefined) this.free.push(life.slot), this.free.sort((one, other) => one - other);
            }
        }
        for (const other of [row.holder, row.reference, row.referent, row.lock]) {
            const o = identityOf(other);
            if (o !== undefined && o !== own) this.lifeOf(o, index).events.push(index);
        }
        this.readCells(row, index);
        if (row.event === "weakref_made")
            this.weak.set(identityOf(row.reference), {referent: identityOf(row.referent), made: index});
        if (row.event === "weakref_cleared" && this.weak.has(identityOf(row.reference)))
            this.weak.get(identityOf(row.reference)).cleared = index;
        const isStore = row.kind === "op" && row.opcode.startsWith("STORE_");
        for (const list of [row.popped, row.pushed, row.values])
            for (const value of list ?? []) this.place(value, index, isStore);
        if (row.contents !== undefined) this.place(row.contents, index, true);
    }

    // Which cell a name means, in a frame and in the functions made there: so that a cell shows what was put into it.
    readCells(row, index) {
        const call = this.open.get(row.thread)?.at(-1), name = this.record.links.instructions.get(row.ins)?.argument;
        if (row.kind !== "op" || call === undefined || call.depth !== row.depth) return this.beginCells(row);
        call.cells ??= new Map();
        if (row.opcode === "LOAD_CLOSURE" && row.pushed) {
            call.cells.set(name, identityOf(row.pushed[0]));
            if (name === "__class__") this.unshown.add(identityOf(row.pushed[0]));
        } else if (row.opcode === "BUILD_TUPLE" && row.popped?.every((value) => this.unshown.has(identityOf(value)))) {
            this.unshown.add(identityOf(row.pushed[0]));
        } else if (row.opcode === "MAKE_FUNCTION" && row.pushed && (row.operand & 8) !== 0) {
            const tuple = row.popped.at(-2), cells = new Set((tuple?.items ?? []).map(identityOf));
            const made = identityOf(row.pushed[0]);
            this.closures.set(made, [identityOf(tuple)]);
            for (const o of [identityOf(tuple), ...cells]) this.closureParts.add(o);
            this.cellsOf.set(made, new Map([...call.cells].filter(([, o]) => cells.has(o))));
        } else if (/^(STORE|LOAD)_DEREF$/.test(row.opcode) && call.cells.has(name)) {
            const value = row.popped?.[0] ?? row.pushed?.at(-1);
            if (value !== undefined) listIn(this.cellValues, call.cells.get(name)).push({index, value: shallow(value)});
        }
        return this.beginCells(row);
    }

    beginCells(row) {
        if (row.outcome !== "called") return;
        const callee = (row.popped ?? []).map(identityOf).find((o) => this.cellsOf.has(o));
        this.cellsOfNext.set(row.thread, callee === undefined ? undefined : new Map(this.cellsOf.get(callee)));
    }

    lifeOf(o, index) {
        let life = this.objects.get(o);
        if (!life)
            this.objects.set(o, (life = {events: [], first: index, born: undefined, died: undefined, slot: undefined}));
        return life;
    }

    // A place in the drawing, from the first time that it is seen with what is in it until its death.
    place(value, index, isBound) {
        const o = identityOf(value);
        if (typeof o === "number" && !this.unshown.has(o)) {
            const isPlain = value.module !== undefined || value.class !== undefined ||
                (value.function !== undefined && !value.function.includes("<locals>"));
            const isShown = hasParts(value) ? !value.type.endsWith("iterator") : isBound && !isPlain;
            const life = this.lifeOf(o, index);
            if (isShown && life.slot === undefined && life.died === undefined)
                life.slot = this.free.length > 0 ? this.free.shift() : this.slots++;
        }
        if (!hasParts(value)) return;
        for (const part of value.items ?? []) {
            if (Array.isArray(part)) part.forEach((one) => this.place(one, index, true));
            else this.place(part, index, true);
        }
        for (const [, part] of value.attributes ?? value.fields ?? []) this.place(part, index, true);
        if (value.contents !== undefined) this.place(value.contents, index, true);
    }

    // How often a line has begun up to an event.
    hitsUpTo(line, index) { return countUpTo(this.hits.get(line) ?? [], index); }
}

function listIn(map, key) {
    let list = map.get(key);
    if (!list) map.set(key, (list = []));
    return list;
}

const textOf = (value) => (typeof value === "string" ? value : (value?.s ?? value?.b ?? "") + "…");

// In a sorted list of indexes, or of entries that have one.
export function countUpTo(list, index) {
    let low = 0, high = list.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((list[middle].index ?? list[middle]) <= index) low = middle + 1;
        else high = middle;
    }
    return low;
}
export const lastUpTo = (list, index) => list[countUpTo(list, index) - 1];
