// SPDX-License-Identifier: MIT
//
// The second look at what stands in brackets of its own: groups, tuples, lists, sets, dicts, comprehensions.
//
// CPython: Grammar/python.gram (invalid_group, invalid_comprehension, invalid_double_starred_kvpairs,
// invalid_for_target). Next: parser/mistakes/calls.cpp.
#include <fmt/core.h>

#include <utility>

#include "parser/mistakes/mistakes.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

// Items with commas between them, up to something that is neither.
Mistakes::Displayed Mistakes::displayed_items() {
    Displayed display{};
    for (Located item = star_named(); item.node; item = star_named()) {
        display.items.push_back(item.node);
        display.end = last_end();
        if (starts_comprehension() || !take(TOKEN_COMMA)) break;
        display.comma = true;
        if (display.items.size() == 1) display.end = last_end();
    }
    return display;
}

// ---------------------------------------------------------------- parentheses

Located Mistakes::group() {
    std::size_t open = at_;
    Position start = start_of(now());
    advance();
    Located result = in_parentheses(start);
    if (found() || !result.node || !take(TOKEN_RPAR)) {
        at_ = open;
        return {};
    }
    bitwise_only_ = true;
    if (ast::is<Tuple>(result.node) || ast::is<GeneratorExp>(result.node)) {
        // Those that are made of the brackets themselves reach to their end.
        if (result.start == start) result.node->span = span_from(start);
    }
    return {result.node, start};
}

// What stands between the parentheses; its start is theirs if it is a tuple or a generator expression.
Located Mistakes::in_parentheses(Position start) {
    if (is(TOKEN_RPAR)) return make<Tuple>(start, Array<ExprNode*>{}, ExprContext::Load);
    if (is(TOKEN_YIELD)) return yield_expression();
    if (is(TOKEN_DOUBLESTAR)) {
        Token stars = now();
        advance();
        if (expression().node && is(TOKEN_RPAR)) say_of(stars, "cannot use double starred expression here");
        return {};
    }
    std::size_t inside = at_;
    Displayed display = displayed_items();
    if (display.items.empty() || found()) return {};
    ExprNode* first = display.items[0];
    if (!display.comma && ast::is<Starred>(first)) {
        // Not a tuple: then, before a generator expression, what would be a group is looked at.
        std::size_t after = std::exchange(at_, inside);
        bool group = starred_expression().node && is(TOKEN_RPAR);
        if (group) say_of(first, "cannot use starred expression here");
        if (found()) return {};
        at_ = after;
    }
    if (!display.comma && starts_comprehension()) {
        if (!comprehension_clauses()) return {};
        if (ast::is<Starred>(first)) say_of(first, "iterable unpacking cannot be used in comprehension");
        return make<GeneratorExp>(start, first, Array<Comprehension*>{});
    }
    if (display.comma) return make<Tuple>(start, state_.arena.array(display.items), ExprContext::Load);
    return {first, {}};
}

// ---------------------------------------------------------------- lists and sets

Located Mistakes::list() {
    std::size_t open = at_;
    Position start = start_of(now());
    advance();
    Displayed display = displayed_items();
    if (!clauses_after(display) || !take(TOKEN_RSQB)) {
        starred_comprehension(open + 1);
        at_ = open;
        return {};
    }
    bitwise_only_ = true;
    if (display.comprehension) return make<ListComp>(start, display.items[0], Array<Comprehension*>{});
    return make<ast::List>(start, state_.arena.array(display.items), ExprContext::Load);
}

// Reads the clauses of a comprehension if they come, and looks at what they are for. False: something is wrong.
bool Mistakes::clauses_after(Displayed& display) {
    if (found()) return false;
    display.comprehension = starts_comprehension() && !display.items.empty();
    if (!display.comprehension) return true;
    if (!comprehension_clauses()) return false;
    const ExprNode* first = display.items[0];
    if (display.comma) {
        say("did you forget parentheses around the comprehension target?", position_of(first), display.end);
    } else if (ast::is<Starred>(first)) {
        say_of(first, "iterable unpacking cannot be used in comprehension");
    }
    return !found();
}

// What begins with a star and is no display might be a comprehension of a starred expression; which may be any
// expression.
void Mistakes::starred_comprehension(std::size_t inside) {
    at_ = inside;
    if (is(TOKEN_STAR)) starred_expression();
}

Located Mistakes::braces() {
    std::size_t open = at_;
    Position start = start_of(now());
    advance();
    Located result = in_braces(start);
    if (!found() && result.node) return result;
    at_ = open;
    return {};
}

Located Mistakes::in_braces(Position start) {
    if (take(TOKEN_RBRACE)) return make<Dict>(start, Array<ExprNode*>{}, Array<ExprNode*>{});
    std::size_t inside = at_;
    if (is(TOKEN_DOUBLESTAR) || (expression().node && is(TOKEN_COLON))) {
        at_ = inside;
        return dict(start);
    }
    if (found()) return {};
    at_ = inside;
    Displayed display = displayed_items();
    if (display.items.empty() || !clauses_after(display) || !take(TOKEN_RBRACE)) {
        starred_comprehension(inside);
        return {};
    }
    if (display.comprehension) return make<SetComp>(start, display.items[0], Array<Comprehension*>{});
    return make<Set>(start, Array<ExprNode*>{});
}

// ---------------------------------------------------------------- dicts

// The items of a dict display, up to its closing brace.
Located Mistakes::dict(Position start) {
    for (bool first = true; !is(TOKEN_RBRACE); first = false) {
        Token stars = now();
        bool unpacked = take(TOKEN_DOUBLESTAR);
        if (unpacked ? !bitwise().node : !dict_item(first)) return {};
        if (first && starts_comprehension()) {
            if (!comprehension_clauses()) return {};
            if (unpacked && is(TOKEN_RBRACE)) say_of(stars, "dict unpacking cannot be used in dict comprehension");
            if (found() || !take(TOKEN_RBRACE)) return {};
            return make<DictComp>(start, nullptr, nullptr, Array<Comprehension*>{});
        }
        if (found() || !take(TOKEN_COMMA)) break;
    }
    if (found() || !take(TOKEN_RBRACE)) return {};
    bitwise_only_ = true;
    return make<Dict>(start, Array<ExprNode*>{}, Array<ExprNode*>{});
}

// A key after the first. If its beginning could be one, but there is no colon behind that, then this is what CPython
// misses, and it has not read on.
Located Mistakes::later_key() {
    std::size_t before = at_, furthest = furthest_;
    Located key = expression();
    std::optional<Diagnostic> complaint = std::exchange(found_, {});
    if (complaint) {
        at_ = before;
        key = quiet_expression();
    }
    if (!key.node || is(TOKEN_COLON)) {
        found_ = complaint;
        return found() ? Located{} : key;
    }
    furthest_ = std::max(furthest, at_);
    return key;
}

// `key: value`.
bool Mistakes::dict_item(bool first) {
    Located key = first ? expression() : later_key();
    if (!key.node) return false;
    Token colon = now();
    if (!take(TOKEN_COLON)) {
        // CPython takes the line of the key's beginning with the column of its end.
        Position last{position_of(key.node).line, end_of(key.node).column - 1};
        Diagnostic error = Diagnostic::from(ErrorKind::syntax_error, "':' expected after dictionary key", last, 0);
        error.end_line = key.node->span.end_lineno;
        if (!first) say(std::move(error));
        return false;
    }
    if (is(TOKEN_RBRACE) || is(TOKEN_COMMA)) {
        say_of(colon, "expression expected after dictionary key and ':'");
        return false;
    }
    if (is(TOKEN_STAR)) {
        Position star = start_of(now());
        advance();
        if (bitwise().node) say_from(star, "cannot use a starred expression in a dictionary value");
        return false;
    }
    return expression().node != nullptr;
}

// ---------------------------------------------------------------- comprehensions

bool Mistakes::comprehension_clauses() {
    while (starts_comprehension()) {
        take(TOKEN_ASYNC);
        advance();
        if (!for_target() || !disjunction().node) return false;
        while (take(TOKEN_IF)) {
            if (!disjunction().node) return false;
        }
    }
    return !found();
}

// The target and the `in` after it, of a statement or a clause.
bool Mistakes::for_target() {
    std::size_t before = at_;
    Located target = target_list();
    if (found()) return false;
    if (target.node && is_target(target.node) && take(TOKEN_IN)) return true;
    at_ = before;
    Located wrong = star_expressions();
    if (wrong.node) say_invalid_target(wrong.node, TargetOf::for_loop);
    return false;
}

Located Mistakes::target_list() {
    auto target = [&]() -> Located {
        if (!is(TOKEN_STAR)) return bitwise();
        Position start = start_of(now());
        advance();
        Located value = bitwise();
        return value.node ? make<Starred>(start, value.node, ExprContext::Load) : Located{};
    };
    return gathered(target);
}

}  // namespace minipy::parser
