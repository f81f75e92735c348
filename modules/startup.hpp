// SPDX-License-Identifier: MIT
// Making builtins and sys at start-up. Next: startup.cpp, system/sys.cpp.
#pragma once

#include "modules/system/startup_options.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// After initialize_runtime() and initialize_vm(): sys.modules, builtins, sys with its streams and sys.path (without the
// script's folder, which the caller puts in front), __main__'s place.
Result<void> initialize_modules(const StartupOptions& options);

}  // namespace minipy
