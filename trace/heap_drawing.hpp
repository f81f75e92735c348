// SPDX-License-Identifier: MIT
// A map of the heap in Graphviz's language (--heap -o x.dot): a box for each object, with its count and what it has; an
// arrow for each reference, from the field that holds it. So two names of one object are two arrows to one box.
//
//      module __main__            #1 list, count 2
//      xs  ──────────────────▶    [0]  'a'
//      ys  ──────────────────▶    [1]  #2 ─────▶ …
//
// What nothing from outside holds is red; so are the arrows of its cycles, and dashed the one to cut.
// Next: heap_drawing.cpp, heap_map.hpp, runtime/text/graphviz.hpp.
#pragma once

#include <string>
#include <string_view>

#include "trace/heap_map.hpp"

namespace minipy::trace {

struct HeapDrawingOptions {
    bool definitions = false;  // what makes up classes and functions has boxes, too; else it is named where it matters
    std::size_t most_items = 6;  // of each object that have fields of their own; arrows have none left out
};

std::string draw_heap(const HeapMap& map, std::string_view title, const HeapDrawingOptions& options);

}  // namespace minipy::trace
