// SPDX-License-Identifier: MIT
// What an instruction does to the value stack, as far as its code says: what it leaves where it was, what it moves, and
// what only who has seen it run can tell. The recorder writes the last, the replay works out the rest.
//
//      instruction      before      after          told by the code       written
//      LOAD_NAME a      …           … 5                                   5
//      LOAD_FAST a      …           … 5          what was stored there
//      COPY 2           … a b       … a b a        all of it
//      BINARY_OP +      … 2 3       … 5                                   5
//      FOR_ITER         … it        … it 7         it stays               went on, 7
//      POP_JUMP_…       … True      …                                     jumped
//
// Which items stay is read off the pictures of opcodes.def: those that stand on both sides. CPython: none; its stack
// effects are in Python/compile.c. Next: journal.hpp, recording_loop.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <span>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/object/object.hpp"

namespace minipy::trace {

inline constexpr std::size_t most_kept = 4;      // untouched items that are shown
inline constexpr std::size_t most_touched = 24;  // popped or pushed ones

// Does it bind a name, or an item or attribute?
bool is_binding(Opcode opcode);

// Is the answer about which objects these are, or may somebody confuse it with that: `is`, `==`, id()? `touched`:
// what it is about to touch.
bool asks_for_identity(Opcode opcode, int operand, std::span<Object* const> touched);

inline constexpr int all_that_it_pushes = 255;

// Items that the picture names on both sides: "iterator → iterator item". Where it has a gap, "list … item → list …",
// everything below the top stays.
constexpr int items_named_twice(std::string_view name, std::string_view picture) {
    constexpr std::string_view arrow = "→", gap = "…";
    std::string_view before = picture.substr(0, picture.find(arrow));
    std::string_view after = picture.substr(picture.find(arrow) + arrow.size());
    auto take_word = [](std::string_view& words) {
        words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
        std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(word.size());
        return word;
    };
    if (name == "PRECALL" || name == "COPY") return all_that_it_pushes;
    if (name == "SWAP") return 0;
    if (!name.starts_with("BUILD_")) {
        std::string_view rest = before;
        for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
            if (word == gap) return all_that_it_pushes;
        }
    }
    int same = 0;
    for (;; ++same) {
        std::string_view word = take_word(before);
        if (word.empty() || word != take_word(after)) return same;
    }
}

inline constexpr std::array<std::uint8_t, 256> named_twice = [] {
    std::array<std::uint8_t, 256> table{};
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) \
    table[number] = std::uint8_t(items_named_twice(#name, picture));
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    table[number] = std::uint8_t(items_named_twice(#name, picture));
#include "runtime/bytecode/opcodes.def"
    return table;
}();

// So many items it touches, counted from the top.
[[gnu::always_inline]] constexpr int items_touched(Opcode opcode, int operand) {
    return int(stack_effect(opcode, operand).pops);
}
// So many of these, from the lowest, stay where they are.
[[gnu::always_inline]] constexpr int items_that_stay(Opcode opcode, int operand, bool jumps) {
    if (jumps) return int(opcode == Opcode::JUMP_IF_FALSE_OR_POP || opcode == Opcode::JUMP_IF_TRUE_OR_POP);
    StackEffect effect = stack_effect(opcode, operand);
    int same = named_twice[std::size_t(opcode)];
    std::int64_t most = std::min(effect.pops, effect.pushes);
    return int(same == all_that_it_pushes ? most : std::min<std::int64_t>(same, most));
}
// So many it pushes above them.
[[gnu::always_inline]] constexpr int items_pushed(Opcode opcode, int operand, bool jumps) {
    StackEffect effect = stack_effect(opcode, operand);
    return int(jumps ? effect.pushes_when_jumping : effect.pushes) - items_that_stay(opcode, operand, jumps);
}

// It ends the frame, or stops it.
constexpr bool leaves_frame(Opcode opcode) {
    using enum Opcode;
    return opcode == RETURN_VALUE || opcode == YIELD_VALUE || opcode == RETURN_GENERATOR;
}
// The journal says which way it has gone. Backward jumps are among them, although they have no choice: so the ways
// from one record to the next have no loops.
constexpr bool writes_way(Opcode opcode) {
    return opcode_facts[std::size_t(opcode)].jumps && opcode != Opcode::JUMP_FORWARD;
}
// What it pushes, in a frame whose stack is followed, is in the journal.
constexpr bool writes_items(Opcode opcode) {
    using enum Opcode;
    constexpr int some = 4;  // an operand with which everything that can push does
    bool moves = opcode == COPY || opcode == SWAP || opcode == PUSH_NULL;
    return !moves && !leaves_frame(opcode) && items_pushed(opcode, some, false) > 0;
}

}  // namespace minipy::trace
