// SPDX-License-Identifier: MIT
//
// Layout: from the scanner's tokens to those of the grammar: NEWLINE, INDENT and DEDENT, and no blank lines or
// comments.
//
// It works a logical line at a time (a line with all its continuations inside brackets), because two questions are
// settled by looking ahead on it, and an LALR(1) parser looks ahead by one token only:
//
//   match x:          a line that starts with `match` and ends with `:` is a match statement, anything else is an
//                     ordinary use of the name; `case` is special only at the level of a match statement's block
//   with (a, b):      are the parentheses those of the statement (then the bracket becomes WITH_LPAR) or of a tuple?
//
// If asked to, it also delivers PEP 484's type comments, even from lines that hold nothing else.
//
// Each line is looked at once more at most, so the work is linear whatever its length. An error is delivered as an
// ERRORTOKEN at its place in the stream: what stands before it may hold an earlier error, which then wins.
//
// CPython: Parser/tokenizer.c (tok_get from `nextline` on). Next: lexer/layout.cpp, parser/grammar.y.
#pragma once

#include <span>
#include <vector>

#include "lexer/scanner.hpp"

namespace minipy::lexer {

constexpr int most_brackets = 200;  // one in the other; CPython: MAXLEVEL

struct OpenBracket {
    int kind;  // TOKEN_LPAR, TOKEN_LSQB, TOKEN_LBRACE
    std::uint32_t offset;
    std::uint32_t line;
};

class Layout {
public:
    explicit Layout(const Source& source, bool type_comments = false);

    // Valid until the next call.
    const Token& next() {
        if (index_ == line_.size()) read_logical_line();
        return line_[index_++];
    }
    // Why the last token is an ERRORTOKEN. (A stray character that CPython leaves to the parser is one without a
    // message.)
    const Diagnostic& error() const { return error_; }
    bool failed() const { return failed_; }
    const std::vector<Diagnostic>& warnings() const { return scanner_.warnings(); }
    bool is_error(const Token& token) const {
        return failed_ && token.kind == TOKEN_ERRORTOKEN && !line_.empty() && token.start == line_.back().start;
    }
    // The error is that the text ends: in brackets, in a triple-quoted string, behind a backslash.
    bool ends_too_early() const;
    // Whether CPython reports this error even though the parser has found another one before it.
    bool error_overrides() const { return overrides_; }
    const std::vector<OpenBracket>& open_brackets() const { return brackets_; }

    // The "# type: ignore" comments so far: tokens of what follows the word.
    const std::vector<Token>& type_ignores() const { return type_ignores_; }

    // The tokens of the current logical line: for messages.
    const std::vector<Token>& logical_line() const { return line_; }
    // The line where CPython's buffer begins when it has read the last of these tokens of a logical line; 0: no
    // tokens.
    int first_line_of_buffer(std::span<const Token> tokens) const;
    // The keyword that the logical line before started with (behind `async`), and whether `*` followed it.
    const Token& previous_header() const { return header_; }
    bool previous_header_has_star() const { return header_has_star_; }

private:
    struct Block {
        Indentation indentation;
        bool of_match;  // the block of a match statement: its lines start with `case`
    };

    void read_logical_line();
    Token first_token_of_line(Indentation& indentation);
    bool set_indentation(const Indentation& indentation, const Token& first);
    bool collect(Token token);
    Token type_comment(const Token& comment);
    bool open_bracket(const Token& token);
    bool close_bracket(const Token& token);
    void finish(const Token& end);
    void remember_header();
    void decide_soft_keywords(std::size_t first);
    bool is_parenthesised_with(std::size_t opening) const;
    void push(int kind, const Token& at, std::uint32_t end) { line_.push_back({kind, at.start, end, at.line}); }
    bool fail(const Token& token, Diagnostic error);
    bool fail_at_indentation(const Token& first, Diagnostic error);
    bool fail_at_bracket(const Token& token, std::string message);
    enum class LinePart : std::uint8_t { start, rest };
    Diagnostic ends_in_continuation(LinePart part) const;
    Diagnostic never_closed(const OpenBracket& open) const;
    Diagnostic at_start_of_line(ErrorKind kind, const char* message, const Token& token) const;
    Diagnostic at_end_of_line(ErrorKind kind, const char* message, const Token& token) const;

    const Source& source_;
    Scanner scanner_;
    std::vector<Token> line_;
    std::size_t index_ = 0;
    std::vector<Block> blocks_;
    std::vector<OpenBracket> brackets_;
    std::vector<Token> type_ignores_;
    Token last_comment_{};
    Token header_{};
    bool header_has_star_ = false;
    bool type_comments_;
    bool match_block_comes_ = false;
    bool failed_ = false;
    bool overrides_ = false;
    Diagnostic error_;
};

}  // namespace minipy::lexer
