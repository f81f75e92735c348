// SPDX-License-Identifier: MIT
// Binary data as text that survives mail: base64, uuencode, quoted-printable; and the two checksums of that world.
// Each function turns bytes into bytes; objects are dealt with in binascii.cpp alone. What is decoded comes from
// strangers: every length in it is checked against what is there. CPython: Modules/binascii.c.
// Next: base64.cpp, uu.cpp, quoted_printable.cpp, checksums.cpp, binascii.cpp (the module).
#pragma once

#include <cstdint>
#include <string_view>

#include "modules/native_modules.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/object/result.hpp"

namespace minipy::binascii {

struct BinasciiState {
    static constexpr auto module = NativeModule::binascii_module;
    Ref<Type> error, incomplete;
    static constexpr auto references = field_list<&BinasciiState::error, &BinasciiState::incomplete>;
};

// A binascii.Error.
Failure raise_error(std::string_view message);

enum class Base64Mode : std::uint8_t { lenient, strict };  // lenient: what is no digit is passed over
Result<ByteString> decode_base64(std::string_view text, Base64Mode mode);
ByteString encode_base64(std::string_view data);

// One line of uuencode, its length first. `zero` stands for six zero bits: a space, or what mail does not eat.
Result<ByteString> decode_uu(std::string_view line);
Result<ByteString> encode_uu(std::string_view data, char zero);

// In headers a space is written as '_' (RFC 1522).
ByteString decode_quoted_printable(std::string_view text, bool is_header);
struct QuotedPrintableStyle {
    bool quotes_tabs = false;  // and spaces
    bool is_text = true;       // line ends stay line ends
    bool is_header = false;
};
ByteString encode_quoted_printable(std::string_view data, const QuotedPrintableStyle& style);

std::uint32_t crc32(std::string_view data, std::uint32_t crc);
std::uint16_t crc_hqx(std::string_view data, std::uint16_t crc);

// The value of a hexadecimal digit; −1: it is none.
inline int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

}  // namespace minipy::binascii
