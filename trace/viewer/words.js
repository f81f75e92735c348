// SPDX-License-Identifier: MIT
// Values and events in words: as the text of a trace has them, and a plain sentence for each event.
// CPython: none. Next: trace/value_text.cpp, trace/effects.cpp (the same for the text), text_panels.js.
import {identityOf} from "./state.js";

const escapes = {
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\\": "\\\\",
    "'": "\\'"
};

function quoted(text) {
    const mark = text.includes("'") && !text.includes("\"") ? "\"" : "'";
    const inner = text.replace(/[\n\t\r\\']/g, (sign) => (sign === "'" && mark !== sign ? sign : escapes[sign]));
    return mark + inner + mark;
}

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

export const numberSign = (o) => `#${o}`;

// A value as Python would show it, objects by their number; at most about `most` characters.
export function valueText(value, most = 60, objects = undefined) { return cut(wholeText(value, objects, 2), most); }

function wholeText(value, objects, depth) {
    if (value === null || value === undefined) return "None";
    if (value === true) return "True";
    if (value === false) return "False";
    if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
    if (typeof value === "string") return quoted(value);
    if (value.null) return "∅";
    if (value.s !== undefined) return `${quoted(value.s)}…`;
    if (value.b !== undefined) return `b${quoted(value.b)}`;
    if (value.big !== undefined) return value.big.length < value.digits ? `${value.big}…` : value.big;
    if (value.float !== undefined) return value.float;
    if (value.function !== undefined) return `${value.function}()`;
    if (value.class !== undefined) return `class ${value.class}`;
    if (value.module !== undefined) return `module ${value.module}`;
    if (value.exception !== undefined) return value.exception;
    if (value.word !== undefined) return value.word;
    if (value.value !== undefined && value.o !== undefined) return wholeText(value.value, objects, depth);
    return partsText(value, objects, depth);
}

const brackets = {
    list: "[]",
    tuple: "()",
    set: "{}",
    frozenset: "{}",
    dict: "{}"
};

function partsText(value, objects, depth) {
    const known = value.items || value.attributes || value.fields ? value : objects?.get(value.o)?.value;
    const sign = value.o === undefined ? "" : numberSign(value.o);
    if (!known || depth === 0) return `${sign} ${value.type ?? ""}${value.name ? ` ${value.name}` : ""}`.trim();
    if (known.function !== undefined || known.class !== undefined || known.word !== undefined)
        return wholeText(known, objects, depth);
    const inner = (part) => wholeText(part, objects, depth - 1);
    const list = known.items ?? known.fields ?? known.attributes ?? [];
    const named = ([name, part]) => `${typeof name === "string" ? name : inner(name)}=${inner(part)}`;
    const shown = list.map(
        (part) =>
            (!known.items              ? named(part) :
                 known.type === "dict" ? part.map(inner).join(": ") :
                                         inner(part)));
    if (list.length < known.len) shown.push(`…+${known.len - list.length}`);
    if (known.items) {
        const [open, close] = brackets[known.type] ?? "[]";
        const isAlone = known.type === "tuple" && known.len === 1;
        return `${open}${shown.join(", ")}${isAlone ? "," : ""}${close}`;
    }
    const contents = known.contents === undefined ? "" : inner(known.contents);
    return `${known.type}${contents && `(${contents})`}${shown.length > 0 || !contents ? `{${shown.join(" ")}}` : ""}`;
}

// A function or class under its own name: what a `def` binds, and nobody needs to be told.
export const isDefinition = (value) =>
    value?.function !== undefined || value?.class !== undefined || value?.module !== undefined;

// What kind of thing it is, for colours and patterns.
export function sortOf(value) {
    if (value === null || value === undefined || typeof value === "boolean") return "constant";
    if (typeof value === "number" || value.big !== undefined || value.float !== undefined) return "number";
    if (typeof value === "string" || value.s !== undefined || value.b !== undefined) return "text";
    if (value.null) return "nothing";
    return identityOf(value) === undefined ? "word" : "object";
}

export const instructionText = (instruction) =>
    instruction ? `${instruction.opcode}${instruction.argument !== undefined ? ` ${instruction.argument}` : ""}` : "";

// ---------------------------------------------------------------- sentences

const listText = (values, most = 30) => values.map((value) => valueText(value, most)).join(", ");
const objectText = (value) => valueText(value, 40);

const causes = {
    count_zero: "nobody refers to it any more",
    owner_died: "its owner died",
    collected: "the collector found it"
};

function effectOf(row, instruction, links) {
    const name = instruction?.argument ?? "";
    const popped = row.popped ?? [], pushed = row.pushed ?? [];
    switch (row.outcome) {
        case "called": return `calls ${links.nameOfCode(row.callee)}(${listText(row.values ?? [])})`;
        case "resumed": return `goes on in ${links.nameOfCode(row.callee)}`;
        case "returned": return `returns ${listText(row.values ?? [])}`;
        case "yielded": return `yields ${listText(row.values ?? [])}`;
        case "raised": return `raises ${listText(row.values ?? [], 90)}`;
        case "raised_again": return `lets ${listText(row.values ?? [])} go on`;
        case "jumped": return `jumps${popped.length > 0 ? `, because of ${listText(popped)}` : ""}`;
        case "interrupted": return "waits while others run";
        default:
    }
    if (/^STORE_(FAST|NAME|GLOBAL|DEREF)$/.test(row.opcode)) return `binds ${name} to ${listText(popped)}`;
    if (row.opcode.startsWith("DELETE_") && popped.length === 0) return `unbinds ${name}`;
    if (row.opcode === "STORE_ATTR" && popped.length > 1)
        return `sets ${valueText(popped[1], 30)}.${name} = ${valueText(popped[0], 30)}`;
    if (row.opcode === "STORE_SUBSCR" && popped.length > 2)
        return `sets ${valueText(popped[1], 30)}[${valueText(popped[2], 20)}] = ${valueText(popped[0], 30)}`;
    if ((row.opcode === "BINARY_OP" || row.opcode === "COMPARE_OP") && popped.length === 2 && pushed.length === 1)
        return `${valueText(popped[0], 30)} ${name} ${valueText(popped[1], 30)} gives ${valueText(pushed[0], 30)}`;
    const parts = [];
    if (popped.length > 0) parts.push(`pops ${listText(popped)}`);
    if (pushed.length > 0) parts.push(`pushes ${listText(pushed)}`);
    return parts.join(", ") || "goes on";
}

const drops = {
    lock: "it waits for a lock",
    turn_over: "its turn is over",
    sleep: "it sleeps",
    outside: "it waits for the world",
    file: "it asks the system for a file",
    computing: "it works on memory of its own",
    thread_ends: "it has ended",
};

// What has just happened, in few words.
export function effectText(row, links) {
    const instruction = links.instructions.get(row.ins);
    const object = row.object === undefined ? "" : objectText(row.object);
    switch (row.event) {
        case "op":
        case "done": return `${instructionText(instruction) || row.opcode}: ${effectOf(row, instruction, links)}`;
        case "line": return `line ${row.line} begins`;
        case "call": return `the frame of ${links.nameOfCode(row.code)} begins`;
        case "resume": return `${links.nameOfCode(row.code)} goes on where it stopped`;
        case "return": return `${links.nameOfCode(row.code)} returns ${objectText(row.value)}`;
        case "yield": return `${links.nameOfCode(row.code)} yields ${objectText(row.value)}`;
        case "raise": return `${objectText(row.exception)} is raised`;
        case "handle":
            return `the exception table names a handler for ${objectText(row.exception)}: ${row.target ?? ""}`;
        case "unwind": return `no handler in ${links.nameOfCode(row.code)}: its frame is left`;
        case "write": return `${row.descriptor === 2 ? "stderr" : "stdout"} gets ${valueText(row.text, 60)}`;
        case "read": return `reads ${valueText(row.text, 60)}`;
        case "alloc": return `${object} is born, ${row.size} bytes, count ${row.count}`;
        case "ref":
        case "popped":
        case "pushed": return `the count of ${object} goes ${row.before} → ${row.now}`;
        case "mut": return `${object} is now ${objectText(row.contents)}`;
        case "free": return `${object} dies: ${causes[row.cause] ?? row.cause}${row.owner ? ` (#${row.owner})` : ""}`;
        case "finalizer": return `the finalizer of ${object} runs`;
        case "weakref_made": return `${objectText(row.reference)} refers weakly to ${objectText(row.referent)}`;
        case "weakref_cleared": return `${objectText(row.reference)} is cleared: ${objectText(row.referent)} is gone`;
        case "weakref_called": return `${objectText(row.reference)} calls back`;
        case "gc_start":
            return `a collection begins: generation ${row.generation}, ${String(row.reason).replaceAll("_", " ")}`;
        case "gc_copy": return `the collector copies the count of ${object}: ${row.now}`;
        case "gc_minus":
            return `${objectText(row.holder)} → ${object} is a reference from inside: ${row.before} → ${row.now}`;
        case "gc_reachable": return `${object} is held from outside`;
        case "gc_unreachable": return `nothing outside leads to ${object}: garbage`;
        case "gc_clear": return `the references of ${object} are dropped: the cycle breaks`;
        case "gc_end": return `the collection ends: ${row.count} freed`;
        case "gil_dropped":
            return `T${row.thread} lets go of the GIL: ${drops[row.reason] ?? String(row.reason).replaceAll("_", " ")}`;
        case "gil_taken": return `T${row.thread} takes the GIL${row.other ? ` after T${row.other}` : ""}`;
        case "lock_acquired": return `T${row.thread} takes the lock ${objectText(row.lock)}`;
        case "lock_waits": return `T${row.thread} waits for the lock ${objectText(row.lock)}`;
        case "lock_gave_up": return `T${row.thread} gives up waiting for ${objectText(row.lock)}`;
        case "lock_released": return `T${row.thread} releases the lock ${objectText(row.lock)}`;
        case "thread_made": return `thread T${row.other} is made: ${valueText(row.name, 40)}`;
        case "thread_begins": return `T${row.thread} begins`;
        case "thread_ends": return `T${row.thread} ends`;
        case "library": return `${row.hidden} events inside the library are left out`;
        default: {
            const who = row.task ?? row.object;
            return `${row.event.replaceAll("_", " ")}${who === undefined ? "" : `: ${who?.name ?? objectText(who)}`}`;
        }
    }
}

// Why that is so, in general: of an instruction its picture and sentence, of an event its sentence.
export function reasonOf(row, index) {
    if ((row.event === "op" || row.event === "done") && index.opcodes[row.opcode]) {
        const [picture, sentence] = index.opcodes[row.opcode];
        return {picture, sentence};
    }
    return {picture: "", sentence: index.events[row.event] ?? ""};
}
