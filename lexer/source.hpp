// SPDX-License-Identifier: MIT
//
// Source: the text of one file, decoded to UTF-8, with its lines.
//
// Bytes come in with whatever encoding a BOM or a PEP 263 cookie declares; from here on everything is UTF-8, and every
// position is a byte offset into text(). text() is followed by a NUL byte, which the text itself may not contain: the
// scanner uses it as its sentinel. Line ends become '\n', as CPython has it; verbatim() gives the text as the file had it,
// because the `tokenize` module shows line ends as they are.
//
// CPython: Parser/tokenizer.c (decoding_fgets, translate_newlines). Read next: lexer/scanner.re.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lexer/diagnostic.hpp"

namespace minipy::lexer {

class Source {
public:
    /// Decodes `bytes`. On failure fills `error` and returns nothing.
    static std::optional<Source> from_bytes(std::string bytes, std::string name, Diagnostic& error);

    /// Takes text that is known to be UTF-8 already (a str given to compile(), a line of the prompt); a cookie in it
    /// means nothing.
    static std::optional<Source> from_text(std::string text, std::string name, Diagnostic& error);

    /// The same file with the line ends it came with.
    Source verbatim() const;

    const std::string& name() const { return name_; }
    const std::string& encoding() const { return encoding_; }
    std::string_view text() const { return text_; }

    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
    /// Offset of the first byte of a line; one past the last line gives the end of the text.
    std::uint32_t line_start(std::uint32_t line) const {
        return line <= line_starts_.size() ? line_starts_[line - 1] : static_cast<std::uint32_t>(text_.size());
    }
    /// The line without its line end.
    std::string_view line_text(std::uint32_t line) const;
    /// An offset of a Diagnostic in characters, as SyntaxError.offset counts: at most one beyond the line's end. CPython
    /// measures the end offset, too, against the line where the error starts.
    int character_offset(int line, int byte_offset) const;
    /// Line and column of any offset, by binary search.
    Position position(std::uint32_t offset) const;

private:
    static std::optional<Source> finish(std::string text, std::string name, std::string encoding, Diagnostic& error);
    void find_lines();

    std::string name_;
    std::string encoding_;
    std::string text_;
    std::string original_;  // empty when text_ needed no change of line ends
    std::vector<std::uint32_t> line_starts_;
};

}  // namespace minipy::lexer
