// SPDX-License-Identifier: MIT
//
// How the operators of the tree are written.
//
// CPython: Lib/ast.py (_Unparser). Next: parser/dump_rich.cpp, compiler/operators.hpp.
#pragma once

#include <string_view>

#include "parser/ast.hpp"

namespace minipy::ast {

constexpr std::string_view symbol_of(Operator operation) {
    switch (operation) {
// clang-format off
#define BINARY_OPERATOR(name, Node, symbol, ...) \
    case Operator::Node: return symbol;
#include "runtime/object/operators.def"
        // clang-format on
    }
    return {};
}

constexpr std::string_view symbol_of(CompareOperator operation) {
    switch (operation) {
// clang-format off
#define COMPARISON(name, Node, symbol, ...) \
    case CompareOperator::Node: return symbol;
#include "runtime/object/operators.def"
        // clang-format on
        case CompareOperator::Is: return "is";
        case CompareOperator::IsNot: return "is not";
        case CompareOperator::In: return "in";
        case CompareOperator::NotIn: return "not in";
    }
    return {};
}

}  // namespace minipy::ast
