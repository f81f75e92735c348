// SPDX-License-Identifier: MIT
// From a span of the source to the instructions that were made of it: what links the dumps of tree and bytecode.
//
// Next: runtime/bytecode/listing.hpp, where instructions get their ids.
#pragma once

#include <vector>

#include "parser/dump.hpp"
#include "runtime/bytecode/listing.hpp"

namespace minipy::compiler {

// Which instructions have a span: "→ I14", "→ I8-I12, I20".
parser::SpanLinks links_to_code(const std::vector<ListedCode>& codes);

}  // namespace minipy::compiler
