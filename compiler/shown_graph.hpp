// SPDX-License-Identifier: MIT
// A flow graph as readers see it: every block with its rows of text and its edges, at one moment of the compilation.
// Two stages of a graph are compared through this (dump_graph.hpp), and the last one is drawn from it (draw_graph.hpp).
//
// Inner code objects are compiled first but shown last, so a block's number in the whole program is known only at the
// end. Until then it is written as a mark and its number in its own graph.
//
// Next: shown_graph.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/unit.hpp"

namespace minipy::compiler {

enum class EdgeKind : std::uint8_t { falls_through, jumps, raises };

struct ShownEdge {
    int target;  // id of a block
    EdgeKind kind;

    friend bool operator==(const ShownEdge&, const ShownEdge&) = default;
};

struct ShownRow {
    std::string text;
    int handler;  // id of the block that receives its exceptions; −1: none

    friend bool operator==(const ShownRow&, const ShownRow&) = default;
};

struct ShownBlock {
    int id;
    std::string heading;  // its name, place, edges and depth
    std::string place;    // its name and place alone
    std::vector<ShownRow> rows;
    std::vector<ShownEdge> edges;
    int offset = 0;  // of its first unit, once it is laid out
    int depth = -1;  // of the stack where it begins; −1: unknown, or never reached
    bool exits = false;

    friend bool operator==(const ShownBlock&, const ShownBlock&) = default;
};

// Blocks have addresses once they are laid out.
enum class Layout : std::uint8_t { open, done };
std::vector<ShownBlock> show_graph(const Unit& unit, Layout layout);

// The block's mark, and a text with "B7" in place of marks, where `first` is the number of the graph's first block.
std::string block_name(int id);
std::string with_block_numbers(std::string_view text, int first);

}  // namespace minipy::compiler
