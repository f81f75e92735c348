// SPDX-License-Identifier: MIT
// The parameters of a built-in type's constructor, said once as Python text like those of a method:
//
//     .slots = {.new_ = new_by_signature<"enumerate(type, /, iterable, start=0)", make_enumerate>, …}
//     .slots = {.init = init_by_signature<"property(self, /, fget=None, …)", initialize>, …}
//
// Messages name the type and do not count `type` or `self`. CPython: Argument Clinic's @classmethod __new__ and
// __init__.
#pragma once

#include <algorithm>

#include "runtime/functions/native_function.hpp"

namespace minipy {

// A string literal as a template argument.
template <std::size_t length>
struct SignatureText {
    char text[length];
    constexpr SignatureText(const char (&literal)[length]) { std::copy_n(literal, length, text); }
};

template <SignatureText signature, auto function>
Result<Object> call_constructor(Object* self, const Arguments& arguments) {
    static const Method row = {signature.text, bind<function>, nullptr, MethodKind::constructor};
    static NativeMethod& method = permanent_native_method(&row);
    return method.call_with_self(self, arguments);
}

// `function` takes the Type* first and returns the new object.
template <SignatureText signature, auto function>
Result<Object> new_by_signature(Type* type, const Arguments& arguments) {
    return call_constructor<signature, function>(type, arguments);
}

// `function` takes the instance first and returns Result<void>.
template <SignatureText signature, auto function>
Result<void> init_by_signature(Object* self, const Arguments& arguments) {
    TRY((call_constructor<signature, function>(self, arguments)));
    return {};
}

}  // namespace minipy
