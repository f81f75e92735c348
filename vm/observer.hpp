// SPDX-License-Identifier: MIT
// What an observer of execution is told. Only the traced loop tells it (traced_loop.cpp): with tracing off it costs
// nothing. trace/ has one that records; sys.settrace and sys.setprofile are another (python_trace.cpp).
//
// An observer must not run Python code of its own accord, hold counted references, or change what it sees; the
// exception is the one behind sys.settrace, whose purpose is to run Python code.
//
// CPython: Python/ceval.c (call_trace). Next: observer.cpp, traced_loop.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "vm/watchers.hpp"

namespace minipy {

struct LoopLabels;

// A loop that tells its observer by itself what that wants to know: the functions of ExecutionObserver are not called.
struct OwnLoop {
    // As run_traced_loop(); ends with thread->switches_loop when its labels say so.
    Result<Object> (*run)(ThreadState* thread, Frame* frame, bool begins);
    LoopLabels* labels;
};

struct ExecutionObserver {
    // Runs as long as nobody else watches. Null: the traced loop does.
    virtual const OwnLoop* own_loop() const { return nullptr; }
    // About to execute the instruction at frame->instruction; the value stack is stack_base() … frame->stack_pointer.
    // `opcode` and `operand` are those of co_code, EXTENDED_ARG included in the operand. `previous_unit` is where the
    // frame was before: a call's last cache unit, what raised when a handler begins, −1 in a new frame.
    virtual Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) = 0;
    // A trace function has sent the frame to another line (frame.f_lineno): the instruction that is executed is not that
    // of before_instruction(), but the one at frame->instruction.
    virtual void sent_elsewhere(Frame*, int /*opcode*/, int /*operand*/) {}
    // The instruction has been executed and `frame` goes on at `next_unit`. Not called when the instruction left the
    // frame.
    virtual Result<void> after_instruction(Frame* frame, int next_unit) = 0;
    // A frame begins, or a generator's frame goes on (to raise the pending exception, if there is one).
    virtual Result<void> enter(Frame* frame) = 0;
    // The innermost frame has returned or yielded `value` (any status but `yielded` is a return), or is about to end
    // with the pending exception (value null).
    virtual void leave(Object* value, SendStatus status) = 0;
    // The pending exception was raised in, or has come to, `frame`, which stands in its traceback. `unit` is what the
    // exception table is looked up with; frame->instruction may be where it was raised first. `again`: by RERAISE or a
    // bare `raise`.
    virtual void raised(Frame* frame, int unit, bool again) = 0;

protected:
    ~ExecutionObserver() = default;
};

// Changed by watch() and unwatch() only.
inline Watchers<ExecutionObserver> execution_watchers;

// That of the only observer; null if there is none, or several. And the one that ran last.
inline const OwnLoop *own_loop = nullptr, *last_own_loop = nullptr;

// From the next instruction on, in every frame.
void watch(ExecutionObserver* newcomer);
void unwatch(ExecutionObserver* leaver);

}  // namespace minipy
