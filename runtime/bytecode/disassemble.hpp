// SPDX-License-Identifier: MIT
// A code object as text, exactly as `python3.11 -m dis` prints it, with the code objects among its constants.
//
//        2           4 LOAD_FAST                0 (n)
//                    6 LOAD_CONST               1 (2)
//        │           │                          │ │
//        line      byte offset             operand what it stands for
//
// CPython: Lib/dis.py. Next: listing.hpp, the same for readers: with ids, spans and stack depths.
#pragma once

#include <string>

#include "runtime/bytecode/code.hpp"

namespace minipy {

std::string disassemble(const Code& code);

}  // namespace minipy
