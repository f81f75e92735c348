// SPDX-License-Identifier: MIT
//
// A syntax error is a value: what went wrong, of which Python class, and where.
//
// Lexer and parser never throw, print or exit; they hand a Diagnostic up, and one place turns it into the
// exception with its caret line. Lines count from 1; columns are UTF-8 byte offsets from 0, as in CPython's tree.
//
// CPython: Parser/pegen_errors.c, Parser/tokenizer.c (syntaxerror, tok->done). Read next: lexer/source.hpp.
#pragma once

#include <cstdint>
#include <string>

namespace minipy::lexer {

struct Position {
    std::uint32_t line;
    std::uint32_t column;

    friend bool operator==(const Position&, const Position&) = default;
};

struct Span {
    Position start;
    Position end;
};

enum class ErrorKind : std::uint8_t { SyntaxError, IndentationError, TabError, MemoryError, ValueError };

struct Diagnostic {
    ErrorKind kind = ErrorKind::SyntaxError;
    std::string message;
    Span span{};
    bool has_position = true;  // an encoding problem concerns the file, not a place in it
};

}  // namespace minipy::lexer
