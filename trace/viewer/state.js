// SPDX-License-Identifier: MIT
// What the program is in the middle of: the state behind an event is made of the one before it and of the event. The
// same as trace/state.cpp, function by function; a test compares both at each `key` record, which is such a state.
//
// Parts of a state are never changed, they are replaced: copies are cheap, and share what is the same in both.
// CPython: none. Next: trace/state.hpp (the rules), record.js (where rows come from), cursor.js (who folds them).

export const mostObjects = 256, mostSuspended = 64;
const unseen = {
    word: "…"
};

export function emptyState() {
    return {
        threads: new Map(),
        globals: new Map(),
        suspended: [],
        gil: 0,
        lanes: "",
        locks: [],
        tasks: [],
        objects: new Map(),
        forgotten: 0,
    };
}

export function copyState(state) {
    return {
        ...state,
        threads:
            new Map([...state.threads].map(([number, thread]) => [number, {...thread, frames: [...thread.frames]}])),
        globals: new Map(state.globals),
        suspended: [...state.suspended],
        locks: [...state.locks],
        tasks: [...state.tasks],
        objects: new Map(state.objects),
    };
}

// ---------------------------------------------------------------- values

export const hasParts = (value) =>
    value !== null && typeof value === "object" && ("items" in value || "attributes" in value || "fields" in value);
const isObject = (value) => value !== null && typeof value === "object";
export const identityOf = (value) =>
    (isObject(value) && value.o !== undefined && value.o !== null ? value.o : undefined);

// In a frame, or in another object: who has a number of its own is only named.
export function shallow(value) {
    if (!hasParts(value)) return value;
    return identityOf(value) === undefined ? contentsOf(value) : {o: value.o, type: value.type};
}

export function contentsOf(value) {
    if (!hasParts(value)) return value;
    const result = {type: value.type};
    const pair = ([name, part]) => [shallow(name), shallow(part)];
    if (value.contents !== undefined) result.contents = shallow(value.contents);
    if (value.items) result.items = value.type === "dict" ? value.items.map(pair) : value.items.map(shallow);
    if (value.attributes) result.attributes = value.attributes.map(pair);
    if (value.fields) result.fields = value.fields.map(pair);
    result.len = value.len;
    return result;
}

function isTooDeep(value) {
    if (!hasParts(value) || value.contents !== undefined) return false;
    return (value.items ?? value.attributes ?? value.fields).length === 0 && value.len > 0;
}

function partsOf(value) {
    const parts = value.contents === undefined ? [] : [value.contents];
    if (value.items) parts.push(...(value.type === "dict" ? value.items.flat() : value.items));
    return parts.concat((value.attributes ?? value.fields ?? []).flat());
}

// ---------------------------------------------------------------- objects

function touchObject(state, o, change) {
    const known = state.objects.get(o);
    state.objects.delete(o);
    state.objects.set(o, {o, ...known, ...change});
    if (state.objects.size > mostObjects) {
        state.objects.delete(state.objects.keys().next().value);
        ++state.forgotten;
    }
}

function speakOf(state, value) {
    if (!isObject(value)) return;
    const o = identityOf(value);
    if (o !== undefined) {
        const change = {};
        const isWho = !hasParts(value) && value.type !== undefined;
        if (hasParts(value) || isWho) change.type = value.type;
        if (isWho) {
            if (value.name !== undefined) change.name = value.name;
        } else if (!isTooDeep(value)) change.value = contentsOf(value);
        touchObject(state, o, change);
    }
    if (hasParts(value))
        for (const part of partsOf(value)) speakOf(state, part);
}

function foldMemory(state, row) {
    const o = identityOf(row.object);
    if (o === undefined) return;
    if (row.event === "alloc") touchObject(state, o, {count: row.count, size: row.size, born: row.n});
    else if (row.kind === "ref" || row.event === "finalizer") touchObject(state, o, {count: row.now});
    else if (row.event === "free") {
        state.objects.delete(o);
        if (state.suspended.some((frame) => frame.object === o))
            state.suspended = state.suspended.filter((frame) => frame.object !== o);
    }
}

// STORE_ATTR and DELETE_ATTR show their object as it was before. Where Python code or a special name decides, nobody
// knows what has become of it until it is spoken of again.
function foldAttribute(state, row, links) {
    const count = {STORE_ATTR: 2, DELETE_ATTR: 1}[row.opcode];
    if (count === undefined || row.outcome !== "went_on" || row.popped?.length !== count) return;
    const object = state.objects.get(identityOf(row.popped.at(-1))), name = links.instructions.get(row.ins)?.argument;
    if (!object?.value?.attributes || name === undefined) return;
    const replace = (value) => state.objects.set(object.o, {...object, value});
    if (name.startsWith("__")) return void replace(undefined);
    const {attributes, len} = object.value, at = attributes.findIndex(([known]) => known === name);
    if (row.opcode === "STORE_ATTR") {
        const attribute = [name, shallow(row.popped[0])];
        if (at >= 0)
            replace(
                {...object.value, attributes: attributes.map((known, index) => (index === at ? attribute : known))});
        else if (len === attributes.length)
            replace({...object.value, attributes: [...attributes, attribute], len: len + 1});
    } else if (at >= 0) {
        replace({...object.value, attributes: attributes.filter((_, index) => index !== at), len: len - 1});
    }
}

// ---------------------------------------------------------------- frames

function threadOf(state, number) {
    if (!state.threads.has(number)) state.threads.set(number, {thread: number, frames: []});
    return state.threads.get(number);
}

const noNames = new Map();
const newFrame = (code, more) => ({code, names: noNames, stack: [], ...more});

function cutTo(thread, depth) {
    if (thread.frames.length > depth) thread.frames.length = depth;
    while (thread.frames.length < depth) thread.frames.push(newFrame(undefined));
}

function touch(state, row) {
    const thread = threadOf(state, row.thread);
    cutTo(thread, row.depth + 1);
    const before = thread.frames[row.depth];
    const frame = {...(before.code === row.code ? before : newFrame(row.code)), ins: row.ins, line: row.line};
    thread.frames[row.depth] = frame;
    return frame;
}

function beginFrame(thread, depth, code, row, values, codes) {
    cutTo(thread, depth);
    const names = new Map();
    const parameters = codes.get(code)?.parameters ?? [];
    values.slice(0, parameters.length)
        .forEach((value, index) => names.set(parameters[index], {value: shallow(value), n: row.n}));
    thread.frames.push(newFrame(code, {names, n: row.n}));
}

function suspend(state, thread, depth) {
    if (thread.frames.length <= depth) return;
    state.suspended = [...state.suspended, thread.frames[depth]].slice(-mostSuspended);
    cutTo(thread, depth);
}

function resume(state, thread, depth, code, object, row) {
    cutTo(thread, depth);
    const fits =
        state.suspended.filter((frame) => (object !== undefined ? frame.object === object : frame.code === code));
    const isClear = fits.length > 0 && (object !== undefined || fits.length === 1);
    if (!isClear) {
        thread.frames.push(newFrame(code, {n: row.n, object}));
        return;
    }
    thread.frames.push(fits[0]);
    state.suspended = state.suspended.filter((frame) => frame !== fits[0]);
}

// ---------------------------------------------------------------- instructions

function foldStack(state, row, frame) {
    const thread = threadOf(state, row.thread);
    const kept = row.kept ?? [], below = row.hidden ?? 0, base = below + kept.length;
    const before = frame.stack, stack = [];
    const place = (values) =>
        values.forEach((value) => stack.push({value: shallow(value), n: before[stack.length]?.n ?? 0}));
    for (let at = 0; at < below; ++at) stack.push(before[at] ?? {value: unseen, n: 0});
    place(kept);
    if (before.length < base) stack[base - 1].n = thread.handed ?? 0;
    thread.handed = undefined;
    place(row.stayed ?? []);
    for (let more = row.more_stayed ?? 0; more > 0; --more) stack.push({value: unseen, n: 0});
    for (const value of row.pushed ?? []) stack.push({value: shallow(value), n: row.n});
    for (let more = row.more_pushed ?? 0; more > 0; --more) stack.push({value: unseen, n: row.n});
    frame.stack = stack;
}

const withName = (names, name, slot) => new Map(names).set(name, slot);

function withoutName(names, name) {
    const result = new Map(names);
    result.delete(name);
    return result;
}

// In the frame around this one that has the cell, if it is clear which one it is.
function bindInCell(thread, depth, name, slot, codes) {
    const found = [];
    for (let at = 0; at < depth; ++at) {
        const outer = thread.frames[at];
        if (outer.code === undefined || !outer.names.has(name)) continue;
        let around = codes.get(thread.frames[depth].code)?.parent;
        while (around !== undefined && around !== null && around !== outer.code) around = codes.get(around)?.parent;
        if (around) found.push(at);
    }
    for (const at of found) {
        const names = thread.frames[at].names;
        const changed = found.length === 1 ? withName(names, name, slot) : withoutName(names, name);
        thread.frames[at] = {...thread.frames[at], names: changed};
    }
}

function foldNames(state, row, frame, links) {
    const code = links.codes.get(row.code), name = links.instructions.get(row.ins)?.argument;
    if (code === undefined || name === undefined) return;
    const isModule = code.name === "<module>", {opcode} = row, {file} = code;
    const isGlobal = opcode.endsWith("_GLOBAL"), isOfModule = isGlobal || (isModule && opcode.endsWith("_NAME"));
    if (code.library && (isModule || isGlobal)) return;
    const names = isOfModule ? (state.globals.get(file) ?? noNames) : frame.names;
    const replace = (changed) => {
        if (!isOfModule) frame.names = changed;
        else if (changed.size > 0) state.globals.set(file, changed);
        else state.globals.delete(file);
    };
    const popped = () => ({value: shallow(row.popped[0]), n: row.n});
    const pushed = () => shallow(row.pushed.at(-1));
    switch (opcode) {
        case "STORE_FAST":
        case "STORE_NAME":
        case "STORE_GLOBAL":
        case "STORE_DEREF":
            if (!row.popped) return;
            replace(withName(names, name, popped()));
            if (opcode === "STORE_DEREF")
                bindInCell(threadOf(state, row.thread), row.depth, name, popped(), links.codes);
            return;
        case "LOAD_FAST":
        case "LOAD_DEREF":
        case "LOAD_NAME":
        case "LOAD_GLOBAL":
            if (!row.pushed) return;
            if (names.has(name)) replace(withName(names, name, {...names.get(name), value: pushed()}));
            else if (opcode === "LOAD_FAST" || opcode === "LOAD_DEREF")
                replace(withName(names, name, {value: pushed(), n: 0}));
            return;
        case "DELETE_FAST":
        case "DELETE_NAME":
        case "DELETE_GLOBAL":
        case "DELETE_DEREF":
            if (names.has(name)) replace(withoutName(names, name));
            return;
        default:
    }
}

function foldOutcome(state, row, links) {
    const thread = threadOf(state, row.thread), values = row.values ?? [];
    switch (row.outcome) {
        case "called": return beginFrame(thread, row.depth + 1, row.callee, row, values, links.codes);
        case "resumed": {
            const known = new Set(state.suspended.map((frame) => frame.object));
            const touched = [...(row.stayed ?? []), ...(row.popped ?? [])].map(identityOf);
            const object = touched.find((identity) => identity !== undefined && known.has(identity));
            return resume(state, thread, row.depth + 1, row.callee, object, row);
        }
        case "returned":
            thread.handed = row.n;
            if (row.opcode === "RETURN_GENERATOR" && values.length > 0) {
                thread.frames[row.depth] = {...thread.frames[row.depth], object: identityOf(values[0])};
                return suspend(state, thread, row.depth);
            }
            return cutTo(thread, row.depth);
        case "yielded": thread.handed = row.n; return suspend(state, thread, row.depth);
        case "raised":
        case "raised_again":
            if (values.length > 0) thread.exception = shallow(values[0]);
            return undefined;
        default: return undefined;
    }
}

// ---------------------------------------------------------------- threads and tasks

function foldThreads(state, row) {
    const same = (held) => identityOf(held.lock) === identityOf(row.lock);
    switch (row.event) {
        case "thread_made":
            if (typeof row.name === "string") threadOf(state, row.other).name = row.name;
            break;
        case "thread_ends": state.threads.delete(row.thread); break;
        case "gil_taken": state.gil = row.thread; break;
        case "gil_dropped": state.gil = 0; break;
        case "lock_waits": threadOf(state, row.thread).waits = shallow(row.lock); break;
        case "lock_gave_up": threadOf(state, row.thread).waits = undefined; break;
        case "lock_acquired":
            threadOf(state, row.thread).waits = undefined;
            state.locks = [...state.locks, {lock: shallow(row.lock), thread: row.thread}];
            break;
        case "lock_released": {
            const at = state.locks.findIndex(same);
            if (at >= 0) state.locks = state.locks.filter((_, index) => index !== at);
            break;
        }
        default:
    }
}

const stateOfTask = {
    task_made: "ready",
    task_woken: "ready",
    task_runs: "runs",
    task_waits: "waits"
};

function foldTasks(state, row) {
    const o = identityOf(row.task);
    const at = state.tasks.findIndex((known) => identityOf(known.task) === o);
    const word = stateOfTask[row.event];
    if (word !== undefined) {
        const task = {task: shallow(row.task), state: word};
        state.tasks =
            at < 0 ? [...state.tasks, task] : state.tasks.map((known, index) => (index === at ? task : known));
    } else if (row.event === "task_done") state.tasks = state.tasks.filter((_, index) => index !== at);
}

// ---------------------------------------------------------------- all of it

function foldFrames(state, row, links) {
    const thread = threadOf(state, row.thread);
    switch (row.event) {
        case "op":
        case "done": {
            const frame = touch(state, row);
            foldStack(state, row, frame);
            foldNames(state, row, frame, links);
            foldAttribute(state, row, links);
            return foldOutcome(state, row, links);
        }
        case "line": return void touch(state, row);
        case "call":
            beginFrame(thread, row.depth, row.code, row, row.arguments ?? [], links.codes);
            return void touch(state, row);
        case "resume": resume(state, thread, row.depth, row.code, undefined, row); return void touch(state, row);
        case "return":
        case "yield":
            touch(state, row);
            thread.handed = row.n;
            return row.event === "yield" ? suspend(state, thread, row.depth) : cutTo(thread, row.depth);
        case "raise":
            touch(state, row);
            thread.exception = shallow(row.exception);
            return undefined;
        case "handle":
            touch(state, row);
            thread.exception = undefined;
            return undefined;
        case "unwind": touch(state, row); return cutTo(thread, row.depth);
        default: return undefined;
    }
}

const ofFrames = new Set(["op", "done", "line", "call", "resume", "return", "yield", "raise", "handle", "unwind"]);
export const isGap = (row) => row.kind === "gap" && row.n === undefined;

// Changes `state`, but none of its parts. `links` has the code objects and instructions that rows name.
export function fold(state, row, links) {
    if (isGap(row)) return void Object.assign(state, emptyState(), {forgotten: state.forgotten});
    if (row.n === undefined) return;
    for (const value of Object.values(row)) {
        if (Array.isArray(value))
            for (const part of value) speakOf(state, part);
        else speakOf(state, value);
    }
    if (row.lanes !== undefined) state.lanes = row.lanes;
    if (row.object !== undefined) foldMemory(state, row);
    if (row.kind === "thread" || row.kind === "gil" || row.kind === "lock") foldThreads(state, row);
    if (row.task !== undefined) foldTasks(state, row);
    if (row.code !== undefined && ofFrames.has(row.event)) foldFrames(state, row, links);
}

// ---------------------------------------------------------------- key records

const namesOf = (list) => new Map((list ?? []).map(({name, value, n}) => [name, {value, n: n ?? 0}]));

function frameOf({code, ins, line, n, object, names, stack}) {
    const slots = (stack ?? []).map((slot) => ({value: slot.value, n: slot.n ?? 0}));
    return {code, ins, line, n, object, names: namesOf(names), stack: slots};
}

export function stateOfKey(key) {
    const state = emptyState();
    for (const thread of key.threads ?? [])
        state.threads.set(thread.thread, {...thread, frames: (thread.frames ?? []).map(frameOf)});
    for (const {file, names} of key.globals ?? []) state.globals.set(file, namesOf(names));
    state.suspended = (key.suspended ?? []).map(frameOf);
    state.gil = key.gil ?? 0;
    state.lanes = key.lanes ?? "";
    state.locks = key.locks ?? [];
    state.tasks = key.tasks ?? [];
    state.objects = new Map((key.objects ?? []).map((object) => [object.o, object]));
    state.forgotten = key.forgotten ?? 0;
    return state;
}

const emptyAsAbsent = (value) =>
    (value === undefined || value === 0 || value === "" || value?.length === 0 ? undefined : value);
const namesTold = (names) =>
    emptyAsAbsent([...names].map(([name, {value, n}]) => ({name, value, n: emptyAsAbsent(n)})));

function frameTold({code, ins, line, n, object, names, stack}) {
    const slots = stack.map((slot) => ({value: slot.value, n: emptyAsAbsent(slot.n)}));
    return {
        code,
        ins,
        line: emptyAsAbsent(line),
        n: emptyAsAbsent(n),
        object,
        names: namesTold(names),
        stack: emptyAsAbsent(slots)
    };
}

// The `key` record of a state: what trace/state.cpp writes of the same one.
export function keyOfState(state, n) {
    const threads = [...state.threads.values()]
                        .sort((one, other) => one.thread - other.thread)
                        .map((thread) => ({
                                 thread: thread.thread,
                                 name: thread.name,
                                 frames: emptyAsAbsent(thread.frames.map(frameTold)),
                                 exception: thread.exception,
                                 handed: emptyAsAbsent(thread.handed),
                                 waits: thread.waits,
                             }));
    return {
        kind: "key",
        n,
        threads: emptyAsAbsent(threads),
        globals: emptyAsAbsent([...state.globals].map(([file, names]) => ({file, names: namesTold(names)}))),
        suspended: emptyAsAbsent(state.suspended.map(frameTold)),
        gil: emptyAsAbsent(state.gil),
        lanes: emptyAsAbsent(state.lanes),
        locks: emptyAsAbsent(state.locks),
        tasks: emptyAsAbsent(state.tasks),
        objects: emptyAsAbsent([...state.objects.values()]),
        forgotten: emptyAsAbsent(state.forgotten),
    };
}
