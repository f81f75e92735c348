// SPDX-License-Identifier: MIT
// What the recorder knows of one thread: the frames that run, and what the innermost one's instruction is about to do.
// When the GIL goes to another thread, the whole of it is put aside, and the other's takes its place.
// Next: recorder.hpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "modules/io/observer.hpp"
#include "runtime/bytecode/opcode.hpp"
#include "trace/journal.hpp"
#include "trace/moves.hpp"
#include "trace/reach.hpp"
#include "trace/unscanned.hpp"

namespace minipy::trace {

// A frame that is running, as far as the events so far say.
struct Activation : Place {
    Frame* frame = nullptr;
    const CodeTable* table = nullptr;
    std::uint64_t progress = 0;   // how far it has come, see journal.hpp
    Opcode opcode = Opcode::NOP;  // of the instruction that began last
    int operand = 0;
    int items = 0;                 // on the value stack then
    bool imports = false;          // it is an import: what it makes itself belongs to the library
    bool changes_nothing = false;  // what C++ does for its instruction, but by Python code that it calls
    std::uint32_t epoch = 0;       // of shapes, when it called the frame above it
    bool knows_locals = false;     // the journal says what they are, from its beginning
    bool runs_inside = false;  // the caller's instruction goes on when it ends: C++ called it, or a generator goes on
    Identities::Outside outside;  // what Identities::begin_frame() gave
};
struct Transfer {
    io::TransferKind kind;
    int descriptor;
    std::string text;  // as much of it as can be shown
    std::size_t characters = 0;
};

struct Running {
    int thread_ = 1;  // ThreadState::number
    std::vector<Activation> activations_;
    std::vector<Transfer> transfers_;   // what the innermost instruction read and wrote
    const Object* passing_ = nullptr;   // the exception that is leaving frames; only compared
    Place place_;                       // of the instruction that began last
    bool binding_tells_ = false;        // it is a binding, whose own event tells what it changes
    Reach reach_ = Reach::anything;     // what it can change by itself
    bool by_itself_ = false;            // nothing else has happened since it began
    bool compared_ = false;             // no instruction has begun since all was compared, and nothing has happened
    StackMoves moves_;                  // with --refs=all
    UnscannedVector<Object*> touched_;  // what it takes and leaves behind; only compared
    bool in_library_ = false;           // it runs there
    bool is_left_ = false;              // the innermost frame has ended and is still among the activations
    Lives lives_;                       // while another thread runs
};

}  // namespace minipy::trace
