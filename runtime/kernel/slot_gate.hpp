// SPDX-License-Identifier: MIT
// The gate of slot calls: every call of a slot from C++ goes through call_slot().
//
// A slot may be anything: C++ code that calls the next slot, or a dunder method written in Python. So two things must
// be asked each time, and are asked here, in one comparison. Is there native stack left? Hash of a tuple in a tuple in
// a tuple …, a proxy of a proxy, `__str__ = repr; __repr__ = str`: they recurse in C++ without a Python frame between.
// And is there memory left? Native code may go on for long after an allocation was served from the reserve
// (memory/reserve.hpp).
//
//      hash(object) ──▶ call_slot(type->slots.hash, object) ──▶ tuple_hash ──▶ hash(item) ──▶ call_slot(…) …
//                              │ stack or memory has ended
//                              └──▶ RecursionError, MemoryError
//
// Exempt are the slots that cannot fail and guard themselves: deallocate (memory/deallocate.cpp queues), traverse,
// clear, finalize, release_buffer. Python's own limit, sys.setrecursionlimit(), is counted by RecursionGuard in
// thread_state.hpp where CPython counts it.
//
// CPython: Python/ceval.c (_Py_EnterRecursiveCall), at some of these calls. Next: thread_state.hpp.
#pragma once

#include <utility>

#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy {

// RecursionError, or MemoryError if that is why the gate is closed. `where` ends the message.
Failure raise_gate_closed(const char* where = "");

// `slot` has been found on the type of one of the arguments, which the caller keeps alive.
template <class R, class... Parameters, class... Given>
inline R call_slot(R (*slot)(Parameters...), Given&&... arguments) {
    if (gate_is_closed()) [[unlikely]]
        return raise_gate_closed(" while calling a Python object");
    return slot(std::forward<Given>(arguments)...);
}

// Has a slot of an operator or a comparison decided? NotImplemented: the other operand is asked.
inline bool is_answer(const Result<Object>& result) { return result.failed() || result.get() != &NotImplemented; }

}  // namespace minipy
