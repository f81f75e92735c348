// SPDX-License-Identifier: MIT
// complex: a pair of doubles. CPython: Objects/complexobject.c. Next: complex.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Complex : Object {
    double real, imaginary;
    constexpr Complex(Type* complex_type, double real_part, double imaginary_part)
        : Object(complex_type), real(real_part), imaginary(imaginary_part) {}
    static Ref<Complex> from(double real, double imaginary);
    static Type type_object;
};

}  // namespace minipy
