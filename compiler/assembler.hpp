// SPDX-License-Identifier: MIT
// The assembler: lays a finished flow graph out as bytes and makes the code object.
//
//      blocks in order ─▶ operands of jumps (to a fixed point) ─▶ co_code, co_linetable, co_exceptiontable
//
// An operand above 255 needs EXTENDED_ARG in front, which moves everything behind it, which may make a jump's operand
// grow in turn: sizes are computed again until none changes. They only grow, so this ends.
//
// CPython: Python/compile.c (assemble, makecode). Read the formats back: runtime/bytecode/code.cpp.
#pragma once

#include "compiler/unit.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy::compiler {

// Puts the instructions in front that every call of this code begins with: making cells, fetching free variables,
// returning a generator. Then operands of cell instructions become indexes of fast locals. Runs before the passes.
void add_prologue(Unit& unit, int flags);

// The variables in the order of a frame, which operands of local and cell instructions index after add_prologue.
std::vector<Str*> frame_names(const Unit& unit);

// `unit.graph` has been through run_passes, which told the stack size.
Result<Code> assemble(Unit& unit, int flags, int stack_size, Str* filename);

}  // namespace minipy::compiler
