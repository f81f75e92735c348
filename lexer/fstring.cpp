// SPDX-License-Identifier: MIT
//
// The reader of fstring.hpp, a character at a time.
//
// CPython: Parser/string_parser.c.
#include "lexer/fstring.hpp"

#include <fmt/core.h>

#include "lexer/layout.hpp"

namespace minipy::lexer {

namespace {
constexpr int most_levels = 2;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
char closing_of(char opening) { return opening == '(' ? ')' : opening == '[' ? ']' : '}'; }
}  // namespace

bool FStringReader::fail(std::string message) {
    error_ = std::move(message);
    return false;
}

bool FStringReader::next(FStringPart& part) {
    part = {};
    if (!read_text(part)) return false;
    if (part.text_continues || at_end() || source_[at_] == '}') return true;
    if (level_ >= most_levels) return fail("f-string: expressions nested too deeply");
    part.has_expression = true;
    part.brace = at_++;
    part.expression.start = at_;
    if (!find_expression_end()) return false;
    part.expression.end = at_;
    if (at_ >= end_) return fail("f-string: expecting '}'");
    for (std::uint32_t i = part.expression.start; i < at_; ++i) {
        if (!is_blank(source_[i])) return true;
    }
    if (source_[at_] == '}') return fail("f-string: empty expression not allowed");
    return fail(fmt::format("f-string: expression required before '{}'", source_[at_]));
}

bool FStringReader::read_text(FStringPart& part) {
    part.text = {at_, at_};
    while (at_ < end_) {
        char c = source_[at_++];
        if (!raw_ && c == '\\' && at_ < end_) {
            c = source_[at_++];
            if (c == 'N' && peek(at_) == '{') {
                // The braces of a character's name are not ours.
                while (at_ < end_ && source_[at_++] != '}') {}
                continue;
            }
            if (c != '{' && c != '}') continue;  // a brace after a backslash is a brace all the same
            part.escaped_brace |= c == '{';
        }
        if (c != '{' && c != '}') continue;
        if (level_ == 0) {
            if (peek(at_) == c) {
                part.text.end = at_++;  // one of the two belongs to the text
                part.text_continues = true;
                return true;
            }
            if (c == '}') return fail("f-string: single '}' is not allowed");
        }
        --at_;
        break;
    }
    part.text.end = at_;
    return true;
}

bool FStringReader::finish(FStringPart& part) {
    if (source_[at_] == '=') {
        part.debug = true;
        ++at_;
        while (at_ < end_ && is_blank(source_[at_])) ++at_;
        part.debug_end = at_;
    }
    if (peek(at_) == '!' && !read_conversion(part)) return false;
    if (at_ >= end_) return fail("f-string: expecting '}'");
    if (source_[at_] == ':' && !read_specification(part)) return false;
    if (peek(at_) != '}') return fail("f-string: expecting '}'");
    ++at_;
    return true;
}

bool FStringReader::find_expression_end() {
    char quote = 0;
    int quotes = 0;
    char brackets[most_brackets];
    int depth = 0;
    for (; at_ < end_; ++at_) {
        char c = source_[at_];
        if (c == '\\') return fail("f-string expression part cannot include a backslash");
        if (quote) {
            if (c != quote) continue;
            if (quotes == 1) {
                quote = 0;
            } else if (peek(at_ + 1) == c && peek(at_ + 2) == c) {
                at_ += 2;
                quote = 0;
            }
        } else if (c == '\'' || c == '"') {
            quotes = peek(at_ + 1) == c && peek(at_ + 2) == c ? 3 : 1;
            if (quotes == 3) at_ += 2;
            quote = c;
        } else if (c == '[' || c == '{' || c == '(') {
            if (depth >= most_brackets) return fail("f-string: too many nested parenthesis");
            brackets[depth++] = c;
        } else if (c == '#') {
            return fail("f-string expression part cannot include '#'");
        } else if (depth == 0 && (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
            char following = peek(at_ + 1);
            if (following == '=' && c != ':' && c != '}') {
                ++at_;  // != == <= >= are operators
                continue;
            }
            if (c == '<' || c == '>') continue;
            break;
        } else if (c == ']' || c == '}' || c == ')') {
            if (depth == 0) return fail(fmt::format("f-string: unmatched '{}'", c));
            char opening = brackets[--depth];
            if (closing_of(opening) != c) {
                return fail(fmt::format("f-string: closing parenthesis '{}' does not match opening parenthesis '{}'", c,
                                        opening));
            }
        }
    }
    if (quote) return fail("f-string: unterminated string");
    if (depth) return fail(fmt::format("f-string: unmatched '{}'", brackets[depth - 1]));
    return true;
}

bool FStringReader::read_conversion(FStringPart& part) {
    ++at_;
    if (at_ >= end_) return fail("f-string: expecting '}'");
    part.conversion = source_[at_++];
    if (part.conversion == 's' || part.conversion == 'r' || part.conversion == 'a') return true;
    return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
}

// Only finds where the specification ends: whoever parses it reads it again, one level deeper.
bool FStringReader::read_specification(FStringPart& part) {
    part.has_specification = true;
    part.specification.start = ++at_;
    FStringReader nested(source_, {at_, end_}, raw_, level_ + 1);
    FStringPart ignored;
    while (!nested.at_end() && source_[nested.at_] != '}') {
        if (!nested.next(ignored) || (ignored.has_expression && !nested.finish(ignored))) return fail(nested.error_);
    }
    at_ = nested.at_;
    part.specification.end = at_;
    return true;
}

}  // namespace minipy::lexer
