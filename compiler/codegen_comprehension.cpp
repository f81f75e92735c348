// SPDX-License-Identifier: MIT
// Comprehensions and generator expressions: a function of one argument, the iterator of the outermost iterable.
//
//      [f(x) for x in data]   ─▶   def <listcomp>(.0): result = []; for x in .0: result.append(f(x)); return result
//                                  <listcomp>(iter(data))
//
// CPython: Python/compile.c (compiler_comprehension). Next: codegen_function.cpp.
#include "compiler/codegen.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy::compiler {

using enum Opcode;

Result<void> Generator::visit(ast::ListComp& node) {
    return comprehension(node, names::angle_listcomp, {ComprehensionType::list, node.generators, node.elt, nullptr});
}
Result<void> Generator::visit(ast::SetComp& node) {
    return comprehension(node, names::angle_setcomp, {ComprehensionType::set, node.generators, node.elt, nullptr});
}
Result<void> Generator::visit(ast::DictComp& node) {
    return comprehension(node, names::angle_dictcomp, {ComprehensionType::dict, node.generators, node.key, node.value});
}
Result<void> Generator::visit(ast::GeneratorExp& node) {
    return comprehension(node, names::angle_genexpr,
                         {ComprehensionType::generator, node.generators, node.elt, nullptr});
}

Result<void> Generator::comprehension(ast::ExprNode& node, Str* name, const ComprehensionParts& parts) {
    bool caller_may_await = top_level_await();
    bool caller_is_async = unit_->kind == UnitKind::async_function || unit_->kind == UnitKind::comprehension;
    bool is_generator = parts.type == ComprehensionType::generator;
    enter(UnitKind::comprehension, name, &node, node.span.lineno);
    set_location(&node);
    bool is_async = unit_->scope->coroutine;
    if (is_async && !is_generator && !caller_is_async && !caller_may_await) {
        return error("asynchronous comprehension outside of an asynchronous function");
    }
    switch (parts.type) {
        case ComprehensionType::list: emit(BUILD_LIST, 0); break;
        case ComprehensionType::set: emit(BUILD_SET, 0); break;
        case ComprehensionType::dict: emit(BUILD_MAP, 0); break;
        case ComprehensionType::generator: break;
    }
    TRY(comprehension_loop(parts, 0, 0));
    if (!is_generator) emit(RETURN_VALUE);
    Ref<Code> code = TRY(finish(AtEnd::return_none));
    if (caller_may_await && is_async) unit_->scope->coroutine = true;
    make_closure(code.get(), 0);
    ast::Comprehension& outermost = *parts.generators[0];
    TRY(expression(outermost.iter));
    emit(outermost.is_async ? GET_AITER : GET_ITER);
    emit_call(0);
    if (is_async && !is_generator) emit_await(0);
    return {};
}

// `depth` counts the iterators on the stack above the container.
Result<void> Generator::comprehension_loop(const ComprehensionParts& parts, std::size_t index, int depth) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return parts.generators[index]->is_async ? async_loop(parts, index, depth) : sync_loop(parts, index, depth);
}

// `for y in [f(x)]` only names a value: no loop is made.
static ast::ExprNode* single_element(ast::ExprNode* iterable) {
    ast::Array<ast::ExprNode*> elements;
    if (auto* list = ast::as<ast::List>(iterable)) elements = list->elts;
    if (auto* tuple = ast::as<ast::Tuple>(iterable)) elements = tuple->elts;
    return elements.size() == 1 && !ast::is<ast::Starred>(elements[0]) ? elements[0] : nullptr;
}

Result<void> Generator::sync_loop(const ComprehensionParts& parts, std::size_t index, int depth) {
    ast::Comprehension& part = *parts.generators[index];
    Block *start = new_block(), *skip = new_block(), *end = new_block();
    bool loops = true;
    if (index == 0) {
        unit_->argument_count = 1;
        emit(LOAD_FAST, 0);
    } else if (ast::ExprNode* only = single_element(part.iter)) {
        TRY(expression(only));
        loops = false;
    } else {
        TRY(expression(part.iter));
        emit(GET_ITER);
    }
    if (loops) {
        ++depth;
        use(start);
        emit_jump(FOR_ITER, end);
    }
    TRY(expression(part.target));
    for (ast::ExprNode* condition : part.ifs) TRY(jump_if_false(condition, skip));
    bool is_last = index + 1 == parts.generators.size();
    TRY(is_last ? comprehension_element(parts, depth) : comprehension_loop(parts, index + 1, depth));
    use(skip);
    if (loops) {
        emit_jump(JUMP, start);
        use(end);
    }
    return {};
}

Result<void> Generator::async_loop(const ComprehensionParts& parts, std::size_t index, int depth) {
    ast::Comprehension& part = *parts.generators[index];
    Block *start = new_block(), *except = new_block(), *skip = new_block();
    if (index == 0) {
        unit_->argument_count = 1;
        emit(LOAD_FAST, 0);
    } else {
        TRY(expression(part.iter));
        emit(GET_AITER);
    }
    use(start);
    TRY(push_region({RegionKind::async_comprehension, start, nullptr, {}}));
    TRY(await_next_item(part.target, except));
    for (ast::ExprNode* condition : part.ifs) TRY(jump_if_false(condition, skip));
    ++depth;
    bool is_last = index + 1 == parts.generators.size();
    TRY(is_last ? comprehension_element(parts, depth) : comprehension_loop(parts, index + 1, depth));
    use(skip);
    emit_jump(JUMP, start);
    pop_region();
    use(except);
    emit(END_ASYNC_FOR);
    return {};
}

Result<void> Generator::comprehension_element(const ComprehensionParts& parts, int depth) {
    TRY(expression(parts.element));
    switch (parts.type) {
        case ComprehensionType::list: emit(LIST_APPEND, depth + 1); break;
        case ComprehensionType::set: emit(SET_ADD, depth + 1); break;
        case ComprehensionType::dict:
            TRY(expression(parts.value));
            emit(MAP_ADD, depth + 1);
            break;
        case ComprehensionType::generator:
            emit_yield();
            emit(POP_TOP);
            break;
    }
    return {};
}

}  // namespace minipy::compiler
