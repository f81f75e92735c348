// SPDX-License-Identifier: MIT
// The clock that deadlines are measured by; deadline.hpp has the idea. CPython: Python/pytime.c.
#include "modules/network/deadline.hpp"

#include <climits>

namespace minipy::network {

Deadline::Deadline(std::int64_t timeout) : at_(forever) {
    if (timeout >= 0 && __builtin_add_overflow(nanoseconds_of(CLOCK_MONOTONIC), timeout, &at_)) at_ = INT64_MAX;
}

Deadline::Left Deadline::left() const {
    if (!exists()) return {forever};
    std::int64_t rest = at_ - nanoseconds_of(CLOCK_MONOTONIC);
    return {rest < 0 ? 0 : rest};
}

int Deadline::Left::milliseconds() const {
    if (nanoseconds == forever) return -1;
    std::int64_t whole = nanoseconds / nanoseconds_in_millisecond + (nanoseconds % nanoseconds_in_millisecond != 0);
    return whole > INT_MAX ? INT_MAX : int(whole);
}

}  // namespace minipy::network
