// SPDX-License-Identifier: MIT
// float: an IEEE double. CPython: Objects/floatobject.c. Next: float.cpp, float_text.hpp (shortest repr, parsing).
#pragma once

#include <string>
#include <string_view>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Float : Object {
    double value;
    constexpr Float(Type* float_type, double number) : Object(float_type), value(number) {}
    static Ref<Float> from(double value);
    static Type type_object;
};

// The float nearest to any real number object (float, int, __float__, __index__). TypeError: must be real number, not str.
Result<double> to_double(Object* object);
Hash double_hash(double value, const Object* self);  // self: nan hashes by identity

// repr(): the shortest text that reads back as the same double; "inf", "nan", "1e+16" as Python writes them.
std::string double_repr(double value);
// float("…") after stripping: false when `text` is no float. Accepts underscores as Python does.
bool parse_double(std::string_view text, double& value);

}  // namespace minipy
