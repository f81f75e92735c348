// SPDX-License-Identifier: MIT
// Integer functions of math, on GMP. CPython: Modules/mathmodule.c.
#include "modules/numbers/math_integers.hpp"

#include <numeric>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"

namespace minipy::math {

namespace {

Size limbs_of(const Int* number) { return int_bit_length(number) / GMP_NUMB_BITS + 1; }

// A product of `count` numbers up to n: so many limbs at the most.
Result<void> check_product(const Int* n, unsigned long count) {
    Size bits = int_bit_length(n);
    if (count > PTRDIFF_MAX / std::size_t(bits + 1)) return raise_no_memory();
    return check_limbs(Size(count) * bits / GMP_NUMB_BITS + 1);
}

// Folds ints pairwise; `start` is the answer for no arguments.
template <class Operation>
Result<Object> fold(const char* name, const Arguments& arguments, unsigned long start, Operation operation) {
    if (arguments.has_keywords()) return raise(TypeError, "math.{}() takes no keyword arguments", name);
    Mpz result;
    mpz_set_ui(result, start);
    for (Size index = 0; index < arguments.positional; ++index) {
        Ref<Int> number = TRY(to_index(arguments[index]));
        TRY(check_limbs(Size(mpz_size(result)) + 2 * limbs_of(number.get())));
        operation(static_cast<mpz_ptr>(result), static_cast<mpz_srcptr>(IntView(number.get())));
    }
    return Int::from_mpz(result);
}

// A count that GMP can take; OverflowError beyond.
Result<unsigned long> count_of(const Int* number, const char* what) {
    if (number->is_small()) return static_cast<unsigned long>(number->small);
    return raise(OverflowError, "{} must not exceed 9223372036854775807", what);
}

Result<void> check_not_negative(const Int* number, const char* name) {
    if (number->is_negative()) return raise(ValueError, "{} must be a non-negative integer", name);
    return {};
}

}  // namespace

Result<Object> gcd(Object*, const Arguments& arguments) {
    if (arguments.positional == 2 && !arguments.has_keywords()) {
        Ref<Int> a = TRY(to_index(arguments[0])), b = TRY(to_index(arguments[1]));
        if (both_small(a.get(), b.get()) && a->small != INT64_MIN && b->small != INT64_MIN) {
            return Int::from(std::gcd(a->small, b->small));
        }
    }
    return fold("gcd", arguments, 0, [](mpz_ptr result, mpz_srcptr number) { mpz_gcd(result, result, number); });
}

Result<Object> lcm(Object*, const Arguments& arguments) {
    return fold("lcm", arguments, 1, [](mpz_ptr result, mpz_srcptr number) { mpz_lcm(result, result, number); });
}

Result<Object> factorial(Object* number) {
    Ref<Int> n = TRY(to_index(number));
    if (!n->is_small() && !n->is_negative()) {
        return raise(OverflowError, "factorial() argument should not exceed 9223372036854775807");
    }
    if (n->is_negative()) return raise(ValueError, "factorial() not defined for negative values");
    TRY(check_product(n.get(), static_cast<unsigned long>(n->small)));
    Mpz result;
    mpz_fac_ui(result, static_cast<unsigned long>(n->small));
    return Int::from_mpz(result);
}

Result<Object> comb(Object* n_object, Object* k_object) {
    Ref<Int> n = TRY(to_index(n_object)), k = TRY(to_index(k_object));
    TRY(check_not_negative(n.get(), "n"));
    TRY(check_not_negative(k.get(), "k"));
    if (int_compare(n.get(), k.get()) < 0) return Int::from(0);
    Ref<Int> other = int_subtract(n.get(), k.get());
    const Int* fewer = int_compare(k.get(), other.get()) < 0 ? k.get() : other.get();
    unsigned long count = TRY(count_of(fewer, "min(n - k, k) must not be larger than, it"));
    TRY(check_product(n.get(), count));
    TRY(check_limbs(n.get(), n.get()));
    Mpz result;
    mpz_bin_ui(result, IntView(n.get()), count);
    return Int::from_mpz(result);
}

namespace {

// n · (n − 1) · … · (n − count + 1), halving so that the factors stay of equal size.
void falling_product(mpz_ptr result, mpz_srcptr n, unsigned long count) {
    if (count == 0) {
        mpz_set_ui(result, 1);
    } else if (count == 1) {
        mpz_set(result, n);
    } else {
        Mpz rest, second;
        mpz_sub_ui(rest, n, count / 2);
        falling_product(second, rest, count - count / 2);
        falling_product(result, n, count / 2);
        mpz_mul(result, result, second);
    }
}

}  // namespace

Result<Object> perm(Object* n_object, Object* k_object) {
    if (is_none(k_object)) return factorial(n_object);
    Ref<Int> n = TRY(to_index(n_object)), k = TRY(to_index(k_object));
    TRY(check_not_negative(n.get(), "n"));
    TRY(check_not_negative(k.get(), "k"));
    if (int_compare(n.get(), k.get()) < 0) return Int::from(0);
    unsigned long count = TRY(count_of(k.get(), "k"));
    TRY(check_product(n.get(), count));
    Mpz result;
    falling_product(result, IntView(n.get()), count);
    return Int::from_mpz(result);
}

Result<Object> isqrt(Object* number) {
    Ref<Int> n = TRY(to_index(number));
    if (n->is_negative()) return raise(ValueError, "isqrt() argument must be nonnegative");
    TRY(check_limbs(n.get(), n.get()));
    Mpz root;
    mpz_sqrt(root, IntView(n.get()));
    return Int::from_mpz(root);
}

}  // namespace minipy::math
