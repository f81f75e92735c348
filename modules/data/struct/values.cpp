// SPDX-License-Identifier: MIT
// One value of a format to bytes and back. CPython: Modules/_struct.c (nu_*, np_*, bu_*, bp_* …),
// Objects/floatobject.c.
#include <bit>
#include <cmath>
#include <cstring>

#include "modules/data/struct/format.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::structs {

namespace {

bool is_signed(char code) { return code >= 'a'; }
Signedness signedness_of(char code) { return is_signed(code) ? Signedness::signed_ : Signedness::unsigned_; }

void copy_ordered(const Format& format, char* to, const char* from, Size size) {
    for (Size index = 0; index < size; ++index)
        to[index] = from[format.byte_order == std::endian::little ? index : size - 1 - index];
}

// ---------------------------------------------------------------- integers

// What CPython says of a number that does not fit. First it must fit a C long, or an unsigned long for the wide
// unsigned codes.
Failure out_of_range(const Format& format, const Field& field, const Int* number) {
    char code = field.code;
    if (code == 'P') return raise_error("int too large to convert");
    bool wide_unsigned = code == 'I' || code == 'L' || code == 'Q' || code == 'N';
    bool fits_long = wide_unsigned ? !number->is_negative() && int_bit_length(number) <= 64 : number->is_small();
    if (!fits_long || field.size == 8) return raise_error("argument out of range");
    if (code == 'b') return raise_error("byte format requires -128 <= number <= 127");
    if (code == 'B') return raise_error("ubyte format requires 0 <= number <= 255");
    if (code == 'h' && (format.native || format.byte_order == std::endian::little))
        return raise_error("short format requires -32768 <= number <= 32767");
    if (code == 'H' && (format.native || format.byte_order == std::endian::little))
        return raise_error("ushort format requires 0 <= number <= 65535");
    std::int64_t most = std::int64_t(1) << (field.size * 8 - 1);
    if (is_signed(code))
        return raise_error(format_text("'{}' format requires {} <= number <= {}", code, -most, most - 1));
    return raise_error(format_text("'{}' format requires 0 <= number <= {}", code, 2 * std::uint64_t(most) - 1));
}

Result<void> pack_int(const Format& format, const Field& field, char* to, Object* value) {
    if (value->type->slots.index == nullptr) return raise_error("required argument is not an integer");
    Ref<Int> number = TRY(to_index(value));
    Signedness signedness =
        field.code == 'P' && number->is_negative() ? Signedness::signed_ : signedness_of(field.code);
    if (int_to_bytes(number.get(), reinterpret_cast<unsigned char*>(to), field.size, format.byte_order, signedness)
            .ok())
        return {};
    clear_exception();
    return out_of_range(format, field, number.get());
}

// ---------------------------------------------------------------- floats

// Round half to even into 1 sign, 5 exponent and 10 mantissa bits.
Result<std::uint16_t> to_half(double value) {
    auto sign = std::uint16_t(std::signbit(value) ? 0x8000 : 0);
    if (std::isnan(value)) return std::uint16_t(sign | 0x7E00);
    if (std::isinf(value)) return std::uint16_t(sign | 0x7C00);
    double size = std::fabs(value);
    if (size == 0) return sign;
    int exponent;
    std::frexp(size, &exponent);
    // The last place of a half of this size; subnormal ones share the smallest.
    int last_place = std::max(exponent - 11, -24);
    double places = std::nearbyint(std::ldexp(size, -last_place));
    if (std::ldexp(places, last_place) >= 65520.0 || places * std::ldexp(1.0, last_place) > 65504.0) {
        return raise(OverflowError, "float too large to pack with e format");
    }
    auto mantissa = std::uint32_t(places);
    if (last_place == -24) return std::uint16_t(sign | mantissa);  // the carry into the exponent comes by itself
    return std::uint16_t(sign + ((std::uint32_t(last_place + 25) - 1) << 10) + mantissa);
}

double from_half(std::uint16_t bits) {
    int exponent = (bits >> 10) & 0x1F;
    double mantissa = bits & 0x3FF;
    double size = exponent == 31  ? (mantissa == 0 ? HUGE_VAL : NAN)
                  : exponent == 0 ? std::ldexp(mantissa, -24)
                                  : std::ldexp(mantissa + 1024, exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

Result<void> pack_float(const Format& format, const Field& field, char* to, Object* value) {
    Result<double> converted = to_double(value);
    if (converted.failed()) {
        if (catch_exception(TypeError)) return raise_error("required argument is not a float");
        return Failure{};
    }
    double number = converted.take();
    char bytes[8];
    if (field.code == 'e') {
        std::uint16_t half = TRY(to_half(number));
        std::memcpy(bytes, &half, 2);
    } else if (field.code == 'f') {
        auto single = float(number);
        // The native format lets the C compiler convert, which gives infinity.
        if (!format.native && std::isinf(single) && !std::isinf(number))
            return raise(OverflowError, "float too large to pack with f format");
        std::memcpy(bytes, &single, 4);
    } else {
        std::memcpy(bytes, &number, 8);
    }
    copy_ordered(format, to, bytes, field.size);
    return {};
}

double unpack_float(const Format& format, const Field& field, const char* from) {
    char bytes[8];
    copy_ordered(format, bytes, from, field.size);
    if (field.code == 'd') return std::bit_cast<double>(bytes);
    if (field.code == 'e') {
        std::uint16_t half;
        std::memcpy(&half, bytes, 2);
        return from_half(half);
    }
    float single;
    std::memcpy(&single, bytes, 4);
    return double(single);
}

// ---------------------------------------------------------------- texts

Result<void> pack_text(const Field& field, char* to, Object* value) {
    std::string_view text;
    if (auto* bytes = as<Bytes>(value)) text = bytes->view();
    else if (auto* array = as<ByteArray>(value)) text = array->view();
    else return raise_error(format_text("argument for '{}' must be a bytes object", field.code));
    std::memset(to, 0, std::size_t(field.size));
    if (field.code == 's') {
        std::memcpy(to, text.data(), std::min(text.size(), std::size_t(field.size)));
    } else if (field.size > 0) {
        // Pascal's strings: the length in one byte, then the text.
        std::size_t length = std::min(text.size(), std::size_t(field.size - 1));
        std::memcpy(to + 1, text.data(), length);
        to[0] = char(std::min<std::size_t>(length, 255));
    }
    return {};
}

}  // namespace

Result<void> pack_value(const Format& format, const Field& field, char* to, Object* value) {
    switch (field.code) {
        case 's':
        case 'p': return pack_text(field, to, value);
        case 'e':
        case 'f':
        case 'd': return pack_float(format, field, to, value);
        case '?': *to = char(TRY(is_true(value))); return {};
        case 'c': {
            auto* bytes = as<Bytes>(value);
            if (bytes == nullptr || bytes->length != 1)
                return raise_error("char format requires a bytes object of length 1");
            *to = bytes->view()[0];
            return {};
        }
        default: return pack_int(format, field, to, value);
    }
}

Result<Object> unpack_value(const Format& format, const Field& field, const char* from) {
    switch (field.code) {
        case 's': return Bytes::copy({from, std::size_t(field.size)});
        case 'p': {
            Size length = field.size == 0 ? 0 : std::min<Size>(static_cast<unsigned char>(from[0]), field.size - 1);
            return Bytes::copy({from + 1, std::size_t(length)});
        }
        case 'e':
        case 'f':
        case 'd': return Float::from(unpack_float(format, field, from));
        case '?': return to_bool(*from != 0);
        case 'c': return Bytes::copy({from, 1});
        default:
            return int_from_bytes(reinterpret_cast<const unsigned char*>(from), field.size, format.byte_order,
                                  signedness_of(field.code));
    }
}

}  // namespace minipy::structs
