// SPDX-License-Identifier: MIT
// What the stages have made of the program, by id and by span: lines, tokens, nodes, symbols, blocks, code objects,
// instructions. A span is {line, column, endLine, endColumn}, columns are bytes from 0, as in the record.
//
//      hover a column ──▶ innermost span there ──▶ related(): what has it, in every stage
//
// CPython: none. Next: record.js (who fills it), pipeline_panel.js, source_panel.js.

export function parseSpan(text) {
    const found = /^(\d+)(?::(\d+)-(?:(\d+):)?(\d+))?$/.exec(text ?? "");
    if (!found) return undefined;
    const line = Number(found[1]);
    if (found[2] === undefined) return {line, column: 0, endLine: line, endColumn: 0, whole: true};
    return {line, column: Number(found[2]), endLine: Number(found[3] ?? line), endColumn: Number(found[4])};
}

const isBefore = (line, column, otherLine, otherColumn) =>
    line < otherLine || (line === otherLine && column < otherColumn);
export const isInside = (inner, outer) => !isBefore(inner.line, inner.column, outer.line, outer.column) &&
    !isBefore(outer.endLine, outer.endColumn, inner.endLine, inner.endColumn);
export const isSameSpan = (one, other) => isInside(one, other) && isInside(other, one);
const sizeOf = (span) => (span.endLine - span.line) * 10000 + span.endColumn - span.column;

const encoder = new TextEncoder();

// Columns in characters of columns in bytes, where they differ.
export function charactersOf(text, bytes) {
    if (/^[\x00-\x7f]*$/.test(text)) return Math.min(bytes, text.length);
    let at = 0, count = 0;
    for (const character of text) {
        if (at >= bytes) break;
        at += encoder.encode(character).length;
        count += character.length;
    }
    return count;
}

// Bytes in front of a character.
export const bytesOf = (text, characters) => encoder.encode(text.slice(0, characters)).length;

export class Links {
    constructor() {
        this.head = undefined;
        this.lines = [];
        this.file = "";
        this.tokens = [];
        this.nodes = [];
        this.nodesById = new Map();
        this.symbols = [];
        this.blocks = [];
        this.blocksById = new Map();
        this.passes =
            new Map();  // number → {number, name, graphs: [{code, lines}]}: what a pass has changed, and where
        this.codes = new Map();
        this.instructions = new Map();
        this.instructionsOf = new Map();  // by code object's id
    }

    // A record of a stage; false: it is none.
    add(row) {
        const span = parseSpan(row.span);
        switch (row.kind) {
            case "head": this.head = row; return true;
            case "src":
                // The first one is the program's; of others, which are modules, only the code objects are shown.
                if (this.sourceId !== undefined) return true;
                this.sourceId = row.id;
                this.lines = row.lines;
                this.file = row.file;
                return true;
            case "tok": this.tokens.push({...row, at: span}); return true;
            case "ast": {
                const node = {...row, at: span, children: []};
                this.nodes.push(node);
                if (row.id) this.nodesById.set(row.id, node);
                this.nodesById.get(row.parent)?.children.push(node);
                return true;
            }
            case "sym": this.symbols.push({...row, at: span}); return true;
            case "blk": {
                const block = {...row, at: span, instructions: []};
                this.blocks.push(block);
                this.blocksById.set(row.id, block);
                return true;
            }
            case "pass": this.addPass(row); return true;
            case "code":
                if (!this.codes.has(row.id)) this.codes.set(row.id, row), this.instructionsOf.set(row.id, []);
                return true;
            case "ins":
                if (!this.instructions.has(row.id)) this.addInstruction({...row, at: span?.whole ? undefined : span});
                return true;
            default: return false;
        }
    }

    addPass({parent, number, name, lines}) {
        if (!this.passes.has(number)) this.passes.set(number, {number, name, graphs: []});
        this.passes.get(number).graphs.push({code: parent, lines});
    }

    addInstruction(instruction) {
        this.instructions.set(instruction.id, instruction);
        this.instructionsOf.get(instruction.parent)?.push(instruction);
        this.blocksById.get(instruction.block)?.instructions.push(instruction);
    }

    // Is it a code object of the program's own file?
    isOwnCode(id) {
        const source = this.codes.get(id)?.source;
        return source !== undefined && source === this.sourceId;
    }

    isOfSource(instruction) { return instruction !== undefined && this.isOwnCode(instruction.parent); }

    // The smallest span that holds the place: of a node, else of a token.
    innermost(line, column) {
        const place = {line, column, endLine: line, endColumn: column + 1};
        let best;
        for (const {at} of [...this.tokens, ...this.nodes]) {
            if (at && sizeOf(at) > 0 && isInside(place, at) && (!best || sizeOf(at) < sizeOf(best))) best = at;
        }
        return best;
    }

    // What belongs to a span: {tokens, nodes, symbols, instructions, blocks}. Nodes and instructions with just this
    // span, or else the next larger one.
    related(span) {
        const tokens = this.tokens.filter(({at}) => at && sizeOf(at) > 0 && isInside(at, span));
        const nodes = this.smallestAround(this.nodes, span);
        const own = [...this.instructions.values()].filter((instruction) => this.isOfSource(instruction));
        let instructions = own.filter(({at}) => at && isSameSpan(at, span));
        if (instructions.length === 0) instructions = own.filter(({at}) => at && sizeOf(at) > 0 && isInside(at, span));
        if (instructions.length === 0) instructions = this.smallestAround(own, span);
        const blockIds = new Set(instructions.map(({block}) => block));
        const names = new Set(tokens.length <= 1 ? tokens.map(({text}) => text) : []);
        const symbols =
            this.symbols.filter((symbol) => (symbol.at && isSameSpan(symbol.at, span)) || names.has(symbol.name));
        return {tokens, nodes, symbols, instructions, blocks: this.blocks.filter(({id}) => blockIds.has(id))};
    }

    smallestAround(rows, span) {
        const around = rows.filter(({at}) => at && sizeOf(at) > 0 && isInside(span, at));
        const least = Math.min(...around.map(({at}) => sizeOf(at)));
        return around.filter(({at}) => sizeOf(at) === least);
    }

    nameOfCode(id) { return this.codes.get(id)?.qualname ?? "?"; }
}
