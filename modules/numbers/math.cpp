// SPDX-License-Identifier: MIT
// Module math. Most functions are the C library's; what is added here are Python's errors: a nan that was no nan before
// is "math domain error", an infinity made from finite arguments is "math range error" (or a domain error at a pole).
// CPython: Modules/mathmodule.c. Next: math_integers.cpp, math_sums.cpp, math_gamma.cpp.
#include <cfloat>
#include <cmath>
#include <vector>

#include "modules/numbers/math_gamma.hpp"
#include "modules/numbers/math_integers.hpp"
#include "modules/numbers/math_sums.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"

namespace minipy {

namespace {

Failure domain_error() { return raise(ValueError, "math domain error"); }
Failure range_error() { return raise(OverflowError, "math range error"); }

using Function = double (*)(double);

// A function of one double. `overflows`: an infinite result is an overflow, else a pole.
template <Function function, bool overflows>
Result<Object> one_argument(Object* argument) {
    double x = TRY(to_double(argument));
    double result = function(x);
    if (std::isnan(result) && !std::isnan(x)) return domain_error();
    if (std::isinf(result) && std::isfinite(x)) return overflows ? range_error() : domain_error();
    return Float::from(result);
}

template <math::Computed (*function)(double)>
Result<Object> computed(Object* argument) {
    math::Computed result = function(TRY(to_double(argument)));
    if (result.error == math::MathError::domain) return domain_error();
    if (result.error == math::MathError::range) return range_error();
    return Float::from(result.value);
}

struct TwoDoubles {
    double x, y;
};
Result<TwoDoubles> two_doubles(Object* first, Object* second) {
    return TwoDoubles{TRY(to_double(first)), TRY(to_double(second))};
}

template <double (*function)(double, double)>
Result<Object> two_arguments(Object* first, Object* second) {
    auto [x, y] = TRY(two_doubles(first, second));
    return Float::from(function(x, y));
}

Result<Object> math_pow(Object* base, Object* exponent) {
    auto [x, y] = TRY(two_doubles(base, exponent));
    double result = std::pow(x, y);
    bool finite = std::isfinite(x) && std::isfinite(y);
    if (finite && std::isnan(result)) return domain_error();
    if (finite && std::isinf(result)) return x == 0 ? domain_error() : range_error();
    return Float::from(result);
}

Result<Object> math_fmod(Object* first, Object* second) {
    auto [x, y] = TRY(two_doubles(first, second));
    if (std::isinf(y) && std::isfinite(x)) return Float::from(x);
    double result = std::fmod(x, y);
    if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error();
    return Float::from(result);
}

Result<Object> math_remainder(Object* first, Object* second) {
    auto [x, y] = TRY(two_doubles(first, second));
    double result = std::remainder(x, y);
    if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error();
    return Float::from(result);
}

// ---------------------------------------------------------------- logarithms

// A positive int of any size as mantissa · 2^exponent.
double split_int(const Int* number, int& exponent) {
    long large_exponent;
    double mantissa = mpz_get_d_2exp(&large_exponent, IntView(number));
    exponent = int(large_exponent);
    return mantissa;
}

template <Function function>
Result<double> logarithm(Object* argument) {
    if (is<Int>(argument)) {
        auto* number = static_cast<Int*>(argument);
        if (number->is_negative() || number->is_zero()) return domain_error();
        Result<double> converted = int_to_double(number);
        if (converted.ok()) return function(converted.take());
        if (!catch_exception(OverflowError)) return Failure{};
        int exponent;
        double mantissa = split_int(number, exponent);
        return function(mantissa) + function(2.0) * exponent;
    }
    double x = TRY(to_double(argument));
    double result = function(x);
    if (std::isnan(result) && !std::isnan(x)) return domain_error();
    if (std::isinf(result) && std::isfinite(x)) return domain_error();
    return result;
}

Result<Object> math_log(Object*, const Arguments& arguments) {
    if (arguments.has_keywords()) return raise(TypeError, "math.log() takes no keyword arguments");
    if (arguments.positional < 1 || arguments.positional > 2)
        return raise(TypeError, "math.log requires 1 to 2 arguments");
    double result = TRY(logarithm<std::log>(arguments[0]));
    if (arguments.positional == 1) return Float::from(result);
    double divisor = TRY(logarithm<std::log>(arguments[1]));
    if (divisor == 0) return raise(ZeroDivisionError, "float division by zero");
    return Float::from(result / divisor);
}

template <Function function>
Result<Object> math_logarithm(Object* argument) {
    return Float::from(TRY(logarithm<function>(argument)));
}

// ---------------------------------------------------------------- parts of floats

template <double (*rounding)(double)>
Result<Object> rounded(Object* number, Str* special_name) {
    if (!is_exact<Float>(number)) {
        Ref<Object> answer = TRY(call_special(number, special_name));
        if (answer) return answer;
    }
    return Int::from_double(rounding(TRY(to_double(number))));
}

Result<Object> math_ceil(Object* number) { return rounded<std::ceil>(number, names::dunder_ceil); }
Result<Object> math_floor(Object* number) { return rounded<std::floor>(number, names::dunder_floor); }

Result<Object> math_trunc(Object* number) {
    if (is_exact<Float>(number)) return Int::from_double(static_cast<Float*>(number)->value);
    Ref<Object> answer = TRY(call_special(number, names::dunder_trunc));
    if (answer) return answer;
    return raise(TypeError, "type {} doesn't define __trunc__ method", type_name(number));
}

Result<Object> math_frexp(Object* number) {
    double x = TRY(to_double(number));
    int exponent = 0;
    double mantissa = std::isfinite(x) ? std::frexp(x, &exponent) : x;
    return Tuple::of({Float::from(mantissa).get(), Int::from(exponent).get()});
}

Result<Object> math_modf(Object* number) {
    double x = TRY(to_double(number)), whole;
    double fraction = std::modf(x, &whole);
    return Tuple::of({Float::from(fraction).get(), Float::from(whole).get()});
}

Result<Object> math_ldexp(Object* number, Object* exponent_object) {
    double x = TRY(to_double(number));
    if (!is<Int>(exponent_object)) return raise(TypeError, "Expected an int as second argument to ldexp.");
    auto* exponent = static_cast<Int*>(exponent_object);
    if (x == 0 || !std::isfinite(x)) return Float::from(x);
    constexpr std::int64_t beyond = 100000;
    bool large = !exponent->is_small() || exponent->small > beyond || exponent->small < -beyond;
    if (large && exponent->is_negative()) return Float::from(std::copysign(0.0, x));
    if (large) return range_error();
    double result = std::ldexp(x, int(exponent->small));
    if (std::isinf(result)) return range_error();
    return Float::from(result);
}

Result<Object> math_ulp(Object* number) {
    double x = std::fabs(TRY(to_double(number)));
    if (!std::isfinite(x)) return Float::from(x);
    double next = std::nextafter(x, HUGE_VAL);
    return Float::from(std::isinf(next) ? x - std::nextafter(x, -HUGE_VAL) : next - x);
}

Result<Object> math_degrees(Object* number) { return Float::from(TRY(to_double(number)) * (180.0 / M_PI)); }
Result<Object> math_radians(Object* number) { return Float::from(TRY(to_double(number)) * (M_PI / 180.0)); }

Result<bool> math_isfinite(Object* number) { return bool(std::isfinite(TRY(to_double(number)))); }
Result<bool> math_isinf(Object* number) { return bool(std::isinf(TRY(to_double(number)))); }
Result<bool> math_isnan(Object* number) { return bool(std::isnan(TRY(to_double(number)))); }

Result<bool> math_isclose(Object* first, Object* second, Object* relative, Object* absolute) {
    auto [a, b] = TRY(two_doubles(first, second));
    auto [relative_tolerance, absolute_tolerance] = TRY(two_doubles(relative, absolute));
    if (relative_tolerance < 0 || absolute_tolerance < 0) return raise(ValueError, "tolerances must be non-negative");
    if (a == b) return true;
    if (std::isinf(a) || std::isinf(b)) return false;
    double difference = std::fabs(b - a);
    return difference <= std::fabs(relative_tolerance * b) || difference <= std::fabs(relative_tolerance * a) ||
           difference <= absolute_tolerance;
}

// ---------------------------------------------------------------- several numbers

Result<Object> math_hypot(Object*, const Arguments& arguments) {
    if (arguments.has_keywords()) return raise(TypeError, "math.hypot() takes no keyword arguments");
    std::vector<double> coordinates;
    for (Size index = 0; index < arguments.positional; ++index) coordinates.push_back(TRY(to_double(arguments[index])));
    return Float::from(math::vector_length(coordinates));
}

Result<Object> math_dist(Object* first, Object* second) {
    Ref<Tuple> p = TRY(Tuple::from_iterable(first)), q = TRY(Tuple::from_iterable(second));
    if (p->length != q->length) return raise(ValueError, "both points must have the same number of dimensions");
    std::vector<double> coordinates;
    for (Size index = 0; index < p->length; ++index) {
        auto [x, y] = TRY(two_doubles((*p)[index], (*q)[index]));
        coordinates.push_back(x - y);
    }
    return Float::from(math::vector_length(coordinates));
}

Result<Object> math_prod(Object* iterable, Object* start) {
    Ref<Object> product = share(start);
    TRY(for_each(iterable, [&](Ref<Object> item) -> Result<void> {
        product = TRY(binary_operation(BinaryOperator::multiply, product.get(), item.get()));
        return {};
    }));
    return product;
}

double exp2(double x) { return std::exp2(x); }

const Method math_functions[] = {
    {"acos(x, /)", bind<one_argument<std::acos, false>>,
     "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."},
    {"acosh(x, /)", bind<one_argument<std::acosh, false>>, "Return the inverse hyperbolic cosine of x."},
    {"asin(x, /)", bind<one_argument<std::asin, false>>,
     "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
    {"asinh(x, /)", bind<one_argument<std::asinh, false>>, "Return the inverse hyperbolic sine of x."},
    {"atan(x, /)", bind<one_argument<std::atan, false>>,
     "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
    {"atan2(y, x, /)", bind<two_arguments<std::atan2>>,
     "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are "
     "considered."},
    {"atanh(x, /)", bind<one_argument<std::atanh, false>>, "Return the inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", bind<one_argument<std::cbrt, false>>, "Return the cube root of x."},
    {"ceil(x, /)", bind<math_ceil>, "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."},
    {"copysign(x, y, /)", bind<two_arguments<std::copysign>>,
     "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed "
     "zeros, copysign(1.0, -0.0)\nreturns -1.0.\n"},
    {"cos(x, /)", bind<one_argument<std::cos, false>>, "Return the cosine of x (measured in radians)."},
    {"cosh(x, /)", bind<one_argument<std::cosh, true>>, "Return the hyperbolic cosine of x."},
    {"degrees(x, /)", bind<math_degrees>, "Convert angle x from radians to degrees."},
    {"dist(p, q, /)", bind<math_dist>,
     "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or "
     "iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    "
     "sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"},
    {"erf(x, /)", bind<one_argument<std::erf, false>>, "Error function at x."},
    {"erfc(x, /)", bind<one_argument<std::erfc, false>>, "Complementary error function at x."},
    {"exp(x, /)", bind<one_argument<std::exp, true>>, "Return e raised to the power of x."},
    {"exp2(x, /)", bind<one_argument<exp2, true>>, "Return 2 raised to the power of x."},
    {"expm1(x, /)", bind<one_argument<std::expm1, true>>,
     "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for "
     "small x."},
    {"fabs(x, /)", bind<one_argument<std::fabs, false>>, "Return the absolute value of the float x."},
    {"factorial(n, /)", bind<math::factorial>, "Find n!.\n\nRaise a ValueError if x is negative or non-integral."},
    {"floor(x, /)", bind<math_floor>, "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."},
    {"fmod(x, y, /)", bind<math_fmod>, "Return fmod(x, y), according to platform C.\n\nx % y may differ."},
    {"frexp(x, /)", bind<math_frexp>,
     "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * "
     "2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0."},
    {"fsum(seq, /)", bind<math::fsum>,
     "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point "
     "arithmetic."},
    {"gamma(x, /)", bind<computed<math::gamma>>, "Gamma function at x."},
    {"gcd(*integers)", bind<math::gcd>, "Greatest Common Divisor."},
    {"hypot(*coordinates)", bind<math_hypot>,
     "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.\n\nRoughly "
     "equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the "
     "hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right "
     "triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0\n"},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", bind<math_isclose>,
     "Determine whether two floating point numbers are close in value."},
    {"isfinite(x, /)", bind<math_isfinite>, "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isinf(x, /)", bind<math_isinf>, "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isnan(x, /)", bind<math_isnan>, "Return True if x is a NaN (not a number), and False otherwise."},
    {"isqrt(n, /)", bind<math::isqrt>, "Return the integer part of the square root of the input."},
    {"lcm(*integers)", bind<math::lcm>, "Least Common Multiple."},
    {"ldexp(x, i, /)", bind<math_ldexp>, "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."},
    {"lgamma(x, /)", bind<computed<math::log_gamma>>, "Natural logarithm of absolute value of Gamma function at x."},
    {"log(*args)", bind<math_log>,
     "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base not specified, returns the "
     "natural logarithm (base e) of x."},
    {"log1p(x, /)", bind<one_argument<std::log1p, false>>,
     "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near "
     "zero."},
    {"log10(x, /)", bind<math_logarithm<std::log10>>, "Return the base 10 logarithm of x."},
    {"log2(x, /)", bind<math_logarithm<std::log2>>, "Return the base 2 logarithm of x."},
    {"modf(x, /)", bind<math_modf>,
     "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats."},
    {"nextafter(x, y, /)", bind<two_arguments<std::nextafter>>,
     "Return the next floating-point value after x towards y."},
    {"pow(x, y, /)", bind<math_pow>, "Return x**y (x to the power of y)."},
    {"radians(x, /)", bind<math_radians>, "Convert angle x from degrees to radians."},
    {"remainder(x, y, /)", bind<math_remainder>,
     "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer "
     "multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n "
     "is used. The result is always exact."},
    {"sin(x, /)", bind<one_argument<std::sin, false>>, "Return the sine of x (measured in radians)."},
    {"sinh(x, /)", bind<one_argument<std::sinh, true>>, "Return the hyperbolic sine of x."},
    {"sqrt(x, /)", bind<one_argument<std::sqrt, false>>, "Return the square root of x."},
    {"tan(x, /)", bind<one_argument<std::tan, false>>, "Return the tangent of x (measured in radians)."},
    {"tanh(x, /)", bind<one_argument<std::tanh, false>>, "Return the hyperbolic tangent of x."},
    {"trunc(x, /)", bind<math_trunc>,
     "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."},
    {"prod(iterable, /, *, start=1)", bind<math_prod>,
     "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is "
     "1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with "
     "numeric values and may reject\nnon-numeric types."},
    {"perm(n, k=None, /)", bind<math::perm>,
     "Number of ways to choose k items from n items without repetition and with order."},
    {"comb(n, k, /)", bind<math::comb>,
     "Number of ways to choose k items from n items without repetition and without order."},
    {"ulp(x, /)", bind<math_ulp>, "Return the value of the least significant bit of the float x."},
};

constexpr Constant constants[] = {{"pi", M_PI}, {"e", M_E}, {"tau", 2 * M_PI}, {"inf", HUGE_VAL}, {"nan", double(NAN)}};

}  // namespace

extern const ModuleSpec math_module = {
    .name = "math",
    .doc = "This module provides access to the mathematical functions\ndefined by the C standard.",
    .functions = math_functions,
    .constants = constants,
};

}  // namespace minipy
