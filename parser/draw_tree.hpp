// SPDX-License-Identifier: MIT
// The tree in Graphviz's language (--dump=ast -o x.dot): a box for each node with its number and place, an arrow for
// each field that holds a node. What is simple in a node (a name, a constant, an operator) stands in its box.
//
//      A8 [label="BinOp //\nA8  2:11-17"];
//      A8 -> A9 [label="left"];
//
// Next: draw_tree.cpp, dump.hpp (the rows).
#pragma once

#include <string>
#include <vector>

#include "parser/dump.hpp"

namespace minipy::parser {

std::string draw_tree(const std::vector<NodeRow>& rows);

}  // namespace minipy::parser
