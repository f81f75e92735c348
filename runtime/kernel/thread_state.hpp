// SPDX-License-Identifier: MIT
// What one thread of Python execution has for itself: its frames, its pending exception, its recursion limits.
//
//      current_thread ─▶ ThreadState ── frame ─▶ Frame (innermost) ─▶ Frame ─▶ … (functions/frame.hpp)
//                             ├── exception        pending: set by raise(), taken by who handles it
//                             └── handled ─▶ HandledException ─▶ …   what sys.exc_info() shows; one per generator
//
// Two limits guard against endless recursion: Python's own, in calls (sys.setrecursionlimit), and the native stack's
// end. CPython: Include/cpython/pystate.h (PyThreadState, _PyErr_StackItem). Next: thread_state.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Frame;
struct ExceptionObject;
class ReprGuard;
struct TracedCalls;

// The exception being handled by some `except` block; generators have a link of their own in the chain.
struct HandledException {
    Ref<Object> value;  // null: none
    HandledException* previous = nullptr;
};

// What trace functions are told of (vm/python_trace.hpp).
enum class TraceEvent : std::uint8_t { call, exception, line, return_, c_call, c_exception, c_return, opcode };

struct ThreadState {
    Frame* frame = nullptr;  // innermost running frame; null when no Python code runs
    Ref<Object> exception;   // the pending exception, always an instance
    HandledException* handled = &bottom;
    HandledException bottom;
    Tuple* keyword_names = nullptr;  // between KW_NAMES and CALL; borrowed from the constants
    int recursion_remaining = 1000;
    int recursion_limit = 1000;
    int recursion_headroom = 0;          // > 0 while a RecursionError is being handled …
    char* native_stack_limit = nullptr;  // lowest address that native code may use; behind it lies a margin
    char* native_stack_end = nullptr;    // the same, unless the gate is closed for another reason (update_gate())
    bool gate_is_held_open = false;      // the exception is being made that says why it is closed
    // Bytes behind native_stack_limit: enough to make and raise the exception that says so.
    std::size_t native_stack_margin = 0;
    Object** stack_begin = nullptr;  // the contiguous region of frames (functions/frame.hpp)
    Object** stack_end = nullptr;
    Object** stack_top = nullptr;  // first free slot
    // Deferred deallocations (memory/deallocate.cpp).
    int deallocation_depth = 0;
    Object* deallocation_queue = nullptr;
    // sys.settrace / sys.setprofile; null when off
    Ref<Object> trace_function, profile_function;
    SendStatus generator_status = SendStatus::returned;  // why evaluate() came back: a frame returned or yielded
    bool reraising = false;      // the pending exception was raised again: no new traceback entry
    bool switches_loop = false;  // the evaluation loop was left for the other one, not for good (vm/loop.hpp)
    int tracing = 0;             // > 0 while a trace function runs …
    TraceEvent traced_event = TraceEvent::call;  // … for this event
    bool tells_trace = false;                    // one of the functions is to be called
    int coroutine_origin_depth = 0;              // how many callers a new coroutine notes (cr_origin)
    Ref<Object> context;                         // contextvars
    Ref<Object> async_generator_first_iteration, async_generator_finalizer;
    Ref<Object> dict;                     // what native code keeps for a thread
    Ref<Object> body;                     // of a thread that has not begun yet: a tuple of what it is to call
    Ref<Object> sentinel;                 // a lock that is freed when the thread has ended (_thread._set_sentinel)
    ReprGuard* innermost_repr = nullptr;  // of the objects whose repr is being made (text.hpp)
    TracedCalls* traced_calls = nullptr;  // what python_trace.cpp keeps for the thread; owned
    int interpreter_scopes = 0;           // heap::InterpreterIsAtWork, while others have the GIL
    std::uint64_t system_id = 0;          // pthread_self()
    std::uint64_t id = 0;         // what the program sees: the same, which the next thread may get when this one
                                  // has ended; the number, where a schedule makes all runs alike
    std::uint64_t number = 1;     // no other thread ever has it; 1: the main thread
    Object* waits_for = nullptr;       // a lock; borrowed from whoever waits
    bool waits_without_limit = false;  // … as long as it takes
    ThreadState *previous = nullptr, *next = nullptr;  // in the interpreter's list
};

// The thread that holds the GIL (vm/gil.hpp), which swaps it: all that follows is for the holder only.
inline constinit ThreadState* current_thread = nullptr;

// The gate of slot calls (slot_gate.hpp) asks for nothing but native_stack_end. When memory has ended, that is higher
// than any address, so that the gate is closed until MemoryError has been raised.
void update_gate();

// Counts one level of native recursion for the time of a C++ scope. `where` ends the message, as in
// "maximum recursion depth exceeded while calling a Python object".
class RecursionGuard {
public:
    explicit RecursionGuard(const char* where) : ok_(enter(where)) {}
    ~RecursionGuard() {
        if (ok_) ++current_thread->recursion_remaining;
    }
    RecursionGuard(const RecursionGuard&) = delete;
    RecursionGuard& operator=(const RecursionGuard&) = delete;
    [[nodiscard]] bool failed() const { return !ok_; }  // RecursionError has been raised

private:
    static bool enter(const char* where) {
        char here;
        if (--current_thread->recursion_remaining >= 0 && &here > current_thread->native_stack_end) [[likely]]
            return true;
        return enter_slow(where);
    }
    static bool enter_slow(const char* where);
    bool ok_;
};

// Is the native stack too low for a deep C++ recursion (deallocation, parsing)? Raises nothing.
inline bool native_stack_is_low() {
    char here;
    return current_thread != nullptr && &here < current_thread->native_stack_limit;
}

// Has native stack or memory ended? Raises nothing; raise_gate_closed() in slot_gate.hpp does.
inline bool gate_is_closed() {
    char here;
    return &here < current_thread->native_stack_end;
}

}  // namespace minipy
