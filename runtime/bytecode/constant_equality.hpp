// SPDX-License-Identifier: MIT
// Equality of constants, stricter than ==: 1, 1.0 and True are three constants, 0.0 and -0.0 are two, (1,) and (True,)
// are two; nan equals only itself. What decides is type and value, down through tuples and frozensets. Code objects are
// equal if all that they do is equal. CPython: Objects/codeobject.c (_PyCode_ConstantKey, code_richcompare).
// Next: constant_equality.cpp.
#pragma once

#include <cstddef>

#include "runtime/bytecode/code.hpp"

namespace minipy {

bool same_constant(Object* left, Object* right);
std::size_t constant_hash(Object* constant);
bool same_code(const Code* left, const Code* right);

// For hash tables of constants.
struct ConstantHasher {
    std::size_t operator()(Object* constant) const { return constant_hash(constant); }
};
struct SameConstant {
    bool operator()(Object* left, Object* right) const { return same_constant(left, right); }
};

}  // namespace minipy
