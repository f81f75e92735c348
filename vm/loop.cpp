// SPDX-License-Identifier: MIT
// Around the two evaluation loops: which of them runs, how deep they may nest, and how an exception leaves a frame.
// CPython: Python/ceval.c (_PyEval_Vector, _PyEval_EvalFrame). Next: plain_loop.cpp, traced_loop.cpp.
#include "vm/loop.hpp"

#include "runtime/kernel/errors.hpp"
#include "vm/leave_frame.hpp"
#include "vm/observer.hpp"
#include "vm/unwind_frames.hpp"

namespace minipy {

bool leave_by_exception(ThreadState* thread, Frame* frame) {
    Generator* generator = frame->generator;
    bool entry = frame->is_entry;
    thread->frame = frame->previous;
    leave_frame(thread, frame);
    if (entry) return false;
    if (generator != nullptr) {
        leave_generator(thread, generator);
        finish_with_exception(generator);
    }
    return true;
}

void raise_memory_error_instead() {
    heap::memory_error_raised();
    if (exception_matches(MemoryError)) return;
    clear_exception();
    (void)raise_no_memory();
}

namespace {

Result<Object> run_unguarded(ThreadState* thread, Frame* frame) {
    for (bool begins = true;; begins = false) {
        Result<Object> result =
            execution_watchers.empty() ? run_plain_loop(thread, frame) : run_traced_loop(thread, frame, begins);
        if (!thread->switches_loop) [[likely]]
            return result;
        thread->switches_loop = false;
        frame = thread->frame;
    }
}

}  // namespace

// A function's frame was counted as a level of recursion where it was pushed; a generator's is while it runs.
Result<Object> run_frame(ThreadState* thread, Frame* entry) {
    if (entry->generator == nullptr) {
        if (!native_stack_is_low()) [[likely]]
            return run_unguarded(thread, entry);
        (void)raise(RecursionError, "maximum recursion depth exceeded");
    } else {
        RecursionGuard guard("");
        if (!guard.failed()) return run_unguarded(thread, entry);
    }
    (void)leave_by_exception(thread, entry);
    return Failure{};
}

}  // namespace minipy
