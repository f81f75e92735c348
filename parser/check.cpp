// SPDX-License-Identifier: MIT
//
// What the grammar let through and Python does not: targets that cannot be assigned to or deleted, and the words for
// it.
//
// CPython: Parser/action_helpers.c (_PyPegen_set_expr_context), Parser/pegen.c (_PyPegen_get_invalid_target).
// Next: parser/syntax_errors.cpp.
#include <fmt/core.h>

#include "parser/build.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

using namespace ast;

namespace {
constexpr int deepest_target = 1000;
}

// Is the lookahead, or what had to be read to know its end, the end of the text?
bool Builder::has_reached_end() const {
    if (lookahead_.kind == TOKEN_ENDMARKER) return true;
    std::size_t size = source_.text().size();
    if (state_.line_end_added()) return lookahead_.kind == TOKEN_DEDENT && lookahead_.start == size;
    return source_.text().ends_with('\n') ? lookahead_.start == size : lookahead_.end == size;
}

// The first error counts. It is tentative: a second look may find better words.
void Builder::fail(Diagnostic diagnostic) {
    if (failed_) return;
    failed_ = true;
    state_.stopped_at = lookahead_;
    if (layout_) {
        bool bad_token = layout_->is_error(lookahead_);
        bool open_string = bad_token && layout_->error().message.starts_with("unterminated string");
        state_.at_end_of_text = bad_token && !open_string ? layout_->ends_too_early() : has_reached_end();
    }
    state_.tentative = true;
    state_.errors.push_back(std::move(diagnostic));
}

// The tokens were read before the action ran, so what is wrong with one of them comes first.
void Builder::fail_for_good(Diagnostic diagnostic) {
    bool bad_token = layout_ && layout_->is_error(lookahead_);
    if (bad_token) fail(layout_->error());
    else fail(std::move(diagnostic));
    state_.tentative = false;
}

void Builder::fail(Span where, std::string message, ErrorKind kind) {
    lexer::Span span{{static_cast<std::uint32_t>(where.lineno), static_cast<std::uint32_t>(where.col_offset)},
                     {static_cast<std::uint32_t>(where.end_lineno), static_cast<std::uint32_t>(where.end_col_offset)}};
    state_.rejected |= !failed_;
    fail(Diagnostic::at(kind, std::move(message), span));
}

// At the token that was read last, which is the one after the text in question: where CPython points when it has no
// node.
void Builder::fail_here(std::string message) {
    fail_for_good(at_token(ErrorKind::syntax_error, std::move(message), lookahead_));
}

void Builder::make_target(const Located& target, TargetUse use) {
    set_context(target.node, use == TargetUse::delete_ ? ExprContext::Del : ExprContext::Store, use, 0);
}

// Turns what was parsed as a value into a target, down to the last item. False: it is none, and the error is known.
bool Builder::set_context(ExprNode* node, ExprContext context, TargetUse use, int depth) {
    if (depth > deepest_target) {
        too_deep();
        return false;
    }
    auto all = [&](Array<ExprNode*> items) {
        for (ExprNode* item : items) {
            if (!set_context(item, context, use, depth + 1)) return false;
        }
        return true;
    };
    switch (node->node_kind) {
        case NodeKind::Name: static_cast<Name*>(node)->ctx = context; return true;
        case NodeKind::Attribute: static_cast<Attribute*>(node)->ctx = context; return true;
        case NodeKind::Subscript: static_cast<Subscript*>(node)->ctx = context; return true;
        case NodeKind::Tuple: static_cast<Tuple*>(node)->ctx = context; return all(static_cast<Tuple*>(node)->elts);
        case NodeKind::List:
            static_cast<ast::List*>(node)->ctx = context;
            return all(static_cast<ast::List*>(node)->elts);
        case NodeKind::Starred:
            if (use == TargetUse::delete_) return reject_target(node, use);
            static_cast<Starred*>(node)->ctx = context;
            return set_context(static_cast<Starred*>(node)->value, context, use, depth + 1);
        default: return reject_target(node, use);
    }
}

bool Builder::reject_target(const ExprNode* node, TargetUse use) {
    const char* verb = use == TargetUse::delete_ ? "delete" : "assign to";
    fail(node->span, fmt::format("cannot {} {}", verb, expression_name(node)));
    return false;
}

std::string_view expression_name(const ExprNode* node) {
    switch (node->node_kind) {
        case NodeKind::Attribute: return "attribute";
        case NodeKind::Subscript: return "subscript";
        case NodeKind::Starred: return "starred";
        case NodeKind::Name: return "name";
        case NodeKind::List: return "list";
        case NodeKind::Tuple: return "tuple";
        case NodeKind::Lambda: return "lambda";
        case NodeKind::Call: return "function call";
        case NodeKind::BoolOp:
        case NodeKind::BinOp:
        case NodeKind::UnaryOp: return "expression";
        case NodeKind::GeneratorExp: return "generator expression";
        case NodeKind::Yield:
        case NodeKind::YieldFrom: return "yield expression";
        case NodeKind::Await: return "await expression";
        case NodeKind::ListComp: return "list comprehension";
        case NodeKind::SetComp: return "set comprehension";
        case NodeKind::DictComp: return "dict comprehension";
        case NodeKind::Dict: return "dict literal";
        case NodeKind::Set: return "set display";
        case NodeKind::JoinedStr:
        case NodeKind::FormattedValue: return "f-string expression";
        case NodeKind::Constant: {
            const Object* value = static_cast<const Constant*>(node)->value;
            if (value == constant_none()) return "None";
            if (value == constant_true()) return "True";
            if (value == constant_false()) return "False";
            if (value == constant_ellipsis()) return "ellipsis";
            return "literal";
        }
        case NodeKind::Compare: return "comparison";
        case NodeKind::IfExp: return "conditional expression";
        case NodeKind::NamedExpr: return "named expression";
        default: return "expression";
    }
}

}  // namespace minipy::parser
