// SPDX-License-Identifier: MIT
// Warnings raised by the runtime: `warnings.warn` for C++. CPython: Python/_warnings.c. Next: warnings.cpp.
#pragma once

#include <string_view>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// Shows the warning, or raises it when the filters say so. `stack_level` 1: the running frame.
Result<void> warn(Type& category, std::string_view message, int stack_level);
// For the compiler: a warning at a place in a source file.
Result<void> warn_explicit(Type& category, std::string_view message, Str* filename, int line);

}  // namespace minipy
