// SPDX-License-Identifier: MIT
// _thread.lock and _thread.RLock. A lock is a semaphore with one place; an RLock is a lock that knows its owner and
// counts.
// CPython: Modules/_threadmodule.c, Python/thread_pthread.h. Next: local.cpp, thread.cpp.
#include "modules/native.hpp"
#include "modules/threads/thread/gate.hpp"
#include "modules/threads/thread/thread.hpp"

namespace minipy {

namespace {

// The arguments of acquire(): −1 to wait for ever, 0 for a mere try.
Result<double> waiting_time(bool blocking, Object* timeout) {
    double seconds = TRY(to_seconds(timeout));
    if (!blocking && seconds != -1) return raise(ValueError, "can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds != -1) return raise(ValueError, "timeout value must be positive");
    if (seconds > longest_wait) return raise(OverflowError, "timeout value is too large");
    return blocking ? seconds : 0;
}

// ---------------------------------------------------------------- lock

struct Lock : Object {
    bool locked;
    Object* weakrefs;
    Gate gate;
    static constexpr Type& type_object = lock_type;
};

Ref<Lock> make_lock() {
    Object* memory = allocate_object(&lock_type, sizeof(Lock));
    auto* lock = cast<Lock>(memory);
    lock->locked = false;
    lock->weakrefs = nullptr;
    new (&lock->gate) Gate;
    return adopt(lock);
}

void lock_deallocate(Object* self) {
    static_cast<Lock*>(self)->gate.~Gate();
    free_instance(self);
}

Result<bool> lock_acquire(Lock* self, bool blocking, Object* timeout) {
    double seconds = TRY(waiting_time(blocking, timeout));
    Ref<Lock> kept = share(self);
    if (!self->gate.enter_now() && (seconds == 0 || !TRY(self->gate.enter(seconds)))) return false;
    self->locked = true;
    return true;
}

Result<void> lock_release(Lock* self) {
    if (!self->locked) return raise(RuntimeError, "release unlocked lock");
    self->locked = false;
    self->gate.leave();
    return {};
}

Result<bool> lock_locked(Lock* self) { return self->locked; }
Result<void> lock_exit(Lock* self, Object*) { return lock_release(self); }

Result<void> lock_at_fork_reinit(Lock* self) {
    self->gate.~Gate();
    new (&self->gate) Gate;
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
    std::uint64_t owner;  // the thread's id; 0: nobody
    Size count;
    Object* weakrefs;
    Gate gate;
    static constexpr Type& type_object = rlock_type;
};

Result<Object> rlock_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    new (&cast<RLock>(object.get())->gate) Gate;
    return object;
}

void rlock_deallocate(Object* self) {
    static_cast<RLock*>(self)->gate.~Gate();
    free_instance(self);
}

bool is_mine(RLock* self) { return self->count > 0 && self->owner == thread_identity(); }

Result<bool> rlock_acquire(RLock* self, bool blocking, Object* timeout) {
    double seconds = TRY(waiting_time(blocking, timeout));
    if (is_mine(self)) {
        ++self->count;
        return true;
    }
    Ref<RLock> kept = share(self);
    if (!self->gate.enter_now() && (seconds == 0 || !TRY(self->gate.enter(seconds)))) return false;
    self->owner = thread_identity();
    self->count = 1;
    return true;
}

Result<void> rlock_release(RLock* self) {
    if (!is_mine(self)) return raise(RuntimeError, "cannot release un-acquired lock");
    if (--self->count > 0) return {};
    self->owner = 0;
    self->gate.leave();
    return {};
}

Result<void> rlock_exit(RLock* self, Object*) { return rlock_release(self); }
Result<bool> rlock_is_owned(RLock* self) { return is_mine(self); }

// For threading.Condition: gives the lock up whatever its count, and takes it again with that count.
Result<Object> rlock_release_save(RLock* self) {
    if (self->count == 0) return raise(RuntimeError, "cannot release un-acquired lock");
    Ref<Int> count = Int::from(self->count), owner = Int::from_unsigned(self->owner);
    self->count = 0;
    self->owner = 0;
    self->gate.leave();
    return Tuple::of({count.get(), owner.get()});
}

Result<void> rlock_acquire_restore(RLock* self, Tuple* state) {
    if (state->length != 2)
        return raise(TypeError, "_acquire_restore() argument 1 must be sequence of length 2, not {}", state->length);
    Size count = TRY(to_size((*state)[0], &OverflowError));
    std::int64_t owner = TRY(to_int64((*state)[1]));
    Ref<RLock> kept = share(self);
    if (!self->gate.enter_now()) TRY(self->gate.enter(-1));
    self->count = count;
    self->owner = std::uint64_t(owner);
    return {};
}

Result<void> rlock_at_fork_reinit(RLock* self) {
    self->gate.~Gate();
    new (&self->gate) Gate;
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

void free_sentinel_lock(Object* lock) {
    if (cast<Lock>(lock)->locked && lock_release(cast<Lock>(lock)).failed()) clear_exception();
}

}  // namespace minipy
