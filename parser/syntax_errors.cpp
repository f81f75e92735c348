// SPDX-License-Identifier: MIT
//
// Which error a rejected source has. The grammar knows the token that does not fit, the builder what it may not accept;
// CPython's answer may be another one, and is found in this order:
//
//   1. a missing block, an `except` that does not come, a wrong indentation: things between lines
//   2. a second look at the logical line, for the words people can use (parser/mistakes/mistakes.hpp)
//   3. but some of the scanner's errors further down win over all of these, as does a bracket opened on an earlier line
//      that nothing closes: it is the likelier cause
//
// CPython: Parser/pegen_errors.c (_Pypegen_set_syntax_error). Next: parser/mistakes/mistakes.hpp.
#include "parser/syntax_errors.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "parser/engine.hpp"
#include "parser/mistakes/mistakes.hpp"

namespace minipy::parser {

namespace {

// "'if' statement", "function definition" … for the line that starts with these tokens.
std::string block_owner(const lexer::Layout& layout) {
    int kind = layout.previous_header().kind;
    switch (kind) {
        case TOKEN_DEF: return "function definition";
        case TOKEN_CLASS: return "class definition";
        case TOKEN_IF: return "'if' statement";
        case TOKEN_ELIF: return "'elif' statement";
        case TOKEN_ELSE: return "'else' statement";
        case TOKEN_WHILE: return "'while' statement";
        case TOKEN_FOR: return "'for' statement";
        case TOKEN_WITH: return "'with' statement";
        case TOKEN_TRY: return "'try' statement";
        case TOKEN_EXCEPT: return layout.previous_header_has_star() ? "'except*' statement" : "'except' statement";
        case TOKEN_FINALLY: return "'finally' statement";
        case TOKEN_MATCH: return "'match' statement";
        case TOKEN_CASE: return "'case' statement";
        default: return {};
    }
}

}  // namespace

// Where CPython points when all it has is a token. INDENT, DEDENT and ENDMARKER have no text: it tells how much of the
// line it has read.
Diagnostic Builder::at_token(ErrorKind kind, std::string message, const Token& token) const {
    bool no_line_end = token.kind == TOKEN_NEWLINE && token.start == source_.text().size() && !state_.line_end_added();
    if (token.kind != TOKEN_INDENT && token.kind != TOKEN_DEDENT && token.kind != TOKEN_ENDMARKER && !no_line_end) {
        return Diagnostic::at(kind, std::move(message), lexer::span_of(source_, token));
    }
    int line = static_cast<int>(token.line);
    int read = static_cast<int>(token.end - source_.line_start(token.line));
    if (token.start == source_.text().size()) {
        // At the end of the text, the last line is still the current one.
        line = static_cast<int>(source_.line_count());
        read = static_cast<int>(source_.text().size() - source_.line_start(source_.line_count()));
        if (!source_.text().ends_with('\n') && state_.line_end_added()) ++read;
        if (source_.text().empty() && !state_.line_end_added()) line = 0;
        if (!source_.has_line_at_end()) read = 0;
    }
    return {kind, std::move(message), line, read, line, -1};
}

// The prompt takes one statement at a time, and after a simple one there is more.
bool Builder::second_statement() {
    bool complete = state_.mode == Mode::single && last_kind_ == TOKEN_NEWLINE && engine_ &&
                    grammar_accepts(*engine_, TOKEN_ENDMARKER) && !grammar_accepts(*engine_, TOKEN_NEWLINE);
    if (!complete) return false;
    fail(at_token(ErrorKind::syntax_error, "multiple statements found while compiling a single statement",
                  last_newline_));
    state_.tentative = false;
    state_.conclusive = true;
    return true;
}

// A header's line has ended, and the next line is not indented.
bool Builder::missing_block(const Token& token) {
    if (token.kind == TOKEN_INDENT || last_kind_ != TOKEN_NEWLINE || !engine_ ||
        !grammar_accepts(*engine_, TOKEN_INDENT))
        return false;
    std::string owner = block_owner(*layout_);
    if (owner.empty()) return false;
    std::string message =
        fmt::format("expected an indented block after {} on line {}", owner, layout_->previous_header().line);
    fail_for_good(at_token(ErrorKind::indentation_error, std::move(message), token));
    return true;
}

void Builder::syntax_error(const Token& token) {
    if (failed_ || (layout_ && second_statement())) return;
    if (layout_ && layout_->is_error(token)) return fail_for_good(layout_->error());
    if (!layout_)
        return fail(Diagnostic::at(ErrorKind::syntax_error, "invalid syntax", lexer::span_of(source_, token)));
    if (missing_block(token)) return;
    bool first = last_kind_ == TOKEN_NEWLINE || last_kind_ == TOKEN_DEDENT || last_kind_ == TOKEN_INDENT;
    if (first && grammar_accepts(*engine_, TOKEN_EXCEPT) && grammar_accepts(*engine_, TOKEN_FINALLY) &&
        !grammar_accepts(*engine_, TOKEN_NAME)) {
        return fail_for_good(at_token(ErrorKind::syntax_error, "expected 'except' or 'finally' block", token));
    }
    if (token.kind == TOKEN_INDENT || token.kind == TOKEN_DEDENT) {
        const char* message = token.kind == TOKEN_INDENT ? "unexpected indent" : "unexpected unindent";
        fail_for_good(at_token(ErrorKind::indentation_error, message, token));
        state_.conclusive = true;
        return;
    }
    Diagnostic error = at_token(ErrorKind::syntax_error, "invalid syntax", token);
    bool end_of_text = token.kind == TOKEN_NEWLINE && token.start == source_.text().size() && !state_.line_end_added();
    if (token.kind == TOKEN_ENDMARKER || end_of_text) error.offset = error.end_offset = 0;
    fail(std::move(error));
}

void Builder::too_deep() {
    if (!failed_) state_.errors.push_back(Diagnostic::of_file(ErrorKind::memory_error, ""));
    failed_ = true;
}

namespace {

// Reads on to the end for an error of the scanner's, or a bracket that stays open and was opened before the line
// reached.
void look_further(Diagnostic& error, int line_reached, lexer::Layout& layout, const lexer::Source& source) {
    while (!layout.failed() && layout.next().kind != TOKEN_ENDMARKER) {}
    if (!layout.failed()) return;
    if (layout.error_overrides()) {
        error = layout.error();
    } else if (!layout.open_brackets().empty()) {
        const lexer::OpenBracket& open = layout.open_brackets().back();
        if (line_reached <= static_cast<int>(open.line)) return;
        Position where{open.line, open.offset - source.line_start(open.line)};
        error = Diagnostic::from(ErrorKind::syntax_error,
                                 fmt::format("'{}' was never closed", source.text()[open.offset]), where, 0);
        error.bare_line = open.line < source.line_count();
        error.text_line = layout.first_line_of_buffer(layout.logical_line());
    }
}

// `print -1` and `exec [1]` are expressions and statements of Python 2: before CPython says what is wrong with a
// program, it asks for the parentheses of the first of them.
std::optional<Diagnostic> old_statement_before(const Token& stopped_at, ParseState& state) {
    lexer::Layout layout(state.source);
    bool legacy = false, candidate = false;
    for (Token token = layout.next(); token.start < stopped_at.start && !layout.failed(); token = layout.next()) {
        candidate |= legacy && token.kind != TOKEN_LPAR;
        legacy = token.kind == TOKEN_NAME && is_legacy_statement(lexer::text_of(state.source, token));
        if (token.kind != TOKEN_NEWLINE || !std::exchange(candidate, false)) continue;
        std::optional<Diagnostic> found = Mistakes(state, layout.logical_line()).at_statements(token);
        if (!found || !found->message.starts_with("Missing parentheses in call")) continue;
        found->bare_line = true;
        return found;
    }
    return {};
}

std::span<const Token> tokens_until(std::span<const Token> tokens, const Token& last) {
    std::size_t count = 0;
    while (count < tokens.size() && tokens[count].start <= last.start) ++count;
    return tokens.first(count);
}

}  // namespace

void improve_errors(ParseState& state, lexer::Layout& layout) {
    if (state.errors.empty() || state.conclusive) return;
    Diagnostic& error = state.errors.front();
    if (error.kind == ErrorKind::memory_error) return;
    if (std::optional<Diagnostic> earlier =
            layout.failed() ? std::nullopt : old_statement_before(state.stopped_at, state)) {
        error = *earlier;
        return;
    }
    int line_reached = error.line;
    Token furthest = state.stopped_at;
    if (state.tentative) {
        Mistakes mistakes(state, layout.logical_line(), layout.failed() ? &layout.error() : nullptr);
        std::optional<Diagnostic> better =
            state.mode == Mode::expression ? mistakes.at_expression() : mistakes.at_statements(state.stopped_at);
        const std::optional<Token>& misplaced = mistakes.misplaced_assignment();
        if (better) {
            error = *better;
        } else if (misplaced && error.message == "invalid syntax") {
            error = Diagnostic::at(ErrorKind::syntax_error, error.message, lexer::span_of(state.source, *misplaced));
        }
        line_reached = std::max(line_reached, static_cast<int>(mistakes.furthest().line));
        if (mistakes.furthest().start > furthest.start) furthest = mistakes.furthest();
    }
    int stopped_line = state.rejected ? 0 : static_cast<int>(lexer::span_of(state.source, state.stopped_at).end.line);
    int last_read = std::max(line_reached, stopped_line);
    error.bare_line |= std::min(last_read, static_cast<int>(state.source.line_count())) > error.line;
    error.text_line = layout.first_line_of_buffer(tokens_until(layout.logical_line(), furthest));
    bool of_scanner = !state.tentative && layout.is_error(state.stopped_at);
    if (!of_scanner) look_further(error, line_reached, layout, state.source);
}

}  // namespace minipy::parser
