// SPDX-License-Identifier: MIT
//
// From the operators of the tree to those of the runtime, whose numbers are the operands of BINARY_OP and COMPARE_OP.
//
// CPython: Python/compile.c (addop_binary, compiler_addcompare). Next: codegen_module.cpp, fold_operators.cpp.
#pragma once

#include <optional>

#include "parser/ast.hpp"
#include "runtime/object/type.hpp"

namespace minipy::compiler {

constexpr BinaryOperator operator_of(ast::Operator operation) {
    switch (operation) {
// clang-format off
#define BINARY_OPERATOR(name, Node, ...) \
    case ast::Operator::Node: return BinaryOperator::name;
#include "runtime/object/operators.def"
        // clang-format on
    }
    return {};
}

// Nothing for `is` and `in`, which are instructions of their own.
constexpr std::optional<Comparison> comparison_of(ast::CompareOperator operation) {
    switch (operation) {
// clang-format off
#define COMPARISON(name, Node, ...) \
    case ast::CompareOperator::Node: return Comparison::name;
#include "runtime/object/operators.def"
        // clang-format on
        default: return std::nullopt;
    }
}

}  // namespace minipy::compiler
