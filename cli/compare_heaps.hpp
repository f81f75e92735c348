// SPDX-License-Identifier: MIT
// --compare-heaps: the same program on both heaps, side by side. Each run is a process of its own, forked before a heap
// is chosen; on each heap one is measured and one, slowed down by observers, is counted.
//
//      minipy ──fork──▶ refcount, measured ── HeapReport ──┐
//             ──fork──▶ refcount, counted  ── HeapReport ──┼──▶ table
//             ──fork──▶ boehm, measured    ── HeapReport ──┤
//             ──fork──▶ boehm, counted     ── HeapReport ──┘
//
// Next: compare_heaps.cpp, heap_counter.hpp.
#pragma once

#include <optional>

#include "cli/command_line.hpp"

namespace minipy::cli {

std::optional<UsageError> check_heap_comparison(const CommandLine& line);
// The exit code is that of the first run, whose output is the only one that is seen.
int compare_heaps(const CommandLine& line);

}  // namespace minipy::cli
