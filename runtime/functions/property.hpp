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
    static constexpr auto references =
        field_list<&Property::getter, &Property::setter, &Property::deleter, &Property::doc, &Property::name>;
    static Type type_object;
};

}  // namespace minipy
