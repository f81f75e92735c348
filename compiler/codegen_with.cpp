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
    use(cleanup);
    reraise_from_cleanup();
    use(suppress);
    emit(POP_TOP);
    emit(POP_BLOCK);
    emit(POP_EXCEPT);
    emit(POP_TOP);
    emit(POP_TOP);
}

// What __enter__ gave is bound; then come the other items, or the body.
template <class WithNode>
Result<void> Generator::with_body(WithNode& node, std::size_t index,
                                  Result<void> (Generator::*next)(WithNode&, std::size_t)) {
    ast::ExprNode* target = node.items[index]->optional_vars;
    if (target != nullptr) {
        TRY(expression(target));
    } else {
        emit(POP_TOP);
    }
    TRY(index + 1 == node.items.size() ? statements(node.body) : (this->*next)(node, index + 1));
    pop_region();
    if constexpr (std::is_same_v<WithNode, ast::With>) clear_location();
    emit(POP_BLOCK);
    set_location(&node);
    return {};
}

Result<void> Generator::with(ast::With& node, std::size_t index) {
    Block *inside = new_block(), *handler = new_block(), *exit = new_block(), *cleanup = new_block();
    TRY(expression(node.items[index]->context_expr));
    emit(BEFORE_WITH);
    emit_jump(SETUP_WITH, handler);
    use(inside);
    TRY(push_region({RegionKind::with, inside, handler, {}, &node}));
    TRY(with_body(node, index, &Generator::with));
    call_exit_with_nones();
    emit(POP_TOP);
    emit_jump(JUMP, exit);
    use(handler);
    emit_jump(SETUP_CLEANUP, cleanup);
    emit(PUSH_EXC_INFO);
    emit(WITH_EXCEPT_START);
    finish_with_exception(cleanup);
    use(exit);
    return {};
}

Result<void> Generator::async_with(ast::AsyncWith& node, std::size_t index) {
    if (top_level_await()) {
        unit_->scope->coroutine = true;
    } else if (unit_->kind != UnitKind::async_function) {
        return error("'async with' outside async function");
    }
    Block *inside = new_block(), *handler = new_block(), *exit = new_block(), *cleanup = new_block();
    TRY(expression(node.items[index]->context_expr));
    emit(BEFORE_ASYNC_WITH);
    emit_await(enter_is_to_blame);
    emit_jump(SETUP_WITH, handler);
    use(inside);
    TRY(push_region({RegionKind::async_with, inside, handler, {}, &node}));
    TRY(with_body(node, index, &Generator::async_with));
    call_exit_with_nones();
    emit_await(exit_is_to_blame);
    emit(POP_TOP);
    emit_jump(JUMP, exit);
    use(handler);
    emit_jump(SETUP_CLEANUP, cleanup);
    emit(PUSH_EXC_INFO);
    emit(WITH_EXCEPT_START);
    emit_await(exit_is_to_blame);
    finish_with_exception(cleanup);
    use(exit);
    return {};
}

}  // namespace minipy::compiler
