// SPDX-License-Identifier: MIT
//
// The scanner's slow paths: the text at the cursor is no token, and CPython has particular words and a particular
// column for each way in which it may not be one.
//
// CPython: Parser/tokenizer.c (verify_end_of_number, tok_decimal_tail, verify_identifier, syntaxerror).
// Next: lexer/layout.hpp.
#include <fmt/core.h>

#include <algorithm>

#include "lexer/scanner.hpp"
#include "lexer/unicode.hpp"

namespace minipy::lexer {

namespace {

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80; }

bool is_digit_of(unsigned char c, int base) {
    if (base == 16) return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c >= '0' && c < '0' + base;
}

// A number may touch one of these keywords: `1if x else 2`. Of those with an i CPython looks at two letters only, so
// `1int` is a number and a name. The text ends with a NUL, so this does not look too far.
bool keyword_follows(const unsigned char* text) {
    for (std::string_view keyword : {"and", "else", "for", "if", "in", "is", "not", "or"}) {
        std::size_t i = 0;
        while (i < keyword.size() && text[i] == static_cast<unsigned char>(keyword[i])) ++i;
        bool ends = keyword.starts_with('i') || (!is_digit(text[i]) && !is_letter(text[i]));
        if (i == keyword.size() && ends) return true;
    }
    return false;
}

}  // namespace

Token Scanner::fail(const Byte* start, Span span, std::string message) {
    if (!failed_) {
        error_ = Diagnostic::at(ErrorKind::syntax_error, std::move(message), span);
        error_.of_scanner = true;
    }
    failed_ = true;
    Token token = make_error(start);
    cursor_ = limit_;
    return token;
}

Token Scanner::fail(const Byte* start, const Byte* at, std::string message) {
    Position where{line_, static_cast<std::uint32_t>(at - base_) - source_.line_start(line_)};
    return fail(start, Span{where, where}, std::move(message));
}

Token Scanner::make_error(const Byte* start) {
    return {TOKEN_ERRORTOKEN, static_cast<std::uint32_t>(start - base_), static_cast<std::uint32_t>(cursor_ - base_),
            line_};
}

// What the `tokenize` module makes of it: the zeros of a number like 012, the prefix of a string without an end as a
// name, and otherwise a single character.
Token Scanner::tolerated(const Byte* start) {
    const Byte* p = start;
    while (*p == '0' || (*p == '_' && p > start && p[1] == '0')) ++p;
    int kind = TOKEN_NUMBER;
    if (p == start) {
        while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')) ++p;
        kind = TOKEN_NAME;
    }
    if (p == start) {
        p += utf8_length(*start);
        kind = TOKEN_ERRORTOKEN;
    }
    cursor_ = p;
    return {kind, static_cast<std::uint32_t>(start - base_), offset(), line_};
}

// ---------------------------------------------------------------- numbers

// The longest number has been matched, or a beginning of one, and something that cannot follow it comes next.
Token Scanner::number_error(const Byte* start) {
    if (tolerant_) return tolerated(start);
    Byte second = static_cast<Byte>(start[1] | 0x20);
    if (*start == '0' && second == 'x') return digits_error(start, start + 2, 16, "hexadecimal");
    if (*start == '0' && second == 'o') return digits_error(start, start + 2, 8, "octal");
    if (*start == '0' && second == 'b') return digits_error(start, start + 2, 2, "binary");
    return decimal_error(start);
}

Token Scanner::suffix_error(const Byte* start, const char* name) {
    if (keyword_follows(cursor_)) {
        Position last{line_, offset() - 1 - source_.line_start(line_)};
        warnings_.push_back(Diagnostic::at(ErrorKind::syntax_warning, fmt::format("invalid {} literal", name), last));
        warnings_.back().of_scanner = true;
        return {TOKEN_NUMBER, static_cast<std::uint32_t>(start - base_), offset(), line_};
    }
    // The caret points at the last character of what was a number so far.
    return fail(start, cursor_ - 1, fmt::format("invalid {} literal", name));
}

Token Scanner::digits_error(const Byte* start, const Byte* p, int base, const char* name) {
    for (;;) {
        if (*p == '_') ++p;
        if (!is_digit_of(*p, base)) {
            if (is_digit(*p)) return fail(start, p, fmt::format("invalid digit '{:c}' in {} literal", *p, name));
            return fail(start, p - 1, fmt::format("invalid {} literal", name));
        }
        while (is_digit_of(*p, base)) ++p;
        if (*p != '_') break;
    }
    if (is_digit(*p)) return fail(start, p, fmt::format("invalid digit '{:c}' in {} literal", *p, name));
    cursor_ = p;
    return suffix_error(start, name);
}

namespace {

// Skips digits and single underscores; stops at an underscore that no digit follows and reports it.
const unsigned char* skip_digits(const unsigned char* p, bool& bad_underscore) {
    for (;;) {
        while (is_digit(*p)) ++p;
        if (*p != '_') return p;
        if (!is_digit(p[1])) {
            bad_underscore = true;
            return p + 1;
        }
        ++p;
    }
}

}  // namespace

Token Scanner::decimal_error(const Byte* start) {
    bool bad_underscore = false;
    const Byte* p = start;
    if (is_digit(*p)) p = skip_digits(p, bad_underscore);
    if (bad_underscore) return fail(start, p - 1, "invalid decimal literal");
    const Byte* digits_end = p;
    if (*p == '.') {
        ++p;
        if (*p == '_') return fail(start, p - 1, "invalid decimal literal");
        p = skip_digits(p, bad_underscore);
        if (bad_underscore) return fail(start, p - 1, "invalid decimal literal");
    }
    if (*p == 'e' || *p == 'E') {
        const Byte* e = p++;
        bool sign = *p == '+' || *p == '-';
        if (sign) ++p;
        if (is_digit(*p)) {
            p = skip_digits(p, bad_underscore);
            if (bad_underscore) return fail(start, p - 1, "invalid decimal literal");
        } else if (sign) {
            return fail(start, p - 1, "invalid decimal literal");
        } else {
            cursor_ = e;  // `1else`, or `1e` with nothing after it
            return suffix_error(start, "decimal");
        }
    }
    bool imaginary = *p == 'j' || *p == 'J';
    if (imaginary) ++p;
    bool plain = p == digits_end;
    if (plain && *start == '0' && std::any_of(start, p, [](Byte c) { return c >= '1' && c <= '9'; })) {
        cursor_ = p;
        Position from{line_, static_cast<std::uint32_t>(start - base_) - source_.line_start(line_)};
        // The caret goes from the first zero to the last of those that lead.
        const Byte* zeros = start;
        while (zeros[1] == '0' || zeros[1] == '_') ++zeros;
        Position to{line_, static_cast<std::uint32_t>(zeros - base_) + 1 - source_.line_start(line_)};
        return fail(start, Span{from, to},
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    }
    cursor_ = p;
    return suffix_error(start, imaginary ? "imaginary" : "decimal");
}

// ---------------------------------------------------------------- strings

Token Scanner::unterminated_string(const Byte* start) {
    const Byte* quote = start;
    while (*quote != '\'' && *quote != '"') ++quote;
    bool triple = cursor_ - quote == 3;
    if (tolerant_ && !triple) return tolerated(start);
    Position where{line_, static_cast<std::uint32_t>(start - base_) - source_.line_start(line_)};
    std::uint32_t last_line = line_;
    const Byte* end = cursor_;
    for (; end < limit_ && (triple || *end != '\n'); ++end) {
        if (*end == '\\' && end + 1 < limit_) ++end;
        if (*end == '\n' && end + 1 < limit_) ++last_line;
    }
    cursor_ = end;
    return fail(
        start, Span{where, where},
        fmt::format("unterminated {}string literal (detected at line {})", triple ? "triple-quoted " : "", last_line));
}

// ---------------------------------------------------------------- characters that start nothing

Token Scanner::stray(const Byte* at) {
    if (tolerant_) return tolerated(at);
    if (*at == '\\') {
        Position next{line_, static_cast<std::uint32_t>(at + 1 - base_) - source_.line_start(line_)};
        bool end = at + 1 >= limit_;
        Token token =
            fail(at, at + 1,
                 end ? "unexpected EOF while parsing" : "unexpected character after line continuation character");
        error_ = Diagnostic::from(ErrorKind::syntax_error, error_.message, next, end ? -1 : 0);
        overrides_ = false;
        return token;
    }
    // CPython's tokenizer hands these on, and the parser finds that nothing may contain them.
    if (*at == '$' || *at == '?' || *at == '!' || *at == '`') {
        cursor_ = at + 1;
        return make_error(at);
    }
    char32_t c = decode_utf8(reinterpret_cast<const char*>(at), reinterpret_cast<const char*>(limit_));
    cursor_ = at + 1;
    if (is_printable(c)) {
        const char* text = reinterpret_cast<const char*>(at);
        return fail(at, at,
                    fmt::format("invalid character '{}' (U+{:04X})", std::string_view(text, utf8_length(*at)),
                                static_cast<std::uint32_t>(c)));
    }
    return fail(at, at, fmt::format("invalid non-printable character U+{:04X}", static_cast<std::uint32_t>(c)));
}

}  // namespace minipy::lexer
