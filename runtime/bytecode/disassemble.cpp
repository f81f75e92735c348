// SPDX-License-Identifier: MIT
// The columns of dis. Next: decode.cpp, which reads the code object.
#include "runtime/bytecode/disassemble.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "runtime/bytecode/decode.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy {
namespace {

class Disassembler {
public:
    Disassembler(const Code& code, std::string& text) : code_(code), text_(text) {
        int largest_line = 0;
        for (const LineStart& start : line_starts(code)) {
            lines_[start.unit] = start.line;
            largest_line = std::max(largest_line, start.line);
        }
        // Without lines there is no column for them.
        if (!lines_.empty()) line_width_ = std::max<std::size_t>(3, std::to_string(largest_line).size());
        int last_offset = 2 * code.unit_count - 2;
        if (last_offset >= 10000) offset_width_ = std::to_string(last_offset).size();
    }

    void write() {
        std::vector<DecodedInstruction> instructions = decode(code_);
        std::vector<ExceptionRow> handlers = exception_rows(code_);
        find_labels(instructions, handlers);
        for (const DecodedInstruction& instruction : instructions) write(instruction);
        if (!handlers.empty()) text_ += "ExceptionTable:\n";
        for (const ExceptionRow& row : handlers) {
            text_ += fmt::format("  {} to {} -> {} [{}]{}\n", 2 * row.start, 2 * row.end - 2, 2 * row.target, row.depth,
                                 row.push_lasti ? " lasti" : "");
        }
    }

private:
    void find_labels(const std::vector<DecodedInstruction>& instructions, const std::vector<ExceptionRow>& handlers) {
        for (const DecodedInstruction& instruction : instructions) {
            if (instruction.target >= 0) labels_.insert(instruction.target);
        }
        for (const ExceptionRow& row : handlers) {
            if (row.start < row.end) labels_.insert(row.target);
        }
    }

    void write(const DecodedInstruction& instruction) {
        auto line = lines_.find(instruction.unit);
        if (line != lines_.end() && instruction.unit > 0) text_ += '\n';
        std::size_t row = text_.size();
        if (line_width_ > 0) {
            text_ += fmt::format("{:>{}} ", line == lines_.end() ? "" : std::to_string(line->second), line_width_);
        }
        const OpcodeInfo* info = instruction.info();
        text_ +=
            fmt::format("    {} {:>{}} {:<20}", labels_.contains(instruction.unit) ? ">>" : "  ", 2 * instruction.unit,
                        offset_width_, info == nullptr ? fmt::format("<{}>", instruction.number) : info->name);
        if (instruction.uses_operand()) {
            text_ += fmt::format(" {:>5}", instruction.operand);
            std::string meaning = operand_text(code_, instruction);
            if (!meaning.empty()) text_ += fmt::format(" ({})", meaning);
        }
        text_.resize(std::max(row, text_.find_last_not_of(' ') + 1));
        text_ += '\n';
    }

    const Code& code_;
    std::string& text_;
    std::unordered_map<int, int> lines_;  // by the unit where they begin
    std::unordered_set<std::int64_t> labels_;
    std::size_t line_width_ = 0;
    std::size_t offset_width_ = 4;
};

void disassemble_with_constants(const Code& code, std::string& text) {
    Disassembler(code, text).write();
    for (Object* constant : *code.parts.constants) {
        auto* inner = as<Code>(constant);
        if (inner == nullptr) continue;
        text += fmt::format("\nDisassembly of {}:\n", repr_for_display(inner));
        disassemble_with_constants(*inner, text);
    }
}

}  // namespace

std::string disassemble(const Code& code) {
    std::string text;
    disassemble_with_constants(code, text);
    return text;
}

}  // namespace minipy
