// SPDX-License-Identifier: MIT
// Holds the questions of a lesson against its recording: FILE.jsonl as argument, [{stand, question, answer}, …] on
// standard input. Behind the event `stand` the page must ask that question and take that answer and no other. Prints
// what is not so.
// Run by tests/lessons.py with node; next: trace/viewer/modes.js (questionOf).
import {readFileSync} from "node:fs";

import {Links} from "../../trace/viewer/links.js";
import {isRight, questionOf} from "../../trace/viewer/modes.js";

const links = new Links(), events = [];
for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
    if (line === "") continue;
    const row = JSON.parse(line);
    if (links.add(row) || row.kind === "key" || row.kind === "end" || row.n === undefined) continue;
    events.push(row);
}

function wrong({stand, question, answer}) {
    const at = events.findIndex(({n}) => n === stand);
    if (at < 0) return "there is no such event";
    const asked = at + 1 < events.length ? questionOf(events[at + 1], links) : undefined;
    if (!asked) return "nothing is asked about the next event";
    if (asked.question !== question) return `the page asks: ${asked.question}`;
    if (!isRight(answer, asked.answer)) return `the answer is ${asked.answer}`;
    if (isRight(`${answer}0`, asked.answer)) return "any answer is taken for right";
    return undefined;
}

for (const row of JSON.parse(readFileSync(0, "utf8"))) {
    const problem = wrong(row);
    if (problem) console.log(`#n=${row.stand}, ${row.question} ${row.answer}: ${problem}`);
}
