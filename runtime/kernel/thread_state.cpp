// SPDX-License-Identifier: MIT
// Recursion limits. CPython: Python/ceval.c (_Py_CheckRecursiveCall).
#include "runtime/kernel/thread_state.hpp"

#include <utility>

#include "runtime/kernel/errors.hpp"

namespace minipy {

// The guard has counted one level already. While a RecursionError is being handled, fifty levels more are allowed, so
// that handlers can run.
bool RecursionGuard::enter_slow(const char* where) {
    constexpr int headroom = 50;
    ThreadState* thread = current_thread;
    char here;
    bool native_stack_left = thread->raising_recursion_error || &here > thread->native_stack_end;
    if (native_stack_left && thread->recursion_headroom > 0 && thread->recursion_remaining > -headroom) return true;
    ++thread->recursion_headroom;
    bool raising = std::exchange(thread->raising_recursion_error, true);
    (void)raise(RecursionError, "maximum recursion depth exceeded{}", where);
    thread->raising_recursion_error = raising;
    --thread->recursion_headroom;
    ++thread->recursion_remaining;
    return false;
}

}  // namespace minipy
