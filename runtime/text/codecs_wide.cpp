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
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

constexpr CodePoint byte_order_mark = 0xFEFF;

bool is_low_surrogate(CodePoint unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
bool is_surrogate(CodePoint unit) { return unit >= 0xD800 && unit <= 0xDFFF; }

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

}  // namespace

Result<Str> decode_utf16(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed) {
    Size position = take_byte_order<2>(bytes, order);
    std::endian endian = endian_of(order);
    DecodeErrors problems(endian == std::endian::little ? "utf-16-le" : "utf-16-be", bytes, errors);
    StrBuilder out;
    while (position < Size(bytes.size())) {
        Size size = Size(bytes.size());
        const char* reason;
        Size stop = position + 2;
        if (size - position < 2) {
            if (consumed != nullptr) break;
            reason = "truncated data";
            stop = size;
        } else {
            CodePoint unit = read_unit<2>(bytes.data() + position, endian);
            if (!is_surrogate(unit)) {
                out.append(unit);
                position += 2;
                continue;
            }
            if (is_low_surrogate(unit)) {
                reason = "illegal encoding";
            } else if (size - position < 4) {
                if (consumed != nullptr) break;
                reason = "unexpected end of data";
                stop = size;
            } else {
                CodePoint next = read_unit<2>(bytes.data() + position + 2, endian);
                if (is_low_surrogate(next)) {
                    out.append(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
                    position += 4;
                    continue;
                }
                reason = "illegal UTF-16 surrogate";
            }
        }
        position = TRY(problems.handle(position, stop, reason, out));
    }
    if (consumed != nullptr) *consumed = position;
    return out.finish();
}

Result<Str> decode_utf32(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed) {
    Size position = take_byte_order<4>(bytes, order);
    std::endian endian = endian_of(order);
    DecodeErrors problems(endian == std::endian::little ? "utf-32-le" : "utf-32-be", bytes, errors);
    StrBuilder out;
    while (position < Size(bytes.size())) {
        Size size = Size(bytes.size());
        const char* reason;
        Size stop = position + 4;
        if (size - position < 4) {
            if (consumed != nullptr) break;
            reason = "truncated data";
            stop = size;
        } else {
            CodePoint character = read_unit<4>(bytes.data() + position, endian);
            if (is_surrogate(character)) {
                reason = "code point in surrogate code point range(0xd800, 0xe000)";
            } else if (character > largest_code_point) {
                reason = "code point not in range(0x110000)";
            } else {
                out.append(character);
                position += 4;
                continue;
            }
        }
        position = TRY(problems.handle(position, stop, reason, out));
    }
    if (consumed != nullptr) *consumed = position;
    return out.finish();
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

constexpr const char* utf16_names[] = {"utf-16", "utf-16-le", "utf-16-be"};
constexpr const char* utf32_names[] = {"utf-32", "utf-32-le", "utf-32-be"};

}  // namespace

Result<Bytes> encode_utf16(Str* text, std::string_view errors, ByteOrder order) {
    return encode_wide<2>(text, errors, order, utf16_names[int(order)]);
}

Result<Bytes> encode_utf32(Str* text, std::string_view errors, ByteOrder order) {
    return encode_wide<4>(text, errors, order, utf32_names[int(order)]);
}

}  // namespace minipy
