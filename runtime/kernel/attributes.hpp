// SPDX-License-Identifier: MIT
// Getting and setting attributes of any object. The quiet forms build no AttributeError.
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
