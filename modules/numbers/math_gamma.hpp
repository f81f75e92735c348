// SPDX-License-Identifier: MIT
// The gamma function and its logarithm. Next: math_gamma.cpp.
#pragma once

#include <cstdint>

namespace minipy::math {

enum class MathError : std::uint8_t { none, domain, range };

struct Computed {
    double value;
    MathError error;
};

Computed gamma(double x);
Computed log_gamma(double x);

}  // namespace minipy::math
