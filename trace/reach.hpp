// SPDX-License-Identifier: MIT
// How far an instruction reaches, if no Python code runs in it and nothing dies: which counts and contents it can have
// changed. Who compares all objects after each instruction would be slow for no reason.
// Next: reach.cpp, recorder_memory.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy::trace {

enum class Reach : std::uint8_t {
    operands,   // counts of what lies on top of the value stack, before or after it, and of the variable that it names
    any_count,  // no contents, but those of the namespace that it stores into
    anything,
};

// Of the instruction that `frame` is about to execute.
Reach reach_of(Frame* frame, int opcode);

}  // namespace minipy::trace
