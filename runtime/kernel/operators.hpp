// SPDX-License-Identifier: MIT
// Binary, unary and in-place operators on any objects: reflection, NotImplemented, CPython's TypeErrors.
// CPython: Objects/abstract.c. Next: operators.cpp, comparison.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

enum class UnaryOperator : std::uint8_t { negative, positive, invert, not_ };

Result<Object> binary_operation(BinaryOperator operation, Object* left, Object* right);
Result<Object> inplace_operation(BinaryOperator operation, Object* left, Object* right);
Result<Object> unary_operation(UnaryOperator operation, Object* operand);
Result<Object> power(Object* base, Object* exponent, Object* modulus);  // pow(a, b, c)
Result<Object> divide_modulo(Object* left, Object* right);              // divmod(a, b)
Result<Object> absolute(Object* operand);

inline Result<Object> add(Object* left, Object* right) { return binary_operation(BinaryOperator::add, left, right); }
inline Result<Object> subtract(Object* left, Object* right) {
    return binary_operation(BinaryOperator::subtract, left, right);
}

Result<bool> is_true(Object* object);
// int(x) and float(x) of one argument that is not a string; what the constructors do first.
Result<Object> convert_to_int(Object* object);
Result<Object> convert_to_float(Object* object);

}  // namespace minipy
