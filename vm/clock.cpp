// SPDX-License-Identifier: MIT
// Telling the time, and letting it pass. CPython: Python/pytime.c, pysleep() in Modules/timemodule.c.
#include "vm/clock.hpp"

#include <cerrno>

#include "runtime/kernel/errors.hpp"
#include "vm/gil.hpp"

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
    if (schedule != nullptr && clock == CLOCK_MONOTONIC) return schedule->now();
    if (schedule != nullptr && clock == CLOCK_REALTIME) return schedule->began_at + schedule->now();
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::int64_t deadline_after(std::int64_t nanoseconds) {
    std::int64_t now = nanoseconds_of(CLOCK_MONOTONIC);
    return nanoseconds < 0 || nanoseconds > never - now ? never : now + nanoseconds;
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
