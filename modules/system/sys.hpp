// SPDX-License-Identifier: MIT
// The parts of sys that depend on how the program was started. Next: sys.cpp.
#pragma once

#include "modules/system/startup_options.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/modules/module.hpp"

namespace minipy {

Result<void> complete_sys(Module* sys, const StartupOptions& options);

extern const ModuleSpec sys_hooks_part;    // displayhook, settrace and the like
extern const ModuleSpec sys_threads_part;  // _current_frames, setswitchinterval …
Result<FrozenSet> stdlib_module_names();

}  // namespace minipy
