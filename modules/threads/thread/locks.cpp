// SPDX-License-Identifier: MIT
// _thread.lock and _thread.RLock. A lock is a semaphore with one place; an RLock is a lock that knows its owner and
// counts. A thread that waits goes on waiting after a signal, unless the signal's handler raises.
// CPython: Modules/_threadmodule.c, Python/thread_pthread.h. Next: local.cpp, thread.cpp.
#include "modules/native.hpp"
#include "modules/threads/deadlock.hpp"
#include "modules/threads/thread/thread.hpp"
#include "runtime/functions/parsed_arguments.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/clock.hpp"
#include "vm/thread_lock.hpp"
#include "vm/thread_observer.hpp"

namespace minipy {

namespace {

// The arguments of acquire(), in nanoseconds: −1 to wait for ever, 0 for a mere try.
Result<std::int64_t> waiting_time(bool blocking, Object* timeout) {
    constexpr std::int64_t for_ever = -nanoseconds_in_second;  // timeout=-1
    std::int64_t nanoseconds = TRY(parse_duration(timeout, nanoseconds_in_second));
    if (!blocking && nanoseconds != for_ever)
        return raise(ValueError, "can't specify a timeout for a non-blocking call");
    if (nanoseconds < 0 && nanoseconds != for_ever) return raise(ValueError, "timeout value must be positive");
    if (nanoseconds > longest_wait) return raise(OverflowError, "timeout value is too large");
    if (!blocking) return 0;
    return nanoseconds < 0 ? -1 : nanoseconds;
}

void tell(LockEvent event, Object* object) {
    if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::lock_changes>(event, object);
}

// Takes the lock of an object, within so many nanoseconds (waiting_time()).
Result<bool> locks_take(Object* object, ThreadLock& lock, std::int64_t nanoseconds) {
    Ref<Object> kept = share(object);
    bool taken = lock.try_acquire();
    if (!taken && nanoseconds != 0) {
        tell(LockEvent::waits, object);
        current_thread->waits_for = object;
        current_thread->waits_without_limit = nanoseconds < 0;
        if (interpreter.tells_deadlocks) tell_deadlock_if_any();
        Result<bool> outcome = lock.acquire(nanoseconds);
        current_thread->waits_for = nullptr;
        taken = outcome.ok() && outcome.take();
        if (!taken) tell(LockEvent::gave_up, object);
        if (exception_pending()) return Failure{};
    }
    if (taken) tell(LockEvent::acquired, object);
    return taken;
}

void free(Object* object, ThreadLock& lock) {
    tell(LockEvent::released, object);
    lock.release();
}

// ---------------------------------------------------------------- lock

struct Lock : Object {
    bool locked;
    std::uint64_t holder;  // number of the thread that took it last: for who asks in a deadlock; nobody owns a lock
    Object* weakrefs;
    ThreadLock lock;
    static constexpr Type& type_object = lock_type;
};

Ref<Lock> make_lock() {
    Object* memory = allocate_object(&lock_type, sizeof(Lock));
    auto* made = cast<Lock>(memory);
    made->locked = false;
    made->holder = 0;
    made->weakrefs = nullptr;
    new (&made->lock) ThreadLock;
    return adopt(made);
}

void lock_deallocate(Object* self) {
    static_cast<Lock*>(self)->lock.~ThreadLock();
    free_instance(self);
}

Result<bool> lock_acquire(Lock* self, bool blocking, Object* timeout) {
    Ref<Lock> kept = share(self);
    if (!TRY(locks_take(self, self->lock, TRY(waiting_time(blocking, timeout))))) return false;
    self->locked = true;
    self->holder = current_thread->number;
    return true;
}

Result<void> lock_release(Lock* self) {
    if (!self->locked) return raise(RuntimeError, "release unlocked lock");
    self->locked = false;
    free(self, self->lock);
    return {};
}

Result<bool> lock_locked(Lock* self) { return self->locked; }
Result<void> lock_exit(Lock* self, const Arguments&) { return lock_release(self); }

Result<void> lock_at_fork_reinit(Lock* self) {
    self->lock.~ThreadLock();
    new (&self->lock) ThreadLock;
    self->locked = false;
    return {};
}

Result<Object> lock_repr(Object* object) {
    auto* self = cast<Lock>(object);
    return Str::from(
        format_text("<{} {} object at {}>", self->locked ? "locked" : "unlocked", type_name(self), address_of(object)));
}

const Method lock_methods[] = {
    {"acquire_lock(self, /, blocking=True, timeout=-1)", bind<lock_acquire>, "Old name of acquire()."},
    {"acquire(self, /, blocking=True, timeout=-1)", bind<lock_acquire>,
     "Waits until the lock is free and takes it; gives False if blocking or timeout cut the wait short."},
    {"release_lock(self, /)", bind<lock_release>, "Old name of release()."},
    {"release(self, /)", bind<lock_release>, "Frees the lock; any thread may do so."},
    {"locked_lock(self, /)", bind<lock_locked>, "Old name of locked()."},
    {"locked(self, /)", bind<lock_locked>, "Tells whether someone has the lock."},
    {"__enter__(self, /, blocking=True, timeout=-1)", bind<lock_acquire>, "Takes the lock, as acquire() does."},
    {"__exit__(self, /, *exc_info)", bind<lock_exit>, "Frees the lock."},
    {"_at_fork_reinit(self, /)", bind<lock_at_fork_reinit>},
};

const TypeSpec lock_spec = {
    .name = "_thread.lock",
    .doc = "A lock that one thread at a time can have; it knows no owner.",
    .size = sizeof(Lock),
    .flags = TypeFlag::no_instantiation,
    .weakrefs_offset = offsetof(Lock, weakrefs),
    .slots = {.deallocate = lock_deallocate, .repr = lock_repr},
    .methods = lock_methods,
};

// ---------------------------------------------------------------- RLock

struct RLock : Object {
    std::uint64_t owner;   // the thread's id; 0: nobody
    std::uint64_t holder;  // its number, which stays
    Size count;
    Object* weakrefs;
    ThreadLock lock;
    static constexpr Type& type_object = rlock_type;
};

Result<Object> rlock_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    new (&cast<RLock>(object.get())->lock) ThreadLock;
    return object;
}

void rlock_deallocate(Object* self) {
    static_cast<RLock*>(self)->lock.~ThreadLock();
    free_instance(self);
}

bool is_mine(RLock* self) { return self->count > 0 && self->owner == thread_identity(); }

Result<bool> rlock_acquire(RLock* self, bool blocking, Object* timeout) {
    std::int64_t nanoseconds = TRY(waiting_time(blocking, timeout));
    if (is_mine(self)) {
        ++self->count;
        return true;
    }
    Ref<RLock> kept = share(self);
    if (!TRY(locks_take(self, self->lock, nanoseconds))) return false;
    self->owner = thread_identity();
    self->holder = current_thread->number;
    self->count = 1;
    return true;
}

Result<void> rlock_release(RLock* self) {
    if (!is_mine(self)) return raise(RuntimeError, "cannot release un-acquired lock");
    if (--self->count > 0) return {};
    self->owner = 0;
    free(self, self->lock);
    return {};
}

Result<void> rlock_exit(RLock* self, const Arguments&) { return rlock_release(self); }
Result<bool> rlock_is_owned(RLock* self) { return is_mine(self); }

// For threading.Condition: gives the lock up whatever its count, and takes it again with that count.
Result<Object> rlock_release_save(RLock* self) {
    if (self->count == 0) return raise(RuntimeError, "cannot release un-acquired lock");
    Ref<Int> count = Int::from(self->count), owner = Int::from_unsigned(self->owner);
    self->count = 0;
    self->owner = 0;
    free(self, self->lock);
    return Tuple::of({count.get(), owner.get()});
}

const char* shown_type(Object* object) { return is_none(object) ? "None" : type_name(object); }

// `saved` is what _release_save() gave: (count, owner).
Result<void> rlock_acquire_restore(RLock* self, Object* saved) {
    auto* state = as<Tuple>(saved);
    if (state == nullptr)
        return raise(TypeError, "_acquire_restore() argument 1 must be 2-item sequence, not {}", shown_type(saved));
    if (state->length != 2)
        return raise(TypeError, "_acquire_restore() argument 1 must be sequence of length 2, not {}", state->length);
    for (Size index = 0; index < 2; ++index) {
        if (is<Int>((*state)[index])) continue;
        return raise(TypeError, "_acquire_restore() argument 1, item {} must be int, not {}", index,
                     shown_type((*state)[index]));
    }
    std::uint64_t count = TRY(parse_bits((*state)[0])), owner = TRY(parse_bits((*state)[1]));
    Ref<RLock> kept = share(self);
    TRY(locks_take(self, self->lock, -1));
    self->count = Size(count);
    self->owner = owner;
    self->holder = current_thread->number;
    return {};
}

Result<void> rlock_at_fork_reinit(RLock* self) {
    self->lock.~ThreadLock();
    new (&self->lock) ThreadLock;
    self->owner = 0;
    self->count = 0;
    return {};
}

Result<Object> rlock_repr(Object* object) {
    auto* self = cast<RLock>(object);
    return Str::from(format_text("<{} {} object owner={} count={} at {}>", self->count > 0 ? "locked" : "unlocked",
                                 type_name(self), self->owner, self->count, address_of(object)));
}

const Method rlock_methods[] = {
    {"acquire(self, /, blocking=True, timeout=-1)", bind<rlock_acquire>,
     "Takes the lock, again if this thread has it already: each time asks for a release() of its own."},
    {"release(self, /)", bind<rlock_release>,
     "Frees the lock if this was the first acquire(); RuntimeError if another thread has it."},
    {"_is_owned(self, /)", bind<rlock_is_owned>, "Tells whether this thread has the lock; for Condition."},
    {"_acquire_restore(self, state, /)", bind<rlock_acquire_restore>,
     "Takes the lock as often as before the wait; for Condition."},
    {"_release_save(self, /)", bind<rlock_release_save>,
     "Frees the lock however often it was taken, and tells how often; for Condition."},
    {"__enter__(self, /, blocking=True, timeout=-1)", bind<rlock_acquire>, "Takes the lock, as acquire() does."},
    {"__exit__(self, /, *exc_info)", bind<rlock_exit>, "Frees the lock."},
    {"_at_fork_reinit(self, /)", bind<rlock_at_fork_reinit>},
};

const TypeSpec rlock_spec = {
    .name = "_thread.RLock",
    .size = sizeof(RLock),
    .flags = TypeFlag::base_type,
    .weakrefs_offset = offsetof(RLock, weakrefs),
    .slots = {.deallocate = rlock_deallocate, .new_ = rlock_new, .repr = rlock_repr},
    .methods = rlock_methods,
};

}  // namespace

Type lock_type(lock_spec);
Type rlock_type(rlock_spec);

Ref<Object> allocate_lock() { return make_lock(); }

std::uint64_t holder_of(Object* lock) {
    if (auto* plain = as<Lock>(lock)) return plain->locked ? plain->holder : 0;
    if (auto* reentrant = as<RLock>(lock)) return reentrant->count > 0 ? reentrant->holder : 0;
    return 0;
}

void free_sentinel_lock(Object* lock) {
    if (cast<Lock>(lock)->locked && lock_release(cast<Lock>(lock)).failed()) clear_exception();
}

}  // namespace minipy
