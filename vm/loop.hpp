// SPDX-License-Identifier: MIT
// The evaluation loop. Next: loop.cpp; the handlers are in the ops_*.hpp files.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// Runs `entry`, which is the thread's current frame and marked as entry, until it returns, yields or raises. If an
// exception is pending when it starts, it is raised at the frame's instruction (generator.throw). The plain loop, or
// the traced one when an observer is set.
Result<Object> run_frame(ThreadState* thread, Frame* entry);

// Somebody watches from now on or nobody any more, or memory has ended: running loops change at their next instruction
// (observer.cpp, memory/reserve.hpp).
void update_labels();

}  // namespace minipy
