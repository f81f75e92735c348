// SPDX-License-Identifier: MIT
// The walk that folds: children first, then the node itself. Folding may replace a node, so expressions are visited
// through the pointer that holds them.
// CPython: Python/ast_opt.c (astfold_*). Next: fold_operators.cpp.
#include "compiler/fold.hpp"

#include <utility>

#include "compiler/errors.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::compiler {

Str* docstring_of(ast::Array<ast::StmtNode*> body) {
    if (body.empty()) return nullptr;
    auto* statement = ast::as<ast::Expr>(body[0]);
    auto* constant = statement == nullptr ? nullptr : ast::as<ast::Constant>(statement->value);
    return constant != nullptr && is_exact<Str>(constant->value) ? static_cast<Str*>(constant->value) : nullptr;
}

namespace {

class Folder {
public:
    Folder(ast::Arena& arena, const FoldOptions& options) : arena_(arena), options_(options) {}

    Result<void> module(ast::ModNode& module) {
        if (auto* node = ast::as<ast::Module>(&module)) return body(node->body);
        if (auto* node = ast::as<ast::Interactive>(&module)) return children(node->body);
        if (auto* node = ast::as<ast::Expression>(&module)) return child(node->body);
        return {};
    }

private:
    // Any field of a node; what holds no expressions is left alone.
    template <class T>
    Result<void> child(T&) {
        return {};
    }
    Result<void> child(ast::ExprNode*& slot);
    Result<void> child(ast::StmtNode*& node);
    Result<void> child(ast::PatternNode*& node);
    Result<void> child(ast::HandlerNode*& node) { return fields(*static_cast<ast::ExceptHandler*>(node)); }
    Result<void> child(ast::Keyword*& node) { return child(node->value); }
    Result<void> child(ast::WithItem*& node) { return fields(*node); }
    Result<void> child(ast::MatchCase*& node) { return fields(*node); }
    Result<void> child(ast::Arguments*& node) { return fields(*node); }
    Result<void> child(ast::Arg*& node) { return node == nullptr ? Result<void>() : annotation(node->annotation); }
    Result<void> child(ast::Comprehension*& node) {
        TRY(fields(*node));
        return iterable(node->iter);
    }
    template <class T>
    Result<void> child(ast::Array<T>& nodes) {
        return children(nodes);
    }
    template <class T>
    Result<void> children(ast::Array<T> nodes) {
        for (T& node : nodes) TRY(child(node));
        return {};
    }
    template <class N>
    Result<void> fields(N& node) {
        Result<void> result;
        ast::for_each_field(node, [&](const ast::FieldInfo&, auto& field) {
            if (result.ok()) result = child(field);
        });
        return result;
    }

    Result<void> body(ast::Array<ast::StmtNode*> statements);
    Result<void> annotation(ast::ExprNode*& slot) { return options_.future_annotations ? Result<void>() : child(slot); }

    // Statements: most only have children.
    template <class N>
    Result<void> fold(N& node) {
        return fields(node);
    }
    template <class Function>
    Result<void> function(Function& node);
    Result<void> fold(ast::FunctionDef& node) { return function(node); }
    Result<void> fold(ast::AsyncFunctionDef& node) { return function(node); }
    Result<void> fold(ast::ClassDef& node);
    Result<void> fold(ast::AnnAssign& node);
    Result<void> fold(ast::For& node);

    // Expressions: called after their children, may replace what `slot` holds.
    template <class N>
    Result<void> replace(ast::ExprNode*&, N&) {
        return {};
    }
    Result<void> replace(ast::ExprNode*& slot, ast::UnaryOp& node);
    Result<void> replace(ast::ExprNode*& slot, ast::BinOp& node);
    Result<void> replace(ast::ExprNode*& slot, ast::Tuple& node);
    Result<void> replace(ast::ExprNode*& slot, ast::Subscript& node);
    Result<void> replace(ast::ExprNode*& slot, ast::Name& node);
    Result<void> replace(ast::ExprNode*& slot, ast::Compare& node);

    // An expression that is only iterated over or searched: a list may be a tuple, a set of constants a frozenset.
    Result<void> iterable(ast::ExprNode*& slot);
    Result<void> use_constant(ast::ExprNode*& slot, Maybe<Object> value);
    static Maybe<Object> constant_tuple(ast::Array<ast::ExprNode*> elements);

    ast::Arena& arena_;
    FoldOptions options_;
    CompilationDepth depth_;
};

Object* constant_of(ast::ExprNode* node) {
    auto* constant = ast::as<ast::Constant>(node);
    return constant == nullptr ? nullptr : constant->value;
}

// ---------------------------------------------------------------- walking

Result<void> Folder::child(ast::ExprNode*& slot) {
    if (slot == nullptr) return {};
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*slot, [&](auto& node) -> Result<void> {
        TRY(fields(node));
        return replace(slot, node);
    });
}

Result<void> Folder::child(ast::StmtNode*& node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*node, [&](auto& concrete) { return fold(concrete); });
}

Result<void> Folder::child(ast::PatternNode*& node) {
    if (node == nullptr) return {};
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*node, [&](auto& concrete) { return fields(concrete); });
}

// Folding must not make a docstring: "a" + "b" alone on the first line is none.
Result<void> Folder::body(ast::Array<ast::StmtNode*> statements) {
    bool has_docstring = docstring_of(statements) != nullptr;
    TRY(children(statements));
    if (has_docstring || docstring_of(statements) == nullptr) return {};
    auto* statement = static_cast<ast::Expr*>(statements[0]);
    ast::Array<ast::ExprNode*> pieces = arena_.array<ast::ExprNode*>(1);
    pieces[0] = statement->value;
    statement->value = arena_.make<ast::JoinedStr>(statement->value->span, pieces);
    return {};
}

template <class Function>
Result<void> Folder::function(Function& node) {
    TRY(child(node.args));
    TRY(body(node.body));
    TRY(children(node.decorator_list));
    return annotation(node.returns);
}

Result<void> Folder::fold(ast::ClassDef& node) {
    TRY(children(node.bases));
    TRY(children(node.keywords));
    TRY(body(node.body));
    return children(node.decorator_list);
}

Result<void> Folder::fold(ast::AnnAssign& node) {
    TRY(child(node.target));
    TRY(annotation(node.annotation));
    return child(node.value);
}

Result<void> Folder::fold(ast::For& node) {
    TRY(fields(node));
    return iterable(node.iter);
}

// ---------------------------------------------------------------- replacing

Result<void> Folder::use_constant(ast::ExprNode*& slot, Maybe<Object> value) {
    Ref<Object> object = TRY(std::move(value));
    if (object) slot = arena_.make<ast::Constant>(slot->span, arena_.keep(object.release()), nullptr);
    return {};
}

Maybe<Object> Folder::constant_tuple(ast::Array<ast::ExprNode*> elements) {
    for (ast::ExprNode* element : elements) {
        if (!ast::is<ast::Constant>(element)) return nothing;
    }
    Ref<Tuple> tuple = TRY(Tuple::create(static_cast<Size>(elements.size())));
    for (std::size_t index = 0; index < elements.size(); ++index) {
        tuple->initialize(static_cast<Size>(index), share(constant_of(elements[index])));
    }
    return tuple->track();
}

Result<void> Folder::replace(ast::ExprNode*& slot, ast::UnaryOp& node) {
    if (Object* operand = constant_of(node.operand)) return use_constant(slot, fold_unary(node.op, operand));
    // `not a in b` is `a not in b`; == and < may not be inverted, they can mean anything.
    auto* compare = ast::as<ast::Compare>(node.operand);
    if (node.op != ast::UnaryOperator::Not || compare == nullptr || compare->ops.size() != 1) return {};
    using enum ast::CompareOperator;
    ast::CompareOperator& op = compare->ops[0];
    switch (op) {
        case Is: op = IsNot; break;
        case IsNot: op = Is; break;
        case In: op = NotIn; break;
        case NotIn: op = In; break;
        default: return {};
    }
    slot = compare;
    return {};
}

Result<void> Folder::replace(ast::ExprNode*& slot, ast::BinOp& node) {
    Object* left = constant_of(node.left);
    if (left == nullptr) return {};
    if (auto* items = ast::as<ast::Tuple>(node.right);
        node.op == ast::Operator::Mod && items != nullptr && is_exact<Str>(left)) {
        for (ast::ExprNode* item : items->elts) {
            if (ast::is<ast::Starred>(item)) return {};
        }
        ast::ExprNode* joined = format_as_joined_string(arena_, node.span, static_cast<Str*>(left), items->elts);
        if (joined != nullptr) slot = joined;
        return {};
    }
    Object* right = constant_of(node.right);
    return right == nullptr ? Result<void>() : use_constant(slot, fold_binary(node.op, left, right));
}

Result<void> Folder::replace(ast::ExprNode*& slot, ast::Tuple& node) {
    if (node.ctx != ast::ExprContext::Load) return {};
    return use_constant(slot, constant_tuple(node.elts));
}

Result<void> Folder::replace(ast::ExprNode*& slot, ast::Subscript& node) {
    Object *value = constant_of(node.value), *key = constant_of(node.slice);
    if (node.ctx != ast::ExprContext::Load || value == nullptr || key == nullptr) return {};
    Result<Object> item = get_item(value, key);
    if (item.ok()) return use_constant(slot, item.take());
    if (exception_matches(KeyboardInterrupt)) return Failure{};
    clear_exception();
    return {};
}

Result<void> Folder::replace(ast::ExprNode*& slot, ast::Name& node) {
    if (node.ctx != ast::ExprContext::Load || node.id != names::dunder_debug) return {};
    return use_constant(slot, to_bool(options_.optimize == 0));
}

Result<void> Folder::replace(ast::ExprNode*&, ast::Compare& node) {
    ast::CompareOperator last = node.ops.back();
    if (last != ast::CompareOperator::In && last != ast::CompareOperator::NotIn) return {};
    return iterable(node.comparators.back());
}

Result<void> Folder::iterable(ast::ExprNode*& slot) {
    if (auto* list = ast::as<ast::List>(slot)) {
        for (ast::ExprNode* element : list->elts) {
            if (ast::is<ast::Starred>(element)) return {};
        }
        slot = arena_.make<ast::Tuple>(list->span, list->elts, list->ctx);
        return use_constant(slot, constant_tuple(list->elts));
    }
    if (auto* set = ast::as<ast::Set>(slot)) {
        Ref<Object> items = TRY(constant_tuple(set->elts));
        if (!items) return {};
        Result<Object> frozen = FrozenSet::from_iterable(items.get());
        if (frozen.ok()) return use_constant(slot, frozen.take());
        clear_exception();
    }
    return {};
}

}  // namespace

Result<void> fold_constants(ast::ModNode& module, ast::Arena& arena, const FoldOptions& options) {
    return Folder(arena, options).module(module);
}

}  // namespace minipy::compiler
