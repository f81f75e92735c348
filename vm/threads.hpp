// SPDX-License-Identifier: MIT
// Threads of Python: an OS thread with a ThreadState, which takes its part in the struggle for the GIL.
//
//      start_thread()          the new thread
//      ThreadState, frames     │
//      pthread_create ────────▶│ finds its native stack, takes the GIL
//      returns the id          │ calls the function
//                              │ clears its state, frees its sentinel (join() waits for that), drops the GIL
//
// CPython: Modules/_threadmodule.c (thread_run), Python/thread_pthread.h. Next: threads.cpp, gil.hpp.
#pragma once

#include <cstddef>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"

namespace minipy {

// Calls `function` in a new thread, and returns the thread's id. What it raises goes to sys.unraisablehook; SystemExit
// just ends it. `keywords` may be null.
Result<std::uint64_t> start_thread(Ref<Object> function, Ref<Tuple> arguments, Ref<Dict> keywords);

// Bytes of native stack that new threads have; 0: what the system gives. Belongs to the interpreter.
std::size_t thread_stack_size();
// False: the system does not allow so few.
[[nodiscard]] bool set_thread_stack_size(std::size_t size);

// What modules/threads does at a thread's end, under the GIL, before the thread's state is cleared; and after that.
inline void (*on_thread_end)(ThreadState* thread) = nullptr;
inline void (*free_sentinel)(Object* lock) = nullptr;
// What it says on stderr when every thread waits for another one: on Ctrl-C, and with -X deadlock=report at once.
inline void (*tell_deadlock)() = nullptr;

// In a forked child: the other threads are not there. Their states go, and the GIL begins anew.
void forget_other_threads();

// Waits for the threads that are not daemons (threading._shutdown()). At exit.
void join_threads();

}  // namespace minipy
