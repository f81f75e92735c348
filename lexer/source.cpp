// SPDX-License-Identifier: MIT
//
// Building a Source: decode, refuse NUL bytes, unify line ends, index the lines. See source.hpp for what is kept and
// why.
//
// CPython: Parser/tokenizer.c. Next: lexer/encoding.cpp.
#include "lexer/source.hpp"

#include <algorithm>
#include <cstring>

#include "lexer/encoding.hpp"

namespace minipy::lexer {

namespace {

// Offsets are 32 bits wide, with room for positions one past the end.
constexpr std::size_t largest_source = 0xFFFF'FF00;

// "\r\n" and a lone "\r" become "\n".
std::string with_plain_line_ends(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result.push_back(text[i]);
            continue;
        }
        result.push_back('\n');
        if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
    return result;
}

}  // namespace

std::optional<Source> Source::from_bytes(std::string bytes, std::string name, Diagnostic& error, Origin origin) {
    if (origin == Origin::text) return from_text(std::move(bytes), std::move(name), error);
    Decoded decoded;
    if (!decode_source(std::move(bytes), name, decoded, error)) return std::nullopt;
    Source source;
    source.name_ = std::move(name);
    source.encoding_ = std::move(decoded.encoding);
    source.text_ = std::move(decoded.text);
    source.parser_counts_bytes_ = !decoded.declared;
    source.has_line_at_end_ = origin != Origin::file;
    return finish(std::move(source), error);
}

std::optional<Source> Source::from_text(std::string text, std::string name, Diagnostic& error) {
    Source source;
    source.name_ = std::move(name);
    source.encoding_ = "utf-8";
    source.text_ = std::move(text);
    return finish(std::move(source), error);
}

std::optional<Source> Source::finish(Source source, Diagnostic& error) {
    if (source.text_.size() > largest_source) {
        error = Diagnostic::of_file(ErrorKind::memory_error, "source code is too large");
        return std::nullopt;
    }
    if (source.text_.find('\r') != std::string::npos) {
        source.original_ = std::move(source.text_);
        source.text_ = with_plain_line_ends(source.original_);
    }
    source.find_lines();
    if (std::size_t nul = source.text_.find('\0'); nul != std::string::npos) {
        Position where = source.position(static_cast<std::uint32_t>(nul));
        error = Diagnostic::at(ErrorKind::syntax_error, "source code cannot contain null bytes", where);
        return std::nullopt;
    }
    return source;
}

Source Source::verbatim() const {
    Source same;
    same.name_ = name_;
    same.encoding_ = encoding_;
    same.text_ = original_.empty() ? text_ : original_;
    same.find_lines();
    return same;
}

void Source::find_lines() {
    line_starts_.push_back(0);
    const char* begin = text_.data();
    const char* end = begin + text_.size();
    for (const char* p = begin;
         (p = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p))));) {
        if (++p == end) break;
        line_starts_.push_back(static_cast<std::uint32_t>(p - begin));
    }
}

std::string_view Source::line_text(std::uint32_t line) const {
    if (line == 0 || line > line_count()) return {};
    std::string_view result = text();
    result = result.substr(line_start(line), line_start(line + 1) - line_start(line));
    if (result.ends_with('\n')) result.remove_suffix(1);
    return result;
}

Position Source::position(std::uint32_t offset) const {
    auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
    return {line, offset - line_starts_[line - 1]};
}

}  // namespace minipy::lexer
