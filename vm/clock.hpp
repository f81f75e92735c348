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
inline constexpr std::int64_t nanoseconds_in_second = 1'000'000'000, nanoseconds_in_millisecond = 1'000'000;

// What the clock shows; one of the system's that clock_gettime() knows.
std::int64_t nanoseconds_of(clockid_t clock);
// On CLOCK_MONOTONIC; `never` if the time that is to pass is negative or too long.
std::int64_t deadline_after(std::int64_t nanoseconds);
constexpr timespec as_timespec(std::int64_t nanoseconds) {
    return {time_t(nanoseconds / nanoseconds_in_second), long(nanoseconds % nanoseconds_in_second)};
}

// An int or a float in some unit, away from zero to whole nanoseconds. TypeError: 'str' object cannot be interpreted as
// an integer.
Result<std::int64_t> parse_duration(Object* number, std::int64_t unit);
// The same where another TypeError is usual, such as "timeout must be an integer or None".
Result<std::int64_t> parse_duration(Object* number, std::int64_t unit, const char* expected);

// Lets other threads run meanwhile. Goes on after a signal, unless its handler raises.
Result<void> sleep_for(std::int64_t nanoseconds);

}  // namespace minipy
