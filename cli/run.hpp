// SPDX-License-Identifier: MIT
// From a parsed command line to an exit code: start the interpreter, run the program, stop it again.
//
//      heap ─▶ runtime ─▶ vm ─▶ modules ─▶ __main__ (main_module.hpp) ─▶ flush ─▶ finalize ─▶ leaks
//
// CPython: Modules/main.c (pymain_run_python), Python/pylifecycle.c. Next: run.cpp, main_module.hpp, uncaught.hpp.
#pragma once

#include "cli/command_line.hpp"

namespace minipy::cli {

inline constexpr const char* python_version = "3.11.2";
inline constexpr const char* minipy_version = "0.1.0";

inline constexpr int exit_leaks = 99;              // --gc=audit found leaks in a program that ended well
inline constexpr int exit_output_lost = 120;       // stdout could not be flushed
inline constexpr int exit_stopped_by_limit = 124;  // --on-limit=stop

int run(const CommandLine& line);
// Ends the process as any ends that is interrupted, so that the shell sees it; an exit code where it could not.
int end_interrupted();
// The two halves of it, for who runs one start many times: false, with an exception pending, if nothing can run …
bool start(const CommandLine& line);
// … and the program with its end.
int run_started(const CommandLine& line);

}  // namespace minipy::cli
