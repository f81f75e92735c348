// SPDX-License-Identifier: MIT
// gamma and lgamma by Lanczos' approximation with Boost's coefficients (n = 13, g = 6.0246…), as in CPython, so that
// results agree to the last bit. CPython: Modules/mathmodule.c (m_tgamma, m_lgamma).
#include "modules/numbers/math_gamma.hpp"

#include <cmath>

namespace minipy::math {

namespace {

constexpr double pi = 3.141592653589793238462643383279502884197;
constexpr double log_pi = 1.144729885849400174143427351353058711647;
constexpr double lanczos_g = 6.024680040776729583740234375;
constexpr double lanczos_g_minus_half = 5.524680040776729583740234375;
constexpr int term_count = 13;

constexpr double numerator_terms[term_count] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};

// x · (x + 1) · … · (x + 11), expanded.
constexpr double denominator_terms[term_count] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                                  45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                                  1925.0,     66.0,       1.0};

// The two polynomials' quotient; for larger x in powers of 1/x, so that nothing overflows.
double lanczos_sum(double x) {
    double numerator = 0, denominator = 0;
    if (x < 5.0) {
        for (int index = term_count; --index >= 0;) {
            numerator = numerator * x + numerator_terms[index];
            denominator = denominator * x + denominator_terms[index];
        }
    } else {
        for (int index = 0; index < term_count; ++index) {
            numerator = numerator / x + numerator_terms[index];
            denominator = denominator / x + denominator_terms[index];
        }
    }
    return numerator / denominator;
}

// sin(pi · x), exact where it is zero.
double sin_pi(double x) {
    double y = std::fmod(std::fabs(x), 2.0), result;
    switch (int(std::round(2.0 * y))) {
        case 0: result = std::sin(pi * y); break;
        case 1: result = std::cos(pi * (y - 0.5)); break;
        case 2: result = std::sin(pi * (1.0 - y)); break;
        case 3: result = -std::cos(pi * (y - 1.5)); break;
        default: result = std::sin(pi * (y - 2.0)); break;
    }
    return std::copysign(1.0, x) * result;
}

// (n − 1)! as a double, for n up to 23 exactly.
double small_factorial(int n) {
    double result = 1;
    for (int factor = 2; factor < n; ++factor) result *= factor;
    return result;
}

Computed overflow_checked(double value) { return {value, std::isinf(value) ? MathError::range : MathError::none}; }

}  // namespace

Computed gamma(double x) {
    constexpr double most_exact = 23, largest_argument = 200, split_power_from = 140, tiny = 1e-20;
    if (!std::isfinite(x)) {
        if (std::isnan(x) || x > 0) return {x, MathError::none};
        return {NAN, MathError::domain};
    }
    if (x == 0) return {std::copysign(HUGE_VAL, x), MathError::domain};
    if (x == std::floor(x)) {
        if (x < 0) return {NAN, MathError::domain};
        if (x <= most_exact) return {small_factorial(int(x)), MathError::none};
    }
    double size = std::fabs(x);
    if (size < tiny) return overflow_checked(1.0 / x);
    if (size > largest_argument) {
        if (x < 0) return {0.0 / sin_pi(x), MathError::none};
        return {HUGE_VAL, MathError::range};
    }
    // `correction` makes up for what the rounding of y lost.
    double y = size + lanczos_g_minus_half;
    double correction =
        size > lanczos_g_minus_half ? (y - size) - lanczos_g_minus_half : (y - lanczos_g_minus_half) - size;
    correction = correction * lanczos_g / y;
    double result;
    if (x < 0) {
        result = -pi / sin_pi(size) / size * std::exp(y) / lanczos_sum(size);
        result -= correction * result;
        if (size < split_power_from) {
            result /= std::pow(y, size - 0.5);
        } else {
            double root = std::pow(y, size / 2.0 - 0.25);
            result = result / root / root;
        }
    } else {
        result = lanczos_sum(size) / std::exp(y);
        result += correction * result;
        if (size < split_power_from) {
            result *= std::pow(y, size - 0.5);
        } else {
            double root = std::pow(y, size / 2.0 - 0.25);
            result = result * root * root;
        }
    }
    return overflow_checked(result);
}

Computed log_gamma(double x) {
    constexpr double tiny = 1e-20;
    if (!std::isfinite(x)) return {std::isnan(x) ? x : HUGE_VAL, MathError::none};
    if (x == std::floor(x) && x <= 2.0) {
        if (x <= 0) return {HUGE_VAL, MathError::domain};
        return {0.0, MathError::none};
    }
    double size = std::fabs(x);
    if (size < tiny) return {-std::log(size), MathError::none};
    double result = std::log(lanczos_sum(size)) - lanczos_g;
    result += (size - 0.5) * (std::log(size + lanczos_g - 0.5) - 1);
    if (x < 0) result = log_pi - std::log(std::fabs(sin_pi(size))) - std::log(size) - result;
    return overflow_checked(result);
}

}  // namespace minipy::math
