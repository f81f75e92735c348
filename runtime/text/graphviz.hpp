// SPDX-License-Identifier: MIT
// Graphviz's language, for whoever draws a graph: texts that mean only themselves, boxes, arrows, frames around boxes.
//
//      digraph heap {
//          rankdir=LR;
//          o1 [label="<o> #1 list|{[0]|<p0> #2}"];     a box; if it is a record, its label has fields, with ports
//          o1:p0 -> o2:o;                              <o> and <p0>
//      }
//
// A label is read by three readers, one after the other: the language's strings, entities such as &amp;, and escapes
// such as \n and \N; a record has its own signs { } | < > besides. CPython: none.
// Next: graphviz.cpp; compiler/draw_graph.hpp, compiler/draw_symbols.hpp, parser/draw_tree.hpp, trace/heap_drawing.hpp.
#pragma once

#include <string>
#include <string_view>

namespace minipy {

// The text as a label, or part of one, shows it. What is no character on paper (line ends, bytes that are no UTF-8,
// lone surrogates) stands there as repr() has it: \n, \udcff. Long ones are cut, with how much there is more.
std::string graphviz_text(std::string_view utf8);
// The same in a field of a record.
std::string graphviz_field(std::string_view utf8);

class GraphvizGraph {
public:
    // `statements`: defaults of all boxes and arrows, each ended by a semicolon.
    GraphvizGraph(std::string_view name, std::string_view statements);
    // Labels are made of graphviz_text() or graphviz_field(), ids of letters, digits and _; `attributes` follow.
    void open_frame(std::string_view id, std::string_view label, std::string_view attributes);
    void close_frame();
    void box(std::string_view id, std::string_view label, std::string_view attributes = "");
    // Without a label: an empty one.
    void arrow(std::string_view from, std::string_view to, std::string_view label = "",
               std::string_view attributes = "");
    // The whole text; the graph is empty afterwards.
    std::string take();

private:
    void begin_row();

    std::string text_;
    std::size_t frames_ = 0;  // that are open
};

}  // namespace minipy
