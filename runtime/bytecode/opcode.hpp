// SPDX-License-Identifier: MIT
// Opcodes and what is known of each, all made from opcodes.def.
//
// `Opcode` has CPython 3.11's numbers; the few pseudo instructions at its end exist only between code generator and
// assembler. The VM keeps its own list of specialised forms: they never appear in a code object.
//
// CPython: Include/opcode.h, Lib/opcode.py. Next: flow_graph.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace minipy {

enum class Opcode : std::uint8_t {
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) name = number,
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) name = number,
#define PSEUDO(name, number, pops, pushes, pushes_when_jumping, sentence) name = number,
#include "runtime/bytecode/opcodes.def"
};

// What an operand is an index into, or a count or set of flags for.
enum class OperandKind : std::uint8_t {
    none,             // ignored
    constant,         // co_consts
    name,             // co_names
    global_name,      // co_names, shifted by one; the low bit asks for a null
    local,            // localsplus: a variable
    cell,             // localsplus: a cell or free variable
    forward,          // units to skip
    backward,         // units to go back
    count,            // a number
    flags,            // bits, or a small number with a meaning of its own
    comparison,       // index of < <= == != > >=
    inversion,        // 1: `not`
    binary_operator,  // index of + & // … and their in-place forms
    format,           // conversion and presence of a format spec
    function,         // which optional parts MAKE_FUNCTION finds on the stack
};

// From here on instructions use their operand (dis.HAVE_ARGUMENT).
inline constexpr int have_argument = 90;

struct OpcodeInfo {
    std::string_view name;
    OperandKind operand;
    std::uint8_t caches;
    bool jumps;
    bool pseudo;  // only inside the compiler
    std::string_view picture;
    std::string_view sentence;
};

// By number; numbers that are no instruction have no name.
using OpcodeTable = std::array<OpcodeInfo, 256>;
extern const OpcodeTable opcode_table;

// Null for numbers that are no instruction.
inline const OpcodeInfo* opcode_info(std::uint8_t number) {
    return opcode_table[number].name.empty() ? nullptr : &opcode_table[number];
}
inline const OpcodeInfo& opcode_info(Opcode opcode) { return opcode_table[static_cast<std::uint8_t>(opcode)]; }
inline std::string_view opcode_name(Opcode opcode) { return opcode_info(opcode).name; }

// The two facts that every pass asks for, close together.
struct OpcodeFacts {
    std::uint8_t caches;
    bool jumps;
};
inline constexpr std::array<OpcodeFacts, 256> opcode_facts = [] {
    std::array<OpcodeFacts, 256> facts{};
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) facts[number] = {caches, false};
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    facts[number] = {caches, true};
#define PSEUDO(name, number, pops, pushes, pushes_when_jumping, sentence) facts[number] = {0, number <= 251};
#include "runtime/bytecode/opcodes.def"
    return facts;
}();

// How many inline cache units follow; 0 for numbers that are no instruction.
inline int caches_of(std::uint8_t number) { return opcode_facts[number].caches; }
inline int caches_of(Opcode opcode) { return caches_of(static_cast<std::uint8_t>(opcode)); }

// Items taken from and put on the stack, as opcodes.def counts them (what is looked at is taken and put back).
enum class Jump : std::uint8_t { not_taken, taken };
struct StackEffect {
    std::int64_t pops;
    std::int64_t pushes;
    std::int64_t pushes_when_jumping;  // same as pushes for instructions that do not jump

    constexpr std::int64_t change(Jump jump = Jump::not_taken) const {
        return (jump == Jump::taken ? pushes_when_jumping : pushes) - pops;
    }
};
[[gnu::always_inline]] constexpr StackEffect stack_effect(Opcode opcode, std::int64_t n) {
    // clang-format off
    switch (opcode) {
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) \
    case Opcode::name: return {pops, pushes, pushes};
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    case Opcode::name: return {pops, pushes, pushes_when_jumping};
#define PSEUDO(name, number, pops, pushes, pushes_when_jumping, sentence) \
    case Opcode::name: return {pops, pushes, pushes_when_jumping};
#include "runtime/bytecode/opcodes.def"
    }
    // clang-format on
    return {0, 0, 0};
}

// By how much the stack grows. Most instructions do the same to it whatever their operand is: those are looked up.
inline constexpr std::int8_t depends_on_operand = 127;
struct FixedChange {
    std::int8_t going_on, jumping;
};
extern const std::array<FixedChange, 256> fixed_stack_changes;
inline std::int64_t stack_change(Opcode opcode, std::int64_t operand, Jump jump) {
    FixedChange fixed = fixed_stack_changes[static_cast<std::uint8_t>(opcode)];
    std::int8_t change = jump == Jump::taken ? fixed.jumping : fixed.going_on;
    return change != depends_on_operand ? change : stack_effect(opcode, operand).change(jump);
}

// What `dis.stack_effect` answers: CPython books a call's arguments at PRECALL and a generator's first None at POP_TOP.
std::int64_t reported_stack_effect(Opcode opcode, std::int64_t operand, Jump jump);

constexpr bool is_backward_jump(Opcode opcode) {
    using enum Opcode;
    return opcode == JUMP_BACKWARD || opcode == JUMP_BACKWARD_NO_INTERRUPT || opcode == POP_JUMP_BACKWARD_IF_NOT_NONE ||
           opcode == POP_JUMP_BACKWARD_IF_NONE || opcode == POP_JUMP_BACKWARD_IF_FALSE ||
           opcode == POP_JUMP_BACKWARD_IF_TRUE;
}
// May go to its target (pseudo jumps included).
inline bool is_jump(Opcode opcode) { return opcode_facts[static_cast<std::uint8_t>(opcode)].jumps; }
// Puts its target in charge of exceptions.
constexpr bool is_block_push(Opcode opcode) {
    return opcode == Opcode::SETUP_FINALLY || opcode == Opcode::SETUP_CLEANUP || opcode == Opcode::SETUP_WITH;
}
// Nothing behind it is reached by falling through.
constexpr bool ends_flow(Opcode opcode) {
    using enum Opcode;
    return opcode == RETURN_VALUE || opcode == RAISE_VARARGS || opcode == RERAISE || opcode == JUMP ||
           opcode == JUMP_NO_INTERRUPT || opcode == JUMP_FORWARD || opcode == JUMP_BACKWARD ||
           opcode == JUMP_BACKWARD_NO_INTERRUPT;
}
// Leaves the code object (or the current handler) for good.
constexpr bool exits_scope(Opcode opcode) {
    using enum Opcode;
    return opcode == RETURN_VALUE || opcode == RAISE_VARARGS || opcode == RERAISE;
}

// The operand of BINARY_OP and COMPARE_OP as text: "+", "+=", "<"; empty when there is no such operator.
std::string_view binary_operator_text(int operand);
std::string_view comparison_text(int operand);

}  // namespace minipy
