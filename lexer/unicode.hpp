// SPDX-License-Identifier: MIT
//
// What the lexer must know of Unicode: identifiers (with normalisation form KC, PEP 3131) and which characters print.
//
// All of it comes from the generated ranges in unicode_tables.inc (Unicode 14.0, as in CPython 3.11) by binary search;
// nothing here runs for ASCII.
//
// CPython: Objects/unicodectype.c, Modules/unicodedata.c. Next: lexer/layout.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::lexer {

bool is_identifier_start(char32_t c);
bool is_identifier_continue(char32_t c);
bool is_printable(char32_t c);

// Offset of the first code point that may not stand where it stands in an identifier, or npos.
std::size_t find_non_identifier(std::string_view utf8);

// Offset of the first code point that \w of the re module does not match, or npos: the `tokenize` module's idea of
// names.
std::size_t find_non_word(std::string_view utf8);

// Normalisation form KC, in which CPython stores every identifier.
std::string normalise_identifier(std::string_view utf8);

// The code point at `text`, which is valid UTF-8.
char32_t decode_utf8(const char* text, const char* end);
// How many bytes the code point that starts with this byte has.
constexpr std::size_t utf8_length(unsigned char first) {
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

}  // namespace minipy::lexer
