// SPDX-License-Identifier: MIT
// Native modules by name. The table is made from modules/modules.def by modules/startup.cpp, which alone may know every
// family; who imports asks here. CPython: Modules/config.c. Next: importer.cpp.
#pragma once

#include <span>
#include <string_view>

#include "runtime/modules/module.hpp"

namespace minipy {

struct NativeModuleEntry {
    std::string_view name;
    const ModuleSpec* spec;
};

// `table` is kept, not copied: it must live as long as the process.
void register_native_modules(std::span<const NativeModuleEntry> table);

const ModuleSpec* find_native_module(std::string_view name);  // null when there is none
Result<Object> native_module_names();                         // sys.builtin_module_names, sorted

}  // namespace minipy
