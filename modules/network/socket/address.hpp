// SPDX-License-Identifier: MIT
// Addresses: what the system has as structs is in Python a tuple, a str or bytes, differently for each family of
// sockets.
//
//      AF_INET      (host, port)                              AF_UNIX     path; b"\0name" in the abstract name space
//      AF_INET6     (host, port, flowinfo, scope_id)          AF_NETLINK  (pid, groups)
//      AF_PACKET    (interface, protocol, packet type,        AF_VSOCK    (cid, port)
//                    hardware type, hardware address)         AF_CAN      (interface, …), differing by protocol
//      AF_TIPC      (address type, v1, v2, v3, scope)         AF_ALG      (type, name, features, mask)
//      AF_BLUETOOTH differing by protocol                     AF_QIPCRTR  (node, port)
//
// A host is looked up if it is no number, which may take long, without the GIL.
// CPython: getsockaddrarg() and makesockaddr() in Modules/socketmodule.c. Next: address.cpp, link_addresses.cpp.
#pragma once

#include <sys/socket.h>

#include "modules/network/socket/socket.hpp"

namespace minipy::network {

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    sockaddr* pointer() { return reinterpret_cast<sockaddr*>(&storage); }
    const sockaddr* pointer() const { return reinterpret_cast<const sockaddr*>(&storage); }
    // The storage as the struct of a family; `set_as` also says so in it.
    template <class Struct>
    const Struct& as() const {
        return *reinterpret_cast<const Struct*>(&storage);
    }
    template <class Struct>
    Struct& set_as(int family) {
        static_assert(sizeof(Struct) <= sizeof(sockaddr_storage));
        storage.ss_family = sa_family_t(family);
        length = sizeof(Struct);
        return *reinterpret_cast<Struct*>(&storage);
    }
};

// The argument of `caller` ("bind") as an address of the socket's family.
Result<Address> parse_address(Socket* self, Object* object, const char* caller);
// An empty one, with room for any of the socket's family. OSError: getsockaddrlen: bad family.
Result<Address> room_for_address(Socket* self);
// As Python sees it; None when there is none. Interfaces are asked for their names by the descriptor.
Result<Object> address_object(int descriptor, const Address& address, int protocol);

// ---------------------------------------------------------------- tools of the families

// A tuple of `least` to `most` items; TypeErrors: "bind(): AF_INET address must be tuple, not int", and `expected`.
Result<Tuple*> expect_tuple(Object* object, const char* caller, const char* family);
Result<void> expect_count(Tuple* tuple, Size least, Size most, const char* expected);

// What address.cpp finds in the other files.
Result<Address> parse_netlink_address(Object* object, const char* caller);
Result<Address> parse_packet_address(Socket* self, Object* object, const char* caller);
Result<Address> parse_can_address(Socket* self, Object* object, const char* caller);
Result<Address> parse_tipc_address(Object* object, const char* caller);
Result<Address> parse_vsock_address(Object* object);
Result<Address> parse_qrtr_address(Object* object);
Result<Address> parse_alg_address(Object* object, const char* caller);
Result<Address> parse_bluetooth_address(Socket* self, Object* object, const char* caller);

Result<Object> packet_address_object(int descriptor, const Address& address);
Result<Object> can_address_object(int descriptor, const Address& address, int protocol);
Result<Object> tipc_address_object(const Address& address);
Result<Object> alg_address_object(const Address& address);
Result<Object> bluetooth_address_object(const Address& address, int protocol);
Result<void> check_bluetooth_protocol(int protocol);

}  // namespace minipy::network
