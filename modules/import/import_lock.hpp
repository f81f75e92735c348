// SPDX-License-Identifier: MIT
// The import lock: what importlib takes for a moment to look up the lock of a module (_imp.acquire_lock), what is held
// while importlib itself is loaded, and around a fork, so that the child finds nobody half-way through these.
// A thread may take it several times. It is no bar to imports in other threads: they wait for each other by module
// (module_lock.hpp).
//
// CPython: Python/import.c (_PyImport_AcquireLock). Next: import_lock.cpp.
#pragma once

#include <cstdint>

#include "runtime/object/result.hpp"
#include "vm/thread_lock.hpp"

namespace minipy {

// Belongs to the interpreter (ImportState).
struct ImportLock {
    ThreadLock lock;
    std::uint64_t owner = 0;  // a thread's number; 0: nobody
    Size count = 0;
};

// Fails when the handler of a signal raised while it waited.
Result<void> acquire_import_lock();
// False: this thread does not have it.
[[nodiscard]] bool release_import_lock();
bool import_lock_is_held();  // by any thread

}  // namespace minipy
