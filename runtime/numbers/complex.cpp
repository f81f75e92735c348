// SPDX-License-Identifier: MIT
// complex: arithmetic on pairs of doubles in CPython's order of operations, so that results agree to the last bit.
// CPython: Objects/complexobject.c.
#include "runtime/numbers/complex.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/number_hash.hpp"
#include "runtime/text/format_spec.hpp"
#include "runtime/text/unicode_data.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

Ref<Complex> Complex::from(double real, double imaginary) { return create<Complex>(real, imaginary); }

namespace {

Complex* complex_of(Object* object) { return cast<Complex>(object); }

struct Pair {
    double real = 0, imaginary = 0;
};

// ---------------------------------------------------------------- arithmetic

Pair operator*(Pair a, Pair b) {
    return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// Divides by the larger part of the divisor first, so that squaring it cannot overflow (Smith's method).
bool divide(Pair a, Pair b, Pair& result) {
    double real_size = std::fabs(b.real), imaginary_size = std::fabs(b.imaginary);
    if (real_size >= imaginary_size) {
        if (real_size == 0) return false;
        double ratio = b.imaginary / b.real, denominator = b.real + b.imaginary * ratio;
        result = {(a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator};
    } else if (imaginary_size >= real_size) {
        double ratio = b.real / b.imaginary, denominator = b.real * ratio + b.imaginary;
        result = {(a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator};
    } else {
        result = {NAN, NAN};
    }
    return true;
}

Pair positive_integer_power(Pair base, long exponent) {
    Pair result{1, 0};
    for (long mask = 1; mask > 0 && exponent >= mask; mask <<= 1) {
        if ((exponent & mask) != 0) result = result * base;
        base = base * base;
    }
    return result;
}

// False: zero to a negative or complex power.
bool integer_power(Pair base, long exponent, Pair& result) {
    if (exponent <= 0) return divide({1, 0}, positive_integer_power(base, -exponent), result);
    result = positive_integer_power(base, exponent);
    return true;
}

bool general_power(Pair base, Pair exponent, Pair& result) {
    if (base.real == 0 && base.imaginary == 0) {
        result = {0, 0};
        return exponent.imaginary == 0 && exponent.real >= 0;
    }
    double size = std::hypot(base.real, base.imaginary), angle = std::atan2(base.imaginary, base.real);
    double length = std::pow(size, exponent.real), phase = angle * exponent.real;
    if (exponent.imaginary != 0) {
        length /= std::exp(angle * exponent.imaginary);
        phase += exponent.imaginary * std::log(size);
    }
    result = {length * std::cos(phase), length * std::sin(phase)};
    return true;
}

}  // namespace

Result<Object> complex_power(double base_real, double base_imaginary, double exponent_real, double exponent_imaginary) {
    Pair base{base_real, base_imaginary}, exponent{exponent_real, exponent_imaginary}, result;
    constexpr double largest_integer_exponent = 100;
    bool integral = exponent.imaginary == 0 && exponent.real == std::floor(exponent.real) &&
                    std::fabs(exponent.real) <= largest_integer_exponent;
    bool ok = integral ? integer_power(base, long(exponent.real), result)
                       : (exponent.real == 0 && exponent.imaginary == 0 ? (result = {1, 0}, true)
                                                                        : general_power(base, exponent, result));
    if (!ok) return raise(ZeroDivisionError, "0.0 to a negative or complex power");
    if (std::isinf(result.real) || std::isinf(result.imaginary)) return raise(OverflowError, "complex exponentiation");
    return Complex::from(result.real, result.imaginary);
}

namespace {

// ---------------------------------------------------------------- operators

// nothing to do with the operand: other; an int that is too large: failed.
enum class ComplexOperand : std::uint8_t { number, other, failed };

ComplexOperand complex_take_operand(Object* object, Pair& value) {
    if (is<Complex>(object)) {
        value = {complex_of(object)->real, complex_of(object)->imaginary};
    } else if (is<Float>(object)) {
        value = {cast<Float>(object)->value, 0};
    } else if (is<Int>(object)) {
        Result<double> converted = int_to_double(cast<Int>(object));
        if (converted.failed()) return ComplexOperand::failed;
        value = {converted.take(), 0};
    } else {
        return ComplexOperand::other;
    }
    return ComplexOperand::number;
}

template <auto operation>
Result<Object> complex_binary(Object* left, Object* right) {
    Pair a, b;
    for (auto [object, value] : {std::pair{left, &a}, std::pair{right, &b}}) {
        ComplexOperand operand = complex_take_operand(object, *value);
        if (operand == ComplexOperand::other) return not_implemented();
        if (operand == ComplexOperand::failed) return Failure{};
    }
    return operation(a, b);
}

Result<Object> complex_make(Pair value) { return Complex::from(value.real, value.imaginary); }
Result<Object> add_pairs(Pair a, Pair b) { return complex_make({a.real + b.real, a.imaginary + b.imaginary}); }
Result<Object> subtract_pairs(Pair a, Pair b) { return complex_make({a.real - b.real, a.imaginary - b.imaginary}); }
Result<Object> multiply_pairs(Pair a, Pair b) { return complex_make(a * b); }
Result<Object> divide_pairs(Pair a, Pair b) {
    Pair quotient;
    if (!divide(a, b, quotient)) return raise(ZeroDivisionError, "complex division by zero");
    return complex_make(quotient);
}
Result<Object> power_pairs(Pair a, Pair b) { return complex_power(a.real, a.imaginary, b.real, b.imaginary); }

Result<Object> complex_power_slot(Object* base, Object* exponent, Object* modulus) {
    if (!is_none(modulus)) return raise(ValueError, "complex modulo");
    return complex_binary<power_pairs>(base, exponent);
}

Result<Object> complex_compare_slot(Object* left, Object* right, Comparison operation) {
    if (operation != Comparison::equal && operation != Comparison::not_equal) return not_implemented();
    Complex* self = complex_of(left);
    bool same;
    if (auto* integer = as<Int>(right)) {
        same = self->imaginary == 0 && !std::isnan(self->real) && compare_double_int(self->real, integer) == 0;
    } else if (auto* number = as<Float>(right)) {
        same = self->real == number->value && self->imaginary == 0;
    } else if (auto* other = as<Complex>(right)) {
        same = self->real == other->real && self->imaginary == other->imaginary;
    } else {
        return not_implemented();
    }
    return to_bool(same == (operation == Comparison::equal));
}

Result<Object> complex_negative_slot(Object* self) {
    return complex_make({-complex_of(self)->real, -complex_of(self)->imaginary});
}
Result<Object> complex_positive_slot(Object* self) {
    if (is_exact<Complex>(self)) return share(self);
    return complex_make({complex_of(self)->real, complex_of(self)->imaginary});
}
Result<Object> complex_absolute_slot(Object* self) {
    double real = complex_of(self)->real, imaginary = complex_of(self)->imaginary;
    double result = std::hypot(real, imaginary);
    if (std::isinf(result) && std::isfinite(real) && std::isfinite(imaginary)) {
        return raise(OverflowError, "absolute value too large");
    }
    return Float::from(result);
}
Result<bool> complex_bool_slot(Object* self) { return complex_of(self)->real != 0 || complex_of(self)->imaginary != 0; }

Result<Hash> complex_hash_slot(Object* self) {
    auto real = std::uint64_t(double_hash(complex_of(self)->real, self));
    auto imaginary = std::uint64_t(double_hash(complex_of(self)->imaginary, self));
    auto result = Hash(real + std::uint64_t(hash_imaginary) * imaginary);
    return result == -1 ? -2 : result;
}

Result<Object> complex_repr_slot(Object* self) {
    Complex* value = complex_of(self);
    std::string imaginary = double_text(value->imaginary, {}) + "j";
    if (value->real == 0 && !std::signbit(value->real)) return Str::from_ascii(imaginary);
    if (imaginary[0] != '-') imaginary.insert(0, 1, '+');
    return Str::from_ascii("(" + double_text(value->real, {}) + imaginary + ")");
}

// ---------------------------------------------------------------- from text

bool is_ascii_space(char character) {
    return character == ' ' || (character >= 9 && character <= 13) || (character >= 28 && character <= 31);
}

// Takes a float from the front of `text`; leaves it alone if there is none.
bool take_float(std::string_view& text, double& value) {
    std::size_t length = float_prefix_length(text);
    if (length == 0 || !parse_double(text.substr(0, length), value)) return false;
    text.remove_prefix(length);
    return true;
}

bool take_j(std::string_view& text) {
    if (text.empty() || (text[0] != 'j' && text[0] != 'J')) return false;
    text.remove_prefix(1);
    return true;
}

// The lone sign of "+j": ±1.
double take_unit(std::string_view& text) {
    double unit = 1;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        if (text[0] == '-') unit = -1;
        text.remove_prefix(1);
    }
    return unit;
}

// real, imaginary j, or both.
bool parse_parts(std::string_view& text, Pair& value) {
    double first;
    if (!take_float(text, first)) {
        value = {0, take_unit(text)};
        return take_j(text);
    }
    if (take_j(text)) {
        value = {0, first};
        return true;
    }
    value = {first, 0};
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return true;
    if (!take_float(text, value.imaginary)) value.imaginary = take_unit(text);
    return take_j(text);
}

bool parse_complex(std::string_view text, Pair& value) {
    auto skip_spaces = [&] {
        while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    };
    skip_spaces();
    bool parenthesis = !text.empty() && text[0] == '(';
    if (parenthesis) {
        text.remove_prefix(1);
        skip_spaces();
    }
    if (!parse_parts(text, value)) return false;
    skip_spaces();
    if (parenthesis) {
        if (text.empty() || text[0] != ')') return false;
        text.remove_prefix(1);
        skip_spaces();
    }
    return text.empty();
}

Result<Pair> complex_from_text(Str* string) {
    ByteString text;
    Pair value;
    if (!remove_underscores(ascii_digits(string), text) || !parse_complex(text, value)) {
        return raise(ValueError, "complex() arg is a malformed string");
    }
    return value;
}

// ---------------------------------------------------------------- complex(real, imag)

constexpr const char* parameters[] = {"real", "imag"};

// The value of an object's __complex__; nothing when it has none.
Maybe<Complex> call_complex_method(Object* object) {
    if (is_exact<Complex>(object)) return share(complex_of(object));
    Ref<Object> result = TRY(call_special(object, names::dunder_complex));
    if (!result) return nothing;
    if (!is<Complex>(result.get()))
        return raise(TypeError, "__complex__ returned non-complex (type {})", type_name(result.get()));
    if (!is_exact<Complex>(result.get())) TRY(warn_of_subclass("__complex__", result.get(), "complex"));
    return ref_cast<Complex>(std::move(result));
}

bool is_real_or_complex(Object* object) {
    const Slots& slots = object->type->slots;
    return is<Complex>(object) || slots.float_ != nullptr || slots.index != nullptr;
}

Result<Pair> to_pair(Object* object) {
    if (is<Complex>(object)) return Pair{complex_of(object)->real, complex_of(object)->imaginary};
    Ref<Object> number = TRY(convert_to_float(object));
    return Pair{cast<Float>(number.get())->value, 0};
}

// The parts may be null.
Result<Pair> pair_of_parts(Object* real_part, Object* imaginary) {
    if (auto* text = as<Str>(real_part)) {
        if (imaginary != nullptr) return raise(TypeError, "complex() can't take second arg if first is a string");
        return complex_from_text(text);
    }
    if (as<Str>(imaginary) != nullptr) return raise(TypeError, "complex() second arg can't be a string");
    Ref<Object> real = share(real_part);
    if (real) {
        Ref<Complex> converted = TRY(call_complex_method(real.get()));
        if (converted) real = converted;
        if (!is_real_or_complex(real.get())) {
            return raise(TypeError, "complex() first argument must be a string or a number, not '{}'",
                         type_name(real.get()));
        }
    }
    if (imaginary != nullptr && !is_real_or_complex(imaginary)) {
        return raise(TypeError, "complex() second argument must be a number, not '{}'", type_name(imaginary));
    }
    Pair first = real ? TRY(to_pair(real.get())) : Pair{};
    if (imaginary == nullptr) return first;
    Pair second = TRY(to_pair(imaginary));
    if (is<Complex>(imaginary)) first.real -= second.imaginary;
    bool first_is_complex = real && is<Complex>(real.get());
    return Pair{first.real, first_is_complex ? second.real + first.imaginary : second.real};
}

Result<Object> complex_new(Type* type, const Arguments& arguments) {
    Object* values[2] = {};
    TRY(bind_parameters("complex", parameters, arguments, values));
    auto [real, imaginary] = values;
    if (type == &Complex::type_object && real != nullptr && imaginary == nullptr && is_exact<Complex>(real))
        return share(real);
    Pair value = TRY(pair_of_parts(real, imaginary));
    if (type == &Complex::type_object) return complex_make(value);
    Ref<Object> object = TRY(allocate_instance(type));
    complex_of(object.get())->real = value.real;
    complex_of(object.get())->imaginary = value.imaginary;
    return object;
}

// ---------------------------------------------------------------- methods

Ref<Complex> conjugate_method(Complex* self) { return Complex::from(self->real, -self->imaginary); }
Result<Object> complex_method(Complex* self) { return complex_positive_slot(self); }
Ref<Tuple> complex_getnewargs_method(Complex* self) {
    return Tuple::of({Float::from(self->real).get(), Float::from(self->imaginary).get()});
}
Result<Str> complex_format_method(Complex* self, Object* spec) {
    return format_complex(self, TRY(expect<Str>(spec, "__format__() argument")));
}
Result<Object> get_complex_real(Object* self) { return Float::from(complex_of(self)->real); }
Result<Object> get_complex_imaginary(Object* self) { return Float::from(complex_of(self)->imaginary); }

const Method complex_methods[] = {
    {"conjugate(self, /)", bind<conjugate_method>,
     "Gives the mirror image at the real axis: the sign of imag changes."},
    {"__complex__(self, /)", bind<complex_method>, "Gives an exact complex, also for an instance of a subclass."},
    {"__getnewargs__(self, /)", bind<complex_getnewargs_method>},
    {"__format__(self, format_spec, /)", bind<complex_format_method>,
     "Formats both parts with one spec; zero padding and '=' make no sense here and are refused."},
};

const Getter complex_getters[] = {
    {"real", get_complex_real, nullptr, "Real part, a float."},
    {"imag", get_complex_imaginary, nullptr, "Imaginary part, a float."},
};

const TypeSpec complex_spec = {
    .name = "complex",
    .doc = "A number with a real and an imaginary part, both floats. A lone string such as '1+2j' is parsed.",
    .size = sizeof(Complex),
    .flags = TypeFlag::base_type,
    .slots = {.deallocate = destroy<Complex>,
              .new_ = complex_new,
              .repr = complex_repr_slot,
              .hash = complex_hash_slot,
              .compare = complex_compare_slot,
              .add = complex_binary<add_pairs>,
              .subtract = complex_binary<subtract_pairs>,
              .multiply = complex_binary<multiply_pairs>,
              .true_divide = complex_binary<divide_pairs>,
              .power = complex_power_slot,
              .negative = complex_negative_slot,
              .positive = complex_positive_slot,
              .absolute = complex_absolute_slot,
              .bool_ = complex_bool_slot},
    .methods = complex_methods,
    .getters = complex_getters,
    .text_signature = "(real=0, imag=0)",
};

}  // namespace

Type Complex::type_object(complex_spec);

}  // namespace minipy
