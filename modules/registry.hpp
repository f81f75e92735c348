// SPDX-License-Identifier: MIT
// The list of native modules (modules.def). Next: registry.cpp.
#pragma once

#include <string_view>

#include "runtime/modules/module.hpp"

namespace minipy {

const ModuleSpec* find_native_module(std::string_view name);  // null when there is none
Result<Object> native_module_names();                         // sys.builtin_module_names, sorted

}  // namespace minipy
