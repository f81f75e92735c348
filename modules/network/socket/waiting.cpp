// SPDX-License-Identifier: MIT
// Waiting for one socket; waiting.hpp has the idea. CPython: internal_select() in Modules/socketmodule.c.
#include "modules/network/socket/waiting.hpp"

namespace minipy::network {

Failure raise_timed_out() { return raise(TimeoutError, "timed out"); }

Result<bool> is_ready_in_time(Socket* self, Direction direction, Deadline deadline) {
    if (self->descriptor < 0) return true;
    pollfd one{self->descriptor, events_of(direction), 0};
    Origin origin = origin_of(self->descriptor);
    for (;;) {
        std::int64_t ready = TRY(
            wait_until(deadline, origin, [&](Deadline::Left left) { return ::poll(&one, 1, left.milliseconds()); }));
        if (ready > 0) return true;
        // A wait that is longer than poll() can count goes on.
        if (deadline.left().nanoseconds == 0) return false;
    }
}

}  // namespace minipy::network
