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

// Set asynchronously: by signal handlers, by other threads, by an allocation that makes a collection due.
inline volatile bool eval_breaker = false;

}  // namespace minipy
