// SPDX-License-Identifier: MIT
// super: attribute look-up that starts behind a class in the mro of an object's type.
// CPython: Objects/typeobject.c (superobject). Next: super.cpp.
#pragma once

#include "runtime/object/replaceable.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Super : Object {
    Replaceable<Type> start;         // look-up begins behind this class …
    Replaceable<Object> object;      // … for this object (or class); null: unbound
    Replaceable<Type> object_type_;  // … in the mro of this type
    static constexpr auto references = field_list<&Super::start, &Super::object, &Super::object_type_>;
    static Type type_object;
};

Result<Object> make_super(Type* start, Object* object);

}  // namespace minipy
