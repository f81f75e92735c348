// SPDX-License-Identifier: MIT
// Conditions, loops, and the ways out of them: return, break and continue undo the regions they leave.
// CPython: Python/compile.c (compiler_jump_if, compiler_unwind_fblock). Next: codegen_try.cpp.
#include "compiler/codegen.hpp"
#include "runtime/kernel/singletons.hpp"

namespace minipy::compiler {

using enum Opcode;

// ---------------------------------------------------------------- conditions

// Goes to `target` if the condition's truth is `when`. Conditions made of and, or, not become jumps only.
Result<void> Generator::jump_if(ast::ExprNode* condition, Block* target, bool when) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    if (auto* unary = ast::as<ast::UnaryOp>(condition); unary != nullptr && unary->op == ast::UnaryOperator::Not) {
        return jump_if(unary->operand, target, !when);
    }
    if (auto* logic = ast::as<ast::BoolOp>(condition)) {
        bool decides = logic->op == ast::BoolOperator::Or;  // the truth of an operand that settles the whole
        Block* settled = decides == when ? target : new_block();
        for (std::size_t index = 0; index + 1 < logic->values.size(); ++index) {
            TRY(jump_if(logic->values[index], settled, decides));
        }
        TRY(jump_if(logic->values.back(), target, when));
        if (settled != target) use(settled);
        return {};
    }
    if (auto* choice = ast::as<ast::IfExp>(condition)) {
        Block *end = new_block(), *otherwise = new_block();
        TRY(jump_if_false(choice->test, otherwise));
        TRY(jump_if(choice->body, target, when));
        emit_jump_without_line(JUMP, end);
        use(otherwise);
        TRY(jump_if(choice->orelse, target, when));
        use(end);
        return {};
    }
    if (auto* compare = ast::as<ast::Compare>(condition)) return jump_if_compare(*compare, target, when);
    TRY(expression(condition));
    emit_jump(when ? POP_JUMP_IF_TRUE : POP_JUMP_IF_FALSE, target);
    return {};
}

Result<void> Generator::jump_if_compare(ast::Compare& node, Block* target, bool when) {
    Opcode jump = when ? POP_JUMP_IF_TRUE : POP_JUMP_IF_FALSE;
    set_location(&node);  // and it stays there: what follows the jump belongs to the comparison
    if (node.ops.size() == 1) {
        TRY(expression(&node));
        emit_jump(jump, target);
        return {};
    }
    TRY(warn_compare(node));
    Block* cleanup = new_block();
    TRY(chained_compare(node, cleanup, POP_JUMP_IF_FALSE));
    emit_jump(jump, target);
    Block* end = new_block();
    emit_jump_without_line(JUMP, end);
    use(cleanup);
    emit(POP_TOP);
    if (!when) emit_jump_without_line(JUMP, target);
    use(end);
    return {};
}

Result<void> Generator::visit(ast::If& node) {
    Block* end = new_block();
    Block* next = node.orelse.empty() ? end : new_block();
    TRY(jump_if_false(node.test, next));
    TRY(statements(node.body));
    if (!node.orelse.empty()) {
        emit_jump_without_line(JUMP, end);
        use(next);
        TRY(statements(node.orelse));
    }
    use(end);
    return {};
}

// ---------------------------------------------------------------- loops

// The test is written twice: before the loop, and at its end, where it jumps back.
Result<void> Generator::visit(ast::While& node) {
    Block *loop = new_block(), *start = new_block(), *otherwise = new_block(), *end = new_block();
    use(loop);
    TRY(push_region({RegionKind::while_loop, loop, end, {}}));
    TRY(jump_if_false(node.test, otherwise));
    use(start);
    TRY(statements(node.body));
    set_location(&node);
    TRY(jump_if_true(node.test, start));
    pop_region();
    use(otherwise);
    TRY(statements(node.orelse));
    use(end);
    return {};
}

Result<void> Generator::visit(ast::For& node) {
    Block *start = new_block(), *inside = new_block(), *cleanup = new_block(), *end = new_block();
    TRY(push_region({RegionKind::for_loop, start, end, {}}));
    TRY(expression(node.iter));
    emit(GET_ITER);
    use(start);
    emit_jump(FOR_ITER, cleanup);
    use(inside);
    TRY(expression(node.target));
    TRY(statements(node.body));
    clear_location();
    emit_jump(JUMP, start);
    use(cleanup);
    pop_region();
    TRY(statements(node.orelse));
    use(end);
    return {};
}

// The start of each turn of an asynchronous loop; StopAsyncIteration goes to `except`.
Result<void> Generator::await_next_item(ast::ExprNode* target, Block* except) {
    emit_jump(SETUP_FINALLY, except);
    emit(GET_ANEXT);
    emit_none();
    emit_delegation(Delegation::await);
    emit(POP_BLOCK);
    return expression(target);
}

// A handler waits for the StopAsyncIteration that ends the loop.
Result<void> Generator::visit(ast::AsyncFor& node) {
    if (top_level_await()) {
        unit_->scope->coroutine = true;
    } else if (unit_->kind != UnitKind::async_function) {
        return error("'async for' outside async function");
    }
    Block *start = new_block(), *except = new_block(), *end = new_block();
    TRY(expression(node.iter));
    emit(GET_AITER);
    use(start);
    TRY(push_region({RegionKind::for_loop, start, end, {}}));
    TRY(await_next_item(node.target, except));
    TRY(statements(node.body));
    clear_location();
    emit_jump(JUMP, start);
    pop_region();
    use(except);
    set_location(node.iter);
    emit(END_ASYNC_FOR);
    TRY(statements(node.orelse));
    use(end);
    return {};
}

// ---------------------------------------------------------------- the ways out

// Writes what leaving one region takes. A return value that lies on top must stay there.
Result<void> Generator::unwind(const Region& region, ReturnValue value) {
    bool preserve_top = value == ReturnValue::on_top;
    auto swap_if_preserving = [&] {
        if (preserve_top) emit(SWAP, 2);
    };
    switch (region.kind) {
        case RegionKind::while_loop:
        case RegionKind::exception_handler:
        case RegionKind::exception_group_handler:
        case RegionKind::async_comprehension: break;
        case RegionKind::for_loop:
        case RegionKind::pop_value:
            swap_if_preserving();
            emit(POP_TOP);
            break;
        case RegionKind::try_except: emit(POP_BLOCK); break;
        case RegionKind::finally_try:
            emit(POP_BLOCK);
            if (preserve_top) TRY(push_region({RegionKind::pop_value, nullptr, nullptr, {}}));
            TRY(statements(region.finally_body));
            if (preserve_top) pop_region();
            clear_location();
            break;
        case RegionKind::finally_end:
            swap_if_preserving();
            emit(POP_TOP);
            swap_if_preserving();
            emit(POP_BLOCK);
            emit(POP_EXCEPT);
            break;
        case RegionKind::with:
        case RegionKind::async_with:
            set_location(region.statement);
            emit(POP_BLOCK);
            swap_if_preserving();
            call_exit_with_nones();
            if (region.kind == RegionKind::async_with) emit_await(2);
            emit(POP_TOP);
            clear_location();
            break;
        case RegionKind::handler_cleanup:
            if (region.name != nullptr) emit(POP_BLOCK);
            swap_if_preserving();
            emit(POP_BLOCK);
            emit(POP_EXCEPT);
            if (region.name != nullptr) TRY(unbind_handler_name(region.name));
            break;
    }
    return {};
}

// While a region's clean-up is written it is not in force any more: a `finally` body may itself break out.
Result<void> Generator::unwind_all(ReturnValue value, Region* loop, bool* found_loop) {
    std::vector<Region> taken;
    while (!unit_->regions.empty()) {
        Region top = unit_->regions.back();
        if (top.kind == RegionKind::exception_group_handler) {
            return error("'break', 'continue' and 'return' cannot appear in an except* block");
        }
        if (loop != nullptr && (top.kind == RegionKind::while_loop || top.kind == RegionKind::for_loop)) {
            *loop = top;
            *found_loop = true;
            break;
        }
        unit_->regions.pop_back();
        taken.push_back(top);
        TRY(unwind(top, value));
    }
    while (!taken.empty()) {
        unit_->regions.push_back(taken.back());
        taken.pop_back();
    }
    return {};
}

Result<void> Generator::visit(ast::Return& node) {
    if (!unit_->scope->is_function()) return error("'return' outside function");
    if (node.value != nullptr && unit_->scope->coroutine && unit_->scope->generator) {
        return error("'return' with value in async generator");
    }
    auto* constant = ast::as<ast::Constant>(node.value);
    bool preserve_top = node.value != nullptr && constant == nullptr;
    if (preserve_top) {
        TRY(expression(node.value));
    } else if (node.value != nullptr) {
        set_location(node.value);
        emit(NOP);
    }
    if (node.value == nullptr || node.value->span.lineno != node.span.lineno) {
        set_location(&node);
        emit(NOP);
    }
    TRY(unwind_all(preserve_top ? ReturnValue::on_top : ReturnValue::none, nullptr, nullptr));
    if (!preserve_top) emit_constant(constant == nullptr ? static_cast<Object*>(&None) : constant->value);
    emit(RETURN_VALUE);
    return {};
}

Result<void> Generator::leave_loop(LoopExit exit) {
    bool is_break = exit == LoopExit::break_;
    emit(NOP);
    Region loop{RegionKind::while_loop, nullptr, nullptr, {}};
    bool found = false;
    Location place = unit_->location;
    TRY(unwind_all(ReturnValue::none, &loop, &found));
    if (!found) unit_->location = place;  // the code that leaves a `with` has none
    if (!found) return error(is_break ? "'break' outside loop" : "'continue' not properly in loop");
    if (is_break) TRY(unwind(loop, ReturnValue::none));
    emit_jump(JUMP, is_break ? loop.exit : loop.start);
    return {};
}

Result<void> Generator::visit(ast::Break&) { return leave_loop(LoopExit::break_); }
Result<void> Generator::visit(ast::Continue&) { return leave_loop(LoopExit::continue_); }

}  // namespace minipy::compiler
