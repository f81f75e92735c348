// SPDX-License-Identifier: MIT
// What an instruction does to the value stack, as far as its code says: what it leaves where it was, what it moves, and
// what only who has seen it run can tell. The recorder writes the last, the replay works out the rest.
//
//      instruction      before      after          told by the code       written
//      LOAD_FAST a      …           … 5                                   5
//      COPY 2           … a b       … a b a        all of it
//      BINARY_OP +      … 2 3       … 5                                   5
//      FOR_ITER         … it        … it 7         it stays               went on, 7
//      POP_JUMP_…       … True      …                                     jumped
//
// CPython: none; its stack effects are in Python/compile.c. Next: journal.hpp.
#pragma once

#include <span>

#include "runtime/object/object.hpp"

namespace minipy::trace {

inline constexpr std::size_t most_kept = 4;      // untouched items that are shown
inline constexpr std::size_t most_touched = 24;  // popped or pushed ones

// Does it bind a name, or an item or attribute?
bool is_binding(int opcode);

// The journal says which way it has gone. Backward jumps are among them, although they have no choice: so the ways
// from one record to the next have no loops.
bool writes_way(int opcode);
// What it pushes, in a frame whose stack is followed, is in the journal.
bool writes_items(int opcode);
// It ends the frame, or stops it.
bool leaves_frame(int opcode);
// So many items it touches, counted from the top.
int items_touched(int opcode, int operand);
// So many of the items that it touches, from the lowest, stay where they are.
int items_that_stay(int opcode, int operand, bool jumps);
// So many it pushes above them.
int items_pushed(int opcode, int operand, bool jumps);

// Is the answer about which objects these are, or may somebody confuse it with that: `is`, `==`, id()? `touched`:
// what it is about to touch.
bool asks_for_identity(int opcode, int operand, std::span<Object* const> touched);

}  // namespace minipy::trace
