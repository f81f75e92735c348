// SPDX-License-Identifier: MIT
// Escapes, and the buffer's growth.
#include "trace/json_text.hpp"

#include <algorithm>
#include <array>

#include "runtime/text/utf8.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t first_size = std::size_t(1) << 17;

// What may stand in a string as it is: no control character (they could play with a terminal), no quote.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (unsigned byte = 0; byte < 256; ++byte) plain[byte] = byte >= 32 && byte < 127 && byte != '"' && byte != '\\';
    return plain;
}();

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
        auto [code, size] = foreign_utf8(utf8, position);
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
