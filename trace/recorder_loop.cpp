// SPDX-License-Identifier: MIT
// The recorder's part of the recording loop: what happens more seldom than instructions.
// Next: recording_loop.cpp.
#include "trace/recorder.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "trace/recording_loop.hpp"
#include "trace/stack_change.hpp"
#include "vm/unwind_frames.hpp"

namespace minipy::trace {

namespace {

constexpr int most_looked_at = 32;  // items from the top

}  // namespace

const OwnLoop* Recorder::own_loop() const {
    bool needs_more = wants(told_by_heap | attr) || options_.all_ids || line_begins || garbage_found;
    return needs_more ? nullptr : recording_loop(const_cast<Recorder&>(*this), has_stack());
}

// While the recording loop runs, a frame's place is known by the frame itself.
Place Recorder::place_of(const Activation& activation) {
    Place place = activation;
    if (activation.progress != running_where_frame_is) return place;
    place.unit = activation.table->instruction_at(activation.frame->unit());
    int now = activation.table->lines[std::size_t(place.unit)];
    if (now >= 0) place.line = now;
    return place;
}

// What the traced loop would have told before this instruction, and its stack as it was then.
void Recorder::note_instruction(Activation& activation, int unit) {
    activation.unit = activation.table->instruction_at(unit);
    const InstructionText& instruction = activation.table->units[std::size_t(activation.unit)];
    activation.opcode = Opcode(instruction.opcode);
    activation.operand = instruction.operand.value_or(0);
    activation.items = instruction.depth - int(stack_change(activation.opcode, activation.operand, Jump::not_taken));
    activation.progress = running_at(activation.unit);
}

void Recorder::loop_raised(Frame* frame, int unit) {
    Activation& activation = activation_of(frame);
    activation.changes_nothing = false;
    if (activation.progress == running_where_frame_is) note_instruction(activation, unit);
    raised(frame, unit, note_raise(current_thread, frame, unit));
}

void Recorder::loop_handles() {
    loop_settles();
    loop_imports(false);
    activations_.back().progress = running_where_frame_is;
}

void Recorder::loop_imports(bool imports) {
    activations_.back().imports = imports;
    set_series(activations_.back());
}

void Recorder::loop_writes_operands(Frame* frame, int first) {
    int depth = int(frame->stack_pointer - frame->stack_base());
    write_identified(frame, first, std::min(depth, first + int(most_touched)));
}

void Recorder::loop_looks_at_stack(Frame* frame, std::uint64_t progress, int items) {
    shapes_.set_progress(progress);
    for (int index = std::max(0, items - most_looked_at); index < items; ++index)
        write_changed_item(frame, index, progress);
}

void Recorder::loop_writes_local(int unit, Object* object) {
    shapes_.set_progress(running_at(unit));
    if (!activations_.back().knows_locals || !shapes_.is_known(object)) shapes_.write(object);
}

void Recorder::loop_tells_transfers(int next_unit) {
    Activation& activation = activations_.back();
    activation.progress = about_to_run(next_unit);
    add_transfers(activation);
    activation.progress = running_where_frame_is;
}

}  // namespace minipy::trace
