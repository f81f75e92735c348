// SPDX-License-Identifier: MIT
// The part of _signal with the clocks that send signals: one that rings once, alarm(), and the interval timers, which
// count real time, or the time that the process uses. CPython: Modules/signalmodule.c. Next: signals.cpp.
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "modules/native.hpp"
#include "modules/system/signals/state.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/threads/module_state.hpp"
#include "vm/clock.hpp"
#include "vm/outside.hpp"

namespace minipy {

namespace {

Result<Size> alarm_function(int seconds) { return Size(alarm(unsigned(seconds))); }

// An OSError: signal.itimer_error.
Failure raise_timer_error(int number) {
    Ref<Type> type = module_state<SignalState>().timer_error;
    Ref<Int> code = Int::from(number);
    Ref<Str> text = Str::from(std::strerror(number));
    return raise_instance(TRY(call(type ? type.get() : &OSError, {code.get(), text.get()})));
}

// Upwards: what is to come in less than a microsecond is not to be switched off.
Result<timeval> as_timeval(Object* seconds) {
    std::int64_t nanoseconds = TRY(parse_duration(seconds, nanoseconds_in_second));
    std::int64_t microseconds = nanoseconds / 1000 + (nanoseconds % 1000 > 0 ? 1 : 0);
    return timeval{time_t(microseconds / 1'000'000), suseconds_t(microseconds % 1'000'000)};
}
Result<Object> timer_values(const itimerval& timer) {
    if (timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0) note_outside(Outside::clock);
    auto seconds = [](const timeval& time) { return Float::from(double(time.tv_sec) + double(time.tv_usec) * 1e-6); };
    Ref<Float> delay = seconds(timer.it_value), interval = seconds(timer.it_interval);
    return Tuple::of({delay.get(), interval.get()});
}
Result<Object> setitimer_function(int which, Object* seconds, Object* interval) {
    timeval delay = TRY(as_timeval(seconds)), period{};
    if (interval != nullptr) period = TRY(as_timeval(interval));
    itimerval wanted{period, delay}, old{};
    if (setitimer(__itimer_which_t(which), &wanted, &old) != 0) return raise_timer_error(errno);
    return timer_values(old);
}
Result<Object> getitimer_function(int which) {
    itimerval timer{};
    if (getitimer(__itimer_which_t(which), &timer) != 0) return raise_timer_error(errno);
    return timer_values(timer);
}

const Method timer_functions[] = {
    {"alarm(seconds, /)", bind<alarm_function>,
     "Sets the clock for a SIGALRM in so many seconds; 0 stops it. Gives what was left of an earlier one."},
    {"setitimer(which, seconds, interval=0.0, /)", bind<setitimer_function>,
     "Starts a timer that sends a signal after some seconds, then at each interval; gives what the old one had left."},
    {"getitimer(which, /)", bind<getitimer_function>, "Gives what a timer has left, and its interval."},
};

constexpr Constant timer_constants[] = {
    {"ITIMER_REAL", ITIMER_REAL},
    {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
    {"ITIMER_PROF", ITIMER_PROF},
};

Result<void> timer_execute(Module* module) {
    Ref<Type>& timer_error = module_state<SignalState>().timer_error;
    if (!timer_error) timer_error = TRY(make_exception_class("signal.itimer_error", {&OSError}));
    module->set("ItimerError", timer_error.get());
    return {};
}

}  // namespace

extern const ModuleSpec signal_timers_part = {
    .functions = timer_functions, .constants = timer_constants, .exec = timer_execute};

}  // namespace minipy
