// SPDX-License-Identifier: MIT
//
// Source: the text of one file, decoded to UTF-8, with its lines.
//
// Bytes come in with whatever encoding a BOM or a PEP 263 cookie declares; from here on everything is UTF-8, and every
// position is a byte offset into text(). text() is followed by a NUL byte, which the text itself may not contain: the
// scanner uses it as its sentinel. Line ends become '\n', as CPython has it; verbatim() gives the text as the file had
// it, because the `tokenize` module shows line ends as they are.
//
// CPython: Parser/tokenizer.c (decoding_fgets, translate_newlines). Next: lexer/scanner.re.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lexer/diagnostic.hpp"

namespace minipy::lexer {

// How CPython comes by a text shows in where its errors point.
enum class Origin : std::uint8_t {
    text,   // a str
    bytes,  // bytes that are there as a whole, such as an imported module's
    file,   // a program, which CPython reads line by line
};

class Source {
public:
    // Decodes `bytes`. On failure fills `error` and returns nothing.
    static std::optional<Source> from_bytes(std::string bytes, std::string name, Diagnostic& error,
                                            Origin origin = Origin::bytes);

    // Takes text that is known to be UTF-8 already (a str given to compile(), a line of the prompt); a cookie in it
    // means nothing.
    static std::optional<Source> from_text(std::string text, std::string name, Diagnostic& error);

    // The same file with the line ends it came with.
    Source verbatim() const;

    const std::string& name() const { return name_; }
    const std::string& encoding() const { return encoding_; }
    std::string_view text() const { return text_; }

    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
    // Offset of the first byte of a line; one past the last line gives the end of the text.
    std::uint32_t line_start(std::uint32_t line) const {
        return line <= line_starts_.size() ? line_starts_[line - 1] : static_cast<std::uint32_t>(text_.size());
    }
    // The line without its line end.
    std::string_view line_text(std::uint32_t line) const;
    // CPython's parser counts bytes where nothing declares an encoding.
    bool parser_counts_bytes() const { return parser_counts_bytes_; }
    // When a file that is read line by line has come to its end, there is no current line.
    bool has_line_at_end() const { return has_line_at_end_; }
    // Line and column of any offset, by binary search.
    Position position(std::uint32_t offset) const;

private:
    static std::optional<Source> finish(Source source, Diagnostic& error);
    void find_lines();

    std::string name_;
    std::string encoding_;
    std::string text_;
    std::string original_;  // empty when text_ needed no change of line ends
    std::vector<std::uint32_t> line_starts_;
    bool parser_counts_bytes_ = false;
    bool has_line_at_end_ = true;
};

}  // namespace minipy::lexer
