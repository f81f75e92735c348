// SPDX-License-Identifier: MIT
// The journal: what the recorder writes while the program runs. It says what cannot be worked out from the code: values
// that instructions push, which way they go, which frames come and go. A replay (replay.hpp) knows the code, follows
// it, and makes of that what happened, event by event.
//
//      code                 journal      replay
//      LOAD_GLOBAL xs       #3           [+#3[1, 2]]
//      LOAD_CONST 1                      [#3[1, 2] +1]
//      BINARY_SUBSCR        2            [-#3[1, 2] -1 +2]
//      STORE_FAST x                      [-2]
//      JUMP_BACKWARD        jumped
//
// A value (write_value()) or a way belongs to the next instruction that writes such (stack_change.hpp); the replay runs
// all that come before. Anything else can happen in the middle of any instruction: so a record of it stands behind an
// `at`, which says how far the innermost frame has come.
//
// In front of a value stand the shapes of the objects that it names, if they are new or have changed (shapes.hpp).
//
// CPython: none. Next: recorder.cpp (write_…), replay.hpp.
#pragma once

#include <cstdint>

namespace minipy::trace {

// The bytes of values begin below these.
enum class Record : std::uint8_t {
    shape = 0xC0,  // of an object: see shapes.hpp
    part,          // of an object whose shape was told
    went_on,       // the instruction has run; behind it come its values
    jumped,
    // What follows happens when the innermost frame has come so far: see running_at().
    at,
    // A trace function has sent the frame to this unit: the instruction that was to run does not. Unit, items that are
    // left on the value stack.
    sent,
    interrupted,  // the instruction waits while others run
    thread,       // another one runs: its number
    // Items of the value stack that the instruction at this unit is about to touch, as they are to be shown: with
    // numbers, because it asks for identity. Unit, count, values.
    operands,
    // An item of the value stack looks otherwise than it did. How many are below it, value.
    item,
    // A frame begins, or goes on. Number of the code; flags (frame_…); how far it has come; whether it is of
    // the library; counts of arguments and of items on its stack; these.
    enter,
    // The same of the usual frame: the innermost frame's instruction, to which this unit belongs, calls a function of
    // the same library or program; or goes on with a generator's. Unit, number of the code; its arguments; or how far
    // it has come, and if stacks are followed, the count of items on its stack, and these.
    called,
    resumed,
    event,      // anything else that happens: see event_codec.hpp
    forgotten,  // the handle of an object that has died: it will not be named again
    // The innermost frame has ended, with a value or the pending exception, or yielded.
    returned,  // value
    yielded,   // value
    unwound,
    // An exception is pending in the innermost frame. Flags (raise_…), its text.
    raised,
    // It is handled there: unit of the handler, depth of the stack, whether the raising unit is pushed, that unit; text
    // and exception.
    handled,
};

// How far a frame has come: between two instructions it says which will be next.
inline constexpr std::uint64_t running_at(int unit) { return 2 * std::uint64_t(unit) + 1; }
inline constexpr std::uint64_t about_to_run(int unit) { return 2 * std::uint64_t(unit); }
inline constexpr bool is_running(std::uint64_t progress) { return progress % 2 == 1; }
// Its instruction is running; which one, the frame says. Never in a journal.
inline constexpr std::uint64_t running_where_frame_is = UINT64_MAX;

// In a frame that is seen from its beginning and is no generator's, LOAD_FAST says nothing of what its variable was
// said to hold (is_known_from_now_on()), nor LOAD_CONST of such a constant. Not of code with more variables than this.
inline constexpr std::size_t most_locals(std::size_t units) { return units + 4096; }

inline constexpr std::uint64_t frame_is_entry = 1, frame_resumes = 2, frame_goes_on = 4;
inline constexpr std::uint64_t frame_is_met = 8;  // it ran already, unseen
inline constexpr std::uint64_t raise_goes_on = 1, raise_is_new = 2;

}  // namespace minipy::trace
