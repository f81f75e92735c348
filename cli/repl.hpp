// SPDX-License-Identifier: MIT
// The prompt: statements from a terminal, one after the other, in __main__. Next: repl.cpp.
#pragma once

#include "cli/command_line.hpp"

namespace minipy::cli {

// No program was named and a person sits at the terminal (or -i says so).
bool wants_prompt(const CommandLine& line);
int run_prompt(const CommandLine& line);

}  // namespace minipy::cli
