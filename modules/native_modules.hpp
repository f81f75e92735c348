// SPDX-License-Identifier: MIT
// The native modules by number: the place of each one's state in the interpreter. Next: modules.def, startup.cpp.
#pragma once

#include <cstddef>

#include "runtime/threads/module_state.hpp"

namespace minipy {

enum class NativeModule : std::size_t {
#define NATIVE_MODULE(name, spec) spec,
#include "modules/modules.def"
#undef NATIVE_MODULE
    count
};
static_assert(std::size_t(NativeModule::count) <= most_native_modules);

}  // namespace minipy
