// SPDX-License-Identifier: MIT
// __name__ and __qualname__ of what has been made by `def`: rows of functions, generators and coroutines, whose fields
// `name` and `qualname` are always a str. CPython: Objects/funcobject.c, Objects/genobject.c.
// Next: function.cpp, generators/generator_methods.hpp.
#pragma once

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

template <class T, Replaceable<Str> T::*field>
Result<Object> get_text(Object* self) {
    return (static_cast<T*>(self)->*field).hold();
}

template <class T, Replaceable<Str> T::*field>
Result<void> set_text(Object* self, Object* value) {
    auto* text = as<Str>(value);
    if (text == nullptr) {
        return raise(TypeError, "{} must be set to a string object", field == &T::name ? "__name__" : "__qualname__");
    }
    static_cast<T*>(self)->*field = share(text);
    return {};
}

template <class T>
constexpr Getter name_row(const char* doc = nullptr) {
    return {"__name__", get_text<T, &T::name>, set_text<T, &T::name>, doc};
}
template <class T>
constexpr Getter qualname_row(const char* doc = nullptr) {
    return {"__qualname__", get_text<T, &T::qualname>, set_text<T, &T::qualname>, doc};
}

}  // namespace minipy
