// SPDX-License-Identifier: MIT
// Tables and functions over opcodes.def. Next: opcodes.def itself.
#include "runtime/bytecode/opcode.hpp"

#include <iterator>

#include "runtime/object/operators.hpp"

namespace minipy {
namespace {

constexpr OpcodeInfo row(std::string_view name, OperandKind operand, std::uint8_t caches, std::string_view picture,
                         std::string_view sentence) {
    return {name, operand, caches, {}, {}, picture, sentence};
}

constexpr OpcodeTable make_table() {
    OpcodeTable table{};
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) \
    table[number] = row(#name, OperandKind::operand, caches, picture, sentence);
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    table[number] = row(#name, OperandKind::operand, caches, picture, sentence);                  \
    table[number].jumps = true;
#define PSEUDO(name, number, pops, pushes, pushes_when_jumping, sentence) \
    table[number] = row(#name, OperandKind::none, 0, "", sentence);       \
    table[number].jumps = number <= 251;                                  \
    table[number].pseudo = true;
#include "runtime/bytecode/opcodes.def"
    return table;
}

}  // namespace

constexpr OpcodeTable opcode_table = make_table();

namespace {

// The change of the stack if a few telling operands agree about it.
constexpr std::int8_t fixed_change(Opcode opcode, Jump jump) {
    std::int64_t change = stack_effect(opcode, 0).change(jump);
    for (std::int64_t operand : {1, 2, 3, 4, 8, 256}) {
        if (stack_effect(opcode, operand).change(jump) != change) return depends_on_operand;
    }
    return static_cast<std::int8_t>(change);
}

constexpr std::array<FixedChange, 256> make_fixed_changes() {
    std::array<FixedChange, 256> changes{};
    for (int number = 0; number < 256; ++number) {
        auto opcode = static_cast<Opcode>(number);
        changes[static_cast<std::size_t>(number)] = {fixed_change(opcode, Jump::not_taken),
                                                     fixed_change(opcode, Jump::taken)};
    }
    return changes;
}

}  // namespace

constinit const std::array<FixedChange, 256> fixed_stack_changes = make_fixed_changes();

std::int64_t reported_stack_effect(Opcode opcode, std::int64_t operand, Jump jump) {
    switch (opcode) {
        case Opcode::PRECALL: return -operand;
        case Opcode::CALL: return -1;
        case Opcode::RETURN_GENERATOR: return 0;
        default: return stack_effect(opcode, operand).change(jump);
    }
}

std::string_view binary_operator_text(int operand) {
    if (operand < 0 || operand >= 2 * binary_operator_count) return "";
    const OperatorTexts& texts = binary_operators[operand % binary_operator_count];
    return operand < binary_operator_count ? texts.symbol : texts.inplace_symbol;
}
std::string_view comparison_text(int operand) {
    return operand >= 0 && operand < static_cast<int>(std::size(comparison_symbols)) ? comparison_symbols[operand] : "";
}

}  // namespace minipy
