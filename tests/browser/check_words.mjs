// SPDX-License-Identifier: MIT
// Unit tests of the page's modules that need no browser: spans, columns, values in words, answers. Prints what fails.
// Run by tests/browser.py with node; next: trace/viewer/words.js, links.js, modes.js.
import {countUpTo, lastUpTo} from "../../trace/viewer/history.js";
import {bytesOf, charactersOf, isInside, Links, parseSpan} from "../../trace/viewer/links.js";
import {canBeTyped, isRight, notesOf, questionOf} from "../../trace/viewer/modes.js";
import {contentsOf, shallow} from "../../trace/viewer/state.js";
import {effectText, valueText} from "../../trace/viewer/words.js";

const problems = [];
function same(what, found, wanted) {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
        problems.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

same("a span in one line", parseSpan("2:11-17"), {line: 2, column: 11, endLine: 2, endColumn: 17});
same("a span over lines", parseSpan("2:11-4:3"), {line: 2, column: 11, endLine: 4, endColumn: 3});
same("a whole line", parseSpan("9").whole, true);
same("no span", parseSpan(undefined), undefined);
same("a span in another", isInside(parseSpan("2:11-12"), parseSpan("2:4-17")), true);
same("a span beside another", isInside(parseSpan("2:3-12"), parseSpan("2:4-17")), false);
same("bytes of characters", bytesOf("é🐍x", 3), 6);
same("characters of bytes", charactersOf("é🐍x", 6), 3);

const links = new Links();
links.add({kind: "src", id: "F1", lines: ["n // 2"], file: "f"});
links.add({kind: "tok", id: "T1", span: "1:0-1", text: "n"});
links.add({kind: "ast", id: "A1", span: "1:0-6", type: "BinOp"});
links.add({kind: "ast", id: "A2", span: "1:0-1", parent: "A1", type: "Name"});
links.add({kind: "code", id: "C1", source: "F1", qualname: "half"});
links.add({kind: "ins", id: "I1", span: "1:0-1", parent: "C1", opcode: "LOAD_FAST", argument: "n"});
links.add({kind: "ins", id: "I2", span: "1:0-6", parent: "C1", opcode: "BINARY_OP", argument: "//"});
same("the innermost span", links.innermost(1, 0), parseSpan("1:0-1"));
same("the innermost span of an operator", links.innermost(1, 2), parseSpan("1:0-6"));
same("what belongs to a name", links.related(parseSpan("1:0-1")).instructions.map(({id}) => id), ["I1"]);
same("what belongs to an expression", links.related(parseSpan("1:0-6")).instructions.map(({id}) => id), ["I2"]);
same("nodes of an expression", links.related(parseSpan("1:0-6")).nodes.map(({id}) => id), ["A1"]);

const list = {
    o: 3,
    type: "list",
    items: [1, {o: 4, type: "list", items: [2], len: 1}],
    len: 9
};
same("a list in words", valueText(list), "[1, [2], …+7]");
same("a tuple of one", valueText({type: "tuple", items: [1], len: 1}), "(1,)");
same("a dict", valueText({type: "dict", items: [["x", 1]], len: 1}), "{'x': 1}");
same("an instance", valueText({o: 7, type: "P", attributes: [["x", 1]], len: 1}), "P{x=1}");
same("a text with a quote", [valueText("it's\n"), valueText("it's \"so\"")], ['"it\'s\\n"', "'it\\'s \"so\"'"]);
same("a large number", valueText({big: "9007199254740993", digits: 16}), "9007199254740993");
same(
    "an object that is known",
    valueText({o: 4, type: "list"}, 60, new Map([[4, {value: {type: "list", items: [5], len: 1}}]])), "[5]");
same("one level deep", shallow(list), {o: 3, type: "list"});
same("what is in it", contentsOf(list), {type: "list", items: [1, {o: 4, type: "list"}], len: 9});

const row = {
    kind: "op",
    event: "op",
    n: 9,
    ins: "I2",
    opcode: "BINARY_OP",
    outcome: "went_on",
    popped: [6, 2],
    pushed: [3]
};
same("an instruction in words", effectText(row, links), "BINARY_OP //: 6 // 2 gives 3");
same("its question has its answer", questionOf(row, links).answer, "3");
same(
    "nothing is asked of a jump",
    questionOf({...row, opcode: "JUMP_FORWARD", popped: undefined, pushed: undefined}, links), undefined);
const returned = (value) =>
    questionOf({...row, opcode: "RETURN_VALUE", outcome: "returned", values: [value], code: "C1"}, links);
same("what is returned is asked for", returned({o: 3, type: "list", items: [1, "a"], len: 2}).answer, "[1, 'a']");
same("but not a generator, which no Python shows so", returned({word: "generator countdown"}), undefined);
same("nor a list that is in itself", returned({o: 3, type: "list", items: [{o: 3, type: "list"}], len: 1}), undefined);
same("nor a list of which a part is shown", returned(list), undefined);
same("nor an instance", returned({o: 7, type: "P", attributes: [["x", 1]], len: 1}), undefined);
same("nor a text that was cut", returned({s: "tex", len: 900}), undefined);
same("a range is a word that can be typed", canBeTyped({word: "range(0, 3)"}), true);
same("an int of 20 digits can be typed", canBeTyped({big: "12345678901234567890", digits: 20}), true);

const notes =
    notesOf(["# note: one", "# note: two", "x = 1", "y = 2  # note: three", "z = 3", "# note: four", "", "w"]);
same("notes belong to the line below, all of them, or to their own", [...notes], [
    [3, "one two"],
    [4, "three"],
    [8, "four"],
]);

same("spaces do not matter", isRight(" [1,  2]", "[1, 2]"), true);
same("nor which quotes", isRight("\"a\"", "'a'"), true);
same("but values do", isRight("4", "3"), false);

same("how many are before", countUpTo([1, 4, 9], 4), 2);
same("none is before", lastUpTo([{index: 5}], 4), undefined);
if (problems.length > 0) console.log(problems.join("\n"));
