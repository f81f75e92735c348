// SPDX-License-Identifier: MIT
// The stages on stdout. A single stage is exactly what CPython's tool prints; several are set apart by headings.
#include "cli/dump.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "cli/stages.hpp"
#include "cli/uncaught.hpp"

namespace minipy::cli {

int dump_program(const CommandLine& line) {
    ProgramText text;
    int code = 0;
    if (!read_program(line, text, code)) return code;
    // Tools name the file as they were told to.
    if (line.program == Program::file) text.filename = line.operand;
    Stages stages(text, {.style = line.style, .positions = line.positions, .explain = line.trace.explain, .optimize = line.optimize});
    for (const std::string& stage : line.dump_stages) {
        if (line.dump_stages.size() > 1) fmt::print("== {}\n", stage);
        Stages::Shown shown = stages.show(stage);
        bool written = std::fwrite(shown.text.data(), 1, shown.text.size(), stdout) == shown.text.size();
        if (shown.failed && shown.complaint.empty()) (void)report_uncaught();
        std::fputs(shown.complaint.c_str(), stderr);
        if (shown.failed || !written) return 1;
    }
    return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace minipy::cli
