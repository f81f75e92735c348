// SPDX-License-Identifier: MIT
// SyntaxWarnings about code that surely does not do what was meant. A warning that is turned into an error by a filter
// becomes a SyntaxError. CPython: Python/compile.c (check_caller, check_subscripter, check_index).
#include "compiler/codegen.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::compiler {

namespace {

// The type that an expression surely has; empty if that is not known.
std::string_view type_of(ast::ExprNode* node) {
    switch (node->node_kind) {
        case ast::NodeKind::Tuple: return "tuple";
        case ast::NodeKind::List:
        case ast::NodeKind::ListComp: return "list";
        case ast::NodeKind::Dict:
        case ast::NodeKind::DictComp: return "dict";
        case ast::NodeKind::Set:
        case ast::NodeKind::SetComp: return "set";
        case ast::NodeKind::GeneratorExp: return "generator";
        case ast::NodeKind::Lambda: return "function";
        case ast::NodeKind::JoinedStr:
        case ast::NodeKind::FormattedValue: return "str";
        case ast::NodeKind::Constant: return type_name(static_cast<ast::Constant*>(node)->value);
        default: return "";
    }
}

// None, True, False and ... may be compared by identity.
bool is_identity_comparable(ast::ExprNode* node) {
    auto* constant = ast::as<ast::Constant>(node);
    if (constant == nullptr) return true;
    Object* value = constant->value;
    return is_none(value) || value == &True || value == &False || value == &Ellipsis;
}

bool has_no_items(ast::ExprNode* node) {
    switch (node->node_kind) {
        case ast::NodeKind::Constant: {
            Object* value = static_cast<ast::Constant*>(node)->value;
            return is_none(value) || value == &Ellipsis || is_exact<Int>(value) || is_exact<Bool>(value) ||
                   is_exact<Float>(value) || is_exact<Complex>(value) || is_exact<FrozenSet>(value);
        }
        case ast::NodeKind::Set:
        case ast::NodeKind::SetComp:
        case ast::NodeKind::GeneratorExp:
        case ast::NodeKind::Lambda: return true;
        default: return false;
    }
}

bool wants_integers(ast::ExprNode* node) {
    switch (node->node_kind) {
        case ast::NodeKind::Constant: {
            Object* value = static_cast<ast::Constant*>(node)->value;
            return is_exact<Str>(value) || is_exact<Bytes>(value) || is_exact<Tuple>(value);
        }
        case ast::NodeKind::Tuple:
        case ast::NodeKind::List:
        case ast::NodeKind::ListComp:
        case ast::NodeKind::JoinedStr:
        case ast::NodeKind::FormattedValue: return true;
        default: return false;
    }
}

}  // namespace

Result<void> Generator::warn(const std::string& message) {
    if (!options_.warn) return {};
    Result<void> done = options_.warn(message, filename_, unit_->location.line);
    if (done.failed() && catch_exception(SyntaxWarning)) return error(std::string_view(message));
    return done;
}

Result<void> Generator::warn_compare(const ast::Compare& node) {
    bool left = is_identity_comparable(node.left);
    for (std::size_t index = 0; index < node.ops.size(); ++index) {
        bool right = is_identity_comparable(node.comparators[index]);
        if (!left || !right) {
            if (node.ops[index] == ast::CompareOperator::Is) return warn("\"is\" with a literal. Did you mean \"==\"?");
            if (node.ops[index] == ast::CompareOperator::IsNot) {
                return warn("\"is not\" with a literal. Did you mean \"!=\"?");
            }
        }
        left = right;
    }
    return {};
}

Result<void> Generator::warn_call(ast::ExprNode* callee) {
    std::string_view type = type_of(callee);
    if (type.empty() || type == "function") return {};
    return warn(fmt::format("'{}' object is not callable; perhaps you missed a comma?", type));
}

Result<void> Generator::warn_subscript(ast::ExprNode* value, ast::ExprNode* key) {
    if (has_no_items(value)) {
        TRY(warn(fmt::format("'{}' object is not subscriptable; perhaps you missed a comma?", type_of(value))));
    }
    std::string_view key_type = type_of(key);
    if (key_type.empty() || key_type == "int" || key_type == "bool" || key_type == "slice" || !wants_integers(value))
        return {};
    return warn(fmt::format("{} indices must be integers or slices, not {}; perhaps you missed a comma?",
                            type_of(value), key_type));
}

Result<void> Generator::warn_assert(const ast::Assert& node) {
    auto* tuple = ast::as<ast::Tuple>(node.test);
    auto* constant = ast::as<ast::Constant>(node.test);
    bool always_true =
        (tuple != nullptr && !tuple->elts.empty()) ||
        (constant != nullptr && is_exact<Tuple>(constant->value) && static_cast<Tuple*>(constant->value)->length > 0);
    return always_true ? warn("assertion is always true, perhaps remove parentheses?") : Result<void>();
}

}  // namespace minipy::compiler
