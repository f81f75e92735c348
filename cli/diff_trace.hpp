// SPDX-License-Identifier: MIT
// --diff-trace A B: where two kept runs part. Both are replayed side by side; the first event that the other run has
// not is shown with what came before in both and what follows in each. Exit code 0: there is none; 1: there is one;
// 2: a recording cannot be read.
//
//      A   │ f 3 ▸ │ f 3 LOAD_FAST n │ f 3 COMPARE_OP: 3 < 2 is False │ …
//      B   │ f 3 ▸ │ f 3 LOAD_FAST n │ f 3 COMPARE_OP: 1 < 2 is True  │ …
//                                      the first event that differs
//
// CPython: none. Next: diff_trace.cpp, trace/compared_run.hpp.
#pragma once

#include "cli/command_line.hpp"

namespace minipy::cli {

std::optional<UsageError> check_comparison(const CommandLine& line);
// Needs a started interpreter; called by run().
int diff_traces(const CommandLine& line);

}  // namespace minipy::cli
