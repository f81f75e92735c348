// SPDX-License-Identifier: MIT
// match: every pattern consumes the subject on the stack and leaves its captures there, which are stored only when the
// whole pattern has matched.
//
// A failing test must drop what the pattern has piled up so far. fail_blocks[n] drops n items and goes on to the next
// case; each falls through to fail_blocks[n − 1]:
//
//      fail_blocks:   [2] POP_TOP  ─▶  [1] POP_TOP  ─▶  [0] next case
//
// CPython: Python/compile.c (compiler_match_inner, compiler_pattern_*). Next: codegen_warnings.cpp.
#include <algorithm>
#include <utility>

#include "compiler/codegen.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy::compiler {

using enum Opcode;

struct Generator::PatternState {
    std::vector<Str*> captures;      // on the stack, the last one deepest of those below `on_top`
    bool allow_irrefutable = false;  // may this pattern match everything?
    std::vector<Block*> fail_blocks;
    int on_top = 0;  // items above the captures that must stay

    std::size_t piled() const { return static_cast<std::size_t>(on_top) + captures.size(); }
};

namespace {

bool is_wildcard(const ast::PatternNode* pattern) {
    auto* as = ast::as<ast::MatchAs>(pattern);
    return as != nullptr && as->name == nullptr && as->pattern == nullptr;
}

bool is_star_wildcard(const ast::PatternNode* pattern) {
    auto* star = ast::as<ast::MatchStar>(pattern);
    return star != nullptr && star->name == nullptr;
}

bool may_be_matched_by_value(ast::ExprNode* node) {
    return ast::is<ast::Constant>(node) || ast::is<ast::Attribute>(node);
}

}  // namespace

// ---------------------------------------------------------------- tools

// The top goes under the next count − 1 items.
void Generator::rotate(int count) {
    for (; count > 1; --count) emit(SWAP, count);
}

Block* Generator::fail_block(PatternState& state, std::size_t pops) {
    while (state.fail_blocks.size() <= pops) state.fail_blocks.push_back(new_block());
    return state.fail_blocks[pops];
}

void Generator::jump_to_fail(PatternState& state, Opcode opcode) {
    emit_jump(opcode, fail_block(state, state.piled()));
}

void Generator::emit_fail_blocks(PatternState& state) {
    if (state.fail_blocks.empty()) return;
    for (std::size_t pops = state.fail_blocks.size() - 1; pops > 0; --pops) {
        use(state.fail_blocks[pops]);
        emit(POP_TOP);
    }
    use(state.fail_blocks[0]);
    state.fail_blocks.clear();
}

Failure Generator::duplicate_capture(Str* name) {
    return error("multiple assignments to name {} in pattern", quoted(name));
}

Result<void> Generator::capture(Str* name, PatternState& state) {
    if (name == nullptr) {
        emit(POP_TOP);
        return {};
    }
    TRY(check_forbidden(name, ast::ExprContext::Store));
    if (std::find(state.captures.begin(), state.captures.end(), name) != state.captures.end()) {
        return duplicate_capture(name);
    }
    rotate(static_cast<int>(state.piled()) + 1);
    state.captures.push_back(name);
    return {};
}

// ---------------------------------------------------------------- cases

Result<void> Generator::visit(ast::Match& node) {
    TRY(expression(node.subject));
    Block* end = new_block();
    std::size_t count = node.cases.size();
    // A trailing `case _` needs no copy of the subject and no test.
    bool has_default = count > 1 && is_wildcard(node.cases.back()->pattern);
    std::size_t tested = count - (has_default ? 1 : 0);
    PatternState state;
    for (std::size_t index = 0; index < tested; ++index) {
        ast::MatchCase& match_case = *node.cases[index];
        state.captures.clear();
        state.allow_irrefutable = match_case.guard != nullptr || index + 1 == count;
        TRY(this->match_case(match_case, state, index + 1 == tested, end));
    }
    if (has_default) {
        ast::MatchCase& match_case = *node.cases.back();
        set_location(match_case.pattern);
        emit(NOP);
        if (match_case.guard != nullptr) TRY(jump_if_false(match_case.guard, end));
        TRY(statements(match_case.body));
    }
    use(end);
    return {};
}

Result<void> Generator::match_case(ast::MatchCase& node, PatternState& state, bool is_last, Block* end) {
    set_location(node.pattern);
    if (!is_last) emit(COPY, 1);
    state.on_top = 0;
    TRY(pattern(node.pattern, state));
    for (Str* name : state.captures) TRY(store_name(name));
    if (node.guard != nullptr) TRY(jump_if_false(node.guard, fail_block(state, 0)));
    if (!is_last) emit(POP_TOP);
    TRY(statements(node.body));
    emit_jump(JUMP, end);
    set_location(node.pattern);
    emit_fail_blocks(state);
    return {};
}

// ---------------------------------------------------------------- patterns

Result<void> Generator::pattern(ast::PatternNode* node, PatternState& state) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    set_location(node);  // not put back: what follows belongs to the last pattern that was tried
    return ast::visit(*node, [&](auto& concrete) { return visit_pattern(concrete, state); });
}

// Inside another pattern, matching everything is fine.
Result<void> Generator::subpattern(ast::PatternNode* node, PatternState& state) {
    bool outer = std::exchange(state.allow_irrefutable, true);
    TRY(pattern(node, state));
    state.allow_irrefutable = outer;
    return {};
}

Result<void> Generator::visit_pattern(ast::MatchValue& node, PatternState& state) {
    if (!may_be_matched_by_value(node.value)) return error("patterns may only match literals and attribute lookups");
    TRY(expression(node.value));
    emit_compare(ast::CompareOperator::Eq);
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    return {};
}

Result<void> Generator::visit_pattern(ast::MatchSingleton& node, PatternState& state) {
    emit_constant(node.value);
    emit_compare(ast::CompareOperator::Is);
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    return {};
}

Result<void> Generator::visit_pattern(ast::MatchStar& node, PatternState& state) { return capture(node.name, state); }

Result<void> Generator::visit_pattern(ast::MatchAs& node, PatternState& state) {
    if (node.pattern == nullptr) {
        if (!state.allow_irrefutable) {
            if (node.name == nullptr) return error("wildcard makes remaining patterns unreachable");
            return error("name capture {} makes remaining patterns unreachable", quoted(node.name));
        }
        return capture(node.name, state);
    }
    ++state.on_top;
    emit(COPY, 1);
    TRY(pattern(node.pattern, state));
    --state.on_top;
    return capture(node.name, state);
}

// ---------------------------------------------------------------- sequences

Result<void> Generator::visit_pattern(ast::MatchSequence& node, PatternState& state) {
    int size = static_cast<int>(node.patterns.size()), star = -1;
    bool only_wildcards = true, star_wildcard = false;
    for (int index = 0; index < size; ++index) {
        ast::PatternNode* item = node.patterns[static_cast<std::size_t>(index)];
        if (ast::is<ast::MatchStar>(item)) {
            if (star >= 0) return error("multiple starred names in sequence pattern");
            star = index;
            star_wildcard = is_star_wildcard(item);
            only_wildcards = only_wildcards && star_wildcard;
        } else {
            only_wildcards = only_wildcards && is_wildcard(item);
        }
    }
    ++state.on_top;
    emit(MATCH_SEQUENCE);
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    if (star < 0 || size > 1) {
        emit(GET_LEN);
        emit_int(star < 0 ? size : size - 1);
        emit_compare(star < 0 ? ast::CompareOperator::Eq : ast::CompareOperator::GtE);
        jump_to_fail(state, POP_JUMP_IF_FALSE);
    }
    --state.on_top;
    if (only_wildcards) {
        emit(POP_TOP);
        return {};
    }
    return star_wildcard ? index_sequence_pattern(node, state, star) : unpack_sequence_pattern(node, state);
}

Result<void> Generator::unpack_sequence_pattern(ast::MatchSequence& node, PatternState& state) {
    constexpr int most_before = 255, most_after = 0x7FFFFF;
    int size = static_cast<int>(node.patterns.size());
    int star = -1;
    for (int index = 0; index < size; ++index) {
        if (ast::is<ast::MatchStar>(node.patterns[static_cast<std::size_t>(index)])) star = index;
    }
    if (star >= 0) {
        int after = size - star - 1;
        if (star > most_before || after >= most_after) {
            return error("too many expressions in star-unpacking sequence pattern");
        }
        emit(UNPACK_EX, star + (after << 8));
    } else {
        emit(UNPACK_SEQUENCE, size);
    }
    state.on_top += size;
    for (ast::PatternNode* item : node.patterns) {
        --state.on_top;
        TRY(subpattern(item, state));
    }
    return {};
}

// `[a, *_, b]`: items are fetched one by one, nobody wants the list in the middle.
Result<void> Generator::index_sequence_pattern(ast::MatchSequence& node, PatternState& state, int star) {
    int size = static_cast<int>(node.patterns.size());
    ++state.on_top;
    for (int index = 0; index < size; ++index) {
        ast::PatternNode* item = node.patterns[static_cast<std::size_t>(index)];
        if (index == star || is_wildcard(item)) continue;
        emit(COPY, 1);
        if (index < star) {
            emit_int(index);
        } else {
            emit(GET_LEN);
            emit_int(size - index);
            emit_binary(ast::Operator::Sub);
        }
        emit(BINARY_SUBSCR);
        TRY(subpattern(item, state));
    }
    --state.on_top;
    emit(POP_TOP);
    return {};
}

// ---------------------------------------------------------------- mappings

Result<void> Generator::visit_pattern(ast::MatchMapping& node, PatternState& state) {
    int size = static_cast<int>(node.keys.size());
    ++state.on_top;
    emit(MATCH_MAPPING);
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    if (size == 0 && node.rest == nullptr) {
        --state.on_top;
        emit(POP_TOP);
        return {};
    }
    if (size > 0) {
        emit(GET_LEN);
        emit_int(size);
        emit_compare(ast::CompareOperator::GtE);
        jump_to_fail(state, POP_JUMP_IF_FALSE);
    }
    TRY(mapping_keys(node));
    emit(BUILD_TUPLE, size);
    emit(MATCH_KEYS);
    state.on_top += 2;  // the tuple of keys, the tuple of values
    emit(COPY, 1);
    emit_none();
    emit(IS_OP, 1);
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    emit(UNPACK_SEQUENCE, size);
    state.on_top += size - 1;
    for (ast::PatternNode* item : node.patterns) {
        --state.on_top;
        TRY(subpattern(item, state));
    }
    state.on_top -= 2;
    return mapping_rest(node, state);
}

Result<void> Generator::mapping_keys(ast::MatchMapping& node) {
    Ref<Set> seen = Set::create();
    for (ast::ExprNode* key : node.keys) {
        if (auto* constant = ast::as<ast::Constant>(key)) {
            if (TRY(set_contains(seen.get(), constant->value))) {
                Ref<Str> shown_key = TRY(repr(constant->value));
                return error("mapping pattern checks duplicate key ({})", shown_key.get());
            }
            TRY(set_add(seen.get(), constant->value));
        } else if (!ast::is<ast::Attribute>(key)) {
            return error("mapping pattern keys may only match literals and attribute lookups");
        }
        TRY(expression(key));
    }
    return {};
}

// Stack: subject, keys. `**rest` is a copy of the subject without the keys.
Result<void> Generator::mapping_rest(ast::MatchMapping& node, PatternState& state) {
    if (node.rest == nullptr) {
        emit(POP_TOP);
        emit(POP_TOP);
        return {};
    }
    emit(BUILD_MAP, 0);
    emit(SWAP, 3);
    emit(DICT_UPDATE, 2);
    int size = static_cast<int>(node.keys.size());
    emit(UNPACK_SEQUENCE, size);
    for (; size > 0; --size) {
        emit(COPY, 1 + size);
        emit(SWAP, 2);
        emit(DELETE_SUBSCR);
    }
    return capture(node.rest, state);
}

// ---------------------------------------------------------------- classes

Result<void> Generator::check_class_pattern(ast::MatchClass& node) {
    for (std::size_t index = 0; index < node.kwd_attrs.size(); ++index) {
        Str* name = node.kwd_attrs[index];
        set_location(node.kwd_patterns[index]);
        TRY(check_forbidden(name, ast::ExprContext::Store));
        for (std::size_t other = index + 1; other < node.kwd_attrs.size(); ++other) {
            if (node.kwd_attrs[other] != name) continue;
            set_location(node.kwd_patterns[other]);
            return error("attribute name repeated in class pattern: {}", name);
        }
    }
    return {};
}

Result<void> Generator::visit_pattern(ast::MatchClass& node, PatternState& state) {
    int positional = static_cast<int>(node.patterns.size()), named = static_cast<int>(node.kwd_patterns.size());
    {
        KeepLocation keep(unit_);
        TRY(check_class_pattern(node));
    }
    TRY(expression(node.cls));
    std::vector<Object*> names(node.kwd_attrs.begin(), node.kwd_attrs.end());
    emit_constant(Ref<Object>(TRY(Tuple::copy(names))));
    emit(MATCH_CLASS, positional);
    emit(COPY, 1);
    emit_none();
    emit(IS_OP, 1);
    ++state.on_top;
    jump_to_fail(state, POP_JUMP_IF_FALSE);
    emit(UNPACK_SEQUENCE, positional + named);
    state.on_top += positional + named - 1;
    for (int index = 0; index < positional + named; ++index) {
        --state.on_top;
        ast::PatternNode* item = index < positional ? node.patterns[static_cast<std::size_t>(index)]
                                                    : node.kwd_patterns[static_cast<std::size_t>(index - positional)];
        if (is_wildcard(item)) {
            emit(POP_TOP);
        } else {
            TRY(subpattern(item, state));
        }
    }
    return {};
}

// ---------------------------------------------------------------- alternatives

// One alternative. All must bind the same names; the first one's order is `control`, the others' captures are rotated
// on the stack until they lie in that order.
Result<void> Generator::alternative(ast::PatternNode* node, PatternState& state, std::vector<Str*>& control,
                                    bool is_first) {
    emit(COPY, 1);
    TRY(pattern(node, state));
    std::vector<Str*>& captures = state.captures;
    if (is_first) {
        control = captures;
        return {};
    }
    auto differs = [&] { return error("alternative patterns bind different names"); };
    if (captures.size() != control.size()) return differs();
    for (std::size_t wanted = control.size(); wanted-- > 0;) {
        auto found = std::find(captures.begin(), captures.end(), control[wanted]);
        if (found == captures.end()) return differs();
        auto place = static_cast<std::size_t>(found - captures.begin());
        if (place == wanted) continue;
        if (place > wanted) return differs();
        // The first place + 1 captures move behind those up to `wanted`, one rotation each.
        std::rotate(captures.begin(), found + 1, captures.begin() + static_cast<std::ptrdiff_t>(wanted) + 1);
        for (std::size_t moved = 0; moved <= place; ++moved) rotate(static_cast<int>(wanted) + 1);
    }
    return {};
}

Result<void> Generator::visit_pattern(ast::MatchOr& node, PatternState& state) {
    Block* end = new_block();
    std::vector<Str*> control;
    for (ast::PatternNode* each : node.patterns) {
        bool is_last = each == node.patterns.back();
        set_location(each);
        PatternState inner;
        inner.allow_irrefutable = is_last && state.allow_irrefutable;
        TRY(alternative(each, inner, control, each == node.patterns.front()));
        emit_jump(JUMP, end);
        emit_fail_blocks(inner);
    }
    // No match: drop the copy of the subject.
    emit(POP_TOP);
    jump_to_fail(state, JUMP);
    use(end);
    // The captures lie above one copy of the subject, on_top items and earlier captures: bring them below.
    int rotations = static_cast<int>(control.size() + 1 + state.piled());
    for (Str* name : control) {
        rotate(rotations);
        if (std::find(state.captures.begin(), state.captures.end(), name) != state.captures.end()) {
            return duplicate_capture(name);
        }
        state.captures.push_back(name);
    }
    emit(POP_TOP);
    return {};
}

}  // namespace minipy::compiler
