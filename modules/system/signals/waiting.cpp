// SPDX-License-Identifier: MIT
// The part of _signal that treats signals as messages: sending one to a thread or to a process by its descriptor,
// blocking some for a thread, and waiting for those that are blocked. Each thread has a mask of its own; what it blocks
// stays pending until somebody waits for it, or it is unblocked. Then it arrives at once, so that handlers are run
// before the function returns. CPython: Modules/signalmodule.c. Next: signals.cpp.
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "modules/native.hpp"
#include "modules/system/signals/state.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/clock.hpp"
#include "vm/system_call.hpp"

namespace minipy {

Result<sigset_t> signal_set(Object* iterable) {
    sigset_t signals;
    sigemptyset(&signals);
    Ref<Object> iterator = TRY(get_iterator(iterable));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        Ref<Int> index = TRY(to_index(item.get()));
        std::int64_t number = index->is_small() ? index->small : -1;
        if (number <= 0 || number >= NSIG)
            return raise(ValueError, "signal number {} out of range [1; {}]", number, NSIG - 1);
        if (sigaddset(&signals, int(number)) == 0) continue;
        TRY(warn(RuntimeWarning, format_text("invalid signal number {}, please use valid_signals()", number), 1));
    }
    return signals;
}

namespace {

Result<Object> numbers_in(const sigset_t& signals) {
    Ref<Set> numbers = Set::create();
    for (int number = 1; number < NSIG; ++number) {
        if (sigismember(&signals, number) == 1) TRY(set_add(numbers.get(), Int::from(number).get()));
    }
    return numbers;
}

Result<Object> valid_signals() {
    sigset_t all;
    sigfillset(&all);
    return numbers_in(all);
}

// ---------------------------------------------------------------- sending

ThreadState* thread_with_id(Object* id) {
    std::int64_t number = cast<Int>(id)->is_small() ? cast<Int>(id)->small : -1;
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        if (thread->id == std::uint64_t(number)) return thread;
    }
    return nullptr;
}

// CPython hands any number to the system, which may crash for it.
Result<void> pthread_kill_function(Object* thread_id, int signalnum) {
    if (!is<Int>(thread_id))
        return raise(TypeError, "pthread_kill() argument 1 must be int, not {}", type_name(thread_id));
    TRY(audit("signal.pthread_kill", {thread_id, Int::from(signalnum).get()}));
    const ThreadState* thread = thread_with_id(thread_id);
    int error = thread == nullptr ? ESRCH : pthread_kill(pthread_t(thread->system_id), signalnum);
    if (error != 0) return raise_os_error(error);
    return handle_pending();
}

Result<void> pidfd_send_signal_function(int pidfd, int signalnum, Object* siginfo, int flags) {
    if (!is_none(siginfo)) return raise(TypeError, "siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, pidfd, signalnum, nullptr, unsigned(flags)) < 0) return raise_os_error(errno);
    return {};
}

// ---------------------------------------------------------------- blocking

Result<Object> pthread_sigmask_function(int how, Object* mask) {
    sigset_t wanted = TRY(signal_set(mask)), previous;
    sigemptyset(&previous);
    int error = pthread_sigmask(how, &wanted, &previous);
    if (error != 0) return raise_os_error(error);
    TRY(handle_pending());
    return numbers_in(previous);
}

Result<Object> sigpending_function() {
    sigset_t pending;
    if (sigpending(&pending) != 0) return raise_os_error(errno);
    return numbers_in(pending);
}

// ---------------------------------------------------------------- waiting

constexpr const char* siginfo_fields[] = {"si_signo", "si_code",   "si_errno", "si_pid",
                                          "si_uid",   "si_status", "si_band"};
const StructSequenceSpec siginfo_spec("signal.struct_siginfo", "What the system tells of a signal that has come.",
                                      siginfo_fields);
Type siginfo_type(siginfo_spec);

Result<Object> make_siginfo(const siginfo_t& info) {
    std::int64_t numbers[] = {info.si_signo, info.si_code,   info.si_errno, info.si_pid,
                              info.si_uid,   info.si_status, info.si_band};
    Ref<Object> values[std::size(numbers)];
    for (std::size_t place = 0; place < std::size(numbers); ++place) values[place] = Int::from(numbers[place]);
    return make_struct_sequence(&siginfo_type, values);
}

Result<Size> sigwait_function(Object* sigset) {
    sigset_t awaited = TRY(signal_set(sigset));
    int number = 0, error;
    {
        AllowThreads allowed(Blocking::outside);
        error = sigwait(&awaited, &number);
    }
    if (error != 0) return raise_os_error(error);
    return Size(number);
}

Result<Object> sigwaitinfo_function(Object* sigset) {
    sigset_t awaited = TRY(signal_set(sigset));
    siginfo_t info{};
    TRY(checked_system_call(Blocking::outside, [&] { return sigwaitinfo(&awaited, &info); }));
    return make_siginfo(info);
}

Result<Object> sigtimedwait_function(Object* sigset, Object* timeout) {
    sigset_t awaited = TRY(signal_set(sigset));
    std::int64_t left = TRY(parse_duration(timeout, nanoseconds_in_second));
    if (left < 0) return raise(ValueError, "timeout must be non-negative");
    for (std::int64_t deadline = deadline_after(left); left >= 0;) {
        siginfo_t info{};
        timespec at_most = as_timespec(left);
        int number;
        {
            AllowThreads allowed(Blocking::outside);
            number = sigtimedwait(&awaited, &info, &at_most);
        }
        if (number > 0) return make_siginfo(info);
        if (errno == EAGAIN) break;
        if (errno != EINTR) return raise_os_error(errno);
        TRY(handle_pending());
        left = deadline - nanoseconds_of(CLOCK_MONOTONIC);
    }
    return none();
}

Result<void> pause_function() {
    {
        AllowThreads allowed(Blocking::outside);
        pause();
    }
    return handle_pending();
}

const Method waiting_functions[] = {
    {"pthread_kill(thread_id, signalnum, /)", bind<pthread_kill_function>,
     "Sends a signal to a thread of this process; its Python function runs in the main thread all the same."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", bind<pidfd_send_signal_function>,
     "Sends a signal to the process that a descriptor of os.pidfd_open() stands for."},
    {"pthread_sigmask(how, mask, /)", bind<pthread_sigmask_function>,
     "Changes which signals this thread keeps waiting, and gives those that it did before."},
    {"sigpending()", bind<sigpending_function>, "Gives the signals that have come for this thread but are blocked."},
    {"sigwait(sigset, /)", bind<sigwait_function>, "Waits for one of some blocked signals, and gives its number."},
    {"sigwaitinfo(sigset, /)", bind<sigwaitinfo_function>,
     "Waits for one of some blocked signals, and tells who sent it and why."},
    {"sigtimedwait(sigset, timeout, /)", bind<sigtimedwait_function>,
     "Waits like sigwaitinfo() for so many seconds; None when none came."},
    {"pause()", bind<pause_function>, "Sleeps until a signal comes."},
    {"valid_signals()", bind<valid_signals>, "Gives the set of signals there are."},
};

constexpr Constant waiting_constants[] = {
    {"SIG_BLOCK", SIG_BLOCK},
    {"SIG_UNBLOCK", SIG_UNBLOCK},
    {"SIG_SETMASK", SIG_SETMASK},
};

constexpr ModuleType waiting_types[] = {&siginfo_type};

}  // namespace

extern const ModuleSpec signal_waiting_part = {
    .functions = waiting_functions, .types = waiting_types, .constants = waiting_constants};

}  // namespace minipy
