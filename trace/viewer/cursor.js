// SPDX-License-Identifier: MIT
// Where in the run the reader is: an event, and the state behind it. Steps go by event, by line, over calls, in both
// directions alike: a state is folded anew from the beginning of its chunk, or from a copy kept on the way.
// CPython: none. Next: state.js (fold), record.js (rows), history.js (columns that steps look at).
import {eventsPerChunk} from "./record.js";
import {copyState, fold} from "./state.js";

const kept = 16;  // a copy of the state every so many events

export class Cursor {
    constructor(record, history) {
        this.record = record;
        this.history = history;
        this.index = 0;
        this.listeners = [];
        this.copies = new Map();  // index → state behind it, of the chunks used last
    }

    get row() { return this.record.row(this.index); }

    onMove(listener) { this.listeners.push(listener); }

    // The chunk must be loaded. What is returned belongs to the cursor.
    stateAt(index) {
        if (index < 0) return this.record.stateBefore(1);
        const number = this.record.chunkOf(index), first = (number - 1) * eventsPerChunk;
        const chunk = this.record.chunk(number);
        if (this.now && this.now.index === index) return this.now.state;
        let from = first - 1, state;
        if (this.now && this.now.index < index && this.now.index >= first) ({index: from, state} = this.now);
        for (let at = index - (index % kept) - 1; at >= first && at > from; at -= kept) {
            if (!this.copies.has(at)) continue;
            from = at;
            state = copyState(this.copies.get(at));
            break;
        }
        state ??= this.record.stateBefore(number);
        if (state === this.now?.state) state = copyState(state);
        let position = from < first ? 0 : chunk.events[from - first] + 1;
        for (let at = from + 1; at <= index; ++at) {
            for (const end = chunk.events[at - first]; position <= end; ++position)
                fold(state, chunk.rows[position], this.record.links);
            if ((at + 1) % kept === 0 && at < index) this.keepCopy(at, state);
        }
        this.now = {index, state};
        return state;
    }

    keepCopy(index, state) {
        if (this.copies.size > 256) this.copies.delete(this.copies.keys().next().value);
        this.copies.set(index, copyState(state));
    }

    get state() { return this.stateAt(this.index); }

    async moveTo(index) {
        if (this.record.events === 0) return;
        const to = Math.max(0, Math.min(index, this.record.events - 1)), number = this.record.chunkOf(to);
        if (!this.record.isLoaded(number)) await this.record.load(number);
        this.index = to;
        for (const listener of this.listeners) listener(to);
    }

    async moveToNumber(n) { return this.moveTo(await this.indexOfNumber(n)); }

    // The event with this number, or the last one before it.
    async indexOfNumber(n) {
        const {chunks} = this.record.index;
        let number = 1;
        while (number + 1 < chunks.length && chunks[number + 1].first <= n) ++number;
        const chunk = await this.record.load(Math.min(number, this.record.chunks));
        let at = chunk.events.findIndex((place) => chunk.rows[place].n > n);
        if (at < 0) at = chunk.events.length;
        return (number - 1) * eventsPerChunk + Math.max(0, at - 1);
    }

    // Finds the next event in a direction for which `fits(row, index)`; undefined: there is none.
    async find(direction, fits) {
        for (let at = this.index + direction; at >= 0 && at < this.record.events; at += direction) {
            if (!this.record.isLoaded(this.record.chunkOf(at))) await this.record.load(this.record.chunkOf(at));
            if (fits(this.record.row(at), at)) return at;
        }
        return undefined;
    }

    async step(direction) { return this.moveTo(this.index + direction); }

    async stepLine(direction) {
        const at = await this.find(direction, (row) => row.kind === "line");
        return this.moveTo(at ?? (direction > 0 ? this.record.events - 1 : 0));
    }

    // To what comes next in this frame, or in the one that called it.
    async stepOver(direction) {
        const {thread, depth} = this.row;
        const isFlow = (row) => row.kind === "op" || row.kind === "line" || row.kind === "call" || row.kind === "ret";
        const at = await this.find(direction, (row) => row.thread === thread && row.depth <= depth && isFlow(row));
        return this.moveTo(at ?? (direction > 0 ? this.record.events - 1 : 0));
    }
}
