// SPDX-License-Identifier: MIT
//
// Which encoding a source file is in, and its text in UTF-8.
//
// A UTF-8 byte order mark decides first; then a PEP 263 cookie ("coding: NAME" in a comment on line 1, or on line 2
// when line 1 is blank or a comment); then UTF-8. Single-byte encodings come from a generated table.
//
// CPython: Parser/tokenizer.c (check_bom, check_coding_spec), Lib/tokenize.py (detect_encoding).
#pragma once

#include <string>
#include <string_view>

#include "lexer/diagnostic.hpp"

namespace minipy::lexer {

struct Decoded {
    std::string text;       // UTF-8
    std::string encoding;   // as the `tokenize` module names it
    bool declared = false;  // by a cookie or a byte order mark
};

// Fills `decoded`, or fills `error` and returns false.
bool decode_source(std::string bytes, const std::string& name, Decoded& decoded, Diagnostic& error);

// Offset of the first byte that is not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace minipy::lexer
