// SPDX-License-Identifier: MIT
// Module _multiprocessing: SemLock, a lock or semaphore that processes share by the name of a system's semaphore.
//
// A SemLock counts how often its own process has it. Another one can be made of its handle, which is an address: so the
// semaphores that are open here are known, no other number is believed, and one is closed with its last SemLock.
//
// CPython: Modules/_multiprocessing/semaphore.c. Next: shared_memory.cpp.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>

#include <climits>
#include <cmath>
#include <ctime>
#include <memory>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy {

namespace {

enum class SemaphoreKind : int { recursive_mutex, semaphore };

struct Semaphore {
    sem_t* handle;
    explicit Semaphore(sem_t* opened) : handle(opened) {}
    ~Semaphore() { sem_close(handle); }
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;
};
using SharedSemaphore = std::shared_ptr<Semaphore>;

struct SemaphoreState {
    static constexpr auto module = NativeModule::multiprocessing_module;
    std::vector<std::weak_ptr<Semaphore>> open;
    template <class Visit>
    void each_reference(Visit) {}
};

struct SemLock : Object {
    SharedSemaphore semaphore;  // null until it is made
    Ref<Object> name;           // a str, or None: it has none any more
    std::uint64_t owner;        // the thread that took it last
    Size count;                 // how often this process has it
    std::int32_t kind, maxvalue;
    static constexpr auto references = field_list<&SemLock::name>;
    static Type type_object;

    sem_t* handle() const { return semaphore->handle; }
    bool is_recursive() const { return kind == int(SemaphoreKind::recursive_mutex); }
    bool is_mine() const { return count > 0 && owner == std::uint64_t(pthread_self()); }
};
SemLock* lock_of(Object* self) { return static_cast<SemLock*>(self); }

// ---------------------------------------------------------------- making one

Result<std::string> semaphore_name(const char* what, Object* object) {
    auto* name = as<Str>(object);
    if (name == nullptr) return raise(TypeError, "{} must be str, not {}", what, type_name(object));
    std::string text = name->to_string();
    if (text.find('\0') != std::string::npos) return raise(ValueError, "embedded null character");
    return text;
}

Result<SharedSemaphore> keep_open(sem_t* handle) {
    auto semaphore = std::make_shared<Semaphore>(handle);
    auto& open = module_state<SemaphoreState>().open;
    std::erase_if(open, [](const auto& known) { return known.expired(); });
    TRY(reserve_more(open, 1));
    open.push_back(semaphore);
    return semaphore;
}

Result<SharedSemaphore> semaphore_of_handle(Object* handle) {
    std::uint64_t address = TRY(posix::unsigned_argument(handle));
    for (const auto& known : module_state<SemaphoreState>().open) {
        SharedSemaphore semaphore = known.lock();
        if (semaphore != nullptr && std::uint64_t(std::uintptr_t(semaphore->handle)) == address) return semaphore;
    }
    return raise(ValueError, "no semaphore of this process has that handle");
}

Result<Object> make_lock(Type* type, SharedSemaphore semaphore, int kind, int maxvalue, Object* name) {
    Ref<Object> made = TRY(allocate_instance(type));
    SemLock* self = lock_of(made.get());
    self->semaphore = std::move(semaphore);
    self->kind = kind;
    self->maxvalue = maxvalue;
    self->name = share(name);
    return made;
}

Result<Object> new_lock(Type* type, int kind, int value, int maxvalue, Object* name, bool unlink) {
    std::string text = TRY(semaphore_name("SemLock() argument 'name'", name));
    if (kind != int(SemaphoreKind::recursive_mutex) && kind != int(SemaphoreKind::semaphore))
        return raise(ValueError, "unrecognized kind");
    sem_t* handle = sem_open(text.c_str(), O_CREAT | O_EXCL, 0600, unsigned(value));
    if (handle == SEM_FAILED) return raise_os_error(errno);
    SharedSemaphore semaphore = TRY(keep_open(handle));
    if (unlink && sem_unlink(text.c_str()) < 0) return raise_os_error(errno);
    return make_lock(type, std::move(semaphore), kind, maxvalue, unlink ? &None : name);
}

Result<Object> rebuild(Object* type, Object* handle, int kind, int maxvalue, Object* name) {
    SharedSemaphore semaphore;
    if (is_none(name)) {
        semaphore = TRY(semaphore_of_handle(handle));
    } else {
        std::string text = TRY(semaphore_name("_rebuild() argument 4", name));
        sem_t* opened = sem_open(text.c_str(), 0);
        if (opened == SEM_FAILED) return raise_os_error(errno);
        semaphore = TRY(keep_open(opened));
    }
    return make_lock(cast<Type>(type), std::move(semaphore), kind, maxvalue, name);
}

// ---------------------------------------------------------------- taking and giving back

// The moment so many seconds from now, as sem_timedwait() takes it.
timespec deadline_after(double seconds) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    constexpr double longest = 1e9;  // some thirty years
    seconds = std::clamp(seconds, 0.0, longest);
    double whole = std::floor(seconds);
    now.tv_sec += time_t(whole);
    now.tv_nsec += long((seconds - whole) * 1e9 + 0.5);
    now.tv_sec += now.tv_nsec / 1'000'000'000;
    now.tv_nsec %= 1'000'000'000;
    return now;
}

Result<bool> acquire(SemLock* self, int block, Object* timeout) {
    if (self->is_recursive() && self->is_mine()) {
        ++self->count;
        return true;
    }
    bool is_limited = !is_none(timeout);
    timespec deadline{};
    if (is_limited) deadline = deadline_after(TRY(to_double(timeout)));
    SharedSemaphore kept = self->semaphore;
    sem_t* handle = kept->handle;
    std::int64_t result = sem_trywait(handle);
    if (result < 0 && errno == EAGAIN && block != 0) {
        result = TRY(system_call(Blocking::outside,
                                 [&] { return is_limited ? sem_timedwait(handle, &deadline) : sem_wait(handle); }));
    }
    if (result < 0) {
        if (errno == EAGAIN || errno == ETIMEDOUT) return false;
        return raise_os_error(errno);
    }
    ++self->count;
    self->owner = std::uint64_t(pthread_self());
    return true;
}

Result<int> value_of(SemLock* self) {
    int value;
    if (sem_getvalue(self->handle(), &value) < 0) return raise_os_error(errno);
    return std::max(value, 0);
}

Result<void> release(SemLock* self) {
    if (self->is_recursive()) {
        if (!self->is_mine()) return raise(AssertionError, "attempt to release recursive lock not owned by thread");
        if (self->count > 1) {
            --self->count;
            return {};
        }
    } else if (TRY(value_of(self)) >= self->maxvalue) {
        return raise(ValueError, "semaphore or lock released too many times");
    }
    if (sem_post(self->handle()) < 0) return raise_os_error(errno);
    --self->count;
    return {};
}

Result<bool> enter(SemLock* self) { return acquire(self, 1, &None); }
Result<void> leave(SemLock* self, Object*, Object*, Object*) { return release(self); }
Result<Size> count_of(SemLock* self) { return self->count; }
Result<bool> is_mine(SemLock* self) { return self->is_mine(); }
Result<Size> get_value(SemLock* self) { return Size(TRY(value_of(self))); }
Result<bool> is_zero(SemLock* self) { return TRY(value_of(self)) == 0; }
Result<void> after_fork(SemLock* self) {
    self->count = 0;
    return {};
}

Result<Object> get_handle(Object* self) { return Int::from_unsigned(std::uintptr_t(lock_of(self)->handle())); }

const Method lock_methods[] = {
    {"acquire(self, /, block=True, timeout=None)", bind<acquire>,
     "Takes the lock or one of the semaphore's permits; tells whether that worked in time."},
    {"release(self, /)", bind<release>, "Gives the lock or a permit back."},
    {"__enter__(self, /)", bind<enter>},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", bind<leave>},
    {"_count(self, /)", bind<count_of>, "Tells how often this process has it."},
    {"_is_mine(self, /)", bind<is_mine>, "Tells whether this thread has it."},
    {"_get_value(self, /)", bind<get_value>, "Tells how many permits are left."},
    {"_is_zero(self, /)", bind<is_zero>, "Tells whether no permit is left."},
    {"_after_fork(self, /)", bind<after_fork>, "Says that this process is new and has not taken it."},
    {"_rebuild(type, handle, kind, maxvalue, name, /)", bind<rebuild>,
     "Makes another one for the same semaphore, by its name or handle.", MethodKind::class_method},
};
const Member lock_members[] = {
    member<&SemLock::kind>("kind"),
    member<&SemLock::maxvalue>("maxvalue"),
    member<&SemLock::name>("name"),
};
const Getter lock_getters[] = {{"handle", get_handle}};

void add_constants(Type*, Dict* dict) {
    (void)dict_set(dict, Str::interned_from("SEM_VALUE_MAX").get(), Int::from(SEM_VALUE_MAX).get());
}

const TypeSpec lock_spec = {
    .name = "_multiprocessing.SemLock",
    .doc = "A lock or a semaphore that processes share.",
    .size = sizeof(SemLock),
    .flags = TypeFlag::base_type | TypeFlag::owns_outside_memory,
    .slots = {.deallocate = destroy<SemLock>,
              .new_ = new_by_signature<"SemLock(type, /, kind, value, maxvalue, name, unlink)", new_lock>},
    .methods = lock_methods,
    .getters = lock_getters,
    .members = lock_members,
    .fill = add_constants,
};

}  // namespace

Type SemLock::type_object(lock_spec);

namespace {

Result<void> sem_unlink_function(Str* name) {
    std::string text = TRY(semaphore_name("sem_unlink() argument", name));
    if (sem_unlink(text.c_str()) < 0) return raise_os_error(errno);
    return {};
}

const Method semaphores_functions[] = {
    {"sem_unlink(name, /)", bind<sem_unlink_function>,
     "Takes a semaphore's name away; it goes when nobody has it open."},
};

constexpr ModuleType semaphores_types[] = {&SemLock::type_object};

// What the system has, for Lib/multiprocessing.
Result<void> semaphores_execute(Module* module) {
    Ref<Dict> flags = Dict::create();
    for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"})
        TRY(dict_set(flags.get(), Str::from(name).get(), Int::from(1).get()));
    module->set("flags", flags.get());
    return {};
}

}  // namespace

extern const ModuleSpec multiprocessing_module = {
    .name = "_multiprocessing",
    .doc = "Locks that processes share: the native part of multiprocessing.",
    .state = &state_spec<SemaphoreState>,
    .functions = semaphores_functions,
    .types = semaphores_types,
    .exec = semaphores_execute,
};

}  // namespace minipy
