// SPDX-License-Identifier: MIT
// Start-up and shut-down of the built-in types, and questions about real (not virtual) subclassing. The Type struct
// itself is in object/type.hpp. Next: type.cpp.
#pragma once

#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// Start-up in two steps: ready_type() for each static type, then, when tuples and strs exist, complete_types(). Types
// that become ready later are complete at once.
void complete_types();
// Shut-down: drops the attributes of the static types, then (when no object is left) their names and mros.
void finalize_types();
void release_type_names();
void clear_type_cache();

Result<bool> is_true(Object* object);

// isinstance and issubclass without __instancecheck__: by type, or by what __class__ and __bases__ say.
Result<bool> is_real_instance(Object* object, Object* class_or_other);
Result<bool> is_real_subclass(Object* derived, Object* class_or_other);
// isinstance() and issubclass(), tuples, unions and virtual subclasses included.
Result<bool> is_instance(Object* object, Object* class_or_tuple);
Result<bool> is_subclass(Object* derived, Object* class_or_tuple);

// What code in a class calls a private name: __x in class C is _C__x. Other names stay as they are.
Ref<Str> mangled_name(Str* class_name, Str* name);

// X | Y of types: types.UnionType.
Result<Object> make_union(Object* left, Object* right);

// Puts the names of a class and of everything along __bases__ into a dict: what dir() shows. Any object may be asked.
Result<void> merge_class_dict(Dict* names_found, Object* class_object);

}  // namespace minipy
