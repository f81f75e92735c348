// SPDX-License-Identifier: MIT
// How long to wait. Python's timeouts are numbers of seconds (poll: milliseconds) or None; here they are nanoseconds.
// A Deadline is a timeout that has begun: after a signal, only what is left of it is waited for (PEP 475).
//
//      Deadline deadline(timeout);
//      TRY(wait_until(deadline, [&](Deadline::Left left) { return ::poll(&one, 1, left.milliseconds()); }));
//
// CPython: Python/pytime.c. Next: socket/waiting.hpp, select/select.cpp.
#pragma once

#include <ctime>

#include "vm/clock.hpp"
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
    bool has_passed() const { return exists() && now() > at_; }
    Left left() const;

private:
    // The system's clock even where a schedule decides: these waits are real.
    static std::int64_t now();
    std::int64_t at_;
};

// Makes a call that waits, with what is left, again after each signal. 0, as if nothing had happened, when time is up.
template <class Call>
Result<std::int64_t> wait_until(Deadline deadline, Call call) {
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
