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
#include "runtime/threads/interpreter.hpp"

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
    if (is_signal_handled != nullptr && is_signal_handled(signal_number)) std::raise(signal_number);
    return {};
}

Result<Size> stack_size(Size size) {
    if (size < 0) return raise(ValueError, "size must be 0 or a positive value");
    if (size > 0) return raise(NotImplementedError, "_thread.stack_size(): minipy does not start threads yet");
    return Size(0);
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
    {"_set_sentinel()", bind<allocate_lock_function>, "Gives a lock that is freed when this thread ends; for join()."},
};

constexpr ModuleType types[] = {
    {&lock_type, "LockType"}, {&rlock_type, "RLock"}, {&local_type, "_local"}, {&RuntimeError, "error"}};
constexpr Constant constants[] = {{"TIMEOUT_MAX", longest_wait}};

}  // namespace

extern const ModuleSpec thread_module = {
    .name = "_thread",
    .doc = "Threads and locks as the system has them; threading builds on it.",
    .functions = functions,
    .types = types,
    .constants = constants,
};

}  // namespace minipy
