// SPDX-License-Identifier: MIT
// Single code points to and from UTF-8. What makes a str of foreign bytes is decode_utf8() in codecs.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minipy {

inline bool is_ascii(std::string_view text) {
    unsigned char all = 0;
    for (char character : text) all |= static_cast<unsigned char>(character);
    return all < 128;
}

// Surrogates are written as three bytes, like any code point of their size.
template <class Bytes>
void append_utf8(Bytes& out, char32_t character) {
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xC0 | (character >> 6));
        out += static_cast<char>(0x80 | (character & 63));
    } else if (character < 0x10000) {
        out += static_cast<char>(0xE0 | (character >> 12));
        out += static_cast<char>(0x80 | ((character >> 6) & 63));
        out += static_cast<char>(0x80 | (character & 63));
    } else {
        out += static_cast<char>(0xF0 | (character >> 18));
        out += static_cast<char>(0x80 | ((character >> 12) & 63));
        out += static_cast<char>(0x80 | ((character >> 6) & 63));
        out += static_cast<char>(0x80 | (character & 63));
    }
}

// The code point that starts at `position` of valid UTF-8 (surrogates allowed); `position` moves behind it.
inline char32_t next_utf8(std::string_view text, std::size_t& position) {
    auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    unsigned char first = byte(position++);
    if (first < 0x80) return first;
    int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    char32_t character = first & (0x3F >> more);
    for (; more > 0 && position < text.size(); --more) character = (character << 6) | (byte(position++) & 63);
    return character;
}

struct ForeignCharacter {
    char32_t code;     // of a byte that is no UTF-8: U+DC80 and so on (PEP 383, "surrogateescape")
    std::size_t size;  // bytes
};

// The character that begins at `position` of any bytes, surrogates among them.
inline ForeignCharacter foreign_utf8(std::string_view text, std::size_t position) {
    auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[position + index]); };
    auto continues = [&](std::size_t index) { return position + index < text.size() && (byte(index) & 0xC0) == 0x80; };
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};  // by size: no longer form than needed
    unsigned first = byte(0);
    std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    char32_t code = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t index = 1; index < size; ++index) {
        if (!continues(index)) return {0xDC00 + first, 1};
        code = code << 6 | (byte(index) & 0x3F);
    }
    bool is_first = !continues(0) && first < 0xF8;
    bool good = is_first && code >= smallest[size] && code <= 0x10FFFF;
    return good ? ForeignCharacter{code, size} : ForeignCharacter{0xDC00 + first, 1};
}

}  // namespace minipy
