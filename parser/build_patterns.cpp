// SPDX-License-Identifier: MIT
//
// match statements and their patterns.
//
// `_` is an ordinary name to the grammar; a capture of that name is the wildcard, a MatchAs without a name.
//
// CPython: Grammar/python.gram ("Match statement"). Next: parser/check.cpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

StmtNode* Builder::match_statement(Token first, Located subject, Items<MatchCase*> cases) {
    return arena_.make<Match>(span_from(first), subject.node, Array<MatchCase*>(cases));
}

MatchCase* Builder::match_case(Pattern pattern, Located guard, Items<StmtNode*> body) {
    return arena_.make<MatchCase>(pattern.node, guard.node, Array<StmtNode*>(body));
}

PatternSequence Builder::alternatives(Pattern first, Pattern second) {
    PatternSequence sequence = pattern_sequence(first);
    append(sequence.items, second.node);
    return sequence;
}

Pattern Builder::or_pattern(PatternSequence alternatives) {
    return {arena_.make<MatchOr>(span_from(alternatives.start), Array<PatternNode*>(alternatives.items)),
            alternatives.start};
}

Pattern Builder::open_sequence_pattern(PatternSequence sequence) {
    return {arena_.make<MatchSequence>(span_from(sequence.start), Array<PatternNode*>(sequence.items)), sequence.start};
}

Pattern Builder::open_sequence_pattern(PatternSequence sequence, Pattern last) {
    append(sequence.items, last.node);
    return open_sequence_pattern(sequence);
}

Pattern Builder::sequence_pattern(Token open, Items<PatternNode*> items) {
    return {arena_.make<MatchSequence>(span_from(open), Array<PatternNode*>(items)), start_of(open)};
}

Pattern Builder::group_pattern(Token open, Pattern inner) { return {inner.node, start_of(open)}; }

Pattern Builder::star_pattern(Token star, Token name) {
    Str* target = lexer::text_of(source_, name) == "_" ? nullptr : identifier(name);
    return {arena_.make<MatchStar>(span_from(star), target), start_of(star)};
}

Pattern Builder::as_pattern(Pattern pattern, Token name) {
    if (lexer::text_of(source_, name) == "_") fail(span_of(name), "cannot use '_' as a target");
    return {arena_.make<MatchAs>(span_from(pattern.start), pattern.node, identifier(name)), pattern.start};
}

Pattern Builder::value_pattern(Located value) {
    return {arena_.make<MatchValue>(span_from(value.start), value.node), value.start};
}

Pattern Builder::singleton_pattern(Token token) {
    return {arena_.make<MatchSingleton>(span_of(token), as<Constant>(constant(token).node)->value), start_of(token)};
}

Pattern Builder::capture_pattern(Token name) {
    Str* target = lexer::text_of(source_, name) == "_" ? nullptr : identifier(name);
    return {arena_.make<MatchAs>(span_of(name), static_cast<PatternNode*>(nullptr), target), start_of(name)};
}

Pattern Builder::mapping_pattern(Token open, Items<MappingItem> items) {
    Items<ExprNode*> keys{};
    Items<PatternNode*> patterns{};
    Str* rest = nullptr;
    for (const MappingItem& item : items) {
        if (item.pattern) {
            append(keys, item.key);
            append(patterns, item.pattern);
        } else {
            rest = identifier(item.rest);
            if (lexer::text_of(source_, item.rest) == "_") fail(span_of(item.rest), "invalid syntax");
        }
    }
    auto* node =
        arena_.make<MatchMapping>(span_from(open), Array<ExprNode*>(keys), Array<PatternNode*>(patterns), rest);
    return {node, start_of(open)};
}

Pattern Builder::class_pattern(Located type, Items<ClassArgument> arguments) {
    Items<PatternNode*> positional{};
    Items<Str*> names{};
    Items<PatternNode*> keywords{};
    for (const ClassArgument& argument : arguments) {
        if (argument.name.kind != 0) {
            append(names, identifier(argument.name));
            append(keywords, argument.pattern);
        } else {
            if (!names.empty()) fail(argument.pattern->span, "positional patterns follow keyword patterns");
            append(positional, argument.pattern);
        }
    }
    auto* node = arena_.make<MatchClass>(span_from(type.start), type.node, Array<PatternNode*>(positional),
                                         Array<Str*>(names), Array<PatternNode*>(keywords));
    return {node, type.start};
}

// `1 + 2j`: a real number and an imaginary one, in this order.
Located Builder::complex_literal(Located real, Operator op, Token imaginary) {
    return raising_at_once([&] {
        Located right = number(imaginary);
        ExprNode* digits = is<UnaryOp>(real.node) ? as<UnaryOp>(real.node)->operand : real.node;
        if (is_complex(as<Constant>(digits)->value)) fail(digits->span, "real number required in complex literal");
        if (!is_complex(as<Constant>(right.node)->value))
            fail(right.node->span, "imaginary number required in complex literal");
        return binary(real, op, right);
    });
}

}  // namespace minipy::parser
