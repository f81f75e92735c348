// SPDX-License-Identifier: MIT
// float: an IEEE double. CPython: Objects/floatobject.c. Next: float.cpp, float_text.hpp (shortest repr, parsing).
#pragma once

#include <string>
#include <string_view>

#include "runtime/memory/heap.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Int;

struct Float : Object {
    double value;
    constexpr Float(Type* float_type, double number) : Object(float_type), value(number) {}
    static Ref<Float> from(double value);
    static Type type_object;
};

// A new object with an owned reference. For the loop, which counts by hand.
Float* create_float_slow(double value);
inline Float* create_float(double number) {
    heap::FreeBlock*& list = heap::state.free_lists[(sizeof(Float) + heap::granularity - 1) / heap::granularity];
    if (list == nullptr) [[unlikely]]
        return create_float_slow(number);
    heap::FreeBlock* block = list;
    list = block->next;
    auto* object = reinterpret_cast<Float*>(block);
    object->reference_count = 1;
    object->type = &Float::type_object;
    object->value = number;
    return object;
}
inline Ref<Float> Float::from(double number) { return Ref<Float>::adopt(create_float(number)); }

// decref() of an object that is known to be an exact float.
inline void release_float(Float* number) {
    if (--number->reference_count == 0) heap::free_number(number, sizeof(Float));
}

// The float nearest to any real number object (float, int, __float__, __index__). TypeError: must be real number, not
// str.
Result<double> to_double(Object* object);
Hash double_hash(double value, const Object* self);  // self: nan hashes by identity

// The arithmetic of exact doubles as Python defines it: // and % round towards minus infinity, errors are Python's.
double double_floor_divide(double left, double right);  // right is not 0
double double_remainder(double left, double right);
Result<Object> double_power(double base, double exponent);  // a complex for a negative base and a fractional exponent
// Python's round(value, digits): to nearest decimal, ties of the exact binary value to even.
Result<double> double_round(double value, Size digits);
// −1, 0, 1 of a double that is not nan against an int of any size, exactly.
int compare_double_int(double value, const Int* integer);

// repr(): the shortest text that reads back as the same double; "inf", "nan", "1e+16" as Python writes them.
std::string double_repr(double value);
// printf's %e, %f and %g (`kind`: 'e', 'f', 'g') with any precision, correctly rounded; "inf" and "nan" as repr writes
// them.
std::string double_format(double value, char kind, int precision, bool alternate);
// float.hex() and its inverse; fromhex raises ValueError or OverflowError.
std::string double_hex(double value);
Result<double> double_from_hex(std::string_view text);
// float("…") after stripping: false when `text` is no float. Accepts underscores as Python does.
bool parse_double(std::string_view text, double& value);

}  // namespace minipy
