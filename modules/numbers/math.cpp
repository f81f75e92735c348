// SPDX-License-Identifier: MIT
// Module math. Most functions are the C library's; what is added here are Python's errors: a nan that was no nan before
// is "math domain error", an infinity made from finite arguments is "math range error" (or a domain error at a pole).
// CPython: Modules/mathmodule.c. Next: math_integers.cpp, math_sums.cpp, math_gamma.cpp.
#include <cfloat>
#include <cmath>
#include <vector>

#include "modules/native.hpp"
#include "modules/numbers/math_gamma.hpp"
#include "modules/numbers/math_integers.hpp"
#include "modules/numbers/math_sums.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/mpz.hpp"

namespace minipy {

namespace {

Failure domain_error() { return raise(ValueError, "math domain error"); }
Failure range_error() { return raise(OverflowError, "math range error"); }

using Function = double (*)(double);

enum class Range : std::uint8_t { bounded, may_overflow };

// A function of one double. An infinite result is an overflow where that is possible, else a pole.
template <Function function, Range range>
Result<Object> one_argument(Object* argument) {
    double x = TRY(to_double(argument));
    double result = function(x);
    if (std::isnan(result) && !std::isnan(x)) return domain_error();
    if (std::isinf(result) && std::isfinite(x)) return range == Range::may_overflow ? range_error() : domain_error();
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
    double x = TRY(to_double(first)), y = TRY(to_double(second));
    return TwoDoubles{x, y};
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
        auto* number = cast<Int>(argument);
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
    if (is_exact<Float>(number)) return Int::from_double(cast<Float>(number)->value);
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
    auto* exponent = cast<Int>(exponent_object);
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
    TRY(reserve_room(coordinates, std::size_t(arguments.positional)));
    for (Size index = 0; index < arguments.positional; ++index) coordinates.push_back(TRY(to_double(arguments[index])));
    return Float::from(math::vector_length(coordinates));
}

// A subclass of tuple is read as a tuple, whatever its __iter__ says.
Result<Tuple> point(Object* object) {
    return is<Tuple>(object) ? share(cast<Tuple>(object)) : Tuple::from_iterable(object);
}

Result<Object> math_dist(Object* first, Object* second) {
    Ref<Tuple> p = TRY(point(first)), q = TRY(point(second));
    if (p->length != q->length) return raise(ValueError, "both points must have the same number of dimensions");
    std::vector<double> coordinates;
    TRY(reserve_room(coordinates, std::size_t(p->length)));
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
    {"acos(x, /)", bind<one_argument<std::acos, Range::bounded>>, "Gives the angle, from 0 to pi, whose cosine is x."},
    {"acosh(x, /)", bind<one_argument<std::acosh, Range::bounded>>,
     "Inverts cosh: gives the number from 0 on whose hyperbolic cosine is x."},
    {"asin(x, /)", bind<one_argument<std::asin, Range::bounded>>,
     "Gives the angle, from -pi/2 to pi/2, whose sine is x."},
    {"asinh(x, /)", bind<one_argument<std::asinh, Range::bounded>>,
     "Inverts sinh: gives the number whose hyperbolic sine is x."},
    {"atan(x, /)", bind<one_argument<std::atan, Range::bounded>>,
     "Gives the angle, from -pi/2 to pi/2, whose tangent is x."},
    {"atan2(y, x, /)", bind<two_arguments<std::atan2>>,
     "Gives the angle of the point (x, y) seen from the origin, from -pi to pi."},
    {"atanh(x, /)", bind<one_argument<std::atanh, Range::bounded>>,
     "Inverts tanh: gives the number whose hyperbolic tangent is x."},
    {"cbrt(x, /)", bind<one_argument<std::cbrt, Range::bounded>>, "Gives the number whose third power is x."},
    {"ceil(x, /)", bind<math_ceil>, "Rounds up to an int."},
    {"copysign(x, y, /)", bind<two_arguments<std::copysign>>,
     "Gives x with the sign of y, be it that of a zero or a NaN."},
    {"cos(x, /)", bind<one_argument<std::cos, Range::bounded>>, "Gives the cosine; x is in radians."},
    {"cosh(x, /)", bind<one_argument<std::cosh, Range::may_overflow>>, "Gives (e**x + e**-x) / 2."},
    {"degrees(x, /)", bind<math_degrees>, "Turns radians into degrees."},
    {"dist(p, q, /)", bind<math_dist>,
     "Gives the length of the straight way from p to q, in any number of dimensions."},
    {"erf(x, /)", bind<one_argument<std::erf, Range::bounded>>,
     "Gives the error function: how likely a normal deviate lies within x * sqrt(2)."},
    {"erfc(x, /)", bind<one_argument<std::erfc, Range::bounded>>,
     "Gives 1 - erf(x), exactly also where that would come out as 0."},
    {"exp(x, /)", bind<one_argument<std::exp, Range::may_overflow>>,
     "Raises e to the power of x; more exact than math.e ** x."},
    {"exp2(x, /)", bind<one_argument<exp2, Range::may_overflow>>, "Raises 2 to the power of x."},
    {"expm1(x, /)", bind<one_argument<std::expm1, Range::may_overflow>>,
     "Gives e**x - 1 without losing all digits where x is near 0."},
    {"fabs(x, /)", bind<one_argument<std::fabs, Range::bounded>>, "Gives x without its sign, as a float."},
    {"factorial(n, /)", bind<math::factorial>, "Multiplies the ints from 1 to x."},
    {"floor(x, /)", bind<math_floor>, "Rounds down to an int."},
    {"fmod(x, y, /)", bind<math_fmod>, "Gives the remainder with the sign of x, exactly; x % y takes the sign of y."},
    {"frexp(x, /)", bind<math_frexp>, "Splits x into a mantissa of at least 0.5 and below 1, and a power of two."},
    {"fsum(seq, /)", bind<math::fsum>, "Adds floats as if with endless precision, and rounds once at the end."},
    {"gamma(x, /)", bind<computed<math::gamma>>,
     "Gives the gamma function, which continues factorials: gamma(n + 1) is n!."},
    {"gcd(*integers)", bind<math::gcd>, "Finds the largest int that divides all of them."},
    {"hypot(*coordinates)", bind<math_hypot>, "Gives the length of a vector, without overflow on the way."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", bind<math_isclose>,
     "Tells whether a and b differ by no more than a share of the larger one, or an absolute amount."},
    {"isfinite(x, /)", bind<math_isfinite>, "Tells whether x is an ordinary number: no infinity, no NaN."},
    {"isinf(x, /)", bind<math_isinf>, "Tells whether x is an infinity, of either sign."},
    {"isnan(x, /)", bind<math_isnan>, "Tells whether x is a NaN; comparing cannot tell, as a NaN differs from itself."},
    {"isqrt(n, /)", bind<math::isqrt>, "Gives the root of n rounded down, exact for ints of any size."},
    {"lcm(*integers)", bind<math::lcm>, "Finds the smallest int that all of them divide."},
    {"ldexp(x, i, /)", bind<math_ldexp>, "Gives x * 2**i, the inverse of frexp()."},
    {"lgamma(x, /)", bind<computed<math::log_gamma>>, "Gives log(abs(gamma(x))), where gamma() itself would overflow."},
    {"log(*args)", bind<math_log>,
     "Gives the power to which base, or e, must be raised to give x; an int may be larger than any float."},
    {"log1p(x, /)", bind<one_argument<std::log1p, Range::bounded>>,
     "Gives log(1 + x) without losing all digits where x is near 0."},
    {"log10(x, /)", bind<math_logarithm<std::log10>>, "Gives the power of 10 that is x; more exact than log(x, 10)."},
    {"log2(x, /)", bind<math_logarithm<std::log2>>, "Gives the power of 2 that is x; more exact than log(x, 2)."},
    {"modf(x, /)", bind<math_modf>,
     "Splits x into what is behind the point and what is before it, both with its sign."},
    {"nextafter(x, y, /)", bind<two_arguments<std::nextafter>>, "Gives the float next to x in the direction of y."},
    {"pow(x, y, /)", bind<math_pow>, "Computes x ** y in floats, unlike the operator, which keeps ints exact."},
    {"radians(x, /)", bind<math_radians>, "Turns degrees into radians."},
    {"remainder(x, y, /)", bind<math_remainder>,
     "Gives what is left of x beyond the nearest multiple of y: between -y/2 and y/2, exactly."},
    {"sin(x, /)", bind<one_argument<std::sin, Range::bounded>>, "Gives the sine; x is in radians."},
    {"sinh(x, /)", bind<one_argument<std::sinh, Range::may_overflow>>, "Gives (e**x - e**-x) / 2."},
    {"sqrt(x, /)", bind<one_argument<std::sqrt, Range::bounded>>, "Gives the number whose square is x."},
    {"tan(x, /)", bind<one_argument<std::tan, Range::bounded>>, "Gives the tangent; x is in radians."},
    {"tanh(x, /)", bind<one_argument<std::tanh, Range::bounded>>, "Gives sinh(x) / cosh(x)."},
    {"trunc(x, /)", bind<math_trunc>, "Rounds towards 0 to an int: asks __trunc__."},
    {"prod(iterable, /, *, start=1)", bind<math_prod>, "Multiplies start by all items."},
    {"perm(n, k=None, /)", bind<math::perm>, "Counts the ways to pick k of n things where the order matters."},
    {"comb(n, k, /)", bind<math::comb>, "Counts the ways to pick k of n things where the order does not matter."},
    {"ulp(x, /)", bind<math_ulp>, "Gives the step from abs(x) to the next larger float: what rounding may cost there."},
};

constexpr Constant constants[] = {{"pi", M_PI}, {"e", M_E}, {"tau", 2 * M_PI}, {"inf", HUGE_VAL}, {"nan", double(NAN)}};

}  // namespace

extern const ModuleSpec math_module = {
    .name = "math",
    .doc = "Functions of real numbers as C has them, and some of whole numbers.",
    .functions = math_functions,
    .constants = constants,
};

}  // namespace minipy
