// SPDX-License-Identifier: MIT
// cell: a variable shared by a function and the functions inside it. CPython: Objects/cellobject.c. Next: cell.cpp.
#pragma once

#include "runtime/object/replaceable.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Cell : Object {
    Replaceable<Object> contents;  // null: the variable is not bound
    Cell(Type* cell_type, Ref<Object> value) : Object(cell_type), contents(std::move(value)) {}
    static constexpr auto references = field_list<&Cell::contents>;
    static Type type_object;
};

}  // namespace minipy
