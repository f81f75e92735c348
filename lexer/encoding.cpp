// SPDX-License-Identifier: MIT
//
// Cookie, byte order mark, and decoding to UTF-8; see encoding.hpp.
//
// The words of the errors are CPython's. It knows three cases: no cookie and bad bytes, a cookie that nobody knows (or
// that the bytes contradict), and a cookie that contradicts the byte order mark.
//
// CPython: Parser/tokenizer.c.
#include "lexer/encoding.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace minipy::lexer {

namespace {

// A single-byte encoding: its names without punctuation, and what its upper 128 bytes mean (0xFFFF: nothing).
struct SingleByteEncoding {
    std::string_view names;  // separated by spaces, one at each end too
    std::array<std::uint16_t, 128> upper_half;
};

#include "lexer/single_byte_encodings.inc"

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_cookie_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

// The encoding name on this line, empty if there is none. `only_comment` tells whether the next line may still
// declare.
std::string_view cookie_on_line(std::string_view line, bool& only_comment) {
    std::size_t start = line.find_first_not_of(" \t\f");
    only_comment = start == std::string_view::npos || line[start] == '#' || line[start] == '\r';
    if (start == std::string_view::npos || line[start] != '#') return {};
    for (std::size_t at = line.find("coding", start); at != std::string_view::npos; at = line.find("coding", at + 1)) {
        std::size_t p = at + 6;
        if (p >= line.size() || (line[p] != ':' && line[p] != '=')) continue;
        p = std::min(line.find_first_not_of(" \t", p + 1), line.size());
        std::size_t end = p;
        while (end < line.size() && is_cookie_character(line[end])) ++end;
        if (end > p) return line.substr(p, end - p);
    }
    return {};
}

std::string_view find_cookie(std::string_view bytes) {
    for (int line_number = 0; line_number < 2; ++line_number) {
        std::size_t end = std::min(bytes.find('\n'), bytes.size());
        bool only_comment = false;
        std::string_view cookie = cookie_on_line(bytes.substr(0, end), only_comment);
        if (!cookie.empty()) return cookie;
        if (!only_comment || end == bytes.size()) break;
        bytes.remove_prefix(end + 1);
    }
    return {};
}

// "utf-8" and "iso-8859-1" for all the spellings that CPython takes as these two; otherwise the name as it was given.
std::string normal_name(std::string_view cookie) {
    std::string name(cookie.substr(0, 12));
    for (char& c : name) c = c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (name == "utf-8" || name.starts_with("utf-8-")) return "utf-8";
    for (std::string_view latin : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
        if (name == latin || name.starts_with(std::string(latin) + "-")) return "iso-8859-1";
    }
    return std::string(cookie);
}

// Letters and digits only, in lower case: what the aliases of an encoding have in common.
std::string bare_name(std::string_view name) {
    std::string bare;
    for (char c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) bare.push_back(c);
    }
    return bare;
}

const SingleByteEncoding* find_single_byte_encoding(const std::string& bare) {
    std::string wanted = " " + bare + " ";
    for (const SingleByteEncoding& encoding : single_byte_encodings) {
        if (encoding.names.find(wanted) != std::string_view::npos) return &encoding;
    }
    return nullptr;
}

bool decode_single_byte(std::string_view bytes, const SingleByteEncoding& encoding, std::string& text) {
    text.reserve(bytes.size() + bytes.size() / 8);
    for (char c : bytes) {
        auto byte = static_cast<unsigned char>(c);
        std::uint16_t code_point = byte < 128 ? byte : encoding.upper_half[byte - 128];
        if (code_point == 0xFFFF) return false;
        append_utf8(text, code_point);
    }
    return true;
}

bool fail(Diagnostic& error, std::string message) {
    error = Diagnostic::of_file(ErrorKind::syntax_error, std::move(message));
    return false;
}

bool check_utf8(std::string_view bytes, bool declared, const std::string& name, Diagnostic& error) {
    std::size_t bad = find_invalid_utf8(bytes);
    if (bad == std::string_view::npos) return true;
    auto byte = static_cast<unsigned char>(bytes[bad]);
    if (declared) {
        std::size_t line_start = bytes.substr(0, bad).find_last_of('\n') + 1;
        return fail(error,
                    fmt::format("(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {}: {}", byte,
                                bad - line_start,
                                byte >= 0xC2 && byte <= 0xF4 ? "invalid continuation byte" : "invalid start byte"));
    }
    auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    return fail(error,
                fmt::format("Non-UTF-8 code starting with '\\x{:02x}' in file {} on line {}, but no encoding declared; "
                            "see https://peps.python.org/pep-0263/ for details",
                            byte, name, line));
}

bool decode_other(std::string_view bytes, const std::string& encoding, std::string& text, Diagnostic& error) {
    std::string bare = bare_name(encoding);
    if (bare == "ascii" || bare == "usascii" || bare == "646") {
        bool ascii =
            std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 128; });
        if (!ascii) return fail(error, "encoding problem: " + encoding);
        text = bytes;
        return true;
    }
    const SingleByteEncoding* table = find_single_byte_encoding(bare);
    if (!table || !decode_single_byte(bytes, *table, text)) return fail(error, "encoding problem: " + encoding);
    return true;
}

}  // namespace

bool decode_source(std::string bytes, const std::string& name, Decoded& decoded, Diagnostic& error) {
    bool mark = bytes.starts_with(byte_order_mark);
    if (mark) bytes.erase(0, byte_order_mark.size());
    std::string_view cookie = find_cookie(bytes);
    decoded.declared = mark || !cookie.empty();
    decoded.encoding = cookie.empty() ? "utf-8" : normal_name(cookie);
    if (mark && decoded.encoding != "utf-8")
        return fail(error, fmt::format("encoding problem: {} with BOM", decoded.encoding));
    std::string bare = bare_name(decoded.encoding);
    if (bare == "utf8" || bare == "u8" || bare == "utf" || bare == "utf8sig") {
        if (!check_utf8(bytes, !cookie.empty(), name, error)) return false;
        decoded.text = std::move(bytes);
        return true;
    }
    return decode_other(bytes, decoded.encoding, decoded.text, error);
}

std::size_t find_invalid_utf8(std::string_view bytes) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = bytes.size();
    auto continues = [&](std::size_t at) { return at < size && (p[at] & 0xC0) == 0x80; };
    for (std::size_t i = 0; i < size;) {
        std::uint64_t eight = 0;
        if (i + 8 <= size && (std::memcpy(&eight, p + i, 8), (eight & 0x8080'8080'8080'8080ULL) == 0)) {
            i += 8;
        } else if (p[i] < 0x80) {
            ++i;
        } else if (p[i] >= 0xC2 && p[i] < 0xE0 && continues(i + 1)) {
            i += 2;
        } else if ((p[i] & 0xF0) == 0xE0 && continues(i + 1) && continues(i + 2) &&
                   !(p[i] == 0xE0 && p[i + 1] < 0xA0) && !(p[i] == 0xED && p[i + 1] >= 0xA0)) {
            i += 3;
        } else if (p[i] >= 0xF0 && p[i] <= 0xF4 && continues(i + 1) && continues(i + 2) && continues(i + 3) &&
                   !(p[i] == 0xF0 && p[i + 1] < 0x90) && !(p[i] == 0xF4 && p[i + 1] >= 0x90)) {
            i += 4;
        } else {
            return i;
        }
    }
    return std::string_view::npos;
}

void append_utf8(std::string& text, char32_t c) {
    if (c < 0x80) {
        text.push_back(static_cast<char>(c));
        return;
    }
    if (c < 0x800) {
        text.push_back(static_cast<char>(0xC0 | (c >> 6)));
    } else {
        if (c < 0x10000) {
            text.push_back(static_cast<char>(0xE0 | (c >> 12)));
        } else {
            text.push_back(static_cast<char>(0xF0 | (c >> 18)));
            text.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
        }
        text.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    }
    text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
}

}  // namespace minipy::lexer
