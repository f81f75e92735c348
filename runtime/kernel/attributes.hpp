// SPDX-License-Identifier: MIT
// Getting and setting attributes of any object.
//
//      object.name
//        └─▶ type->slots.get_attribute
//              ├─ generic_get_attribute      nearly all types:  1  data descriptor on the type (property, slot member)
//              │                                                2  the instance's own attribute
//              │                                                3  anything else on the type, bound if it has __get__
//              ├─ of type, module, super …   variations of it, each beside its type
//              └─ slot_calls::get_attribute  classes that define __getattribute__ or __getattr__
//
// On the type means: in the dict of a class along the mro, the first that has the name. lookup_in_type() answers that
// from a cache by (version of the type, name); object/type.hpp says why that is safe. Where the instance's own
// attribute is, types/instance.hpp tells. The loop's instructions keep what they have found in caches of their own
// (vm/attribute_cache.hpp, vm/quicken.cpp), and come here when these do not fit.
//
// What holds, always:
//
//   1  The slot answers `nothing` when there is no such attribute, and makes no exception. get_attribute() makes the
//      AttributeError, find_attribute() does not, and takes one that was raised on the way for the same answer.
//   2  What lookup_in_type() gives is borrowed from a class's dict. It is shared before anything is called: __get__ may
//      delete the very attribute that it was found under.
//   3  A name that is set is interned first: it may become a shared name of the class, and caches compare names by
//      address.
//   4  Looking for a name on a type never runs Python code; a descriptor's __get__, __set__ and __delete__, and
//      __getattr__ do. The instance, its class and its dict may be others after that.
//   5  Setting an attribute lets the old value die last.
//
// CPython: Objects/object.c (PyObject_GetAttr, _PyObject_GenericGetAttrWithDict). Next: attributes.cpp,
// types/instance.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

Result<Object> get_attribute(Object* object, Str* name);  // AttributeError when absent
Maybe<Object> find_attribute(Object* object,
                             Str* name);  // nothing when absent (an AttributeError raised on the way too)
Result<void> set_attribute(Object* object, Str* name, Object* value);
Result<void> delete_attribute(Object* object, Str* name);

// The slots of `object`: data descriptors of the type, then the instance's own attributes, then other class attributes.
Maybe<Object> generic_get_attribute(Object* object, Str* name);
Result<void> generic_set_attribute(Object* object, Str* name, Object* value);

// A special method looked up on the type, bound to the object; nothing when the type has none. Borrowed variant: not
// bound.
Maybe<Object> lookup_special(Object* object, Str* name);

// A method for calling: when the attribute is a plain function of the type, `unbound` is set and the function is
// returned as it is, to be called with the object in front; otherwise the bound attribute. What LOAD_METHOD does.
Result<Object> load_method(Object* object, Str* name, bool& unbound);

Result<bool> is_callable(Object* object);

}  // namespace minipy
