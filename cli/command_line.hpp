// SPDX-License-Identifier: MIT
// The command line: python's own options, and those that open windows into a program (--dump, --trace …).
//
//      minipy [options] FILE | FILE.pyc | - | -c CODE | -m MODULE  [args…]
//
// What follows the program belongs to the program. Options with a value take it after `=` or as the next argument,
// except --dump and --trace, whose value may be missing: only `--dump=WHAT`.
//
// CPython: Python/getopt.c, Python/initconfig.c (config_parse_cmdline).
// Next: options.def (which options there are), command_line.cpp, run.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trace/options.hpp"

namespace minipy::cli {

enum class Program : std::uint8_t { standard_input, file, command, module };
enum class Style : std::uint8_t { cpython, rich };
enum class GarbageCollection : std::uint8_t { refcount, audit, stress, boehm };
// What a trace tells of the stages before the run: everything, nothing, or what fits the events (all for instructions
// and exceptions, which name places of the bytecode; nothing for others).
enum class Sections : std::uint8_t { all, run, fitting };
inline constexpr std::string_view stage_names[] = {"tokens", "ast", "symtable", "cfg", "bytecode"};

struct CommandLine {
    std::string executable;        // argv[0]
    std::vector<std::string> all;  // sys.orig_argv
    Program program = Program::standard_input;
    std::string operand;                 // the file, code or module
    std::vector<std::string> arguments;  // what follows it

    bool help = false, legend = false, list_opcodes = false, trace_schema = false;
    std::string opcode;  // --opcodes NAME; empty: all
    int version = 0;     // how many times -V was given
    bool interactive = false, isolated = false, ignore_environment = false, no_user_site = false, no_site = false;
    bool safe_path = false, unbuffered = false, quiet = false, skip_first_line = false, dont_write_bytecode = false;
    int verbose = 0, optimize = 0, bytes_warning = 0;
    std::vector<std::string> warning_options, implementation_options;  // -W, -X

    GarbageCollection garbage_collection = GarbageCollection::refcount;
    std::string emit_pyc;  // --emit-pyc OUT
    bool dump = false;
    std::vector<std::string> dump_stages;  // in the order of the pipeline
    bool positions = false;
    bool caches = false;  // with bytecode in the rich style
    Style style = Style::cpython;
    bool traces = false;
    std::string trace_categories;  // empty: the default
    Sections sections = Sections::fitting;
    std::string view;      // --view RUN.trace; empty: a program runs
    std::string compared;  // --diff-trace: the first recording; the second one is the operand
    bool shows_heap = false, shows_leaks = false;
    int heap_line = 0;  // --heap=at:LINE; 0: at the program's end
    std::string why;    // --why=#N
    bool finds_races = false;
    std::uint64_t race_runs = 0;  // at most; 0: as many as are usual
    std::uint64_t race_seed = 1;
    bool preempts_at_instructions = false;
    bool compares_heaps = false;
    bool counts_heap = false;  // in a process of --compare-heaps: births, deaths and references
    int report_pipe = -1;      // in such a process: where its HeapReport goes
    bool shows_events() const { return traces || !view.empty(); }
    bool watches_heap() const { return shows_heap || shows_leaks || !why.empty(); }
    trace::Options trace;  // what shapes a trace; its outputs and `explain` are of dumps, too
};

// The message to print on stderr; the exit code is 2.
struct UsageError {
    std::string message;
};

// Fills `result`; the error if the arguments make no sense.
std::optional<UsageError> parse_command_line(int count, char** values, CommandLine& result);

// A variable of the environment is there and not empty, and -E does not say to ignore it.
bool environment_flag(const CommandLine& line, const char* name);

}  // namespace minipy::cli
