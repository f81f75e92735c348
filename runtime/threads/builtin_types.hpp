// SPDX-License-Identifier: MIT
// The list of all static types of the runtime. Next: builtin_types.cpp.
#pragma once

namespace minipy {

// First step of start-up: slots, flags and layout of every static type. Types of modules are readied by their modules.
void ready_builtin_types();

}  // namespace minipy
