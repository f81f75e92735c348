// SPDX-License-Identifier: MIT
// The heap of a program instead of its run: --heap (table, picture), --why=#N (what keeps an object alive), --leaks
// (cycles that only the collector frees). The program runs as ever, watched by a recorder that records no events: so
// objects have the numbers that --trace gives them.
//
//      check_heap_view ─▶ begin_heap_view ─▶ watch_heap ─▶ (at a line) ─▶ show_heap, at the program's end
//
// Next: heap_view.cpp, trace/heap_map.hpp.
#pragma once

#include "cli/main_module.hpp"

namespace minipy::cli {

std::optional<UsageError> check_heap_view(const CommandLine& line);
// False: a file cannot be written; it has been said.
bool begin_heap_view(const CommandLine& line, const ProgramText& text);
void watch_heap(Code* code);
// The program is over; its names are still there. False: something could not be written or drawn; it has been said.
bool show_heap();

}  // namespace minipy::cli
