// SPDX-License-Identifier: MIT
// Instructions as text: the operand is shown as what it stands for.
#include "trace/code_table.hpp"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "compiler/opcode.hpp"

namespace minipy::trace {

using compiler::Opcode;
using compiler::OperandKind;

namespace {

std::string show_span(const CodeLocation& location) {
    if (location.line < 0) return "";
    if (location.column < 0) return std::to_string(location.line);
    if (location.end_line == location.line) return fmt::format("{}:{}-{}", location.line, location.column, location.end_column);
    return fmt::format("{}:{}-{}:{}", location.line, location.column, location.end_line, location.end_column);
}

std::string name_at(Tuple* names, int index) {
    if (index < 0 || index >= names->length) return "?";
    auto* name = as<Str>((*names)[index]);
    return name == nullptr ? "?" : name->to_string();
}

class Describer {
public:
    Describer(Code* code, const ValuePrinter& printer) : code_(code), printer_(printer) {}

    void describe(InstructionText& result, Opcode opcode, int operand, int unit) const {
        const compiler::OpcodeInfo* info = compiler::opcode_info(static_cast<std::uint8_t>(opcode));
        result.text = info == nullptr ? fmt::format("<{}>", int(opcode)) : std::string(info->name);
        if (info == nullptr || int(opcode) < compiler::have_argument) return;
        std::string argument = this->argument(result, *info, opcode, operand, unit);
        if (!argument.empty()) result.text += " " + argument;
    }

private:
    std::string argument(InstructionText& result, const compiler::OpcodeInfo& info, Opcode opcode, int operand, int unit) const {
        switch (info.operand) {
            case OperandKind::none: return "";
            case OperandKind::constant:
                return operand < code_->parts.constants->length ? printer_.show((*code_->parts.constants)[operand]) : "?";
            case OperandKind::name: return result.name = name_at(code_->parts.names.get(), operand);
            case OperandKind::global_name: return result.name = name_at(code_->parts.names.get(), operand >> 1);
            case OperandKind::local:
            case OperandKind::cell: return result.name = name_at(code_->parts.localsplus_names.get(), operand);
            case OperandKind::forward:
            case OperandKind::backward: {
                int next = unit + 1 + info.caches;
                result.target = 2 * (info.operand == OperandKind::forward ? next + operand : next - operand);
                return fmt::format("to {}", result.target);
            }
            case OperandKind::comparison: return std::string(compiler::comparison_text(operand));
            case OperandKind::binary_operator: return std::string(compiler::binary_operator_text(operand));
            case OperandKind::inversion: return operand == 0 ? "" : "not";
            default: return opcode == Opcode::RESUME && operand == 0 ? "" : std::to_string(operand);
        }
    }

    Code* code_;
    const ValuePrinter& printer_;
};

}  // namespace

std::shared_ptr<const CodeTable> CodeTables::of(Code* code) {
    std::shared_ptr<const CodeTable>& entry = tables_[code];
    if (entry) return entry;
    auto table = std::make_shared<CodeTable>();
    table->name = code->parts.name->to_string();
    table->file = code->parts.filename->to_string();
    table->first_line = code->parts.first_line;
    table->units.resize(std::size_t(code->unit_count));
    LocationIterator locations(code);
    while (locations.next()) {
        std::string span = show_span(locations.location);
        for (int unit = locations.start; unit < locations.end && unit < code->unit_count; ++unit) {
            table->units[std::size_t(unit)].line = locations.location.line;
            table->units[std::size_t(unit)].span = span;
        }
    }
    Describer describer(code, printer_);
    const CodeUnit* units = code->units();
    for (int unit = 0, operand = 0; unit < code->unit_count; ++unit) {
        operand = (operand << 8) | units[unit].operand;
        if (units[unit].opcode == static_cast<std::uint8_t>(Opcode::EXTENDED_ARG)) continue;
        describer.describe(table->units[std::size_t(unit)], static_cast<Opcode>(units[unit].opcode), operand, unit);
        operand = 0;
        unit += compiler::caches_of(units[unit].opcode);
    }
    return entry = std::move(table);
}

void SourceLines::add(const std::string& file, std::string_view text) {
    std::vector<std::string>& lines = files_[file];
    lines.clear();
    while (!text.empty()) {
        std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        line.remove_prefix(std::min(line.find_first_not_of(" \t\f"), line.size()));
        lines.emplace_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
}

std::string_view SourceLines::line(const std::string& file, int number) {
    if (!files_.contains(file)) {
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream contents;
        if (stream) contents << stream.rdbuf();
        add(file, contents.str());
    }
    const std::vector<std::string>& lines = files_[file];
    if (number < 1 || std::size_t(number) > lines.size()) return "";
    return lines[std::size_t(number) - 1];
}

}  // namespace minipy::trace
