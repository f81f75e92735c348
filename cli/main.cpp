// SPDX-License-Identifier: MIT
// The program: reads its arguments, then answers a question (--help, --opcodes, --dump), compiles (--emit-pyc), or
// runs.
//
// CPython: Modules/main.c. Next: command_line.hpp, run.hpp.
#include <csignal>
#include <cstdio>

#include <fmt/core.h>

#include "cli/command_line.hpp"
#include "cli/compare_heaps.hpp"
#include "cli/diff_trace.hpp"
#include "cli/heap_view.hpp"
#include "cli/help.hpp"
#include "cli/legend.hpp"
#include "cli/opcode_list.hpp"
#include "cli/print_to.hpp"
#include "cli/races.hpp"
#include "cli/run.hpp"
#include "cli/tracing.hpp"
#include "cli/view.hpp"
#include "runtime/memory/heap.hpp"

namespace {

using namespace minipy;

int print(const std::string& text) {
    bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? 0 : 1;
}

int print_trace_schema() {
    std::string schema = cli::trace_schema();
    if (!schema.empty()) return print(schema);
    cli::print_to(stderr, "minipy: this minipy was built without --trace (MINIPY_WITH_TRACE)\n");
    return 2;
}

std::string version_text(int times) {
    return times < 2 ? fmt::format("Python {}\n", cli::python_version)
                     : fmt::format("Python {}\n[minipy {}]\n", cli::python_version, cli::minipy_version);
}

// --opcodes, --opcodes=NAME, --opcodes NAME: what would be a program is a name then.
int print_opcodes(const cli::CommandLine& line) {
    std::string pattern = line.opcode.empty() ? line.operand : line.opcode;
    std::string rows = cli::list_opcodes(pattern.empty() ? "*" : pattern);
    if (!rows.empty()) return print(rows);
    cli::print_to(stderr, "minipy: --opcodes {}: there is no such instruction{}\n", pattern,
                  cli::suggest_opcode(pattern));
    return 2;
}

}  // namespace

int main(int count, char** values) {
    // A closed pipe is an exception (BrokenPipeError), not a silent death.
    std::signal(SIGPIPE, SIG_IGN);
    cli::CommandLine line;
    if (count < 1) return 2;
    if (std::optional<cli::UsageError> error = cli::parse_command_line(count, values, line)) {
        cli::print_to(stderr, "{}\n", error->message);
        return 2;
    }
    if (line.help) return print(cli::help_text(line.executable));
    if (line.legend) return print(cli::legend_text());
    if (line.trace_schema) return print_trace_schema();
    if (line.version > 0) return print(version_text(line.version));
    if (line.list_opcodes) return print_opcodes(line);
    if (!line.view.empty()) return cli::view_recording(line);
    for (auto check : {cli::check_trace, cli::check_heap_view, cli::check_heap_comparison, cli::check_races,
                       cli::check_comparison}) {
        if (std::optional<cli::UsageError> error = check(line)) {
            cli::print_to(stderr, "{}\n", error->message);
            return 2;
        }
    }
    if (line.finds_races) return cli::find_races(line);
    return line.compares_heaps ? cli::compare_heaps(line) : cli::run(line);
}
