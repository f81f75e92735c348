// SPDX-License-Identifier: MIT
// Finding exception handlers: zero cost until something is raised. CPython: Python/ceval.c.
#include "vm/unwind.hpp"

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

// How many operands an instruction still has on the stack when it has failed, if it is one that gives them back then.
int operands_left(Opcode opcode) {
    using enum Opcode;
    switch (opcode) {
        case BINARY_OP:
        case COMPARE_OP:
        case CONTAINS_OP:
        case BINARY_SUBSCR:
        case DELETE_SUBSCR:
        case STORE_ATTR: return 2;
        case STORE_SUBSCR: return 3;
        default: return 0;
    }
}

// Finalizers can tell in which order things die: operands of the failed instruction from the lowest on, as CPython's
// instructions give theirs back, and what lies below them from the top. Each slot is given up before its value dies: a
// finalizer may ask for this frame.
void cut_stack(Frame* frame, int unit, Object** target) {
    constexpr std::ptrdiff_t most = 3;
    Object* operands[most];
    auto opcode = static_cast<Opcode>(frame->code->units()[unit].opcode);
    std::ptrdiff_t count = std::min<std::ptrdiff_t>(operands_left(opcode), frame->stack_pointer - target);
    if (count > 0) {
        frame->stack_pointer -= count;
        std::copy_n(frame->stack_pointer, count, operands);
        for (std::ptrdiff_t index = 0; index < count; ++index) xdecref(operands[index]);
    }
    while (frame->stack_pointer > target) xdecref(*--frame->stack_pointer);
}

}  // namespace

bool unwind_to_handler(ThreadState* thread, Frame* frame, int unit) {
    if (!thread->reraising) add_traceback(thread->exception.get(), frame, unit);
    thread->reraising = false;
    ExceptionHandler handler;
    bool found = find_exception_handler(frame->code, unit, handler);
    cut_stack(frame, unit, frame->stack_base() + (found ? handler.depth : 0));
    if (!found) return false;
    // After a RERAISE that is where it was raised first.
    if (handler.push_lasti) *frame->stack_pointer++ = Int::from(frame->instruction - frame->code->executable).release();
    *frame->stack_pointer++ = thread->exception.release();
    frame->instruction = frame->code->executable + handler.target - 1;
    return true;
}

}  // namespace minipy
