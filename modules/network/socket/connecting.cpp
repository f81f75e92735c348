// SPDX-License-Identifier: MIT
// How two sides meet: bind, listen and accept on one, connect on the other. A connect() that a signal or a timeout does
// not let finish goes on in the system; the socket can be written to when it is done, and says how it went.
// CPython: Modules/socketmodule.c. Next: waiting.hpp, transfer.cpp.
#include "modules/network/socket/address.hpp"
#include "modules/network/socket/waiting.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

Result<Object> socket_bind(Socket* self, Object* address) {
    Address parsed = TRY(parse_address(self, address, "bind"));
    TRY(audit("socket.bind", {self, address}));
    TRY(call_once(self, [&](int descriptor) { return ::bind(descriptor, parsed.pointer(), parsed.length); }));
    return none();
}

Result<Object> socket_listen(Socket* self, const Arguments& arguments) {
    constexpr int usual_backlog = 128;
    TRY(check_arguments("socket.listen", arguments, 0, 1));
    int backlog = std::max(TRY(parse_int(arguments, 0, usual_backlog)), 0);
    TRY(call_once(self, [&](int descriptor) { return ::listen(descriptor, backlog); }));
    return none();
}

Result<Object> socket_accept(Socket* self) {
    Address room = TRY(room_for_address(self));
    Address peer = room;
    int accepted = int(TRY(call_when_ready(self, Direction::reading, [&](int descriptor) {
        peer.length = room.length;
        return ::accept4(descriptor, peer.pointer(), &peer.length, SOCK_CLOEXEC);
    })));
    Ref<Int> descriptor = Int::from(accepted);
    Result<Object> address = address_object(self->descriptor, peer, self->protocol);
    if (address.failed()) {
        PreserveException preserved;
        if (close_descriptor(accepted).failed()) clear_exception();
    }
    return Tuple::of({descriptor.get(), TRY(std::move(address)).get()});
}

// ---------------------------------------------------------------- connecting

namespace {

constexpr int timed_out = -1;  // beside the system's numbers of errors

// Waits for the end of a connect() that goes on in the system: 0, or the number of its error.
Result<int> finish_connecting(Socket* self) {
    Deadline deadline = deadline_of(self);
    for (;;) {
        if (!TRY(is_ready_in_time(self, Direction::writing, deadline))) return timed_out;
        int error = 0;
        socklen_t size = sizeof error;
        if (::getsockopt(self->descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
        if (error == 0 || error == EISCONN) return 0;
        if (error != EAGAIN) return error;
        if (deadline.has_passed()) return timed_out;
    }
}

// 0, or the number of an error.
Result<int> connect_socket(Socket* self, Object* address, const char* caller) {
    Address parsed = TRY(parse_address(self, address, caller));
    TRY(audit("socket.connect", {self, address}));
    int descriptor = self->descriptor, result;
    {
        AllowThreads allowed(Blocking::outside);
        result = ::connect(descriptor, parsed.pointer(), parsed.length);
    }
    if (result == 0) return 0;
    int error = errno;
    bool goes_on = error == EINPROGRESS && self->timeout > 0;
    if (error == EINTR) {
        TRY(handle_pending());
        goes_on = self->timeout != 0;
    }
    return goes_on ? finish_connecting(self) : Result<int>(error);
}

}  // namespace

Result<Object> socket_connect(Socket* self, Object* address) {
    int error = TRY(connect_socket(self, address, "connect"));
    if (error == timed_out) return raise_timed_out();
    if (error != 0) return raise_os_error(error);
    return none();
}

Result<Object> socket_connect_ex(Socket* self, Object* address) {
    int error = TRY(connect_socket(self, address, "connect_ex"));
    return Int::from(error == timed_out ? EAGAIN : error);
}

// ---------------------------------------------------------------- both sides

namespace {

Result<Object> ask_for_address(Socket* self, int (*ask)(int, sockaddr*, socklen_t*)) {
    Address address = TRY(room_for_address(self));
    TRY(call_once(self, [&](int descriptor) { return ask(descriptor, address.pointer(), &address.length); }));
    return address_object(self->descriptor, address, self->protocol);
}

}  // namespace

Result<Object> socket_getpeername(Socket* self) { return ask_for_address(self, ::getpeername); }
Result<Object> socket_getsockname(Socket* self) { return ask_for_address(self, ::getsockname); }

Result<Object> socket_shutdown(Socket* self, int how) {
    TRY(call_once(self, [&](int descriptor) { return ::shutdown(descriptor, how); }));
    return none();
}

}  // namespace minipy::network
