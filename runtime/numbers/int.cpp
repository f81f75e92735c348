// SPDX-License-Identifier: MIT
// int: conversions, slots, methods, its type. The arithmetic is in int.hpp (what stays in 64 bits), int_big.cpp and
// int_power.cpp. CPython: Objects/longobject.c.
#include "runtime/numbers/int.hpp"

#include <climits>

#include <cmath>
#include <cstring>
#include <utility>

#include "runtime/bytes/buffer_text.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/text/format_spec.hpp"
#include "runtime/text/str.hpp"
#include "runtime/text/unicode_data.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

// ---------------------------------------------------------------- shared values

namespace {

template <int... offset>
constexpr SharedInts make_shared_ints(std::integer_sequence<int, offset...>) {
    return {{Int(&Int::type_object, smallest_shared_int + offset)...}};
}

Int* int_of(Object* object) { return cast<Int>(object); }

std::size_t int_byte_size(const Int* value) {
    Size limbs = std::abs(value->big_size);
    return std::size_t(value->type->basic_size) + (limbs > 1 ? std::size_t(limbs - 1) * sizeof(mp_limb_t) : 0);
}

}  // namespace

constinit SharedInts shared_ints = make_shared_ints(std::make_integer_sequence<int, shared_int_count>());

void initialize_ints() {}
void finalize_ints() {}

// ---------------------------------------------------------------- conversions

Ref<Int> exact_int(Int* value) {
    if (is_exact<Int>(value)) return share(value);
    return value->is_small() ? Int::from(value->small) : Int::from_mpz(IntView(value));
}

Result<Int> to_index(Object* object) {
    if (is<Int>(object)) return exact_int(int_of(object));
    UnarySlot index = object->type->slots.index;
    if (index == nullptr) {
        return raise(TypeError, "'{}' object cannot be interpreted as an integer", type_name(object));
    }
    Ref<Object> result = TRY(index(object));
    if (!is<Int>(result.get()))
        return raise(TypeError, "__index__ returned non-int (type {})", type_name(result.get()));
    if (!is_exact<Int>(result.get())) TRY(warn_of_subclass("__index__", result.get(), "int"));
    return exact_int(int_of(result.get()));
}

Result<int> to_c_int(Object* object) {
    Ref<Int> index = TRY(to_index(object));
    if (!index->is_small() || index->small > INT_MAX || index->small < INT_MIN) {
        return raise(OverflowError, "Python int too large to convert to C int");
    }
    return int(index->small);
}

Result<Size> to_size(Object* object, Type* overflow_error) {
    if (is_exact<Int>(object) && int_of(object)->is_small()) [[likely]]
        return Size(int_of(object)->small);
    Ref<Int> index = TRY(to_index(object));
    if (index->is_small()) return Size(index->small);
    if (overflow_error == nullptr) return index->is_negative() ? PTRDIFF_MIN : PTRDIFF_MAX;
    return raise(*overflow_error, "cannot fit '{}' into an index-sized integer", type_name(object));
}

Result<std::int64_t> to_int64(Object* object) {
    Ref<Int> index = TRY(to_index(object));
    if (index->is_small()) return index->small;
    return raise(OverflowError, "Python int too large to convert to C long");
}

namespace {

Result<Object> int_from_str(Str* text, int base) { return int_from_text(ascii_digits(text), base, text); }

// Text or bytes of any kind; nothing when the object is neither.
Maybe<Object> int_from_texts(Object* object, int base) {
    if (auto* text = as<Str>(object)) return int_from_str(text, base);
    Ref<Bytes> bytes = TRY(bytes_of_text_like(object));
    if (!bytes) return nothing;
    return Result<Object>(int_from_text(bytes->view(), base, bytes.get()));
}

Result<Object> checked_int(Ref<Object> result, const char* method) {
    if (!is<Int>(result.get()))
        return raise(TypeError, "{} returned non-int (type {})", method, type_name(result.get()));
    if (!is_exact<Int>(result.get())) TRY(warn_of_subclass(method, result.get(), "int"));
    return exact_int(int_of(result.get()));
}

// The deprecated last resort of int().
Maybe<Object> int_from_trunc(Object* object) {
    Ref<Object> truncated = TRY(call_special(object, names::dunder_trunc));
    if (!truncated) return nothing;
    TRY(warn(DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.", 1));
    if (!is<Int>(truncated.get()) && truncated->type->slots.index == nullptr) {
        return raise(TypeError, "__trunc__ returned non-Integral (type {})", type_name(truncated.get()));
    }
    return TRY(to_index(truncated.get()));
}

}  // namespace

Result<Object> convert_to_int(Object* object) {
    if (is_exact<Int>(object)) return share(object);
    const Slots& slots = object->type->slots;
    if (slots.int_ != nullptr) return checked_int(TRY(call_slot(slots.int_, object)), "__int__");
    if (slots.index != nullptr) return to_index(object);
    Ref<Object> truncated = TRY(int_from_trunc(object));
    if (truncated) return truncated;
    Ref<Object> parsed = TRY(int_from_texts(object, 10));
    if (parsed) return parsed;
    return raise(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                 type_name(object));
}

// ---------------------------------------------------------------- making ints

namespace {

constexpr const char* int_parameters[] = {nullptr, "base"};

Result<Object> int_of_arguments(const Arguments& arguments) {
    if (arguments.positional == 1 && !arguments.has_keywords()) return convert_to_int(arguments[0]);
    Object* values[2] = {};
    TRY(bind_parameters("int", int_parameters, arguments, values));
    auto [value, base_object] = values;
    if (value == nullptr) {
        if (base_object != nullptr) return raise(TypeError, "int() missing string argument");
        return Int::from(0);
    }
    if (base_object == nullptr) return convert_to_int(value);
    Size base = TRY(to_size(base_object, nullptr));
    if ((base != 0 && base < 2) || base > 36) return raise(ValueError, "int() base must be >= 2 and <= 36, or 0");
    bool is_text = is<Str>(value) || is<Bytes>(value) || is_bytearray(value);
    if (!is_text) return raise(TypeError, "int() can't convert non-string with explicit base");
    return TRY(int_from_texts(value, int(base)));
}

Result<Object> int_new(Type* type, const Arguments& arguments) {
    Ref<Object> value = TRY(int_of_arguments(arguments));
    if (type == &Int::type_object) return value;
    Int* exact = int_of(value.get());
    Size limbs = std::abs(exact->big_size);
    Ref<Object> object = TRY(allocate_instance(type, limbs > 1 ? limbs - 1 : 0));
    int_of(object.get())->big_size = exact->big_size;
    if (limbs == 0) {
        int_of(object.get())->small = exact->small;
    } else {
        std::memcpy(int_of(object.get())->limbs, exact->limbs, std::size_t(limbs) * sizeof(mp_limb_t));
    }
    return object;
}

void int_deallocate(Object* self) {
    if (int_of(self)->big_size == 0 && self->type == &Int::type_object) [[likely]]
        return heap::free_number(self, sizeof(Int));
    if (self->type == &Int::type_object) return heap::free(self, int_byte_size(int_of(self)));
    free_object(self, int_byte_size(int_of(self)));
}

// ---------------------------------------------------------------- operators

Result<Object> as_object(Ref<Int> value) { return value; }
Result<Object> as_object(Result<Int> value) { return value; }
Result<Object> as_object(Result<Object> value) { return value; }

template <auto operation>
Result<Object> int_binary(Object* left, Object* right) {
    if (!is<Int>(left) || !is<Int>(right)) return not_implemented();
    return as_object(operation(int_of(left), int_of(right)));
}

Result<Object> divmod_slot(Object* left, Object* right) {
    if (!is<Int>(left) || !is<Int>(right)) return not_implemented();
    IntDivision division = TRY(int_divmod(int_of(left), int_of(right)));
    return Tuple::of({division.quotient.get(), division.remainder.get()});
}

Result<Object> int_power_slot(Object* base, Object* exponent, Object* modulus) {
    if (!is<Int>(base) || !is<Int>(exponent)) return not_implemented();
    if (is_none(modulus)) return int_power(int_of(base), int_of(exponent));
    if (!is<Int>(modulus)) return not_implemented();
    return int_power_modulo(int_of(base), int_of(exponent), int_of(modulus));
}

Result<Object> int_negative_slot(Object* self) { return int_negate(int_of(self)); }
Result<Object> int_positive_slot(Object* self) { return exact_int(int_of(self)); }
Result<Object> invert_slot(Object* self) { return int_invert(int_of(self)); }
Result<Object> int_absolute_slot(Object* self) {
    return int_of(self)->is_negative() ? Result<Object>(int_negate(int_of(self)))
                                       : Result<Object>(exact_int(int_of(self)));
}
Result<bool> int_bool_slot(Object* self) { return !int_of(self)->is_zero(); }
Result<Object> float_slot(Object* self) { return Float::from(TRY(int_to_double(int_of(self)))); }
Result<Hash> int_hash_slot(Object* self) { return int_hash(int_of(self)); }
Result<Object> int_repr_slot(Object* self) { return Str::from_ascii(TRY(int_to_text(int_of(self), 10))); }

Result<Object> int_compare_slot(Object* left, Object* right, Comparison operation) {
    if (!is<Int>(left) || !is<Int>(right)) return not_implemented();
    return comparison_result(left == right ? 0 : int_compare(int_of(left), int_of(right)), operation);
}

// ---------------------------------------------------------------- methods

Ref<Int> int_itself(Int* self) { return exact_int(self); }
Result<Size> bit_length_method(Int* self) { return int_bit_length(self); }
Result<Size> bit_count_method(Int* self) { return int_bit_count(self); }

Ref<Tuple> int_as_integer_ratio(Int* self) { return Tuple::of({exact_int(self).get(), Int::from(1).get()}); }

Result<std::endian> byte_order_argument(Object* byteorder, const char* method) {
    Str* text = TRY(expect<Str>(byteorder, "{}() argument 'byteorder'", method));
    if (text->equals("little")) return std::endian::little;
    if (text->equals("big")) return std::endian::big;
    return raise(ValueError, "byteorder must be either 'little' or 'big'");
}

Result<Bytes> to_bytes_method(Int* self, Object* length, Object* byteorder, Object* is_signed) {
    Size count = TRY(to_size(length, &OverflowError));
    std::endian order = TRY(byte_order_argument(byteorder, "to_bytes"));
    Signedness signedness = TRY(is_true(is_signed)) ? Signedness::signed_ : Signedness::unsigned_;
    if (count < 0) return raise(ValueError, "length argument must be non-negative");
    Ref<Bytes> bytes = TRY(Bytes::create(count));
    TRY(int_to_bytes(self, reinterpret_cast<unsigned char*>(bytes->data()), count, order, signedness));
    return bytes;
}

Result<Object> from_bytes_method(Type* type, Object* data, Object* byteorder, Object* is_signed) {
    std::endian order = TRY(byte_order_argument(byteorder, "from_bytes"));
    Signedness signedness = TRY(is_true(is_signed)) ? Signedness::signed_ : Signedness::unsigned_;
    Ref<Bytes> bytes = TRY(bytes_of_object(data));
    auto* first = reinterpret_cast<const unsigned char*>(bytes->data());
    Ref<Int> value = TRY(int_from_bytes(first, bytes->length, order, signedness));
    if (type == &Int::type_object) return value;
    return call(type, {value.get()});
}

Result<Object> int_round_method(Int* self, Object* digits) {
    if (digits == nullptr) return exact_int(self);
    return int_round(self, TRY(to_index(digits)).get());
}

Result<Str> int_format_method(Int* self, Object* spec) {
    return format_int(self, TRY(expect<Str>(spec, "__format__() argument")));
}

// As in CPython, whose digits have 30 bits and whose header has 24 bytes.
Result<Size> int_sizeof_method(Int* self) { return Size(int_byte_size(self)); }

Ref<Tuple> int_getnewargs_method(Int* self) { return Tuple::of({exact_int(self).get()}); }

Result<Object> get_itself(Object* self) { return exact_int(int_of(self)); }
Result<Object> get_zero(Object*) { return Int::from(0); }
Result<Object> get_one(Object*) { return Int::from(1); }

const Method int_methods[] = {
    {"conjugate(self, /)", bind<int_itself>, "Gives self: a whole number is its own mirror image."},
    {"bit_length(self, /)", bind<bit_length_method>,
     "Counts the binary digits, without sign and leading zeros; 0 has none."},
    {"bit_count(self, /)", bind<bit_count_method>, "Counts the ones among the binary digits of abs(self)."},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", bind<to_bytes_method>,
     "Writes the number in base 256, the most significant byte first unless byteorder says 'little'."},
    {"from_bytes(type, /, bytes, byteorder='big', *, signed=False)", bind<from_bytes_method>,
     "Reads a number in base 256, the inverse of to_bytes().", MethodKind::class_method},
    {"as_integer_ratio(self, /)", bind<int_as_integer_ratio>,
     "Gives the pair (self, 1), so that code for floats and fractions works with ints."},
    {"__trunc__(self, /)", bind<int_itself>, "Gives self: there is nothing to cut off."},
    {"__floor__(self, /)", bind<int_itself>, "Gives self: it is whole already."},
    {"__ceil__(self, /)", bind<int_itself>, "Gives self: it is whole already."},
    {"__round__(self, ndigits=<absent>, /)", bind<int_round_method>,
     "Gives self; a negative ndigits rounds to tens, hundreds, … with ties to the even one."},
    {"__getnewargs__(self, /)", bind<int_getnewargs_method>},
    {"__format__(self, format_spec, /)", bind<int_format_method>},
    {"__sizeof__(self, /)", bind<int_sizeof_method>,
     "Tells how many bytes the number takes up; it grows with the digits."},
};

const Getter int_getters[] = {
    {"real", get_itself, nullptr, "The number itself."},
    {"imag", get_zero, nullptr, "Always 0."},
    {"numerator", get_itself, nullptr, "The number itself."},
    {"denominator", get_one, nullptr, "Always 1."},
};

const TypeSpec int_spec = {
    .name = "int",
    .doc =
        "A whole number of any size. From a float it takes the part before the point, from a string the digits in the "
        "given base; base 0 reads prefixes such as 0x.",
    .size = sizeof(Int),
    .item_size = sizeof(mp_limb_t),
    .flags = TypeFlag::base_type | TypeFlag::int_subclass | TypeFlag::match_self,
    .slots = {.deallocate = int_deallocate,
              .new_ = int_new,
              .repr = int_repr_slot,
              .hash = int_hash_slot,
              .compare = int_compare_slot,
              .add = int_binary<int_add>,
              .subtract = int_binary<int_subtract>,
              .multiply = int_binary<int_multiply>,
              .true_divide = int_binary<int_true_divide>,
              .floor_divide = int_binary<int_floor_divide>,
              .remainder = int_binary<int_remainder>,
              .divmod = divmod_slot,
              .power = int_power_slot,
              .lshift = int_binary<int_lshift>,
              .rshift = int_binary<int_rshift>,
              .and_ = int_binary<int_and>,
              .xor_ = int_binary<int_xor>,
              .or_ = int_binary<int_or>,
              .negative = int_negative_slot,
              .positive = int_positive_slot,
              .absolute = int_absolute_slot,
              .invert = invert_slot,
              .bool_ = int_bool_slot,
              .int_ = int_positive_slot,
              .float_ = float_slot,
              .index = int_positive_slot},
    .methods = int_methods,
    .getters = int_getters,
};

}  // namespace

Type Int::type_object(int_spec);

}  // namespace minipy
