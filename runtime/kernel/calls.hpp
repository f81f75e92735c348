// SPDX-License-Identifier: MIT
// Calling objects from C++. CPython: Objects/call.c. Next: calls.cpp, object/arguments.hpp.
#pragma once

#include <initializer_list>
#include <span>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

Result<Object> call(Object* callable, const Arguments& arguments);
Result<Object> call(Object* callable, std::initializer_list<Object*> arguments = {});
// callable(self, arguments…): puts `self` in front.
Result<Object> call_with_self(Object* callable, Object* self, const Arguments& arguments);
// callable(*arguments, **keywords); keywords may be null.
Result<Object> call_with(Object* callable, Tuple* arguments, Dict* keywords);
// object.name(arguments…)
Result<Object> call_method(Object* object, Str* name, std::initializer_list<Object*> arguments = {});
// type(object).name(object, arguments…) if the type has it.
Maybe<Object> call_special(Object* object, Str* name, std::initializer_list<Object*> arguments = {});

// The keyword arguments as a new dict, and the positional ones as a tuple.
Result<Dict> keywords_dict(const Arguments& arguments);
Result<Tuple> positional_tuple(const Arguments& arguments);

// TypeErrors of constructors that take no or few arguments: "list() takes no keyword arguments",
// "bool expected at most 1 argument, got 2".
Result<void> check_no_keywords(const char* name, const Arguments& arguments);
Result<void> check_positional(const char* name, const Arguments& arguments, Size minimum, Size maximum);
// The same for functions that parse a format: "set_threshold() takes at least 1 argument (0 given)".
Result<void> check_parsed(const char* name, const Arguments& arguments, Size minimum, Size maximum);

}  // namespace minipy
