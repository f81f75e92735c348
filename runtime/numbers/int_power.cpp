// SPDX-License-Identifier: MIT
// Powers, true division, rounding and conversion to float of ints of any size.
//
// Both division and conversion round once, to nearest with ties to even: enough leading bits are computed exactly, and
// whether anything non-zero follows them is remembered in the lowest ("sticky") bit.
// CPython: Objects/longobject.c (long_pow, long_true_divide, _PyLong_Frexp). Next: int_text.cpp.
#include <cfloat>
#include <climits>
#include <cmath>
#include <cstdlib>

#include "runtime/kernel/errors.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"
#include "runtime/numbers/number_hash.hpp"

namespace minipy {

Hash int_hash(const Int* value) {
    std::uint64_t remainder;
    if (value->is_small()) {
        std::uint64_t magnitude = value->small < 0 ? -std::uint64_t(value->small) : std::uint64_t(value->small);
        remainder = magnitude % hash_modulus;
    } else {
        remainder = mpn_mod_1(value->limbs, std::abs(value->big_size), hash_modulus);
    }
    Hash result = value->is_negative() ? -Hash(remainder) : Hash(remainder);
    return result == -1 ? -2 : result;
}

// ---------------------------------------------------------------- to float

Result<double> int_to_double(const Int* value) {
    if (value->is_small()) return double(value->small);
    Size bits = int_bit_length(value);
    if (bits > DBL_MAX_EXP) return raise(OverflowError, "int too large to convert to float");
    Mpz top;
    IntView view(value);
    mpz_tdiv_q_2exp(top, view, mp_bitcnt_t(bits - 64));
    std::uint64_t leading = mpz_get_ui(top);
    if (mpz_scan1(view, 0) < mp_bitcnt_t(bits - 64)) leading |= 1;
    double result = std::ldexp(double(leading), int(bits - 64));
    if (std::isinf(result)) return raise(OverflowError, "int too large to convert to float");
    return value->is_negative() ? -result : result;
}

namespace {

// a / b for large operands; both not zero. `shift` is chosen so that the integer quotient a / (b · 2^shift) has two or
// three bits more than the result can hold, fewer where the result is subnormal.
Result<double> divide_exactly(const Int* left, const Int* right) {
    bool negative = left->is_negative() != right->is_negative();
    Size difference = int_bit_length(left) - int_bit_length(right);
    if (difference > DBL_MAX_EXP) return raise(OverflowError, "integer division result too large for a float");
    if (difference < DBL_MIN_EXP - DBL_MANT_DIG - 1) return negative ? -0.0 : 0.0;
    Size shift = std::max<Size>(difference, DBL_MIN_EXP) - DBL_MANT_DIG - 2;
    TRY(check_limbs(left, right));
    Mpz numerator, denominator, quotient, remainder;
    mpz_abs(numerator, IntView(left));
    mpz_abs(denominator, IntView(right));
    if (shift < 0) {
        mpz_mul_2exp(numerator, numerator, mp_bitcnt_t(-shift));
    } else {
        mpz_mul_2exp(denominator, denominator, mp_bitcnt_t(shift));
    }
    mpz_tdiv_qr(quotient, remainder, numerator, denominator);
    std::uint64_t digits = mpz_get_ui(quotient);
    if (mpz_sgn(remainder) != 0) digits |= 1;
    Size digit_count = digits == 0 ? 0 : 64 - __builtin_clzll(digits);
    Size surplus = std::max<Size>(digit_count, DBL_MIN_EXP - shift) - DBL_MANT_DIG;
    std::uint64_t half = std::uint64_t(1) << (surplus - 1);
    if ((digits & half) != 0 && (digits & (3 * half - 1)) != 0) digits += half;
    digits &= ~(2 * half - 1);
    double result = std::ldexp(double(digits), int(shift));
    if (std::isinf(result)) return raise(OverflowError, "integer division result too large for a float");
    return negative ? -result : result;
}

bool exact_as_double(const Int* value) {
    constexpr std::int64_t limit = std::int64_t(1) << DBL_MANT_DIG;
    return value->is_small() && value->small >= -limit && value->small <= limit;
}

}  // namespace

Result<Object> int_true_divide(const Int* left, const Int* right) {
    if (right->is_zero()) return raise(ZeroDivisionError, "division by zero");
    if (exact_as_double(left) && exact_as_double(right)) return Float::from(double(left->small) / double(right->small));
    if (left->is_zero()) return Float::from(right->is_negative() ? -0.0 : 0.0);
    return Float::from(TRY(divide_exactly(left, right)));
}

// ---------------------------------------------------------------- powers

namespace {

constexpr Size most_power_bits = Size(1) << 34;

// Squaring as long as everything stays in 64 bits; false when it does not.
bool small_power(std::int64_t base, std::int64_t exponent, std::int64_t& result) {
    result = 1;
    for (;;) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return false;
        exponent >>= 1;
        if (exponent == 0) return true;
        if (__builtin_mul_overflow(base, base, &base)) return false;
    }
}

__extension__ using Wide = unsigned __int128;

std::uint64_t small_power_modulo(std::uint64_t base, std::uint64_t exponent, std::uint64_t modulus) {
    Wide result = 1 % modulus, square = base % modulus;
    for (; exponent != 0; exponent >>= 1) {
        if ((exponent & 1) != 0) result = result * square % modulus;
        square = square * square % modulus;
    }
    return std::uint64_t(result);
}

}  // namespace

Result<Object> int_power(const Int* base, const Int* exponent) {
    if (exponent->is_negative()) {
        double float_base = TRY(int_to_double(base)), float_exponent = TRY(int_to_double(exponent));
        return double_power(float_base, float_exponent);
    }
    std::int64_t small;
    if (both_small(base, exponent) && small_power(base->small, exponent->small, small)) return Int::from(small);
    if (base->is_small() && base->small >= -1 && base->small <= 1) {  // with an exponent beyond 64 bits
        bool odd = (exponent->limbs[0] & 1) != 0;
        return Int::from(base->small == -1 ? (odd ? -1 : 1) : base->small);
    }
    Size bits = int_bit_length(base);
    if (!exponent->is_small() || exponent->small > most_power_bits / bits) return raise_no_memory();
    TRY(check_limbs(bits * exponent->small / GMP_NUMB_BITS + 1));
    Mpz result;
    mpz_pow_ui(result, IntView(base), static_cast<unsigned long>(exponent->small));
    return Int::from_mpz(result);
}

// The result has the sign of the modulus, as % has.
Result<Int> int_power_modulo(const Int* base, const Int* exponent, const Int* modulus) {
    if (modulus->is_zero()) return raise(ValueError, "pow() 3rd argument cannot be 0");
    if (modulus->is_small() && both_small(base, exponent) && modulus->small > 0 && base->small >= 0 &&
        exponent->small >= 0) {
        return Int::from(std::int64_t(small_power_modulo(std::uint64_t(base->small), std::uint64_t(exponent->small),
                                                         std::uint64_t(modulus->small))));
    }
    TRY(check_limbs(base, exponent));
    TRY(check_limbs(modulus, modulus));
    Mpz positive_modulus, result, positive_exponent;
    mpz_abs(positive_modulus, IntView(modulus));
    mpz_abs(positive_exponent, IntView(exponent));
    mpz_set(result, IntView(base));
    if (mpz_cmp_ui(positive_modulus, 1) == 0) return Int::from(0);
    if (exponent->is_negative() && mpz_invert(result, result, positive_modulus) == 0) {
        return raise(ValueError, "base is not invertible for the given modulus");
    }
    mpz_powm(result, result, positive_exponent, positive_modulus);
    if (modulus->is_negative() && mpz_sgn(result) != 0) mpz_sub(result, result, positive_modulus);
    return Int::from_mpz(result);
}

// ---------------------------------------------------------------- rounding

Result<Int> int_round(const Int* value, const Int* digits) {
    if (!digits->is_negative()) return exact_int(const_cast<Int*>(value));
    // 10^d > 2·|value| when d · 3.32 > bits + 1: everything rounds to zero.
    if (!digits->is_small() || -(digits->small + 1) > int_bit_length(value)) return Int::from(0);
    TRY(check_limbs(value, value));
    Mpz unit, remainder, doubled, result;
    mpz_ui_pow_ui(unit, 10, static_cast<unsigned long>(-digits->small));
    IntView view(value);
    mpz_fdiv_qr(result, remainder, view, unit);
    mpz_mul_2exp(doubled, remainder, 1);
    int order = mpz_cmp(doubled, unit);
    if (order > 0 || (order == 0 && mpz_odd_p(static_cast<mpz_ptr>(result)))) mpz_add_ui(result, result, 1);
    mpz_mul(result, result, unit);
    return Int::from_mpz(result);
}

}  // namespace minipy
