// SPDX-License-Identifier: MIT
// Escapes, and the buffer's growth.
#include "trace/json_text.hpp"

#include <algorithm>
#include <array>

namespace minipy::trace {

namespace {

constexpr std::size_t first_size = std::size_t(1) << 17;

// What may stand in a string as it is: no control character (they could play with a terminal), no quote.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (unsigned byte = 0; byte < 256; ++byte) plain[byte] = byte >= 32 && byte < 127 && byte != '"' && byte != '\\';
    return plain;
}();

bool continues_character(std::string_view text, std::size_t position) {
    return position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0) == 0x80;
}

struct JsonCharacter {
    unsigned code;     // of a byte that is no UTF-8: U+DC80 and so on
    std::size_t size;  // bytes
};

// The character that begins at `position`, surrogates among them.
JsonCharacter character_at(std::string_view text, std::size_t position) {
    auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[position + index]); };
    constexpr unsigned smallest[] = {0, 0, 0x80, 0x800, 0x10000};  // by size: no longer form than needed
    unsigned first = byte(0);
    std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    unsigned code = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t index = 1; index < size; ++index) {
        if (!continues_character(text, position + index)) return {0xDC00 + first, 1};
        code = code << 6 | (byte(index) & 0x3F);
    }
    bool is_first = !continues_character(text, position) && first < 0xF8;
    bool good = is_first && code >= smallest[size] && code <= 0x10FFFF;
    return good ? JsonCharacter{code, size} : JsonCharacter{0xDC00 + first, 1};
}

constexpr char short_escape(unsigned code) {
    switch (code) {
        case '"': return '"';
        case '\\': return '\\';
        case '\n': return 'n';
        case '\t': return 't';
        case '\r': return 'r';
        default: return 0;
    }
}

}  // namespace

[[gnu::noinline]] void JsonText::grow(std::size_t more) {
    std::size_t size = std::size_t(next_ - begin_.get()), room = std::size_t(end_ - begin_.get());
    room = std::max({first_size, 2 * room, size + more});
    auto larger = std::make_unique_for_overwrite<char[]>(room);
    if (size > 0) std::memcpy(larger.get(), begin_.get(), size);
    begin_ = std::move(larger);
    next_ = begin_.get() + size;
    end_ = begin_.get() + room;
}

void JsonText::escape(unsigned code) {
    constexpr char digits[] = "0123456789abcdef";
    if (char letter = short_escape(code); letter != 0) {
        const char text[] = {'\\', letter};
        return raw({text, sizeof text});
    }
    const char text[] = {
        '\\', 'u', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    raw({text, sizeof text});
}

void JsonText::string(std::string_view utf8) {
    raw("\"");
    for (std::size_t position = 0; position < utf8.size();) {
        std::size_t plain = position;
        while (plain < utf8.size() && plain_bytes[static_cast<unsigned char>(utf8[plain])]) ++plain;
        raw(utf8.substr(position, plain - position));
        position = plain;
        if (position == utf8.size()) break;
        auto [code, size] = character_at(utf8, position);
        bool is_surrogate = code >= 0xD800 && code < 0xE000;
        if (code < 0xA0 || is_surrogate) escape(code);
        else raw(utf8.substr(position, size));
        position += size;
    }
    raw("\"");
}

void JsonText::bytes(std::string_view bytes) {
    raw("\"");
    for (char character : bytes) {
        auto byte = static_cast<unsigned char>(character);
        if (plain_bytes[byte]) raw({&character, 1});
        else escape(byte);
    }
    raw("\"");
}

}  // namespace minipy::trace
