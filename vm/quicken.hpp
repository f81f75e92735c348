// SPDX-License-Identifier: MIT
// The private instruction stream: making it, and rewriting instructions into specialised forms while they run.
//
// An instruction that has run a few times looks at its operands' types and, if a form for them exists
// (specialized.def), becomes that form; what the guard has to check is written into its cache. When a guard fails, the
// instruction becomes generic again and waits longer before the next attempt. co_code never changes.
//
// CPython: Python/specialize.c. Next: quicken.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "vm/caches.hpp"

namespace minipy {

enum class Special : std::uint8_t {
#define SPECIALIZED(name, number, generic, sentence) name = number,
#include "vm/specialized.def"
#undef SPECIALIZED
};

// Runs of the generic form before an attempt, and after a failed one.
inline constexpr std::uint16_t first_warmup = 2;
inline constexpr std::uint16_t later_warmup = 64;

inline bool counts_down(std::uint16_t& counter) {
    if ((counter & counter_mask) == 0) [[unlikely]]
        return true;
    --counter;
    return false;
}

// Makes code->executable: a copy of co_code with counters set, adjacent loads and stores fused, and operators with
// fusible loads marked. Code from elsewhere is
// verified first: ValueError when it must not run.
Result<void> prepare_executable(Code* code);
// False: an exception is pending.
inline bool ensure_executable(Code* code) { return code->executable != nullptr || prepare_executable(code).ok(); }

// The instruction becomes its generic form again.
void despecialize(const CodeUnit* instruction);
inline void set_opcode(const CodeUnit* instruction, Special special) {
    const_cast<CodeUnit*>(instruction)->opcode = static_cast<std::uint8_t>(special);
}
// No form fits: wait before trying again.
void back_off(const CodeUnit* instruction);

// Each looks at what the instruction is about to work on and rewrites it if it can. Nothing here runs Python code.
void specialize_load_global(Frame* frame, const CodeUnit* instruction, int operand);
void specialize_load_attribute(Object* owner, const CodeUnit* instruction, Str* name);
void specialize_store_attribute(Object* owner, const CodeUnit* instruction, Str* name);
void specialize_load_method(Object* owner, const CodeUnit* instruction, Str* name);
void specialize_binary_op(Object* left, Object* right, const CodeUnit* instruction, int operand);
void specialize_compare_op(Object* left, Object* right, const CodeUnit* instruction, int operand);
void specialize_binary_subscript(Object* container, Object* key, const CodeUnit* instruction);
void specialize_store_subscript(Object* container, Object* key, const CodeUnit* instruction);
void specialize_for_iter(Object* iterator, const CodeUnit* instruction);
void specialize_call(Object* callable, const CodeUnit* instruction, Size argument_count, bool has_keywords);
void specialize_unpack_sequence(Object* sequence, const CodeUnit* instruction, int count);

}  // namespace minipy
