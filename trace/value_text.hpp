// SPDX-License-Identifier: MIT
// Values as text. Every cut is visible: `…` and how much was left out.
//
//      6   2.5   'text'   'long te…+900'   None   half (a function, by its name)   ∅ (a null)
//      #3[1, 2, … +980 items]   #4{'a': 1}   #5(1, 2)   #6:Point
//
// Next: value_text.cpp.
#pragma once

#include <string>

#include "trace/event.hpp"

namespace minipy::trace {

std::string show_value(const Value& value, const Batch& batch);
// Containers without their items: #3[…]
std::string show_briefly(const Value& value, const Batch& batch);

// Control characters, which could play with a terminal, become escapes; the rest stays.
std::string clean_text(std::string_view utf8);

}  // namespace minipy::trace
