// SPDX-License-Identifier: MIT
// Flow graphs in Graphviz's language (--dump=cfg -o x.dot): a frame for each code object, in it its graph as it was
// generated and as it is when all passes are done; in these a box for each block with its instructions, and three kinds
// of arrows.
//
//      digraph cfg {
//          subgraph cluster_1 {
//              label="C1 half"; …
//              subgraph cluster_1_generated { …
//                  B1_generated [label="B1\l2:0-0  RESUME 0\l"];
//              subgraph cluster_1_assembled { …
//                  B1 [label="B1  at 0\l2:0-0  RESUME 0\l"];
//                  B1 -> B2 [label="falls through"];
//                  B2 -> B4 [label="jumps", style=bold, color="#1f5fbf"];
//                  B3 -> B7 [label="raises", style=dashed, color="#b03030"];
//
// Next: draw_graph.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/shown_graph.hpp"
#include "runtime/text/graphviz.hpp"

namespace minipy::compiler {

class GraphDrawing {
public:
    GraphDrawing();
    void add(std::string_view title, const std::vector<ShownBlock>& generated, const std::vector<ShownBlock>& assembled,
             int first_block);
    // The whole text; the drawing is empty afterwards.
    std::string take() { return graph_.take(); }

private:
    void add_moment(std::string_view moment, const std::vector<ShownBlock>& blocks, int first_block);

    GraphvizGraph graph_;
    int codes_ = 0;
};

}  // namespace minipy::compiler
