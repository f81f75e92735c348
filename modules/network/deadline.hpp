// SPDX-License-Identifier: MIT
// How long to wait. Python's timeouts are numbers of seconds (poll: milliseconds) or None; here they are nanoseconds.
// A Deadline is a timeout that has begun: after a signal, only what is left of it is waited for (PEP 475).
//
//      Deadline deadline(timeout);
//      TRY(wait_until(deadline, Origin::outside, [&](Deadline::Left left) {
//          return ::poll(&one, 1, left.milliseconds());
//      }));
//
// Where a schedule decides and nothing can come from outside, such a call only looks; the schedule says when it is time
// to look again, and no real time passes.
//
// CPython: Python/pytime.c. Next: socket/waiting.hpp, select/select.cpp.
#pragma once

#include <ctime>

#include "vm/clock.hpp"
#include "vm/outside.hpp"
#include "vm/system_call.hpp"

namespace minipy::network {

inline constexpr std::int64_t forever = -1;

class Deadline {
public:
    // What is left; `forever` stays so.
    struct Left {
        std::int64_t nanoseconds;
        int milliseconds() const;  // rounded up, −1 for ever; one that is too long for an int is shortened
    };

    // Negative: never.
    explicit Deadline(std::int64_t timeout);
    bool exists() const { return at_ != forever; }
    bool has_passed() const { return exists() && nanoseconds_of(CLOCK_MONOTONIC) > at_; }
    Left left() const;
    std::int64_t moment() const { return exists() ? at_ : never; }  // of CLOCK_MONOTONIC

private:
    std::int64_t at_;
};

// Where what is waited for comes from; inside: from this process, and a schedule decides when.
enum class Origin : std::uint8_t { inside, outside };
inline Origin origin_of(std::span<const int> descriptors) {
    return are_inside(descriptors) ? Origin::inside : Origin::outside;
}
inline Origin origin_of(int descriptor) { return origin_of(std::span(&descriptor, 1)); }

// Makes a call that only looks, as often as the schedule says. What it has found once is not asked for again: an epoll
// object tells of some events a single time.
template <class Call>
Result<std::int64_t> look_until(Deadline deadline, Call call) {
    std::int64_t result;
    int error;
    auto look = [&] {
        result = call(Deadline::Left{0});
        error = errno;
        return result != 0;
    };
    bool is_ready = look();
    while (!is_ready && deadline.left().nanoseconds != 0) {
        gil.wait_until_ready([&] { return is_ready = look(); }, deadline.moment());
        TRY(handle_pending());
        if (!is_ready) is_ready = look();
    }
    if (result < 0) return raise_os_error(error);
    return result;
}

// Makes a call that waits, with what is left, again after each signal. 0, as if nothing had happened, when time is up.
template <class Call>
Result<std::int64_t> wait_until(Deadline deadline, Origin origin, Call call) {
    if (origin == Origin::inside) return look_until(deadline, std::move(call));
    for (;;) {
        Deadline::Left left = deadline.left();
        std::int64_t result;
        {
            AllowThreads allowed(left.nanoseconds == 0 ? Blocking::file : Blocking::outside);
            result = call(left);
        }
        if (result >= 0) return result;
        if (errno != EINTR) return raise_os_error(errno);
        TRY(handle_pending());
        if (deadline.has_passed()) return std::int64_t(0);
    }
}

}  // namespace minipy::network
