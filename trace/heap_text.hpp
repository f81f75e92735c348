// SPDX-License-Identifier: MIT
// A map of the heap in words:
//
//      id  type  bytes  count  held by                 contents
//      #1  list     40      2  xs, ys                  #1['a']
//
// Next: heap_text.cpp, heap_map.hpp; heap_drawing.hpp draws it.
#pragma once

#include <set>

#include "trace/drawing.hpp"
#include "trace/heap_map.hpp"

namespace minipy::trace {

// A row for each object; those that make up classes and functions are only counted, unless `definitions` are wanted.
std::string heap_table(const HeapMap& map, bool definitions, std::size_t most_holders, const DrawingOptions& drawing);
// How a reference is told: "#13.next"; "class of #13": what has no name of its own is described.
std::string reference_text(const HeapMap& map, const HeapReference& reference);
// The chains of references that keep an object alive, one over each that holds it, a row each reference.
std::string why_alive(const HeapMap& map, std::uint32_t index, std::size_t most_chains);

// The cycles that only the collector frees, gathered from the maps of a run: "#13.next → #14.next → #13 Node", the
// reference to cut, and how many more there were of the same shape (types and names of references).
class CycleReport {
public:
    void add(const HeapMap& map, const DrawingOptions& drawing);
    std::string text() const;

private:
    struct Kind {
        std::string shape, first;
        std::size_t count;
    };
    std::vector<Kind> kinds_;
    std::set<Identity> known_;  // the oldest objects of those that have been seen: a later map may have them still
};

}  // namespace minipy::trace
