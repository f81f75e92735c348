// SPDX-License-Identifier: MIT
// What happens to an exception in a frame: a traceback entry, then the handler that the exception table names, if any.
// CPython: Python/ceval.c (exception_unwind). Next: unwind.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

// An exception is pending in `frame`, raised at `unit`; stack_pointer is right. If a handler covers the unit,
// the stack is cut to its depth, the exception is pushed (and no longer pending), frame->instruction stands before the
// handler, and the answer is true. Otherwise the stack is emptied (a traceback keeps the frame's variables alive, but
// nothing else), and the frame is to be left. What dies may run Python code.
bool unwind_to_handler(ThreadState* thread, Frame* frame, int unit);

}  // namespace minipy
