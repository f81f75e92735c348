// SPDX-License-Identifier: MIT
// int, and its subclass bool.
//
//      small                                   big
//      ┌────────────┬────────────┐             ┌────────────┬────────────┐
//      │ refcount   │ type       │             │ refcount   │ type       │
//      ├────────────┼────────────┤             ├────────────┼────────────┬─────────┬───
//      │ big_size 0 │ small      │             │ big_size ±n│ limbs[0]   │ limbs[1]│ …      n limbs, least first
//      └────────────┴────────────┘             └────────────┴────────────┴─────────┴───
//
// A value that fits in 64 bits is always small; a big one keeps GMP's limbs inline, its sign in big_size, and no
// leading zero limb. So equal values have equal representations. −5 … 256 are shared objects, as in CPython.
//
// Arithmetic on small values is inline here (the evaluation loop uses it); what overflows goes to int_big.cpp.
// CPython: Objects/longobject.c, Objects/boolobject.c. Next: int.cpp, int_big.cpp, int_text.cpp.
#pragma once

#include <gmp.h>

#include <bit>
#include <string>
#include <string_view>

#include "runtime/memory/byte_string.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Int : Object {
    Size big_size;
    union {
        std::int64_t small;
        mp_limb_t limbs[1];
    };

    constexpr Int(Type* int_type, std::int64_t value) : Object(int_type), big_size(0), small(value) {}
    bool is_small() const { return big_size == 0; }
    bool is_negative() const { return big_size != 0 ? big_size < 0 : small < 0; }
    bool is_zero() const { return big_size == 0 && small == 0; }

    static Ref<Int> from(std::int64_t value);  // shared when −5 … 256
    static Ref<Int> from_unsigned(std::uint64_t value);
    static Ref<Int> from_mpz(const mpz_t value);   // copies; small if it fits
    static Result<Int> from_double(double value);  // truncates; OverflowError for infinity, ValueError for nan
    // Digits in `base` (2 … 36) without sign, underscores or prefix, already checked. ValueError beyond the digit
    // limit.
    static Result<Int> from_digits(std::string_view digits, int base);

    static constexpr TypeFlag subclass_flag = TypeFlag::int_subclass;
    static Type type_object;
};

// A read-only GMP view of any Int; valid while the Int lives and this object stays where it is.
class IntView {
public:
    explicit IntView(const Int* value);
    IntView(const IntView&) = delete;
    operator mpz_srcptr() const { return view_; }

private:
    mp_limb_t limb_;
    mpz_t view_;
};

struct Bool : Int {
    using Int::Int;
    static Type type_object;
};
inline constinit Bool False{&Bool::type_object, 0};
inline constinit Bool True{&Bool::type_object, 1};
inline Ref<Object> to_bool(bool value) { return share<Object>(value ? &True : &False); }

inline constexpr int smallest_shared_int = -5;
inline constexpr int largest_shared_int = 256;
inline constexpr int shared_int_count = largest_shared_int - smallest_shared_int + 1;
struct SharedInts {
    Int values[shared_int_count];
    Int& operator[](std::int64_t value) { return values[value - smallest_shared_int]; }
};
extern SharedInts shared_ints;  // by value: shared_ints[7] is the 7 of everybody; immortal, like all static objects

// A new object with an owned reference, even for a value that has a shared one. For the loop, which counts by hand.
Int* create_int_slow(std::int64_t value);
inline Int* create_int(std::int64_t value) {
    heap::FreeBlock*& list = heap::state.free_lists[sizeof(Int) / heap::granularity];
    if (list == nullptr) [[unlikely]]
        return create_int_slow(value);
    heap::FreeBlock* block = list;
    list = block->next;
    auto* object = reinterpret_cast<Int*>(block);
    object->reference_count = 1;
    object->type = &Int::type_object;
    object->big_size = 0;
    object->small = value;
    return object;
}
inline Ref<Int> new_int(std::int64_t value) { return Ref<Int>::adopt(create_int(value)); }

inline bool is_shared_value(std::int64_t value) {
    return std::uint64_t(value) - std::uint64_t(smallest_shared_int) < std::uint64_t(shared_int_count);
}
// Int::from() for the loop: the caller owns the reference.
[[gnu::always_inline]] inline Int* owned_int(std::int64_t value) {
    if (!is_shared_value(value)) return create_int(value);
    Int* shared = &shared_ints[value];
    incref(shared);
    return shared;
}
inline Ref<Int> Int::from(std::int64_t value) { return Ref<Int>::adopt(owned_int(value)); }

// decref() of an object that is known to be an exact int.
[[gnu::always_inline]] inline void release_int(Int* value) {
    if (--value->reference_count != 0) return;
    if (value->big_size == 0) [[likely]] {
        heap::free_number(value, sizeof(Int));
    } else {
        deallocate(value);
    }
}

inline bool both_small(const Int* left, const Int* right) { return (left->big_size | right->big_size) == 0; }

// The arithmetic of exact ints, without dispatch. The functions named *_big take operands of any size and are called
// when a 64-bit result would overflow.
Ref<Int> int_add_big(const Int* left, const Int* right);
Ref<Int> int_subtract_big(const Int* left, const Int* right);
Result<Int> int_multiply_big(const Int* left, const Int* right);
int int_compare_big(const Int* left, const Int* right);

inline Ref<Int> int_add(const Int* left, const Int* right) {
    std::int64_t sum;
    if (both_small(left, right) && !__builtin_add_overflow(left->small, right->small, &sum)) [[likely]]
        return Int::from(sum);
    return int_add_big(left, right);
}

inline Ref<Int> int_subtract(const Int* left, const Int* right) {
    std::int64_t difference;
    if (both_small(left, right) && !__builtin_sub_overflow(left->small, right->small, &difference)) [[likely]] {
        return Int::from(difference);
    }
    return int_subtract_big(left, right);
}

inline Result<Int> int_multiply(const Int* left, const Int* right) {
    std::int64_t product;
    if (both_small(left, right) && !__builtin_mul_overflow(left->small, right->small, &product)) [[likely]] {
        return Int::from(product);
    }
    return int_multiply_big(left, right);
}

inline int int_compare(const Int* left, const Int* right) {  // −1, 0, 1
    if (both_small(left, right)) [[likely]]
        return left->small < right->small ? -1 : left->small > right->small;
    return int_compare_big(left, right);
}

Result<Int> int_floor_divide(const Int* left, const Int* right);
Result<Int> int_remainder(const Int* left, const Int* right);
struct IntDivision {
    Ref<Int> quotient, remainder;
};
Result<IntDivision> int_divmod(const Int* left, const Int* right);
Result<Object> int_true_divide(const Int* left, const Int* right);
// base ** exponent; an int, or a float when the exponent is negative.
Result<Object> int_power(const Int* base, const Int* exponent);
Result<Int> int_power_modulo(const Int* base, const Int* exponent, const Int* modulus);
Result<Int> int_lshift(const Int* left, const Int* right);
Result<Int> int_rshift(const Int* left, const Int* right);
Result<Int> int_and(const Int* left, const Int* right);
Result<Int> int_or(const Int* left, const Int* right);
Result<Int> int_xor(const Int* left, const Int* right);
Result<Int> int_invert(const Int* value);
Result<Int> int_negate(const Int* value);
// The int nearest to value that is a multiple of 10 ** −digits, ties to even; what round(value, digits) gives.
Result<Int> int_round(const Int* value, const Int* digits);
Hash int_hash(const Int* value);
Result<double> int_to_double(const Int* value);  // correctly rounded; OverflowError
Size int_bit_length(const Int* value);
Size int_bit_count(const Int* value);

// Text in `base` with lower-case digits and a minus sign, no prefix. ValueError beyond sys.set_int_max_str_digits (base
// 10).
Result<ByteString> int_to_text(const Int* value, int base);
// The same without the limit on digits, for what is not a conversion of the program's own (repr of code objects,
// dumps).
ByteString int_to_text_unlimited(const Int* value, int base);
// int("…", base): white space, sign, prefix, underscores; `base` 0 takes it from the prefix. ValueError as CPython
// words it. `text` is ASCII (decimal digits of other scripts have been replaced); messages show `shown_in_message`.
Result<Int> int_from_text(std::string_view text, int base, Object* shown_in_message);

// Two's complement bytes, as to_bytes() and from_bytes() and struct know them.
enum class Signedness : std::uint8_t { unsigned_, signed_ };
Result<void> int_to_bytes(const Int* value, unsigned char* bytes, Size count, std::endian order, Signedness signedness);
Result<Int> int_from_bytes(const unsigned char* bytes, Size count, std::endian order, Signedness signedness);

// Conversions that the runtime asks for. Objects with __index__ are accepted.
// The int that the object is exactly, or a copy of an int subclass's value.
Ref<Int> exact_int(Int* value);
Result<Int> to_index(Object* object);  // TypeError: 'str' object cannot be interpreted as an integer
Result<int> to_c_int(Object* object);  // as to_index(); OverflowError: Python int too large to convert to C int
Result<Size> to_size(Object* object, Type* overflow_error);  // overflow_error null: clip to Size's range
Result<std::int64_t> to_int64(Object* object);               // OverflowError: Python int too large to convert to C long

void initialize_ints();
void finalize_ints();

}  // namespace minipy
