// SPDX-License-Identifier: MIT
// Timeouts, which are ours, and options, which are the system's: numbers or bytes whose meaning only the system knows.
// CPython: Modules/socketmodule.c. Next: transfer.cpp.
#include <sys/socket.h>

#include "modules/network/socket/socket.hpp"
#include "modules/network/socket/system_headers.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::network {

// ---------------------------------------------------------------- timeouts

Result<std::int64_t> parse_timeout(Object* timeout) {
    if (is_none(timeout)) return forever;
    std::int64_t duration = TRY(parse_duration(timeout, nanoseconds_in_second));
    if (duration < 0) return raise(ValueError, "Timeout value out of range");
    return duration;
}

Ref<Object> timeout_object(std::int64_t timeout) {
    if (timeout == forever) return none();
    return Float::from(double(timeout) / double(nanoseconds_in_second));
}

Result<Object> socket_gettimeout(Socket* self) { return timeout_object(self->timeout); }
Result<Object> socket_settimeout(Socket* self, Object* timeout) {
    self->timeout = TRY(parse_timeout(timeout));
    TRY(set_descriptor_blocking(self->descriptor, self->timeout == forever));
    return none();
}

Result<Object> socket_getblocking(Socket* self) { return to_bool(self->timeout != 0); }
Result<Object> socket_setblocking(Socket* self, Object* flag) {
    bool blocking = TRY(to_int64(flag)) != 0;
    self->timeout = blocking ? forever : 0;
    TRY(set_descriptor_blocking(self->descriptor, blocking));
    return none();
}

// ---------------------------------------------------------------- asking

namespace {

// AF_VSOCK has options of 64 bits.
template <class Number>
Result<Object> ask_for_number(int descriptor, int level, int option) {
    Number answer = 0;
    socklen_t size = sizeof answer;
    if (::getsockopt(descriptor, level, option, &answer, &size) != 0) return raise_os_error(errno);
    if constexpr (std::is_unsigned_v<Number>) return Int::from_unsigned(answer);
    else return Int::from(answer);
}

}  // namespace

Result<Object> socket_getsockopt(Socket* self, const Arguments& arguments) {
    constexpr int largest_option = 1024;
    TRY(check_arguments("socket.getsockopt", arguments, 2, 3));
    int level = TRY(parse_int(arguments[0])), option = TRY(parse_int(arguments[1]));
    int room = TRY(parse_int(arguments, 2, 0));
    int descriptor = self->descriptor;
    if (room == 0) {
        return self->family == AF_VSOCK ? ask_for_number<std::uint64_t>(descriptor, level, option)
                                        : ask_for_number<int>(descriptor, level, option);
    }
    if (self->family == AF_VSOCK) return raise(OSError, "getsockopt string buffer not allowed");
    if (room < 0 || room > largest_option) return raise(OSError, "getsockopt buflen out of range");
    char answer[largest_option];
    auto size = socklen_t(room);
    if (::getsockopt(descriptor, level, option, answer, &size) != 0) return raise_os_error(errno);
    return Bytes::copy({answer, size});
}

// ---------------------------------------------------------------- setting

namespace {

Result<Object> set_option(Socket* self, int level, int option, const void* value, std::size_t size) {
    if (::setsockopt(self->descriptor, level, option, value, socklen_t(size)) != 0) return raise_os_error(errno);
    return none();
}

Result<Object> set_vsock_option(Socket* self, int level, int option, Object* value) {
    if (!is<Int>(value))
        return raise(TypeError, "setsockopt() argument 3 must be int, not {}",
                     is_none(value) ? "None" : type_name(value));
    std::uint64_t number = TRY(parse_bits(value));
    return set_option(self, level, option, &number, sizeof number);
}

// Is the value a number that fits into an int? Anything else may be bytes.
bool is_int_option(Object* value, int& number) {
    if (value->type->slots.index == nullptr) return false;
    Result<int> parsed = parse_int(value);
    if (parsed.failed()) clear_exception();
    else number = parsed.take();
    return parsed.ok();
}

}  // namespace

Result<Object> socket_setsockopt(Socket* self, const Arguments& arguments) {
    TRY(check_no_keywords("socket.setsockopt", arguments));
    bool is_null = arguments.positional == 4 && is_none(arguments[2]) && arguments[3]->type->slots.index != nullptr;
    if (!is_null) TRY(check_parsed("setsockopt", arguments, 3, 3));
    int level = TRY(parse_int(arguments[0])), option = TRY(parse_int(arguments[1]));
    if (is_null) {
        auto size = std::uint32_t(TRY(parse_bits(arguments[3])));
        return set_option(self, level, option, nullptr, size);
    }
    Object* value = arguments[2];
    if (self->family == AF_VSOCK) return set_vsock_option(self, level, option, value);
    int number = 0;
    if (is_int_option(value, number)) return set_option(self, level, option, &number, sizeof number);
    Buffer buffer;
    TRY(buffer.acquire(value));
    return set_option(self, level, option, buffer.data(), std::size_t(buffer.length()));
}

}  // namespace minipy::network
