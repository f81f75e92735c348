// SPDX-License-Identifier: MIT
// The one door upward: the runtime asks the VM to run code. The VM sets these pointers when it starts (vm/vm.cpp);
// nothing else in the runtime knows that there is a VM.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Frame;
struct FrameObject;
struct Function;
struct ThreadState;

struct Evaluator {
    // Runs a frame that the caller has pushed and marked as entry, until it returns, yields or raises; pops it.
    Result<Object> (*run)(ThreadState* thread, Frame* frame) = nullptr;
    // Calls a Python function: binds arguments, runs its frame.
    Result<Object> (*call_function)(Function* function, const Arguments& arguments) = nullptr;
    // frame.f_lineno = line, as a debugger does; null: deletion.
    Result<void> (*jump_to_line)(FrameObject* frame, Object* line) = nullptr;
};
inline Evaluator evaluator;

// The globals of the running Python code; null when none runs. Borrowed.
Dict* current_globals();

}  // namespace minipy
