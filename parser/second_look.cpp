// SPDX-License-Identifier: MIT
//
// The second look at expressions; see second_look.hpp.
//
// CPython: Grammar/python.gram (invalid_expression, invalid_named_expression, invalid_arguments, invalid_comprehension …).
// Read next: parser/second_look_statements.cpp.
#include "parser/second_look.hpp"

#include <fmt/format.h>

#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

namespace {

/// Whether an expression may start with this token.
bool starts_expression(int kind) {
    switch (kind) {
        case TOKEN_NAME: case TOKEN_NUMBER: case TOKEN_STRING: case TOKEN_NONE: case TOKEN_TRUE: case TOKEN_FALSE:
        case TOKEN_ELLIPSIS: case TOKEN_LPAR: case TOKEN_LSQB: case TOKEN_LBRACE: case TOKEN_MINUS: case TOKEN_PLUS:
        case TOKEN_TILDE: case TOKEN_NOT: case TOKEN_LAMBDA: case TOKEN_AWAIT: return true;
        default: return false;
    }
}

/// Binding strength of the operators above comparisons; 0: none of them.
int strength(int kind) {
    switch (kind) {
        case TOKEN_VBAR: return 1;
        case TOKEN_CIRCUMFLEX: return 2;
        case TOKEN_AMPER: return 3;
        case TOKEN_LEFTSHIFT: case TOKEN_RIGHTSHIFT: return 4;
        case TOKEN_PLUS: case TOKEN_MINUS: return 5;
        case TOKEN_STAR: case TOKEN_SLASH: case TOKEN_DOUBLESLASH: case TOKEN_PERCENT: case TOKEN_AT: return 6;
        default: return 0;
    }
}

bool is_legacy_statement(std::string_view name) { return name == "print" || name == "exec"; }

}  // namespace

SecondLook::SecondLook(ParseState& state, const std::vector<Token>& tokens, const Diagnostic* end_error)
    : state_(state), tokens_(tokens), end_error_(end_error) {
    int depth = 0;
    for (const Token& token : tokens) {
        int kind = token.kind;
        if (kind == TOKEN_LPAR || kind == TOKEN_WITH_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE) ++depth;
        if (kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE) --depth;
        depth_.push_back(depth);
    }
}

std::optional<Diagnostic> SecondLook::at_fstring_expression() {
    while (is(TOKEN_START_FSTRING)) advance();
    group();
    return std::move(found_);
}

// ---------------------------------------------------------------- spans and findings

Span SecondLook::span_from(Position start) const {
    Position end = last_end();
    return {static_cast<int>(start.line), static_cast<int>(start.column), static_cast<int>(end.line), static_cast<int>(end.column)};
}

Located SecondLook::constant(Object* value) {
    Position start = start_of(now());
    advance();
    return make<Constant>(start, value, static_cast<Str*>(nullptr));
}

void SecondLook::say(std::string message, Position start, Position end) {
    if (!found_ && !quiet_) found_ = Diagnostic::at(ErrorKind::SyntaxError, std::move(message), lexer::Span{start, end});
}

void SecondLook::say_between(const ExprNode* first, const ExprNode* last, std::string message) {
    auto position = [](int line, int column) { return Position{static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)}; };
    say(std::move(message), position(first->span.lineno, first->span.col_offset),
        position(last->span.end_lineno, last->span.end_col_offset));
}

void SecondLook::say_of(const ExprNode* node, std::string message) { say_between(node, node, std::move(message)); }

void SecondLook::say_of(const Token& token, std::string message) {
    lexer::Span span = lexer::span_of(state_.source, token);
    say(std::move(message), span.start, span.end);
}

/// The first part of a target that cannot be one; null if all can.
const ExprNode* SecondLook::invalid_target(const ExprNode* node, bool deletion, bool of_for) const {
    auto first_of = [&](Array<ExprNode*> items) -> const ExprNode* {
        for (const ExprNode* item : items) {
            if (const ExprNode* bad = invalid_target(item, deletion, of_for)) return bad;
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
            return deletion ? node : invalid_target(static_cast<const Starred*>(node)->value, deletion, of_for);
        case NodeKind::Compare: {
            // `for x in y` reads as a comparison where only an expression was asked for.
            auto* compare = static_cast<const Compare*>(node);
            if (!of_for) return node;
            return compare->ops[0] == CompareOperator::In ? invalid_target(compare->left, deletion, of_for) : nullptr;
        }
        default: return node;
    }
}

void SecondLook::say_invalid_target(const ExprNode* node, bool deletion, bool of_for) {
    if (const ExprNode* bad = invalid_target(node, deletion, of_for)) {
        say_of(bad, fmt::format("cannot {} {}", deletion ? "delete" : "assign to", expression_name(bad)));
    }
}

/// CPython compares only as many letters as the name has, so `c` and `ma` pass for the soft keywords they begin.
bool SecondLook::is_soft_keyword(const Token& token) const {
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_MATCH && token.kind != TOKEN_CASE) return false;
    std::string_view name = text(token);
    for (std::string_view keyword : {"_", "case", "match"}) {
        if (keyword.starts_with(name)) return true;
    }
    return false;
}

// ---------------------------------------------------------------- lists of expressions

namespace {
template <class Item>
Sequence gather(Item item, ast::Arena& arena, bool& comma, auto take_comma) {
    Located first = item();
    Sequence sequence{{}, first.start};
    comma = false;
    std::vector<ExprNode*> items;
    for (Located next = first; next.node;) {
        items.push_back(next.node);
        if (!take_comma()) break;
        comma = true;
        next = item();
    }
    Array<ExprNode*> array = arena.array(items);
    sequence.items = {array.items, array.count, array.count};
    return sequence;
}
}  // namespace

Located SecondLook::star_expressions() {
    bool comma = false;
    Sequence sequence = gather([&] { return star_expression(); }, state_.arena, comma, [&] { return take(TOKEN_COMMA); });
    if (found() || sequence.items.empty()) return {};
    if (!comma) return {sequence.items.items[0], sequence.start};
    bitwise_only_ = false;
    return make<Tuple>(sequence.start, Array<ExprNode*>(sequence.items), ExprContext::Load);
}

Located SecondLook::star_expression() {
    if (!is(TOKEN_STAR)) return expression();
    Position start = start_of(now());
    advance();
    Located value = bitwise();
    return value.node ? make<Starred>(start, value.node, ExprContext::Load) : Located{};
}

Located SecondLook::star_named() {
    if (is(TOKEN_STAR)) return star_expression();
    return named_expression();
}

Located SecondLook::yield_expression() {
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

Located SecondLook::named_expression() {
    Located target = expression();
    if (!target.node) return {};
    if (is(TOKEN_COLONEQUAL)) {
        std::size_t before = at_;
        advance();
        Located value = expression();
        if (!value.node) {
            at_ = before;
            return target;
        }
        if (!ast::is<Name>(target.node) || target.start.column != static_cast<std::uint32_t>(target.node->span.col_offset)) {
            say_of(target.node, fmt::format("cannot use assignment expressions with {}", expression_name(target.node)));
            return {};
        }
        return make<NamedExpr>(target.start, target.node, value.node);
    }
    if (is(TOKEN_EQUAL)) missing_assignment_operator(target);
    return found() ? Located{} : target;
}

/// `if x = 3`: an `=` where only `==` or `:=` could stand.
void SecondLook::missing_assignment_operator(const Located& target) {
    if (!bitwise_only_) return;
    std::size_t before = at_;
    advance();
    Located value = bitwise();
    bool alone = value.node && !is(TOKEN_EQUAL) && !is(TOKEN_COLONEQUAL);
    if (!found() && alone) {
        bool bare = target.start.column == static_cast<std::uint32_t>(target.node->span.col_offset);
        if (ast::is<Name>(target.node) && bare) {
            say_between(target.node, value.node, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        } else if (auto* word = as<Constant>(target.node);
                   !(word && (word->value == constant_true() || word->value == constant_false() || word->value == constant_none())) &&
                   !ast::is<ast::List>(target.node) && !ast::is<Tuple>(target.node) && !ast::is<GeneratorExp>(target.node)) {
            say_of(target.node, fmt::format("cannot assign to {} here. Maybe you meant '==' instead of '='?", expression_name(target.node)));
        }
    }
    at_ = before;
}

// ---------------------------------------------------------------- conditional expressions and what is missing in them

Located SecondLook::plain_expression() {
    if (is(TOKEN_LAMBDA)) return lambda();
    Located value = disjunction();
    if (!value.node || !is(TOKEN_IF)) return value;
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
    return found() ? Located{} : value;
}

Located SecondLook::quiet_expression() {
    bool before = quiet_;
    quiet_ = true;
    Located value = plain_expression();
    quiet_ = before;
    return value;
}

Located SecondLook::expression() {
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
    if (!found()) expressions_[before] = {value, at_, bitwise_only_};
    return value;
}

Located SecondLook::fresh_expression() {
    if (is(TOKEN_LAMBDA)) return lambda();
    std::size_t first_token = at_;
    Located value = disjunction();
    if (!value.node) return {};
    bool bitwise_only = bitwise_only_;
    std::size_t after = at_;
    if (forgotten_comma(value, first_token)) return {};
    if (is(TOKEN_IF)) {
        advance();
        Located condition = disjunction();
        if (condition.node && !is(TOKEN_ELSE) && !is(TOKEN_COLON)) {
            say_between(value.node, condition.node, "expected 'else' after 'if' expression");
        } else if (condition.node && take(TOKEN_ELSE)) {
            Located otherwise = expression();
            if (otherwise.node) {
                bitwise_only_ = false;
                return make<IfExp>(value.start, condition.node, value.node, otherwise.node);
            }
        }
        at_ = after;
    }
    bitwise_only_ = bitwise_only;
    return found() ? Located{} : value;
}

/// Two expressions side by side: print without parentheses, or, inside brackets, a comma that is missing.
bool SecondLook::forgotten_comma(const Located& first, std::size_t first_token) {
    if (quiet_ || !starts_expression(now().kind)) return false;
    const Token& token = tokens_[first_token];
    std::size_t before = at_;
    bool name = ast::is<Name>(first.node) && before == first_token + 1;
    bool legacy = name && is_legacy_statement(text(token));
    bool name_and_string = token.kind == TOKEN_NAME && peek(0).kind == TOKEN_STRING && before == first_token + 1;
    if (!legacy && !name_and_string && !is_soft_keyword(token)) {
        Located second = quiet_expression();
        if (second.node && depth_[at_ - 1] != 0) {
            say_between(first.node, second.node, "invalid syntax. Perhaps you forgot a comma?");
        }
        at_ = before;
    }
    // A name followed by anything is read as an old statement, and that may be wrong in itself.
    if (!found() && name && !is(TOKEN_LPAR)) {
        Located rest = star_expressions();
        if (rest.node && legacy) {
            say_between(first.node, rest.node,
                        fmt::format("Missing parentheses in call to '{0}'. Did you mean {0}(...)?", text(token)));
        }
        at_ = before;
    }
    return found();
}

Located SecondLook::lambda() {
    Position start = start_of(now());
    advance();
    if (!parameters(TOKEN_COLON) || !take(TOKEN_COLON)) return {};
    Located body = expression();
    bitwise_only_ = false;
    return body.node ? make<Lambda>(start, static_cast<Arguments*>(nullptr), body.node) : Located{};
}

// ---------------------------------------------------------------- operators

Located SecondLook::disjunction() {
    Located left = conjunction();
    if (!left.node || !is(TOKEN_OR)) return left;
    while (is(TOKEN_OR)) {
        std::size_t before = at_;
        advance();
        if (!conjunction().node) {
            at_ = before;
            break;
        }
        bitwise_only_ = false;
        left = make<BoolOp>(left.start, BoolOperator::Or, Array<ExprNode*>{});
    }
    return found() ? Located{} : left;
}

Located SecondLook::conjunction() {
    Located left = inversion();
    if (!left.node || !is(TOKEN_AND)) return left;
    while (is(TOKEN_AND)) {
        std::size_t before = at_;
        advance();
        if (!inversion().node) {
            at_ = before;
            break;
        }
        bitwise_only_ = false;
        left = make<BoolOp>(left.start, BoolOperator::And, Array<ExprNode*>{});
    }
    return found() ? Located{} : left;
}

Located SecondLook::inversion() {
    if (!is(TOKEN_NOT)) return comparison();
    Position start = start_of(now());
    int count = 0;
    while (take(TOKEN_NOT)) ++count;
    Located operand = comparison();
    bitwise_only_ = false;
    return operand.node ? make<UnaryOp>(start, UnaryOperator::Not, operand.node) : Located{};
}

Located SecondLook::comparison() {
    Located left = bitwise();
    bitwise_only_ = true;
    while (left.node) {
        std::size_t before = at_;
        bool in = is(TOKEN_IN);
        switch (now().kind) {
            case TOKEN_EQEQUAL: case TOKEN_NOTEQUAL: case TOKEN_LESS: case TOKEN_LESSEQUAL: case TOKEN_GREATER:
            case TOKEN_GREATEREQUAL: case TOKEN_IN: advance(); break;
            case TOKEN_IS:
                advance();
                take(TOKEN_NOT);
                break;
            case TOKEN_NOT:
                advance();
                if (take(TOKEN_IN)) break;
                at_ = before;
                return left;
            default: return left;
        }
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

/// Operators that bind more tightly than `least`; all of them associate to the left.
Located SecondLook::bitwise(int least) {
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

Located SecondLook::unary() {
    Nesting nesting(nesting_);
    if (nesting.too_deep()) return {};
    Position start = start_of(now());
    int signs = 0;
    for (; is(TOKEN_MINUS) || is(TOKEN_PLUS) || is(TOKEN_TILDE); ++signs) advance();
    bool await = take(TOKEN_AWAIT);
    Position inner = await ? start_of(tokens_[at_ - 1]) : start_of(now());
    Located value = primary();
    if (!value.node) return {};
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

Located SecondLook::primary() {
    Located value = atom();
    while (value.node) {
        std::size_t before = at_;
        if (take(TOKEN_DOT)) {
            if (take(TOKEN_NAME)) {
                value = make<Attribute>(value.start, value.node, static_cast<Str*>(nullptr), ExprContext::Load);
                continue;
            }
        } else if (take(TOKEN_LPAR)) {
            if (arguments() && take(TOKEN_RPAR)) {
                value = make<Call>(value.start, value.node, Array<ExprNode*>{}, Array<Keyword*>{});
                continue;
            }
        } else if (take(TOKEN_LSQB)) {
            if (subscripts() && take(TOKEN_RSQB)) {
                value = make<Subscript>(value.start, value.node, static_cast<ExprNode*>(nullptr), ExprContext::Load);
                continue;
            }
        } else {
            break;
        }
        at_ = before;
        break;
    }
    return found() ? Located{} : value;
}

Located SecondLook::atom() {
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

Located SecondLook::strings() {
    Position start = start_of(now());
    bool formatted = false;
    for (; is(TOKEN_STRING); advance()) formatted |= lexer::split_string(text(now())).formatted;
    if (formatted) return make<JoinedStr>(start, Array<ExprNode*>{});
    return make<Constant>(start, make_text(state_.arena, ""), static_cast<Str*>(nullptr));
}

Located SecondLook::group() {
    std::size_t open = at_;
    Position start = start_of(now());
    auto fail = [&] {
        at_ = open;
        return Located{};
    };
    advance();
    if (take(TOKEN_RPAR)) return make<Tuple>(start, Array<ExprNode*>{}, ExprContext::Load);
    if (is(TOKEN_YIELD)) {
        Located value = yield_expression();
        return value.node && take(TOKEN_RPAR) ? Located{value.node, start} : fail();
    }
    if (is(TOKEN_DOUBLESTAR)) {
        Token stars = now();
        advance();
        if (expression().node && is(TOKEN_RPAR)) say_of(stars, "cannot use double starred expression here");
        return fail();
    }
    std::vector<ExprNode*> items;
    bool comma = false;
    for (Located item = star_named(); item.node; item = star_named()) {
        items.push_back(item.node);
        if (!comma && starts_comprehension()) {
            if (!comprehension_clauses()) return fail();
            if (ast::is<Starred>(item.node)) say_of(item.node, "iterable unpacking cannot be used in comprehension");
            return !found() && take(TOKEN_RPAR) ? make<GeneratorExp>(start, item.node, Array<Comprehension*>{}) : fail();
        }
        if (!take(TOKEN_COMMA)) break;
        comma = true;
    }
    if (items.empty() || found() || !is(TOKEN_RPAR)) return fail();
    if (!comma && ast::is<Starred>(items[0])) {
        say_of(items[0], "cannot use starred expression here");
        return fail();
    }
    advance();
    bitwise_only_ = true;
    if (!comma) return {items[0], start};
    return make<Tuple>(start, state_.arena.array(items), ExprContext::Load);
}

Located SecondLook::list() {
    std::size_t open = at_;
    Position start = start_of(now());
    auto fail = [&] {
        at_ = open;
        return Located{};
    };
    advance();
    std::vector<ExprNode*> items;
    Position end{};
    for (Located item = {}; !is(TOKEN_RSQB);) {
        item = star_named();
        if (!item.node) break;
        items.push_back(item.node);
        end = last_end();
        if (starts_comprehension()) break;
        if (!take(TOKEN_COMMA)) break;
        if (items.size() == 1) end = last_end();
    }
    if (starts_comprehension() && !items.empty()) {
        if (!comprehension_clauses()) return fail();
        if (items.size() == 1 && tokens_[at_ - 1].kind != TOKEN_COMMA && end == Position{static_cast<std::uint32_t>(items[0]->span.end_lineno), static_cast<std::uint32_t>(items[0]->span.end_col_offset)}) {
            if (ast::is<Starred>(items[0])) say_of(items[0], "iterable unpacking cannot be used in comprehension");
            return !found() && take(TOKEN_RSQB) ? make<ListComp>(start, items[0], Array<Comprehension*>{}) : fail();
        }
        const Span& first = items[0]->span;
        Position from{static_cast<std::uint32_t>(first.lineno), static_cast<std::uint32_t>(first.col_offset)};
        say("did you forget parentheses around the comprehension target?", from, end);
        return fail();
    }
    if (found() || !take(TOKEN_RSQB)) return fail();
    bitwise_only_ = true;
    return make<ast::List>(start, state_.arena.array(items), ExprContext::Load);
}

Located SecondLook::braces() {
    std::size_t open = at_;
    Position start = start_of(now());
    auto fail = [&] {
        at_ = open;
        return Located{};
    };
    advance();
    if (take(TOKEN_RBRACE)) return make<Dict>(start, Array<ExprNode*>{}, Array<ExprNode*>{});
    std::size_t inside = at_;
    bool dict_like = is(TOKEN_DOUBLESTAR);
    if (!dict_like) {
        dict_like = expression().node && is(TOKEN_COLON);
        if (found()) return fail();
        at_ = inside;
    }
    if (dict_like) {
        Located result = dict(start);
        return result.node ? result : fail();
    }
    std::vector<ExprNode*> items;
    Position end{};
    bool comma = false;
    while (!is(TOKEN_RBRACE)) {
        Located item = star_named();
        if (!item.node) break;
        items.push_back(item.node);
        end = last_end();
        if (starts_comprehension() || !take(TOKEN_COMMA)) break;
        comma = true;
        if (items.size() == 1) end = last_end();
    }
    if (found() || items.empty()) return fail();
    if (starts_comprehension()) {
        if (!comprehension_clauses()) return fail();
        if (comma) {
            const Span& first = items[0]->span;
            Position from{static_cast<std::uint32_t>(first.lineno), static_cast<std::uint32_t>(first.col_offset)};
            say("did you forget parentheses around the comprehension target?", from, end);
            return fail();
        }
        if (ast::is<Starred>(items[0])) say_of(items[0], "iterable unpacking cannot be used in comprehension");
        return !found() && take(TOKEN_RBRACE) ? make<SetComp>(start, items[0], Array<Comprehension*>{}) : fail();
    }
    return take(TOKEN_RBRACE) ? make<Set>(start, Array<ExprNode*>{}) : fail();
}

/// The items of a dict display, up to its closing brace. Keys after the first are read without complaints of their own:
/// whatever stands there, what CPython misses is the colon.
Located SecondLook::dict(Position start) {
    for (bool first = true; !is(TOKEN_RBRACE); first = false) {
        if (is(TOKEN_DOUBLESTAR)) {
            Token stars = now();
            advance();
            if (!bitwise().node) return {};
            if (first && starts_comprehension() && comprehension_clauses() && is(TOKEN_RBRACE)) {
                say_of(stars, "dict unpacking cannot be used in dict comprehension");
            }
        } else {
            Located key = first ? expression() : plain_expression();
            if (!key.node) return {};
            if (!is(TOKEN_COLON)) {
                if (first) return {};
                const Span& span = key.node->span;
                Position last{static_cast<std::uint32_t>(span.end_lineno), static_cast<std::uint32_t>(span.end_col_offset - 1)};
                if (!found_ && !quiet_) found_ = Diagnostic::from(ErrorKind::SyntaxError, "':' expected after dictionary key", last, 0);
                return {};
            }
            Token colon = now();
            advance();
            if (is(TOKEN_RBRACE) || is(TOKEN_COMMA)) {
                say_of(colon, "expression expected after dictionary key and ':'");
                return {};
            }
            if (is(TOKEN_STAR)) {
                Position star = start_of(now());
                advance();
                if (bitwise().node) say("cannot use a starred expression in a dictionary value", star, last_end());
                return {};
            }
            if (!expression().node) return {};
            if (first && starts_comprehension()) {
                if (!comprehension_clauses()) return {};
                return take(TOKEN_RBRACE) ? make<DictComp>(start, nullptr, nullptr, Array<Comprehension*>{}) : Located{};
            }
        }
        if (found() || !take(TOKEN_COMMA)) break;
    }
    if (found() || !take(TOKEN_RBRACE)) return {};
    bitwise_only_ = true;
    return make<Dict>(start, Array<ExprNode*>{}, Array<ExprNode*>{});
}

// ---------------------------------------------------------------- comprehensions

bool SecondLook::comprehension_clauses() {
    while (starts_comprehension()) {
        take(TOKEN_ASYNC);
        advance();
        std::size_t before = at_;
        Located target = target_list();
        if (found()) return false;
        if (!target.node || !is_target(target.node) || !is(TOKEN_IN)) {
            at_ = before;
            Located wrong = star_expressions();
            if (wrong.node) say_invalid_target(wrong.node, false, true);
            return false;
        }
        advance();
        if (!disjunction().node) return false;
        while (take(TOKEN_IF)) {
            if (!disjunction().node) return false;
        }
    }
    return !found();
}

Located SecondLook::target_list() {
    auto target = [&]() -> Located {
        if (!is(TOKEN_STAR)) return bitwise();
        Position start = start_of(now());
        advance();
        Located value = bitwise();
        return value.node ? make<Starred>(start, value.node, ExprContext::Load) : Located{};
    };
    bool comma = false;
    Sequence sequence = gather(target, state_.arena, comma, [&] { return take(TOKEN_COMMA); });
    if (found() || sequence.items.empty()) return {};
    if (!comma) return {sequence.items.items[0], sequence.start};
    return make<Tuple>(sequence.start, Array<ExprNode*>(sequence.items), ExprContext::Load);
}

// ---------------------------------------------------------------- calls and subscripts

bool SecondLook::arguments(bool of_class) {
    Position start = start_of(now());
    bool keywords = false;
    bool mappings = false;
    int count = 0;
    while (!is(TOKEN_RPAR)) {
        Position own_start = start_of(now());
        std::size_t own = at_;
        ExprNode* generator = nullptr;
        Located value{};
        if (is(TOKEN_STAR)) {
            advance();
            value = expression();
            if (!value.node) {
                // `f(a, *)`: CPython takes a lone star after other arguments for something else than it is.
                at_ = own;
                if (!found() && count > 0) {
                    Position end = lexer::end_of(state_.source, tokens_[own - 2]);
                    say("iterable argument unpacking follows keyword argument unpacking", start, end);
                }
                return false;
            }
            value = make<Starred>(own_start, value.node, ExprContext::Load);
            if (mappings) {
                Position end = lexer::end_of(state_.source, tokens_[own - 2]);
                say("iterable argument unpacking follows keyword argument unpacking", start, end);
                return false;
            }
            if (starts_comprehension() && comprehension_clauses()) {
                say_of(value.node, "iterable unpacking cannot be used in comprehension");
                return false;
            }
        } else if (is(TOKEN_DOUBLESTAR)) {
            advance();
            if (!expression().node) return false;
            keywords = mappings = true;
        } else if (keyword_argument(keywords)) {
            if (found()) return false;
        } else {
            if (found() || (is(TOKEN_NAME) && peek(1).kind == TOKEN_EQUAL)) return false;
            value = expression();
            if (!value.node) return false;
            if (is(TOKEN_COLONEQUAL)) {
                at_ = own;
                value = named_expression();
                if (!value.node || is(TOKEN_COLONEQUAL)) return false;
            }
            if (of_class && count == 0 && starts_comprehension()) {
                say_of(now(), "invalid syntax");
                return false;
            }
            if (starts_comprehension()) {
                if (!comprehension_clauses()) return false;
                generator = make<GeneratorExp>(own_start, value.node, Array<Comprehension*>{}).node;
                if (count > 0 || is(TOKEN_COMMA)) {
                    say_of(generator, "Generator expression must be parenthesized");
                    return false;
                }
            } else if (keywords) {
                // Said when the arguments have been read to their end: the place is the token after them.
                while (take(TOKEN_COMMA) && !is(TOKEN_RPAR)) {
                    bool ignored = false;
                    take(TOKEN_STAR);
                    take(TOKEN_DOUBLESTAR);
                    if (!keyword_argument(ignored) && !expression().node) break;
                }
                if (!found()) {
                    say_of(now(), mappings ? "positional argument follows keyword argument unpacking"
                                           : "positional argument follows keyword argument");
                }
                return false;
            }
        }
        ++count;
        if (found()) return false;
        if (!take(TOKEN_COMMA)) break;
    }
    return !found();
}

/// `name=value`, or what only looks like it.
bool SecondLook::keyword_argument(bool& keywords_seen) {
    std::size_t before = at_;
    Position start = start_of(now());
    bool word = is(TOKEN_TRUE) || is(TOKEN_FALSE) || is(TOKEN_NONE);
    if ((word || is(TOKEN_NAME)) && peek(1).kind == TOKEN_EQUAL) {
        if (word) {
            Position end = lexer::end_of(state_.source, peek(1));
            say(fmt::format("cannot assign to {}", text(now())), start, end);
            return true;
        }
        advance();
        advance();
        Position equal_end = last_end();
        if (!expression().node) {
            at_ = before;
            return false;
        }
        if (starts_comprehension() && comprehension_clauses()) {
            say("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", start, equal_end);
        }
        keywords_seen = true;
        return true;
    }
    Located target = expression();
    if (target.node && is(TOKEN_EQUAL)) {
        const Span& span = target.node->span;
        Position from{static_cast<std::uint32_t>(span.lineno), static_cast<std::uint32_t>(span.col_offset)};
        say("expression cannot contain assignment, perhaps you meant \"==\"?", from, lexer::end_of(state_.source, now()));
        return true;
    }
    at_ = before;
    return false;
}

bool SecondLook::subscripts() {
    if (is(TOKEN_RSQB)) return false;
    do {
        if (is(TOKEN_RSQB)) break;
        std::size_t before = at_;
        if (!is(TOKEN_COLON) && !is(TOKEN_STAR)) expression();
        if (found()) return false;
        if (is(TOKEN_COLON)) {
            for (int part = 0; part < 2 && take(TOKEN_COLON); ++part) {
                if (!is(TOKEN_COLON) && !is(TOKEN_COMMA) && !is(TOKEN_RSQB) && !expression().node) return false;
            }
        } else {
            at_ = before;
            if (!star_named().node) return false;
        }
    } while (!found() && take(TOKEN_COMMA));
    return !found();
}

// ---------------------------------------------------------------- parameters

bool SecondLook::parameters(int closing) {
    bool in_lambda = closing == TOKEN_COLON;
    bool any = false, slash = false, star = false, defaults = false, mapping = false;
    while (!is(closing)) {
        Token first = now();
        auto complain = [&](const char* message) {
            say_of(first, message);
            return false;
        };
        if (mapping) {
            if (is(TOKEN_NAME) || is(TOKEN_STAR) || is(TOKEN_DOUBLESTAR) || is(TOKEN_SLASH)) {
                return complain("arguments cannot follow var-keyword argument");
            }
            return false;
        }
        if (take(TOKEN_SLASH)) {
            if (star) return complain("/ must be ahead of *");
            if (slash) return complain("/ may appear only once");
            if (!any) return is(TOKEN_COMMA) && complain("at least one argument must precede /");
            slash = true;
            if (is(TOKEN_STAR)) {
                say_of(now(), "expected comma between / and *");
                return false;
            }
        } else if (is(TOKEN_STAR) || is(TOKEN_DOUBLESTAR)) {
            bool double_star = is(TOKEN_DOUBLESTAR);
            advance();
            if (!double_star && star) return (is(TOKEN_NAME) || is(TOKEN_COMMA)) && complain("* argument may appear only once");
            if (take(TOKEN_NAME)) {
                if (!in_lambda && take(TOKEN_COLON) && !star_expression().node) return false;
                if (is(TOKEN_EQUAL)) {
                    say_of(now(), double_star ? "var-keyword argument cannot have default value"
                                              : "var-positional argument cannot have default value");
                    return false;
                }
            } else if (double_star) {
                return false;
            } else if (is(closing) || (is(TOKEN_COMMA) && (peek(1).kind == closing || peek(1).kind == TOKEN_DOUBLESTAR))) {
                // A lambda's complaint points at the token read last, a function's at the star.
                if (in_lambda) first = is(closing) ? now() : peek(1);
                return complain("named arguments must follow bare *");
            } else if (!is(TOKEN_COMMA)) {
                return false;
            }
            (double_star ? mapping : star) = true;
        } else if (is(TOKEN_LPAR)) {
            advance();
            std::size_t names = 0;
            while (take(TOKEN_NAME) && ++names && take(TOKEN_COMMA)) {
            }
            if (!is(TOKEN_RPAR) || names == 0 || defaults || star || slash) return false;
            say(in_lambda ? "Lambda expression parameters cannot be parenthesized" : "Function parameters cannot be parenthesized",
                start_of(first), lexer::end_of(state_.source, now()));
            return false;
        } else if (take(TOKEN_NAME)) {
            any = true;
            if (!in_lambda && take(TOKEN_COLON) && !expression().node) return false;
            if (is(TOKEN_EQUAL)) {
                Token equal = now();
                advance();
                if (is(TOKEN_COMMA) || is(closing)) {
                    say_of(equal, "expected default value expression");
                    return false;
                }
                if (!expression().node) return false;
                if (!star) defaults = true;
            } else if (defaults && !star && (is(TOKEN_COMMA) || is(closing))) {
                say("non-default argument follows default argument", start_of(first), last_end());
                return false;
            }
        } else {
            return false;
        }
        if (found()) return false;
        if (!take(TOKEN_COMMA)) break;
    }
    return !found() && is(closing);
}

}  // namespace minipy::parser
