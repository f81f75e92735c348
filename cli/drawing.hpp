// SPDX-License-Identifier: MIT
// Writing files. Drawings: a text in Graphviz's language goes into a file as it is (.dot), or Graphviz's `dot` makes a
// picture of it (.svg). Next: drawing.cpp; compiler/draw_graph.hpp and trace/heap_text.hpp make the text.
#pragma once

#include <string>
#include <string_view>

namespace minipy::cli {

// FILE.dot and FILE.svg.
bool is_drawing(std::string_view path);
// What would hinder write_drawing(), a whole line for stderr, or nothing: asked before a program runs.
std::string check_drawing(const std::string& path);

// An empty string, or what to tell the user.
std::string write_text(const std::string& path, std::string_view text);
std::string write_drawing(const std::string& path, std::string_view dot_text);

}  // namespace minipy::cli
