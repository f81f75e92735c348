// SPDX-License-Identifier: MIT
// staticmethod and classmethod. CPython: Objects/funcobject.c. Next: class_method.cpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/object/replaceable.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// Both wrap a callable and have a __dict__, into which the callable's name, doc and module are copied.
struct MethodWrapperBase : Object {
    Replaceable<Object> callable;
    Replaceable<Dict> dict;
    MethodWrapperBase(Type* wrapper_type, Ref<Object> function) : Object(wrapper_type), callable(std::move(function)) {}
    static constexpr auto references = field_list<&MethodWrapperBase::callable, &MethodWrapperBase::dict>;
};

struct StaticMethod : MethodWrapperBase {
    using MethodWrapperBase::MethodWrapperBase;
    static Type type_object;
};

struct ClassMethod : MethodWrapperBase {
    using MethodWrapperBase::MethodWrapperBase;
    static Type type_object;
};

}  // namespace minipy
