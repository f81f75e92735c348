// SPDX-License-Identifier: MIT
// --view RUN.trace: a kept recording is shown as --trace would have shown it while the program ran. No program runs:
// the stages are made anew from the text that the recording has, the events by a replay.
//
//      main ─▶ view_recording: what was run ─▶ run(), as it was started then ─▶ show_recording ─▶ the report
//
// Exit code 1: the recording is not whole; what is, has been shown.
// CPython: none. Next: view.cpp, trace_report.hpp, trace/recording_reader.hpp.
#pragma once

#include <cstdio>

#include "cli/command_line.hpp"
#include "cli/main_module.hpp"
#include "trace/recording_file.hpp"

namespace minipy::cli {

// What a recording keeps of the command line and the program.
trace::RecordedRun recorded_run(const CommandLine& line, const ProgramText& text, const trace::Options& options);

// Everything that --view does; the exit code.
int view_recording(const CommandLine& line);
// The same for a recording that is open already (taken over), where the interpreter has been started: for tests.
int view_recording(std::FILE* file, const CommandLine& line);
// The part of it that needs a started interpreter; called by run().
int show_recording();

}  // namespace minipy::cli
