// SPDX-License-Identifier: MIT
// What happens in the handlers; handlers.hpp has the idea. The handler of a fatal signal gives that back to who had it
// before, and raises it again: so the process dies of it, with its exit status and core. Meeting a second fault while
// it writes, it dies of that. CPython: Modules/faulthandler.c.
#include "modules/system/faulthandler/handlers.hpp"

#include <sys/auxv.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "modules/system/faulthandler/dump.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::fault {

namespace {

struct FatalSignal {
    int number;
    const char* text;
    bool enabled;
    struct sigaction previous;
};

struct RegisteredSignal {
    std::atomic<bool> enabled;
    bool chain;
    Report report;
    struct sigaction previous;
};

// It belongs to the process, as the handlers do.
struct Handlers {
    FatalSignal fatal[5] = {{SIGBUS, "Bus error", false, {}},
                            {SIGILL, "Illegal instruction", false, {}},
                            {SIGFPE, "Floating point exception", false, {}},
                            {SIGABRT, "Aborted", false, {}},
                            {SIGSEGV, "Segmentation fault", false, {}}};
    Report fatal_report{};
    std::atomic<bool> fatal_enabled = false;
    RegisteredSignal registered[NSIG] = {};
    std::atomic<bool> writes = false;
    stack_t own_stack{}, previous_stack{};
};
Handlers handlers;

void write_report(const Report& report) {
    if (handlers.writes.exchange(true)) return;
    const ThreadState* calling = calling_thread();
    if (report.all_threads) dump_threads(report.descriptor, calling);
    else if (calling != nullptr) dump_thread(report.descriptor, calling);
    handlers.writes = false;
}

void give_back(FatalSignal& signal) {
    if (!signal.enabled) return;
    signal.enabled = false;
    sigaction(signal.number, &signal.previous, nullptr);
}

void die_with_traceback(int number) {
    int saved_errno = errno;
    for (FatalSignal& signal : handlers.fatal) {
        if (signal.number != number || !signal.enabled) continue;
        give_back(signal);
        int descriptor = handlers.fatal_report.descriptor;
        write_text(descriptor, "Fatal Python error: ");
        write_text(descriptor, signal.text);
        write_text(descriptor, "\n\n");
        write_report(handlers.fatal_report);
        dump_native_modules(descriptor);
    }
    errno = saved_errno;
    std::raise(number);
}

int install(int number, void (*handler)(int), int flags, struct sigaction* previous) {
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    action.sa_flags = flags | (handlers.own_stack.ss_sp != nullptr ? SA_ONSTACK : 0);
    return sigaction(number, &action, previous);
}

void show_traceback(int number);

// A system call that the signal meets goes on. One that is chained must be able to arrive again at once.
int install_registered(int number, struct sigaction* previous) {
    int flags = SA_RESTART | (handlers.registered[number].chain ? SA_NODEFER : 0);
    return install(number, show_traceback, flags, previous);
}

void show_traceback(int number) {
    RegisteredSignal& signal = handlers.registered[number];
    if (!signal.enabled) return;
    int saved_errno = errno;
    write_report(signal.report);
    if (signal.chain) {
        sigaction(number, &signal.previous, nullptr);
        errno = saved_errno;
        std::raise(number);
        saved_errno = errno;
        install_registered(number, nullptr);
    }
    errno = saved_errno;
}

}  // namespace

Result<void> enable_fatal(const Report& report) {
    handlers.fatal_report = report;
    handlers.fatal_enabled = true;
    for (FatalSignal& signal : handlers.fatal) {
        if (signal.enabled) continue;
        if (install(signal.number, die_with_traceback, SA_NODEFER, &signal.previous) != 0) return raise_os_error(errno);
        signal.enabled = true;
    }
    return {};
}

bool disable_fatal() {
    for (FatalSignal& signal : handlers.fatal) give_back(signal);
    return handlers.fatal_enabled.exchange(false);
}

bool fatal_is_enabled() { return handlers.fatal_enabled; }

bool is_fatal(int number) {
    for (const FatalSignal& signal : handlers.fatal) {
        if (signal.number == number) return true;
    }
    return false;
}

Result<void> register_signal(int number, const Report& report, bool chain) {
    RegisteredSignal& signal = handlers.registered[number];
    bool before = signal.enabled.exchange(false);
    signal.chain = chain;
    signal.report = report;
    struct sigaction previous {};
    int error = install_registered(number, &previous) == 0 ? 0 : errno;
    if (error == 0 && !before) signal.previous = previous;
    signal.enabled = before || error == 0;
    if (error != 0) return raise_os_error(error);
    return {};
}

bool unregister_signal(int number) {
    RegisteredSignal& signal = handlers.registered[number];
    if (!signal.enabled.exchange(false)) return false;
    sigaction(number, &signal.previous, nullptr);
    return true;
}

void unregister_all_signals() {
    for (int number = 1; number < NSIG; ++number) unregister_signal(number);
}

void die(const char* where, const char* message) {
    constexpr int standard_error = 2;
    for (const char* text : {"Fatal Python error: ", where, ": ", message, "\nPython runtime state: "})
        write_text(standard_error, text);
    write_text(standard_error, interpreter.finalizing ? "finalizing\n\n" : "initialized\n\n");
    write_report({standard_error, true});
    dump_native_modules(standard_error);
    disable_fatal();
    std::abort();
}

void prepare_signal_stack() {
    if (handlers.own_stack.ss_sp != nullptr) return;
    stack_t wanted{};
    wanted.ss_size = std::size_t(SIGSTKSZ) * 2 + getauxval(AT_MINSIGSTKSZ);
    wanted.ss_sp = std::malloc(wanted.ss_size);
    if (wanted.ss_sp == nullptr) return;
    if (sigaltstack(&wanted, &handlers.previous_stack) == 0) handlers.own_stack = wanted;
    else std::free(wanted.ss_sp);
}

void release_signal_stack() {
    if (handlers.own_stack.ss_sp == nullptr) return;
    stack_t current{};
    // Somebody may have put another one in its place.
    if (sigaltstack(nullptr, &current) == 0 && current.ss_sp == handlers.own_stack.ss_sp)
        sigaltstack(&handlers.previous_stack, nullptr);
    std::free(handlers.own_stack.ss_sp);
    handlers.own_stack = {};
}

}  // namespace minipy::fault
