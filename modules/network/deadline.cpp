// SPDX-License-Identifier: MIT
// Durations from numbers, and the clock they are measured by; deadline.hpp has the idea. CPython: Python/pytime.c.
#include "modules/network/deadline.hpp"

#include <climits>
#include <cmath>

#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::network {

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

std::int64_t Deadline::now() {
    timespec moment{};
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return std::int64_t(moment.tv_sec) * nanoseconds_in_second + moment.tv_nsec;
}

Deadline::Deadline(std::int64_t timeout) : at_(forever) {
    if (timeout >= 0 && __builtin_add_overflow(now(), timeout, &at_)) at_ = INT64_MAX;
}

Deadline::Left Deadline::left() const {
    if (!exists()) return {forever};
    std::int64_t rest = at_ - now();
    return {rest < 0 ? 0 : rest};
}

int Deadline::Left::milliseconds() const {
    if (nanoseconds == forever) return -1;
    std::int64_t whole = nanoseconds / nanoseconds_in_millisecond + (nanoseconds % nanoseconds_in_millisecond != 0);
    return whole > INT_MAX ? INT_MAX : int(whole);
}

}  // namespace minipy::network
