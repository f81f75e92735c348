// SPDX-License-Identifier: MIT
// super: attribute look-up that starts behind a class in the mro of an object's type.
// CPython: Objects/typeobject.c (superobject). Next: super.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Super : Object {
    Ref<Type> start;         // look-up begins behind this class …
    Ref<Object> object;      // … for this object (or class); null: unbound
    Ref<Type> object_type_;  // … in the mro of this type
    template <class Visit>
    void each_reference(Visit visit) {
        visit(start);
        visit(object);
        visit(object_type_);
    }
    static Type type_object;
};

Result<Object> make_super(Type* start, Object* object);

}  // namespace minipy
