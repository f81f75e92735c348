// SPDX-License-Identifier: MIT
// property: an attribute computed by functions. CPython: Objects/descrobject.c. Next: property.cpp.
#pragma once

#include "runtime/object/replaceable.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Property : Object {
    Replaceable<Object> getter, setter, deleter, doc, name;  // null: none
    bool doc_from_getter;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(getter.for_collector());
        visit(setter.for_collector());
        visit(deleter.for_collector());
        visit(doc.for_collector());
        visit(name.for_collector());
    }
    static Type type_object;
};

}  // namespace minipy
