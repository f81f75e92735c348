// SPDX-License-Identifier: MIT
// Numbers in the order of the network's bytes, and addresses as text and as bytes. CPython: Modules/socketmodule.c.
// Next: interfaces.cpp.
#include <arpa/inet.h>
#include <netinet/in.h>

#include <climits>

#include "modules/network/socket/socket.hpp"
#include "runtime/kernel/buffer.hpp"

namespace minipy::network {

namespace {

// ---------------------------------------------------------------- byte order

// To the network's order and back is the same thing.
template <SignatureText name>
Result<Object> swap_16_bits(Object*, const Arguments& arguments) {
    TRY(check_arguments(name.text, arguments, 1, 1));
    int number = TRY(parse_int(arguments[0]));
    if (number < 0)
        return raise(OverflowError, "{}: can't convert negative Python int to C 16-bit unsigned integer", name.text);
    if (number > 0xffff)
        return raise(OverflowError, "{}: Python int too large to convert to C 16-bit unsigned integer", name.text);
    return Int::from(htons(std::uint16_t(number)));
}

Result<Object> swap_32_bits(Object* object) {
    auto* number = as<Int>(object);
    if (number == nullptr) return raise(TypeError, "expected int, {} found", type_name(object));
    std::uint64_t value = TRY(parse_unsigned(number));
    if (value > UINT32_MAX) return raise(OverflowError, "int larger than 32 bits");
    return Int::from(htonl(std::uint32_t(value)));
}

// ---------------------------------------------------------------- text and bytes

Result<Object> internet_numbers_bytes_of(const void* data, std::size_t size) {
    return Bytes::copy({static_cast<const char*>(data), size});
}

Result<Object> inet_aton_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.inet_aton", arguments, 1, 1));
    Ref<Bytes> text = TRY(parse_text_argument("inet_aton", arguments, 0));
    in_addr address{};
    if (::inet_aton(text->data(), &address) == 0)
        return raise(OSError, "illegal IP address string passed to inet_aton");
    return internet_numbers_bytes_of(&address, sizeof address);
}

Result<Object> inet_ntoa_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.inet_ntoa", arguments, 1, 1));
    Buffer packed;
    TRY(packed.acquire(arguments[0]));
    if (packed.length() != Size(sizeof(in_addr))) return raise(OSError, "packed IP wrong length for inet_ntoa");
    char text[INET_ADDRSTRLEN];
    ::inet_ntop(AF_INET, packed.data(), text, sizeof text);
    return Str::from(text);
}

Result<Object> inet_pton_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.inet_pton", arguments, 2, 2));
    int family = TRY(parse_int(arguments[0]));
    Ref<Bytes> text = TRY(parse_text_argument("inet_pton", arguments, 1));
    in6_addr address{};
    int known = ::inet_pton(family, text->data(), &address);
    if (known < 0) return raise_os_error(errno);
    if (known == 0) return raise(OSError, "illegal IP address string passed to inet_pton");
    return internet_numbers_bytes_of(&address, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr));
}

Result<Object> inet_ntop_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.inet_ntop", arguments, 2, 2));
    int family = TRY(parse_int(arguments[0]));
    Buffer packed;
    TRY(packed.acquire(arguments[1]));
    if (family != AF_INET && family != AF_INET6) return raise(ValueError, "unknown address family {}", family);
    Size expected = family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr);
    if (packed.length() != expected) return raise(ValueError, "invalid length of packed IP address string");
    char text[INET6_ADDRSTRLEN];
    if (::inet_ntop(family, packed.data(), text, sizeof text) == nullptr) return raise_os_error(errno);
    return Str::from(text);
}

// ---------------------------------------------------------------- sizes of control data

// The room for a part with so much data, without and with what fills it up to the next.
template <bool padded>
Result<Object> control_size(Object*, const Arguments& arguments) {
    constexpr const char* name = padded ? "CMSG_SPACE" : "CMSG_LEN";
    TRY(check_arguments(name, arguments, 1, 1));
    Size length = TRY(parse_size(arguments[0]));
    constexpr std::size_t most = INT_MAX - (padded ? CMSG_SPACE(1) : CMSG_LEN(0));
    if (std::size_t(length) > most) return raise(OverflowError, "{}() argument out of range", name);
    std::size_t size = padded ? CMSG_SPACE(std::size_t(length)) : CMSG_LEN(std::size_t(length));
    return Int::from(std::int64_t(size));
}

const Method internet_numbers_functions[] = {
    {"htons(x, /)", bind<swap_16_bits<"htons">>, "Turns 16 bits into the order of the network's bytes."},
    {"ntohs(x, /)", bind<swap_16_bits<"ntohs">>, "Turns 16 bits from the order of the network's bytes into ours."},
    {"htonl(x, /)", bind<swap_32_bits>, "Turns 32 bits into the order of the network's bytes."},
    {"ntohl(x, /)", bind<swap_32_bits>, "Turns 32 bits from the order of the network's bytes into ours."},
    {"inet_aton(ip_addr, /)", bind<inet_aton_function>, "Gives the four bytes of an address such as '127.0.0.1'."},
    {"inet_ntoa(packed_ip, /)", bind<inet_ntoa_function>, "Gives the text of an address of four bytes."},
    {"inet_pton(address_family, ip_string, /)", bind<inet_pton_function>,
     "Gives the bytes of an address of a family, AF_INET or AF_INET6."},
    {"inet_ntop(address_family, packed_ip, /)", bind<inet_ntop_function>,
     "Gives the text of an address of a family, AF_INET or AF_INET6."},
    {"CMSG_LEN(length, /)", bind<control_size<false>>,
     "Tells how long a part of recvmsg()'s ancillary data is that carries so many bytes."},
    {"CMSG_SPACE(length, /)", bind<control_size<true>>,
     "Tells how much room recvmsg() needs for a part of ancillary data with so many bytes."},
};

}  // namespace

extern const ModuleSpec internet_numbers_part = {.functions = internet_numbers_functions};

}  // namespace minipy::network
