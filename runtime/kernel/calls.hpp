// SPDX-License-Identifier: MIT
// Calling objects from C++.
//
//      call(f, {a, b}) ─▶ f->type->slots.call(f, Arguments) ─┬─▶ function:        a new frame, run_frame() (vm/vm.cpp)
//                              through the gate              ├─▶ native function: binds, calls C++
//                                                            ├─▶ bound method:    self in front, again
//                                                            ├─▶ class:           __new__, then __init__
//                                                            └─▶ instance:        __call__ of its class
//
// From Python to Python there is another way, which never comes through here: the loop lays the callee's frame over the
// arguments and goes on (vm/ops_calls.hpp). So a call from here is what costs native stack; that is why each passes the
// gate (slot_gate.hpp), and why Python functions that C++ calls are marked as entry frames.
//
// What holds, always:
//
//   1  Arguments are borrowed for the time of the call (object/arguments.hpp). The caller owns them, and the callable:
//      whoever calls something that he has read from a field holds it in a Ref, because the call may replace the field.
//   2  A callee that keeps an argument shares it. One that changes its own list of arguments copies it first.
//   3  After the call anything may have changed: pointers into objects, lengths, borrowed values read before it are
//      stale. Results are owned.
//   4  A failed call has left an exception pending, a successful one none: neither is checked again.
//   5  Keywords are names in a tuple, at least one, or no tuple at all; their values follow the positional ones.
//
// Methods: call_method() asks load_method() for a function that can be called with the object in front, and so makes no
// bound method. call_special() looks on the type alone, as the language does for dunder methods: an attribute of the
// instance named __len__ means nothing to len().
//
// CPython: Objects/call.c. Next: calls.cpp, object/arguments.hpp.
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

// The arguments of a function with a few optional parameters; `values`, one for each, stay null where there is none. A
// parameter whose name is null takes no keyword. TypeErrors are those of CPython's PyArg_ParseTupleAndKeywords().
Result<void> bind_parameters(const char* function, std::span<const char* const> names, const Arguments& arguments,
                             std::span<Object*> values);

}  // namespace minipy
