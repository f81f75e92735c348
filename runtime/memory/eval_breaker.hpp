// SPDX-License-Identifier: MIT
// The eval breaker: one flag by which somebody asks the evaluation loop for attention.
//
// The loop looks at it at its safe points, which are CPython 3.11's: RESUME, backward jumps, after calls of native
// code. There, and only there, signal handlers run and due collections happen (handle_pending() in
// threads/interpreter.hpp). So an allocation never runs Python code: it only makes a collection due.
//
// CPython: Python/ceval_gil.h (eval_breaker). Next: gc.hpp.
#pragma once

namespace minipy {

// Atomic by the compiler's own functions: std::atomic's are calls where the compiler thinks that a branch is rare.
class EvalBreaker {
public:
    void operator=(bool value) { __atomic_store_n(&is_set_, value, __ATOMIC_RELEASE); }
    [[gnu::always_inline]] operator bool() const { return __atomic_load_n(&is_set_, __ATOMIC_ACQUIRE); }

private:
    bool is_set_ = false;
};

// Set asynchronously: by signal handlers, by threads that want the GIL, by an allocation that makes a collection due.
inline constinit EvalBreaker eval_breaker;

}  // namespace minipy
