// SPDX-License-Identifier: MIT
// Recursion limits. CPython: Python/ceval.c (_Py_CheckRecursiveCall).
#include "runtime/kernel/thread_state.hpp"

#include <cstdint>
#include <utility>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy {

namespace {

// While the exception is made that says why the gate is closed, it is open, as far as the margin goes; also when the
// memory for that exception comes from the reserve.
class OpenGate {
public:
    OpenGate() : was_held_open_(std::exchange(current_thread->gate_is_held_open, true)) {
        current_thread->native_stack_end = current_thread->native_stack_limit - current_thread->native_stack_margin / 2;
    }
    ~OpenGate() {
        current_thread->gate_is_held_open = was_held_open_;
        update_gate();
    }
    OpenGate(const OpenGate&) = delete;
    OpenGate& operator=(const OpenGate&) = delete;

private:
    heap::SetExhaustionAside exhaustion_;
    bool was_held_open_;
};

}  // namespace

void update_gate() {
    if (current_thread == nullptr || current_thread->gate_is_held_open) return;
    current_thread->native_stack_end =
        heap::exhausted ? reinterpret_cast<char*>(UINTPTR_MAX) : current_thread->native_stack_limit;
}

Failure raise_gate_closed(const char* where) {
    ThreadState* thread = current_thread;
    bool memory_ended = heap::exhausted;
    OpenGate open;
    if (memory_ended) return raise_no_memory();
    ++thread->recursion_headroom;
    Failure failure = raise(RecursionError, "maximum recursion depth exceeded{}", where);
    --thread->recursion_headroom;
    return failure;
}

// The guard has counted one level already. While a RecursionError is being handled, fifty levels more are allowed, so
// that handlers can run.
bool RecursionGuard::enter_slow(const char* where) {
    constexpr int headroom = 50;
    ThreadState* thread = current_thread;
    if (!gate_is_closed() && thread->recursion_headroom > 0 && thread->recursion_remaining > -headroom) return true;
    (void)raise_gate_closed(where);
    ++thread->recursion_remaining;
    return false;
}

}  // namespace minipy
