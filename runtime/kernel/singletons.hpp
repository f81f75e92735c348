// SPDX-License-Identifier: MIT
// None, NotImplemented and Ellipsis: one object each, compared by identity.
// They are counted like all objects, so that sys.getrefcount(None) tells what it tells in CPython 3.11.
// CPython: Objects/object.c. True and False are in numbers/int.hpp.
#pragma once

#include "runtime/object/ref.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct NoneType : Object {
    using Object::Object;
    static Type type_object;
};
struct NotImplementedType : Object {
    using Object::Object;
    static Type type_object;
};
struct EllipsisType : Object {
    using Object::Object;
    static Type type_object;
};

inline constinit NoneType None{&NoneType::type_object};
inline constinit NotImplementedType NotImplemented{&NotImplementedType::type_object};
inline constinit EllipsisType Ellipsis{&EllipsisType::type_object};

inline Ref<Object> none() { return share<Object>(&None); }
inline Ref<Object> or_none(Ref<Object> value) { return value ? value : none(); }
inline Ref<Object> not_implemented() { return share<Object>(&NotImplemented); }
inline bool is_none(const Object* object) { return object == &None; }

}  // namespace minipy
