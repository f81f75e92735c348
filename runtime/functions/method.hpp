// SPDX-License-Identifier: MIT
// Bound method: a function and the instance that goes in front of its arguments. CPython: Objects/classobject.c.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct BoundMethod : Object {
    Ref<Object> function;
    Ref<Object> self;
    Object* weakrefs = nullptr;
    BoundMethod(Type* method_type, Ref<Object> callable, Ref<Object> instance)
        : Object(method_type), function(std::move(callable)), self(std::move(instance)) {}
    static constexpr auto references = field_list<&BoundMethod::function, &BoundMethod::self>;
    static Type type_object;
};

}  // namespace minipy
