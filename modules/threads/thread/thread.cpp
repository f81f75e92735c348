// SPDX-License-Identifier: MIT
// Module _thread. Starting threads is not there yet and says so. CPython: Modules/_threadmodule.c.
#include "modules/threads/thread/thread.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

std::uint64_t thread_identity() { return std::uint64_t(pthread_self()); }

namespace {

Result<Object> allocate_lock_function() { return allocate_lock(); }
Result<Object> get_ident() { return Int::from_unsigned(thread_identity()); }
Result<Object> get_native_id() { return Int::from(gettid()); }
Result<Size> count() { return Size(0); }

Result<void> start_new_thread(Object*, Object*, Object*) {
    return raise(NotImplementedError, "_thread.start_new_thread(): minipy does not start threads yet");
}
Result<void> exit_thread() { return raise_bare(SystemExit); }

Result<void> interrupt_main(int signal_number) {
    if (signal_number < 1 || signal_number >= NSIG) return raise(ValueError, "signal number out of range");
    std::raise(signal_number);
    return {};
}

Result<Size> stack_size(Size size) {
    if (size < 0) return raise(ValueError, "size must be 0 or a positive value");
    if (size > 0) return raise(NotImplementedError, "_thread.stack_size(): minipy does not start threads yet");
    return Size(0);
}

const Method functions[] = {
    {"allocate_lock()", bind<allocate_lock_function>,
     "Create a new lock object. See help(type(threading.Lock())) for\ninformation about locks."},
    {"allocate()", bind<allocate_lock_function>, "An obsolete synonym of allocate_lock()."},
    {"get_ident()", bind<get_ident>,
     "Return a non-zero integer that uniquely identifies the current thread\namongst other threads that exist "
     "simultaneously."},
    {"get_native_id()", bind<get_native_id>,
     "Return a non-negative integer identifying the thread as reported\nby the OS (kernel)."},
    {"_count()", bind<count>, "Return the number of currently running Python threads, excluding\nthe main thread."},
    {"start_new_thread(function, args, kwargs=<absent>, /)", bind<start_new_thread>,
     "Start a new thread and return its identifier."},
    {"start_new(function, args, kwargs=<absent>, /)", bind<start_new_thread>,
     "An obsolete synonym of start_new_thread()."},
    {"exit()", bind<exit_thread>, "This is synonymous to ``raise SystemExit''."},
    {"exit_thread()", bind<exit_thread>, "An obsolete synonym of exit()."},
    {"interrupt_main(signum=2, /)", bind<interrupt_main>,
     "Simulate the arrival of the given signal in the main thread."},
    {"stack_size(size=0, /)", bind<stack_size>, "Return the thread stack size used when creating new threads."},
    {"_set_sentinel()", bind<allocate_lock_function>, "Return a lock that is released when the current thread ends."},
};

constexpr ModuleType types[] = {
    {&lock_type, "LockType"}, {&rlock_type, "RLock"}, {&local_type, "_local"}, {&RuntimeError, "error"}};
constexpr Constant constants[] = {{"TIMEOUT_MAX", longest_wait}};

}  // namespace

extern const ModuleSpec thread_module = {
    .name = "_thread",
    .doc =
        "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides "
        "a more convenient interface.",
    .functions = functions,
    .types = types,
    .constants = constants,
};

}  // namespace minipy
