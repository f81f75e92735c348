// SPDX-License-Identifier: MIT
//
// Scanner: bytes of a Source to tokens, one at a time, knowing nothing of lines' meaning.
//
// It delivers comments and line ends too (COMMENT, NEWLINE); blanks and backslash continuations are skipped. What the
// line ends and the indentation mean is the layout's business. At the end of the text it delivers ENDMARKER for ever;
// after an error it delivers ERRORTOKEN and error() says why. A tolerant scanner takes text apart as the `tokenize`
// module does, which never complains of what no token can contain: one ERRORTOKEN a character, and on it goes.
//
// CPython: Parser/tokenizer.c (tok_get). Next: lexer/scanner.re, then lexer/layout.hpp.
#pragma once

#include <vector>

#include "lexer/token.hpp"

namespace minipy::lexer {

// Width of the blanks at the start of a line, counted twice: with tabs to multiples of 8, and with tabs as 1 column.
// Both counts must order lines the same way, or the file's meaning would depend on the reader's tab width.
struct Indentation {
    std::uint32_t column = 0;
    std::uint32_t alternative = 0;
};

class Scanner {
public:
    explicit Scanner(const Source& source) : Scanner(source, 0, static_cast<std::uint32_t>(source.text().size()), 1) {}
    // Scans only [start, end) of the text: the expressions inside an f-string.
    Scanner(const Source& source, std::uint32_t start, std::uint32_t end, std::uint32_t line);

    void be_tolerant() { tolerant_ = true; }

    Token next();
    // Goes on with the line after this one.
    void skip_line() { cursor_ = base_ + source_.line_start(++line_); }
    // Skips the blanks at the start of a line and measures them.
    Indentation indentation();

    const Diagnostic& error() const { return error_; }
    bool failed() const { return failed_; }
    // CPython looks for more errors in the rest of the text after the parser has found one; some of the scanner's then
    // win.
    bool error_overrides() const { return overrides_; }
    const std::vector<Diagnostic>& warnings() const { return warnings_; }
    // The error is that the text ends behind a backslash.
    bool at_end() const { return failed_ && !overrides_ && error_.end_offset < 0; }
    std::uint32_t offset() const { return static_cast<std::uint32_t>(cursor_ - base_); }
    std::uint32_t line() const { return line_; }
    // Whether a continued line begins just at the last token: the end of the text there is an error, behind blanks not.
    bool continued() const { return continued_; }

private:
    using Byte = unsigned char;

    Token make(int kind, const Byte* start, const Byte* end);
    Token string(const Byte* start);
    Token number(const Byte* start);
    Token name_beyond_ascii(const Byte* start);
    Token unterminated_string(const Byte* start);
    Token stray(const Byte* start);
    bool number_ends_here() const;

    // The slow paths that find CPython's words for a number that is none (scanner_errors.cpp).
    Token number_error(const Byte* start);
    Token digits_error(const Byte* start, const Byte* digits, int base, const char* name);
    Token decimal_error(const Byte* start);
    Token suffix_error(const Byte* start, const char* name);

    Token make_error(const Byte* start);
    Token tolerated(const Byte* start);
    Token fail(const Byte* start, const Byte* at, std::string message);
    Token fail(const Byte* start, Span span, std::string message);

    const Source& source_;
    const Byte* base_;
    const Byte* cursor_;
    const Byte* limit_;
    std::uint32_t line_;
    bool failed_ = false;
    bool overrides_ = true;
    bool continued_ = false;
    bool tolerant_ = false;
    Diagnostic error_;
    std::vector<Diagnostic> warnings_;
};

}  // namespace minipy::lexer
