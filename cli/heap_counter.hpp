// SPDX-License-Identifier: MIT
// What a run costs on its heap, counted in the process that runs it, for --compare-heaps. Births, deaths and references
// are told by observers, which slow the run down: so it is measured without them, and counted in another process.
//
// Next: heap_counter.cpp, compare_heaps.hpp.
#pragma once

#include <cstdint>

#include "cli/command_line.hpp"

namespace minipy::cli {

// Plain data: it goes through a pipe.
struct HeapReport {
    double seconds = 0;                    // of the program, and of the interpreter's end
    double pauses = 0, longest_pause = 0;  // seconds in collections
    double seconds_per_count = 0;          // of counting one reference up and down again
    std::uint64_t collections = 0;
    std::uint64_t bytes_reclaimed = 0;  // by collections
    // Counted runs only, from the program's first line on.
    bool has_run = false;
    std::uint64_t objects_made = 0, freed_at_zero = 0, freed_by_collections = 0;
    std::uint64_t references_moved = 0;  // that instructions pushed and popped
    // Finalizers of classes of the program or the library; where the program was when the first of them ran.
    std::uint64_t finalizers = 0;
    struct Place {
        int line;  // 0: nowhere
        std::uint32_t times;
    };
    static constexpr std::size_t most_places = 8;
    std::size_t place_count = 0;
    Place finalizer_places[most_places] = {};
};

// Counts from here on, if the command line asks for it, and reports at the process's end, whichever that is.
void begin_heap_report(const CommandLine& line);
void end_heap_report();

}  // namespace minipy::cli
