// SPDX-License-Identifier: MIT
//
// A syntax error is a value: what went wrong, of which Python class, and where.
//
// Lexer and parser never throw, print or exit; they hand a Diagnostic up, and one place turns it into the
// exception with its caret line. Positions: lines count from 1, columns are UTF-8 byte offsets from 0, as in CPython's
// tree.
//
// CPython: Parser/pegen_errors.c, Parser/tokenizer.c (syntaxerror, tok->done). Next: lexer/source.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

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

enum class ErrorKind : std::uint8_t {
    syntax_error,
    indentation_error,
    tab_error,
    memory_error,
    syntax_warning,
    deprecation_warning,
};

// The place is told as SyntaxError tells it, but in bytes: offsets count from 1, the end is exclusive. CPython's own
// habits show: an end offset of 0 or −1 means that it knew only where the trouble starts. Line 0: the whole file.
//
// What CPython's tokenizer reports itself (`of_scanner`) shows the line that it reads; everything else a line of the
// file, if there is one. With the line end, but without it (`bare_line`) for lines that have been read past; inside an
// f-string a line of the copy that CPython parses (`copy`). When tokens go over several lines it begins with the line
// where they begin (`text_line`).
struct Diagnostic {
    ErrorKind kind = ErrorKind::syntax_error;
    std::string message;
    int line = 0;
    int offset = 0;
    int end_line = 0;
    int end_offset = 0;
    bool of_scanner = false;
    bool bare_line = false;
    std::string copy = {};
    int text_line = 0;  // 0: `line`

    static Diagnostic at(ErrorKind kind, std::string message, const Span& span) {
        return {kind,
                std::move(message),
                static_cast<int>(span.start.line),
                static_cast<int>(span.start.column) + 1,
                static_cast<int>(span.end.line),
                static_cast<int>(span.end.column) + 1};
    }
    static Diagnostic at(ErrorKind kind, std::string message, const Position& position) {
        return at(kind, std::move(message), Span{position, position});
    }
    // The start is known, the end is not.
    static Diagnostic from(ErrorKind kind, std::string message, const Position& position, int end_offset) {
        Diagnostic diagnostic = at(kind, std::move(message), position);
        diagnostic.end_offset = end_offset;
        return diagnostic;
    }
    static Diagnostic of_file(ErrorKind kind, std::string message) { return {kind, std::move(message), 0, 0, 0, 0}; }
};

}  // namespace minipy::lexer
