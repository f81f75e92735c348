// SPDX-License-Identifier: MIT
// One recorded event, and the batches in which events are kept: what every view of a run is made from.
// Next: filter.hpp, recording.hpp.
#pragma once

#include <span>

#include "trace/options.hpp"
#include "trace/value.hpp"

namespace minipy::trace {

enum class EventKind : std::uint8_t {
    line,  // a source line begins
    op,  // an instruction; its values: kept, stayed, taken and put items of the value stack, then those of its outcome
    done,     // the rest of an instruction that called Python code through C++: what it put
    call,     // a frame begins; its values: the arguments
    resume,   // a generator's frame goes on (target 1) or begins (0)
    return_,  // a frame ends with a value
    yield,    // … or hands one out
    raise,    // an exception is raised; its value: the exception
    handle,   // … a handler of this frame gets it; target: where
    unwind,   // … it ends this frame
    write,    // the program writes; its value: the text; target: the file descriptor
    read,
};

// How an instruction ended. All but the first two have a value, or several: the callee's arguments, what was returned
// or raised. Raised again: the exception was on its way before, and a `finally` or an `except` that does not match lets
// it go on.
enum class Outcome : std::uint8_t { went_on, jumped, called, resumed, returned, yielded, raised, raised_again };

struct Event {
    std::uint64_t number = 0;  // the trace's clock
    std::uint64_t link = 0;    // of a return: the event that called; 0: none
    EventKind kind = EventKind::op;
    Outcome outcome = Outcome::went_on;  // of an instruction
    std::uint8_t opcode = 0;
    unsigned categories = 0;   // wanted if one of them is
    std::uint32_t code = 0;    // Recording::code()
    std::uint32_t callee = 0;  // of a call: its code
    std::int32_t unit = 0;     // of the code object
    std::int32_t line = -1;    // of the source
    std::int32_t depth = 0;    // frames below this one
    std::int32_t target = -1;  // see EventKind
    std::int32_t operand = 0;
    // The value stack from the bottom: items not recorded, kept ones, those touched that stayed, taken ones, put ones.
    std::uint32_t hidden = 0, kept = 0, stayed = 0, taken = 0, put = 0;
    std::uint32_t more_stayed = 0, more_taken = 0, more_put = 0;  // further ones, not recorded
    std::uint32_t first = 0, count = 0;                           // all its values, in Batch::values
};

struct Batch {
    std::vector<Event> events;
    std::vector<Value> values;
    std::string text;

    std::span<const Value> values_of(const Event& event) const {
        return std::span(values).subspan(event.first, event.count);
    }
    std::string_view text_of(const Value& value) const {
        return std::string_view(text).substr(value.text.begin, value.text.size);
    }
};

}  // namespace minipy::trace
