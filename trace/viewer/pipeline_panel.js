// SPDX-License-Identifier: MIT
// The stages, each as a list whose rows know their spans: tokens, tree, symbols, flow graph; and the bytecode of what
// runs. Pointing at a row lights up what belongs to it everywhere. CPython: none. Next: links.js.
import {byId, make, moveMark, replaceChildren, scrollAll, showInside, walkRows} from "./dom.js";
import {countUpTo} from "./history.js";
import {parseSpan} from "./links.js";

const stageNames = ["Tree", "Tokens", "Symbols", "Flow graph"];
const signs = {
    falls_through: "↓",
    jumps: "→",
    raises: "!→"
};

// What each pass is for. The compiler's own words: compiler/passes.hpp.
const passSentences = {
    generate: "As the tree was turned into blocks, before anything is improved.",
    inline_small_exits: "A jump to a short block that leaves the function becomes a copy of that block.",
    optimize_blocks:
        "Tests of constants are decided, jumps to jumps go straight to their end, idle code is struck out.",
    remove_nops: "Instructions that do nothing go, unless a line would have none left.",
    remove_unreachable: "Blocks to which no way leads go.",
    remove_empty_blocks: "Blocks without instructions go; who led there leads to the next one.",
    remove_redundant_jumps: "A jump to the instruction that follows anyway goes.",
    duplicate_exits_without_line: "An exit that two lines share is copied, so that each knows its line.",
    trim_unused_constants: "Constants that nothing loads any more go.",
    propagate_lines: "Instructions that the compiler added get the place of what runs before them.",
    guarantee_lines_for_exits: "Exits that still have no line get the first one.",
    compute_stack_depth: "How deep the value stack is where each block begins.",
    label_exception_targets: "Each instruction learns which handler an exception in it goes to.",
    drop_block_markers: "Marks of where a try or with begins and ends have done their work and go.",
    normalize_jumps: "Jumps learn whether they go forwards or backwards.",
    assembled: "the graph in the code object. A number shows what that pass has changed: + came, − went.",
};

export class PipelinePanel {
    constructor(view) {
        this.view = view;
        this.elements = new Map();  // id → elements that stand for it
        this.marked = {hovered: [], pinned: [], now: []};
        this.code = undefined;
        this.pass = undefined;  // whose changes the flow graph shows; undefined: the finished graph
        this.tabs = stageNames.map(
            (name) => make("button", {role: "tab", onclick: () => this.choose(name), "data-tab": name}, name));
        replaceChildren(byId("tabs"), this.tabs);
        for (const id of ["stages", "code"]) walkRows(byId(id), ".line-of");
        this.choose(view.links.nodes.length > 0 ? "Tree" : "Tokens");
    }

    choose(name) {
        for (const tab of this.tabs) tab.setAttribute("aria-selected", String(tab.textContent === name));
        this.chosen = name;
        for (const [id] of [...this.elements])
            if (!/^I/.test(id)) this.elements.delete(id);
        const {links} = this.view;
        const rows = {
            Tree: () => this.treeRows(links.nodes.filter(({parent}) => !links.nodesById.has(parent)), 0),
            Tokens: () => links.tokens.map(
                (token) => this.rowOf(
                    token,
                    [this.idOf(token), token.type.padEnd(12), make("span", {class: "strong"}, token.text ?? "")])),
            Symbols: () => this.symbolRows(),
            "Flow graph": () => this.graphRows(),
        }[name]();
        replaceChildren(
            byId("stages"),
            rows.length > 0 ? rows :
                              make(
                                  "p", {class: "muted"},
                                  this.view.record.events === 0 ? "The program did not come as far as this stage." :
                                                                  "not in this record"));
        this.remark();
        scrollAll();
    }

    idOf({id}) { return make("span", {class: "id"}, id ?? ""); }

    rowOf(item, children, more = {}) {
        const element = make(
            "div", {
                class: "line-of",
                "data-id": item.id,
                ...more,
                onmouseenter: () => this.view.hover(item.at),
                onmouseleave: () => this.view.hover(undefined),
                tabindex: -1,
                onfocus: () => this.view.hover(item.at),
                onblur: () => this.view.hover(undefined),
                onclick: () => this.view.pin(item.at),
            },
            ...children);
        this.keep(item.id, element);
        return element;
    }

    keep(id, element) {
        if (id) this.elements.set(id, [...(this.elements.get(id) ?? []), element]);
    }

    treeRows(nodes, depth) {
        return nodes.flatMap(
            (node) =>
                [this.rowOf(
                     node,
                     [
                         this.idOf(node), " ".repeat(2 * depth),
                         node.field ? make("span", {class: "muted"}, `${node.field}: `) : "",
                         make("span", {class: "strong"}, node.type), node.text ? ` ${node.text}` : ""
                     ]),
                 ...this.treeRows(node.children, depth + 1),
        ]);
    }

    symbolRows() {
        const {links} = this.view, rows = [];
        let scope;
        for (const symbol of links.symbols) {
            if (symbol.parent !== scope) {
                scope = symbol.parent;
                const node = links.nodesById.get(scope);
                rows.push(make("div", {class: "muted"}, `${symbol.scope} ${node?.text ?? ""}`));
            }
            rows.push(this.rowOf(symbol, [
                this.idOf(symbol), make("span", {class: "strong"}, symbol.name.padEnd(12)),
                ` ${symbol.binding.replaceAll("_", " ")}`,
                make("span", {class: "muted"}, `  ${(symbol.occurs ?? []).join(", ")}`)
            ]));
        }
        return rows;
    }

    // The graph at the end, block by block, or what a pass has changed in it.
    graphRows() {
        const {links} = this.view;
        const passes = [...links.passes.values()].sort((one, other) => one.number - other.number);
        const steps = passes.filter(({name}) => name !== "assembled");
        const shown = this.pass ? this.pass.graphs.map((graph) => this.changesOf(graph)) :
                                  links.blocks.map((block) => this.blockOf(block));
        if (steps.length === 0) return shown;
        const name = this.pass?.name ?? "assembled";
        const choices = make(
            "div", {class: "passes", role: "group", "aria-label": "Passes of the compiler that change the graph"},
            steps.map((pass, at) => this.passButton(pass, String(at + 1), pass.name.replaceAll("_", " "))),
            this.passButton(undefined, "finished", "the finished graph"));
        const title = make("strong", {}, `${name.replaceAll("_", " ")}: `);
        return [choices, make("p", {class: "pass-sentence"}, title, passSentences[name] ?? ""), ...shown];
    }

    passButton(pass, text, label) {
        const choose = () => {
            this.pass = pass;
            this.choose("Flow graph");
            byId("stages").querySelector(".passes [aria-pressed=true]").focus();
        };
        return make(
            "button", {"aria-pressed": String(this.pass === pass), "aria-label": label, title: label, onclick: choose},
            text);
    }

    // A row is a sign, a span and an instruction; other lines tell of blocks.
    changesOf({code, lines}) {
        const rows = lines.map((line) => {
            const [, sign, span, text] = /^ {6}([ +-]) (\S+) +(.*)$/.exec(line) ?? [];
            if (text === undefined) return make("div", {class: "of-block"}, line.trim());
            const at = parseSpan(span);
            return make(
                "div", {
                    class: `line-of change ${{"+": "added", "-": "removed"}[sign] ?? ""}`,
                    onmouseenter: () => this.view.hover(at),
                    onmouseleave: () => this.view.hover(undefined),
                    tabindex: -1,
                    onfocus: () => this.view.hover(at),
                    onblur: () => this.view.hover(undefined),
                    onclick: () => at && this.view.pin(at),
                },
                make("span", {}, sign === "-" ? "−" : sign), make("span", {class: "id"}, span), make("span", {}, text));
        });
        const head = make("div", {class: "head strong"}, `${code} ${this.view.links.nameOfCode(code)}`);
        return make("div", {class: "block"}, head, rows);
    }

    blockOf(block) {
        const edges = (block.edges ?? []).map(({to, by}) => `${signs[by] ?? "→"} ${to} ${by.replaceAll("_", " ")}`);
        const element = make(
            "div", {class: "block", "data-id": block.id},
            make(
                "div", {class: "head"}, make("span", {class: "strong"}, block.id),
                make(
                    "span", {class: "muted"},
                    `  ${this.view.links.nameOfCode(block.parent)}  depth ${block.depth ?? "–"}`)),
            block.instructions.map((instruction) => this.instructionRow(instruction, true)),
            make("div", {class: "edges"}, edges.join("   ") || (block.exits ? "leaves the code object" : "")));
        this.keep(block.id, element);
        return element;
    }

    instructionRow(instruction, isBrief) {
        const target = instruction.target ?
            `→ ${this.view.links.instructions.get(instruction.target)?.label ?? instruction.target}` :
            "";
        const text = make(
            "span", {}, instruction.label ? make("span", {class: "strong"}, `${instruction.label} `) : "",
            instruction.opcode, make("span", {class: "muted"}, ` ${instruction.argument ?? target}`));
        if (isBrief) return this.rowOf(instruction, [this.idOf(instruction), text]);
        const hits = make("span", {class: "hits"});
        const row = this.rowOf(
            instruction,
            [this.idOf(instruction), make("span", {class: "muted"}, String(instruction.offset)), text, hits]);
        this.hits.push([instruction.id, hits]);
        return row;
    }

    showCode(code) {
        if (code === this.code) return;
        this.code = code;
        this.hits = [];
        for (const [id, list] of [...this.elements]) {
            if (/^I/.test(id)) this.elements.set(id, list.filter((element) => byId("stages").contains(element)));
        }
        const rows = [];
        let line;
        for (const instruction of this.view.links.instructionsOf.get(code) ?? []) {
            if (instruction.line !== undefined && instruction.line !== line) {
                ({line} = instruction);
                const text = this.view.links.isOwnCode(code) ? this.view.links.lines[line - 1]?.trim() ?? "" : "";
                rows.push(make("div", {class: "source-line"}, `${line}  ${text}`));
            }
            rows.push(this.instructionRow(instruction, false));
        }
        const told = this.view.links.codes.get(code);
        for (const {start, end, target, depth} of told?.handlers ?? [])
            rows.push(make(
                "div", {class: "muted handler", "data-start": start},
                `exception table: ${start} … ${end} → ${target}, stack cut to ${depth}`));
        replaceChildren(byId("code"), rows);
        byId("code-name").textContent = `${told?.qualname ?? ""}  ${code ?? ""}`;
        this.remark();
    }

    elementsOf(related) {
        if (!related) return [];
        const ids =
            [...related.tokens, ...related.nodes, ...related.symbols, ...related.instructions].map(({id}) => id);
        return ids.flatMap((id) => this.elements.get(id) ?? []);
    }

    mark(name, related) {
        this[name] = related;
        const elements = this.elementsOf(related);
        moveMark(this.marked[name], elements, name);
        if (byId("stages").matches(":hover")) return;  // it must not move under the pointer
        const stage = elements.find((element) => byId("stages").contains(element));
        if (stage) showInside(byId("stages"), stage);
    }

    remark() {
        for (const name of ["hovered", "pinned"])
            if (this[name]) this.mark(name, this[name]);
        this.markNow();
    }

    markNow() {
        const row = this.now;
        if (!row) return;
        const instruction = this.view.links.instructions.get(row.ins);
        const elements = [...(this.elements.get(row.ins) ?? []), ...(this.elements.get(instruction?.block) ?? [])];
        moveMark(this.marked.now, elements, "now");
        const inCode = elements.find((element) => byId("code").contains(element));
        showInside(byId("code"), inCode);
        if (this.chosen === "Flow graph")
            showInside(byId("stages"), elements.find((element) => byId("stages").contains(element)));
        const node = this.chosen === "Tree" && instruction?.node ? this.elements.get(instruction.node)?.[0] : undefined;
        if (node && !this.hovered && !this.pinned) {
            this.marked.now.push(node);
            node.classList.add("now");
            showInside(byId("stages"), node);
        }
    }

    show(index) {
        const {row} = this.view.cursor;
        this.showCode(row.code ?? this.code);
        this.now = row;
        this.markNow();
        for (const [id, place] of this.hits ?? []) {
            const count = countUpTo(this.view.history.visits.get(id) ?? [], index), text = count > 0 ? `×${count}` : "";
            if (place.textContent !== text) place.textContent = text;
        }
    }
}
