// SPDX-License-Identifier: MIT
// Looking hosts up; resolver.hpp has the idea. CPython: Modules/socketmodule.c.
#include "modules/network/socket/resolver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "runtime/bytes/bytearray.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/outside.hpp"

namespace minipy::network {

// ---------------------------------------------------------------- errors

Failure raise_gaierror(int code) {
    if (code == EAI_SYSTEM) return raise_os_error(errno);
    Ref<Type> type = module_state<SocketState>().gaierror;
    Ref<Int> number = Int::from(code);
    Ref<Str> message = Str::from(::gai_strerror(code));
    return raise_instance(TRY(call(type ? type.get() : &OSError, {number.get(), message.get()})));
}

Result<AddressList> look_up(const char* host, const char* service, const addrinfo& hints) {
    note_outside(Outside::socket);
    addrinfo* found = nullptr;
    int code;
    {
        AllowThreads allowed(Blocking::outside);
        code = ::getaddrinfo(host, service, &hints, &found);
    }
    if (code != 0) return raise_gaierror(code);
    return AddressList(found);
}

// ---------------------------------------------------------------- names as arguments

namespace {

// Plain ASCII needs no codec.
Result<Bytes> encode_host(Str* name) {
    return name->ascii ? Bytes::copy(name->view()) : encode(name, "idna", "strict");
}

// The bytes of what can be a name; null: it is none of the three types.
Maybe<Bytes> host_bytes(Object* object) {
    if (auto* text = as<Str>(object)) return encode_host(text);
    if (auto* bytes = as<Bytes>(object)) return share(bytes);
    if (auto* array = as<ByteArray>(object)) return Bytes::copy(array->view());
    return nothing;
}

bool has_zero(const Bytes* bytes) { return bytes->view().find('\0') != std::string_view::npos; }

}  // namespace

Result<Bytes> parse_host(Object* object) {
    Maybe<Bytes> found = host_bytes(object);
    if (found.failed()) {
        clear_exception();
        return raise(TypeError, "encoding of hostname failed");
    }
    Ref<Bytes> host = found.take();
    if (!host) return raise(TypeError, "str, bytes or bytearray expected, not {}", type_name(object));
    if (has_zero(host.get())) return raise(TypeError, "host name must not contain null character");
    return host;
}

Result<Bytes> parse_host_argument(std::string_view function, Object* object) {
    Ref<Bytes> host = TRY(host_bytes(object));
    const char* expected = !host                  ? "str, bytes or bytearray"
                           : has_zero(host.get()) ? "encoded string without null bytes"
                                                  : nullptr;
    if (expected == nullptr) return host;
    return raise(TypeError, "{}() argument 1 must be {}, not {}", function, expected,
                 is_none(object) ? "None" : type_name(object));
}

Result<Str> decode_name(const char* name) { return decode_utf8(name, "surrogateescape"); }

// ---------------------------------------------------------------- names to addresses

namespace {

Address first_address(const addrinfo& found) {
    Address address;
    address.length = std::min<socklen_t>(found.ai_addrlen, sizeof address.storage);
    std::memcpy(&address.storage, found.ai_addr, address.length);
    return address;
}

// An address that stands for all of this host's.
Result<Address> resolve_wildcard(int family) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_DGRAM;  // any, so that each address comes once
    hints.ai_flags = AI_PASSIVE;
    AddressList found = TRY(look_up(nullptr, "0", hints));
    if (found->ai_next != nullptr) return raise(OSError, "wildcard resolved to multiple address");
    return first_address(*found);
}

Result<Address> resolve_broadcast(int family) {
    if (family != AF_INET && family != AF_UNSPEC) return raise(OSError, "address family mismatched");
    Address address;
    address.set_as<sockaddr_in>(AF_INET).sin_addr.s_addr = INADDR_BROADCAST;
    return address;
}

// A number, as far as it can be told without the C library's resolver; false: it is something else.
bool read_number(const char* host, int family, Address& address) {
    Address number;
    if (family != AF_INET6 && ::inet_pton(AF_INET, host, &number.set_as<sockaddr_in>(AF_INET).sin_addr) == 1) {
        address = number;
        return true;
    }
    if (family == AF_INET || std::strchr(host, '%') != nullptr) return false;  // a scope needs the resolver
    if (::inet_pton(AF_INET6, host, &number.set_as<sockaddr_in6>(AF_INET6).sin6_addr) != 1) return false;
    address = number;
    return true;
}

}  // namespace

Result<Address> resolve(const Bytes* host, int family) {
    const char* name = host->data();
    if (*name == '\0') return resolve_wildcard(family);
    if (host->view() == "<broadcast>" || host->view() == "255.255.255.255") return resolve_broadcast(family);
    Address address;
    if (read_number(name, family, address)) return address;
    addrinfo hints{};
    hints.ai_family = family;
    AddressList found = TRY(look_up(name, nullptr, hints));
    return first_address(*found);
}

// ---------------------------------------------------------------- addresses to numbers as text

Result<Object> host_object(const Address& address) {
    char text[INET6_ADDRSTRLEN];
    int family = address.storage.ss_family;
    const void* number = family == AF_INET ? static_cast<const void*>(&address.as<sockaddr_in>().sin_addr)
                                           : &address.as<sockaddr_in6>().sin6_addr;
    if (::inet_ntop(family, number, text, sizeof text) == nullptr) return raise_os_error(errno);
    return Str::from(text);
}

}  // namespace minipy::network
