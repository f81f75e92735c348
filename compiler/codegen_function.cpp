// SPDX-License-Identifier: MIT
// Functions, lambdas and classes. What surrounds the body — decorators, defaults, annotations, bases — is evaluated in
// the scope around it, in this order; then MAKE_FUNCTION collects what there is.
// CPython: Python/compile.c (compiler_function, compiler_class). Next: codegen_assignment.cpp.
#include "compiler/codegen.hpp"
#include "compiler/fold.hpp"
#include "compiler/unparse.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"

namespace minipy::compiler {

using enum Opcode;

namespace {

// What MAKE_FUNCTION finds on the stack.
enum FunctionPart : int { has_defaults = 1, has_keyword_defaults = 2, has_annotations = 4, has_closure = 8 };

// A decorated definition begins with its first decorator.
int first_line_of(const ast::StmtNode& node, ast::Array<ast::ExprNode*> decorators) {
    return decorators.empty() ? node.span.lineno : decorators[0]->span.lineno;
}

}  // namespace

Result<void> Generator::check_parameters(const ast::Arguments& arguments) {
    auto check = [&](const ast::Arg* parameter) {
        return parameter == nullptr ? Result<void>() : check_forbidden(parameter->arg, ast::ExprContext::Store);
    };
    for (ast::Arg* parameter : arguments.posonlyargs) TRY(check(parameter));
    for (ast::Arg* parameter : arguments.args) TRY(check(parameter));
    TRY(check(arguments.vararg));
    for (ast::Arg* parameter : arguments.kwonlyargs) TRY(check(parameter));
    return check(arguments.kwarg);
}

void Generator::count_parameters(const ast::Arguments& arguments) {
    unit_->argument_count = static_cast<int>(arguments.args.size());
    unit_->positional_only_count = static_cast<int>(arguments.posonlyargs.size());
    unit_->keyword_only_count = static_cast<int>(arguments.kwonlyargs.size());
}

// Pushes the defaults; returns the parts that are there.
Result<int> Generator::default_arguments(const ast::Arguments& arguments) {
    int parts = 0;
    if (!arguments.defaults.empty()) {
        TRY(expressions(arguments.defaults));
        emit(BUILD_TUPLE, static_cast<int>(arguments.defaults.size()));
        parts |= has_defaults;
    }
    if (TRY(keyword_defaults(arguments))) parts |= has_keyword_defaults;
    return parts;
}

Result<bool> Generator::keyword_defaults(const ast::Arguments& arguments) {
    std::vector<Object*> names;
    for (std::size_t index = 0; index < arguments.kwonlyargs.size(); ++index) {
        ast::ExprNode* value = arguments.kw_defaults[index];
        if (value == nullptr) continue;
        names.push_back(mangle(arguments.kwonlyargs[index]->arg));
        TRY(expression(value));
    }
    if (names.empty()) return false;
    emit_constant(Ref<Object>(TRY(Tuple::copy(names))));
    emit(BUILD_CONST_KEY_MAP, static_cast<int>(names.size()));
    return true;
}

// ---------------------------------------------------------------- annotations

// `from __future__ import annotations`: the annotation's text instead of its value.
Result<void> Generator::annotation_text(ast::ExprNode* annotation) {
    emit_constant(Ref<Object>(TRY(unparse(*annotation))));
    return {};
}

Result<void> Generator::argument_annotation(Str* name, ast::ExprNode* annotation, int& count) {
    if (annotation == nullptr) return {};
    count += 2;
    emit_constant(static_cast<Object*>(mangle(name)));
    if (code_flags_ & code_future_annotations) return annotation_text(annotation);
    auto* starred = ast::as<ast::Starred>(annotation);  // *args: *Ts
    if (starred == nullptr) return expression(annotation);
    TRY(expression(starred->value));
    emit(UNPACK_SEQUENCE, 1);
    return {};
}

Result<void> Generator::argument_annotations(ast::Array<ast::Arg*> parameters, int& count) {
    for (ast::Arg* parameter : parameters) TRY(argument_annotation(parameter->arg, parameter->annotation, count));
    return {};
}

// Pushes a tuple of names and annotations if there are any.
Result<bool> Generator::annotations(const ast::Arguments& arguments, ast::ExprNode* returns) {
    int count = 0;
    TRY(argument_annotations(arguments.args, count));
    TRY(argument_annotations(arguments.posonlyargs, count));
    if (arguments.vararg != nullptr)
        TRY(argument_annotation(arguments.vararg->arg, arguments.vararg->annotation, count));
    TRY(argument_annotations(arguments.kwonlyargs, count));
    if (arguments.kwarg != nullptr) TRY(argument_annotation(arguments.kwarg->arg, arguments.kwarg->annotation, count));
    TRY(argument_annotation(names::return_, returns, count));
    if (count > 0) emit(BUILD_TUPLE, count);
    return count > 0;
}

// ---------------------------------------------------------------- functions

// The closure's cells, the code, the function. `parts` are on the stack already.
void Generator::make_closure(Code* code, int parts) {
    if (code->free_count > 0) {
        for (int index = code->localsplus_count - code->free_count; index < code->localsplus_count; ++index) {
            emit(LOAD_CLOSURE, unit_->deref_index(code->local_name(index)));
        }
        emit(BUILD_TUPLE, code->free_count);
        parts |= has_closure;
    }
    emit_constant(static_cast<Object*>(code));
    emit(MAKE_FUNCTION, parts);
}

void Generator::apply_decorators(Expressions decorators) {
    KeepLocation keep(unit_);
    for (std::size_t index = decorators.size(); index-- > 0;) {
        set_location(decorators[index]);
        emit_call(0);
    }
}

template <class Function>
Result<void> Generator::function(Function& node, UnitKind kind) {
    TRY(check_parameters(*node.args));
    TRY(expressions(node.decorator_list));
    int parts = TRY(default_arguments(*node.args));
    if (TRY(annotations(*node.args, node.returns))) parts |= has_annotations;
    enter(kind, node.name, &node, first_line_of(node, node.decorator_list));
    Str* docstring = options_.optimize < 2 ? docstring_of(node.body) : nullptr;
    unit_->constants.add(docstring != nullptr ? static_cast<Object*>(docstring)
                                              : &None);  // the first constant is the docstring
    count_parameters(*node.args);
    TRY(statements(node.body.without_first(docstring != nullptr ? 1 : 0)));
    Ref<Code> code = TRY(finish(AtEnd::return_none));
    make_closure(code.get(), parts);
    apply_decorators(node.decorator_list);
    return store_name(node.name);
}

Result<void> Generator::visit(ast::FunctionDef& node) { return function(node, UnitKind::function); }
Result<void> Generator::visit(ast::AsyncFunctionDef& node) { return function(node, UnitKind::async_function); }

Result<void> Generator::visit(ast::Lambda& node) {
    TRY(check_parameters(*node.args));
    int parts = TRY(default_arguments(*node.args));
    enter(UnitKind::lambda, names::angle_lambda, &node, node.span.lineno);
    unit_->constants.add(&None);  // no docstring, even if the body is a string
    count_parameters(*node.args);
    TRY(expression(node.body));
    bool is_generator = unit_->scope->generator;
    if (!is_generator) emit(RETURN_VALUE);
    Ref<Code> code = TRY(finish(is_generator ? AtEnd::return_top : AtEnd::return_none));
    make_closure(code.get(), parts);
    return {};
}

// ---------------------------------------------------------------- classes

Result<Code> Generator::class_body(ast::ClassDef& node, int first_line) {
    enter(UnitKind::class_, node.name, &node, first_line);
    unit_->class_name = node.name;
    TRY(load_name(names::dunder_name));
    TRY(store_name(names::dunder_module));
    emit_constant(static_cast<Object*>(unit_->qualname.get()));
    TRY(store_name(names::dunder_qualname));
    TRY(body(node.body));
    clear_location();
    if (unit_->scope->needs_class_closure) {  // type.__new__ fills the cell with the class
        emit(LOAD_CLOSURE, unit_->deref_index(names::dunder_class));
        emit(COPY, 1);
        TRY(store_name(names::dunder_classcell));
    } else {
        emit_none();
    }
    emit(RETURN_VALUE);
    return finish(AtEnd::return_none);
}

// class C(bases): …   is   C = __build_class__(body, "C", bases)
Result<void> Generator::visit(ast::ClassDef& node) {
    TRY(expressions(node.decorator_list));
    Ref<Code> code = TRY(class_body(node, first_line_of(node, node.decorator_list)));
    emit(PUSH_NULL);
    emit(LOAD_BUILD_CLASS);
    make_closure(code.get(), 0);
    emit_constant(static_cast<Object*>(node.name));
    TRY(check_keywords(node.keywords));
    TRY(call(2, node.bases, node.keywords));
    apply_decorators(node.decorator_list);
    return store_name(node.name);
}

}  // namespace minipy::compiler
