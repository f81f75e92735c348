// SPDX-License-Identifier: MIT
// Module _socket: what Lib/socket.py is made of. A Socket is a descriptor with what is known of it, and a timeout:
//
//      timeout  none        the system's own blocking calls
//               0           the descriptor does not block; a call that would have to wait fails with EAGAIN
//               otherwise   the descriptor does not block; before each call poll() waits for it (waiting.hpp)
//
// Another thread, a signal's handler or an __index__ may close a socket at any time: every call reads `descriptor` when
// all arguments have been converted, and a closed one is −1, which the system refuses.
//
// CPython: Modules/socketmodule.c. Next: waiting.hpp, socket.cpp, address.hpp, transfer.cpp, resolver.hpp.
#pragma once

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/network/deadline.hpp"
#include "runtime/functions/parsed_arguments.hpp"

namespace minipy::network {

struct Socket : Object {
    int descriptor;  // −1: closed
    int family, kind, protocol;
    std::int64_t timeout;  // in nanoseconds; `forever`: none
    static Type type_object;
};

struct SocketState {
    static constexpr auto module = NativeModule::socket_module;
    Ref<Type> gaierror, herror;
    std::int64_t default_timeout = forever;
    static constexpr auto references = field_list<&SocketState::gaierror, &SocketState::herror>;
};

// A socket of the module's own type. It owns the descriptor: if it cannot be made, that is closed.
Result<Object> make_socket(int descriptor, int family, int kind, int protocol);

// A timeout in seconds; None: forever.
Result<std::int64_t> parse_timeout(Object* timeout);
Ref<Object> timeout_object(std::int64_t timeout);
// Says to the system whether calls on the descriptor block.
Result<void> set_descriptor_blocking(int descriptor, bool blocking);
// Closes without waiting for other threads; that the other side has gone already is no error.
Result<void> close_descriptor(int descriptor);

// ---------------------------------------------------------------- methods, by file

// connecting.cpp
Result<Object> socket_accept(Socket* self);
Result<Object> socket_bind(Socket* self, Object* address);
Result<Object> socket_connect(Socket* self, Object* address);
Result<Object> socket_connect_ex(Socket* self, Object* address);
Result<Object> socket_getpeername(Socket* self);
Result<Object> socket_getsockname(Socket* self);
Result<Object> socket_listen(Socket* self, const Arguments& arguments);
Result<Object> socket_shutdown(Socket* self, int how);

// options.cpp
Result<Object> socket_getsockopt(Socket* self, const Arguments& arguments);
Result<Object> socket_setsockopt(Socket* self, const Arguments& arguments);
Result<Object> socket_gettimeout(Socket* self);
Result<Object> socket_settimeout(Socket* self, Object* timeout);
Result<Object> socket_getblocking(Socket* self);
Result<Object> socket_setblocking(Socket* self, Object* flag);

// transfer.cpp
Result<Object> socket_recv(Socket* self, const Arguments& arguments);
Result<Object> socket_recv_into(Socket* self, Object* buffer, Object* nbytes, Object* flags);
Result<Object> socket_recvfrom(Socket* self, const Arguments& arguments);
Result<Object> socket_recvfrom_into(Socket* self, Object* buffer, Object* nbytes, Object* flags);
Result<Object> socket_send(Socket* self, const Arguments& arguments);
Result<Object> socket_sendall(Socket* self, const Arguments& arguments);
Result<Object> socket_sendto(Socket* self, const Arguments& arguments);

// received_messages.cpp
Result<Object> socket_recvmsg(Socket* self, const Arguments& arguments);
Result<Object> socket_recvmsg_into(Socket* self, const Arguments& arguments);

// sent_messages.cpp
Result<Object> socket_sendmsg(Socket* self, const Arguments& arguments);
Result<Object> socket_sendmsg_afalg(Socket* self, Object* msg, Object* op, Object* iv, Object* assoclen, Object* flags);

// ---------------------------------------------------------------- parts of the module

extern const ModuleSpec host_names_part, services_part, internet_numbers_part, interfaces_part;
extern const ModuleSpec common_constants_part, family_constants_part;

}  // namespace minipy::network
