// SPDX-License-Identifier: MIT
// with and async with. __exit__ is called with three Nones on the normal way out, by WITH_EXCEPT_START in the handler;
// a true result there swallows the exception.
// CPython: Python/compile.c (compiler_with, compiler_async_with). Next: codegen_match.cpp.
#include <type_traits>

#include "compiler/codegen.hpp"

namespace minipy::compiler {

using enum Opcode;

// Stack: exit. GET_AWAITABLE's operand, for async: who is to blame if the result cannot be awaited.
static constexpr int enter_is_to_blame = 1, exit_is_to_blame = 2;

void Generator::call_exit_with_nones() {
    emit_none();
    emit_none();
    emit_none();
    emit_call(2);
}

// Stack: exit, lasti, previous, exception, result of exit.
void Generator::finish_with_exception(Block* cleanup) {
    clear_location();
    Block* suppress = new_block();
    emit_jump(POP_JUMP_IF_TRUE, suppress);
    emit(RERAISE, 2);
    reraise_at(cleanup);
    use(suppress);
    emit(POP_TOP);
    emit(POP_BLOCK);
    emit(POP_EXCEPT);
    emit(POP_TOP);
    emit(POP_TOP);
}

template <class WithNode>
Result<void> Generator::with(WithNode& node, std::size_t index) {
    constexpr bool is_async = std::is_same_v<WithNode, ast::AsyncWith>;
    if (is_async && top_level_await()) {
        unit_->scope->coroutine = true;
    } else if (is_async && unit_->kind != UnitKind::async_function) {
        return error("'async with' outside async function");
    }
    Block *inside = new_block(), *handler = new_block(), *exit = new_block(), *cleanup = new_block();
    TRY(expression(node.items[index]->context_expr));
    emit(is_async ? BEFORE_ASYNC_WITH : BEFORE_WITH);
    if (is_async) emit_await(enter_is_to_blame);
    emit_jump(SETUP_WITH, handler);
    use(inside);
    TRY(push_region({is_async ? RegionKind::async_with : RegionKind::with, inside, handler, {}, &node}));
    TRY(with_body(node, index));
    pop_region();
    if (!is_async) clear_location();
    emit(POP_BLOCK);
    set_location(&node);
    call_exit_with_nones();
    if (is_async) emit_await(exit_is_to_blame);
    emit(POP_TOP);
    emit_jump(JUMP, exit);
    use(handler);
    begin_handler(cleanup);
    emit(WITH_EXCEPT_START);
    if (is_async) emit_await(exit_is_to_blame);
    finish_with_exception(cleanup);
    use(exit);
    return {};
}

// What __enter__ gave is bound; then come the other items, or the body.
template <class WithNode>
Result<void> Generator::with_body(WithNode& node, std::size_t index) {
    ast::ExprNode* target = node.items[index]->optional_vars;
    if (target != nullptr) {
        TRY(expression(target));
    } else {
        emit(POP_TOP);
    }
    return index + 1 == node.items.size() ? statements(node.body) : with(node, index + 1);
}

Result<void> Generator::visit(ast::With& node) { return with(node, 0); }

Result<void> Generator::visit(ast::AsyncWith& node) { return with(node, 0); }

}  // namespace minipy::compiler
