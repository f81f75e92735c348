// SPDX-License-Identifier: MIT
// From names of hosts to addresses and back, by the C library: files, DNS, whatever the system is set up for. It may
// take seconds, so it is done without the GIL. What is not ASCII in a name goes through the codec "idna".
// CPython: setipaddr() and makeipaddr() in Modules/socketmodule.c. Next: resolver.cpp, host_names.cpp.
#pragma once

#include <netdb.h>

#include <memory>

#include "modules/network/socket/address.hpp"

namespace minipy::network {

struct AddressListDeleter {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListDeleter>;

// getaddrinfo() of the C library; gaierror. The texts may be null; they stay as they are meanwhile.
Result<AddressList> look_up(const char* host, const char* service, const addrinfo& hints);
Failure raise_gaierror(int code);

// A host in an address: bytes that are a C string. TypeError: str, bytes or bytearray expected, not int.
Result<Bytes> parse_host(Object* object);
// The same as the only argument of a function that wants a name.
Result<Bytes> parse_host_argument(std::string_view function, Object* object);

// The address of a host, with port 0; AF_UNSPEC: of any family. "" is every interface, "<broadcast>" all hosts.
Result<Address> resolve(const Bytes* host, int family);
// The number as text.
Result<Object> host_object(const Address& address);

// What the C library calls a host or an interface.
Result<Str> decode_name(const char* name);

}  // namespace minipy::network
