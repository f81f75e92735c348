// SPDX-License-Identifier: MIT
//
// Tokens as text: what `python3.11 -m tokenize -e FILE` prints, and rows with ids and spans for readers.
//
// CPython: Lib/tokenize.py. Next: lexer/dump.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lexer/token.hpp"

namespace minipy::lexer {

struct TokenDump {
    std::string text;
    // What `tokenize` complains of; it then prints nothing but "FILE:LINE:COLUMN: error: MESSAGE". (The column is
    // offset − 1, in characters.)
    std::optional<Diagnostic> error;
};
TokenDump dump_tokens(const Source& source);

// The tokens that the parser gets, one a row: T1, T2 … An error ends the list.
struct TokenRow {
    std::uint32_t id;
    Token token;
    Span span;
    std::string_view type;
    std::string text;  // as repr() shows it
};
std::vector<TokenRow> token_rows(const Source& source, std::optional<Diagnostic>& error);
// "2:11-12", or "2:11-3:4" when it ends on another line.
std::string show_span(const Span& span);

// Text as Python's repr() writes a str.
std::string quoted(std::string_view utf8);

}  // namespace minipy::lexer
