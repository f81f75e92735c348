// SPDX-License-Identifier: MIT
// Reading the pictures of opcodes.def.
#include "trace/stack_change.hpp"

#include <algorithm>
#include <array>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/native_function.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

constexpr int all_that_it_pushes = 255;

// Items that the picture names on both sides: "iterator → iterator item". Where it has a gap, "list … item → list …",
// everything below the top stays.
std::uint8_t items_named_twice(std::uint8_t number) {
    const OpcodeInfo* info = opcode_info(number);
    if (info == nullptr || info->pseudo) return 0;
    auto opcode = static_cast<Opcode>(number);
    using enum Opcode;
    if (opcode == PRECALL || opcode == COPY) return all_that_it_pushes;
    if (opcode == SWAP) return 0;
    std::size_t arrow = info->picture.find("→");
    std::vector<std::string_view> before = split(info->picture.substr(0, arrow), " "),
                                  after = split(info->picture.substr(arrow + 3), " ");
    bool has_gap = std::ranges::find(before, "…") != before.end();
    if (has_gap && !info->name.starts_with("BUILD_")) return all_that_it_pushes;
    std::size_t same = 0;
    while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
    return std::uint8_t(same);
}

// Calls the built-in id()?
bool calls_id(std::span<Object* const> touched) {
    if (touched.size() < 2) return false;
    auto* function = as<NativeFunction>(touched[0] == nullptr ? touched[1] : touched[0]);
    return function != nullptr && function->method->name()->equals("id") && function->method->shown_name() == "id";
}

}  // namespace

bool is_binding(int opcode) {
    using enum Opcode;
    switch (static_cast<Opcode>(opcode)) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF:
        case STORE_ATTR:
        case STORE_SUBSCR:
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF:
        case DELETE_ATTR:
        case DELETE_SUBSCR: return true;
        default: return false;
    }
}

bool writes_way(int opcode) { return is_jump(Opcode(opcode)) && Opcode(opcode) != Opcode::JUMP_FORWARD; }

bool writes_items(int opcode) {
    static const std::array<bool, 256> table = [] {
        std::array<bool, 256> made{};
        for (int number = 0; number < 256; ++number) {
            using enum Opcode;
            bool is_known = opcode_info(std::uint8_t(number)) != nullptr;
            bool moves = Opcode(number) == COPY || Opcode(number) == SWAP || Opcode(number) == PUSH_NULL;
            constexpr int some = 4;  // an operand with which everything that can push does
            made[std::size_t(number)] = is_known && !moves && !leaves_frame(number) && items_pushed(number, some, false) > 0;
        }
        return made;
    }();
    return table[std::size_t(opcode)];
}

bool leaves_frame(int opcode) {
    using enum Opcode;
    auto instruction = Opcode(opcode);
    return instruction == RETURN_VALUE || instruction == YIELD_VALUE || instruction == RETURN_GENERATOR;
}

int items_touched(int opcode, int operand) {
    bool is_known = opcode_info(std::uint8_t(opcode)) != nullptr;
    return is_known ? int(stack_effect(static_cast<Opcode>(opcode), operand).pops) : 0;
}

int items_that_stay(int opcode, int operand, bool jumps) {
    static const std::array<std::uint8_t, 256> table = [] {
        std::array<std::uint8_t, 256> made{};
        for (int number = 0; number < 256; ++number) made[std::size_t(number)] = items_named_twice(std::uint8_t(number));
        return made;
    }();
    if (opcode_info(std::uint8_t(opcode)) == nullptr) return 0;
    StackEffect effect = stack_effect(Opcode(opcode), operand);
    if (jumps) {
        bool keeps = Opcode(opcode) == Opcode::JUMP_IF_FALSE_OR_POP || Opcode(opcode) == Opcode::JUMP_IF_TRUE_OR_POP;
        return int(keeps);
    }
    int same = table[std::size_t(opcode)];
    std::int64_t most = std::min(effect.pops, effect.pushes);
    return int(same == all_that_it_pushes ? most : std::min<std::int64_t>(same, most));
}

int items_pushed(int opcode, int operand, bool jumps) {
    if (opcode_info(std::uint8_t(opcode)) == nullptr) return 0;
    StackEffect effect = stack_effect(Opcode(opcode), operand);
    return int(jumps ? effect.pushes_when_jumping : effect.pushes) - items_that_stay(opcode, operand, jumps);
}

bool asks_for_identity(int opcode, int operand, std::span<Object* const> touched) {
    switch (static_cast<Opcode>(opcode)) {
        case Opcode::IS_OP: return true;
        case Opcode::COMPARE_OP: return comparison_text(operand) == "==";
        case Opcode::CALL: return calls_id(touched);
        default: return false;
    }
}

}  // namespace minipy::trace
