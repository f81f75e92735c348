// SPDX-License-Identifier: MIT
// The memory of instances: which C++ struct it is, and what class statements have added to it.
//
//      class A(dict): __slots__ = "x"           │ Dict │ x │           layout: dict      solid base: A
//      class B(A): pass                         │ Dict │ x │ …         layout: dict      solid base: A
//
// `Type::layout` names the C++ struct: the built-in type that declared it. C++ code may take an object for a T* only if
// its layout is T's or extends it; equal sizes say nothing, since an enumerate is as large as many another object. A
// class in Python adds slots behind the struct and __dict__, __weakref__ in front of it. An object or class may change
// sides (`__class__ = …`, `__bases__ = …`) only between classes that agree in all of this.
//
// CPython: Objects/typeobject.c (solid_base, compatible_for_assignment). Next: type_new.cpp, instance.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// The nearest ancestor (or the type itself) whose instances have fields that its base's do not have, __dict__ and
// __weakref__ not counted.
Type* solid_base(Type* type);

// Do instances have this, by their class or by their C++ struct?
bool has_dict(const Type* type);
bool has_weakrefs(const Type* type);

// TypeError "__class__ assignment: 'int' object layout differs from 'str'" unless an instance of `from` can be one of
// `to`; `attribute` is "__class__" or "__bases__".
Result<void> check_same_layout(const Type* from, const Type* to, const char* attribute);

}  // namespace minipy
