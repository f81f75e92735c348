// SPDX-License-Identifier: MIT
// float: conversions, arithmetic with Python's rounding rules for // and %, comparison with ints of any size, its type.
// CPython: Objects/floatobject.c. Next: float_text.cpp.
#include "runtime/numbers/float.hpp"

#include <cerrno>
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "runtime/bytes/buffer_text.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/constructor_keywords.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/number_hash.hpp"
#include "runtime/text/format_spec.hpp"
#include "runtime/text/unicode_data.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

Float* create_float_slow(double value) {
    auto* object = cast<Float>(allocate_object(&Float::type_object, sizeof(Float)));
    object->value = value;
    return object;
}

// ---------------------------------------------------------------- conversions

namespace {

Float* float_of(Object* object) { return cast<Float>(object); }

Result<double> checked_float(Object* object, Ref<Object> result) {
    if (!is<Float>(result.get())) {
        return raise(TypeError, "{}.__float__ returned non-float (type {})", type_name(object),
                     type_name(result.get()));
    }
    if (!is_exact<Float>(result.get()))
        TRY(warn_of_subclass(format_text("{}.__float__", type_name(object)), result.get(), "float"));
    return float_of(result.get())->value;
}

std::string_view stripped(std::string_view text) {
    auto is_space = [](char character) {
        return character == ' ' || (character >= 9 && character <= 13) || (character >= 28 && character <= 31);
    };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

Result<Object> float_from_text(std::string_view text, Object* shown) {
    double value;
    if (parse_double(stripped(text), value)) return Float::from(value);
    return raise(ValueError, "could not convert string to float: {}", TRY(repr(shown)).get());
}

}  // namespace

Result<double> to_double(Object* object) {
    if (is<Float>(object)) return float_of(object)->value;
    if (is_exact<Int>(object)) return int_to_double(cast<Int>(object));
    const Slots& slots = object->type->slots;
    if (slots.float_ != nullptr) return checked_float(object, TRY(call_slot(slots.float_, object)));
    if (slots.index != nullptr) return int_to_double(TRY(to_index(object)).get());
    return raise(TypeError, "must be real number, not {}", type_name(object));
}

Result<Object> convert_to_float(Object* object) {
    if (is_exact<Float>(object)) return share(object);
    const Slots& slots = object->type->slots;
    if (slots.float_ != nullptr)  // of a subclass of float, too
        return Float::from(TRY(checked_float(object, TRY(call_slot(slots.float_, object)))));
    if (slots.index != nullptr) return Float::from(TRY(to_double(object)));
    if (auto* text = as<Str>(object)) return float_from_text(ascii_digits(text), text);
    Ref<Bytes> bytes = TRY(bytes_of_text_like(object));
    if (bytes) return float_from_text(bytes->view(), object);
    return raise(TypeError, "float() argument must be a string or a real number, not '{}'", type_name(object));
}

// ---------------------------------------------------------------- arithmetic

double double_remainder(double left, double right) {
    double remainder = std::fmod(left, right);
    if (remainder == 0) return std::copysign(0.0, right);
    return (right < 0) != (remainder < 0) ? remainder + right : remainder;
}

double double_floor_divide(double left, double right) {
    double remainder = std::fmod(left, right);
    double quotient = (left - remainder) / right;
    if (remainder != 0 && (right < 0) != (remainder < 0)) quotient -= 1.0;
    if (quotient == 0) return std::copysign(0.0, left / right);
    double floored = std::floor(quotient);
    return quotient - floored > 0.5 ? floored + 1.0 : floored;
}

Result<Object> double_power(double base, double exponent) {
    bool finite = std::isfinite(base) && std::isfinite(exponent);
    if (finite && base == 0 && exponent < 0)
        return raise(ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (finite && base < 0 && exponent != std::floor(exponent)) return complex_power(base, 0, exponent, 0);
    double result = std::pow(base, exponent);
    if (finite && std::isinf(result)) {
        Ref<Int> number = Int::from(ERANGE);
        Ref<Str> message = Str::from("Numerical result out of range");
        return raise_instance(TRY(call(&OverflowError, {number.get(), message.get()})));
    }
    return Float::from(result);
}

int compare_double_int(double value, const Int* integer) {
    if (std::isinf(value)) return value > 0 ? 1 : -1;
    constexpr std::int64_t exact = std::int64_t(1) << DBL_MANT_DIG;
    if (integer->is_small() && integer->small > -exact && integer->small < exact) {
        auto other = double(integer->small);
        return (value > other) - (value < other);
    }
    int order = mpz_cmp_d(IntView(integer), value);
    return (order < 0) - (order > 0);
}

Hash double_hash(double value, const Object* self) {
    if (std::isnan(value)) return hash_pointer(self);
    if (std::isinf(value)) return value > 0 ? hash_infinity : -hash_infinity;
    int exponent;
    double mantissa = std::frexp(std::fabs(value), &exponent);
    std::uint64_t hash = 0;
    while (mantissa != 0) {  // 28 bits at a time: hash = hash · 2^28 + bits, modulo 2^61 − 1
        hash = ((hash << 28) & hash_modulus) | (hash >> (61 - 28));
        mantissa *= 268435456.0;
        exponent -= 28;
        auto bits = std::uint64_t(mantissa);
        mantissa -= double(bits);
        hash += bits;
        if (hash >= hash_modulus) hash -= hash_modulus;
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
    hash = ((hash << exponent) & hash_modulus) | (hash >> (61 - exponent));
    Hash result = value < 0 ? -Hash(hash) : Hash(hash);
    return result == -1 ? -2 : result;
}

Result<double> double_round(double value, Size digits) {
    constexpr Size most_digits = 323, fewest_digits = -308;
    if (!std::isfinite(value) || digits > most_digits || value == 0) return value;
    if (digits < fewest_digits) return 0.0 * value;
    char buffer[DBL_MAX_10_EXP + most_digits + 32];
    char* end = buffer + sizeof buffer;
    if (digits >= 0) {
        end = std::to_chars(buffer, end, value, std::chars_format::fixed, int(digits)).ptr;
    } else {
        int exponent = std::atoi(double_text(value, {.kind = 'e', .precision = 17}).c_str() + (value < 0 ? 21 : 20));
        Size precision = exponent + digits;
        if (precision < 0) {  // below one unit: nearest is 0 or 10^−digits
            double unit = std::pow(10.0, double(-digits));
            bool up = precision == -1 && std::fabs(value) > unit / 2;
            return std::copysign(up ? unit : 0.0, value);
        }
        end = std::to_chars(buffer, end, value, std::chars_format::scientific, int(precision)).ptr;
    }
    double result = 0;
    if (std::from_chars(buffer, end, result).ec == std::errc::result_out_of_range && std::fabs(value) > 1) {
        return raise(OverflowError, "rounded value too large to represent");
    }
    return result;
}

namespace {

// An operand of float arithmetic: a float, or an int as the nearest float.
enum class FloatOperand : std::uint8_t { number, other, failed };

FloatOperand float_take_operand(Object* object, double& value) {
    if (is<Float>(object)) {
        value = float_of(object)->value;
        return FloatOperand::number;
    }
    if (!is<Int>(object)) return FloatOperand::other;
    Result<double> converted = int_to_double(cast<Int>(object));
    if (converted.failed()) return FloatOperand::failed;
    value = converted.take();
    return FloatOperand::number;
}

template <auto operation>
Result<Object> float_binary(Object* left, Object* right) {
    double a = 0, b = 0;
    for (auto [object, value] : {std::pair{left, &a}, std::pair{right, &b}}) {
        FloatOperand operand = float_take_operand(object, *value);
        if (operand == FloatOperand::other) return not_implemented();
        if (operand == FloatOperand::failed) return Failure{};
    }
    return operation(a, b);
}

Result<Object> add_doubles(double a, double b) { return Float::from(a + b); }
Result<Object> subtract_doubles(double a, double b) { return Float::from(a - b); }
Result<Object> multiply_doubles(double a, double b) { return Float::from(a * b); }

Result<Object> true_divide_doubles(double a, double b) {
    if (b == 0) return raise(ZeroDivisionError, "float division by zero");
    return Float::from(a / b);
}
Result<Object> floor_divide_doubles(double a, double b) {
    if (b == 0) return raise(ZeroDivisionError, "float floor division by zero");
    return Float::from(double_floor_divide(a, b));
}
Result<Object> remainder_doubles(double a, double b) {
    if (b == 0) return raise(ZeroDivisionError, "float modulo");
    return Float::from(double_remainder(a, b));
}
Result<Object> divmod_doubles(double a, double b) {
    if (b == 0) return raise(ZeroDivisionError, "float divmod()");
    Ref<Float> quotient = Float::from(double_floor_divide(a, b)), remainder = Float::from(double_remainder(a, b));
    return Tuple::of({quotient.get(), remainder.get()});
}

Result<Object> float_power_slot(Object* base, Object* exponent, Object* modulus) {
    if (!is_none(modulus)) {
        return raise(TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    return float_binary<double_power>(base, exponent);
}

Result<Object> float_compare_slot(Object* left, Object* right, Comparison operation) {
    double value = float_of(left)->value;
    int order;
    if (auto* other = as<Float>(right)) {
        if (std::isnan(value) || std::isnan(other->value)) return to_bool(operation == Comparison::not_equal);
        order = (value > other->value) - (value < other->value);
    } else if (auto* integer = as<Int>(right)) {
        if (std::isnan(value)) return to_bool(operation == Comparison::not_equal);
        order = compare_double_int(value, integer);
    } else {
        return not_implemented();
    }
    return comparison_result(order, operation);
}

Result<Object> float_negative_slot(Object* self) { return Float::from(-float_of(self)->value); }
Result<Object> float_positive_slot(Object* self) {
    return is_exact<Float>(self) ? share(self) : Ref<Object>(Float::from(float_of(self)->value));
}
Result<Object> float_absolute_slot(Object* self) { return Float::from(std::fabs(float_of(self)->value)); }
Result<bool> float_bool_slot(Object* self) { return float_of(self)->value != 0; }
Result<Object> int_slot(Object* self) { return Int::from_double(float_of(self)->value); }
Result<Hash> float_hash_slot(Object* self) { return double_hash(float_of(self)->value, self); }
Result<Object> float_repr_slot(Object* self) { return Str::from_ascii(double_repr(float_of(self)->value)); }

// ---------------------------------------------------------------- making floats

Result<Object> float_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords_in_new(type, Float::type_object, "float", arguments));
    TRY(check_positional("float", arguments, 0, 1));
    Ref<Object> value = arguments.positional == 0 ? Ref<Object>(Float::from(0.0)) : TRY(convert_to_float(arguments[0]));
    if (type == &Float::type_object) return value;
    Ref<Object> object = TRY(allocate_instance(type));
    float_of(object.get())->value = float_of(value.get())->value;
    return object;
}

// ---------------------------------------------------------------- methods

Result<Object> float_itself(Float* self) { return float_positive_slot(self); }
Result<Int> trunc_method(Float* self) { return Int::from_double(self->value); }
Result<Int> floor_method(Float* self) { return Int::from_double(std::floor(self->value)); }
Result<Int> ceil_method(Float* self) { return Int::from_double(std::ceil(self->value)); }
Result<bool> is_integer_method(Float* self) {
    return std::isfinite(self->value) && std::floor(self->value) == self->value;
}

Result<Object> float_round_method(Float* self, Object* digits) {
    if (is_none(digits)) return Int::from_double(std::rint(self->value));
    Size count = TRY(to_size(digits, nullptr));
    return Float::from(TRY(double_round(self->value, count)));
}

Result<Tuple> float_as_integer_ratio(Float* self) {
    if (std::isinf(self->value)) return raise(OverflowError, "cannot convert Infinity to integer ratio");
    if (std::isnan(self->value)) return raise(ValueError, "cannot convert NaN to integer ratio");
    int exponent;
    double mantissa = std::frexp(self->value, &exponent);
    for (int count = 0; count < 300 && mantissa != std::floor(mantissa); ++count) {
        mantissa *= 2.0;
        --exponent;
    }
    Ref<Int> numerator = TRY(Int::from_double(mantissa)), denominator = Int::from(1);
    Ref<Int> shift = Int::from(std::abs(exponent));
    Ref<Int>& scaled = exponent > 0 ? numerator : denominator;
    scaled = TRY(int_lshift(scaled.get(), shift.get()));
    return Tuple::of({numerator.get(), denominator.get()});
}

Ref<Str> hex_method(Float* self) { return Str::from_ascii(double_hex(self->value)); }

Result<Object> fromhex_method(Type* type, Object* text) {
    if (!is<Str>(text)) return raise(TypeError, "bad argument type for built-in operation");
    Ref<Float> value = Float::from(TRY(double_from_hex(cast<Str>(text)->view())));
    if (type == &Float::type_object) return value;
    return call(type, {value.get()});
}

Result<Object> getformat_method(Type*, Object* kind) {
    Str* text = TRY(expect<Str>(kind, "__getformat__() argument"));
    if (text->equals("double") || text->equals("float")) return Str::from("IEEE, little-endian");
    return raise(ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
}

Result<Str> float_format_method(Float* self, Object* spec) {
    return format_float(self, TRY(expect<Str>(spec, "__format__() argument")));
}

Ref<Tuple> float_getnewargs_method(Float* self) { return Tuple::of({Float::from(self->value).get()}); }

Result<Object> get_float_real(Object* self) { return float_positive_slot(self); }
Result<Object> get_float_imaginary(Object*) { return Float::from(0.0); }

const Method float_methods[] = {
    {"conjugate(self, /)", bind<float_itself>, "Gives self: a real number is its own mirror image."},
    {"__trunc__(self, /)", bind<trunc_method>, "Drops the fraction and gives an int."},
    {"__floor__(self, /)", bind<floor_method>, "Gives the next int below, or the value itself if it is whole."},
    {"__ceil__(self, /)", bind<ceil_method>, "Gives the next int above, or the value itself if it is whole."},
    {"__round__(self, ndigits=None, /)", bind<float_round_method>,
     "Gives the nearest int, the even one of two equally near; with ndigits a float rounded to so many decimals."},
    {"as_integer_ratio(self, /)", bind<float_as_integer_ratio>,
     "Gives the exact fraction behind the float, reduced: 0.1 shows its true colours here."},
    {"fromhex(type, string, /)", bind<fromhex_method>, "Reads what hex() writes; no bit gets lost on the way.",
     MethodKind::class_method},
    {"hex(self, /)", bind<hex_method>,
     "Writes the bits as a hexadecimal fraction and a power of two: exact, unlike decimals."},
    {"is_integer(self, /)", bind<is_integer_method>, "Tells whether there is nothing behind the point."},
    {"__getnewargs__(self, /)", bind<float_getnewargs_method>},
    {"__getformat__(type, typestr, /)", bind<getformat_method>,
     "Names the layout of C's double or float on this machine.", MethodKind::class_method},
    {"__format__(self, format_spec, /)", bind<float_format_method>,
     "Formats by a spec such as '.2f'; without one as str() does."},
};

const Getter float_getters[] = {
    {"real", get_float_real, nullptr, "The float itself."},
    {"imag", get_float_imaginary, nullptr, "Always 0.0."},
};

const TypeSpec float_spec = {
    .name = "float",
    .doc =
        "A number of 53 binary digits with an exponent, as the hardware has it; most decimal fractions are only "
        "approximated.",
    .size = sizeof(Float),
    .flags = TypeFlag::base_type | TypeFlag::match_self,
    .slots = {.deallocate = destroy<Float>,
              .new_ = float_new,
              .repr = float_repr_slot,
              .hash = float_hash_slot,
              .compare = float_compare_slot,
              .add = float_binary<add_doubles>,
              .subtract = float_binary<subtract_doubles>,
              .multiply = float_binary<multiply_doubles>,
              .true_divide = float_binary<true_divide_doubles>,
              .floor_divide = float_binary<floor_divide_doubles>,
              .remainder = float_binary<remainder_doubles>,
              .divmod = float_binary<divmod_doubles>,
              .power = float_power_slot,
              .negative = float_negative_slot,
              .positive = float_positive_slot,
              .absolute = float_absolute_slot,
              .bool_ = float_bool_slot,
              .int_ = int_slot,
              .float_ = float_positive_slot},
    .methods = float_methods,
    .getters = float_getters,
    .text_signature = "(x=0, /)",
};

}  // namespace

Type Float::type_object(float_spec);

}  // namespace minipy
