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
// A value that fits in 64 bits is always small; a big one keeps GMP's limbs inline, its sign in big_size, and no leading
// zero limb. So equal values have equal representations. −5 … 256 are shared objects, as in CPython.
//
// Arithmetic on small values is inline here (the evaluation loop uses it); what overflows goes to int_big.cpp.
// CPython: Objects/longobject.c, Objects/boolobject.c. Next: int.cpp, int_big.cpp, int_text.cpp.
#pragma once

#include <gmp.h>

#include <string>
#include <string_view>

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

    static Ref<Int> from(std::int64_t value);           // shared when −5 … 256
    static Ref<Int> from_unsigned(std::uint64_t value);
    static Ref<Int> from_mpz(const mpz_t value);        // copies; small if it fits
    static Result<Int> from_double(double value);       // truncates; OverflowError for infinity, ValueError for nan
    // Digits in `base` (2 … 36) without sign, underscores or prefix, already checked. ValueError beyond the digit limit.
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
extern Int* shared_ints[largest_shared_int - smallest_shared_int + 1];

// The arithmetic of exact ints, without dispatch.
Ref<Int> int_add(const Int* left, const Int* right);
Ref<Int> int_subtract(const Int* left, const Int* right);
Result<Int> int_multiply(const Int* left, const Int* right);
Result<Int> int_floor_divide(const Int* left, const Int* right);
Result<Int> int_remainder(const Int* left, const Int* right);
Result<Int> int_lshift(const Int* left, const Int* right);
Result<Int> int_rshift(const Int* left, const Int* right);
int int_compare(const Int* left, const Int* right);  // −1, 0, 1
Hash int_hash(const Int* value);
Result<double> int_to_double(const Int* value);      // correctly rounded; OverflowError
Size int_bit_length(const Int* value);

// Text in `base` with lower-case digits and a minus sign, no prefix. ValueError beyond sys.set_int_max_str_digits (base 10).
Result<std::string> int_to_text(const Int* value, int base);
// int("…", base): white space, sign, prefix, underscores; `base` 0 takes it from the prefix. ValueError as CPython words it.
Result<Int> int_from_text(std::string_view text, int base, Object* shown_in_message);

// Conversions that the runtime asks for. Objects with __index__ are accepted.
Result<Int> to_index(Object* object);                          // TypeError: 'str' object cannot be interpreted as an integer
Result<Size> to_size(Object* object, Type* overflow_error);    // overflow_error null: clip to Size's range
Result<std::int64_t> to_int64(Object* object);                 // OverflowError: Python int too large to convert to C long

void initialize_ints();
void finalize_ints();

}  // namespace minipy
