// SPDX-License-Identifier: MIT
// Exceptions that nobody can receive: raised by a finalizer, by the callback of a weak reference, at exit. They are
// told to sys.unraisablehook, whose original prints them. write_unraisable() (kernel/errors.hpp) is how they get here.
// CPython: Python/errors.c (_PyErr_WriteUnraisableMsg, _PyErr_WriteUnraisableDefaultHook). Next: unraisable.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

extern Type unraisable_arguments_type;  // UnraisableHookArgs

// sys.__unraisablehook__
Result<void> print_unraisable(Object* arguments);

}  // namespace minipy
