// SPDX-License-Identifier: MIT
//
// Statements, simple and compound, and the whole inputs.
//
// CPython: Parser/action_helpers.c, Grammar/python.gram. Next: parser/build_patterns.cpp, parser/check.cpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

// ---------------------------------------------------------------- whole inputs

void Builder::finish_module(Items<StmtNode*> body) {
    Items<TypeIgnore*> ignores{};
    for (const Token& token : layout_->type_ignores()) {
        append(ignores, arena_.make<TypeIgnore>(static_cast<int>(token.line), comment_text(token)));
    }
    result_ = arena_.make<Module>(Array<StmtNode*>(body), Array<TypeIgnore*>(ignores));
}

Str* Builder::comment_text(Token comment) { return make_identifier(arena_, lexer::text_of(source_, comment)); }

void Builder::finish_interactive(Items<StmtNode*> body) { result_ = arena_.make<Interactive>(Array<StmtNode*>(body)); }

// A compound statement at the prompt is over when an empty line comes, or the end of the text between lines. CPython's
// tokenizer finds its end, too, when its block ends together with the text, but not behind blanks or a comment.
void Builder::finish_interactive_compound(StmtNode* statement) {
    bool newline_is_end = last_newline_.end == source_.text().size();
    bool text_has_line_end = source_.text().ends_with('\n');
    bool dedent_is_missing = block_ended_ && !state_.implies_dedents;
    if (!text_has_line_end && (newline_is_end != block_ended_ || dedent_is_missing)) {
        Diagnostic error = at_token(ErrorKind::syntax_error, "invalid syntax", lookahead_);
        error.offset = error.end_offset = 0;
        fail(std::move(error));
        state_.tentative = false;
    }
    finish_interactive(list(statement));
}

void Builder::finish_expression(Located body) { result_ = arena_.make<ast::Expression>(body.node); }

// ---------------------------------------------------------------- expressions and assignments

StmtNode* Builder::expression_statement(Located value) { return arena_.make<Expr>(span_from(value.start), value.node); }

Sequence Builder::first_target(Located target) {
    make_target(target, TargetUse::assignment);
    return sequence(target);
}

void Builder::further_target(Sequence& targets, Located target) {
    make_target(target, TargetUse::assignment);
    append(targets.items, target.node);
}

StmtNode* Builder::assignment(Sequence targets, Located value, Str* type_comment) {
    return arena_.make<Assign>(span_from(targets.start), Array<ExprNode*>(targets.items), value.node, type_comment);
}

StmtNode* Builder::augmented_assignment(Located target, Operator op, Located value) {
    if (!is<Name>(target.node) && !is<Attribute>(target.node) && !is<Subscript>(target.node)) {
        fail(target.node->span,
             fmt::format("'{}' is an illegal expression for augmented assignment", expression_name(target.node)));
    } else {
        make_target(target, TargetUse::assignment);
    }
    return arena_.make<AugAssign>(span_from(target.start), target.node, op, value.node);
}

namespace {

bool is_single_target(const ExprNode* node) { return is<Name>(node) || is<Attribute>(node) || is<Subscript>(node); }

bool starts_at(const ExprNode* node, Position start) {
    return node->span.lineno == static_cast<int>(start.line) && node->span.col_offset == static_cast<int>(start.column);
}

// What an attribute, a subscript or a call is applied to; null for everything else.
const ExprNode* owner_of(const ExprNode* node) {
    if (is<Attribute>(node)) return static_cast<const Attribute*>(node)->value;
    if (is<Subscript>(node)) return static_cast<const Subscript*>(node)->value;
    return is<Call>(node) ? static_cast<const Call*>(node)->func : nullptr;
}

}  // namespace

bool can_be_annotated(const Located& target) {
    if (!is_single_target(target.node)) return false;
    if (!starts_at(target.node, target.start)) return true;  // all of it is in parentheses
    const ExprNode* first = target.node;
    while (starts_at(first, target.start) && owner_of(first) != nullptr) first = owner_of(first);
    return starts_at(first, target.start) || !is_single_target(first);
}

// Only one thing can be annotated, and no list or tuple; what else it may be called is found later.
Located Builder::annotated_target(Located target, Token colon) {
    if (can_be_annotated(target)) {
        make_target(target, TargetUse::assignment);
    } else {
        reject(span_of(colon));
    }
    return target;
}

StmtNode* Builder::annotated_assignment(Located target, Located annotation, Located value) {
    bool simple = is<Name>(target.node) && !in_parentheses(target);
    return arena_.make<AnnAssign>(span_from(target.start), target.node, annotation.node, value.node,
                                  static_cast<int>(simple));
}

// ---------------------------------------------------------------- keywords

StmtNode* Builder::assertion(Token first, Located test, Located message) {
    return arena_.make<Assert>(span_from(first), test.node, message.node);
}

// `del a, b` deletes two things, `del (a, b)` the one tuple, whose items are deleted in turn.
StmtNode* Builder::deletion(Token first, Items<ExprNode*> targets) {
    for (ExprNode* target : targets) set_context(target, ExprContext::Del, TargetUse::delete_, 0);
    return arena_.make<Delete>(span_from(first), Array<ExprNode*>(targets));
}

StmtNode* Builder::return_statement(Token first, Located value) {
    return arena_.make<Return>(span_from(first), value.node);
}

StmtNode* Builder::raise_statement(Token first, Located exception, Located cause) {
    return arena_.make<Raise>(span_from(first), exception.node, cause.node);
}

// ---------------------------------------------------------------- import

StmtNode* Builder::import(Token first, Items<Alias*> names) {
    return arena_.make<Import>(span_from(first), Array<Alias*>(names));
}

StmtNode* Builder::import_from(Token first, int level, Items<Token>* module, Items<Alias*> names) {
    return arena_.make<ImportFrom>(span_from(first), module ? dotted(*module) : nullptr, Array<Alias*>(names), level);
}

// The names joined by dots; blanks around the dots do not count.
Str* Builder::dotted(Items<Token> parts) {
    if (parts.count == 1) return identifier(parts.items[0]);
    std::string text;
    for (const Token& part : parts) {
        if (!text.empty()) text.push_back('.');
        text += text_of(identifier(part));
    }
    return make_identifier(arena_, text);
}

Alias* Builder::alias(Items<Token> name, const Token* as_name) {
    return arena_.make<Alias>(span_from(name.items[0]), dotted(name), as_name ? identifier(*as_name) : nullptr);
}

Alias* Builder::star_alias(Token star) {
    return arena_.make<Alias>(span_of(star), identifier(star), static_cast<Str*>(nullptr));
}

void Builder::trailing_comma_in_import(Token comma) {
    reject(span_of(lookahead_.kind == TOKEN_NEWLINE ? comma : lookahead_));
}

// ---------------------------------------------------------------- if, while, try, with

StmtNode* Builder::if_statement(Token first, Located test, Items<StmtNode*> body, Items<StmtNode*> otherwise) {
    return arena_.make<If>(span_from(first), test.node, Array<StmtNode*>(body), Array<StmtNode*>(otherwise));
}

StmtNode* Builder::while_statement(Token first, Located test, Items<StmtNode*> body, Items<StmtNode*> otherwise) {
    return arena_.make<While>(span_from(first), test.node, Array<StmtNode*>(body), Array<StmtNode*>(otherwise));
}

StmtNode* Builder::try_statement(Token first, Items<StmtNode*> body, Handlers handlers, Items<StmtNode*> otherwise,
                                 Items<StmtNode*> finally) {
    Array<StmtNode*> block = body;
    Array<HandlerNode*> clauses = handlers.nodes;
    if (handlers.star) {
        return arena_.make<TryStar>(span_from(first), block, clauses, Array<StmtNode*>(otherwise),
                                    Array<StmtNode*>(finally));
    }
    return arena_.make<Try>(span_from(first), block, clauses, Array<StmtNode*>(otherwise), Array<StmtNode*>(finally));
}

Handlers Builder::first_handler(Handler handler) { return {list(handler.node), handler.star}; }

void Builder::further_handler(Handlers& handlers, Handler handler) {
    if (handlers.star != handler.star) {
        const char* message = "cannot have both 'except' and 'except*' on the same 'try'";
        fail_for_good(Diagnostic::at(ErrorKind::syntax_error, message, handler.head));
    }
    append(handlers.nodes, handler.node);
}

Handler Builder::handler(Token first, const Token* star, Located type, const Token* name, Items<StmtNode*> body) {
    HandlerNode* node = arena_.make<ExceptHandler>(span_from(first), type.node, name ? identifier(*name) : nullptr,
                                                   Array<StmtNode*>(body));
    return {node, {start_of(first), lexer::end_of(source_, star ? *star : first)}, star != nullptr};
}

WithItem* Builder::with_item(Located context, Located target) {
    if (target.node) make_target(target, TargetUse::with);
    return arena_.make<WithItem>(context.node, target.node);
}

}  // namespace minipy::parser
