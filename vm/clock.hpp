// SPDX-License-Identifier: MIT
// Time as the program sees it: the system's, or a schedule's, where it passes only while somebody sleeps. All times are
// nanoseconds. CPython: Python/pytime.c. Next: clock.cpp.
#pragma once

#include <cstdint>
#include <ctime>

#include "runtime/object/result.hpp"
#include "vm/schedule.hpp"

namespace minipy {

inline constexpr std::int64_t never = Schedule::never;

// What the clock shows; one of the system's that clock_gettime() knows.
std::int64_t nanoseconds_of(clockid_t clock);
// On CLOCK_MONOTONIC; `never` if the time that is to pass is negative or too long.
std::int64_t deadline_after(std::int64_t nanoseconds);
constexpr timespec as_timespec(std::int64_t nanoseconds) {
    return {time_t(nanoseconds / 1'000'000'000), long(nanoseconds % 1'000'000'000)};
}

// Lets other threads run meanwhile. Goes on after a signal, unless its handler raises.
Result<void> sleep_for(std::int64_t nanoseconds);

}  // namespace minipy
