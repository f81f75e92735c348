// SPDX-License-Identifier: MIT
// Two threads import the same module: one runs its code, the other waits until that is complete. So each module that is
// being imported has a lock, which knows its owner and may be taken several times by it.
//
// A waits for B's module while B waits for A's: that is a circular import in two threads, and whoever would close the
// circle is refused. An import then makes do with a module that is half complete, as circular imports in one thread do.
//
//      thread A ── waits_for ─▶ lock of b ── owner ─▶ thread B ── waits_for ─▶ lock of a ── owner ─▶ thread A
//
// The native importer and the library's importlib must wait for each other, so there is one kind of lock: when
// importlib is loaded, these take the place of its own. All fields are read and changed under the GIL.
//
// CPython: _ModuleLock in Lib/importlib/_bootstrap.py. Next: module_lock.cpp, importer.cpp, import_lock.hpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/modules/module.hpp"
#include "vm/thread_lock.hpp"

namespace minipy {

struct ModuleLock : Object {
    Ref<Object> name;
    std::uint64_t owner = 0;  // a thread's number; 0: nobody
    Size count = 0;           // how often the owner has taken it
    Size waiters = 0;         // those that have been counted will be woken, one by each release
    Object* weakrefs = nullptr;
    ThreadLock wakeup;  // taken, but for the moment between a release and the waiter's awakening
    ModuleLock(Type* lock_type, Ref<Object> of) : Object(lock_type), name(std::move(of)) { wakeup.try_acquire(); }
    static Type type_object;
};

enum class LockOutcome : std::uint8_t { taken, deadlock };
// Fails when the handler of a signal raised.
Result<LockOutcome> acquire_module_lock(ModuleLock* lock);
void release_module_lock(ModuleLock* lock);  // by its owner

// The lock of the module with that name, the same one for all who ask while somebody has it.
Result<ModuleLock> module_lock_of(Str* name);

// RuntimeError: deadlock detected by _ModuleLock('name') at 140
Failure raise_deadlock(ModuleLock* lock);

// Until its end, no other thread imports the module.
class ImportInProgress {
public:
    ImportInProgress() = default;
    ~ImportInProgress() {
        if (lock_) release_module_lock(lock_.get());
    }
    ImportInProgress(const ImportInProgress&) = delete;
    ImportInProgress& operator=(const ImportInProgress&) = delete;
    Result<void> begin(Str* name);

private:
    Ref<ModuleLock> lock_;
};

// The module is in sys.modules: if another thread still runs its code, waits until that has come to an end.
Result<void> wait_until_imported(Str* name, Object* module);

// Puts the locks in the place of importlib's own.
Result<void> give_module_locks(Module* bootstrap);

}  // namespace minipy
