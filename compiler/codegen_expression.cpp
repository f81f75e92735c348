// SPDX-License-Identifier: MIT
// Operators, displays, f-strings, attributes, items, yield and await.
// CPython: Python/compile.c (compiler_visit_expr1). Next: codegen_call.cpp.
#include "compiler/codegen.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy::compiler {

using enum Opcode;

// ---------------------------------------------------------------- operators

Result<void> Generator::visit(ast::Constant& node) {
    emit_constant(node.value);
    return {};
}

Result<void> Generator::visit(ast::BoolOp& node) {
    Opcode jump = node.op == ast::BoolOperator::And ? JUMP_IF_FALSE_OR_POP : JUMP_IF_TRUE_OR_POP;
    Block* end = new_block();
    for (std::size_t index = 0; index + 1 < node.values.size(); ++index) {
        TRY(expression(node.values[index]));
        emit_jump(jump, end);
    }
    TRY(expression(node.values.back()));
    use(end);
    return {};
}

Result<void> Generator::visit(ast::NamedExpr& node) {
    TRY(expression(node.value));
    emit(COPY, 1);
    return expression(node.target);
}

Result<void> Generator::visit(ast::BinOp& node) {
    TRY(expression(node.left));
    TRY(expression(node.right));
    emit_binary(node.op);
    return {};
}

Result<void> Generator::visit(ast::UnaryOp& node) {
    TRY(expression(node.operand));
    switch (node.op) {
        case ast::UnaryOperator::Invert: emit(UNARY_INVERT); break;
        case ast::UnaryOperator::Not: emit(UNARY_NOT); break;
        case ast::UnaryOperator::UAdd: emit(UNARY_POSITIVE); break;
        case ast::UnaryOperator::USub: emit(UNARY_NEGATIVE); break;
    }
    return {};
}

Result<void> Generator::visit(ast::IfExp& node) {
    Block *end = new_block(), *otherwise = new_block();
    TRY(jump_if_false(node.test, otherwise));
    TRY(expression(node.body));
    emit_jump_without_line(JUMP, end);
    use(otherwise);
    TRY(expression(node.orelse));
    use(end);
    return {};
}

// `a < b < c`: every operand is evaluated once. Leaves the last comparison on the stack; where an earlier one is false,
// goes to `cleanup` by `jump` with the next operand still under what the jump leaves.
Result<void> Generator::chained_compare(ast::Compare& node, Block* cleanup, Opcode jump) {
    TRY(expression(node.left));
    for (std::size_t index = 0; index + 1 < node.ops.size(); ++index) {
        TRY(expression(node.comparators[index]));
        emit(SWAP, 2);
        emit(COPY, 2);
        emit_compare(node.ops[index]);
        emit_jump(jump, cleanup);
    }
    TRY(expression(node.comparators.back()));
    emit_compare(node.ops.back());
    return {};
}

Result<void> Generator::visit(ast::Compare& node) {
    TRY(warn_compare(node));
    if (node.ops.size() == 1) return chained_compare(node, nullptr, NOP);
    Block* cleanup = new_block();
    TRY(chained_compare(node, cleanup, JUMP_IF_FALSE_OR_POP));
    Block* end = new_block();
    emit_jump_without_line(JUMP, end);
    use(cleanup);
    emit(SWAP, 2);
    emit(POP_TOP);
    use(end);
    return {};
}

// ---------------------------------------------------------------- attributes and items

Result<void> Generator::visit(ast::Attribute& node) {
    TRY(expression(node.value));
    move_to_attribute(node);
    switch (node.ctx) {
        case ast::ExprContext::Load: emit_name(LOAD_ATTR, node.attr); break;
        case ast::ExprContext::Store:
            TRY(check_forbidden(node.attr, node.ctx));
            emit_name(STORE_ATTR, node.attr);
            break;
        case ast::ExprContext::Del: emit_name(DELETE_ATTR, node.attr); break;
    }
    return {};
}

Result<void> Generator::visit(ast::Subscript& node) {
    if (node.ctx == ast::ExprContext::Load) TRY(warn_subscript(node.value, node.slice));
    TRY(expression(node.value));
    TRY(expression(node.slice));
    switch (node.ctx) {
        case ast::ExprContext::Load: emit(BINARY_SUBSCR); break;
        case ast::ExprContext::Store: emit(STORE_SUBSCR); break;
        case ast::ExprContext::Del: emit(DELETE_SUBSCR); break;
    }
    return {};
}

Result<void> Generator::visit(ast::Slice& node) {
    TRY(optional_or_none(node.lower));
    TRY(optional_or_none(node.upper));
    if (node.step != nullptr) TRY(expression(node.step));
    emit(BUILD_SLICE, node.step != nullptr ? 3 : 2);
    return {};
}

Result<void> Generator::visit(ast::Starred& node) {
    if (node.ctx == ast::ExprContext::Store) return error("starred assignment target must be in a list or tuple");
    return error("can't use starred expression here");
}

// ---------------------------------------------------------------- displays

Result<Tuple> Generator::constants_of(Expressions nodes) {
    std::vector<Object*> items;
    for (ast::ExprNode* node : nodes) items.push_back(static_cast<ast::Constant*>(node)->value);
    return Tuple::copy(items);
}

static bool all_constant(ast::Array<ast::ExprNode*> nodes) {
    for (ast::ExprNode* node : nodes) {
        if (!ast::is<ast::Constant>(node)) return false;
    }
    return true;
}

static bool any_starred(ast::Array<ast::ExprNode*> nodes) {
    for (ast::ExprNode* node : nodes) {
        if (ast::is<ast::Starred>(node)) return true;
    }
    return false;
}

// Three or more constants are one constant, which the display copies.
Result<bool> Generator::constant_display(Expressions elements, int pushed, const DisplayOpcodes& opcodes) {
    if (elements.size() <= 2 || !all_constant(elements)) return false;
    Ref<Object> items = TRY(constants_of(elements));
    if (opcodes.tuple && pushed == 0) {
        emit_constant(std::move(items));
        return true;
    }
    if (opcodes.add == SET_ADD) items = TRY(FrozenSet::from_iterable(items.get()));
    emit(opcodes.build, pushed);
    emit_constant(std::move(items));
    emit(opcodes.extend, 1);
    if (opcodes.tuple) emit(LIST_TO_TUPLE);
    return true;
}

// Builds a container of `pushed` items on the stack and the elements. A star, or too many elements for the stack: the
// container is made early and grows.
Result<void> Generator::display(Expressions elements, int pushed, const DisplayOpcodes& opcodes) {
    if (TRY(constant_display(elements, pushed, opcodes))) return {};
    int count = static_cast<int>(elements.size());
    bool built = static_cast<std::size_t>(count) + static_cast<std::size_t>(pushed) > stack_use_guideline;
    if (!built && !any_starred(elements)) {
        TRY(expressions(elements));
        emit(opcodes.tuple ? BUILD_TUPLE : opcodes.build, count + pushed);
        return {};
    }
    if (built) emit(opcodes.build, pushed);
    for (int index = 0; index < count; ++index) {
        ast::ExprNode* element = elements[static_cast<std::size_t>(index)];
        auto* starred = ast::as<ast::Starred>(element);
        if (starred != nullptr && !built) {
            emit(opcodes.build, index + pushed);
            built = true;
        }
        TRY(expression(starred != nullptr ? starred->value : element));
        if (built) emit(starred != nullptr ? opcodes.extend : opcodes.add, 1);
    }
    if (opcodes.tuple) emit(LIST_TO_TUPLE);
    return {};
}

// Spreads the value on the stack over assignment targets.
Result<void> Generator::unpack(Expressions targets) {
    constexpr int most_before = 255, most_after = 0x7FFFFF;
    int count = static_cast<int>(targets.size());
    bool seen_star = false;
    for (int index = 0; index < count; ++index) {
        if (!ast::is<ast::Starred>(targets[static_cast<std::size_t>(index)])) continue;
        if (seen_star) return error("multiple starred expressions in assignment");
        int after = count - index - 1;
        if (index > most_before || after >= most_after) {
            return error("too many expressions in star-unpacking assignment");
        }
        emit(UNPACK_EX, index + (after << 8));
        seen_star = true;
    }
    if (!seen_star) emit(UNPACK_SEQUENCE, count);
    for (ast::ExprNode* target : targets) {
        auto* starred = ast::as<ast::Starred>(target);
        TRY(expression(starred != nullptr ? starred->value : target));
    }
    return {};
}

Result<void> Generator::visit(ast::List& node) {
    if (node.ctx == ast::ExprContext::Store) return unpack(node.elts);
    if (node.ctx == ast::ExprContext::Del) return expressions(node.elts);
    return display(node.elts, 0, {BUILD_LIST, LIST_APPEND, LIST_EXTEND, false});
}

Result<void> Generator::visit(ast::Tuple& node) {
    if (node.ctx == ast::ExprContext::Store) return unpack(node.elts);
    if (node.ctx == ast::ExprContext::Del) return expressions(node.elts);
    return display(node.elts, 0, {BUILD_LIST, LIST_APPEND, LIST_EXTEND, true});
}

Result<void> Generator::visit(ast::Set& node) { return display(node.elts, 0, {BUILD_SET, SET_ADD, SET_UPDATE, false}); }

// Pairs [begin, end) of a dict display, none of them `**`.
Result<void> Generator::dict_group(ast::Dict& node, std::size_t begin, std::size_t end) {
    auto count = static_cast<std::uint32_t>(end - begin);
    bool big = count * 2 > stack_use_guideline;
    Expressions keys{node.keys.items + begin, count};
    if (count > 1 && !big && all_constant(keys)) {
        for (std::size_t index = begin; index < end; ++index) TRY(expression(node.values[index]));
        emit_constant(Ref<Object>(TRY(constants_of(keys))));
        emit(BUILD_CONST_KEY_MAP, static_cast<int>(count));
        return {};
    }
    if (big) emit(BUILD_MAP, 0);
    for (std::size_t index = begin; index < end; ++index) {
        TRY(expression(node.keys[index]));
        TRY(expression(node.values[index]));
        if (big) emit(MAP_ADD, 1);
    }
    if (!big) emit(BUILD_MAP, static_cast<int>(count));
    return {};
}

Result<void> Generator::visit(ast::Dict& node) {
    bool have_dict = false;
    std::size_t waiting = 0;  // pairs before `index` that are not in the dict yet
    auto flush = [&](std::size_t end) -> Result<void> {
        TRY(dict_group(node, end - waiting, end));
        if (have_dict) emit(DICT_UPDATE, 1);
        have_dict = true;
        waiting = 0;
        return {};
    };
    for (std::size_t index = 0; index < node.values.size(); ++index) {
        if (node.keys[index] != nullptr) {
            bool full = waiting++ * 2 > stack_use_guideline;
            if (full) TRY(flush(index + 1));
            continue;
        }
        if (waiting > 0) TRY(flush(index));
        if (!have_dict) emit(BUILD_MAP, 0);
        have_dict = true;
        TRY(expression(node.values[index]));
        emit(DICT_UPDATE, 1);
    }
    if (waiting > 0) TRY(flush(node.values.size()));
    if (!have_dict) emit(BUILD_MAP, 0);
    return {};
}

// ---------------------------------------------------------------- f-strings

Result<void> Generator::visit(ast::FormattedValue& node) {
    constexpr int has_spec = 4;
    TRY(expression(node.value));
    int operand = 0;
    switch (node.conversion) {
        case 's': operand = 1; break;
        case 'r': operand = 2; break;
        case 'a': operand = 3; break;
        case -1: break;
        default: return raise(SystemError, "Unrecognized conversion character {}", node.conversion);
    }
    if (node.format_spec != nullptr) {
        TRY(expression(node.format_spec));
        operand |= has_spec;
    }
    emit(FORMAT_VALUE, operand);
    return {};
}

Result<void> Generator::visit(ast::JoinedStr& node) {
    if (node.values.size() > stack_use_guideline) {  // "".join([…])
        emit_constant(static_cast<Object*>(names::empty));
        emit_name(LOAD_METHOD, names::join);
        emit(BUILD_LIST, 0);
        for (ast::ExprNode* value : node.values) {
            TRY(expression(value));
            emit(LIST_APPEND, 1);
        }
        emit_call(1);
        return {};
    }
    TRY(expressions(node.values));
    if (node.values.size() != 1) emit(BUILD_STRING, static_cast<int>(node.values.size()));
    return {};
}

// ---------------------------------------------------------------- generators and coroutines

Result<void> Generator::visit(ast::Yield& node) {
    if (!unit_->scope->is_function()) return error("'yield' outside function");
    TRY(optional_or_none(node.value));
    emit_yield();
    return {};
}

Result<void> Generator::visit(ast::YieldFrom& node) {
    if (!unit_->scope->is_function()) return error("'yield' outside function");
    if (unit_->kind == UnitKind::async_function) return error("'yield from' inside async function");
    TRY(expression(node.value));
    emit(GET_YIELD_FROM_ITER);
    emit_none();
    emit_delegation(Delegation::yield_from);
    return {};
}

Result<void> Generator::visit(ast::Await& node) {
    if (!top_level_await()) {
        if (!unit_->scope->is_function()) return error("'await' outside function");
        if (unit_->kind != UnitKind::async_function && unit_->kind != UnitKind::comprehension) {
            return error("'await' outside async function");
        }
    }
    TRY(expression(node.value));
    emit_await(0);
    return {};
}

}  // namespace minipy::compiler
