// SPDX-License-Identifier: MIT
//
// Arguments of calls and classes, parameters of functions and lambdas, definitions.
//
// The grammar takes arguments and parameters in any order; what may not follow what is decided here, one at a time,
// with CPython's words.
//
// CPython: Parser/action_helpers.c (_PyPegen_make_arguments, _PyPegen_collect_call_seqs). Next:
// build_statements.cpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

// ---------------------------------------------------------------- arguments

Argument* Builder::positional(Located value) {
    auto* argument = arena_.plain<Argument>();
    *argument = {ArgumentKind::positional, value.node, nullptr, value.start};
    return argument;
}

Argument* Builder::bare_generator(Located element, Items<Comprehension*> clauses) {
    auto* argument = arena_.plain<Argument>();
    Located generator = make<GeneratorExp>(element.start, element.node, Array<Comprehension*>(clauses));
    *argument = {ArgumentKind::generator, generator.node, nullptr, element.start};
    return argument;
}

// What stands before the `=` of a keyword argument must be a name.
Located Builder::keyword_name(Located name, Token equal) {
    if (!is<Name>(name.node) || in_parentheses(name)) reject(span_of(equal));
    return name;
}

Argument* Builder::keyword(Located name, Located value) {
    auto* argument = arena_.plain<Argument>();
    auto* node = arena_.make<Keyword>(span_from(name.start), static_cast<Name*>(name.node)->id, value.node);
    *argument = {ArgumentKind::keyword, value.node, node, name.start};
    return argument;
}

Argument* Builder::unpacked(Token star, Located value) {
    auto* argument = arena_.plain<Argument>();
    *argument = {ArgumentKind::unpacked, starred(star, value).node, nullptr, start_of(star)};
    return argument;
}

Argument* Builder::unpacked_mapping(Token stars, Located value) {
    auto* argument = arena_.plain<Argument>();
    auto* keyword = arena_.make<Keyword>(span_from(stars), static_cast<Str*>(nullptr), value.node);
    *argument = {ArgumentKind::unpacked_mapping, value.node, keyword, start_of(stars)};
    return argument;
}

void Builder::add_argument(CallArguments* arguments, Argument* argument) {
    ++arguments->count;
    switch (argument->kind) {
        case ArgumentKind::keyword:
        case ArgumentKind::unpacked_mapping: append(arguments->keywords, argument->keyword); return;
        case ArgumentKind::generator:
            if (!arguments->first_generator) arguments->first_generator = argument;
            break;
        default: break;
    }
    append(arguments->positional, argument->value);
    check_argument_order(*arguments, *argument);
}

void Builder::check_argument_order(const CallArguments& arguments, const Argument& argument) {
    if (arguments.keywords.empty()) return;
    bool after_mapping = false;
    for (const Keyword* keyword : arguments.keywords) after_mapping |= keyword->arg == nullptr;
    if (argument.kind == ArgumentKind::unpacked) {
        if (after_mapping) {
            fail(argument.value->span, "iterable argument unpacking follows keyword argument unpacking");
        }
        return;
    }
    fail(argument.value->span, after_mapping ? "positional argument follows keyword argument unpacking"
                                             : "positional argument follows keyword argument");
}

// A generator expression may do without parentheses only if it is the sole argument; then the call's are its own.
Located Builder::call(Located function, Token open, CallArguments* arguments) {
    if (Argument* generator = arguments->first_generator) {
        if (arguments->count > 1 || arguments->trailing_comma) {
            fail(generator->value->span, "Generator expression must be parenthesized");
        }
        generator->value->span = span_from(open);
    }
    return make<Call>(function.start, function.node, Array<ExprNode*>(arguments->positional),
                      Array<Keyword*>(arguments->keywords));
}

CallArguments* Builder::class_arguments(CallArguments* arguments) {
    if (Argument* generator = arguments->first_generator) {
        if (arguments->count > 1 || arguments->trailing_comma) {
            fail(generator->value->span, "Generator expression must be parenthesized");
        } else {
            reject(generator->value->span);
        }
    }
    return arguments;
}

// ---------------------------------------------------------------- parameters

Parameters* Builder::parameters() {
    auto* parameters = arena_.plain<Parameters>();
    parameters->finished = arena_.make<Arguments>();
    return parameters;
}

Parameter* Builder::parameter(Token first, Token name, Located annotation, Located default_value) {
    auto* parameter = arena_.plain<Parameter>();
    parameter->kind = first.kind == TOKEN_STAR         ? ParameterKind::variadic
                      : first.kind == TOKEN_DOUBLESTAR ? ParameterKind::keywords
                                                       : ParameterKind::plain;
    parameter->token = first;
    Span span = span_of(name);
    if (annotation.node) {
        // The node ends with its annotation; a default, which is not part of it, may follow.
        span.end_lineno = annotation.node->span.end_lineno;
        span.end_col_offset = annotation.node->span.end_col_offset;
        if (!default_value.node) {
            span.end_lineno = static_cast<int>(last_end_.line);
            span.end_col_offset = static_cast<int>(last_end_.column);
        }
    }
    parameter->node = arena_.make<Arg>(span, identifier(name), annotation.node, static_cast<Str*>(nullptr));
    parameter->default_value = default_value.node;
    return parameter;
}

Parameter* Builder::parameter_mark(Token mark) {
    auto* parameter = arena_.plain<Parameter>();
    parameter->kind = mark.kind == TOKEN_SLASH ? ParameterKind::slash : ParameterKind::bare_star;
    parameter->token = mark;
    return parameter;
}

// What is out of order is rejected; the words for it are found later (parser/mistakes/mistakes.cpp).
void Builder::add_parameter(Parameters* all, Parameter* parameter) {
    Span where = span_of(parameter->token);
    all->last = parameter->node;
    if (all->keywords) return reject(where);
    switch (parameter->kind) {
        case ParameterKind::slash:
            if (all->after_star) return reject(where);
            if (all->slash) return reject(where);
            if (all->plain.empty()) return reject(where);
            all->slash = true;
            all->positional_only = all->plain;
            all->plain = {};
            return;
        case ParameterKind::bare_star:
        case ParameterKind::variadic:
            if (all->after_star) return reject(where);
            all->after_star = true;
            all->bare_star = parameter->kind == ParameterKind::bare_star;
            all->star = parameter->token;
            all->variadic = parameter->node;
            return;
        case ParameterKind::keywords: all->keywords = parameter->node; return;
        case ParameterKind::plain: break;
    }
    if (all->after_star) {
        append(all->keyword_only, parameter->node);
        append(all->keyword_defaults, parameter->default_value);
        return;
    }
    if (parameter->default_value) {
        append(all->defaults, parameter->default_value);
    } else if (!all->defaults.empty()) {
        return reject(span_of(lookahead_));
    }
    append(all->plain, parameter->node);
}

void Builder::comment_last(Parameters* all, Str* type_comment) {
    if (all->last && type_comment) all->last->type_comment = type_comment;
}

void Builder::end_parameters(Parameters* all) {
    if (all->bare_star && all->keyword_only.empty()) reject(span_of(lookahead_));
    *all->finished = {{NodeKind::Arguments}, all->positional_only,  all->plain,    all->variadic,
                      all->keyword_only,     all->keyword_defaults, all->keywords, all->defaults};
}

Located Builder::lambda(Token token, Parameters* parameters, Located body) {
    return make<Lambda>(start_of(token), parameters->finished, body.node);
}

// ---------------------------------------------------------------- definitions

StmtNode* Builder::class_definition(Token first, Token name, CallArguments* arguments, Items<StmtNode*> body) {
    Array<ExprNode*> bases;
    Array<Keyword*> keywords;
    if (arguments) {
        bases = arguments->positional;
        keywords = arguments->keywords;
    }
    return arena_.make<ClassDef>(span_from(first), identifier(name), bases, keywords, Array<StmtNode*>(body),
                                 Array<ExprNode*>{});
}

StmtNode* Builder::decorate(Items<ExprNode*> decorators, StmtNode* definition) {
    if (auto* function = as<FunctionDef>(definition)) {
        function->decorator_list = decorators;
    } else if (auto* coroutine = as<AsyncFunctionDef>(definition)) {
        coroutine->decorator_list = decorators;
    } else {
        as<ClassDef>(definition)->decorator_list = decorators;
    }
    return definition;
}

}  // namespace minipy::parser
