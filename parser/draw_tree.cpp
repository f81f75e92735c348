// SPDX-License-Identifier: MIT
// Rows to boxes. Next: runtime/text/graphviz.hpp.
#include "parser/draw_tree.hpp"

#include <fmt/core.h>

#include "runtime/text/graphviz.hpp"

namespace minipy::parser {

namespace {

constexpr std::string_view tree_opening =
    R"(    ordering=out; nodesep=0.2; ranksep=0.35;
    node [shape=box, fontname="monospace", fontsize=10, style=filled, color="#707070", fillcolor="#f7f7f2"];
    edge [fontname="monospace", fontsize=9, color="#404040", arrowsize=0.7];
)";

}  // namespace

std::string draw_tree(const std::vector<NodeRow>& rows) {
    GraphvizGraph graph("ast", tree_opening);
    std::size_t nameless = 0;  // None, or what lies too deep: they have no number
    for (const NodeRow& row : rows) {
        std::string id = row.node == nullptr ? fmt::format("N{}", ++nameless) : fmt::format("A{}", row.id);
        std::string label = graphviz_text(fmt::format("{}{}", row.name, row.simple));
        if (row.node != nullptr) label += fmt::format("\\n{}", id);
        if (row.span.lineno > 0) label += fmt::format("  {}", show_span(row.span));
        graph.box(id, label, row.node == nullptr ? "shape=plaintext, style=\"\"" : "");
        if (row.parent > 0) graph.arrow(fmt::format("A{}", row.parent), id, graphviz_text(row.field));
    }
    return graph.take();
}

}  // namespace minipy::parser
