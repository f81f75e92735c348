// SPDX-License-Identifier: MIT
// Looking names up the slow way, and the errors when they are not there. Next: name_errors.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

Failure raise_unbound_local(Code* code, int index);  // UnboundLocalError: cannot access local variable 'x' …
Failure raise_unbound_cell(Code* code, int index);   // the same, or NameError for a free variable
// The namespace's value; nothing when it has none. Namespaces and builtins are mostly plain dicts.
Maybe<Object> find_in_namespace(Object* mapping, Str* name);

Failure raise_name_error(Str* name);                 // NameError: name 'x' is not defined

// A name in a module or class body: namespace, globals, builtins.
Result<Object> load_name(Frame* frame, Str* name);
Result<void> store_name(Frame* frame, Str* name, Object* value);
Result<void> delete_name(Frame* frame, Str* name);
Result<Object> load_global(Frame* frame, Str* name);
Result<void> delete_global(Frame* frame, Str* name);
// LOAD_CLASSDEREF: the class body's own name first, then the cell.
Result<Object> load_class_variable(Frame* frame, int index);

}  // namespace minipy
