// SPDX-License-Identifier: MIT
//
// The second look at expressions; see mistakes/mistakes.hpp.
//
// CPython: Grammar/python.gram (invalid_expression, invalid_named_expression …).
// Next: parser/mistakes/displays.cpp, parser/mistakes/calls.cpp.
#include "parser/mistakes/mistakes.hpp"

#include <fmt/core.h>

#include <utility>

#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

namespace {

// Binding strength of the operators above comparisons; 0: none of them.
int strength(int kind) {
    constexpr std::pair<int, int> operators[] = {
        {TOKEN_VBAR, 1},       {TOKEN_CIRCUMFLEX, 2},  {TOKEN_AMPER, 3},   {TOKEN_LEFTSHIFT, 4},
        {TOKEN_RIGHTSHIFT, 4}, {TOKEN_PLUS, 5},        {TOKEN_MINUS, 5},   {TOKEN_STAR, 6},
        {TOKEN_SLASH, 6},      {TOKEN_DOUBLESLASH, 6}, {TOKEN_PERCENT, 6}, {TOKEN_AT, 6},
    };
    for (auto [token, binding] : operators) {
        if (token == kind) return binding;
    }
    return 0;
}

}  // namespace

bool is_legacy_statement(std::string_view name) { return name == "print" || name == "exec"; }

Mistakes::Mistakes(ParseState& state, const std::vector<Token>& tokens, const Diagnostic* end_error)
    : state_(state), tokens_(tokens), end_error_(end_error) {
    int depth = 0;
    for (const Token& token : tokens) {
        int kind = token.kind;
        if (kind == TOKEN_LPAR || kind == TOKEN_WITH_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE) ++depth;
        if (kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE) --depth;
        depth_.push_back(depth);
    }
}

std::optional<Diagnostic> Mistakes::at_expression() {
    do {
        if (!expression().node) break;
    } while (take(TOKEN_COMMA));
    return std::move(found_);
}

std::optional<Diagnostic> Mistakes::at_fstring_expression() {
    while (is(TOKEN_START_FSTRING)) advance();
    group();
    return std::move(found_);
}

// ---------------------------------------------------------------- spans and findings

Span Mistakes::span_from(Position start) const {
    Position end = last_end();
    return {static_cast<int>(start.line), static_cast<int>(start.column), static_cast<int>(end.line),
            static_cast<int>(end.column)};
}

Located Mistakes::constant(Object* value) {
    Position start = start_of(now());
    advance();
    return make<Constant>(start, value, static_cast<Str*>(nullptr));
}

void Mistakes::say(std::string message, Position start, Position end) {
    if (!found_ && !quiet_)
        found_ = Diagnostic::at(ErrorKind::syntax_error, std::move(message), lexer::Span{start, end});
}

void Mistakes::say(Diagnostic diagnostic) {
    if (!found_ && !quiet_) found_ = std::move(diagnostic);
}

// CPython ends where its tokenizer is: behind the token that comes next, and counts that from zero.
void Mistakes::say_from(Position start, std::string message) {
    Position end = lexer::end_of(state_.source, now());
    --end.column;
    say(std::move(message), start, end);
}

void Mistakes::say_between(const ExprNode* first, const ExprNode* last, std::string message) {
    say(std::move(message), position_of(first), end_of(last));
}

void Mistakes::say_of(const ExprNode* node, std::string message) { say_between(node, node, std::move(message)); }

void Mistakes::say_of(const Token& token, std::string message) {
    lexer::Span span = lexer::span_of(state_.source, token);
    say(std::move(message), span.start, span.end);
}

// The first part of a target that cannot be one; null if all can.
const ExprNode* Mistakes::invalid_target(const ExprNode* node, TargetOf use) const {
    auto first_of = [&](Array<ExprNode*> items) -> const ExprNode* {
        for (const ExprNode* item : items) {
            if (const ExprNode* bad = invalid_target(item, use)) return bad;
        }
        return nullptr;
    };
    switch (node->node_kind) {
        case NodeKind::Name:
        case NodeKind::Attribute:
        case NodeKind::Subscript: return nullptr;
        case NodeKind::Tuple: return first_of(static_cast<const Tuple*>(node)->elts);
        case NodeKind::List: return first_of(static_cast<const ast::List*>(node)->elts);
        case NodeKind::Starred:
            return use == TargetOf::deletion ? node : invalid_target(static_cast<const Starred*>(node)->value, use);
        case NodeKind::Compare: {
            // `for x in y` reads as a comparison where only an expression was asked for.
            auto* compare = static_cast<const Compare*>(node);
            if (use != TargetOf::for_loop) return node;
            return compare->ops[0] == CompareOperator::In ? invalid_target(compare->left, use) : nullptr;
        }
        default: return node;
    }
}

void Mistakes::say_invalid_target(const ExprNode* node, TargetOf use) {
    if (const ExprNode* bad = invalid_target(node, use)) {
        say_of(bad,
               fmt::format("cannot {} {}", use == TargetOf::deletion ? "delete" : "assign to", expression_name(bad)));
    }
}

// CPython compares only as many letters as the name has, so `c` and `ma` pass for the soft keywords they begin.
bool Mistakes::is_soft_keyword(const Token& token) const {
    if (!is_name(token)) return false;
    std::string_view name = text(token);
    for (std::string_view keyword : {"_", "case", "match"}) {
        if (keyword.starts_with(name)) return true;
    }
    return false;
}

// ---------------------------------------------------------------- lists of expressions

Located Mistakes::star_expressions() {
    return gathered([&] { return star_expression(); });
}

template <class Operand>
Located Mistakes::starred(Operand operand) {
    std::size_t before = at_;
    Position start = start_of(now());
    advance();
    Located value = operand();
    if (value.node) return make<Starred>(start, value.node, ExprContext::Load);
    at_ = before;
    return {};
}

Located Mistakes::star_expression() {
    return is(TOKEN_STAR) ? starred([this] { return bitwise(); }) : expression();
}

// As among arguments: the star takes any expression.
Located Mistakes::starred_expression() {
    return starred([this] { return expression(); });
}

Located Mistakes::star_named() {
    if (is(TOKEN_STAR)) return star_expression();
    return named_expression();
}

Located Mistakes::yield_expression() {
    Position start = start_of(now());
    advance();
    if (take(TOKEN_FROM)) {
        Located value = expression();
        return value.node ? make<YieldFrom>(start, value.node) : Located{};
    }
    Located value = star_expressions();
    if (found()) return {};
    return make<Yield>(start, value.node);
}

Located Mistakes::named_expression() {
    std::size_t first_token = at_;
    Located target = expression();
    if (!target.node) return {};
    if (is(TOKEN_COLONEQUAL)) {
        std::size_t before = at_;
        bool bare_name = ast::is<Name>(target.node) &&
                         target.start.column == static_cast<std::uint32_t>(target.node->span.col_offset);
        advance();
        Located value = expression();
        if (!value.node) {
            at_ = before;
            if (!bare_name && !misplaced_assignment_) misplaced_assignment_ = now();
            return target;
        }
        if (!bare_name) {
            say_of(target.node, fmt::format("cannot use assignment expressions with {}", expression_name(target.node)));
            return {};
        }
        return make<NamedExpr>(target.start, target.node, value.node);
    }
    if (is(TOKEN_EQUAL)) missing_assignment_operator(target, first_token);
    return found() ? Located{} : target;
}

// `if x = 3`: an `=` where only `==` or `:=` could stand.
void Mistakes::missing_assignment_operator(const Located& target, std::size_t first_token) {
    if (!bitwise_only_ || begins_with_display_or_word(first_token)) return;
    std::size_t before = at_;
    advance();
    Located value = bitwise();
    bool alone = value.node && !is(TOKEN_EQUAL) && !is(TOKEN_COLONEQUAL);
    if (!found() && alone) {
        bool bare = target.start.column == static_cast<std::uint32_t>(target.node->span.col_offset);
        if (ast::is<Name>(target.node) && bare) {
            say_between(target.node, value.node, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        } else {
            say_of(target.node, fmt::format("cannot assign to {} here. Maybe you meant '==' instead of '='?",
                                            expression_name(target.node)));
        }
    }
    at_ = before;
}

// What may be the beginning of a keyword argument's value or a target is left to others.
bool Mistakes::begins_with_display_or_word(std::size_t first_token) {
    switch (tokens_[first_token].kind) {
        case TOKEN_TRUE:
        case TOKEN_FALSE:
        case TOKEN_NONE: return true;
        case TOKEN_LSQB:
        case TOKEN_LPAR: break;
        default: return false;
    }
    std::size_t before = std::exchange(at_, first_token);
    bool was_quiet = std::exchange(quiet_, true);
    Position start = start_of(now());
    Located first = atom();
    at_ = before;
    quiet_ = was_quiet;
    if (!first.node || first.node->span.col_offset != static_cast<int>(start.column)) return false;
    return ast::is<ast::List>(first.node) || ast::is<Tuple>(first.node) || ast::is<GeneratorExp>(first.node);
}

// ---------------------------------------------------------------- conditional expressions and what is missing in them

Located Mistakes::plain_expression() {
    if (is(TOKEN_LAMBDA)) return lambda();
    Located value = disjunction();
    if (!value.node || !is(TOKEN_IF)) return value;
    bool bitwise_only = bitwise_only_;
    std::size_t before = at_;
    advance();
    Located condition = disjunction();
    if (condition.node && take(TOKEN_ELSE)) {
        Located otherwise = expression();
        if (otherwise.node) {
            bitwise_only_ = false;
            return make<IfExp>(value.start, condition.node, value.node, otherwise.node);
        }
    }
    at_ = before;
    bitwise_only_ = bitwise_only;
    return found() ? Located{} : value;
}

Located Mistakes::quiet_expression() {
    bool before = quiet_;
    quiet_ = true;
    Located value = plain_expression();
    quiet_ = before;
    return value;
}

Located Mistakes::expression() {
    if (found()) return {};
    auto known = expressions_.find(at_);
    if (known != expressions_.end()) {
        at_ = known->second.after;
        bitwise_only_ = known->second.bitwise_only;
        return known->second.value;
    }
    Nesting nesting(nesting_);
    if (nesting.too_deep()) return {};
    std::size_t before = at_;
    Located value = fresh_expression();
    if (!value.node) at_ = before;
    if (!found()) expressions_[before] = {value, at_, bitwise_only_};
    return value;
}

Located Mistakes::fresh_expression() {
    if (is(TOKEN_LAMBDA)) return lambda();
    std::size_t first_token = at_;
    Located value = disjunction();
    if (!value.node) return {};
    if (forgotten_comma(value, first_token) || forgotten_else(value) || old_statement(first_token)) return {};
    at_ = first_token;
    return plain_expression();
}

// Two expressions side by side, inside brackets: a comma is missing.
bool Mistakes::forgotten_comma(const Located& first, std::size_t first_token) {
    if (quiet_ || !lexer::starts_expression(now().kind)) return false;
    const Token& token = tokens_[first_token];
    std::size_t before = at_;
    bool name = ast::is<Name>(first.node) && before == first_token + 1;
    bool legacy = name && is_legacy_statement(text(token));
    bool name_and_string = token.kind == TOKEN_NAME && now().kind == TOKEN_STRING && before == first_token + 1;
    if (legacy || name_and_string || is_soft_keyword(token)) return false;
    Located second = quiet_expression();
    if (second.node && depth_[at_ - 1] != 0) {
        say_between(first.node, second.node, "invalid syntax. Perhaps you forgot a comma?");
    }
    at_ = before;
    return found();
}

bool Mistakes::forgotten_else(const Located& value) {
    std::size_t before = at_;
    if (quiet_ || !take(TOKEN_IF)) return false;
    Located condition = disjunction();
    if (condition.node && !is(TOKEN_ELSE) && !is(TOKEN_COLON)) {
        say_between(value.node, condition.node, "expected 'else' after 'if' expression");
    }
    at_ = before;
    return found();
}

// A name followed by anything is read as a statement of Python 2: `print -1`, `m[0]`. What follows may be wrong in
// itself.
bool Mistakes::old_statement(std::size_t first_token) {
    const Token& name = tokens_[first_token];
    if (quiet_ || !is_name(name) || tokens_[first_token + 1].kind == TOKEN_LPAR) return false;
    std::size_t before = std::exchange(at_, first_token + 1);
    Located rest = star_expressions();
    if (rest.node && is_legacy_statement(text(name))) {
        say(fmt::format("Missing parentheses in call to '{0}'. Did you mean {0}(...)?", text(name)), start_of(name),
            end_of(rest.node));
    }
    at_ = before;
    return found();
}

Located Mistakes::lambda() {
    Position start = start_of(now());
    advance();
    if (!parameters(TOKEN_COLON) || !take(TOKEN_COLON)) return {};
    Located body = expression();
    bitwise_only_ = false;
    return body.node ? make<Lambda>(start, static_cast<Arguments*>(nullptr), body.node) : Located{};
}

// ---------------------------------------------------------------- operators

Located Mistakes::disjunction() {
    auto known = disjunctions_.find(at_);
    if (known != disjunctions_.end()) {
        at_ = known->second.after;
        bitwise_only_ = known->second.bitwise_only;
        return known->second.value;
    }
    std::size_t before = at_;
    Located value = fresh_disjunction();
    if (!value.node) at_ = before;
    if (!found()) disjunctions_[before] = {value, at_, bitwise_only_};
    return value;
}

Located Mistakes::fresh_disjunction() {
    return boolean(TOKEN_OR, BoolOperator::Or, [&] { return conjunction(); });
}
Located Mistakes::conjunction() {
    return boolean(TOKEN_AND, BoolOperator::And, [&] { return inversion(); });
}

template <class Operand>
Located Mistakes::boolean(int token, BoolOperator op, Operand operand) {
    Located left = operand();
    while (left.node && is(token)) {
        std::size_t before = at_;
        advance();
        if (!operand().node) {
            at_ = before;
            break;
        }
        bitwise_only_ = false;
        left = make<BoolOp>(left.start, op, Array<ExprNode*>{});
    }
    return found() ? Located{} : left;
}

Located Mistakes::inversion() {
    if (!is(TOKEN_NOT)) return comparison();
    Position start = start_of(now());
    int count = 0;
    while (take(TOKEN_NOT)) ++count;
    Located operand = comparison();
    bitwise_only_ = false;
    return operand.node ? make<UnaryOp>(start, UnaryOperator::Not, operand.node) : Located{};
}

// Takes a comparison operator, of one token or two.
bool Mistakes::comparison_operator() {
    std::size_t before = at_;
    if (take(TOKEN_NOT)) {
        if (take(TOKEN_IN)) return true;
        at_ = before;
        return false;
    }
    if (take(TOKEN_IS)) {
        take(TOKEN_NOT);
        return true;
    }
    for (int kind :
         {TOKEN_EQEQUAL, TOKEN_NOTEQUAL, TOKEN_LESS, TOKEN_LESSEQUAL, TOKEN_GREATER, TOKEN_GREATEREQUAL, TOKEN_IN}) {
        if (take(kind)) return true;
    }
    return false;
}

Located Mistakes::comparison() {
    Located left = bitwise();
    bitwise_only_ = true;
    while (left.node) {
        std::size_t before = at_;
        bool in = is(TOKEN_IN);
        if (!comparison_operator()) break;
        if (!bitwise().node) {
            at_ = before;
            break;
        }
        if (!ast::is<Compare>(left.node)) {
            Array<CompareOperator> ops = state_.arena.array<CompareOperator>(1);
            ops[0] = in ? CompareOperator::In : CompareOperator::Eq;
            left = make<Compare>(left.start, left.node, ops, Array<ExprNode*>{});
        } else {
            left.node->span = span_from(left.start);
        }
        bitwise_only_ = false;
    }
    return found() ? Located{} : left;
}

// Operators that bind more tightly than `least`; all of them associate to the left.
Located Mistakes::bitwise(int least) {
    Located left = unary();
    while (left.node && strength(now().kind) > least) {
        std::size_t before = at_;
        int own = strength(now().kind);
        advance();
        Located right = bitwise(own);
        if (!right.node) {
            at_ = before;
            break;
        }
        left = make<BinOp>(left.start, left.node, Operator::Add, right.node);
    }
    return found() ? Located{} : left;
}

Located Mistakes::unary() {
    Nesting nesting(nesting_);
    if (nesting.too_deep()) return {};
    std::size_t first_token = at_;
    Position start = start_of(now());
    int signs = 0;
    for (; is(TOKEN_MINUS) || is(TOKEN_PLUS) || is(TOKEN_TILDE); ++signs) advance();
    bool await = take(TOKEN_AWAIT);
    Position inner = await ? start_of(tokens_[at_ - 1]) : start_of(now());
    Located value = primary();
    if (!value.node) {
        at_ = first_token;
        return {};
    }
    if (await) value = make<Await>(inner, value.node);
    if (is(TOKEN_DOUBLESTAR)) {
        std::size_t before = at_;
        advance();
        Located exponent = unary();
        if (exponent.node) {
            value = make<BinOp>(value.start, value.node, Operator::Pow, exponent.node);
        } else {
            at_ = before;
        }
    }
    return signs > 0 && !found() ? make<UnaryOp>(start, UnaryOperator::USub, value.node) : found() ? Located{} : value;
}

// ---------------------------------------------------------------- primaries

Located Mistakes::primary() {
    Located value = atom();
    while (value.node) {
        std::size_t before = at_;
        if (is(TOKEN_DOT) && peek(1).kind == TOKEN_NAME) {
            advance();
            advance();
            value = make<Attribute>(value.start, value.node, static_cast<Str*>(nullptr), ExprContext::Load);
        } else if (take(TOKEN_LPAR) && arguments() && take(TOKEN_RPAR)) {
            value = make<Call>(value.start, value.node, Array<ExprNode*>{}, Array<Keyword*>{});
        } else if (at_ == before && take(TOKEN_LSQB) && subscripts() && take(TOKEN_RSQB)) {
            value = make<Subscript>(value.start, value.node, static_cast<ExprNode*>(nullptr), ExprContext::Load);
        } else {
            at_ = before;
            break;
        }
    }
    return found() ? Located{} : value;
}

Located Mistakes::atom() {
    if (found()) return {};
    switch (now().kind) {
        case TOKEN_NAME: {
            Position start = start_of(now());
            advance();
            return make<Name>(start, static_cast<Str*>(nullptr), ExprContext::Load);
        }
        case TOKEN_NUMBER: return constant(make_text(state_.arena, "0"));
        case TOKEN_NONE: return constant(constant_none());
        case TOKEN_TRUE: return constant(constant_true());
        case TOKEN_FALSE: return constant(constant_false());
        case TOKEN_ELLIPSIS: return constant(constant_ellipsis());
        case TOKEN_STRING: return strings();
        case TOKEN_LPAR:
        case TOKEN_WITH_LPAR: return group();
        case TOKEN_LSQB: return list();
        case TOKEN_LBRACE: return braces();
        default: return {};
    }
}

Located Mistakes::strings() {
    Position start = start_of(now());
    bool formatted = false;
    for (; is(TOKEN_STRING); advance()) formatted |= lexer::split_string(text(now())).formatted;
    if (formatted) return make<JoinedStr>(start, Array<ExprNode*>{});
    return make<Constant>(start, make_text(state_.arena, ""), static_cast<Str*>(nullptr));
}

}  // namespace minipy::parser
