// SPDX-License-Identifier: MIT
// One item of a memoryview: which formats there are, reading and writing. CPython: Objects/memoryobject.c
// (unpack_single, pack_single). Next: memory_layout.cpp.
#include "modules/data/memory_items.hpp"

#include <bit>
#include <cstring>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::memory_items {

// The native format's single character; 0 when the format is no such.
char native_format(std::string_view format) {
    if (!format.empty() && format[0] == '@') format.remove_prefix(1);
    return format.size() == 1 && std::strchr("cbBhHiIlLqQnNfd?P", format[0]) != nullptr ? format[0] : char(0);
}

Size format_size(char format) {
    switch (format) {
        case 'h':
        case 'H': return sizeof(short);
        case 'i':
        case 'I':
        case 'f': return sizeof(int);
        case 'l':
        case 'L':
        case 'q':
        case 'Q':
        case 'n':
        case 'N':
        case 'd':
        case 'P': return 8;
        default: return 1;
    }
}

namespace {

template <class T>
T read(const char* data) {
    T value;
    std::memcpy(&value, data, sizeof value);
    return value;
}

}  // namespace

Result<Object> unpack(const char* data, std::string_view format) {
    switch (native_format(format)) {
        case 'B': return Int::from(read<unsigned char>(data));
        case 'b': return Int::from(read<signed char>(data));
        case 'c': return Bytes::copy({data, 1});
        case 'h': return Int::from(read<short>(data));
        case 'H': return Int::from(read<unsigned short>(data));
        case 'i': return Int::from(read<int>(data));
        case 'I': return Int::from(read<unsigned>(data));
        case 'l':
        case 'q':
        case 'n': return Int::from(read<std::int64_t>(data));
        case 'L':
        case 'Q':
        case 'N':
        case 'P': return Int::from_unsigned(read<std::uint64_t>(data));
        case 'f': return Float::from(double(read<float>(data)));
        case 'd': return Float::from(read<double>(data));
        case '?': return to_bool(*data != 0);
        default: return raise(NotImplementedError, "memoryview: format {} not supported", format);
    }
}

namespace {

Failure invalid_type(char format) { return raise(TypeError, "memoryview: invalid type for format '{}'", format); }
Failure invalid_value(char format) { return raise(ValueError, "memoryview: invalid value for format '{}'", format); }

Result<void> pack_integer(char* data, char format, Object* value) {
    if (value->type->slots.index == nullptr) return invalid_type(format);
    Ref<Int> number = TRY(to_index(value));
    Signedness signedness = std::strchr("bhilqn", format) != nullptr ? Signedness::signed_ : Signedness::unsigned_;
    auto* bytes = reinterpret_cast<unsigned char*>(data);
    if (int_to_bytes(number.get(), bytes, format_size(format), std::endian::native, signedness).ok()) return {};
    clear_exception();
    return invalid_value(format);
}

}  // namespace

Result<void> pack(char* data, std::string_view format_text, Object* value) {
    char format = native_format(format_text);
    switch (format) {
        case 0: return raise(NotImplementedError, "memoryview: format {} not supported", format_text);
        case 'c': {
            auto* bytes = as<Bytes>(value);
            if (bytes == nullptr) return invalid_type(format);
            if (bytes->length != 1) return invalid_value(format);
            *data = bytes->data()[0];
            return {};
        }
        case '?': *data = char(TRY(is_true(value))); return {};
        case 'f':
        case 'd': {
            Result<double> converted = to_double(value);
            if (converted.failed()) {
                if (catch_exception(TypeError)) return invalid_type(format);
                return Failure{};
            }
            double number = converted.take();
            auto single = float(number);
            if (format == 'd') {
                std::memcpy(data, &number, sizeof number);
            } else {
                std::memcpy(data, &single, sizeof single);
            }
            return {};
        }
        default: return pack_integer(data, format, value);
    }
}

}  // namespace minipy::memory_items
