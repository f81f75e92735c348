// SPDX-License-Identifier: MIT
// The stages on stdout, or in files. A single stage is exactly what CPython's tool prints; several are set apart by
// headings.
#include "cli/dump.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/drawing.hpp"
#include "cli/print_to.hpp"
#include "cli/stage_records.hpp"
#include "cli/stages.hpp"
#include "cli/uncaught.hpp"

namespace minipy::cli {

namespace {

int complain(const Stages::Shown& shown) {
    if (shown.failed && shown.complaint.empty()) (void)report_uncaught();
    std::fputs(shown.complaint.c_str(), stderr);
    return shown.failed ? 1 : 0;
}

// The stages one after the other; what there is before an error is shown too.
int write_stages(std::FILE* file, const CommandLine& line, Stages& stages) {
    for (const std::string& stage : line.dump_stages) {
        if (line.dump_stages.size() > 1) print_to(file, "== {}\n", stage);
        Stages::Shown shown = stages.show(stage);
        bool written = std::fwrite(shown.text.data(), 1, shown.text.size(), file) == shown.text.size();
        if (complain(shown) != 0 || !written) return 1;
    }
    return std::fflush(file) == 0 ? 0 : 1;
}

int write_picture(const std::string& output, const CommandLine& line, Stages& stages) {
    Stages::Shown drawing = stages.drawing(line.dump_stages.front());  // the only one: check_output() has seen to it
    if (complain(drawing) != 0) return 1;
    std::string complaint = write_drawing(output, drawing.text);
    std::fputs(complaint.c_str(), stderr);
    return complaint.empty() ? 0 : 1;
}

int write_text_file(const std::string& output, const CommandLine& line, Stages& stages) {
    std::FILE* file = std::fopen(output.c_str(), "wb");
    int code = file == nullptr ? 1 : write_stages(file, line, stages);
    bool closed = file != nullptr && std::fclose(file) == 0;
    if (!closed) print_to(stderr, "minipy: can't write '{}': {}\n", output, std::strerror(errno));
    return closed ? code : 1;
}

int write_output(const std::string& output, const CommandLine& line, const ProgramText& text, Stages& stages) {
    if (output == "-") return write_stages(stdout, line, stages);
    if (output.ends_with(".jsonl")) return dump_records(line, text, output, stages);
    return is_drawing(output) ? write_picture(output, line, stages) : write_text_file(output, line, stages);
}

}  // namespace

int dump_program(const CommandLine& line) {
    ProgramText text;
    int code = 0;
    if (!read_program(line, text, code)) return code;
    // Tools name the file as they were told to.
    if (line.program == Program::file) text.filename = line.operand;
    Stages stages(text, {.style = line.style,
                         .positions = line.positions,
                         .explain = line.trace.explain,
                         .caches = line.caches,
                         .optimize = line.optimize});
    std::vector<std::string> outputs = line.trace.outputs;
    if (outputs.empty()) outputs.push_back("-");
    for (const std::string& output : outputs) {
        code = write_output(output, line, text, stages);
        if (code != 0) return code;
    }
    return 0;
}

}  // namespace minipy::cli
