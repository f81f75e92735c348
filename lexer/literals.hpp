// SPDX-License-Identifier: MIT
//
// From the text of a literal to what it stands for, as far as that needs no objects: prefixes, escapes, digits.
//
// Decoded text is UTF-8 in which lone surrogates (which escapes may produce) are written as three bytes each.
// Most strings contain no backslash; they are handed through as a view of the source.
//
// CPython: Parser/string_parser.c, Parser/pegen.c (parsenumber). Next: lexer/fstring.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexer/diagnostic.hpp"

namespace minipy::lexer {

// A string token taken apart: rb'''body'''.
struct StringLiteral {
    bool raw = false;
    bool bytes = false;
    bool formatted = false;
    bool u_prefix = false;         // only a lower-case u shows in the tree (Constant.kind)
    std::uint32_t body_start = 0;  // offset in the token
    std::string_view body;
};
StringLiteral split_string(std::string_view token);

// What went wrong, or what is only warned of, inside one literal.
struct LiteralProblem {
    std::string message;     // empty: none
    std::size_t offset = 0;  // where in the body
};

// Finds the character that `\N{name}` means; false if there is none. Set by whoever has the names (the runtime's
// unicode data); without it `\N` is an error.
using NameLookup = bool (*)(std::string_view name, std::string& utf8);

// Replaces escapes. `warning` reports the first unknown escape (it stays as it is, with its backslash) or octal number
// beyond a byte.
bool decode_text(std::string_view body, NameLookup names, std::string& text, LiteralProblem& error,
                 LiteralProblem& warning);
bool decode_bytes(std::string_view body, bool raw, std::string& bytes, LiteralProblem& error, LiteralProblem& warning);

enum class NumberKind : std::uint8_t { integer, float_, imaginary };
struct NumberLiteral {
    NumberKind kind = NumberKind::integer;
    int base = 10;
    std::string digits;  // no prefix, no underscores, no j
};
NumberLiteral split_number(std::string_view token);

}  // namespace minipy::lexer
