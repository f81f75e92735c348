// SPDX-License-Identifier: MIT
//
// The second look at calls, subscripts and parameters: things in a certain order.
//
// CPython: Grammar/python.gram (invalid_arguments, invalid_kwarg, invalid_parameters, invalid_star_etc, invalid_kwds
// and their lambda_ twins). Next: parser/mistakes/statements.cpp.
#include <fmt/core.h>

#include "parser/mistakes/mistakes.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

// ---------------------------------------------------------------- calls

bool Mistakes::arguments(ArgumentsOf use) {
    ArgumentList list{.start = start_of(now()), .of_class = use == ArgumentsOf::class_};
    while (!is(TOKEN_RPAR)) {
        if (is(TOKEN_STAR)) {
            if (!starred_argument(list)) return false;
        } else if (take(TOKEN_DOUBLESTAR)) {
            if (!expression().node) return false;
            list.keywords = list.mappings = true;
        } else if (!keyword_argument(list) && (found() || !positional_argument(list))) {
            return false;
        }
        ++list.count;
        if (found()) return false;
        if (!take(TOKEN_COMMA)) break;
    }
    return !found();
}

bool Mistakes::starred_argument(const ArgumentList& list) {
    std::size_t own = at_;
    Position start = start_of(now());
    advance();
    Located value = expression();
    // `f(a, *)`: CPython takes a lone star after other arguments for something else than it is.
    bool lone = !value.node && !found() && list.count > 0;
    if (lone || (value.node && list.mappings)) {
        Position end = lexer::end_of(state_.source, tokens_[own - 2]);
        say("iterable argument unpacking follows keyword argument unpacking", list.start, end);
        return false;
    }
    if (!value.node) {
        at_ = own;
        return false;
    }
    if (starts_comprehension()) {
        value = make<Starred>(start, value.node, ExprContext::Load);
        if (comprehension_clauses()) say_of(value.node, "iterable unpacking cannot be used in comprehension");
        return false;
    }
    return true;
}

bool Mistakes::positional_argument(const ArgumentList& list) {
    if (is(TOKEN_NAME) && peek(1).kind == TOKEN_EQUAL) return false;
    std::size_t own = at_;
    Position start = start_of(now());
    Located value = expression();
    if (value.node && is(TOKEN_COLONEQUAL)) {
        at_ = own;
        value = named_expression();
        if (is(TOKEN_COLONEQUAL)) return false;
    }
    if (!value.node) return false;
    if (starts_comprehension()) return bare_generator(list, start, value);
    if (!list.keywords) return true;
    // Said when the arguments have been read to their end: the place is the last token that anything has looked at.
    ArgumentList rest{};
    while (take(TOKEN_COMMA) && !is(TOKEN_RPAR)) {
        take(TOKEN_STAR);
        take(TOKEN_DOUBLESTAR);
        if (!keyword_argument(rest) && !expression().node) break;
    }
    say_of(tokens_[furthest_], list.mappings ? "positional argument follows keyword argument unpacking"
                                             : "positional argument follows keyword argument");
    return false;
}

// `f(x for x in y)`: allowed only as the one argument of a call.
bool Mistakes::bare_generator(const ArgumentList& list, Position start, const Located& element) {
    if (list.of_class && list.count == 0) {
        say_of(now(), "invalid syntax");
        return false;
    }
    if (!comprehension_clauses()) return false;
    if (list.count == 0 && !is(TOKEN_COMMA)) return true;
    Located generator = make<GeneratorExp>(start, element.node, Array<Comprehension*>{});
    say_of(generator.node, "Generator expression must be parenthesized");
    return false;
}

// `name=value`, or what only looks like it. False: something else stands here.
bool Mistakes::keyword_argument(ArgumentList& list) {
    std::size_t before = at_;
    Token first = now();
    bool word = is(TOKEN_TRUE) || is(TOKEN_FALSE) || is(TOKEN_NONE);
    bool equal_next = peek(1).kind == TOKEN_EQUAL;
    if (word && equal_next) {
        say(fmt::format("cannot assign to {}", text(first)), start_of(first), lexer::end_of(state_.source, peek(1)));
        return true;
    }
    if (is(TOKEN_NAME) && equal_next) {
        advance();
        advance();
        Position equal_end = last_end();
        list.keywords = expression().node != nullptr;
        if (!list.keywords) {
            at_ = before;
            return false;
        }
        if (starts_comprehension() && comprehension_clauses()) {
            say("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", start_of(first), equal_end);
        }
        return true;
    }
    Located target = expression();
    if (target.node && is(TOKEN_EQUAL)) {
        const char* message = "expression cannot contain assignment, perhaps you meant \"==\"?";
        say(message, position_of(target.node), lexer::end_of(state_.source, now()));
        return true;
    }
    at_ = before;
    return false;
}

// ---------------------------------------------------------------- subscripts

bool Mistakes::subscripts() {
    if (is(TOKEN_RSQB)) return false;
    do {
        if (is(TOKEN_RSQB)) break;
        std::size_t before = at_;
        if (!is(TOKEN_COLON) && !is(TOKEN_STAR)) expression();
        if (found()) return false;
        if (is(TOKEN_COLON)) {
            for (int part = 0; part < 2 && take(TOKEN_COLON); ++part) {
                bool absent = is(TOKEN_COLON) || is(TOKEN_COMMA) || is(TOKEN_RSQB);
                if (!absent && !expression().node) return false;
            }
        } else {
            at_ = before;
            bool sound = is(TOKEN_STAR) ? starred_expression().node : named_expression().node;
            if (!sound) return false;
        }
    } while (!found() && take(TOKEN_COMMA));
    return !found();
}

// ---------------------------------------------------------------- parameters

// Parameters up to `closing`: a bracket for a function, the colon for a lambda.
bool Mistakes::parameters(int closing) {
    ParameterList list{.closing = closing};
    while (!is(closing)) {
        bool sound = false;
        if (list.mapping) {
            bool more = is(TOKEN_NAME) || is(TOKEN_STAR) || is(TOKEN_DOUBLESTAR) || is(TOKEN_SLASH);
            if (more) say_of(now(), "arguments cannot follow var-keyword argument");
        } else if (is(TOKEN_SLASH)) {
            sound = slash(list);
        } else if (is(TOKEN_STAR)) {
            sound = star_parameter(list);
        } else if (is(TOKEN_DOUBLESTAR)) {
            advance();
            sound = take(TOKEN_NAME) && no_default(list, "var-keyword argument cannot have default value");
            list.mapping = true;
        } else if (is(TOKEN_LPAR)) {
            parameters_in_parentheses(list);
        } else if (is(TOKEN_NAME)) {
            sound = plain_parameter(list);
        }
        if (found() || !sound) return false;
        if (!take(TOKEN_COMMA)) break;
    }
    return !found() && is(closing);
}

bool Mistakes::slash(ParameterList& list) {
    Token mark = now();
    advance();
    const char* message = list.star         ? "/ must be ahead of *"
                          : list.slash      ? "/ may appear only once"
                          : list.any        ? nullptr
                          : is(TOKEN_COMMA) ? "at least one argument must precede /"
                                            : "invalid syntax";
    if (message) {
        say_of(mark, message);
        return false;
    }
    if (is(TOKEN_STAR)) say_of(now(), "expected comma between / and *");
    list.slash = true;
    list.slash_follows_default = list.defaults;
    return !found();
}

bool Mistakes::star_parameter(ParameterList& list) {
    Token star = now();
    advance();
    if (list.star) {
        bool named = take(TOKEN_NAME);
        if (named && !list.in_lambda() && take(TOKEN_COLON)) expression();
        if (is(TOKEN_COMMA) || (named && is(list.closing))) say_of(star, "* argument may appear only once");
        return false;
    }
    list.star = true;
    if (take(TOKEN_NAME)) {
        if (!list.in_lambda() && take(TOKEN_COLON) && !star_expression().node) return false;
        return no_default(list, "var-positional argument cannot have default value");
    }
    bool last = is(list.closing);
    bool only_mapping_follows = is(TOKEN_COMMA) && (peek(1).kind == list.closing || peek(1).kind == TOKEN_DOUBLESTAR);
    if (last || only_mapping_follows) {
        // A lambda's complaint points at the token read last, a function's at the star.
        say_of(!list.in_lambda() ? star : last ? now() : peek(1), "named arguments must follow bare *");
        return false;
    }
    return is(TOKEN_COMMA);
}

bool Mistakes::no_default(const ParameterList& list, const char* message) {
    if (!list.in_lambda() && take(TOKEN_COLON) && !expression().node) return false;
    if (is(TOKEN_EQUAL)) say_of(now(), message);
    return !found();
}

bool Mistakes::plain_parameter(ParameterList& list) {
    Position start = start_of(now());
    advance();
    list.any = true;
    if (!list.in_lambda() && take(TOKEN_COLON) && !expression().node) return false;
    if (is(TOKEN_EQUAL)) {
        Token equal = now();
        advance();
        if (is(TOKEN_COMMA) || is(TOKEN_RPAR)) say_of(equal, "expected default value expression");
        if (found() || !expression().node) return false;
        list.defaults |= !list.star;
    } else if (list.defaults && !list.star) {
        // Behind a slash, CPython has words only for the parameter next to it.
        Position end = last_end();
        bool ends = take(TOKEN_COMMA) || is(list.closing);
        bool beside = !list.slash || list.slash_follows_default;
        if (beside && ends) say("non-default argument follows default argument", start, end);
        return false;
    }
    list.slash_follows_default = false;
    return !found();
}

// Python 2 let parameters unpack tuples.
void Mistakes::parameters_in_parentheses(const ParameterList& list) {
    Position start = start_of(now());
    advance();
    std::size_t names = 0;
    while (take(TOKEN_NAME) && ++names) {
        if (!list.in_lambda() && take(TOKEN_COLON) && !expression().node) return;
        if (!take(TOKEN_COMMA)) break;
    }
    if (!is(TOKEN_RPAR) || names == 0 || list.defaults || list.star || list.slash) return;
    say(list.in_lambda() ? "Lambda expression parameters cannot be parenthesized"
                         : "Function parameters cannot be parenthesized",
        start, lexer::end_of(state_.source, now()));
}

}  // namespace minipy::parser
