// SPDX-License-Identifier: MIT
// Module _thread: starting threads, and what one may ask of them. How a thread begins and ends is told in
// vm/threads.cpp. CPython: Modules/_threadmodule.c. Next: locks.cpp, local.cpp, excepthook.cpp.
#include "modules/threads/thread/thread.hpp"

#include <unistd.h>

#include <csignal>

#include "modules/native.hpp"
#include "modules/threads/deadlock.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/clock.hpp"
#include "vm/schedule.hpp"
#include "vm/threads.hpp"

namespace minipy {

std::uint64_t thread_identity() { return current_thread->id; }

namespace {

Result<Object> allocate_lock_function() { return allocate_lock(); }
Result<Object> get_ident() { return Int::from_unsigned(thread_identity()); }
Result<Object> get_native_id() {
    return schedule != nullptr ? Int::from_unsigned(current_thread->number) : Int::from(gettid());
}
Result<Size> count() { return Size(interpreter.thread_count) - 1; }

// `keywords` may be null.
Result<Object> start_new_thread(Object* function, Object* positional, Object* keywords) {
    if (function->type->slots.call == nullptr) return raise(TypeError, "first arg must be callable");
    if (!is<Tuple>(positional)) return raise(TypeError, "2nd arg must be a tuple");
    if (keywords != nullptr && !is<Dict>(keywords)) return raise(TypeError, "optional 3rd arg must be a dictionary");
    TRY(audit("_thread.start_new_thread", {function, positional, keywords != nullptr ? keywords : &None}));
    return Int::from_unsigned(
        TRY(start_thread(share(function), share(cast<Tuple>(positional)), share(as<Dict>(keywords)))));
}
Result<void> exit_thread() { return raise_bare(SystemExit); }

Result<void> interrupt_main(int signal_number) {
    if (signal_number < 1 || signal_number >= NSIG) return raise(ValueError, "signal number out of range");
    if (is_signal_handled != nullptr && is_signal_handled(signal_number)) std::raise(signal_number);
    return {};
}

Result<Size> stack_size(Size size) {
    if (size < 0) return raise(ValueError, "size must be 0 or a positive value");
    std::size_t old = thread_stack_size();
    if (!set_thread_stack_size(std::size_t(size))) return raise(ValueError, "size not valid: {} bytes", size);
    return Size(old);
}

// What waits for the thread's end (threading.Thread.join) waits for this lock.
Result<Object> set_sentinel() {
    Ref<Object> lock = allocate_lock();
    current_thread->sentinel = lock;
    return lock;
}

const Method functions[] = {
    {"allocate_lock()", bind<allocate_lock_function>, "Makes a lock that is free."},
    {"allocate()", bind<allocate_lock_function>, "Old name of allocate_lock()."},
    {"get_ident()", bind<get_ident>, "Gives a number that no other living thread has."},
    {"get_native_id()", bind<get_native_id>, "Gives the number that the system has for this thread."},
    {"_count()", bind<count>, "Counts the threads besides the main one."},
    {"start_new_thread(function, args, kwargs=<absent>, /)", bind<start_new_thread>,
     "Calls a function in a thread of its own, and gives the number of that thread."},
    {"start_new(function, args, kwargs=<absent>, /)", bind<start_new_thread>, "Old name of start_new_thread()."},
    {"exit()", bind<exit_thread>, "Ends the thread by raising SystemExit."},
    {"exit_thread()", bind<exit_thread>, "Old name of exit()."},
    {"interrupt_main(signum=2, /)", bind<interrupt_main>,
     "Acts as if a signal had come: its function will run in the main thread."},
    {"stack_size(size=0, /)", bind<stack_size>,
     "Gives the size of the stacks of new threads, and sets it if asked; 0 leaves it to the system."},
    {"_set_sentinel()", bind<set_sentinel>, "Gives a lock that is freed when this thread ends; for join()."},
    {"_excepthook(args, /)", bind<report_uncaught_in_thread>,
     "Tells on stderr what has ended a thread; the original of threading.excepthook."},
};

constexpr ModuleType thread_types[] = {{&lock_type, "LockType"},
                                       {&rlock_type, "RLock"},
                                       {&local_type, "_local"},
                                       {&RuntimeError, "error"},
                                       {&excepthook_arguments_type, "_ExceptHookArgs"}};
constexpr Constant constants[] = {{"TIMEOUT_MAX", double(longest_wait / nanoseconds_in_second)}};

Result<void> thread_execute(Module*) {
    on_thread_end = forget_local_values;
    free_sentinel = free_sentinel_lock;
    tell_deadlock = tell_deadlock_if_any;
    return {};
}

}  // namespace

extern const ModuleSpec thread_module = {
    .name = "_thread",
    .doc = "Threads and locks as the system has them; threading builds on it.",
    .functions = functions,
    .types = thread_types,
    .constants = constants,
    .exec = thread_execute,
};

}  // namespace minipy
