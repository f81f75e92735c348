// SPDX-License-Identifier: MIT
// Reads records (FILE.jsonl …) and folds them with viewer/state.js: at each `key` record the state must be that record,
// whether folded from the beginning or from the key record before. Prints what differs, nothing if all agree.
// Run by tests/browser.py with node; next: trace/viewer/state.js, trace/state.cpp.
import {readFileSync} from "node:fs";
import {isDeepStrictEqual} from "node:util";

import {copyState, emptyState, fold, keyOfState, stateOfKey} from "../../trace/viewer/state.js";

const plain = (value) => JSON.parse(JSON.stringify(value));
const normal = (key) =>
    plain({...key, globals: key.globals?.map((part) => ({...part, names: part.names ?? undefined}))});

function difference(one, other, path = "") {
    if (isDeepStrictEqual(one, other)) return "";
    const bothAre = one !== null && other !== null && typeof one === "object" && typeof other === "object";
    if (!bothAre) return `${path}: ${JSON.stringify(one)} in the record, ${JSON.stringify(other)} folded`;
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
        const found = difference(one[name], other[name], `${path}.${name}`);
        if (found) return found;
    }
    return `${path}: another order`;
}

function check(path) {
    const links = {codes: new Map(), instructions: new Map()};
    const states = {"from the beginning": emptyState()};
    let keys = 0, n = 0;
    for (const line of readFileSync(path, "utf8").split("\n")) {
        if (line === "") continue;
        const row = JSON.parse(line);
        if (row.kind === "code") links.codes.set(row.id, row);
        else if (row.kind === "ins") links.instructions.set(row.id, row);
        else if (row.kind === "key") {
            ++keys;
            for (const [how, state] of Object.entries(states)) {
                const found = difference(normal(row), plain(keyOfState(state, n)));
                if (found) return `${path}: key ${keys} behind event ${row.n}, ${how}: ${found}`;
            }
            states["from the key before"] = stateOfKey(row);
        } else {
            if (row.n !== undefined) n = row.n;
            for (const how of Object.keys(states)) {
                if (row.n % 64 === 0) states[how] = copyState(states[how]);
                fold(states[how], row, links);
            }
        }
    }
    return keys > 0 || process.env.KEYS === "any" ? "" : `${path} has no key record`;
}

const problems = process.argv.slice(2).map(check).filter(Boolean);
if (problems.length > 0) console.log(problems.join("\n"));
