// SPDX-License-Identifier: MIT
// Importing modules: sys.modules, native modules, .py files and packages on sys.path.
// CPython: Python/import.c, Lib/importlib/_bootstrap.py. Next: import.cpp.
#pragma once

#include <string_view>

#include "runtime/modules/module.hpp"

namespace minipy {

// import name (dotted); returns the module of the last component.
Result<Module> import_module(std::string_view name);
// What the IMPORT_NAME instruction does without a replaced __import__: `from_list` may be None; `level` counts leading dots.
Result<Object> import_name(Str* name, Dict* globals, Object* from_list, Size level);
// from module import name: the attribute, or a submodule in sys.modules; ImportError as CPython words it.
Result<Object> import_from(Object* module, Str* name);

}  // namespace minipy
