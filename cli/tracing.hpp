// SPDX-License-Identifier: MIT
// Between the command line and the trace library; without that library (MINIPY_WITH_TRACE=OFF) --trace is an error.
//
//      check_trace ─▶ begin_trace (sections 1, 2) ─▶ trace_execution (3 … 6) ─▶ note_program_end ─▶ end_trace
//
// Every ending comes by end_trace, so that the record always says why it ends. Next: tracing.cpp.
#pragma once

#include "cli/main_module.hpp"

namespace minipy::cli {

// What a recorder is to be like, as the command line says.
trace::Options recorder_options(const CommandLine& line);
// Before anything has been started: is there such a trace?
std::optional<UsageError> check_trace(const CommandLine& line);
// The JSON Schema of a line of JSON lines; empty: this minipy has no --trace.
std::string trace_schema();
// A file that is not there, after a --trace without a value, has the name of what can be traced.
bool means_categories(const CommandLine& line, const std::string& path);
// Opens the outputs and writes what lexer and parser make of the program. False: a file cannot be written; it has been
// said.
bool begin_trace(const CommandLine& line, const ProgramText& text);
// The program has been compiled: writes what the compiler made of it and begins to record.
void trace_execution(Code* code);
// The program is over, by the pending exception if there is one.
void note_program_end();
// Closes the record.
void end_trace();

}  // namespace minipy::cli
