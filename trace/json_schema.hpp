// SPDX-License-Identifier: MIT
// The JSON Schema of one line of JSON lines (--trace-schema): made from events.def and records.def as the lines are, so
// that it knows every kind and every key. It is open: a reader ignores kinds and keys that it does not know.
//
//      anyOf: head, src, tok … line, op, done, call …      one definition for each record and each kind of event
//
// Next: json_schema.cpp, docs/json-lines.md.
#pragma once

#include <string>

namespace minipy::trace {

// Draft 2020-12, a definition a line.
std::string json_schema();

}  // namespace minipy::trace
