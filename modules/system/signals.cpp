// SPDX-License-Identifier: MIT
// Signal handlers, and the module _signal. CPython: Modules/signalmodule.c.
#include "modules/system/signals.hpp"

#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>

#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

volatile std::sig_atomic_t arrived[NSIG];
volatile std::sig_atomic_t any_arrived = 0;
int wakeup_descriptor = -1;  // gets a byte for every signal: for event loops

// What the program has set by signal.signal(); null: untouched. Released when the runtime ends.
Ref<Object> handlers[NSIG];

void note_signal(int number) {
    int saved_errno = errno;
    arrived[number] = 1;
    any_arrived = 1;
    eval_breaker = true;
    if (wakeup_descriptor >= 0) {
        auto byte = static_cast<unsigned char>(number);
        [[maybe_unused]] ssize_t written = write(wakeup_descriptor, &byte, 1);
    }
    errno = saved_errno;
}

Result<void> call_handler(int number) {
    Ref<Object> handler = handlers[number];
    if (!handler) return number == SIGINT ? Result<void>(raise_bare(KeyboardInterrupt)) : Result<void>();
    if (handler->type->slots.call == nullptr) return {};  // SIG_DFL, SIG_IGN: set meanwhile
    Frame* frame = current_thread->frame;
    Ref<Object> where = frame == nullptr ? none() : share<Object>(frame_object(frame));
    TRY(call(handler.get(), {Int::from(number).get(), where.get()}));
    return {};
}

Result<void> run_handlers() {
    if (any_arrived == 0) return {};
    any_arrived = 0;
    for (int number = 1; number < NSIG; ++number) {
        if (arrived[number] == 0) continue;
        arrived[number] = 0;
        Result<void> outcome = call_handler(number);
        if (outcome.ok()) continue;
        any_arrived = 1;  // there may be more
        eval_breaker = true;
        return Failure{};
    }
    return {};
}

void set_action(int number, void (*handler)(int)) {
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    sigaction(number, &action, nullptr);
}

// ---------------------------------------------------------------- the module

constexpr int default_number = 0, ignore_number = 1;  // SIG_DFL, SIG_IGN as Python sees them

Result<void> check_number(int number) {
    if (number < 1 || number >= NSIG) return raise(ValueError, "signal number out of range");
    return {};
}

bool is_number(Object* object, int number) {
    return is<Int>(object) && static_cast<Int*>(object)->is_small() && static_cast<Int*>(object)->small == number;
}

Result<Object> getsignal(int signalnum) {
    TRY(check_number(signalnum));
    return handlers[signalnum] ? Ref<Object>(handlers[signalnum]) : none();
}

Result<Object> signal_function(int signalnum, Object* handler) {
    void (*action)(int) = nullptr;
    if (is_number(handler, ignore_number)) action = SIG_IGN;
    else if (is_number(handler, default_number)) action = SIG_DFL;
    else if (handler->type->slots.call != nullptr) action = note_signal;
    else return raise(TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    TRY(check_number(signalnum));
    TRY(handle_pending());
    struct sigaction wanted {};
    sigemptyset(&wanted.sa_mask);
    wanted.sa_handler = action;
    if (sigaction(signalnum, &wanted, nullptr) != 0) return raise_os_error(errno);
    Ref<Object> old = std::exchange(handlers[signalnum], share(handler));
    return old ? old : none();
}

Result<void> default_int_handler(Object*, Object*) { return raise_bare(KeyboardInterrupt); }

Result<void> raise_signal(int signalnum) {
    if (std::raise(signalnum) != 0) return raise_os_error(errno);
    return handle_pending();
}

Result<Size> alarm_function(int seconds) { return Size(alarm(unsigned(seconds))); }

Result<void> pause_function() {
    pause();
    return handle_pending();
}

Result<Object> strsignal_function(int signalnum) {
    TRY(check_number(signalnum));
    const char* text = strsignal(signalnum);
    if (text == nullptr || std::strstr(text, "Unknown signal") != nullptr) return none();
    return Str::from(text);
}

Result<Object> valid_signals() {
    sigset_t all;
    sigfillset(&all);
    Ref<Set> numbers = Set::create();
    for (int number = 1; number < NSIG; ++number) {
        if (sigismember(&all, number) == 1) TRY(set_add(numbers.get(), Int::from(number).get()));
    }
    return numbers;
}

Result<Size> set_wakeup_fd(int fd, bool) { return Size(std::exchange(wakeup_descriptor, fd)); }

Result<void> siginterrupt_function(int signalnum, bool flag) {
    TRY(check_number(signalnum));
    struct sigaction action {};
    sigaction(signalnum, nullptr, &action);
    if (flag) action.sa_flags &= ~SA_RESTART;
    else action.sa_flags |= SA_RESTART;
    if (sigaction(signalnum, &action, nullptr) != 0) return raise_os_error(errno);
    return {};
}

timeval as_timeval(double seconds) {
    double whole = std::floor(seconds);
    return {time_t(whole), suseconds_t((seconds - whole) * 1e6)};
}
Result<Object> timer_values(const itimerval& timer) {
    auto seconds = [](const timeval& time) { return Float::from(double(time.tv_sec) + double(time.tv_usec) * 1e-6); };
    Ref<Float> delay = seconds(timer.it_value), interval = seconds(timer.it_interval);
    return Tuple::of({delay.get(), interval.get()});
}
Result<Object> setitimer_function(int which, double seconds, double interval) {
    itimerval wanted{as_timeval(interval), as_timeval(seconds)}, old{};
    if (setitimer(__itimer_which_t(which), &wanted, &old) != 0) return raise_os_error(errno);
    return timer_values(old);
}
Result<Object> getitimer_function(int which) {
    itimerval timer{};
    if (getitimer(__itimer_which_t(which), &timer) != 0) return raise_os_error(errno);
    return timer_values(timer);
}

const Method functions[] = {
    {"signal(signalnum, handler, /)", bind<signal_function>,
     "Says what a signal shall do: run a function between two instructions of the main thread, SIG_DFL, or SIG_IGN."},
    {"getsignal(signalnum, /)", bind<getsignal>,
     "Gives what a signal does: a function, SIG_DFL, SIG_IGN, or None if C code decides."},
    {"default_int_handler(signalnum, frame, /)", bind<default_int_handler>,
     "Raises KeyboardInterrupt: what Ctrl-C does at first."},
    {"raise_signal(signalnum, /)", bind<raise_signal>, "Sends a signal to this process."},
    {"alarm(seconds, /)", bind<alarm_function>,
     "Sets the clock for a SIGALRM in so many seconds; 0 stops it. Gives what was left of an earlier one."},
    {"pause()", bind<pause_function>, "Sleeps until a signal comes."},
    {"strsignal(signalnum, /)", bind<strsignal_function>, "Gives the system's text for a signal."},
    {"valid_signals()", bind<valid_signals>, "Gives the set of signals there are."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", bind<set_wakeup_fd>,
     "Has the number of each signal written to a descriptor at once, to wake a select(); -1 ends that."},
    {"siginterrupt(signalnum, flag, /)", bind<siginterrupt_function>,
     "Says whether the signal breaks off system calls, or they go on after it."},
    {"setitimer(which, seconds, interval=0.0, /)", bind<setitimer_function>,
     "Starts a timer that sends a signal after some seconds, then at each interval; gives what the old one had left."},
    {"getitimer(which, /)", bind<getitimer_function>, "Gives what a timer has left, and its interval."},
};

struct Constant {
    const char* name;
    int value;
};
#define S(name) \
    { #name, name }
const Constant constants[] = {
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
    S(ITIMER_REAL),
    S(ITIMER_VIRTUAL),
    S(ITIMER_PROF),
    {"SIG_DFL", default_number},
    {"SIG_IGN", ignore_number},
};
#undef S

Result<void> initialize(Module* module) {
    for (const Constant& constant : constants) module->set(constant.name, Int::from(constant.value));
    module->set("SIGRTMIN", Int::from(SIGRTMIN));
    module->set("SIGRTMAX", Int::from(SIGRTMAX));
    module->set("ItimerError", &OSError);
    Object* interrupt = module->get(Str::interned_from("default_int_handler").get());
    for (int number = 1; number < NSIG; ++number) {
        if (handlers[number]) continue;
        struct sigaction action {};
        sigaction(number, nullptr, &action);
        if (action.sa_handler == SIG_DFL) handlers[number] = Int::from(default_number);
        else if (action.sa_handler == SIG_IGN) handlers[number] = Int::from(ignore_number);
        else if (number == SIGINT) handlers[number] = share(interrupt);
    }
    at_runtime_end([] {
        for (Ref<Object>& handler : handlers) handler.reset();
    });
    return {};
}

}  // namespace

void install_signal_handlers() {
    run_signal_handlers = run_handlers;
    set_action(SIGPIPE, SIG_IGN);
    struct sigaction previous {};
    sigaction(SIGINT, nullptr, &previous);
    if (previous.sa_handler == SIG_IGN) return;  // started with interrupts ignored (nohup): stay so
    set_action(SIGINT, note_signal);
}

extern const ModuleSpec signal_module = {
    .name = "_signal",
    .doc = "Signals of the system: the native part of signal.",
    .functions = functions,
    .initialize = initialize,
};

}  // namespace minipy
