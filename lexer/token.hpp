// SPDX-License-Identifier: MIT
//
// Token: a kind and where its text stands. Sixteen bytes, no text of its own.
//
//     ┌──────┬───────┬─────┬──────┐      start and end are byte offsets into Source::text();
//     │ kind │ start │ end │ line │      line is the line of `start` (only strings reach over several lines)
//     └──────┴───────┴─────┴──────┘
//
// The kinds are the constants of the header that Lemon writes from parser/grammar.y (TOKEN_NAME, TOKEN_PLUS …), so that
// each exists once. MATCH, CASE and WITH_LPAR are the layout's decisions: the scanner knows no soft keywords.
//
// CPython: Include/internal/pycore_token.h. Next: lexer/scanner.re.
#pragma once

#include <cstdint>
#include <string_view>

#include "lexer/source.hpp"
#include "parser/grammar.h"

namespace minipy::lexer {

struct Token {
    int kind;
    std::uint32_t start;
    std::uint32_t end;
    std::uint32_t line;
};

inline std::string_view text_of(const Source& source, const Token& token) {
    return source.text().substr(token.start, token.end - token.start);
}
inline Position start_of(const Source& source, const Token& token) {
    return {token.line, token.start - source.line_start(token.line)};
}
inline Position end_of(const Source& source, const Token& token) {
    if (token.end <= source.line_start(token.line + 1)) return {token.line, token.end - source.line_start(token.line)};
    return source.position(token.end);
}
inline Span span_of(const Source& source, const Token& token) {
    return {start_of(source, token), end_of(source, token)};
}

// The name the `token` module gives to an operator ("LPAR"), empty for all other kinds.
std::string_view operator_name(int kind);
// The name of any kind, keywords in capitals ("NAME", "WITH"), for the rich dump and for tests.
std::string_view kind_name(int kind);
// Whether an expression may start with this token. (A starred one is no expression.)
bool starts_expression(int kind);

}  // namespace minipy::lexer
