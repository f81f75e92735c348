// SPDX-License-Identifier: MIT
// --races: runs a program under many schedules and tells which of its outcomes depend on who ran when.
//
//      one interpreter is started, and forked for each run ─▶ plan (trace/planned_turns.hpp) ─▶ outcome
//      first without preemptions; then with one, two, three of them, at places that follow from a seed
//      outcomes that differ ─▶ the shortest plan that still shows each ─▶ its lines, a column for each thread
//
// An outcome is what was printed, the exit code, and whether all threads waited for each other. The same lines in
// another order are told, and are no fault. CPython: none. Next: races.cpp, races_report.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/command_line.hpp"
#include "trace/planned_turns.hpp"

namespace minipy::cli {

// Endless: no thread of it ever gets what it waits for. Unfinished: after the longest time that a run may take it was
// still computing; waiting: it waited for the world then.
enum class Ending : std::uint8_t { exited, deadlock, endless, killed, unfinished, waiting };

struct Outcome {
    Ending ending = Ending::exited;
    int code = 0;          // the process's, or the number of the signal that killed it
    std::string output;    // stdout, then stderr, without addresses
    std::string deadlock;  // who waits for whom
    auto operator<=>(const Outcome&) const = default;
    // The lines of the output in alphabetical order.
    std::string sorted_lines() const;
};

struct RaceRun {
    Outcome outcome;
    trace::PlannedRun run;
};

// An outcome, and the shortest plan that was found for it.
struct Finding {
    Outcome outcome;
    std::size_t runs = 0;
    trace::Plan plan;
    trace::PlannedRun run;  // with its lines
};

struct Exploration {
    std::size_t runs = 0;
    trace::Plan usual;              // without preemptions
    std::vector<Finding> findings;  // the first one is that of the run without preemptions
    bool has_fault() const;         // outcomes that differ, or one in which threads wait for ever
    bool has_given_up() const;      // even the run without preemptions took too long
    std::size_t other_orders = 0;   // outcomes that have its lines in another order
};

std::optional<UsageError> check_races(const CommandLine& line);
// 0: all runs had the same outcome; 1: they had not.
int find_races(const CommandLine& line);

// What is printed.
std::string race_report(const Exploration& exploration, const CommandLine& line);

}  // namespace minipy::cli
