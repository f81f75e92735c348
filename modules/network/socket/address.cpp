// SPDX-License-Identifier: MIT
// Addresses of sockets by family, and those of the internet and of the file system. A path is copied into the struct
// before anything else runs; hosts are looked up when all other parts have been converted.
// CPython: Modules/socketmodule.c. Next: link_addresses.cpp, resolver.cpp.
#include "modules/network/socket/address.hpp"

#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>

#include "modules/network/socket/resolver.hpp"
#include "modules/network/socket/system_headers.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::network {

Result<Tuple*> expect_tuple(Object* object, const char* caller, const char* family) {
    if (auto* tuple = as<Tuple>(object)) return tuple;
    return raise(TypeError, "{}: {} address must be tuple, not {}", caller, family, type_name(object));
}

Result<void> expect_count(Tuple* tuple, Size least, Size most, const char* expected) {
    if (tuple->length < least || tuple->length > most) return raise_message(TypeError, expected);
    return {};
}

namespace {

// ---------------------------------------------------------------- internet

constexpr std::uint64_t largest_flowinfo = 0xfffff;

Failure bad_port(const char* caller) { return raise(OverflowError, "{}(): port must be 0-65535.", caller); }

// A number that is no int at all is no port either, in the same words.
Result<int> parse_port(Object* object, const char* caller) {
    Result<int> port = parse_int(object);
    if (port.failed() && catch_exception(OverflowError)) return bad_port(caller);
    return port;
}

Result<Address> parse_inet_address(Object* object, const char* caller) {
    Tuple* tuple = TRY(expect_tuple(object, format_text("{}()", caller).c_str(), "AF_INET"));
    TRY(expect_count(tuple, 2, 2, "AF_INET address must be a pair (host, port)"));
    Ref<Bytes> host = TRY(parse_host((*tuple)[0]));
    int port = TRY(parse_port((*tuple)[1], caller));
    Address address = TRY(resolve(host.get(), AF_INET));
    if (port < 0 || port > 0xffff) return bad_port(caller);
    address.set_as<sockaddr_in>(AF_INET).sin_port = htons(std::uint16_t(port));
    return address;
}

Result<Address> parse_inet6_address(Object* object, const char* caller) {
    Tuple* tuple = TRY(expect_tuple(object, format_text("{}()", caller).c_str(), "AF_INET6"));
    TRY(expect_count(tuple, 2, 4, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
    Ref<Bytes> host = TRY(parse_host((*tuple)[0]));
    int port = TRY(parse_port((*tuple)[1], caller));
    auto flowinfo = std::uint32_t(TRY(parse_bits(tuple, 2, 0)));
    auto scope = std::uint32_t(TRY(parse_bits(tuple, 3, 0)));
    Address address = TRY(resolve(host.get(), AF_INET6));
    if (port < 0 || port > 0xffff) return bad_port(caller);
    if (flowinfo > largest_flowinfo) return raise(OverflowError, "{}(): flowinfo must be 0-1048575.", caller);
    auto& made = address.set_as<sockaddr_in6>(AF_INET6);
    made.sin6_port = htons(std::uint16_t(port));
    made.sin6_flowinfo = htonl(flowinfo);
    made.sin6_scope_id = scope;
    return address;
}

Result<Object> inet_address_object(const Address& address) {
    Ref<Object> host = TRY(host_object(address));
    Ref<Int> port = Int::from(ntohs(address.as<sockaddr_in>().sin_port));
    return Tuple::of({host.get(), port.get()});
}

Result<Object> inet6_address_object(const Address& address) {
    const auto& from = address.as<sockaddr_in6>();
    Ref<Object> host = TRY(host_object(address));
    Ref<Int> port = Int::from(ntohs(from.sin6_port)), flowinfo = Int::from(ntohl(from.sin6_flowinfo));
    Ref<Int> scope = Int::from(from.sin6_scope_id);
    return Tuple::of({host.get(), port.get(), flowinfo.get(), scope.get()});
}

// ---------------------------------------------------------------- file system

constexpr std::size_t path_offset = offsetof(sockaddr_un, sun_path);

// A path ends with a zero; what begins with one, or is empty, is a name in a space of its own ("abstract") that ends
// where the address does.
Result<Address> parse_unix_address(Object* object) {
    Ref<Object> encoded =
        is<Str>(object) ? Ref<Object>(TRY(encode_utf8(cast<Str>(object), "surrogateescape"))) : share(object);
    Buffer buffer;
    TRY(buffer.acquire(encoded.get()));
    std::string_view path = buffer.text();
    bool is_abstract = path.empty() || path.front() == '\0';
    Address address;
    auto& made = address.set_as<sockaddr_un>(AF_UNIX);
    if (path.size() + (is_abstract ? 0 : 1) > sizeof made.sun_path) return raise(OSError, "AF_UNIX path too long");
    std::copy(path.begin(), path.end(), made.sun_path);
    address.length = socklen_t(path_offset + path.size() + (is_abstract ? 0 : 1));
    return address;
}

Result<Object> unix_address_object(const Address& address) {
    const auto& from = address.as<sockaddr_un>();
    std::size_t room = address.length > path_offset ? address.length - path_offset : 0;
    std::string_view path(from.sun_path, std::min(room, sizeof from.sun_path));
    if (!path.empty() && path.front() == '\0') return Bytes::copy(path);
    return decode_utf8(path.substr(0, path.find('\0')), "surrogateescape");
}

// ---------------------------------------------------------------- families that Python does not know

Result<Object> raw_address_object(const Address& address) {
    constexpr std::size_t data_offset = offsetof(sockaddr, sa_data);
    std::size_t room = address.length > data_offset ? address.length - data_offset : 0;
    Ref<Int> family = Int::from(address.storage.ss_family);
    Ref<Bytes> data = TRY(Bytes::copy({address.pointer()->sa_data, room}));
    return Tuple::of({family.get(), data.get()});
}

}  // namespace

// ---------------------------------------------------------------- by family

Result<Address> parse_address(Socket* self, Object* object, const char* caller) {
    switch (self->family) {
        case AF_INET: return parse_inet_address(object, caller);
        case AF_INET6: return parse_inet6_address(object, caller);
        case AF_UNIX: return parse_unix_address(object);
        case AF_NETLINK: return parse_netlink_address(object, caller);
        case AF_PACKET: return parse_packet_address(self, object, caller);
        case AF_CAN: return parse_can_address(self, object, caller);
        case AF_TIPC: return parse_tipc_address(object, caller);
        case AF_VSOCK: return parse_vsock_address(object);
        case AF_QIPCRTR: return parse_qrtr_address(object);
        case AF_ALG: return parse_alg_address(object, caller);
        case AF_BLUETOOTH: return parse_bluetooth_address(self, object, caller);
        default: return raise(OSError, "{}(): bad family", caller);
    }
}

Result<Address> room_for_address(Socket* self) {
    Address room;
    room.length = sizeof room.storage;
    switch (self->family) {
        case AF_BLUETOOTH: TRY(check_bluetooth_protocol(self->protocol)); return room;
        case AF_INET:
        case AF_INET6:
        case AF_UNIX:
        case AF_NETLINK:
        case AF_PACKET:
        case AF_CAN:
        case AF_TIPC:
        case AF_VSOCK:
        case AF_QIPCRTR:
        case AF_ALG: return room;
        default: return raise(OSError, "getsockaddrlen: bad family");
    }
}

namespace {

Result<Object> pair_object(std::uint32_t first, std::uint32_t second) {
    Ref<Int> left = Int::from(first), right = Int::from(second);
    return Tuple::of({left.get(), right.get()});
}

}  // namespace

Result<Object> address_object(int descriptor, const Address& whole, int protocol) {
    Address address = whole;
    address.length = std::min<socklen_t>(address.length, sizeof address.storage);  // it may have been cut short
    if (address.length == 0) return none();
    switch (address.storage.ss_family) {
        case AF_INET: return inet_address_object(address);
        case AF_INET6: return inet6_address_object(address);
        case AF_UNIX: return unix_address_object(address);
        case AF_NETLINK: {
            const auto& from = address.as<sockaddr_nl>();
            return pair_object(from.nl_pid, from.nl_groups);
        }
        case AF_VSOCK: {
            const auto& from = address.as<sockaddr_vm>();
            return pair_object(from.svm_cid, from.svm_port);
        }
        case AF_QIPCRTR: {
            const auto& from = address.as<sockaddr_qrtr>();
            return pair_object(from.sq_node, from.sq_port);
        }
        case AF_PACKET: return packet_address_object(descriptor, address);
        case AF_CAN: return can_address_object(descriptor, address, protocol);
        case AF_TIPC: return tipc_address_object(address);
        case AF_ALG: return alg_address_object(address);
        case AF_BLUETOOTH: return bluetooth_address_object(address, protocol);
        default: return raw_address_object(address);
    }
}

}  // namespace minipy::network
