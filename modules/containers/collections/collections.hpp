// SPDX-License-Identifier: MIT
// Module _collections. CPython: Modules/_collectionsmodule.c, Objects/odictobject.c.
// Next: deque.hpp, default_dict.cpp, ordered_dict.hpp, collections.cpp (namedtuple's fields, Counter's counting).
#pragma once

#include "runtime/object/type.hpp"

namespace minipy {

enum class Direction : std::uint8_t { forwards, backwards };

extern Type& default_dict_type;

}  // namespace minipy
