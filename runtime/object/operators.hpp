// SPDX-License-Identifier: MIT
// The operators as numbers, with what the table in operators.def says of them. CPython: Include/opcode.h.
// Next: kernel/operators.hpp, which carries them out.
#pragma once

#include <cstdint>
#include <string_view>

namespace minipy {

// Numbered as CPython's BINARY_OP operand is; the in-place form of an operator is its number plus their count.
enum class BinaryOperator : std::uint8_t {
#define BINARY_OPERATOR(name, ...) name,
#include "runtime/object/operators.def"
};
inline constexpr int binary_operator_count = 0
#define BINARY_OPERATOR(...) +1
#include "runtime/object/operators.def"
    ;

// Numbered as CPython's COMPARE_OP operand is.
enum class Comparison : std::uint8_t {
#define COMPARISON(name, ...) name,
#include "runtime/object/operators.def"
};

// How tightly operators bind, from the loosest; `factor` is that of signs and ~.
enum class Precedence : std::uint8_t { bit_or, bit_xor, bit_and, shift, sum, product, factor, power };

struct OperatorTexts {
    const char* symbol;
    const char* inplace_symbol;
    Precedence precedence;
};
inline constexpr OperatorTexts binary_operators[] = {
#define BINARY_OPERATOR(name, Node, symbol, precedence, ...) {symbol, (symbol "="), Precedence::precedence},
#include "runtime/object/operators.def"
};
inline constexpr const char* comparison_symbols[] = {
#define COMPARISON(name, Node, symbol, ...) symbol,
#include "runtime/object/operators.def"
};

}  // namespace minipy
