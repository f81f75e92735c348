// SPDX-License-Identifier: MIT
// Module _operator. CPython: Modules/_operator.c. Next: operator.cpp (the functions), getters.cpp (itemgetter & co.).
#pragma once

#include "runtime/object/type.hpp"

namespace minipy {

extern Type item_getter_type, attribute_getter_type, method_caller_type;

}  // namespace minipy
