// SPDX-License-Identifier: MIT
// Flow graphs in Graphviz's language (--dump=cfg -o x.dot): a frame for each code object, in it a box for each block
// with its instructions, and three kinds of arrows.
//
//      digraph cfg {
//          subgraph cluster_1 {
//              label="C1 half";
//              B1 [label="B1  at 0\l2:0-0  RESUME 0\l"];
//              B1 -> B2;                                          thin: the code goes on there
//              B2 -> B4 [style=bold, color="#1f5fbf"];            bold: a jump
//              B3 -> B7 [style=dashed, color="#b03030"];          dashed: an exception
//
// Next: draw_graph.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/shown_graph.hpp"

namespace minipy::compiler {

class GraphDrawing {
public:
    GraphDrawing();
    void add(std::string_view title, const std::vector<ShownBlock>& blocks, int first_block);
    // The whole text; the drawing is empty afterwards.
    std::string finish();

private:
    std::string text_;
    int codes_ = 0;
};

}  // namespace minipy::compiler
