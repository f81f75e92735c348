// SPDX-License-Identifier: MIT
// Importing from C++ and `from module import name`. Finding and loading modules is modules/import/importer.cpp.
// CPython: Python/import.c. Next: import.cpp.
#pragma once

#include <string_view>

#include "runtime/modules/module.hpp"

namespace minipy {

// import name (dotted): the module of the last component. Goes through builtins.__import__.
Result<Module> import_module(std::string_view name);
// from module import name: the attribute, or a submodule in sys.modules; ImportError as CPython words it.
Result<Object> import_from(Object* module, Str* name);

}  // namespace minipy
