// SPDX-License-Identifier: MIT
// Assignments, imports and the other simple statements.
// CPython: Python/compile.c (compiler_augassign, compiler_annassign, compiler_import). Next: codegen_loop.cpp.
#include "compiler/codegen.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy::compiler {

using enum Opcode;

Result<void> Generator::visit(ast::Assign& node) {
    TRY(expression(node.value));
    for (std::size_t index = 0; index < node.targets.size(); ++index) {
        if (index + 1 < node.targets.size()) emit(COPY, 1);
        TRY(expression(node.targets[index]));
    }
    return {};
}

// The target's object (and key) are evaluated once: they stay on the stack while the value is computed.
Result<void> Generator::visit(ast::AugAssign& node) {
    Location whole = unit_->location;
    set_location(node.target);
    auto* attribute = ast::as<ast::Attribute>(node.target);
    auto* item = ast::as<ast::Subscript>(node.target);
    auto* name = ast::as<ast::Name>(node.target);
    if (attribute != nullptr) {
        TRY(expression(attribute->value));
        emit(COPY, 1);
        move_to_attribute(*attribute);
        emit_name(LOAD_ATTR, attribute->attr);
    } else if (item != nullptr) {
        TRY(expression(item->value));
        TRY(expression(item->slice));
        emit(COPY, 2);
        emit(COPY, 2);
        emit(BINARY_SUBSCR);
    } else {
        TRY(load_name(name->id));
    }
    unit_->location = whole;
    TRY(expression(node.value));
    emit_inplace(node.op);
    set_location(node.target);
    if (attribute != nullptr) {
        move_to_attribute(*attribute);
        emit(SWAP, 2);
        emit_name(STORE_ATTR, attribute->attr);
    } else if (item != nullptr) {
        emit(SWAP, 3);
        emit(SWAP, 2);
        emit(STORE_SUBSCR);
    } else {
        TRY(store_name(name->id));
    }
    return {};
}

// ---------------------------------------------------------------- annotated assignment

Result<void> Generator::evaluate_and_drop(ast::ExprNode* node) {
    TRY(expression(node));
    emit(POP_TOP);
    return {};
}

// `x[a:b]: int` stores nothing, but evaluates the parts of its target.
Result<void> Generator::evaluate_subscript_parts(ast::ExprNode* node) {
    if (auto* slice = ast::as<ast::Slice>(node)) {
        for (ast::ExprNode* part : {slice->lower, slice->upper, slice->step}) {
            if (part != nullptr) TRY(evaluate_and_drop(part));
        }
        return {};
    }
    if (auto* tuple = ast::as<ast::Tuple>(node)) {
        for (ast::ExprNode* part : tuple->elts) TRY(evaluate_subscript_parts(part));
        return {};
    }
    return evaluate_and_drop(node);
}

Result<void> Generator::visit(ast::AnnAssign& node) {
    bool stores_annotations = unit_->kind == UnitKind::module || unit_->kind == UnitKind::class_;
    bool as_text = (code_flags_ & code_future_annotations) != 0;
    if (node.value != nullptr) {
        TRY(expression(node.value));
        TRY(expression(node.target));
    }
    if (auto* name = ast::as<ast::Name>(node.target)) {
        TRY(check_forbidden(name->id, ast::ExprContext::Store));
        if (node.simple && stores_annotations) {
            TRY(as_text ? annotation_text(node.annotation) : expression(node.annotation));
            emit_name(LOAD_NAME, names::dunder_annotations);
            emit_constant(static_cast<Object*>(mangle(name->id)));
            emit(STORE_SUBSCR);
        }
    } else if (auto* attribute = ast::as<ast::Attribute>(node.target)) {
        TRY(check_forbidden(attribute->attr, ast::ExprContext::Store));
        if (node.value == nullptr) TRY(evaluate_and_drop(attribute->value));
    } else if (auto* item = ast::as<ast::Subscript>(node.target); item != nullptr && node.value == nullptr) {
        TRY(evaluate_and_drop(item->value));
        TRY(evaluate_subscript_parts(item->slice));
    }
    if (!node.simple && stores_annotations && !as_text) TRY(evaluate_and_drop(node.annotation));
    return {};
}

// ---------------------------------------------------------------- imports

// `import a.b.c as d` fetches c through a and b; IMPORT_NAME gave a.
Result<void> Generator::import_as(Str* name, Str* as_name) {
    std::string_view text = name->view();
    std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return store_name(as_name);
    while (true) {
        std::size_t begin = dot + 1;
        dot = text.find('.', begin);
        emit_plain_name(IMPORT_FROM,
                        mangler_.intern(text.substr(begin, dot == std::string_view::npos ? dot : dot - begin)));
        if (dot == std::string_view::npos) break;
        emit(SWAP, 2);
        emit(POP_TOP);
    }
    TRY(store_name(as_name));
    emit(POP_TOP);
    return {};
}

Result<void> Generator::visit(ast::Import& node) {
    for (ast::Alias* alias : node.names) {
        emit_int(0);
        emit_none();
        emit_name(IMPORT_NAME, alias->name);
        if (alias->asname != nullptr) {
            TRY(import_as(alias->name, alias->asname));
            continue;
        }
        std::string_view text = alias->name->view();
        std::size_t dot = text.find('.');
        TRY(store_name(dot == std::string_view::npos ? alias->name : mangler_.intern(text.substr(0, dot))));
    }
    return {};
}

Result<void> Generator::visit(ast::ImportFrom& node) {
    emit_int(node.level);
    if (node.span.lineno > last_future_line_ && node.module != nullptr && node.module == names::dunder_future) {
        return error("from __future__ imports must occur at the beginning of the file");
    }
    std::vector<Object*> wanted;
    for (ast::Alias* alias : node.names) wanted.push_back(alias->name);
    emit_constant(Ref<Object>(TRY(Tuple::copy(wanted))));
    emit_name(IMPORT_NAME, node.module != nullptr ? node.module : names::empty);
    for (ast::Alias* alias : node.names) {
        if (alias->name->view() == "*") {
            emit(IMPORT_STAR);
            return {};
        }
        emit_name(IMPORT_FROM, alias->name);
        TRY(store_name(alias->asname != nullptr ? alias->asname : alias->name));
    }
    emit(POP_TOP);
    return {};
}

// ---------------------------------------------------------------- other simple statements

Result<void> Generator::visit(ast::Raise& node) {
    if (node.exc != nullptr) TRY(expression(node.exc));
    if (node.cause != nullptr) TRY(expression(node.cause));
    emit(RAISE_VARARGS, (node.exc != nullptr) + (node.cause != nullptr));
    return {};
}

Result<void> Generator::visit(ast::Assert& node) {
    TRY(warn_assert(node));
    if (options_.optimize > 0) return {};
    Block* end = new_block();
    TRY(jump_if_true(node.test, end));
    emit(LOAD_ASSERTION_ERROR);
    if (node.msg != nullptr) {
        TRY(expression(node.msg));
        emit_call(0);
    }
    emit(RAISE_VARARGS, 1);
    use(end);
    return {};
}

Result<void> Generator::visit(ast::Expr& node) {
    if (interactive_ && outer_units_.empty()) {
        TRY(expression(node.value));
        emit(PRINT_EXPR);
    } else if (ast::is<ast::Constant>(node.value)) {
        emit(NOP);
    } else {
        TRY(expression(node.value));
        clear_location();
        emit(POP_TOP);
    }
    return {};
}

Result<void> Generator::visit(ast::Pass&) {
    emit(NOP);
    return {};
}

}  // namespace minipy::compiler
