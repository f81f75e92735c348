// SPDX-License-Identifier: MIT
// The evaluation loop. There are two, over one set of handlers (the ops_*.hpp files): the plain one is fast
// (plain_loop.cpp), the traced one tells the observers what happens (traced_loop.cpp); each goes over to the other when
// somebody begins or ceases to watch. CPython: Python/ceval.c. Next: plain_loop.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// Runs `entry`, which is the thread's current frame and marked as entry, until it returns, yields or raises. If an
// exception is pending when it starts, it is raised at the frame's instruction (generator.throw). The plain loop, or
// the traced one when an observer is set.
Result<Object> run_frame(ThreadState* thread, Frame* entry);

// One loop: until the entry frame is left, or thread->switches_loop says that the other goes on with thread->frame.
Result<Object> run_plain_loop(ThreadState* thread, Frame* frame);
// `begins`: observers have not been told yet that the frame is entered.
Result<Object> run_traced_loop(ThreadState* thread, Frame* frame, bool begins);

// Somebody watches from now on or nobody any more, or memory has ended: running loops change at their next instruction
// (observer.cpp, memory/reserve.hpp).
void update_labels();

}  // namespace minipy
