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

class Step {
public:
    explicit Step(const Snapshot& snapshot) : snapshot_(snapshot) {}

    // The instruction is about to run: copies what it may take, and a few items below.
    void begin(Frame* frame, int opcode, int operand);
    // Is the stack as the instruction leaves it? Asked where the loop looks for what else is to be done.
    bool has_finished(Frame* frame) const;
    // It has run and the frame goes on: copies what it put. Not called when it left the frame or raised.
    void finish(Frame* frame);
    // The same when it was interrupted and has got its event: only what is there now is copied.
    void finish_late(Frame* frame);
    // The values of the event: those of the value stack, then what the caller adds. What they refer to is in draft().
    std::vector<Value>& values() { return values_; }
    Batch& draft() { return draft_; }
    // What the event says of it. How it ended is the caller's to fill in.
    field::InstructionFields& fields() { return fields_; }
    int unit() const { return unit_; }
    // How it ended if the frame goes on at `next_unit`.
    Outcome outcome(int next_unit) const;

private:
    Value copy_touched(Object* object, Frame* frame);
    std::uint32_t count_stayed(Frame* frame) const;
    void copy_put(Frame* frame, int from);

    const Snapshot& snapshot_;
    field::InstructionFields fields_;
    int unit_ = 0;
    int fixed_ = 0;  // items that it cannot touch, from the bottom
    bool asks_for_identity_ = false;
    UnscannedVector<Object*> touched_;  // above them; only compared, never looked at later: they may be gone
    std::vector<Value> values_;
    // DANGER: until an instruction has run, other events come: collections, weak references, the library's. What it has
    // copied is not in the recording before its own event is.
    Batch draft_;
};

}  // namespace minipy::trace
