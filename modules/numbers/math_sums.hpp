// SPDX-License-Identifier: MIT
// Sums without loss: fsum, and the lengths of vectors for hypot and dist. Next: math_sums.cpp.
#pragma once

#include <vector>

#include "runtime/object/result.hpp"

namespace minipy::math {

Result<Object> fsum(Object* iterable);
// The Euclidean length of a vector whose coordinates are not negative.
double vector_length(std::vector<double>& coordinates);

}  // namespace minipy::math
