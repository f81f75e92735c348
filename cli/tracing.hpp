// SPDX-License-Identifier: MIT
// Between the command line and the trace library: nothing here when minipy is built without it. Next: tracing.cpp.
#pragma once

#include "cli/main_module.hpp"

namespace minipy::cli {

// With --trace: writes the sections about the stages and starts to record.
void start_tracing(const CommandLine& line, const ProgramText& text, Code* code);
// Writes the record's end. `raised`: an exception ended the program.
void stop_tracing(bool raised);

}  // namespace minipy::cli
