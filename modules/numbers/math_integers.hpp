// SPDX-License-Identifier: MIT
// The functions of math that work on ints: gcd, factorial, binomial coefficients, integer square root. Next:
// math_integers.cpp.
#pragma once

#include "runtime/object/arguments.hpp"
#include "runtime/object/result.hpp"

namespace minipy::math {

Result<Object> gcd(Object* self, const Arguments& arguments);
Result<Object> lcm(Object* self, const Arguments& arguments);
Result<Object> factorial(Object* number);
Result<Object> comb(Object* n, Object* k);
Result<Object> perm(Object* n, Object* k);
Result<Object> isqrt(Object* number);

}  // namespace minipy::math
