// SPDX-License-Identifier: MIT
//
// One logical line after the other; see layout.hpp for what is decided here and why.
//
// CPython: Parser/tokenizer.c. Next: parser/grammar.y.
#include "lexer/layout.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace minipy::lexer {

namespace {

constexpr std::size_t most_blocks = 100;  // CPython: MAXINDENT

bool opens(int kind) { return kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE; }
bool closes(int kind) { return kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE; }

int opening_of(int closing) {
    return closing == TOKEN_RPAR ? TOKEN_LPAR : closing == TOKEN_RSQB ? TOKEN_LSQB : TOKEN_LBRACE;
}

}  // namespace

Layout::Layout(const Source& source, bool type_comments)
    : source_(source), scanner_(source), type_comments_(type_comments) {
    blocks_.push_back({{}, false});
}

bool Layout::fail(const Token& token, Diagnostic error) {
    error_ = std::move(error);
    overrides_ = false;
    failed_ = true;
    push(TOKEN_ERRORTOKEN, token, token.end);
    return false;
}

bool Layout::fail_at_bracket(const Token& token, std::string message) {
    Diagnostic error = Diagnostic::at(ErrorKind::syntax_error, std::move(message), start_of(source_, token));
    error.of_scanner = true;
    fail(token, std::move(error));
    overrides_ = true;
    return false;
}

void Layout::remember_header() {
    std::size_t first = 0;
    while (first < line_.size() && (line_[first].kind == TOKEN_INDENT || line_[first].kind == TOKEN_DEDENT)) ++first;
    if (first + 1 < line_.size() && line_[first].kind == TOKEN_ASYNC) ++first;
    if (first + 1 >= line_.size()) return;
    header_ = line_[first];
    header_has_star_ = line_[first + 1].kind == TOKEN_STAR;
}

bool Layout::ends_too_early() const {
    return failed_ &&
           (scanner_.at_end() || (!scanner_.failed() && !overrides_ && error_.kind == ErrorKind::syntax_error) ||
            error_.message.starts_with("unterminated triple-quoted"));
}

void Layout::read_logical_line() {
    remember_header();
    line_.clear();
    index_ = 0;
    Indentation indentation;
    Token token = first_token_of_line(indentation);
    if (failed_ && !line_.empty()) return;
    if (token.kind == TOKEN_ENDMARKER) return finish(token);
    if (token.kind != TOKEN_TYPE_COMMENT && !set_indentation(indentation, token)) return;
    std::size_t first = line_.size();
    while (collect(token)) token = scanner_.next();
    decide_soft_keywords(first);
}

// Skips lines that hold nothing but blanks and comments.
Token Layout::first_token_of_line(Indentation& indentation) {
    for (;;) {
        indentation = scanner_.indentation();
        bool continued = scanner_.continued();
        Token token = scanner_.next();
        if (token.kind == TOKEN_ENDMARKER && continued) {
            fail(token, ends_in_continuation(LinePart::start));
            return line_.back();
        }
        if (token.kind == TOKEN_COMMENT) {
            Token typed = type_comment(token);
            if (typed.kind == TOKEN_TYPE_COMMENT) return typed;
            token = scanner_.next();
        }
        if (token.kind != TOKEN_NEWLINE) return token;
    }
}

// CPython has read the whole line when it finds its indentation wrong.
Diagnostic Layout::at_end_of_line(ErrorKind kind, const char* message, const Token& token) const {
    Position end{token.line, static_cast<std::uint32_t>(source_.line_text(token.line).size())};
    return Diagnostic::from(kind, message, end, -1);
}

Diagnostic Layout::at_start_of_line(ErrorKind kind, const char* message, const Token& token) const {
    return Diagnostic::from(kind, message, Position{token.line, 0}, 0);
}

Diagnostic Layout::ends_in_continuation(LinePart part) const {
    std::uint32_t last = source_.line_count();
    Position where{last, static_cast<std::uint32_t>(source_.line_text(last).size())};
    Diagnostic error = Diagnostic::from(ErrorKind::syntax_error, "unexpected EOF while parsing", where, -1);
    if (part == LinePart::start && !source_.has_line_at_end()) error.offset = 0;
    return error;
}

// It moves on at line ends between tokens, not at those inside a token or behind a backslash.
int Layout::first_line_of_buffer(std::span<const Token> tokens) const {
    if (tokens.empty()) return 0;
    std::uint32_t line = tokens.front().line, end = tokens.front().end;
    for (const Token& token : tokens.subspan(1)) {
        if (token.start < end || token.start == source_.text().size())
            continue;  // DEDENTs; the end of the text is no line
        std::string_view between = source_.text().substr(end, token.start - end);
        std::size_t last = between.rfind('\n');
        bool continued = last != std::string_view::npos && last > 0 && between[last - 1] == '\\';
        if (last != std::string_view::npos && !continued) line = token.line;
        end = token.end;
    }
    return static_cast<int>(line);
}

Diagnostic Layout::never_closed(const OpenBracket& open) const {
    Position where{open.line, open.offset - source_.line_start(open.line)};
    std::string message = fmt::format("'{}' was never closed", source_.text()[open.offset]);
    Diagnostic error = Diagnostic::from(ErrorKind::syntax_error, std::move(message), where, 0);
    error.text_line = first_line_of_buffer(line_);
    return error;
}

// The line's indentation is wrong, and that is found before any of its tokens is read.
bool Layout::fail_at_indentation(const Token& first, Diagnostic error) {
    line_.clear();
    Token nothing = first;
    nothing.end = first.start;
    return fail(nothing, std::move(error));
}

bool Layout::set_indentation(const Indentation& now, const Token& first) {
    auto inconsistent = [&] {
        const char* message = "inconsistent use of tabs and spaces in indentation";
        return fail_at_indentation(first, at_start_of_line(ErrorKind::tab_error, message, first));
    };
    const Indentation& current = blocks_.back().indentation;
    if (now.column == current.column) return now.alternative == current.alternative || inconsistent();
    if (now.column > current.column) {
        if (blocks_.size() >= most_blocks) {
            const char* message = "too many levels of indentation";
            return fail_at_indentation(first, at_start_of_line(ErrorKind::indentation_error, message, first));
        }
        if (now.alternative <= current.alternative) return inconsistent();
        blocks_.push_back({now, match_block_comes_});
        match_block_comes_ = false;
        line_.push_back({TOKEN_INDENT, source_.line_start(first.line), first.start, first.line});
        return true;
    }
    while (now.column < blocks_.back().indentation.column) {
        blocks_.pop_back();
        push(TOKEN_DEDENT, first, first.start);
    }
    if (now.column != blocks_.back().indentation.column) {
        const char* message = "unindent does not match any outer indentation level";
        return fail_at_indentation(first, at_end_of_line(ErrorKind::indentation_error, message, first));
    }
    return now.alternative == blocks_.back().indentation.alternative || inconsistent();
}

// Adds one token of the scanner's to the line; false when the line has ended.
bool Layout::collect(Token token) {
    switch (token.kind) {
        case TOKEN_COMMENT:
            token = type_comment(token);
            if (token.kind == TOKEN_TYPE_COMMENT) line_.push_back(token);
            last_comment_ = token;
            return true;
        case TOKEN_NEWLINE:
            if (!brackets_.empty()) return true;
            // Without the line end itself, but with the comment before it, as CPython counts.
            if (last_comment_.line == token.line) token.start = last_comment_.start;
            token.end = std::max(token.start, token.end - 1);
            line_.push_back(token);
            return false;
        case TOKEN_ENDMARKER:
            if (!brackets_.empty()) return fail(token, never_closed(brackets_.back()));
            if (scanner_.continued()) return fail(token, ends_in_continuation(LinePart::rest));
            // The last line has no line end.
            line_.push_back({TOKEN_NEWLINE, last_comment_.line == token.line ? last_comment_.start : token.start,
                             token.end, token.line});
            return false;
        case TOKEN_ERRORTOKEN:
            failed_ = scanner_.failed();
            if (failed_) error_ = scanner_.error();
            if (failed_ && scanner_.at_end() && !brackets_.empty()) error_ = never_closed(brackets_.back());
            overrides_ = scanner_.error_overrides();
            line_.push_back(token);
            return !failed_;
        case TOKEN_LPAR:
        case TOKEN_LSQB:
        case TOKEN_LBRACE: return open_bracket(token);
        case TOKEN_RPAR:
        case TOKEN_RSQB:
        case TOKEN_RBRACE: return close_bracket(token);
        default: line_.push_back(token); return true;
    }
}

// "# type: int" becomes a token of "int"; "# type: ignore…" is set aside. Blanks around the colon do not matter.
Token Layout::type_comment(const Token& comment) {
    if (!type_comments_) return comment;
    std::string_view text = source_.text();
    std::uint32_t at = comment.start + 1;
    auto skip_blanks = [&] {
        while (at < comment.end && (text[at] == ' ' || text[at] == '\t')) ++at;
    };
    skip_blanks();
    if (text.substr(at, 5) != "type:") return comment;
    at += 5;
    skip_blanks();
    std::string_view rest = text.substr(at, comment.end - at);
    if (rest.starts_with("ignore")) {
        auto next = static_cast<unsigned char>(rest.size() > 6 ? rest[6] : ' ');
        bool word =
            next >= 128 || (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        if (!word) {
            type_ignores_.push_back({TOKEN_TYPE_COMMENT, at + 6, comment.end, comment.line});
            return comment;
        }
    }
    return {TOKEN_TYPE_COMMENT, at, comment.end, comment.line};
}

bool Layout::open_bracket(const Token& token) {
    if (brackets_.size() >= std::size_t(most_brackets)) {
        return fail_at_bracket(token, "too many nested parentheses");
    }
    brackets_.push_back({token.kind, token.start, token.line});
    line_.push_back(token);
    return true;
}

bool Layout::close_bracket(const Token& token) {
    char closing = source_.text()[token.start];
    if (brackets_.empty()) return fail_at_bracket(token, fmt::format("unmatched '{}'", closing));
    OpenBracket open = brackets_.back();
    if (open.kind != opening_of(token.kind)) {
        std::string message = fmt::format("closing parenthesis '{}' does not match opening parenthesis '{}'", closing,
                                          source_.text()[open.offset]);
        if (open.line != token.line) message += fmt::format(" on line {}", open.line);
        return fail_at_bracket(token, std::move(message));
    }
    brackets_.pop_back();
    line_.push_back(token);
    return true;
}

// The end of the text: all blocks end, and ENDMARKER comes for as long as anyone asks.
void Layout::finish(const Token& end) {
    for (; blocks_.size() > 1; blocks_.pop_back()) push(TOKEN_DEDENT, end, end.start);
    push(TOKEN_ENDMARKER, end, end.end);
}

// ---------------------------------------------------------------- looking ahead

void Layout::decide_soft_keywords(std::size_t first) {
    if (first >= line_.size()) return;
    match_block_comes_ = false;
    Token& start = line_[first];
    if (start.kind == TOKEN_NAME) {
        std::size_t last = line_.size() - 1;  // the NEWLINE
        std::string_view text = text_of(source_, start);
        int next = line_[std::min(first + 1, last)].kind;
        bool subject = starts_expression(next) || next == TOKEN_STAR;
        if (text == "match" && subject && last > first + 2 && line_[last - 1].kind == TOKEN_COLON) {
            start.kind = TOKEN_MATCH;
            match_block_comes_ = true;
        } else if (text == "case" && blocks_.back().of_match) {
            start.kind = TOKEN_CASE;
        }
        return;
    }
    std::size_t with = start.kind == TOKEN_ASYNC ? first + 1 : first;
    if (with + 1 < line_.size() && line_[with].kind == TOKEN_WITH && line_[with + 1].kind == TOKEN_LPAR &&
        is_parenthesised_with(with + 1)) {
        line_[with + 1].kind = TOKEN_WITH_LPAR;
    }
}

// Do these parentheses hold the statement's items? They do if one of them has an `as`. Otherwise the closing one must
// be followed by the colon, and what is inside must be items: something, and no `*`, `yield`, `:=` or `for`, which
// only a tuple, a group or a generator expression contain.
bool Layout::is_parenthesised_with(std::size_t opening) const {
    int depth = 0;
    int lambdas = 0;  // a lambda's parameters may contain stars, and its colon is not ours
    bool only_items = line_[opening + 1].kind != TOKEN_RPAR;
    for (std::size_t i = opening; i < line_.size(); ++i) {
        int kind = line_[i].kind;
        if (opens(kind)) ++depth;
        if (closes(kind) && --depth == 0) return only_items && i + 1 < line_.size() && line_[i + 1].kind == TOKEN_COLON;
        if (depth != 1) continue;
        int before = line_[i - 1].kind;
        if (kind == TOKEN_LAMBDA) {
            ++lambdas;
        } else if (kind == TOKEN_COLON && lambdas > 0) {
            --lambdas;
        } else if (kind == TOKEN_AS) {
            return true;
        } else if (kind == TOKEN_YIELD || kind == TOKEN_COLONEQUAL || kind == TOKEN_FOR) {
            only_items = false;
        } else if (kind == TOKEN_STAR && lambdas == 0 && (before == TOKEN_COMMA || i == opening + 1)) {
            only_items = false;
        }
    }
    return false;
}

}  // namespace minipy::lexer
