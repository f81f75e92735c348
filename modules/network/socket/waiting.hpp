// SPDX-License-Identifier: MIT
// Calls on a socket that may have to wait. A socket with a timeout does not block in the system: poll() waits for it in
// front of the call. That it is ready then is a promise that the system need not keep (the data may be for another
// thread, or bad): if the call would block all the same, one waits again for what is left of the time.
//
//      Size count = TRY(call_when_ready(self, Direction::reading, Deadline(timeout), [=](int descriptor) {
//          return ::recv(descriptor, data, size, flags);       // without the GIL: touches no object
//      }));
//
// CPython: sock_call() in Modules/socketmodule.c. Next: transfer.cpp.
#pragma once

#include <poll.h>

#include "modules/network/socket/socket.hpp"

namespace minipy::network {

enum class Direction : std::uint8_t { reading, writing };
constexpr short events_of(Direction direction) { return direction == Direction::reading ? POLLIN : POLLOUT; }

// Waits until the socket is ready; false: time is up. One that has been closed meanwhile is ready to fail.
Result<bool> is_ready_in_time(Socket* self, Direction direction, Deadline deadline);

// The deadline of one call on the socket; none for sockets that block, and for those that never wait.
inline Deadline deadline_of(const Socket* self) { return Deadline(self->timeout > 0 ? self->timeout : forever); }

Failure raise_timed_out();

// A call that does not wait, made once; −1 is an OSError.
template <class Call>
Result<void> call_once(const Socket* self, Call call) {
    int descriptor = self->descriptor, result;
    {
        AllowThreads allowed(Blocking::file);
        result = call(descriptor);
    }
    if (result < 0) return raise_os_error(errno);
    return {};
}

template <class Call>
Result<std::int64_t> call_when_ready(Socket* self, Direction direction, Deadline deadline, Call call) {
    for (bool again = false;; again = true) {
        if (again && deadline.has_passed()) return raise_timed_out();
        if (deadline.exists() && !TRY(is_ready_in_time(self, direction, deadline))) return raise_timed_out();
        int descriptor = self->descriptor;
        std::int64_t result;
        {
            AllowThreads allowed(blocking_of_transfer(descriptor, events_of(direction)));
            result = call(descriptor);
        }
        if (result >= 0) return result;
        if (errno == EINTR) TRY(handle_pending());
        else if (!deadline.exists() || errno != EAGAIN) return raise_os_error(errno);
    }
}
template <class Call>
Result<std::int64_t> call_when_ready(Socket* self, Direction direction, Call call) {
    return call_when_ready(self, direction, deadline_of(self), std::move(call));
}

}  // namespace minipy::network
