// SPDX-License-Identifier: MIT
// Warnings, as the runtime and the compiler raise them and as the native module _warnings offers them.
//
// A warning meets a list of filters (action, message, category, module, line); the first that matches decides: "error",
// "ignore", "always", "once", "module", "default". What has been shown is noted in the `__warningregistry__` of the
// module that is warned. The list belongs to the Python module `warnings` once that has been imported.
// CPython: Python/_warnings.c. Next: warnings.cpp, modules/language/warnings.cpp.
#pragma once

#include <string_view>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// Shows the warning, or raises it when the filters say so. `stack_level` 1: the running frame.
Result<void> warn(Type& category, std::string_view message, int stack_level);
// A conversion method may give an instance of a subclass, but should not: `method` "__int__", `base` "int".
Result<void> warn_of_subclass(std::string_view method, Object* result, std::string_view base);
// Calls a function of the Python module `warnings` with the argument; false: there is none.
Result<bool> warn_by_module(const char* function, Object* argument);
// For the compiler: a warning at a place in a source file.
Result<void> warn_explicit(Type& category, std::string_view message, Str* filename, int line);

// What _warnings.warn and _warnings.warn_explicit do with checked arguments. Null stands for "not given" (registry,
// source_line, source); `message` is a str or an instance of Warning.
struct WarningPlace {
    Object* filename = nullptr;
    Size line = 0;
    Object* module = nullptr;
    Object* registry = nullptr;
    Object* source_line = nullptr;
};
Result<void> issue_warning(Object* category, Object* message, const WarningPlace& place, Object* source);
Result<void> issue_warning_at_level(Object* category, Object* message, Size stack_level, Object* source);

// What _warnings shows as attributes; made when first asked for.
List* warning_filters();
Dict* warning_once_registry();
void warning_filters_mutated();
void finalize_warnings();

}  // namespace minipy
