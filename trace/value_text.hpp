// SPDX-License-Identifier: MIT
// Values as text. Every cut is visible: `…` and how much was left out.
//
//      6   2.5   'text'   'long te…+900'   None   half#2 (a function or class, by its name)   ∅ (a null)
//      #3[1, 2, … +980 items]   #4{'a': 1}   #5(1, 2)   #6:Point{x=1, y=2}   #7:Stack[1, 2]   6#8 (where it matters)
//
// Next: value_text.cpp.
#pragma once

#include <string>

#include "trace/event.hpp"

namespace minipy::trace {

std::string show_value(const Value& value, const Batch& batch);
// The same behind what is there already.
void append_value_text(std::string& out, const Value& value, const Batch& batch);
// Containers and instances without what they have: #3[…], #6:Point
std::string show_briefly(const Value& value, const Batch& batch);
void append_brief_text(std::string& out, const Value& value, const Batch& batch);

// Of a value of kind `identity` its number and its name, or type: #5 Task-2
std::string show_by_name(const Value& value, const Batch& batch);

// Control characters, which could play with a terminal, become escapes; the rest stays.
std::string clean_text(std::string_view utf8);

}  // namespace minipy::trace
