// SPDX-License-Identifier: MIT
// try, except, except*, finally. SETUP_… and POP_BLOCK mark which handler is in charge of which instructions; they
// leave no instruction behind, only rows of the exception table (exception_targets.cpp).
//
// A handler finds on the stack: [lasti] exception. PUSH_EXC_INFO makes it: [lasti] previous exception.
// A finally body is written twice: on the way out, and in the handler.
//
// CPython: Python/compile.c (compiler_try_except, compiler_try_finally). Next: codegen_with.cpp.
#include "compiler/codegen.hpp"
#include "runtime/kernel/singletons.hpp"

namespace minipy::compiler {

using enum Opcode;

// An exception inside a handler arrives here: forget the handled one, go on with the new one.
void Generator::reraise_at(Block* cleanup) {
    use(cleanup);
    emit(COPY, 3);
    emit(POP_EXCEPT);
    emit(RERAISE, 1);
}

// Stack: [lasti] exception. What goes wrong in the handler itself is dealt with at `cleanup`.
void Generator::begin_handler(Block* cleanup) {
    emit_jump(SETUP_CLEANUP, cleanup);
    emit(PUSH_EXC_INFO);
}

// The body of a try statement that has except clauses, which stand at `handlers`.
Result<void> Generator::guarded_body(Statements body, Block* inside, Block* handlers) {
    emit_jump(SETUP_FINALLY, handlers);
    use(inside);
    TRY(push_region({RegionKind::try_except, inside, nullptr, {}}));
    TRY(statements(body));
    pop_region();
    emit_without_line(POP_BLOCK);
    return {};
}

// Their common beginning, where the exception of the body arrives.
Result<void> Generator::begin_except_clauses(Block* handlers, Block* cleanup, RegionKind kind) {
    use(handlers);
    clear_location();
    begin_handler(cleanup);
    return push_region({kind, nullptr, nullptr, {}});
}

// The statements of one clause. While they run, its name is bound and a handler behind `inside` unbinds it.
Result<void> Generator::except_body(ast::ExceptHandler& handler, Block* inside) {
    use(inside);
    TRY(push_region({RegionKind::handler_cleanup, inside, nullptr, {}, nullptr, handler.name}));
    TRY(statements(handler.body));
    pop_region();
    clear_location();
    emit(POP_BLOCK);
    return {};
}

// name = None; del name — the name may have been deleted already.
Result<void> Generator::unbind_handler_name(Str* name) {
    if (name == nullptr) return {};
    emit_none();
    TRY(store_name(name));
    return name_operation(name, ast::ExprContext::Del);
}

template <class TryNode>
Result<void> Generator::try_finally(TryNode& node, Result<void> (Generator::*excepts)(TryNode&)) {
    Block *inside = new_block(), *handler = new_block(), *exit = new_block(), *cleanup = new_block();
    emit_jump(SETUP_FINALLY, handler);
    use(inside);
    TRY(push_region({RegionKind::finally_try, inside, handler, node.finalbody}));
    TRY(node.handlers.empty() ? statements(node.body) : (this->*excepts)(node));
    emit_without_line(POP_BLOCK);
    pop_region();
    TRY(statements(node.finalbody));
    emit_jump_without_line(JUMP, exit);
    use(handler);
    TRY(push_region({RegionKind::finally_end, handler, nullptr, {}}));
    clear_location();
    begin_handler(cleanup);
    TRY(statements(node.finalbody));
    emit(RERAISE, 0);
    pop_region();
    reraise_at(cleanup);
    use(exit);
    return {};
}

Result<void> Generator::visit(ast::Try& node) {
    return node.finalbody.empty() ? try_except(node) : try_finally(node, &Generator::try_except);
}

Result<void> Generator::visit(ast::TryStar& node) {
    return node.finalbody.empty() ? try_star_except(node) : try_finally(node, &Generator::try_star_except);
}

// ---------------------------------------------------------------- except

Result<void> Generator::try_except(ast::Try& node) {
    Block *inside = new_block(), *handlers = new_block(), *end = new_block(), *cleanup = new_block();
    TRY(guarded_body(node.body, inside, handlers));
    TRY(statements(node.orelse));
    emit_jump_without_line(JUMP, end);
    TRY(begin_except_clauses(handlers, cleanup, RegionKind::exception_handler));
    for (ast::HandlerNode* each : node.handlers) {
        auto& handler = *static_cast<ast::ExceptHandler*>(each);
        set_location(&handler);
        if (handler.type == nullptr && each != node.handlers.back()) return error("default 'except:' must be last");
        TRY(except_handler(handler, end));
    }
    pop_region();
    clear_location();
    emit(RERAISE, 0);
    reraise_at(cleanup);
    use(end);
    return {};
}

// Falls through to the next handler if the exception is none of ours.
Result<void> Generator::except_handler(ast::ExceptHandler& handler, Block* end) {
    Block* next = new_block();
    if (handler.type != nullptr) {
        TRY(expression(handler.type));
        emit(CHECK_EXC_MATCH);
        emit_jump(POP_JUMP_IF_FALSE, next);
    }
    Block* unbind = handler.name != nullptr ? new_block() : nullptr;
    Block* inside = new_block();
    if (handler.name != nullptr) {
        TRY(store_name(handler.name));
        emit_jump(SETUP_CLEANUP, unbind);
    } else {
        emit(POP_TOP);
    }
    TRY(except_body(handler, inside));
    if (handler.name != nullptr) emit(POP_BLOCK);
    emit(POP_EXCEPT);
    TRY(unbind_handler_name(handler.name));
    emit_jump(JUMP, end);
    if (handler.name != nullptr) {
        use(unbind);
        clear_location();
        TRY(unbind_handler_name(handler.name));
        emit(RERAISE, 1);
    }
    use(next);
    return {};
}

// ---------------------------------------------------------------- except*

// Stack in the handlers: previous, original group, list of what the handlers raised, what is not handled yet.
Result<void> Generator::try_star_except(ast::TryStar& node) {
    Block *inside = new_block(), *handlers = new_block(), *otherwise = new_block(), *end = new_block();
    Block *cleanup = new_block(), *reraise_rest = new_block();
    TRY(guarded_body(node.body, inside, handlers));
    emit_jump_without_line(JUMP, otherwise);
    TRY(begin_except_clauses(handlers, cleanup, RegionKind::exception_group_handler));
    for (ast::HandlerNode* each : node.handlers) {
        auto& handler = *static_cast<ast::ExceptHandler*>(each);
        set_location(&handler);
        bool is_last = each == node.handlers.back();
        Block* next = new_block();
        TRY(except_star_handler(handler, each == node.handlers.front(), next));
        use(next);
        if (is_last) {
            emit(LIST_APPEND, 1);
            emit_jump(JUMP, reraise_rest);
        }
    }
    pop_region();
    clear_location();
    Block* reraise = new_block();
    use(reraise_rest);
    emit(PREP_RERAISE_STAR);
    emit(COPY, 1);
    emit_jump(POP_JUMP_IF_NOT_NONE, reraise);
    emit(POP_TOP);
    emit(POP_BLOCK);
    emit(POP_EXCEPT);
    emit_jump(JUMP, end);
    use(reraise);
    emit(POP_BLOCK);
    emit(SWAP, 2);
    emit(POP_EXCEPT);
    emit(RERAISE, 0);
    reraise_at(cleanup);
    use(otherwise);
    TRY(statements(node.orelse));
    use(end);
    return {};
}

Result<void> Generator::except_star_handler(ast::ExceptHandler& handler, bool is_first, Block* next) {
    Block* matched = new_block();
    if (is_first) {
        emit(COPY, 1);
        emit(BUILD_LIST, 0);
        emit(SWAP, 2);
    }
    if (handler.type != nullptr) {
        TRY(expression(handler.type));
        emit(CHECK_EG_MATCH);
        emit(COPY, 1);
        emit_jump(POP_JUMP_IF_NOT_NONE, matched);
        emit(POP_TOP);
        emit_jump(JUMP, next);
    }
    use(matched);
    Block *unbind = new_block(), *inside = new_block();
    if (handler.name != nullptr) {
        TRY(store_name(handler.name));
    } else {
        emit(POP_TOP);
    }
    emit_jump(SETUP_CLEANUP, unbind);
    TRY(except_body(handler, inside));
    TRY(unbind_handler_name(handler.name));
    emit_jump(JUMP, next);
    use(unbind);
    TRY(unbind_handler_name(handler.name));
    emit(LIST_APPEND, 3);
    emit(POP_TOP);
    emit_jump(JUMP, next);
    return {};
}

}  // namespace minipy::compiler
