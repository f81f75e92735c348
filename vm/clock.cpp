// SPDX-License-Identifier: MIT
// Telling the time, and letting it pass. CPython: Python/pytime.c, pysleep() in Modules/timemodule.c.
#include "vm/clock.hpp"

#include <cerrno>
#include <cmath>

#include "runtime/kernel/errors.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/gil.hpp"
#include "vm/outside.hpp"

namespace minipy {

namespace {

// 0, or an error: EINTR when a signal has come.
int wait_until(std::int64_t deadline) {
    if (schedule != nullptr) {
        gil.wait_as_scheduled(nullptr, deadline);
        return schedule->now() < deadline ? EINTR : 0;
    }
    timespec until = as_timespec(deadline);
    AllowThreads allowed(Blocking::sleep);
    return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

}  // namespace

// With a schedule the date is the real one of its beginning; how it goes on from there is the schedule's.
std::int64_t nanoseconds_of(clockid_t clock) {
    if (clock != CLOCK_MONOTONIC) note_outside(Outside::clock);
    if (schedule != nullptr && clock == CLOCK_MONOTONIC) return schedule->now();
    if (schedule != nullptr && clock == CLOCK_REALTIME) return schedule->began_at + schedule->now();
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t(now.tv_sec) * nanoseconds_in_second + now.tv_nsec;
}

std::int64_t deadline_after(std::int64_t nanoseconds) {
    if (nanoseconds < 0) return never;  // who waits for ever need not know what time it is
    std::int64_t now = nanoseconds_of(CLOCK_MONOTONIC);
    return nanoseconds > never - now ? never : now + nanoseconds;
}

namespace {

Failure too_large() { return raise(OverflowError, "timestamp too large to convert to C _PyTime_t"); }

Result<std::int64_t> whole_duration(double number, std::int64_t unit) {
    if (std::isnan(number)) return raise(ValueError, "Invalid value NaN (not a number)");
    double nanoseconds = number * double(unit);
    nanoseconds = nanoseconds < 0 ? std::floor(nanoseconds) : std::ceil(nanoseconds);
    constexpr double limit = 9223372036854775808.0;  // 2 ** 63
    if (nanoseconds < -limit || nanoseconds >= limit) return too_large();
    return std::int64_t(nanoseconds);
}

}  // namespace

Result<std::int64_t> parse_duration(Object* number, std::int64_t unit) {
    if (is<Float>(number)) return whole_duration(cast<Float>(number)->value, unit);
    Ref<Int> whole = TRY(to_index(number));
    std::int64_t nanoseconds;
    if (!whole->is_small() || __builtin_mul_overflow(whole->small, unit, &nanoseconds)) return too_large();
    return nanoseconds;
}

Result<std::int64_t> parse_duration(Object* number, std::int64_t unit, const char* expected) {
    Result<std::int64_t> duration = parse_duration(number, unit);
    if (duration.failed() && catch_exception(TypeError)) return raise_message(TypeError, expected);
    return duration;
}

Result<void> sleep_for(std::int64_t nanoseconds) {
    for (std::int64_t deadline = deadline_after(nanoseconds);;) {
        int error = wait_until(deadline);
        if (error == 0) return {};
        if (error != EINTR) return raise_os_error(error);
        TRY(handle_pending());
    }
}

}  // namespace minipy
