// SPDX-License-Identifier: MIT
// The record in this page: chunks of JSON lines, deflated and in base64, which are unpacked when they are needed and
// kept as text; rows are parsed chunk by chunk, and the chunks used last stay parsed.
//
//      chunk 0: stages │ chunk 1: events 0 … 1,023 │ chunk 2: a key record, events 1,024 … │ …
//
// An event is known by its index here, and by its number `n` to readers. CPython: none.
// Next: trace/page_file.hpp (who writes it), links.js, history.js, cursor.js.
import {Links} from "./links.js";
import {emptyState, isGap, stateOfKey} from "./state.js";

export const eventsPerChunk = 1024;
const parsedAtOnce = 24;

async function inflate(base64) {
    const bytes =
        Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
}

export class Chunk {
    constructor(text, links) {
        this.key = undefined;
        this.rows = [];    // events, and gaps between them
        this.events = [];  // where in `rows` the events are
        this.end = undefined;
        for (const line of text.split("\n")) {
            if (line === "") continue;
            const row = JSON.parse(line);
            if (row.kind === "key") this.key = row;
            else if (row.kind === "end") this.end = row;
            else if (!links.add(row)) {
                if (row.n !== undefined) this.events.push(this.rows.length);
                this.rows.push(row);
            }
        }
    }
}

export class Record {
    constructor(index, packed) {
        this.index = index;
        this.packed = packed;
        this.texts = new Array(packed.length);
        this.parsed = new Map();
        this.links = new Links();
        this.events = index.chunks.reduce(
            (sum, chunk) => sum + Object.values(chunk.events).reduce((one, other) => one + other, 0), 0);
        this.end = undefined;
    }

    get chunks() { return this.packed.length - 1; }

    async text(number) {
        if (this.texts[number] === undefined) this.texts[number] = await inflate(this.packed[number]());
        return this.texts[number];
    }

    // Stages, and the code objects of the library, which may be told later than they are needed.
    async begin() {
        const first = new Chunk(await this.text(0), this.links), last = this.packed.length - 1;
        this.end = (last === 0 ? first : new Chunk(await this.text(last), this.links)).end;
        for (let number = 1; number < last; ++number)
            if (this.index.chunks[number].code) await this.load(number);
    }

    async load(number) {
        await this.text(number);
        return this.chunk(number);
    }

    isLoaded(number) { return this.texts[number] !== undefined; }

    // Of chunk 1 … chunks, which must be loaded.
    chunk(number) {
        if (this.last?.number === number) return this.last.chunk;
        let chunk = this.parsed.get(number);
        if (chunk) this.parsed.delete(number);
        else chunk = new Chunk(this.texts[number], this.links);
        this.parsed.set(number, chunk);
        this.last = {number, chunk};
        if (this.parsed.size > parsedAtOnce) this.parsed.delete(this.parsed.keys().next().value);
        return chunk;
    }

    chunkOf(index) { return Math.floor(index / eventsPerChunk) + 1; }

    row(index) {
        const chunk = this.chunk(this.chunkOf(index));
        return chunk.rows[chunk.events[index % eventsPerChunk]];
    }

    // The gap in front of an event, if there is one.
    gapBefore(index) {
        const chunk = this.chunk(this.chunkOf(index));
        const before = chunk.rows[chunk.events[index % eventsPerChunk] - 1];
        return before !== undefined && isGap(before) ? before : undefined;
    }

    stateBefore(chunkNumber) {
        const {key} = this.chunk(chunkNumber);
        return key ? stateOfKey(key) : emptyState();
    }

    // All lines, as -o FILE.jsonl has them.
    async lines() {
        const texts = [];
        for (let number = 0; number < this.packed.length; ++number) texts.push(await this.text(number));
        return texts.join("");
    }
}

export function recordOfPage() {
    const index = JSON.parse(document.getElementById("index").textContent);
    const packed = index.chunks.map((_, number) => () => document.getElementById(`chunk-${number}`).textContent);
    return new Record(index, packed);
}
