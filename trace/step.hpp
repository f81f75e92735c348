// SPDX-License-Identifier: MIT
// What an instruction does to the value stack, seen twice: before it runs, when what it takes is still there, and after
// it, when what it made is.
//
//      [kept … stayed … -taken … +put …]
//
// How many items it touches comes from opcodes.def, and so does which of them stay: those that its picture names on
// both sides ("iterator → iterator item"). Next: step.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "trace/snapshot.hpp"
#include "trace/unscanned.hpp"

namespace minipy::trace {

inline constexpr std::size_t most_kept = 4;      // untouched items that are shown
inline constexpr std::size_t most_touched = 24;  // popped or pushed ones

// Does it bind a name, or an item or attribute?
bool is_binding(int opcode);

class Step {
public:
    // The instruction is about to run.
    void begin(Frame* frame, int opcode, int operand);
    // Is the stack as the instruction leaves it? Asked where the loop looks for what else is to be done.
    bool has_finished(Frame* frame) const;
    // It has run and the frame goes on: so many of the items that it touched are where they were.
    std::size_t count_stayed(Frame* frame) const;
    // Items that it cannot touch, from the bottom, and those above.
    int fixed() const { return fixed_; }
    std::size_t touched() const { return touched_.size(); }
    // They are shown with their numbers.
    bool asks_for_identity() const { return asks_for_identity_; }
    bool jumps_to(int next_unit) const { return next_unit != next_; }

private:
    int opcode_ = 0, operand_ = 0;
    int next_ = 0;  // unit behind it
    int fixed_ = 0;
    bool asks_for_identity_ = false;
    UnscannedVector<Object*> touched_;  // only compared, never looked at later: they may be gone
};

}  // namespace minipy::trace
