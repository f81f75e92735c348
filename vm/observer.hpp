// SPDX-License-Identifier: MIT
// The hooks by which someone watches execution. Only the traced loop calls them (loop.cpp): with tracing off they cost
// nothing. trace/ implements an Observer that records; sys.settrace and sys.setprofile are another (python_trace.cpp).
//
// An observer must not run Python code of its own accord, hold counted references, or change what it sees; the
// exception is the observer behind sys.settrace, whose purpose is to run Python code.
#pragma once

#include <string_view>

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

enum class TransferKind : std::uint8_t { read, written };

struct Observer {
    // About to execute the instruction at frame->instruction; the value stack is stack_base() … frame->stack_pointer.
    // `opcode` and `operand` are those of co_code, EXTENDED_ARG included in the operand. `previous_unit` is where the
    // frame was before: a call's last cache unit, what raised when a handler begins, −1 in a new frame.
    virtual Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) = 0;
    // The instruction has been executed and `frame` goes on at `next_unit`. Not called when the instruction left the
    // frame.
    virtual Result<void> after_instruction(Frame* frame, int next_unit) = 0;
    // A frame begins, or a generator's frame goes on (to raise the pending exception, if there is one).
    virtual Result<void> enter(Frame* frame) = 0;
    // The innermost frame has returned or yielded `value` (any status but `yielded` is a return), or is about to end
    // with the pending exception (value null).
    virtual void leave(Object* value, SendStatus status) = 0;
    // The pending exception was raised in, or has come to, `frame`, which stands in its traceback. `again`: by RERAISE
    // or a bare `raise`.
    virtual void raised(Frame* frame, bool again) = 0;

    // The program writes to one of its files, or has read from it. (The text may still wait in a buffer.)
    virtual void transferred(TransferKind kind, int descriptor, std::string_view text) = 0;
    // Output of the program is about to leave the process.
    virtual void about_to_write() = 0;
    // The process ends without coming back to main(): os._exit, a fatal error.
    virtual void process_ends(std::string_view why) = 0;

protected:
    ~Observer() = default;
};

// Null: nobody watches. Set by watch() and unwatch() only.
inline Observer* observer = nullptr;

// From the next instruction on, in every frame. Several may watch; they are called in the order in which they came.
void watch(Observer* newcomer);
void unwatch(Observer* leaver);

}  // namespace minipy
