// SPDX-License-Identifier: MIT
// The hooks by which someone watches execution. Only the traced loop calls them (loop.cpp): with tracing off they cost
// nothing. trace/ implements an Observer that records; sys.settrace and sys.setprofile are another (python_trace.cpp).
//
// An observer must not run Python code of its own accord, hold counted references, or change what it sees; the exception is
// the observer behind sys.settrace, whose purpose is to run Python code.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

struct Observer {
    // About to execute the instruction at frame->instruction; the value stack is stack_base() … frame->stack_pointer.
    // `opcode` and `operand` are those of co_code, EXTENDED_ARG included in the operand.
    virtual Result<void> before_instruction(Frame* frame, int opcode, int operand) = 0;
    // The instruction has been executed and `frame` goes on. Not called when the instruction left the frame.
    virtual void after_instruction(Frame* frame) = 0;
    // A frame begins, or a generator's frame goes on.
    virtual Result<void> enter(Frame* frame) = 0;
    // The innermost frame has returned or yielded `value`, or is about to end with the pending exception (value null).
    virtual void leave(Object* value, bool yields) = 0;
    // The pending exception was raised in, or has come to, `frame`.
    virtual void raised(Frame* frame) = 0;

protected:
    ~Observer() = default;
};

// Null: nobody watches. Set it only while no Python code runs, or from the observer itself.
inline Observer* observer = nullptr;

}  // namespace minipy
