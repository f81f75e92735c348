// SPDX-License-Identifier: MIT
// Start-up and shut-down of the built-in types, and questions about real (not virtual) subclassing. The Type struct
// itself, and what always holds of it, is in object/type.hpp.
//
//      ready_type(T)       each static type, bases first: flags, layout, inherited slots. No object can be made yet.
//      complete_types()    when strs and tuples can be made: names, bases, mros
//      type_dict(T)        the dict, when it is first asked for: most programs never look into most types
//      …
//      finalize_types()    the dicts are let go; nobody is alive who could ask
//      release_type_names()
//
// "Is `derived` a subclass of `base`?" has three answers: is_subtype() walks the mro and runs nothing;
// is_real_subclass() also believes what __bases__ says, so that proxies can pretend; is_subclass() asks
// __subclasscheck__ first.
// Next: type_ready.cpp, type_lookup.cpp, type_attributes.cpp, type.cpp.
#pragma once

#include <span>

#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// Start-up in two steps: ready_type() for each static type, then, when tuples and strs exist, complete_types(). Types
// that become ready later are complete at once.
void complete_types();
// The static types that are ready, bases first.
std::span<Type* const> ready_types();
// Shut-down: drops the attributes of the static types, then (when no object is left) their names and mros.
void finalize_types();
void release_type_names();
void clear_type_cache();

// Is `ancestor` the class itself, or in its chain of __base__? Answers where there is no mro yet, or an outdated one.
bool comes_from(const Type* type, const Type* ancestor);

// An attribute found in a class, as it is seen through an instance (or null) and its owner: by its __get__.
Result<Object> bind_attribute(Object* attribute, Object* instance, Object* owner);

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
