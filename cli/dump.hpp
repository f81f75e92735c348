// SPDX-License-Identifier: MIT
// --dump: what each stage makes of a program, on stdout, without running it. Next: dump.cpp.
#pragma once

#include "cli/main_module.hpp"

namespace minipy::cli {

int dump_program(const CommandLine& line);

}  // namespace minipy::cli
