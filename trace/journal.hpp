// SPDX-License-Identifier: MIT
// The journal: what the recorder writes while the program runs. It says what cannot be worked out from the code: values
// that instructions push, which way they go, which frames come and go. A replay (replay.hpp) knows the code, follows
// it, and makes of that what happened, event by event.
//
//      code                 journal                          replay
//      LOAD_FAST xs         done, pushes #3                  [+#3[1, 2]]
//      LOAD_CONST 1         done, pushes 1                   [#3[1, 2] +1]
//      BINARY_SUBSCR        done, pushes 2                   [-#3[1, 2] -1 +2]
//
// A record is a byte that says what it is, then its fields (byte_stream.hpp). A value is what write_value() makes;
// in front of it stand the shapes of the objects that it names, if they are new or have changed (shapes.hpp). Shapes in
// front of a record are true before the instruction that it is about, those behind its first byte only after it.
//
// CPython: none. Next: recorder.cpp (write_…), replay.hpp.
#pragma once

#include <cstdint>

namespace minipy::trace {

// The bytes of values begin below these.
enum class Record : std::uint8_t {
    shape = 0xC0,  // of an object: see shapes.hpp
    begins,        // the instruction at this unit of the innermost frame
    // It has run, and the frame goes on behind it, or elsewhere: count of items that it left, of those that it pushed,
    // these.
    done,
    jumped,
    interrupted,  // it waits while others run
    thread,       // another one runs: its number
    left_library,  // the program's own code goes on, in the innermost frame
    // Items of the value stack that it is about to touch, as they are to be shown: with numbers, because it asks for
    // identity. Count, values.
    operands,
    // An item of the value stack looks otherwise than it did. How far below the top (0), value.
    item,
    // A frame begins, or goes on. Number of the code; flags (frame_…); the unit where it goes on; whether it is of the
    // library; counts of arguments and of items on its stack; these.
    enter,
    event,      // anything else that happens: see event_codec.hpp
    forgotten,  // the number of an object that has died: its shape will not be named again
    // The innermost frame has ended, with a value or the pending exception, or yielded.
    returned,  // value
    yielded,   // value
    unwound,
    // An exception is pending in the innermost frame. Flags (raised_…), its text.
    raised,
    // It is handled there: unit of the handler, depth of the stack, whether the raising unit is pushed, that unit; text
    // and exception.
    handled,
};

inline constexpr std::uint64_t frame_is_entry = 1, frame_resumes = 2, frame_goes_on = 4;
inline constexpr std::uint64_t frame_is_met = 8;  // it ran already, unseen
inline constexpr std::uint64_t raised_again = 1, raised_is_new = 2;

}  // namespace minipy::trace
