// SPDX-License-Identifier: MIT
// --races: runs a program under many schedules and tells which of its outcomes depend on who ran when.
//
//      one interpreter is started, and forked for each run ─▶ plan (trace/planned_turns.hpp) ─▶ outcome
//      first without preemptions; then with one, two, three of them, at places that follow from a seed
//      outcomes that differ ─▶ the shortest plan that still shows each ─▶ its lines, a column for each thread
//
// An outcome is what was printed, the exit code, and whether all threads waited for each other. The same lines in
// another order are told, and are no fault. CPython: none. Next: races.cpp, races_run.hpp, races_report.cpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "trace/planned_turns.hpp"

namespace minipy::cli {

// Endless: it looks again and again for what never comes; computing: it goes round without waiting. Unfinished: after
// the longest time that a run may take it was still computing; waiting: it waited for the world then.
enum class Ending : std::uint8_t { exited, deadlock, endless, computing, killed, unfinished, waiting };

struct Outcome {
    Ending ending = Ending::exited;
    int code = 0;                // the process's, or the number of the signal that killed it
    std::string output, errors;  // stdout and stderr, without addresses
    std::string deadlock;        // who waits for whom
    auto operator<=>(const Outcome&) const = default;
    // It raises, hangs or has an exit code that says so; else only the reader knows whether it is right.
    bool fails() const;
    bool is_same_but_for_order(const Outcome& other) const;

private:
    // The lines of what is printed in alphabetical order.
    std::string sorted_lines() const;
};

struct RaceRun {
    Outcome outcome;
    trace::PlannedRun run;
    bool interrupted = false;  // by Ctrl-C: what has become of it says nothing
};

// An outcome, and the shortest plan that was found for it.
struct Finding {
    Outcome outcome;
    std::size_t runs = 0;
    trace::Plan plan;
    bool is_shortened = false;
    trace::PlannedRun run;               // with its lines, when it is
    std::set<std::string> other_orders;  // in which its lines came, too
};

struct Exploration {
    std::size_t runs = 0;
    trace::Plan usual;              // without preemptions
    std::vector<Finding> findings;  // the first one is that of the run without preemptions
    std::size_t runs_left_out = 0;  // with further outcomes
    bool interrupted = false;
    std::size_t runs_in_cpython = 0;  // with one outcome, before these, which cannot happen there; 0: these can
    bool has_fault() const;           // outcomes that differ, or one in which threads wait for ever
    bool has_given_up() const;        // even the run without preemptions took too long
};

std::optional<UsageError> check_races(const CommandLine& line);
// 0: all runs had the same outcome; 1: they had not; 2: there is no program.
int find_races(const CommandLine& line);

// "1 run", "2 runs".
std::string counted(std::size_t count, std::string_view noun);
// What is printed.
std::string race_report(const Exploration& exploration, const CommandLine& line);

}  // namespace minipy::cli
