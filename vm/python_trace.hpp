// SPDX-License-Identifier: MIT
// sys.settrace and sys.setprofile: Python functions that are told what happens.
//
//      trace     call ─▶ line, opcode … ─▶ exception … ─▶ return     each frame has a function of its own (f_trace)
//      profile   call, c_call, c_return, c_exception, return         one function for all frames of the thread
//
// An observer like the one behind --trace; while one of the functions runs, nothing is reported (thread->tracing).
// CPython: Python/ceval.c (call_trace …), Python/sysmodule.c (trace_trampoline). Next: python_trace.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

struct ThreadState;

// Of the current thread; null: none.
void set_trace_function(Ref<Object> function);
void set_profile_function(Ref<Object> function);

// For the time of a scope neither function is told anything.
class TraceFunctionsAside {
public:
    TraceFunctionsAside();
    ~TraceFunctionsAside();
    TraceFunctionsAside(const TraceFunctionsAside&) = delete;
    TraceFunctionsAside& operator=(const TraceFunctionsAside&) = delete;
};

// Calls function(*arguments) so that it can trace, although a trace function may be running: for debuggers.
Result<Object> call_with_tracing(Object* function, Object* arguments);

// Of a thread that ends: its functions, and what is kept for them.
void end_tracing(ThreadState* thread);

}  // namespace minipy
