// SPDX-License-Identifier: MIT
// Taking and releasing the import lock. CPython: Python/import.c. Next: import_lock.hpp, imp.cpp.
#include "modules/import/import_lock.hpp"

#include "modules/import/importlib.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy {

namespace {

ImportLock& import_lock() { return module_state<ImportState>().lock; }

}  // namespace

Result<void> acquire_import_lock() {
    if (import_lock().owner != current_thread->number) {
        TRY(import_lock().lock.acquire(-1));
        import_lock().owner = current_thread->number;
    }
    ++import_lock().count;
    return {};
}

bool release_import_lock() {
    ImportLock& held = import_lock();
    if (held.owner != current_thread->number) return false;
    if (--held.count > 0) return true;
    held.owner = 0;
    held.lock.release();
    return true;
}

bool import_lock_is_held() { return import_lock().owner != 0; }

}  // namespace minipy
