// SPDX-License-Identifier: MIT
// The own attributes of an instance, read where they lie: values behind the object, __slots__, a __dict__. No property,
// no __getattr__ is asked. Next: attributes.cpp; runtime/types/instance.hpp has the picture.
#pragma once

#include <vector>

#include "runtime/object/object.hpp"

namespace minipy::trace {

// Borrowed; good until the program goes on.
struct Attribute {
    Object* name;
    Object* value;
};

struct Attributes {
    std::vector<Attribute> first;  // as many as were asked for
    std::size_t total = 0;
};

Attributes attributes_of(Object* object, std::size_t most);
// The items of a named tuple, with the names that its class's _fields has. None: it is no named tuple.
Attributes fields_of_record(Object* object, std::size_t most);

}  // namespace minipy::trace
