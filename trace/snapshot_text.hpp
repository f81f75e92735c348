// SPDX-License-Identifier: MIT
// Texts of a snapshot: what snapshot.cpp and its neighbours copy out of strs. Next: snapshot.cpp.
#pragma once

#include "runtime/text/str.hpp"
#include "trace/event.hpp"

namespace minipy::trace {

// `total` is how long the text was before it was cut.
Value text_value(ValueKind kind, std::string_view text, std::size_t total, Batch& batch);
// At most `limit` characters, one by one: Str::view() would make a copy in the program's heap.
std::string text_of(const Str* string, Size limit);
// "(1+2j)", as Python writes it.
std::string complex_text(double real, double imaginary);
std::string range_text(const std::string& start, const std::string& stop, const std::string& step);
std::string slice_text(const std::string& start, const std::string& stop, const std::string& step);
// Of what should be a str.
std::string name_text(Object* name);

}  // namespace minipy::trace
