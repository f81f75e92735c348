// SPDX-License-Identifier: MIT
// Instructions as text: the operand is shown as what it stands for.
#include "trace/code_table.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

std::string name_at(const Tuple* names, int index) {
    if (index < 0 || index >= names->length) return "?";
    auto* name = as<Str>((*names)[index]);
    return name == nullptr ? "?" : name->to_string();
}

class Describer {
public:
    Describer(const Code& code, const Snapshot& snapshot) : code_(code), snapshot_(snapshot) {}

    InstructionText describe(const ListedInstruction& listed, int first_id) const {
        const DecodedInstruction& instruction = listed.instruction;
        InstructionText result;
        result.id = first_id + listed.id;
        result.opcode = instruction.number;
        result.line = listed.location.line;
        result.location = listed.location;
        result.span = show_location(listed.location);
        result.depth = listed.depth;
        result.label = listed.label;
        result.target = int(instruction.target);
        const OpcodeInfo* info = instruction.info();
        result.name = info == nullptr ? fmt::format("<{}>", int(instruction.number)) : std::string(info->name);
        if (info == nullptr || !instruction.uses_operand()) return result;
        result.operand = instruction.operand;
        result.variable = variable(info->operand, instruction.operand);
        result.argument = argument(*info, instruction);
        return result;
    }

private:
    std::string variable(OperandKind kind, int operand) const {
        switch (kind) {
            case OperandKind::name: return name_at(code_.parts.names.get(), operand);
            case OperandKind::global_name: return name_at(code_.parts.names.get(), operand >> 1);
            case OperandKind::local:
            case OperandKind::cell: return name_at(code_.parts.localsplus_names.get(), operand);
            default: return "";
        }
    }

    // Jumps get theirs when the labels are known.
    std::string argument(const OpcodeInfo& info, const DecodedInstruction& instruction) const {
        int operand = instruction.operand;
        switch (info.operand) {
            case OperandKind::none:
            case OperandKind::forward:
            case OperandKind::backward: return "";
            case OperandKind::constant: return constant(operand);
            case OperandKind::name:
            case OperandKind::global_name:
            case OperandKind::local:
            case OperandKind::cell: return variable(info.operand, operand);
            case OperandKind::comparison: return std::string(comparison_text(operand));
            case OperandKind::binary_operator: return std::string(binary_operator_text(operand));
            case OperandKind::inversion: return operand == 0 ? "" : "not";
            case OperandKind::format:
            case OperandKind::function: return operand_text(code_, instruction);
            default: return instruction.is(Opcode::RESUME) && operand == 0 ? "" : std::to_string(operand);
        }
    }

    std::string constant(int index) const {
        if (index < 0 || index >= code_.parts.constants->length) return "?";
        Batch batch;
        return show_value(snapshot_.of((*code_.parts.constants)[index], batch), batch);
    }

    const Code& code_;
    const Snapshot& snapshot_;
};

std::vector<int> lines_of(const Code& code) {
    std::vector<int> lines(std::size_t(code.unit_count), -1);
    LocationIterator locations(&code);
    while (locations.next()) {
        for (int unit = locations.start; unit < std::min(locations.end, code.unit_count); ++unit)
            lines[std::size_t(unit)] = locations.location.line;
    }
    return lines;
}

std::unique_ptr<CodeTable> make_table(const ListedCode& listed, int first_id, bool is_listed,
                                      const Snapshot& snapshot) {
    const Code& code = *listed.code;
    auto table = std::make_unique<CodeTable>();
    table->name = code.parts.name->to_string();
    table->qualified_name = code.parts.qualname->to_string();
    table->file = code.parts.filename->to_string();
    table->first_line = code.parts.first_line;
    table->stack_size = code.parts.stack_size;
    table->flags = code.parts.flags;
    table->handlers = listed.handlers;
    table->is_listed = is_listed;
    table->is_body = (code.parts.flags & code_newlocals) == 0;
    for (int index = 0; index < std::min(code.parameter_count(), code.localsplus_count); ++index) {
        table->parameters.push_back(name_at(code.parts.localsplus_names.get(), index));
    }
    table->units.resize(std::size_t(code.unit_count));
    Describer describer(code, snapshot);
    for (const ListedInstruction& row : listed.instructions) {
        table->units[std::size_t(row.instruction.unit)] = describer.describe(row, first_id);
    }
    for (Object* constant : *code.parts.constants) {
        Value value = Snapshot::is_constant(constant) ? snapshot.of(constant, table->texts) : Value();
        table->constants.push_back(is_known_from_now_on(value.kind) ? value : Value());
    }
    table->lines = lines_of(code);
    auto resume =
        std::ranges::find_if(listed.instructions, [](const auto& row) { return row.instruction.is(Opcode::RESUME); });
    table->first_traceable = resume == listed.instructions.end() ? 0 : resume->instruction.unit;
    for (InstructionText& instruction : table->units) {
        if (instruction.target >= 0) instruction.argument = "to " + table->place(instruction.target);
    }
    return table;
}

}  // namespace

std::string CodeTable::place(int unit) const {
    int label = unit >= 0 && std::size_t(unit) < units.size() ? units[std::size_t(unit)].label : 0;
    return label != 0 && is_listed ? fmt::format("L{}", label) : std::to_string(2 * unit);
}

int CodeTable::instruction_at(int unit) const {
    unit = std::clamp(unit, 0, std::max(0, int(units.size()) - 1));
    while (unit > 0 && Opcode(units[std::size_t(unit)].opcode) == Opcode::CACHE) --unit;
    return unit;
}

int CodeTable::behind_prefixes(int unit) const {
    auto is_prefix = [&] { return units[std::size_t(unit)].opcode == std::uint8_t(Opcode::EXTENDED_ARG); };
    while (unit >= 0 && std::size_t(unit) < units.size() && is_prefix()) ++unit;
    return unit;
}

std::uint32_t CodeTableMaker::list(Code* code) {
    int count = 0;
    std::vector<std::uint32_t> numbers;  // by id in the listing
    for (const ListedCode& listed : list_code(*code)) {
        count += int(listed.instructions.size());
        const std::uint32_t* known = ids_.find(listed.code);
        numbers.push_back(known != nullptr ? *known : size());
        if (known != nullptr) continue;
        ids_[listed.code] = size();
        (void)identities_.identity_of(listed.code);
        identities_.watch(listed.code);
        std::unique_ptr<CodeTable> table = make_table(listed, instructions_, listing_, snapshot_);
        if (listed.parent > 0) table->parent = numbers[std::size_t(listed.parent) - 1];
        table->is_library = is_library_code(*listed.code);
        table->has_no_file = !table->is_library && table->file.starts_with('<');
        add(std::move(table));
    }
    instructions_ += count;
    return *ids_.find(code);
}

void CodeTableMaker::add_listed(Code* code) {
    listing_ = true;
    (void)id_of(code);
    listing_ = false;
}

std::optional<std::string> read_source_file(const std::string& name) {
    std::error_code problem;
    if (name.starts_with('<') || !std::filesystem::is_regular_file(name, problem)) return std::nullopt;
    std::ifstream stream(name, std::ios::binary);
    std::ostringstream contents;
    if (!stream || !(contents << stream.rdbuf())) return std::nullopt;
    return std::move(contents).str();
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
    if (!files_.contains(file)) { add(file, reads_disk_ ? read_source_file(file).value_or("") : ""); }
    const std::vector<std::string>& lines = files_[file];
    if (number < 1 || std::size_t(number) > lines.size()) return "";
    return lines[std::size_t(number) - 1];
}

}  // namespace minipy::trace
