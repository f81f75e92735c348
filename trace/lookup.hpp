// SPDX-License-Identifier: MIT
// Where a name or an attribute will be found: the same order in which Python looks, gone through without asking
// anybody. No __getattr__, property or descriptor runs; nothing is counted.
//
//      obj.name    a data descriptor of a class in the mro ─▶ obj's own attributes ─▶ anything else of a class in the
//                  mro, bound if it is a function ─▶ __getattr__
//      name        local, cell  or  namespace of the body ─▶ global ─▶ built-in
//
// CPython: Objects/object.c (_PyObject_GenericGetAttrWithDict). Next: lookup.cpp, runtime/kernel/attributes.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/object/type.hpp"

namespace minipy {
struct Frame;
}

namespace minipy::trace {

enum class Found : std::uint8_t {
    nowhere,
    // names
    local,
    cell,
    cell_of_enclosing,
    in_namespace,
    global,
    builtin,
    // attributes
    data_descriptor,
    own_attribute,
    bound,            // a descriptor of a class that has no __set__: a function becomes a method
    class_attribute,  // anything else of a class
    of_class_itself,  // the object is a class: in its own mro
    by_getattr,
    by_getattribute,
    by_type,  // a type with rules of its own: super, methods, generic aliases
};

// All borrowed; good until the program goes on.
struct Lookup {
    Found found = Found::nowhere;
    int place = 0, searched = 0;  // of the class in the mro, from 1; how many classes that has
    Object* owner = nullptr;      // what the attribute is of; of a name: its cell, or null
    Type* where = nullptr;        // the class that has it, or that has the method which decides
    Object* attribute = nullptr;  // what that class has
};

// Of an instruction that is about to run. Nothing: it looks nothing up.
std::optional<Lookup> lookup_of(Frame* frame, int opcode, int operand);

}  // namespace minipy::trace
