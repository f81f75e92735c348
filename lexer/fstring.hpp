// SPDX-License-Identifier: MIT
//
// Takes the body of an f-string apart: text, expressions, conversions, format specifications. 3.11's rules, which look
// at characters: an expression ends at the first '!', ':', '=' or '}' outside brackets and quotes, and may contain
// neither backslash nor '#'.
//
//     f'n is {n!r:>{width}} now'        Text "n is ", Expression [n] conversion r, specification [>{width}], Text "
//     now"
//
// A specification is taken apart in the same way, one level deeper. Nothing is decoded or parsed here: parts are ranges
// of the source text, so that every position stays right.
//
// CPython: Parser/string_parser.c (fstring_find_literal, fstring_find_expr). Next: parser/strings.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::lexer {

// Offsets into the whole source text.
struct TextRange {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool empty() const { return start == end; }
};

struct FStringPart {
    TextRange text;               // what precedes the expression; may be empty
    bool text_continues = false;  // a doubled brace ended the text: more of it, or an expression, follows
    bool escaped_brace = false;   // a backslash stands before the brace that ends the text, and means nothing
    bool has_expression = false;
    std::uint32_t brace = 0;  // where its '{' stands
    TextRange expression;
    bool debug = false;  // `=` after it; then [expression.start, debug_end) is shown as text
    std::uint32_t debug_end = 0;
    char conversion = 0;  // 's', 'r', 'a', or 0
    bool has_specification = false;
    TextRange specification;
};

class FStringReader {
public:
    // `level` is 0 for the string itself, 1 for a specification in it.
    FStringReader(std::string_view source, TextRange body, bool raw, int level)
        : source_(source), at_(body.start), end_(body.end), raw_(raw), level_(level) {}

    bool at_end() const { return at_ >= end_; }
    // Reads text and finds the expression after it. False: error() has CPython's words.
    bool next(FStringPart& part);
    // Reads what follows the expression, up to its closing brace. Two steps, because the expression is parsed in
    // between.
    bool finish(FStringPart& part);
    const std::string& error() const { return error_; }

private:
    bool read_text(FStringPart& part);
    bool find_expression_end();
    bool read_conversion(FStringPart& part);
    bool read_specification(FStringPart& part);
    bool fail(std::string message);
    char peek(std::uint32_t offset) const { return offset < end_ ? source_[offset] : '\0'; }

    std::string_view source_;
    std::uint32_t at_;
    std::uint32_t end_;
    bool raw_;
    int level_;
    std::string error_;
};

}  // namespace minipy::lexer
