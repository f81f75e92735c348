// SPDX-License-Identifier: MIT
// Blocks and ways to boxes and arrows. Next: runtime/text/graphviz.hpp.
#include "compiler/draw_graph.hpp"

#include <fmt/core.h>

namespace minipy::compiler {
namespace {

constexpr std::string_view flow_opening =
    R"(    fontname="monospace"; fontsize=10; newrank=true; nodesep=0.4; ranksep=0.35;
    node [shape=box, fontname="monospace", fontsize=10, style=filled, color="#707070", fillcolor="#f7f7f2"];
    edge [fontname="monospace", fontsize=9, color="#404040", arrowsize=0.7];
)";

struct Way {
    std::string_view word, attributes;
};
constexpr Way way_of(EdgeKind kind) {
    switch (kind) {
        case EdgeKind::falls_through: return {"falls through", ""};
        case EdgeKind::jumps: return {"jumps", R"(style=bold, color="#1f5fbf")"};
        case EdgeKind::raises: return {"raises", R"(style=dashed, color="#b03030")"};
    }
    return {};
}

}  // namespace

GraphDrawing::GraphDrawing() : graph_("cfg", flow_opening) {}

void GraphDrawing::add(std::string_view title, const std::vector<ShownBlock>& generated,
                       const std::vector<ShownBlock>& assembled, int first_block) {
    graph_.open_frame(fmt::format("{}", ++codes_), graphviz_text(title), R"(labelloc="t"; color="#b0b0b0";)");
    add_moment("assembled", assembled, first_block);  // Graphviz puts later ones to the left
    add_moment("generated", generated, first_block);
    graph_.close_frame();
}

// What a block is called at the end is its name; the same one before has the moment in its id.
void GraphDrawing::add_moment(std::string_view moment, const std::vector<ShownBlock>& blocks, int first_block) {
    auto id_of = [&](int block) {
        return fmt::format("B{}{}", first_block + block, moment == "assembled" ? "" : fmt::format("_{}", moment));
    };
    graph_.open_frame(fmt::format("{}_{}", codes_, moment), moment, R"(color="#d8d8d8";)");
    for (const ShownBlock& block : blocks) {
        std::string rows = graphviz_text(with_block_numbers(block.place, first_block)) + "\\l";  // \l: at the left
        for (const ShownRow& row : block.rows) rows += graphviz_text(with_block_numbers(row.text, first_block)) + "\\l";
        graph_.box(id_of(block.id), rows);
    }
    for (const ShownBlock& block : blocks) {
        for (const ShownEdge& edge : block.edges) {
            Way way = way_of(edge.kind);
            graph_.arrow(id_of(block.id), id_of(edge.target), way.word, way.attributes);
        }
    }
    graph_.close_frame();
}

}  // namespace minipy::compiler
