// SPDX-License-Identifier: MIT
//
// String literals side by side become one node: a Constant, or a JoinedStr if one of them is an f-string.
//
//     'a' f'b{x!r:>{w}}c'      JoinedStr [ Constant 'ab', FormattedValue(x, 114, JoinedStr [ '>', FormattedValue(w) ]),
//     Constant 'c' ]
//
// Text is collected until an expression interrupts it. The text of an expression is parsed by another run of the same
// grammar over that stretch of the source, so that its nodes stand where they are written. Depth is bounded by 3.11's
// rules: inside an expression no quote of the enclosing string may appear, and specifications nest once.
//
// CPython: Parser/string_parser.c, Parser/action_helpers.c (_PyPegen_concatenate_strings). Next:
// lexer/fstring.hpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/engine.hpp"
#include "parser/mistakes/mistakes.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;
using lexer::FStringPart;
using lexer::FStringReader;
using lexer::StringLiteral;
using lexer::TextRange;

// The strings of one expression while they are put together.
class StringBuilder {
public:
    StringBuilder(Builder& builder, Span span, Str* kind, Span end_span, Str* end_kind)
        : b_(builder), span_(span), kind_(kind), end_span_(end_span), end_kind_(end_kind) {}

    bool add_plain(const StringLiteral& literal, const Token& token);
    bool add_formatted(TextRange body, bool raw, int level, const Token& token);
    ExprNode* finish_text();
    ExprNode* finish_joined();

private:
    bool decode(std::string_view text, bool raw, const Token& token);
    bool add_value(FStringReader& reader, FStringPart& part, bool raw, int level, const Token& token);
    ExprNode* parse_expression(const FStringPart& part);
    void move_into_copy(Diagnostic& error, TextRange range, std::uint32_t brace) const;
    void relate_to_brace(Diagnostic& error, std::uint32_t brace) const;
    std::string line_of_copy(TextRange range, int line) const;
    bool tokenize(TextRange range, std::vector<Token>& tokens);
    void flush(Span span, Str* kind);
    ExprNode* text_node(Span span, Str* kind);
    bool fail(std::string message);

    Builder& b_;
    Span span_;
    Str* kind_;
    Span end_span_;  // of the node itself and of text after the last expression
    Str* end_kind_;
    std::string text_;
    Items<ExprNode*> parts_{};
};

Located Builder::strings(Items<Token> tokens) {
    return raising_at_once([&] { return any_strings(tokens); });
}

Located Builder::any_strings(Items<Token> tokens) {
    const Token& first = tokens.items[0];
    Position start = start_of(first);
    Span span = span_from(start);
    StringLiteral literal = lexer::split_string(lexer::text_of(source_, first));
    Str* kind = literal.u_prefix ? make_identifier(arena_, "u") : nullptr;
    if (literal.bytes) return byte_strings(tokens, span, start);

    // The most frequent case by far: one string, no escapes.
    if (tokens.count == 1 && !literal.formatted && (literal.raw || literal.body.find('\\') == std::string_view::npos)) {
        return {arena_.make<Constant>(span, make_text(arena_, literal.body), kind), start};
    }
    StringBuilder builder(*this, span, kind, span, kind);
    bool formatted = false;
    for (const Token& token : tokens) {
        literal = lexer::split_string(lexer::text_of(source_, token));
        if (literal.bytes) {
            fail_here("cannot mix bytes and nonbytes literals");
            break;
        }
        formatted |= literal.formatted;
        auto body = static_cast<std::uint32_t>(token.start + literal.body_start);
        TextRange range{body, body + static_cast<std::uint32_t>(literal.body.size())};
        if (!(literal.formatted ? builder.add_formatted(range, literal.raw, 0, token)
                                : builder.add_plain(literal, token)))
            break;
    }
    return {formatted ? builder.finish_joined() : builder.finish_text(), start};
}

Located Builder::byte_strings(Items<Token> tokens, Span span, Position start) {
    std::string bytes;
    for (const Token& token : tokens) {
        StringLiteral literal = lexer::split_string(lexer::text_of(source_, token));
        if (!literal.bytes) {
            fail_here("cannot mix bytes and nonbytes literals");
            break;
        }
        lexer::LiteralProblem error;
        lexer::LiteralProblem warning;
        bool decoded = lexer::decode_bytes(literal.body, literal.raw, bytes, error, warning);
        if (!warning.message.empty()) warn(token, std::move(warning.message));
        if (!decoded) {
            fail_here(std::move(error.message));
            break;
        }
    }
    return {arena_.make<Constant>(span, make_bytes(arena_, bytes), static_cast<Str*>(nullptr)), start};
}

void Builder::warn(const Token& token, std::string message) {
    // CPython looks at the next token first, and if that is none, that is what is wrong.
    if (layout_ && layout_->is_error(lookahead_)) return;
    Diagnostic warning =
        Diagnostic::at(ErrorKind::deprecation_warning, std::move(message), lexer::span_of(source_, token));
    warning.bare_line = lookahead_.line > token.line;
    state_.warnings.push_back(std::move(warning));
}

// ---------------------------------------------------------------- text

bool StringBuilder::fail(std::string message) {
    b_.fail_here(std::move(message));
    return false;
}

bool StringBuilder::decode(std::string_view text, bool raw, const Token& token) {
    if (raw || text.find('\\') == std::string_view::npos) {
        text_ += text;
        return true;
    }
    lexer::LiteralProblem error;
    lexer::LiteralProblem warning;
    bool decoded = lexer::decode_text(text, append_named_character, text_, error, warning);
    if (!warning.message.empty()) b_.warn(token, std::move(warning.message));
    return decoded || fail(std::move(error.message));
}

bool StringBuilder::add_plain(const StringLiteral& literal, const Token& token) {
    return decode(literal.body, literal.raw, token);
}

ExprNode* StringBuilder::text_node(Span span, Str* kind) {
    return b_.arena_.make<Constant>(span, make_text(b_.arena_, text_), kind);
}

void StringBuilder::flush(Span span, Str* kind) {
    if (!text_.empty()) b_.append<ExprNode*>(parts_, text_node(span, kind));
    text_.clear();
}

ExprNode* StringBuilder::finish_text() { return text_node(end_span_, end_kind_); }

ExprNode* StringBuilder::finish_joined() {
    flush(end_span_, end_kind_);
    return b_.arena_.make<JoinedStr>(end_span_, Array<ExprNode*>(parts_));
}

// ---------------------------------------------------------------- expressions in f-strings

bool StringBuilder::add_formatted(TextRange body, bool raw, int level, const Token& token) {
    FStringReader reader(b_.source_.text(), body, raw, level);
    while (!reader.at_end()) {
        FStringPart part;
        if (!reader.next(part)) return fail(reader.error());
        std::string_view text = b_.source_.text().substr(part.text.start, part.text.end - part.text.start);
        if (part.escaped_brace) b_.warn(token, "invalid escape sequence '\\{'");
        if (!decode(text, raw, token)) return false;
        if (part.has_expression && !add_value(reader, part, raw, level, token)) return false;
        if (!part.has_expression && !part.text_continues && !reader.at_end())
            return fail("f-string: single '}' is not allowed");
    }
    return true;
}

bool StringBuilder::add_value(FStringReader& reader, FStringPart& part, bool raw, int level, const Token& token) {
    ExprNode* value = parse_expression(part);
    if (!value) return false;
    if (!reader.finish(part)) return fail(reader.error());
    if (part.debug) {
        text_ += b_.source_.text().substr(part.expression.start, part.debug_end - part.expression.start);
    }
    ExprNode* specification = nullptr;
    if (part.has_specification) {
        // As CPython has it: a specification ends where its own token does, its parts where the whole string does.
        StringBuilder nested(b_, span_, kind_, b_.span_of(token), nullptr);
        if (!nested.add_formatted(part.specification, raw, level + 1, token)) return false;
        specification = nested.finish_joined();
    }
    int conversion = part.conversion ? part.conversion : part.debug && !specification ? 'r' : -1;
    flush(span_, kind_);
    b_.append<ExprNode*>(parts_, b_.arena_.make<FormattedValue>(span_, value, conversion, specification));
    return true;
}

// Another parser on the same builder state, for the text between the braces, as if in parentheses: there a line end
// means nothing and a tuple or a yield may stand.
ExprNode* StringBuilder::parse_expression(const FStringPart& part) {
    TextRange range = part.expression;
    TokenStream tokens;
    if (!tokenize(range, tokens.prepared)) return nullptr;
    Builder nested(b_.state_);
    if (run_grammar(nested, tokens)) return nested.fstring_result();
    b_.failed_ = true;
    Diagnostic& error = b_.state_.errors.front();
    if (b_.state_.tentative) {
        if (auto better = Mistakes(b_.state_, tokens.prepared).at_fstring_expression()) error = *better;
        error.message = "f-string: " + error.message;
    }
    b_.state_.tentative = false;
    move_into_copy(error, range, part.brace);
    return nullptr;
}

// CPython parses a copy of the expression's text: an error shows that copy's line.
void StringBuilder::move_into_copy(Diagnostic& error, TextRange range, std::uint32_t brace) const {
    error.copy = line_of_copy(range, error.line - static_cast<int>(b_.source_.position(brace).line));
    relate_to_brace(error, brace);
}

// The line that CPython shows: of its copy of the expression, which stands in parentheses.
std::string StringBuilder::line_of_copy(TextRange range, int line) const {
    std::string copy = fmt::format("({})\n", b_.source_.text().substr(range.start, range.end - range.start));
    std::size_t start = 0;
    for (; line > 0; --line) start = std::min(copy.find('\n', start), copy.size() - 1) + 1;
    return copy.substr(start, copy.find('\n', start) + 1 - start);
}

// On the first line of the copy, errors are placed as in it.
void StringBuilder::relate_to_brace(Diagnostic& error, std::uint32_t brace) const {
    Position position = b_.source_.position(brace);
    if (error.line == static_cast<int>(position.line)) error.offset -= static_cast<int>(position.column);
    if (error.end_line == static_cast<int>(position.line) && error.end_offset > 0)
        error.end_offset -= static_cast<int>(position.column);
}

namespace {
int opening_depth(int kind) {
    if (kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE) return 1;
    return kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE ? -1 : 0;
}
}  // namespace

bool StringBuilder::tokenize(TextRange range, std::vector<Token>& tokens) {
    int depth = 1;  // the parentheses around it all
    std::uint32_t line = b_.source_.position(range.start).line;
    lexer::Scanner scanner(b_.source_, range.start, range.end, line);
    tokens.push_back({TOKEN_START_FSTRING, range.start, range.start, line});
    tokens.push_back({TOKEN_LPAR, range.start - 1, range.start, line});
    for (;;) {
        Token token = scanner.next();
        if (token.kind == TOKEN_NEWLINE || token.kind == TOKEN_COMMENT) continue;
        if (token.kind == TOKEN_ENDMARKER) break;
        if (scanner.failed()) {
            Diagnostic error = scanner.error();
            move_into_copy(error, range, range.start - 1);
            b_.fail_for_good(std::move(error));
            return false;
        }
        token.end = std::min(token.end, range.end);
        depth += opening_depth(token.kind);
        if (depth > lexer::most_brackets) {
            Diagnostic error = Diagnostic::at(ErrorKind::syntax_error, "too many nested parentheses",
                                              lexer::start_of(b_.source_, token));
            error.of_scanner = true;
            move_into_copy(error, range, range.start - 1);
            b_.fail_for_good(std::move(error));
            return false;
        }
        tokens.push_back(token);
    }
    for (Diagnostic warning : scanner.warnings()) {
        move_into_copy(warning, range, range.start - 1);
        b_.state_.warnings.push_back(std::move(warning));
    }
    tokens.push_back({TOKEN_RPAR, range.end, range.end + 1, scanner.line()});
    tokens.push_back({TOKEN_ENDMARKER, range.end + 1, range.end + 1, scanner.line()});
    return true;
}

}  // namespace minipy::parser
