// SPDX-License-Identifier: MIT
//
// Escapes, byte rules, number text; see literals.hpp.
//
// An error's words name positions as CPython's codecs do: counted in the body of the literal, in its decoded form.
//
// CPython: Parser/string_parser.c, Objects/unicodeobject.c (_PyUnicode_DecodeUnicodeEscapeInternal),
// Objects/bytesobject.c (_PyBytes_DecodeEscape).
#include "lexer/literals.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lexer/encoding.hpp"

namespace minipy::lexer {

StringLiteral split_string(std::string_view token) {
    StringLiteral literal;
    std::size_t i = 0;
    for (; token[i] != '\'' && token[i] != '"'; ++i) {
        char c = static_cast<char>(token[i] | 0x20);
        literal.raw |= c == 'r';
        literal.bytes |= c == 'b';
        literal.formatted |= c == 'f';
        literal.u_prefix |= token[i] == 'u';
    }
    bool triple = token.size() - i >= 6 && token[i + 1] == token[i] && token[i + 2] == token[i];
    std::size_t quotes = triple ? 3 : 1;
    literal.body_start = static_cast<std::uint32_t>(i + quotes);
    literal.body = token.substr(i + quotes, token.size() - i - 2 * quotes);
    return literal;
}

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The character a one-letter escape stands for, or -1.
int simple_escape(char c) {
    switch (c) {
        case '\\':
        case '\'':
        case '"': return c;
        case 'a': return '\a';
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'v': return '\v';
        default: return -1;
    }
}

// Up to three octal digits.
unsigned octal(std::string_view body, std::size_t& i, LiteralProblem& warning) {
    std::size_t start = i;
    unsigned value = 0;
    for (int n = 0; n < 3 && i < body.size() && body[i] >= '0' && body[i] <= '7'; ++n) {
        value = value * 8 + static_cast<unsigned>(body[i++] - '0');
    }
    if (value > 0377 && warning.message.empty()) {
        warning = {fmt::format("invalid octal escape sequence '\\{}'", body.substr(start, 3)), start - 1};
    }
    return value;
}

// One decoder run over the body of a str literal. `i` stands behind the backslash's letter.
struct TextDecoder {
    std::string_view body;
    NameLookup names;
    std::string& text;
    LiteralProblem& error;
    LiteralProblem& warning;
    std::size_t i = 0;

    bool run() {
        while (i < body.size()) {
            std::size_t backslash = std::min(body.find('\\', i), body.size());
            text.append(body, i, backslash - i);
            i = backslash;
            if (i < body.size() && !escape()) return false;
        }
        return true;
    }

    bool escape() {
        std::size_t start = i++;
        if (i == body.size()) {  // before a brace of an f-string
            text.push_back('\\');
            return true;
        }
        char c = body[i++];
        if (int simple = simple_escape(c); simple >= 0) {
            text.push_back(static_cast<char>(simple));
        } else if (c == '\n') {
            // a continued line
        } else if (c >= '0' && c <= '7') {
            --i;
            append_utf8(text, octal(body, i, warning));
        } else if (c == 'x' || c == 'u' || c == 'U') {
            return hexadecimal(start, c);
        } else if (c == 'N') {
            return named(start);
        } else {
            // CPython warns of ASCII letters only: before anything else it takes the backslash for itself.
            bool ascii = static_cast<unsigned char>(c) < 0x80;
            if (ascii && warning.message.empty()) warning = {fmt::format("invalid escape sequence '\\{}'", c), start};
            text.push_back('\\');
            text.push_back(c);
        }
        return true;
    }

    bool hexadecimal(std::size_t start, char letter) {
        std::size_t count = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
        char32_t value = 0;
        for (std::size_t n = 0; n < count; ++n, ++i) {
            int digit = i < body.size() ? hex_value(body[i]) : -1;
            if (digit < 0) {
                const char* shape = letter == 'x'   ? "truncated \\xXX escape"
                                    : letter == 'u' ? "truncated \\uXXXX escape"
                                                    : "truncated \\UXXXXXXXX escape";
                return fail(start, i - 1, shape);
            }
            value = value * 16 + static_cast<char32_t>(digit);
        }
        if (value > 0x10FFFF) return fail(start, i - 1, "illegal Unicode character");
        append_utf8(text, value);
        return true;
    }

    bool named(std::size_t start) {
        if (i >= body.size() || body[i] != '{') return fail(start, i - 1, "malformed \\N character escape");
        std::size_t close = body.find('}', i);
        if (close == std::string_view::npos || close == i + 1) {
            std::size_t last = close == std::string_view::npos ? body.size() - 1 : close - 1;
            return fail(start, last, "malformed \\N character escape");
        }
        std::string_view name = body.substr(i + 1, close - i - 1);
        i = close + 1;
        if (!names || !names(name, text)) return fail(start, close, "unknown Unicode character name");
        return true;
    }

    // Positions count in the form that CPython hands to its codec: every character beyond ASCII is a ten-letter \U
    // escape, and a backslash before one is a six-letter escape itself.
    std::size_t codec_position(std::size_t offset) const {
        std::size_t position = 0;
        for (std::size_t k = 0; k < offset; ++k) {
            auto byte = static_cast<unsigned char>(body[k]);
            bool escaped = byte == '\\' && k + 1 < body.size() && static_cast<unsigned char>(body[k + 1]) >= 0x80;
            position += escaped ? 6 : byte < 0x80 ? 1 : (byte & 0xC0) == 0x80 ? 0 : 10;
        }
        return position;
    }

    bool fail(std::size_t first, std::size_t last, std::string_view reason) {
        std::size_t from = codec_position(first);
        std::size_t to = codec_position(last);
        std::string where = from == to ? fmt::format("byte 0x5c in position {}", from)
                                       : fmt::format("bytes in position {}-{}", from, to);
        error = {fmt::format("(unicode error) 'unicodeescape' codec can't decode {}: {}", where, reason), first};
        return false;
    }
};

}  // namespace

bool decode_text(std::string_view body, NameLookup names, std::string& text, LiteralProblem& error,
                 LiteralProblem& warning) {
    return TextDecoder{body, names, text, error, warning}.run();
}

bool decode_bytes(std::string_view body, bool raw, std::string& bytes, LiteralProblem& error, LiteralProblem& warning) {
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (static_cast<unsigned char>(body[i]) >= 0x80) {
            error = {"bytes can only contain ASCII literal characters", i};
            return false;
        }
    }
    if (raw) {
        bytes.append(body);
        return true;
    }
    for (std::size_t i = 0; i < body.size();) {
        if (body[i] != '\\') {
            bytes.push_back(body[i++]);
            continue;
        }
        std::size_t start = i++;
        char c = body[i++];
        if (int simple = simple_escape(c); simple >= 0) {
            bytes.push_back(static_cast<char>(simple));
        } else if (c >= '0' && c <= '7') {
            --i;
            bytes.push_back(static_cast<char>(octal(body, i, warning)));
        } else if (c == 'x') {
            int high = i < body.size() ? hex_value(body[i]) : -1;
            int low = i + 1 < body.size() ? hex_value(body[i + 1]) : -1;
            if (high < 0 || low < 0) {
                error = {fmt::format("(value error) invalid \\x escape at position {}", start), start};
                return false;
            }
            bytes.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else if (c != '\n') {
            if (warning.message.empty()) warning = {fmt::format("invalid escape sequence '\\{}'", c), start};
            bytes.push_back('\\');
            bytes.push_back(c);
        }
    }
    return true;
}

NumberLiteral split_number(std::string_view token) {
    NumberLiteral number;
    if (token.size() > 2 && token[0] == '0') {
        char letter = static_cast<char>(token[1] | 0x20);
        number.base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
        if (number.base != 10) token.remove_prefix(2);
    }
    for (char c : token) {
        if (c == '_') continue;
        if (c == 'j' || c == 'J') {
            number.kind = NumberKind::imaginary;
            break;
        }
        if (number.base == 10 && (c == '.' || c == 'e' || c == 'E')) number.kind = NumberKind::float_;
        number.digits.push_back(c);
    }
    return number;
}

}  // namespace minipy::lexer
