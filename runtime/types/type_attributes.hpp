// SPDX-License-Identifier: MIT
// What type.cpp needs of the attributes of classes. Next: type_attributes.cpp.
#pragma once

#include "runtime/kernel/type_spec.hpp"

namespace minipy {

extern const Getter type_getters[16];
Result<Object> get_type_qualname(Object* self);
Result<Object> get_type_module(Object* self);  // AttributeError: a class whose dict has no __module__

}  // namespace minipy
