// SPDX-License-Identifier: MIT
// What the command line and the environment say about a run, as module sys shows it. CPython: PyConfig in
// Include/cpython/initconfig.h. Next: sys.cpp, startup.cpp.
#pragma once

#include <string>
#include <vector>

namespace minipy {

struct StartupOptions {
    std::vector<std::string> arguments;           // sys.argv
    std::vector<std::string> original_arguments;  // sys.orig_argv
    std::string executable;                       // as the program was called
    bool ignore_environment = false;              // -E
    bool no_site = false;                         // -S
    bool quiet = false, interactive = false, inspect = false, unbuffered = false;
    int verbose = 0, optimize = 0;
    bool hash_randomization = true;
    int int_max_str_digits = -1;  // −1: nobody has chosen
    int traced_frames = 0;        // -X tracemalloc=N, PYTHONTRACEMALLOC=N; 0: blocks are not traced
    bool reports_faults = false;  // -X faulthandler, PYTHONFAULTHANDLER
    bool development = false;     // -X dev, PYTHONDEVMODE
    bool warns_of_default_encoding = false;  // -X warn_default_encoding, PYTHONWARNDEFAULTENCODING
    bool dont_write_bytecode = false, isolated = false, no_user_site = false, safe_path = false;
    std::string pycache_prefix;  // -X pycache_prefix=FOLDER, PYTHONPYCACHEPREFIX; empty: none
    std::vector<std::string> warning_options, x_options;
};

}  // namespace minipy
