// SPDX-License-Identifier: MIT
// Module _thread: locks and thread-local storage. CPython: Modules/_threadmodule.c.
// Next: locks.cpp, local.cpp, thread.cpp.
#pragma once

#include <cstdint>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

struct ThreadState;

inline constexpr std::int64_t longest_wait = 9223372036 * std::int64_t(1'000'000'000);  // nanoseconds

extern Type lock_type, rlock_type, local_type, excepthook_arguments_type;

std::uint64_t thread_identity();  // what _thread.get_ident() tells
Ref<Object> allocate_lock();
// The number of the thread that has taken a lock or RLock; 0: nobody has, or it is no lock.
std::uint64_t holder_of(Object* lock);
void free_sentinel_lock(Object* lock);  // if somebody has it

// Of a thread that ends.
void forget_local_values(ThreadState* thread);

// threading.__excepthook__
Result<void> report_uncaught_in_thread(Object* arguments);

}  // namespace minipy
