// SPDX-License-Identifier: MIT
// Making builtins and sys at start-up. Next: startup.cpp, sys.cpp.
#pragma once

#include <string>
#include <vector>

#include "runtime/object/result.hpp"

namespace minipy {

struct StartupOptions {
    std::vector<std::string> arguments;  // sys.argv
    std::vector<std::string> original_arguments;  // sys.orig_argv
    std::string executable;              // as the program was called
    bool ignore_environment = false;     // -E
    bool no_site = false;                // -S
    bool quiet = false, interactive = false, inspect = false, unbuffered = false;
    int verbose = 0, optimize = 0;
    bool dont_write_bytecode = false, isolated = false, no_user_site = false, safe_path = false;
    std::string pycache_prefix;          // -X pycache_prefix=FOLDER, PYTHONPYCACHEPREFIX; empty: none
    std::vector<std::string> warning_options, x_options;
};

// After initialize_runtime() and initialize_vm(): sys.modules, builtins, sys with its streams and sys.path (without the
// script's folder, which the caller puts in front), __main__'s place.
Result<void> initialize_modules(const StartupOptions& options);

}  // namespace minipy
