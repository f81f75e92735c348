// SPDX-License-Identifier: MIT
// Finding exception handlers: zero cost until something is raised. CPython: Python/ceval.c.
#include "vm/unwind.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

bool unwind_to_handler(ThreadState* thread, Frame* frame, int unit) {
    if (!thread->reraising) add_traceback(thread->exception.get(), frame, unit);
    thread->reraising = false;
    ExceptionHandler handler;
    if (!find_exception_handler(frame->code, unit, handler)) return false;
    Object** target = frame->stack_base() + handler.depth;
    // Each slot is given up before its value dies: a finalizer may ask for this frame.
    while (frame->stack_pointer > target) xdecref(*--frame->stack_pointer);
    // After a RERAISE that is where it was raised first.
    if (handler.push_lasti)
        *frame->stack_pointer++ = Int::from(frame->instruction - frame->code->executable).release();
    *frame->stack_pointer++ = thread->exception.release();
    frame->instruction = frame->code->executable + handler.target - 1;
    return true;
}

}  // namespace minipy
