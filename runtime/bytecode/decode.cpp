// SPDX-License-Identifier: MIT
// Units, tables and operands read back. Next: disassemble.cpp.
#include "runtime/bytecode/decode.hpp"

#include <fmt/core.h>

#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy {
namespace {

std::int64_t jump_target(const DecodedInstruction& instruction, const OpcodeInfo& info) {
    // A jump counts from the instruction behind it.
    std::int64_t from = instruction.end();
    return info.operand == OperandKind::backward ? from - instruction.operand : from + instruction.operand;
}

// `extension` is what the prefixes before have gathered, and holds those so far afterwards.
DecodedInstruction decode_next(const Code& code, int unit, std::uint32_t& extension) {
    DecodedInstruction instruction{unit, code.units()[unit].opcode};
    instruction.operand = static_cast<std::int32_t>(extension | code.units()[unit].operand);
    extension = instruction.is(Opcode::EXTENDED_ARG) ? static_cast<std::uint32_t>(instruction.operand) << 8 : 0;
    const OpcodeInfo* info = instruction.info();
    if (info != nullptr && info->jumps) instruction.target = jump_target(instruction, *info);
    return instruction;
}

}  // namespace

std::vector<DecodedInstruction> decode(const Code& code) {
    std::vector<DecodedInstruction> instructions;
    std::uint32_t extension = 0;
    for (int unit = 0; unit < code.unit_count; unit = instructions.back().end())
        instructions.push_back(decode_next(code, unit, extension));
    return instructions;
}

DecodedInstruction decode_at(const Code& code, int unit) {
    std::uint32_t extension = 0;
    DecodedInstruction instruction = decode_next(code, unit, extension);
    while (instruction.is(Opcode::EXTENDED_ARG)) instruction = decode_next(code, instruction.end(), extension);
    return instruction;
}

std::vector<ExceptionRow> exception_rows(const Code& code) {
    std::vector<ExceptionRow> rows;
    ExceptionTableIterator iterator(&code);
    while (iterator.next()) {
        const ExceptionEntry& entry = iterator.entry;
        rows.push_back(
            {entry.start, std::int64_t(entry.start) + entry.size, entry.target, entry.depth, entry.push_lasti});
    }
    return rows;
}

std::vector<LineStart> line_starts(const Code& code) {
    std::vector<LineStart> starts;
    int last_line = -1;
    LocationIterator entries(&code);
    while (entries.next()) {
        int line = entries.location.line;
        if (line < 0 || line == last_line) continue;
        starts.push_back({entries.start, line});
        last_line = line;
    }
    return starts;
}

// ---------------------------------------------------------------- operands

namespace {

std::string name_at(const Tuple& names, std::int64_t index) {
    if (index < 0 || index >= names.length) return "?";
    auto* name = as<Str>(names[index]);
    return name == nullptr ? "?" : name->to_string();
}

std::string constant_at(const Tuple& constants, std::int64_t index) {
    return index < 0 || index >= constants.length ? "?" : repr_for_display(constants[index]);
}

std::string conversion_text(int operand) {
    constexpr std::string_view conversions[] = {"", "str", "repr", "ascii"};
    std::string text(conversions[operand & 3]);
    if ((operand & 4) == 0) return text;
    return text + (text.empty() ? "with format" : ", with format");
}

std::string function_parts_text(int operand) {
    constexpr std::string_view parts[] = {"defaults", "kwdefaults", "annotations", "closure"};
    std::string text;
    for (int bit = 0; bit < 4; ++bit) {
        if ((operand >> bit & 1) == 0) continue;
        if (!text.empty()) text += ", ";
        text += parts[bit];
    }
    return text;
}

}  // namespace

Result<void> check_room_to_analyse(const Code& code) {
    constexpr std::size_t bytes_for_each_unit = 140, bytes_for_each_byte_of_a_table = 40;
    Size tables = code.parts.line_table->length + code.parts.exception_table->length;
    return check_room(std::size_t(code.unit_count) * bytes_for_each_unit +
                      std::size_t(tables) * bytes_for_each_byte_of_a_table);
}

std::string operand_text(const Code& code, const DecodedInstruction& instruction) {
    const OpcodeInfo* info = instruction.info();
    if (info == nullptr || !instruction.uses_operand()) return "";
    const CodeParts& parts = code.parts;
    int operand = instruction.operand;
    switch (info->operand) {
        case OperandKind::constant:
            // KW_NAMES is left out: dis does not look it up.
            return instruction.is(Opcode::LOAD_CONST) ? constant_at(*parts.constants, operand) : "";
        case OperandKind::name: return name_at(*parts.names, operand);
        case OperandKind::global_name:
            return ((operand & 1) != 0 ? "NULL + " : "") + name_at(*parts.names, operand >> 1);
        case OperandKind::local:
        case OperandKind::cell: return name_at(*parts.localsplus_names, operand);
        case OperandKind::forward:
        case OperandKind::backward: return fmt::format("to {}", 2 * instruction.target);
        case OperandKind::comparison: return std::string(comparison_text(operand));
        case OperandKind::binary_operator: return std::string(binary_operator_text(operand));
        case OperandKind::format: return conversion_text(operand);
        case OperandKind::function: return function_parts_text(operand);
        default: return "";
    }
}

}  // namespace minipy
