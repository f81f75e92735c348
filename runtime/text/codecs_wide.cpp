// SPDX-License-Identifier: MIT
// UTF-16 and UTF-32, in both byte orders. CPython: Objects/unicodeobject.c (PyUnicode_DecodeUTF16Stateful …).
#include <bit>
#include <cstring>

#include "runtime/bytes/bytes.hpp"
#include "runtime/bytes/encode.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/text/codec_errors.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str_predicates.hpp"

namespace minipy {

namespace {

constexpr CodePoint byte_order_mark = 0xFEFF;

bool is_low_surrogate(CodePoint unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
// Units of `width` bytes in a byte order.
template <int width>
CodePoint read_unit(const char* data, std::endian order) {
    auto* bytes = reinterpret_cast<const unsigned char*>(data);
    CodePoint unit = 0;
    for (int index = 0; index < width; ++index)
        unit |= CodePoint(bytes[index]) << (8 * (order == std::endian::little ? index : width - 1 - index));
    return unit;
}

template <int width>
void write_unit(ByteString& out, CodePoint unit, std::endian order) {
    for (int index = 0; index < width; ++index)
        out += char(unit >> (8 * (order == std::endian::little ? index : width - 1 - index)));
}

// Looks for a byte order mark when none was asked for; returns how many bytes it takes.
template <int width>
Size take_byte_order(std::string_view bytes, ByteOrder& order) {
    if (order != ByteOrder::native || bytes.size() < width) return 0;
    for (std::endian candidate : {std::endian::little, std::endian::big}) {
        if (read_unit<width>(bytes.data(), candidate) == byte_order_mark) {
            order = candidate == std::endian::little ? ByteOrder::little : ByteOrder::big;
            return width;
        }
    }
    return 0;
}

std::endian endian_of(ByteOrder order) {
    return order == ByteOrder::native   ? std::endian::native
           : order == ByteOrder::little ? std::endian::little
                                        : std::endian::big;
}

constexpr const char* utf16_names[] = {"utf-16", "utf-16-le", "utf-16-be"};
constexpr const char* utf32_names[] = {"utf-32", "utf-32-le", "utf-32-be"};

// What the next bytes stand for: a character, or a problem.
struct Decoded {
    Size size;  // how many bytes that are
    CodePoint character = 0;
    const char* problem = nullptr;
    bool unfinished = false;  // bytes to come may solve it
};

// `read_one` looks at the bytes from a position on, of which there are as many as a unit has.
template <int width, class ReadOne>
Result<Str> decode_wide(const char* const* names, std::string_view bytes, std::string_view errors, ByteOrder& order,
                        Size* consumed, ReadOne read_one) {
    Size position = take_byte_order<width>(bytes, order);
    std::endian endian = endian_of(order);
    DecodeErrors problems(endian == std::endian::little ? names[1] : names[2], bytes, errors);
    StrBuilder out;
    while (position < Size(bytes.size())) {
        std::string_view rest = bytes.substr(std::size_t(position));
        Decoded next = rest.size() < width
                           ? Decoded{.size = Size(rest.size()), .problem = "truncated data", .unfinished = true}
                           : read_one(rest, endian);
        if (next.problem == nullptr) {
            out.append(next.character);
            position += next.size;
            continue;
        }
        if (next.unfinished && consumed != nullptr) break;
        position = TRY(problems.handle(position, position + next.size, next.problem, out));
    }
    if (consumed != nullptr) *consumed = position;
    return out.finish();
}

Decoded read_utf16(std::string_view bytes, std::endian endian) {
    CodePoint unit = read_unit<2>(bytes.data(), endian);
    if (!is_surrogate(unit)) return {.size = 2, .character = unit};
    if (is_low_surrogate(unit)) return {.size = 2, .problem = "illegal encoding"};
    if (bytes.size() < 4) return {.size = Size(bytes.size()), .problem = "unexpected end of data", .unfinished = true};
    CodePoint next = read_unit<2>(bytes.data() + 2, endian);
    if (!is_low_surrogate(next)) return {.size = 2, .problem = "illegal UTF-16 surrogate"};
    return {.size = 4, .character = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00)};
}

Decoded read_utf32(std::string_view bytes, std::endian endian) {
    CodePoint character = read_unit<4>(bytes.data(), endian);
    if (is_surrogate(character))
        return {.size = 4, .problem = "code point in surrogate code point range(0xd800, 0xe000)"};
    if (character > largest_code_point) return {.size = 4, .problem = "code point not in range(0x110000)"};
    return {.size = 4, .character = character};
}

}  // namespace

Result<Str> decode_utf16(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed) {
    return decode_wide<2>(utf16_names, bytes, errors, order, consumed, read_utf16);
}

Result<Str> decode_utf32(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed) {
    return decode_wide<4>(utf32_names, bytes, errors, order, consumed, read_utf32);
}

namespace {

template <int width>
void write_character(ByteString& out, CodePoint character, std::endian order) {
    if (width == 2 && character > 0xFFFF) {
        write_unit<width>(out, 0xD800 + ((character - 0x10000) >> 10), order);
        write_unit<width>(out, 0xDC00 + ((character - 0x10000) & 0x3FF), order);
    } else {
        write_unit<width>(out, character, order);
    }
}

template <int width>
Result<Bytes> encode_wide(Str* text, std::string_view errors, ByteOrder order, const char* encoding) {
    std::endian endian = endian_of(order);
    ByteString out;
    if (order == ByteOrder::native) write_unit<width>(out, byte_order_mark, endian);
    EncodeErrors problems(encoding, text, errors);
    return encode_characters(
        text, problems, {.reason = "surrogates not allowed", .replacement_limit = 128, .bytes_in_unit = width},
        std::move(out), [](CodePoint character) { return !is_surrogate(character); },
        [=](ByteString& to, CodePoint character) { write_character<width>(to, character, endian); });
}

}  // namespace

Result<Bytes> encode_utf16(Str* text, std::string_view errors, ByteOrder order) {
    return encode_wide<2>(text, errors, order, utf16_names[int(order)]);
}

Result<Bytes> encode_utf32(Str* text, std::string_view errors, ByteOrder order) {
    return encode_wide<4>(text, errors, order, utf32_names[int(order)]);
}

}  // namespace minipy
