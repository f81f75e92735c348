// SPDX-License-Identifier: MIT
//
// The second look at statements: one logical line, its header or its small statements.
//
// Some tokens are "forced" in CPython's grammar (the colon after `else`, the bracket after a function's name): if they
// are missing, nothing else is tried. These come first.
//
// CPython: Grammar/python.gram. Next: parser/mistakes/mistakes.cpp, parser/syntax_errors.cpp.
#include <fmt/core.h>

#include <utility>

#include "parser/mistakes/mistakes.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

std::optional<Diagnostic> Mistakes::at_statements(const Token& stopped_at) {
    while (is(TOKEN_INDENT) || is(TOKEN_DEDENT)) advance();
    bool at_once = now().start == stopped_at.start;  // such as an `else` without `if`
    if (at_once && (is(TOKEN_ELSE) || is(TOKEN_ELIF) || is(TOKEN_EXCEPT) || is(TOKEN_FINALLY))) return {};
    switch (now().kind) {
        case TOKEN_IF:
        case TOKEN_ELIF:
        case TOKEN_ELSE:
        case TOKEN_WHILE:
        case TOKEN_FOR:
        case TOKEN_TRY:
        case TOKEN_EXCEPT:
        case TOKEN_FINALLY:
        case TOKEN_WITH:
        case TOKEN_DEF:
        case TOKEN_CLASS:
        case TOKEN_ASYNC:
        case TOKEN_MATCH:
        case TOKEN_CASE:
        case TOKEN_AT: compound_statement(); break;
        default: {
            std::size_t reached = is(TOKEN_NAME) && text(now()) == "match" ? match_without_colon() : 0;
            if (!found()) simple_statements();
            if (!found() && tokens_[reached].start > stopped_at.start) say_of(tokens_[reached], "invalid syntax");
            break;
        }
    }
    return std::move(found_);
}

// ---------------------------------------------------------------- compound statements

// What follows a header: the colon and, on the same line, perhaps its block.
void Mistakes::header_end() {
    if (found()) return;
    if (is(TOKEN_NEWLINE)) return say_of(now(), "expected ':'");
    if (take(TOKEN_COLON) && !is(TOKEN_NEWLINE)) simple_statements();
}

// True: one is missing, and that is all there is to say.
bool Mistakes::forced_tokens() {
    if (is(TOKEN_ELSE) || is(TOKEN_TRY) || is(TOKEN_FINALLY)) {
        advance();
        if (!is(TOKEN_COLON)) say_of(now(), "expected ':'");
    }
    return found();
}

void Mistakes::compound_statement() {
    if (is(TOKEN_ASYNC)) advance();
    switch (now().kind) {
        case TOKEN_IF:
        case TOKEN_ELIF:
        case TOKEN_WHILE:
            advance();
            if (named_expression().node) header_end();
            return;
        case TOKEN_ELSE:
        case TOKEN_TRY:
        case TOKEN_FINALLY:
            if (!forced_tokens()) header_end();
            return;
        case TOKEN_FOR: return for_statement();
        case TOKEN_WITH: return with_statement();
        case TOKEN_DEF: return function_definition();
        case TOKEN_CLASS: return class_definition();
        case TOKEN_EXCEPT: return except_clause();
        case TOKEN_CASE: return case_clause();
        case TOKEN_MATCH: {
            advance();
            bool subject = star_named().node != nullptr;
            while (subject && take(TOKEN_COMMA) && star_named().node) {}
            if (subject) header_end();
            return;
        }
        case TOKEN_AT:
            advance();
            named_expression();
            return;
        default: return;
    }
}

// The layout takes `match x` for the use of a name, because no colon ends the line. Returns how far it could be read
// as a match statement.
std::size_t Mistakes::match_without_colon() {
    std::size_t before = at_;
    advance();
    bool subject = star_named().node != nullptr;
    while (subject && take(TOKEN_COMMA) && star_named().node) {}
    if (!found() && subject && is(TOKEN_NEWLINE)) say_of(now(), "expected ':'");
    if (subject) take(TOKEN_COLON);
    return std::exchange(at_, before);
}

void Mistakes::for_statement() {
    advance();
    if (for_target() && star_expressions().node) header_end();
}

bool Mistakes::with_item(bool in_parentheses) {
    if (!expression().node) return false;
    if (!take(TOKEN_AS)) return true;
    std::size_t before = at_;
    Located target = is(TOKEN_STAR) ? star_expression() : primary();
    bool ends = is(TOKEN_COMMA) || is(TOKEN_COLON) || is(TOKEN_RPAR) || is(TOKEN_NEWLINE);
    if (!found() && target.node && is_target(target.node) && ends) return true;
    at_ = before;
    Located wrong = expression();
    if (wrong.node && (is(TOKEN_COMMA) || is(TOKEN_COLON) || (in_parentheses && is(TOKEN_RPAR)))) {
        say_invalid_target(wrong.node, TargetOf::assignment);
    }
    return false;
}

void Mistakes::with_statement() {
    advance();
    bool in_parentheses = take(TOKEN_WITH_LPAR);
    bool complete = with_item(in_parentheses);
    while (complete && take(TOKEN_COMMA) && !(in_parentheses && is(TOKEN_RPAR))) complete = with_item(in_parentheses);
    if (in_parentheses) complete = complete && take(TOKEN_RPAR);
    if (complete) header_end();
}

void Mistakes::function_definition() {
    advance();
    if (!take(TOKEN_NAME)) return;
    if (!is(TOKEN_LPAR)) return say_of(now(), "expected '('");
    // If the brackets are sound, the colon is forced, and what is wrong with the annotation of the result does not
    // matter.
    advance();
    bool sound = parameters(TOKEN_RPAR) && take(TOKEN_RPAR);
    if (found() || !sound) return;
    Token arrow = now();
    if (take(TOKEN_RARROW) && !quiet_expression().node) return say_of(arrow, "expected ':'");
    if (!is(TOKEN_COLON)) return say_of(now(), "expected ':'");
    header_end();
}

void Mistakes::class_definition() {
    advance();
    if (!take(TOKEN_NAME)) return;
    bool complete = true;
    if (take(TOKEN_LPAR)) complete = arguments(ArgumentsOf::class_) && take(TOKEN_RPAR);
    if (complete) header_end();
}

void Mistakes::except_clause() {
    advance();
    bool star = take(TOKEN_STAR);
    if (star && (is(TOKEN_NEWLINE) || is(TOKEN_COLON))) return say_of(now(), "expected one or more exception types");
    if (is(TOKEN_NEWLINE) || is(TOKEN_COLON)) return header_end();
    Located type = expression();
    if (!type.node) return;
    if (is(TOKEN_COMMA)) {
        advance();
        bool more = expression().node != nullptr;
        while (more && take(TOKEN_COMMA) && expression().node) {}
        if (take(TOKEN_AS)) take(TOKEN_NAME);
        if (!found() && more && is(TOKEN_COLON)) {
            say_from(position_of(type.node), "multiple exception types must be parenthesized");
        }
        return;
    }
    bool complete = !take(TOKEN_AS) || take(TOKEN_NAME);
    if (complete) header_end();
}

// ---------------------------------------------------------------- patterns

// Patterns share their shapes with expressions; only what can go wrong in them is told apart here.

void Mistakes::case_clause() {
    advance();
    bool complete = pattern().node != nullptr;
    while (complete && take(TOKEN_COMMA) && !is(TOKEN_COLON) && !is(TOKEN_IF) && !is(TOKEN_NEWLINE)) {
        complete = pattern().node != nullptr;
    }
    if (complete && take(TOKEN_IF)) complete = named_expression().node != nullptr;
    if (complete) header_end();
}

Located Mistakes::pattern() {
    if (is(TOKEN_STAR)) {
        Position start = start_of(now());
        advance();
        return take(TOKEN_NAME) ? make<Name>(start, static_cast<Str*>(nullptr), ExprContext::Load) : Located{};
    }
    Located inner = or_pattern();
    if (!inner.node || !is(TOKEN_AS)) return inner;
    advance();
    if (is(TOKEN_NAME) && text(now()) == "_") {
        say_of(now(), "cannot use '_' as a target");
        return {};
    }
    if (take(TOKEN_NAME)) return inner;
    Located wrong = expression();
    if (wrong.node) say_of(wrong.node, "invalid pattern target");
    return {};
}

Located Mistakes::or_pattern() {
    Located first = closed_pattern();
    while (first.node && is(TOKEN_VBAR)) {
        advance();
        if (!closed_pattern().node) return {};
        first.node->span = span_from(first.start);
    }
    return first;
}

Located Mistakes::closed_pattern() {
    Nesting nesting(nesting_);
    if (nesting.too_deep()) return {};
    Position start = start_of(now());
    switch (now().kind) {
        case TOKEN_NAME: {
            advance();
            while (is(TOKEN_DOT) && peek(1).kind == TOKEN_NAME) {
                advance();
                advance();
            }
            if (take(TOKEN_LPAR) && (!class_pattern_arguments() || !take(TOKEN_RPAR))) return {};
            return make<Name>(start, static_cast<Str*>(nullptr), ExprContext::Load);
        }
        case TOKEN_MINUS:
        case TOKEN_NUMBER: {
            take(TOKEN_MINUS);
            if (!take(TOKEN_NUMBER)) return {};
            if (is(TOKEN_PLUS) || is(TOKEN_MINUS)) {
                advance();
                if (!take(TOKEN_NUMBER)) return {};
            }
            return make<Constant>(start, make_text(state_.arena, "0"), static_cast<Str*>(nullptr));
        }
        case TOKEN_STRING:
        case TOKEN_NONE:
        case TOKEN_TRUE:
        case TOKEN_FALSE: return atom();
        case TOKEN_LPAR:
        case TOKEN_LSQB: {
            int closing = is(TOKEN_LPAR) ? TOKEN_RPAR : TOKEN_RSQB;
            advance();
            while (!is(closing)) {
                if (!pattern().node) return {};
                if (!take(TOKEN_COMMA)) break;
            }
            return take(closing) ? make<Tuple>(start, Array<ExprNode*>{}, ExprContext::Load) : Located{};
        }
        case TOKEN_LBRACE: {
            advance();
            while (!is(TOKEN_RBRACE)) {
                if (take(TOKEN_DOUBLESTAR)) {
                    if (!take(TOKEN_NAME)) return {};
                } else {
                    if (!closed_pattern().node || !take(TOKEN_COLON) || !pattern().node) return {};
                }
                if (!take(TOKEN_COMMA)) break;
            }
            return take(TOKEN_RBRACE) ? make<Dict>(start, Array<ExprNode*>{}, Array<ExprNode*>{}) : Located{};
        }
        default: return {};
    }
}

bool Mistakes::class_pattern_arguments() {
    bool keywords = false;
    const ExprNode* first = nullptr;  // of the positional patterns after a keyword: the first group of them is named
    const ExprNode* last = nullptr;
    bool closed = false;
    while (!is(TOKEN_RPAR)) {
        if (is(TOKEN_NAME) && peek(1).kind == TOKEN_EQUAL) {
            advance();
            advance();
            if (!pattern().node) return false;
            keywords = true;
            closed = first != nullptr;
        } else {
            Located positional = pattern();
            if (!positional.node) break;
            if (keywords && !closed) {
                if (!first) first = positional.node;
                last = positional.node;
            }
        }
        if (!take(TOKEN_COMMA)) break;
    }
    if (first && !found()) say_between(first, last, "positional patterns follow keyword patterns");
    return !found();
}

// ---------------------------------------------------------------- simple statements

void Mistakes::simple_statements() {
    do {
        if (is(TOKEN_NEWLINE)) return;
        simple_statement();
    } while (!found() && take(TOKEN_SEMI));
}

namespace {
bool begins_plain_statement(int kind) {
    switch (kind) {
        case TOKEN_IMPORT:
        case TOKEN_GLOBAL:
        case TOKEN_NONLOCAL:
        case TOKEN_PASS:
        case TOKEN_BREAK:
        case TOKEN_CONTINUE: return true;
        default: return false;
    }
}
bool is_in_plain_statement(int kind) {
    switch (kind) {
        case TOKEN_NAME:
        case TOKEN_COMMA:
        case TOKEN_DOT:
        case TOKEN_AS: return true;
        default: return begins_plain_statement(kind);
    }
}
}  // namespace

void Mistakes::simple_statement() {
    switch (now().kind) {
        case TOKEN_RETURN:
            advance();
            star_expressions();
            return;
        case TOKEN_RAISE:
            advance();
            if (expression().node && take(TOKEN_FROM)) expression();
            return;
        case TOKEN_ASSERT:
            advance();
            if (expression().node && take(TOKEN_COMMA)) expression();
            return;
        case TOKEN_DEL: {
            advance();
            Located targets = star_expressions();
            if (targets.node) say_invalid_target(targets.node, TargetOf::deletion);
            bool trailer = is(TOKEN_DOT) || is(TOKEN_LSQB) || is(TOKEN_LPAR);
            // No target goes on with an operator or a condition.
            if (targets.node && !trailer && !is(TOKEN_SEMI) && !is(TOKEN_NEWLINE)) say_of(now(), "invalid syntax");
            return;
        }
        case TOKEN_FROM: return import_from();
        default:
            if (!begins_plain_statement(now().kind)) return expression_statement();
            // Nothing in these has words of its own; a semicolon may follow.
            while (is_in_plain_statement(now().kind)) advance();
            return;
    }
}

void Mistakes::import_from() {
    advance();
    bool module = false;
    while (take(TOKEN_DOT) || take(TOKEN_ELLIPSIS)) module = true;
    if (take(TOKEN_NAME)) {
        module = true;
        while (module && take(TOKEN_DOT)) module = take(TOKEN_NAME);
    }
    if (!module || !take(TOKEN_IMPORT)) return;
    bool in_brackets = take(TOKEN_LPAR);
    while (take(TOKEN_NAME)) {
        if (take(TOKEN_AS) && !take(TOKEN_NAME)) return;
        if (!take(TOKEN_COMMA)) break;
    }
    if (in_brackets) {
        take(TOKEN_RPAR);
        return;
    }
    if (tokens_[at_ - 1].kind == TOKEN_COMMA && is(TOKEN_NEWLINE)) {
        say_of(now(), "trailing comma not allowed without surrounding parentheses");
    }
}

namespace {
bool is_augmented_operator(int kind) {
    switch (kind) {
        case TOKEN_PLUSEQUAL:
        case TOKEN_MINEQUAL:
        case TOKEN_STAREQUAL:
        case TOKEN_ATEQUAL:
        case TOKEN_SLASHEQUAL:
        case TOKEN_PERCENTEQUAL:
        case TOKEN_AMPEREQUAL:
        case TOKEN_VBAREQUAL:
        case TOKEN_CIRCUMFLEXEQUAL:
        case TOKEN_LEFTSHIFTEQUAL:
        case TOKEN_RIGHTSHIFTEQUAL:
        case TOKEN_DOUBLESTAREQUAL:
        case TOKEN_DOUBLESLASHEQUAL: return true;
        default: return false;
    }
}
}  // namespace

// An expression, or an assignment of one of the four kinds.
void Mistakes::expression_statement() {
    std::size_t start = at_;
    for (;;) {
        std::size_t own = at_;
        bool yields = is(TOKEN_YIELD);
        Located value = yields ? yield_expression() : star_expressions();
        if (!value.node) return;
        if (is(TOKEN_EQUAL) && !yields && is_target(value.node)) {
            advance();
            continue;
        }
        std::size_t after = at_;
        if (own == start || is(TOKEN_EQUAL)) {
            // First the items are looked at one by one: that is where the "here" in some messages comes from.
            at_ = start;
            if (first_items_wrong(value)) return;
            at_ = after;
        }
        if (is(TOKEN_EQUAL)) {
            if (yields) return say_of(value.node, "assignment to yield expression not possible");
            return say_invalid_target(value.node, TargetOf::assignment);
        }
        if (own == start && is_augmented_operator(now().kind)) augmented_assignment(value);
        return;
    }
}

bool Mistakes::first_items_wrong(const Located& whole) {
    if (is(TOKEN_YIELD)) return false;
    Located first = star_named();
    if (found()) return true;
    bool several = first.node && take(TOKEN_COMMA);
    if (several) named_items();
    if (found()) return true;
    if (!take(TOKEN_COLON)) return false;
    if (!several) return annotation_mistake(whole);
    if (expression().node) say_of(first.node, "only single target (not tuple) can be annotated");
    return true;
}

// Any number of lists of items: CPython's rule does not mind if there is no comma between them.
void Mistakes::named_items() {
    while (star_named().node) take(TOKEN_COMMA);
}

void Mistakes::augmented_assignment(const Located& target) {
    advance();
    bool single = ast::is<Name>(target.node) || ast::is<Attribute>(target.node) || ast::is<Subscript>(target.node);
    Located value = is(TOKEN_YIELD) ? yield_expression() : star_expressions();
    if (value.node && !single) {
        say_of(target.node,
               fmt::format("'{}' is an illegal expression for augmented assignment", expression_name(target.node)));
    }
}

bool Mistakes::annotation_mistake(const Located& target) {
    if (can_be_annotated(target)) {
        if (expression().node && take(TOKEN_EQUAL)) is(TOKEN_YIELD) ? yield_expression() : star_expressions();
        return true;
    }
    Token colon = tokens_[at_ - 1];
    if (ast::is<Starred>(target.node)) return true;
    if (!expression().node) {
        say_of(colon, "invalid syntax");
        return true;
    }
    bool list = ast::is<ast::List>(target.node);
    if (list || ast::is<Tuple>(target.node)) {
        say_of(target.node, fmt::format("only single target (not {}) can be annotated", list ? "list" : "tuple"));
    } else {
        say_of(target.node, "illegal target for annotation");
    }
    return true;
}

}  // namespace minipy::parser
