// SPDX-License-Identifier: MIT
// From the instruction that has raised to the handler, frame by frame outwards: what both evaluation loops do when a
// handler of an instruction answers Next::raise. One frame is unwind.cpp's work.
// CPython: Python/ceval.c (exception_unwind, exit_unwind). Next: unwind.cpp, plain_loop.cpp, traced_loop.cpp.
#pragma once

#include <utility>

#include "runtime/exceptions/traceback.hpp"
#include "runtime/memory/reserve.hpp"
#include "vm/machine.hpp"
#include "vm/unwind.hpp"

namespace minipy {

// Leaves a frame that an exception goes through. True: the loop goes on in the caller.
bool leave_by_exception(ThreadState* thread, Frame* frame);

// Whatever has gone wrong, it was for want of memory.
void raise_memory_error_instead();

// For those that tell somebody: the traceback gets its entry first, so that who is told can look at it. True: it was
// raised again. Until it is unwound it counts as such.
inline bool note_raise(ThreadState* thread, Frame* frame, int unit) {
    bool again = std::exchange(thread->reraising, true);
    if (!again) add_traceback(thread->exception.get(), frame, unit);
    return again;
}

// The pending exception was raised at m.current. True: a handler has it, `m` stands before it. False: `m`'s entry frame
// was left. `tell` learns of each frame: tell.raised(frame, unit) before it is unwound, tell.leaves() when it has no
// handler.
template <class Tell>
MINIPY_INLINE bool unwind_frames(Machine& m, Tell& tell) {
    ThreadState* thread = m.thread;
    thread->keyword_names = nullptr;  // an exception may have come between KW_NAMES and CALL
    if (heap::exhausted) [[unlikely]]
        raise_memory_error_instead();
    for (;;) {
        // RERAISE has set the instruction where it was raised first; handlers are looked up by where it is raised now.
        if (!thread->reraising) m.frame->instruction = m.current;
        m.frame->stack_pointer = m.sp;
        int unit = int(m.current - m.code()->executable);
        tell.raised(m.frame, unit);
        if (unwind_to_handler(thread, m.frame, unit)) break;
        tell.leaves();
        Frame* caller = m.frame->previous;
        bool goes_on = leave_by_exception(thread, m.frame);
        heap::memory_error_raised();  // what raising itself took from the reserve is nobody's error
        if (!goes_on) return false;
        m.load(caller);
    }
    heap::memory_error_raised();
    m.load(m.frame);
    return true;
}

}  // namespace minipy
