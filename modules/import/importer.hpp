// SPDX-License-Identifier: MIT
// The import system: native modules, and .py files and packages found on sys.path. Next: importer.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/modules/module.hpp"

namespace minipy {

// builtins.__import__.
Result<Object> dunder_import(Object* name, Object* globals, Object* locals, Object* from_list, Size level);

// Makes a module of modules.def and enters it into sys.modules.
Result<Module> import_native_module(Str* name);

// The source file of a module on sys.path, for `python -m`; empty when there is none. `is_package`: it is an
// __init__.py.
std::string find_module_file(std::string_view dotted_name, bool& is_package);

}  // namespace minipy
