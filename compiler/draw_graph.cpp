// SPDX-License-Identifier: MIT
// Writing Graphviz's language. Next: cli/drawing.cpp, which has Graphviz draw it.
#include "compiler/draw_graph.hpp"

#include <fmt/core.h>

#include <utility>

namespace minipy::compiler {
namespace {

constexpr std::string_view opening = R"(digraph cfg {
    label="thin: goes on to the next block     bold: jumps     dashed: an exception";
    fontname="monospace"; fontsize=10; labelloc="b"; newrank=true; nodesep=0.4; ranksep=0.35;
    node [shape=box, fontname="monospace", fontsize=10, style=filled, color="#707070", fillcolor="#f7f7f2"];
    edge [fontname="monospace", fontsize=9, color="#404040", arrowsize=0.7];
)";

// Within a quoted string, a quote and a backslash stand behind a backslash.
std::string quoted(std::string_view text) {
    std::string result;
    for (char character : text) {
        if (character == '"' || character == '\\') result += '\\';
        result += character;
    }
    return result;
}

constexpr std::string_view style_of(EdgeKind kind) {
    switch (kind) {
        case EdgeKind::falls_through: return "";
        case EdgeKind::jumps: return R"( [style=bold, color="#1f5fbf"])";
        case EdgeKind::raises: return R"( [style=dashed, color="#b03030"])";
    }
    return "";
}

}  // namespace

GraphDrawing::GraphDrawing() : text_(opening) {}

void GraphDrawing::add(std::string_view title, const std::vector<ShownBlock>& blocks, int first_block) {
    auto name = [&](int id) { return fmt::format("B{}", first_block + id); };
    text_ += fmt::format("\n    subgraph cluster_{} {{\n        label=\"{}\"; labelloc=\"t\"; color=\"#b0b0b0\";\n",
                         ++codes_, quoted(title));
    for (const ShownBlock& block : blocks) {
        std::string rows = quoted(with_block_numbers(block.place, first_block)) + "\\l";
        for (const ShownRow& row : block.rows)
            rows += quoted(with_block_numbers(row.text, first_block)) + "\\l";  // \l: at the left
        text_ += fmt::format("        {} [label=\"{}\"];\n", name(block.id), rows);
    }
    for (const ShownBlock& block : blocks) {
        for (const ShownEdge& edge : block.edges) {
            text_ += fmt::format("        {} -> {}{};\n", name(block.id), name(edge.target), style_of(edge.kind));
        }
    }
    text_ += "    }\n";
}

std::string GraphDrawing::finish() {
    text_ += "}\n";
    return std::exchange(text_, std::string(opening));
}

}  // namespace minipy::compiler
