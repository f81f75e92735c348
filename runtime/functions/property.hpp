// SPDX-License-Identifier: MIT
// property: an attribute computed by functions. CPython: Objects/descrobject.c. Next: property.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Property : Object {
    Ref<Object> getter, setter, deleter, doc, name;  // null: none
    bool doc_from_getter;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(getter);
        visit(setter);
        visit(deleter);
        visit(doc);
        visit(name);
    }
    static Type type_object;
};

}  // namespace minipy
