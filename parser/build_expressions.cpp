// SPDX-License-Identifier: MIT
//
// Expressions: atoms, displays, primaries, operators.
//
// `a or b or c` and `a < b < c` are one node each: the grammar reduces from the left, and the node made for the first
// two operands is extended by the third, unless parentheses made it an operand in its own right.
//
// CPython: Parser/action_helpers.c. Next: parser/strings.cpp, parser/build_functions.cpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

ast::Span Builder::span_of(const Token& token) const {
    lexer::Span span = lexer::span_of(source_, token);
    return {static_cast<int>(span.start.line), static_cast<int>(span.start.column), static_cast<int>(span.end.line),
            static_cast<int>(span.end.column)};
}

// ---------------------------------------------------------------- atoms

Located Builder::name(Token token) {
    return {arena_.make<Name>(span_of(token), identifier(token), ExprContext::Load), start_of(token)};
}

// CPython knows only the line by then.
void Builder::too_many_digits(const Token& token) {
    std::string message =
        take_message() + " - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.";
    if (failed_) return;
    int line = static_cast<int>(token.line);
    fail(Diagnostic{ErrorKind::syntax_error, std::move(message), line, 0, line, 0});
    state_.tentative = false;
}

Located Builder::number(Token token) {
    lexer::NumberLiteral literal = lexer::split_number(lexer::text_of(source_, token));
    Object* value = nullptr;
    switch (literal.kind) {
        case lexer::NumberKind::integer: value = make_integer(arena_, literal.digits, literal.base); break;
        case lexer::NumberKind::float_: value = make_float(arena_, literal.digits); break;
        case lexer::NumberKind::imaginary: value = make_imaginary(arena_, literal.digits); break;
    }
    if (!value) {
        value = constant_none();
        too_many_digits(token);
    }
    return {arena_.make<Constant>(span_of(token), value, static_cast<Str*>(nullptr)), start_of(token)};
}

Located Builder::constant(Token token) {
    Object* value = token.kind == TOKEN_NONE    ? constant_none()
                    : token.kind == TOKEN_TRUE  ? constant_true()
                    : token.kind == TOKEN_FALSE ? constant_false()
                                                : constant_ellipsis();
    return {arena_.make<Constant>(span_of(token), value, static_cast<Str*>(nullptr)), start_of(token)};
}

// ---------------------------------------------------------------- parentheses and displays

Located Builder::group(Token open, Located inner) {
    if (is<Starred>(inner.node)) fail(inner.node->span, "cannot use starred expression here");
    return {inner.node, start_of(open)};
}

Located Builder::tuple_display(Token open, Items<ExprNode*> items) {
    return make<Tuple>(start_of(open), Array<ExprNode*>(items), ExprContext::Load);
}

Located Builder::list_display(Token open, Items<ExprNode*> items) {
    return make<ast::List>(start_of(open), Array<ExprNode*>(items), ExprContext::Load);
}

Located Builder::set_display(Token open, Items<ExprNode*> items) {
    return make<Set>(start_of(open), Array<ExprNode*>(items));
}

Located Builder::dict_display(Token open, Items<DictItem> items) {
    Array<ExprNode*> keys = arena_.array<ExprNode*>(items.count);
    Array<ExprNode*> values = arena_.array<ExprNode*>(items.count);
    for (std::uint32_t i = 0; i < items.count; ++i) {
        keys[i] = items.items[i].key;
        values[i] = items.items[i].value;
    }
    return make<Dict>(start_of(open), keys, values);
}

Located Builder::generator(Token open, Located element, Items<Comprehension*> clauses) {
    if (is<Starred>(element.node)) fail(element.node->span, "iterable unpacking cannot be used in comprehension");
    return make<GeneratorExp>(start_of(open), element.node, Array<Comprehension*>(clauses));
}

Located Builder::list_comprehension(Token open, Located element, Items<Comprehension*> clauses) {
    if (is<Starred>(element.node)) fail(element.node->span, "iterable unpacking cannot be used in comprehension");
    return make<ListComp>(start_of(open), element.node, Array<Comprehension*>(clauses));
}

Located Builder::set_comprehension(Token open, Located element, Items<Comprehension*> clauses) {
    if (is<Starred>(element.node)) fail(element.node->span, "iterable unpacking cannot be used in comprehension");
    return make<SetComp>(start_of(open), element.node, Array<Comprehension*>(clauses));
}

Located Builder::dict_comprehension(Token open, DictItem item, Items<Comprehension*> clauses) {
    if (!item.key) {
        Position stars = source_.position(item.stars);
        auto column = static_cast<int>(stars.column);
        auto line = static_cast<int>(stars.line);
        fail({line, column, line, column + 2}, "dict unpacking cannot be used in dict comprehension");
    }
    return make<DictComp>(start_of(open), item.key, item.value, Array<Comprehension*>(clauses));
}

Comprehension* Builder::comprehension(Located target, Located iterable, Items<ExprNode*> conditions,
                                      ComprehensionKind kind) {
    make_target(target, TargetUse::for_);
    return arena_.make<Comprehension>(target.node, iterable.node, Array<ExprNode*>(conditions),
                                      static_cast<int>(kind == ComprehensionKind::async));
}

// ---------------------------------------------------------------- tuples without parentheses, stars

Located Builder::tuple(Sequence sequence) {
    return make<Tuple>(sequence.start, Array<ExprNode*>(sequence.items), ExprContext::Load);
}

Located Builder::tuple(Sequence sequence, Located last) {
    append(sequence.items, last.node);
    return tuple(sequence);
}

Located Builder::starred(Token star, Located value) {
    return make<Starred>(start_of(star), value.node, ExprContext::Load);
}

// ---------------------------------------------------------------- primaries

Located Builder::attribute(Located value, Token name) {
    return make<Attribute>(value.start, value.node, identifier(name), ExprContext::Load);
}

Located Builder::subscript(Located value, Located index) {
    return make<Subscript>(value.start, value.node, index.node, ExprContext::Load);
}

// `x[*a]` subscripts with a tuple of one, `x[a]` with a.
Located Builder::single_subscript(Located index) { return is<Starred>(index.node) ? tuple(sequence(index)) : index; }

Located Builder::slice(Token colon, Located lower, Located upper, Located step) {
    return make<Slice>(lower.node ? lower.start : start_of(colon), lower.node, upper.node, step.node);
}

// ---------------------------------------------------------------- operators

Located Builder::unary(Token token, UnaryOperator op, Located operand) {
    return make<UnaryOp>(start_of(token), op, operand.node);
}

Located Builder::binary(Located left, Operator op, Located right) {
    return make<BinOp>(left.start, left.node, op, right.node);
}

Located Builder::boolean(Located left, BoolOperator op, Located right) {
    BoolOp* chain = as<BoolOp>(left.node);
    if (!chain || chain->op != op || in_parentheses(left)) {
        Array<ExprNode*> values = arena_.array<ExprNode*>(2);
        values[0] = left.node;
        values[1] = right.node;
        return make<BoolOp>(left.start, op, values);
    }
    extend(chain->values, right.node);
    chain->span = span_from(left.start);
    return left;
}

Located Builder::compare(Located left, CompareOperator op, Located right) {
    Array<CompareOperator> ops = arena_.array<CompareOperator>(1);
    Array<ExprNode*> operands = arena_.array<ExprNode*>(1);
    ops[0] = op;
    operands[0] = right.node;
    return make<Compare>(left.start, left.node, ops, operands);
}

Located Builder::compare_further(Located left, CompareOperator op, Located right) {
    auto* chain = as<Compare>(left.node);
    extend(chain->ops, op);
    extend(chain->comparators, right.node);
    chain->span = span_from(left.start);
    return left;
}

CompareOperator Builder::not_equal(Token token) {
    bool is_old = lexer::text_of(source_, token) == "<>";
    if (is_old && !state_.barry_as_bdfl) fail(span_of(token), "invalid syntax");
    if (!is_old && state_.barry_as_bdfl) fail(span_of(token), "with Barry as BDFL, use '<>' instead of '!='");
    return CompareOperator::NotEq;
}

Located Builder::conditional(Located value, Located condition, Located otherwise) {
    return make<IfExp>(value.start, condition.node, value.node, otherwise.node);
}

Located Builder::named(Located target, Token, Located value) {
    auto* name = as<Name>(target.node);
    if (!name || in_parentheses(target)) {
        fail(target.node->span, fmt::format("cannot use assignment expressions with {}", expression_name(target.node)));
        return value;
    }
    name->ctx = ExprContext::Store;
    return make<NamedExpr>(target.start, target.node, value.node);
}

Located Builder::await(Token token, Located value) { return make<Await>(start_of(token), value.node); }
Located Builder::yield(Token token, Located value) { return make<Yield>(start_of(token), value.node); }
Located Builder::yield_from(Token token, Located value) { return make<YieldFrom>(start_of(token), value.node); }

}  // namespace minipy::parser
