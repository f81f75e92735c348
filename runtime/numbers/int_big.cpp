// SPDX-License-Identifier: MIT
// The arithmetic of ints that do not fit in 64 bits, on GMP's limbs.
//
// Addition, multiplication and division work on the limbs where they lie (GMP's mpn functions) and write the result
// into a new Int; the rarer operations go through an mpz_t. Whatever comes out passes through `make_int`, which strips
// leading zero limbs and turns what fits into the small form: so equal values always have equal representations.
//
// GMP ends the process when it runs out of memory. So every operation on what can be large asks check_limbs() first,
// and what GMP takes for small numbers comes from our heap, which serves it in any case (use_heap_for_gmp).
// CPython: Objects/longobject.c. Next: int_power.cpp (powers, true division, conversion to float), int_text.cpp.
#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"

namespace minipy {

static_assert(GMP_NUMB_BITS == 64, "an Int's limbs are 64 bits wide");

IntView::IntView(const Int* value) {
    if (value->big_size != 0) {
        view_[0]._mp_d = const_cast<mp_limb_t*>(value->limbs);
        view_[0]._mp_size = int(value->big_size);
    } else {
        limb_ = value->small < 0 ? -mp_limb_t(value->small) : mp_limb_t(value->small);
        view_[0]._mp_d = &limb_;
        view_[0]._mp_size = value->small < 0 ? -1 : value->small > 0;
    }
    view_[0]._mp_alloc = std::abs(view_[0]._mp_size);
}

namespace {

std::size_t int_big_byte_size(Size limbs) { return sizeof(Int) + std::size_t(limbs - 1) * sizeof(mp_limb_t); }

// The magnitude of any Int as limbs; a small one's limb is kept here.
class Magnitude {
public:
    explicit Magnitude(const Int* value) : negative_(value->is_negative()) {
        if (value->big_size != 0) {
            limbs_ = value->limbs;
            count_ = std::abs(value->big_size);
        } else {
            limb_ = value->small < 0 ? -mp_limb_t(value->small) : mp_limb_t(value->small);
            limbs_ = &limb_;
            count_ = limb_ != 0;
        }
    }
    Magnitude(const Magnitude&) = delete;
    const mp_limb_t* limbs() const { return limbs_; }
    Size count() const { return count_; }
    bool negative() const { return negative_; }

private:
    const mp_limb_t* limbs_;
    Size count_;
    mp_limb_t limb_ = 0;
    bool negative_;
};

int compare_magnitudes(const Magnitude& left, const Magnitude& right) {
    if (left.count() != right.count()) return left.count() < right.count() ? -1 : 1;
    return left.count() == 0 ? 0 : mpn_cmp(left.limbs(), right.limbs(), left.count());
}

// −magnitude … magnitude as a small value, if it fits.
bool fits_small(const mp_limb_t* limbs, Size count, bool negative, std::int64_t& value) {
    if (count > 1) return false;
    mp_limb_t limb = count == 0 ? 0 : limbs[0];
    if (limb > mp_limb_t(INT64_MAX) + negative) return false;
    value = std::int64_t(negative ? -limb : limb);
    return true;
}

// Instead of a number for which there was no memory, from functions that cannot fail: the instruction will raise
// MemoryError, whatever comes of it.
Ref<Int> zero_for_now() {
    heap::note_exhausted();
    return Int::from(0);
}

enum class Sign : std::uint8_t { positive, negative };

Ref<Int> make_int(const mp_limb_t* limbs, Size count, Sign sign) {
    bool negative = sign == Sign::negative;
    while (count > 0 && limbs[count - 1] == 0) --count;
    std::int64_t small;
    if (fits_small(limbs, count, negative, small)) return Int::from(small);
    auto* result = cast<Int>(allocate_object(&Int::type_object, int_big_byte_size(count)));
    if (result == nullptr) return zero_for_now();
    result->big_size = negative ? -count : count;
    std::memcpy(result->limbs, limbs, std::size_t(count) * sizeof(mp_limb_t));
    return adopt(result);
}

// Where a result is computed: on the native stack when it is short, else in the new Int itself. A block of more than
// heap::largest_small_block bytes may be larger than its object needs, so leading zero limbs do no harm there.
class ResultLimbs {
public:
    explicit ResultLimbs(Size count) : count_(count) {
        if (count > on_stack_count) object_ = cast<Int>(allocate_object(&Int::type_object, int_big_byte_size(count)));
    }
    ~ResultLimbs() {
        if (object_ != nullptr) free_object(object_, int_big_byte_size(count_));
    }
    ResultLimbs(const ResultLimbs&) = delete;
    bool ok() const { return count_ <= on_stack_count || object_ != nullptr; }
    mp_limb_t* limbs() { return object_ != nullptr ? object_->limbs : on_stack_; }
    Ref<Int> finish(bool negative) {
        Size used = count_;
        while (used > 0 && limbs()[used - 1] == 0) --used;
        if (object_ == nullptr || int_big_byte_size(used) <= 2 * heap::largest_small_block)
            return make_int(limbs(), used, negative ? Sign::negative : Sign::positive);
        object_->big_size = negative ? -used : used;
        return adopt(std::exchange(object_, nullptr));
    }

private:
    static constexpr Size on_stack_count = 160;
    Size count_;
    Int* object_ = nullptr;
    mp_limb_t on_stack_[on_stack_count];
};

constexpr Size most_limbs = Size(1) << 28;  // GMP counts them with an int
// What GMP takes for an operation on so many limbs is small enough for the reserve.
constexpr Size trusted_limbs = heap::largest_reserved_block / (4 * sizeof(mp_limb_t));

// |left| + |right| or |left| − |right|, with the sign that the signed operation has.
Ref<Int> add_magnitudes(const Magnitude& left, const Magnitude& right, bool negative) {
    const Magnitude& longer = left.count() >= right.count() ? left : right;
    const Magnitude& shorter = left.count() >= right.count() ? right : left;
    ResultLimbs sum(longer.count() + 1);
    if (!sum.ok()) return zero_for_now();
    sum.limbs()[longer.count()] =
        shorter.count() == 0 ? (mpn_copyi(sum.limbs(), longer.limbs(), longer.count()), mp_limb_t(0))
                             : mpn_add(sum.limbs(), longer.limbs(), longer.count(), shorter.limbs(), shorter.count());
    return sum.finish(negative);
}

Ref<Int> subtract_magnitudes(const Magnitude& left, const Magnitude& right, bool negative) {
    int order = compare_magnitudes(left, right);
    if (order == 0) return Int::from(0);
    const Magnitude& larger = order > 0 ? left : right;
    const Magnitude& smaller = order > 0 ? right : left;
    ResultLimbs difference(larger.count());
    if (!difference.ok()) return zero_for_now();
    if (smaller.count() == 0) {
        mpn_copyi(difference.limbs(), larger.limbs(), larger.count());
    } else {
        mpn_sub(difference.limbs(), larger.limbs(), larger.count(), smaller.limbs(), smaller.count());
    }
    return difference.finish(order > 0 ? negative : !negative);
}

}  // namespace

// ---------------------------------------------------------------- GMP's memory

void use_heap_for_gmp() {
    mp_set_memory_functions([](std::size_t size) { return heap::allocate_certainly(size); },
                            [](void* block, std::size_t old_size, std::size_t new_size) {
                                void* moved = heap::allocate_certainly(new_size);
                                std::memcpy(moved, block, std::min(old_size, new_size));
                                heap::free(block, old_size);
                                return moved;
                            },
                            [](void* block, std::size_t size) { heap::free(block, size); });
}

Result<void> check_limbs(Size limbs) {
    if (limbs <= trusted_limbs) return {};
    if (limbs > most_limbs || !heap::has_room(std::size_t(limbs) * sizeof(mp_limb_t) * 4)) return raise_no_memory();
    return {};
}

Result<void> check_limbs(const Int* left, const Int* right) {
    return check_limbs(Magnitude(left).count() + Magnitude(right).count());
}

Int* create_int_slow(std::int64_t value) {
    auto* object = cast<Int>(allocate_object(&Int::type_object, sizeof(Int)));
    object->big_size = 0;
    object->small = value;
    return object;
}

Ref<Int> Int::from_unsigned(std::uint64_t value) {
    if (value <= std::uint64_t(INT64_MAX)) return Int::from(std::int64_t(value));
    mp_limb_t limb = value;
    return make_int(&limb, 1, Sign::positive);
}

Ref<Int> Int::from_mpz(const mpz_t value) {
    return make_int(mpz_limbs_read(value), Size(mpz_size(value)), mpz_sgn(value) < 0 ? Sign::negative : Sign::positive);
}

Result<Int> Int::from_double(double value) {
    if (std::isnan(value)) return raise(ValueError, "cannot convert float NaN to integer");
    if (std::isinf(value)) return raise(OverflowError, "cannot convert float infinity to integer");
    if (value > -9.2e18 && value < 9.2e18) return Int::from(std::int64_t(value));
    Mpz integer;
    mpz_set_d(integer, value);
    return Int::from_mpz(integer);
}

// ---------------------------------------------------------------- + − *

Ref<Int> int_add_big(const Int* left, const Int* right) {
    Magnitude a(left), b(right);
    return a.negative() == b.negative() ? add_magnitudes(a, b, a.negative()) : subtract_magnitudes(a, b, a.negative());
}

Ref<Int> int_subtract_big(const Int* left, const Int* right) {
    Magnitude a(left), b(right);
    return a.negative() != b.negative() ? add_magnitudes(a, b, a.negative()) : subtract_magnitudes(a, b, a.negative());
}

Result<Int> int_multiply_big(const Int* left, const Int* right) {
    Magnitude a(left), b(right);
    if (a.count() == 0 || b.count() == 0) return Int::from(0);
    TRY(check_limbs(a.count() + b.count()));
    ResultLimbs product(a.count() + b.count());
    if (!product.ok()) return raise_no_memory();
    if (left == right) {
        mpn_sqr(product.limbs(), a.limbs(), a.count());
    } else if (a.count() >= b.count()) {
        mpn_mul(product.limbs(), a.limbs(), a.count(), b.limbs(), b.count());
    } else {
        mpn_mul(product.limbs(), b.limbs(), b.count(), a.limbs(), a.count());
    }
    return product.finish(a.negative() != b.negative());
}

Result<Int> int_negate(const Int* value) {
    if (value->is_small() && value->small != INT64_MIN) return Int::from(-value->small);
    Magnitude magnitude(value);
    return make_int(magnitude.limbs(), magnitude.count(), magnitude.negative() ? Sign::positive : Sign::negative);
}

int int_compare_big(const Int* left, const Int* right) {
    if (left->is_negative() != right->is_negative()) return left->is_negative() ? -1 : 1;
    Magnitude a(left), b(right);
    int order = compare_magnitudes(a, b);
    return left->is_negative() ? (order < 0) - (order > 0) : (order > 0) - (order < 0);
}

// ---------------------------------------------------------------- // and %

namespace {

// Quotient rounded towards minus infinity and the remainder that belongs to it; either may be null when not wanted.
Result<void> divide_big(const Int* left, const Int* right, Ref<Int>* quotient, Ref<Int>* remainder) {
    Magnitude a(left), b(right);
    bool negative = a.negative() != b.negative();
    if (compare_magnitudes(a, b) < 0) {  // |left| < |right|: 0 or −1
        bool adjust = negative && a.count() != 0;
        if (remainder != nullptr) *remainder = adjust ? int_add(left, right) : exact_int(const_cast<Int*>(left));
        if (quotient != nullptr) *quotient = Int::from(adjust ? -1 : 0);
        return {};
    }
    ResultLimbs q(a.count() - b.count() + 2), r(b.count());
    if (!q.ok() || !r.ok()) return raise_no_memory();
    TRY(check_limbs(a.count() + b.count()));
    Size q_count = a.count() - b.count() + 1;
    mpn_tdiv_qr(q.limbs(), r.limbs(), 0, a.limbs(), a.count(), b.limbs(), b.count());
    q.limbs()[q_count] = 0;
    if (negative && !mpn_zero_p(r.limbs(), b.count())) {
        q.limbs()[q_count] = mpn_add_1(q.limbs(), q.limbs(), q_count, 1);
        mpn_sub_n(r.limbs(), b.limbs(), r.limbs(), b.count());
    }
    if (quotient != nullptr) *quotient = q.finish(negative);
    if (remainder != nullptr) *remainder = r.finish(b.negative());
    return {};
}

bool can_divide_small(const Int* left, const Int* right) {
    return both_small(left, right) && !(left->small == INT64_MIN && right->small == -1);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    std::int64_t quotient = a / b;
    return quotient - ((a % b != 0) && ((a < 0) != (b < 0)));
}

std::int64_t floor_remainder(std::int64_t a, std::int64_t b) {
    std::int64_t remainder = a % b;
    return remainder != 0 && ((remainder < 0) != (b < 0)) ? remainder + b : remainder;
}

}  // namespace

Result<Int> int_floor_divide(const Int* left, const Int* right) {
    if (right->is_zero()) return raise(ZeroDivisionError, "integer division or modulo by zero");
    if (can_divide_small(left, right)) [[likely]]
        return Int::from(floor_divide(left->small, right->small));
    Ref<Int> quotient;
    TRY(divide_big(left, right, &quotient, nullptr));
    return quotient;
}

Result<Int> int_remainder(const Int* left, const Int* right) {
    if (right->is_zero()) return raise(ZeroDivisionError, "integer modulo by zero");
    if (can_divide_small(left, right)) [[likely]]
        return Int::from(floor_remainder(left->small, right->small));
    Ref<Int> remainder;
    TRY(divide_big(left, right, nullptr, &remainder));
    return remainder;
}

Result<IntDivision> int_divmod(const Int* left, const Int* right) {
    if (right->is_zero()) return raise(ZeroDivisionError, "integer division or modulo by zero");
    IntDivision result;
    if (can_divide_small(left, right)) {
        result.quotient = Int::from(floor_divide(left->small, right->small));
        result.remainder = Int::from(floor_remainder(left->small, right->small));
        return result;
    }
    TRY(divide_big(left, right, &result.quotient, &result.remainder));
    return result;
}

// ---------------------------------------------------------------- bits

Size int_bit_length(const Int* value) {
    Magnitude magnitude(value);
    if (magnitude.count() == 0) return 0;
    return magnitude.count() * 64 - __builtin_clzll(magnitude.limbs()[magnitude.count() - 1]);
}

Size int_bit_count(const Int* value) {
    Magnitude magnitude(value);
    return magnitude.count() == 0 ? 0 : Size(mpn_popcount(magnitude.limbs(), magnitude.count()));
}

Result<Int> int_lshift(const Int* left, const Int* right) {
    if (right->is_negative()) return raise(ValueError, "negative shift count");
    if (left->is_zero()) return Int::from(0);
    if (!right->is_small()) {
        // CPython counts in digits of 30 bits, and only when it cannot even count them says that there are too many.
        mpz_t most;
        mpz_init_set_si(most, PTRDIFF_MAX / 4);
        mpz_mul_ui(most, most, 30);
        bool countable = mpz_cmp(IntView(right), most) <= 0;
        mpz_clear(most);
        return countable ? raise_no_memory() : raise(OverflowError, "too many digits in integer");
    }
    std::int64_t count = right->small;
    if (left->is_small() && count < __builtin_clrsbll(left->small)) {
        return Int::from(std::int64_t(std::uint64_t(left->small) << count));
    }
    Magnitude magnitude(left);
    Size whole = count / 64, bits = count % 64;
    TRY(check_limbs(std::min<Size>(whole, most_limbs + 1) + magnitude.count() + 1));
    ResultLimbs shifted(magnitude.count() + whole + 1);
    if (!shifted.ok()) return raise_no_memory();
    mp_limb_t* limbs = shifted.limbs();
    std::fill_n(limbs, whole, 0);
    if (bits != 0) {
        limbs[magnitude.count() + whole] =
            mpn_lshift(limbs + whole, magnitude.limbs(), magnitude.count(), unsigned(bits));
    } else {
        mpn_copyi(limbs + whole, magnitude.limbs(), magnitude.count());
        limbs[magnitude.count() + whole] = 0;
    }
    return shifted.finish(magnitude.negative());
}

Result<Int> int_rshift(const Int* left, const Int* right) {
    if (right->is_negative()) return raise(ValueError, "negative shift count");
    if (!right->is_small()) return Int::from(left->is_negative() ? -1 : 0);
    if (left->is_small()) return Int::from(left->small >> std::min<std::int64_t>(right->small, 63));
    TRY(check_limbs(left, right));
    Mpz shifted;
    mpz_fdiv_q_2exp(shifted, IntView(left), mp_bitcnt_t(right->small));
    return Int::from_mpz(shifted);
}

Result<Int> int_and(const Int* left, const Int* right) {
    if (both_small(left, right)) return Int::from(left->small & right->small);
    TRY(check_limbs(left, right));
    Mpz result;
    mpz_and(result, IntView(left), IntView(right));
    return Int::from_mpz(result);
}

Result<Int> int_or(const Int* left, const Int* right) {
    if (both_small(left, right)) return Int::from(left->small | right->small);
    TRY(check_limbs(left, right));
    Mpz result;
    mpz_ior(result, IntView(left), IntView(right));
    return Int::from_mpz(result);
}

Result<Int> int_xor(const Int* left, const Int* right) {
    if (both_small(left, right)) return Int::from(left->small ^ right->small);
    TRY(check_limbs(left, right));
    Mpz result;
    mpz_xor(result, IntView(left), IntView(right));
    return Int::from_mpz(result);
}

Result<Int> int_invert(const Int* value) {
    if (value->is_small()) return Int::from(~value->small);
    TRY(check_limbs(value, value));
    Mpz result;
    mpz_com(result, IntView(value));
    return Int::from_mpz(result);
}

// ---------------------------------------------------------------- bytes

namespace {

// Of ~value, a negative value's: one bit less for −2^n.
Size int_bit_length_of_inverted(const Int* value) {
    Magnitude magnitude(value);
    Size bits = int_bit_length(value);
    bool power_of_two = mpn_popcount(magnitude.limbs(), magnitude.count()) == 1;
    return bits - power_of_two;
}

// Does the value fit into `count` bytes of two's complement (or, unsigned, into so many bits)?
bool fits_bytes(const Int* value, Size count, Signedness signedness) {
    if (value->is_zero()) return true;
    if (count > PTRDIFF_MAX / 8) return true;
    if (signedness == Signedness::unsigned_) return int_bit_length(value) <= count * 8;
    if (!value->is_negative()) return int_bit_length(value) <= count * 8 - 1;
    if (count == 0) return int_bit_length_of_inverted(value) == 0;  // −1, as CPython has it
    return int_bit_length_of_inverted(value) <= count * 8 - 1;
}

}  // namespace

Result<void> int_to_bytes(const Int* value, unsigned char* bytes, Size count, std::endian order,
                          Signedness signedness) {
    if (value->is_negative() && signedness == Signedness::unsigned_)
        return raise(OverflowError, "can't convert negative int to unsigned");
    if (!fits_bytes(value, count, signedness)) return raise(OverflowError, "int too big to convert");
    // −v is written as the complement of v − 1.
    bool negative = value->is_negative();
    Ref<Int> magnitude = negative ? TRY(int_invert(value)) : exact_int(const_cast<Int*>(value));
    std::memset(bytes, 0, std::size_t(count));
    Magnitude limbs(magnitude.get());
    for (Size index = 0; index < std::min(count, limbs.count() * 8); ++index) {
        bytes[order == std::endian::little ? index : count - 1 - index] =
            static_cast<unsigned char>(limbs.limbs()[index / 8] >> (index % 8 * 8));
    }
    for (Size index = 0; negative && index < count; ++index) bytes[index] = static_cast<unsigned char>(~bytes[index]);
    return {};
}

Result<Int> int_from_bytes(const unsigned char* bytes, Size count, std::endian order, Signedness signedness) {
    TRY(check_limbs(count / Size(sizeof(mp_limb_t))));
    Mpz result;
    bool little = order == std::endian::little;
    mpz_import(result, std::size_t(count), little ? -1 : 1, 1, 0, 0, bytes);
    if (signedness == Signedness::signed_ && count > 0 && (bytes[little ? count - 1 : 0] & 0x80) != 0) {
        Mpz modulus;
        mpz_ui_pow_ui(modulus, 2, std::size_t(count) * 8);
        mpz_sub(result, result, modulus);
    }
    return Int::from_mpz(result);
}

}  // namespace minipy
