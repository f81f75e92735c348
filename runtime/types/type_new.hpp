// SPDX-License-Identifier: MIT
// Making classes at run time: type(name, bases, dict). Next: type_new.cpp.
#pragma once

#include "runtime/object/type.hpp"

namespace minipy {

// The `new_` slot of type.
Result<Object> type_new(Type* metatype, const Arguments& arguments);
// The most derived metatype among `metatype` and those of the bases; TypeError on a conflict.
Result<Type*> calculate_metaclass(Type* metatype, Tuple* bases);
// type.__bases__ = …
Result<void> set_type_bases(Object* type, Object* bases);
void forget_subclass(Type* base, Type* subclass);

}  // namespace minipy
