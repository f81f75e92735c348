// SPDX-License-Identifier: MIT
// Calls: methods without a bound method object, plain calls, and calls with * or ** that collect their arguments first.
// CPython: Python/compile.c (compiler_call_helper, maybe_optimize_method_call). Next: codegen_comprehension.cpp.
#include "compiler/codegen.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy::compiler {

using enum Opcode;

namespace {

bool has_stars(ast::Array<ast::ExprNode*> arguments, ast::Array<ast::Keyword*> keywords) {
    for (ast::ExprNode* argument : arguments) {
        if (ast::is<ast::Starred>(argument)) return true;
    }
    for (ast::Keyword* keyword : keywords) {
        if (keyword->arg == nullptr) return true;
    }
    return false;
}

Result<Tuple> names_of(ast::Array<ast::Keyword*> keywords) {
    std::vector<Object*> names;
    for (ast::Keyword* keyword : keywords) names.push_back(keyword->arg);
    return Tuple::copy(names);
}

}  // namespace

Result<void> Generator::visit(ast::Call& node) {
    TRY(check_keywords(node.keywords));
    if (TRY(method_call(node))) return {};
    TRY(warn_call(node.func));
    set_location(node.func);
    emit(PUSH_NULL);
    set_location(&node);
    TRY(expression(node.func));
    return call(0, node.args, node.keywords);
}

// A module's function is no method: a plain attribute is quicker. Only imports at the top of the module are known.
bool Generator::is_imported_module(ast::ExprNode* node) const {
    auto* name = ast::as<ast::Name>(node);
    const Symbol* symbol = name == nullptr ? nullptr : symbols_.top()->symbols.find(name->id);
    return symbol != nullptr && (symbol->flags & symbol_import);
}

// object.name(…): LOAD_METHOD puts the function and the object on the stack, no bound method is made.
Result<bool> Generator::method_call(ast::Call& node) {
    auto* method = ast::as<ast::Attribute>(node.func);
    if (method == nullptr || method->ctx != ast::ExprContext::Load || is_imported_module(method->value)) {
        return false;
    }
    std::size_t count = node.args.size() + node.keywords.size();
    if (count + (node.keywords.empty() ? 0 : 1) >= stack_use_guideline || has_stars(node.args, node.keywords))
        return false;
    TRY(expression(method->value));
    set_location(method);
    move_to_attribute(*method);
    emit_name(LOAD_METHOD, method->attr);
    TRY(expressions(node.args));
    if (!node.keywords.empty()) TRY(simple_keywords(node.keywords));
    set_location(&node);
    move_to_attribute(*method);
    emit_call(static_cast<int>(count));
    return true;
}

// The callable and `pushed` arguments are on the stack.
Result<void> Generator::call(int pushed, Expressions arguments, ast::Array<ast::Keyword*> keywords) {
    if (arguments.size() + keywords.size() * 2 > stack_use_guideline || has_stars(arguments, keywords)) {
        return call_with_collections(pushed, arguments, keywords);
    }
    TRY(expressions(arguments));
    if (!keywords.empty()) TRY(simple_keywords(keywords));
    emit_call(pushed + static_cast<int>(arguments.size() + keywords.size()));
    return {};
}

Result<void> Generator::call_with_collections(int pushed, Expressions arguments, ast::Array<ast::Keyword*> keywords) {
    auto* only = arguments.size() == 1 && pushed == 0 ? ast::as<ast::Starred>(arguments[0]) : nullptr;
    if (only != nullptr) {
        TRY(expression(only->value));
    } else {
        TRY(display(arguments, pushed, {BUILD_LIST, LIST_APPEND, LIST_EXTEND, true}));
    }
    if (!keywords.empty()) TRY(keyword_dict(keywords));
    emit(CALL_FUNCTION_EX, keywords.empty() ? 0 : 1);
    return {};
}

// One dict of all keyword arguments; DICT_MERGE complains about duplicates.
Result<void> Generator::keyword_dict(ast::Array<ast::Keyword*> keywords) {
    bool have_dict = false;
    std::size_t waiting = 0;
    auto flush = [&](std::size_t end) -> Result<void> {
        if (waiting == 0) return {};
        TRY(keyword_group(keywords, end - waiting, end));
        if (have_dict) emit(DICT_MERGE, 1);
        have_dict = true;
        waiting = 0;
        return {};
    };
    for (std::size_t index = 0; index < keywords.size(); ++index) {
        if (keywords[index]->arg != nullptr) {
            ++waiting;
            continue;
        }
        TRY(flush(index));
        if (!have_dict) emit(BUILD_MAP, 0);
        have_dict = true;
        TRY(expression(keywords[index]->value));
        emit(DICT_MERGE, 1);
    }
    return flush(keywords.size());
}

Result<void> Generator::keyword_group(ast::Array<ast::Keyword*> keywords, std::size_t begin, std::size_t end) {
    auto count = static_cast<std::uint32_t>(end - begin);
    bool big = count * 2 > stack_use_guideline;
    if (count > 1 && !big) {
        for (std::size_t index = begin; index < end; ++index) TRY(expression(keywords[index]->value));
        emit_constant(Ref<Object>(TRY(names_of({keywords.items + begin, count}))));
        emit(BUILD_CONST_KEY_MAP, static_cast<int>(count));
        return {};
    }
    if (big) emit_without_line(BUILD_MAP, 0);
    for (std::size_t index = begin; index < end; ++index) {
        emit_constant(static_cast<Object*>(keywords[index]->arg));
        TRY(expression(keywords[index]->value));
        if (big) emit_without_line(MAP_ADD, 1);
    }
    if (!big) emit(BUILD_MAP, static_cast<int>(count));
    return {};
}

Result<void> Generator::simple_keywords(ast::Array<ast::Keyword*> keywords) {
    for (ast::Keyword* keyword : keywords) TRY(expression(keyword->value));
    emit(KW_NAMES, unit_->constants.add(Ref<Object>(TRY(names_of(keywords)))));
    return {};
}

// Comparing each with each is the quickest way for a few. Of many we ask first whether there is anything to find.
static bool may_repeat(ast::Array<ast::Keyword*> keywords) {
    constexpr std::size_t few = 16;
    if (keywords.size() <= few) return true;
    NameTable seen(std::pmr::get_default_resource());
    for (ast::Keyword* keyword : keywords) {
        if (keyword->arg == nullptr) continue;
        if (seen.find(keyword->arg) >= 0) return true;
        seen.append(keyword->arg);
    }
    return false;
}

Result<void> Generator::check_keywords(ast::Array<ast::Keyword*> keywords) {
    bool compare = may_repeat(keywords);
    for (std::size_t index = 0; index < keywords.size(); ++index) {
        Str* name = keywords[index]->arg;
        if (name == nullptr) continue;
        TRY(check_forbidden(name, ast::ExprContext::Store));
        if (!compare) continue;
        for (ast::Keyword* other : keywords.without_first(static_cast<std::uint32_t>(index + 1))) {
            if (other->arg != name) continue;
            set_location(other);
            return error("keyword argument repeated: {}", name);
        }
    }
    return {};
}

}  // namespace minipy::compiler
