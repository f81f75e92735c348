// SPDX-License-Identifier: MIT
// Signal handlers, and the module _signal. Two halves: what the system's handler may touch (Arrivals: flags of the
// process), and the program's handlers (SignalState), which the loop calls at a safe point. CPython:
// Modules/signalmodule.c.
#include "modules/system/signals.hpp"

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>

#include "modules/native_modules.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/threads.hpp"

namespace minipy {

namespace {

// What the system's handler notes. It belongs to the process, and is all that the handler touches.
struct Arrivals {
    std::atomic<bool> arrived[NSIG];
    std::atomic<bool> any = false;
    std::atomic<int> wakeup_descriptor = -1;  // gets a byte for every signal: for event loops
    void (*stand_ins[NSIG])(int) = {};        // what acts where a program sees SIG_DFL; null: the system
};
Arrivals arrivals;

struct SignalState {
    static constexpr auto module = NativeModule::signal_module;
    Ref<Object> handlers[NSIG];  // what signal.signal() has set, or found; null: untouched
    Ref<Type> timer_error;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(timer_error);
        for (Ref<Object>& handler : handlers) visit(handler);
    }
};
Ref<Object>& handler_of(int number) { return module_state<SignalState>().handlers[number]; }

void note_signal(int number) {
    int saved_errno = errno;
    arrivals.arrived[number] = true;
    arrivals.any = true;
    eval_breaker = true;
    if (arrivals.wakeup_descriptor >= 0) {
        auto byte = static_cast<unsigned char>(number);
        [[maybe_unused]] ssize_t written = write(arrivals.wakeup_descriptor, &byte, 1);
    }
    errno = saved_errno;
}

void (*default_action(int number))(int) {
    return arrivals.stand_ins[number] != nullptr ? arrivals.stand_ins[number] : SIG_DFL;
}

Result<void> call_handler(int number) {
    Ref<Object> handler = handler_of(number);
    if (!handler) return number == SIGINT ? Result<void>(raise_bare(KeyboardInterrupt)) : Result<void>();
    if (handler->type->slots.call == nullptr) return {};  // SIG_DFL, SIG_IGN: set meanwhile
    Frame* frame = current_thread->frame;
    Ref<Object> where = frame == nullptr ? none() : share<Object>(frame_object(frame));
    TRY(call(handler.get(), {Int::from(number).get(), where.get()}));
    return {};
}

Result<void> run_handlers() {
    if (!arrivals.any) return {};
    arrivals.any = false;
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

Result<void> check_number(int number) {
    if (number < 1 || number >= NSIG) return raise(ValueError, "signal number out of range");
    return {};
}

bool is_number(Object* object, int number) {
    return is<Int>(object) && cast<Int>(object)->is_small() && cast<Int>(object)->small == number;
}

Result<Object> getsignal(int signalnum) {
    TRY(check_number(signalnum));
    return handler_of(signalnum) ? handler_of(signalnum) : none();
}

Result<Object> signal_function(int signalnum, Object* handler) {
    TRY(check_number(signalnum));
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

Result<Size> set_wakeup_fd(int fd, bool) {
    if (fd != -1) {
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0) return raise_os_error(errno);
        if ((flags & O_NONBLOCK) == 0) return raise(ValueError, "the fd {} must be in non-blocking mode", fd);
    }
    return Size(arrivals.wakeup_descriptor.exchange(fd));
}

Result<void> siginterrupt_function(int signalnum, bool flag) {
    TRY(check_number(signalnum));
    struct sigaction action {};
    sigaction(signalnum, nullptr, &action);
    if (flag) action.sa_flags &= ~SA_RESTART;
    else action.sa_flags |= SA_RESTART;
    if (sigaction(signalnum, &action, nullptr) != 0) return raise_os_error(errno);
    return {};
}

// An OSError: signal.itimer_error.
Failure raise_timer_error(int number) {
    Ref<Type> type = module_state<SignalState>().timer_error;
    Ref<Int> code = Int::from(number);
    Ref<Str> text = Str::from(std::strerror(number));
    return raise_instance(TRY(call(type ? type.get() : &OSError, {code.get(), text.get()})));
}

Result<timeval> as_timeval(double seconds) {
    if (std::isnan(seconds)) return raise(ValueError, "Invalid value NaN (not a number)");
    if (std::abs(seconds) >= 9.2e18) return raise(OverflowError, "timestamp too large to convert to C _PyTime_t");
    double whole = std::floor(seconds);
    return timeval{time_t(whole), suseconds_t((seconds - whole) * 1e6)};
}
Result<Object> timer_values(const itimerval& timer) {
    auto seconds = [](const timeval& time) { return Float::from(double(time.tv_sec) + double(time.tv_usec) * 1e-6); };
    Ref<Float> delay = seconds(timer.it_value), interval = seconds(timer.it_interval);
    return Tuple::of({delay.get(), interval.get()});
}
Result<Object> setitimer_function(int which, double seconds, double interval) {
    timeval delay = TRY(as_timeval(seconds)), period = TRY(as_timeval(interval));
    itimerval wanted{period, delay}, old{};
    if (setitimer(__itimer_which_t(which), &wanted, &old) != 0) return raise_timer_error(errno);
    return timer_values(old);
}
Result<Object> getitimer_function(int which) {
    itimerval timer{};
    if (getitimer(__itimer_which_t(which), &timer) != 0) return raise_timer_error(errno);
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

#define S(name) \
    { #name, name }
constexpr Constant constants[] = {
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

// What the process was started with, as Python sees it.
Result<void> execute(Module* module) {
    Ref<Type>& timer_error = module_state<SignalState>().timer_error;
    if (!timer_error) timer_error = TRY(make_exception_class("signal.itimer_error", {&OSError}));
    module->set("ItimerError", timer_error.get());
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
    .functions = functions,
    .constants = constants,
    .exec = execute,
};

}  // namespace minipy
