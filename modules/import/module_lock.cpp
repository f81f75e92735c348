// SPDX-License-Identifier: MIT
// Taking the locks of modules, and how importlib sees them: module_lock.hpp has the idea. The table of locks holds them
// weakly, so that a lock lasts as long as somebody imports or waits; a dying lock takes its row along.
// CPython: Lib/importlib/_bootstrap.py (_ModuleLock, _get_module_lock, _lock_unlock_module).
#include "modules/import/module_lock.hpp"

#include "modules/import/importlib.hpp"
#include "modules/native.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/threads/module_state.hpp"

namespace minipy {

namespace {

ImportState& state() { return module_state<ImportState>(); }

// The type is readied here: the first import comes before that of _imp.
Dict* table() {
    if (!state().module_locks) {
        ready_type(&ModuleLock::type_object);
        state().module_locks = Dict::create();
    }
    return state().module_locks.get();
}

ThreadState* thread_numbered(std::uint64_t number) {
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        if (thread->number == number) return thread;
    }
    return nullptr;
}

// In a forked child, the threads that had locks are gone: their locks are free.
bool is_free_for_me(const ModuleLock* lock) {
    return lock->count == 0 || lock->owner == current_thread->number || thread_numbered(lock->owner) == nullptr;
}

// Would waiting for the lock close a circle? There may be a circle of others; then each step counts as one of theirs.
bool would_deadlock(const ModuleLock* lock) {
    for (std::size_t steps = 0; steps <= interpreter.thread_count; ++steps) {
        const ThreadState* owner = thread_numbered(lock->owner);
        if (owner == nullptr) return false;
        if (owner == current_thread) return true;
        if (owner->waits_for == nullptr || !is<ModuleLock>(owner->waits_for)) return false;
        lock = cast<ModuleLock>(owner->waits_for);
    }
    return false;
}

Result<void> wait_for_release(ModuleLock* lock) {
    ++lock->waiters;
    current_thread->waits_for = lock;
    Result<bool> outcome = lock->wakeup.acquire(-1);
    current_thread->waits_for = nullptr;
    if (outcome.ok()) return {};
    // A release that has counted on this waiter wakes nobody now: the next one takes the permit.
    if (lock->waiters > 0) --lock->waiters;
    return Failure{};
}

}  // namespace

Result<LockOutcome> acquire_module_lock(ModuleLock* lock) {
    Ref<ModuleLock> kept = share(lock);
    while (!is_free_for_me(lock)) {
        if (would_deadlock(lock)) return LockOutcome::deadlock;
        TRY(wait_for_release(lock));
    }
    if (lock->owner != current_thread->number) lock->count = 0;
    lock->owner = current_thread->number;
    ++lock->count;
    return LockOutcome::taken;
}

void release_module_lock(ModuleLock* lock) {
    if (--lock->count > 0) return;
    lock->owner = 0;
    if (lock->waiters == 0) return;
    --lock->waiters;
    lock->wakeup.release();
}

Result<ModuleLock> module_lock_of(Str* name) {
    if (auto* entry = as<WeakReference>(dict_get_name(table(), name))) {
        Ref<Object> found = weak_referent(entry);
        if (found && is<ModuleLock>(found.get())) return ref_cast<ModuleLock>(std::move(found));
    }
    Ref<ModuleLock> made = create<ModuleLock>(share<Object>(name));
    Ref<WeakReference> entry = TRY(weak_reference(made.get(), nullptr));
    TRY(dict_set(table(), name, entry.get()));
    return made;
}

Failure raise_deadlock(ModuleLock* lock) {
    Ref<Str> shown = TRY(repr(lock));
    Ref<Type> error = state().deadlock_error;
    return raise(error ? *error : RuntimeError, "deadlock detected by {}", shown.get());
}

Result<void> ImportInProgress::begin(Str* name) {
    Ref<ModuleLock> lock = TRY(module_lock_of(name));
    if (TRY(acquire_module_lock(lock.get())) == LockOutcome::deadlock) return raise_deadlock(lock.get());
    lock_ = std::move(lock);
    return {};
}

// ---------------------------------------------------------------- waiting for others

namespace {

// A module may be anything, and so may its spec: what goes wrong means no.
bool is_being_imported(Object* module) {
    auto ask = [&]() -> Result<bool> {
        Ref<Object> spec = TRY(find_attribute(module, names::dunder_spec));
        if (!spec) return false;
        Ref<Object> answer = TRY(find_attribute(spec.get(), Str::interned_from("_initializing").get()));
        return answer ? is_true(answer.get()) : Result<bool>(false);
    };
    Result<bool> outcome = ask();
    if (outcome.ok()) return outcome.take();
    clear_exception();
    return false;
}

}  // namespace

Result<void> wait_until_imported(Str* name, Object* module) {
    if (interpreter.thread_count == 1 || !is_being_imported(module)) return {};
    Ref<ModuleLock> lock = TRY(module_lock_of(name));
    if (TRY(acquire_module_lock(lock.get())) == LockOutcome::taken) release_module_lock(lock.get());
    return {};
}

// ---------------------------------------------------------------- as importlib sees it

namespace {

Result<Object> make_lock(Type*, Object* name) { return create<ModuleLock>(share(name)); }

void lock_deallocate(Object* self) {
    auto* lock = static_cast<ModuleLock*>(self);
    auto* name = as<Str>(lock->name.get());
    Dict* locks = state().module_locks.get();
    auto* entry = name == nullptr || locks == nullptr ? nullptr : as<WeakReference>(dict_get_name(locks, name));
    if (entry != nullptr && entry->referent.get() == nullptr) dict_delete_name(locks, name);
    destroy<ModuleLock>(self);
}

Result<bool> lock_acquire(ModuleLock* self) {
    if (TRY(acquire_module_lock(self)) == LockOutcome::deadlock) return raise_deadlock(self);
    return true;
}

Result<void> lock_release(ModuleLock* self) {
    if (self->count == 0 || self->owner != current_thread->number)
        return raise(RuntimeError, "cannot release un-acquired lock");
    release_module_lock(self);
    return {};
}

Result<Object> lock_repr(Object* self) {
    Ref<Str> name = TRY(repr(static_cast<ModuleLock*>(self)->name.get()));
    return Str::from(format_text("_ModuleLock({}) at {}", name.get(), std::uint64_t(self)));
}

Result<Object> get_name(Object* self) { return static_cast<ModuleLock*>(self)->name; }

const Method lock_methods[] = {
    {"acquire(self, /)", bind<lock_acquire>,
     "Waits until no other thread imports the module; _DeadlockError where that thread waits for this one."},
    {"release(self, /)", bind<lock_release>, "Lets another thread import the module."},
};

const Getter lock_getters[] = {{"name", get_name}};

const TypeSpec lock_spec = {
    .name = "_frozen_importlib._ModuleLock",
    .doc = "The lock of one module, for the thread that imports it.",
    .size = sizeof(ModuleLock),
    .weakrefs_offset = offsetof(ModuleLock, weakrefs),
    .slots = {.deallocate = lock_deallocate,
              .new_ = new_by_signature<"_ModuleLock(type, name)", make_lock>,
              .repr = lock_repr},
    .methods = lock_methods,
    .getters = lock_getters,
};

}  // namespace

Type ModuleLock::type_object(lock_spec);

Result<void> give_module_locks(Module* bootstrap) {
    static const Method get_lock = {"_get_module_lock(name)", bind<module_lock_of>,
                                    "Gives the lock of the module with that name."};
    if (!state().deadlock_error)
        state().deadlock_error = TRY(make_exception_class("_frozen_importlib._DeadlockError", {&RuntimeError}));
    bootstrap->set("_DeadlockError", state().deadlock_error.get());
    bootstrap->set("_ModuleLock", &ModuleLock::type_object);
    bootstrap->set("_module_locks", table());
    bootstrap->set("_get_module_lock", NativeFunction::make(&get_lock, nullptr, bootstrap->get(names::dunder_name)));
    return {};
}

}  // namespace minipy
