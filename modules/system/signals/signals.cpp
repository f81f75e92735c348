// SPDX-License-Identifier: MIT
// Signal handlers, and the module _signal. Two halves: what the system's handler may touch (Arrivals: flags of the
// process), and the program's handlers (SignalState), which the main thread's loop calls at a safe point, whichever
// thread the system has interrupted.
//
//      the system ──▶ note_signal() ──▶ arrived, any, eval_breaker ──▶ handle_pending() ──▶ run_handlers() ──▶ Python
//
// CPython: Modules/signalmodule.c. Next: waiting.cpp, timers.cpp.
#include "modules/system/signals/signals.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "modules/native.hpp"
#include "modules/system/signals/state.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/threads/module_state.hpp"
#include "vm/threads.hpp"

namespace minipy {

namespace {

// What the system's handler notes. It belongs to the process, and is all that the handler touches.
struct Arrivals {
    std::atomic<bool> arrived[NSIG];
    std::atomic<bool> any = false;
    std::atomic<int> wakeup_descriptor = -1;  // gets a byte for every signal: for event loops
    std::atomic<bool> tells_full_buffer = true;
    std::atomic<int> wakeup_error = 0;  // why it did not get the last one; to be reported
    void (*stand_ins[NSIG])(int) = {};  // what acts where a program sees SIG_DFL; null: the system
};
Arrivals arrivals;

Ref<Object>& handler_of(int number) { return module_state<SignalState>().handlers[number]; }

void wake_up(int number) {
    auto byte = static_cast<unsigned char>(number);
    ssize_t written;
    do written = write(arrivals.wakeup_descriptor, &byte, 1);
    while (written < 0 && errno == EINTR);
    bool is_full = written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (written < 0 && (!is_full || arrivals.tells_full_buffer)) arrivals.wakeup_error = errno;
}

void note_signal(int number) {
    int saved_errno = errno;
    arrivals.arrived[number] = true;
    if (arrivals.wakeup_descriptor >= 0) wake_up(number);
    arrivals.any = true;
    eval_breaker = true;
    errno = saved_errno;
}

void (*default_action(int number))(int) {
    return arrivals.stand_ins[number] != nullptr ? arrivals.stand_ins[number] : SIG_DFL;
}

// The program may have given up its handler since the signal came.
void report_lost_signal(int number) {
    (void)raise(OSError, "Signal {} ignored due to race condition", number);
    write_unraisable(&None);
}

Result<void> call_handler(int number) {
    Ref<Object> handler = handler_of(number);
    if (!handler && number == SIGINT) return raise_bare(KeyboardInterrupt);
    if (!handler || handler->type->slots.call == nullptr) {
        report_lost_signal(number);
        return {};
    }
    Frame* frame = current_thread->frame;
    Ref<Object> where = frame == nullptr ? none() : share<Object>(frame_object(frame));
    TRY(call(handler.get(), {Int::from(number).get(), where.get()}));
    return {};
}

void report_wakeup_error() {
    int error = arrivals.wakeup_error.exchange(0);
    if (error == 0) return;
    tell_standard_error("Exception ignored when trying to write to the signal wakeup fd:\n");
    (void)raise_os_error(error);
    write_unraisable(nullptr);
}

// What the wakeup descriptor did not get is reported at the next safe point, the first one inside of a handler.
Result<void> run_handlers() {
    if (!arrivals.any) {
        report_wakeup_error();
        return {};
    }
    arrivals.any = false;
    if (arrivals.wakeup_error != 0) eval_breaker = true;
    for (int number = 1; number < NSIG; ++number) {
        if (!arrivals.arrived[number].exchange(false)) continue;
        if (number == SIGINT && tell_deadlock != nullptr) tell_deadlock();
        Result<void> outcome = call_handler(number);
        if (outcome.ok()) continue;
        arrivals.any = true;  // there may be more
        eval_breaker = true;
        return Failure{};
    }
    return {};
}

bool is_handled(int number) {
    struct sigaction current {};
    return sigaction(number, nullptr, &current) == 0 && current.sa_handler == note_signal;
}

void set_action(int number, void (*handler)(int)) {
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    sigaction(number, &action, nullptr);
}

// ---------------------------------------------------------------- the module

constexpr int default_number = 0, ignore_number = 1;  // SIG_DFL, SIG_IGN as Python sees them

// In a forked child that is the thread which forked.
Result<void> check_main_thread(const char* function) {
    if (current_thread == interpreter.main_thread) return {};
    return raise(ValueError, "{} only works in main thread of the main interpreter", function);
}

bool is_number(Object* object, int number) {
    return is<Int>(object) && cast<Int>(object)->is_small() && cast<Int>(object)->small == number;
}

Result<Object> getsignal(int signalnum) {
    TRY(check_signal_number(signalnum));
    return handler_of(signalnum) ? handler_of(signalnum) : none();
}

Result<Object> signal_function(int signalnum, Object* handler) {
    TRY(check_main_thread("signal"));
    TRY(check_signal_number(signalnum));
    void (*action)(int) = nullptr;
    if (is_number(handler, ignore_number)) action = SIG_IGN;
    else if (is_number(handler, default_number)) action = default_action(signalnum);
    else if (handler->type->slots.call != nullptr) action = note_signal;
    else return raise(TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    TRY(handle_pending());
    struct sigaction wanted {};
    sigemptyset(&wanted.sa_mask);
    wanted.sa_handler = action;
    if (sigaction(signalnum, &wanted, nullptr) != 0) return raise_os_error(errno);
    Ref<Object> old = std::exchange(handler_of(signalnum), share(handler));
    return old ? old : none();
}

Result<void> default_int_handler(Object*, Object*) { return raise_bare(KeyboardInterrupt); }

Result<void> raise_signal(int signalnum) {
    if (std::raise(signalnum) != 0) return raise_os_error(errno);
    return handle_pending();
}

Result<Object> strsignal_function(int signalnum) {
    TRY(check_signal_number(signalnum));
    const char* text = strsignal(signalnum);
    if (text == nullptr || std::strstr(text, "Unknown signal") != nullptr) return none();
    return Str::from(text);
}

Result<Size> set_wakeup_fd(int fd, bool warn_on_full_buffer) {
    TRY(check_main_thread("set_wakeup_fd"));
    if (fd != -1) {
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0) return raise_os_error(errno);
        if ((flags & O_NONBLOCK) == 0) return raise(ValueError, "the fd {} must be in non-blocking mode", fd);
    }
    arrivals.tells_full_buffer = warn_on_full_buffer;
    return Size(arrivals.wakeup_descriptor.exchange(fd));
}

Result<void> siginterrupt_function(int signalnum, bool flag) {
    TRY(check_signal_number(signalnum));
    struct sigaction action {};
    sigaction(signalnum, nullptr, &action);
    if (flag) action.sa_flags &= ~SA_RESTART;
    else action.sa_flags |= SA_RESTART;
    if (sigaction(signalnum, &action, nullptr) != 0) return raise_os_error(errno);
    return {};
}

const Method signals_functions[] = {
    {"signal(signalnum, handler, /)", bind<signal_function>,
     "Says what a signal shall do: run a function between two instructions of the main thread, SIG_DFL, or SIG_IGN."},
    {"getsignal(signalnum, /)", bind<getsignal>,
     "Gives what a signal does: a function, SIG_DFL, SIG_IGN, or None if C code decides."},
    {"default_int_handler(signalnum, frame, /)", bind<default_int_handler>,
     "Raises KeyboardInterrupt: what Ctrl-C does at first."},
    {"raise_signal(signalnum, /)", bind<raise_signal>, "Sends a signal to this process."},
    {"strsignal(signalnum, /)", bind<strsignal_function>, "Gives the system's text for a signal."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", bind<set_wakeup_fd>,
     "Has the number of each signal written to a descriptor at once, to wake a select(); -1 ends that."},
    {"siginterrupt(signalnum, flag, /)", bind<siginterrupt_function>,
     "Says whether the signal breaks off system calls, or they go on after it."},
};

#define S(name) \
    { #name, name }
constexpr Constant signals_constants[] = {
    S(NSIG),
    S(SIGABRT),
    S(SIGALRM),
    S(SIGBUS),
    S(SIGCHLD),
    {"SIGCLD", SIGCHLD},
    S(SIGCONT),
    S(SIGFPE),
    S(SIGHUP),
    S(SIGILL),
    S(SIGINT),
    S(SIGIO),
    S(SIGIOT),
    S(SIGKILL),
    S(SIGPIPE),
    S(SIGPOLL),
    S(SIGPROF),
    S(SIGPWR),
    S(SIGQUIT),
    S(SIGSEGV),
    S(SIGSTKFLT),
    S(SIGSTOP),
    S(SIGSYS),
    S(SIGTERM),
    S(SIGTRAP),
    S(SIGTSTP),
    S(SIGTTIN),
    S(SIGTTOU),
    S(SIGURG),
    S(SIGUSR1),
    S(SIGUSR2),
    S(SIGVTALRM),
    S(SIGWINCH),
    S(SIGXCPU),
    S(SIGXFSZ),
    {"SIG_DFL", default_number},
    {"SIG_IGN", ignore_number},
};
#undef S

constexpr const ModuleSpec* signals_parts[] = {&signal_waiting_part, &signal_timers_part};

// What the process was started with, as Python sees it.
Result<void> signals_execute(Module* module) {
    module->set("SIGRTMIN", Int::from(SIGRTMIN));
    module->set("SIGRTMAX", Int::from(SIGRTMAX));
    Object* interrupt = module->get(Str::interned_from("default_int_handler").get());
    for (int number = 1; number < NSIG; ++number) {
        Ref<Object>& handler = handler_of(number);
        if (handler) continue;
        struct sigaction action {};
        sigaction(number, nullptr, &action);
        if (action.sa_handler == default_action(number)) handler = Int::from(default_number);
        else if (action.sa_handler == SIG_IGN) handler = Int::from(ignore_number);
        else if (number == SIGINT) handler = share(interrupt);
    }
    return {};
}

}  // namespace

void stand_in_for_default(int number, void (*handler)(int)) {
    struct sigaction action {};
    sigaction(number, nullptr, &action);
    if (action.sa_handler != SIG_DFL) return;
    arrivals.stand_ins[number] = handler;
    set_action(number, handler);
}

void install_signal_handlers() {
    run_signal_handlers = run_handlers;
    is_signal_handled = is_handled;
    signal_has_arrived = []() -> bool { return arrivals.any; };
    // Each is an OSError of the call that caused it, not a silent death.
    set_action(SIGPIPE, SIG_IGN);
    set_action(SIGXFSZ, SIG_IGN);
    struct sigaction previous {};
    sigaction(SIGINT, nullptr, &previous);
    if (previous.sa_handler == SIG_IGN) return;  // started with interrupts ignored (nohup): stay so
    set_action(SIGINT, note_signal);
}

void release_signal_handlers() {
    run_signal_handlers = nullptr;
    is_signal_handled = nullptr;
    signal_has_arrived = nullptr;
    for (int number = 1; number < NSIG; ++number) {
        Ref<Object> handler = std::move(handler_of(number));
        if (handler && handler->type->slots.call != nullptr) set_action(number, default_action(number));
    }
}

void forget_arrived_signals() {
    arrivals.any = false;
    for (std::atomic<bool>& arrived : arrivals.arrived) arrived = false;
}

extern const ModuleSpec signal_module = {
    .name = "_signal",
    .doc = "Signals of the system: the native part of signal.",
    .state = &state_spec<SignalState>,
    .functions = signals_functions,
    .constants = signals_constants,
    .parts = signals_parts,
    .exec = signals_execute,
};

}  // namespace minipy
