// SPDX-License-Identifier: MIT
// `minipy --opcodes`: every instruction with its number, operand, caches, what it does to the stack, and a sentence.
// CPython: none; Doc/library/dis.rst says the same in prose. Next: opcode_list.cpp, runtime/bytecode/opcodes.def.
#pragma once

#include <string>
#include <string_view>

namespace minipy::cli {

// Instructions that match a pattern of the shell, in any case; empty: none does.
std::string list_opcodes(const std::string& pattern);
// ": did you mean LOAD_FAST?", or nothing.
std::string suggest_opcode(std::string_view mistyped);

}  // namespace minipy::cli
