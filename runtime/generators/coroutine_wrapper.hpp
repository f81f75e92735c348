// SPDX-License-Identifier: MIT
// What coroutine.__await__() returns: an iterator over the coroutine. CPython: Objects/genobject.c (coroutine_wrapper).
#pragma once

#include "runtime/generators/generator.hpp"

namespace minipy {

struct CoroutineWrapper : Object {
    Ref<Generator> coroutine;
    CoroutineWrapper(Type* wrapper_type, Ref<Generator> target) : Object(wrapper_type), coroutine(std::move(target)) {}
    static constexpr auto references = field_list<&CoroutineWrapper::coroutine>;
    static Type type_object;
};

}  // namespace minipy
