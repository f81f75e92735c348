// SPDX-License-Identifier: MIT
// The recorder's events of threads: who starts, who has the GIL and why it changes hands, who waits for which lock.
// Each is told at the instruction that is under way; with the GIL goes the recorder's whole idea of what runs.
// Next: running.hpp, vm/thread_observer.hpp.
#include "trace/recorder.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/attributes.hpp"
#include "trace/stack_change.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t all_attributes = std::size_t(-1);

// What tells a thread from others: the name that its threading.Thread has, or else what it calls.
Object* name_of_thread(const ThreadState* made) {
    Object* function = (*cast<Tuple>(made->body.get()))[0];
    auto* method = as<BoundMethod>(function);
    if (method == nullptr) return function;
    for (const Attribute& attribute : attributes_of(method->self.get(), all_attributes).first) {
        if (is<Str>(attribute.name) && cast<Str>(attribute.name)->view() == "_name") return attribute.value;
    }
    return function;
}

}  // namespace

Event Recorder::thread_event(EventKind kind, unsigned categories) const {
    Event event = event_at(activations_.empty() ? place_ : activations_.back(), kind, categories);
    if (activations_.empty()) event.unit = no_unit;
    event.thread = std::uint16_t(thread_);
    return event;
}

// Is the stack as the instruction leaves it? Asked where the loop looks for what else is to be done. Where nothing
// changes that can be seen it has not finished, unless it takes nothing: RESUME, a jump.
bool Recorder::has_finished(const Activation& activation) const {
    StackEffect effect = stack_effect(activation.opcode, activation.operand);
    std::int64_t now = activation.frame->stack_pointer - activation.frame->stack_base();
    auto is_left_by = [&](Jump jump) { return now == activation.items + effect.change(jump); };
    bool shows = effect.pops == 0 || effect.change() != 0;
    return shows && (is_left_by(Jump::not_taken) || is_left_by(Jump::taken));
}

// At a safe point the instruction has been executed, and this is its event. Else it waits inside of a call: what comes
// of it is told when it is over.
void Recorder::interrupt(Blocking reason) {
    if (activations_.empty() || !waits_for_event(activations_.back())) return;
    Activation& activation = activations_.back();
    bool says_frame = activation.progress == running_where_frame_is;
    if (says_frame) note_instruction(activation, activation.frame->unit());
    if (reason == Blocking::turn_over && has_finished(activation))
        return write_end(activation,
                         unit_behind(activation) - (writes_way(activation.opcode) ? activation.operand : 0));
    write_progress();
    journal_.byte(std::uint8_t(Record::interrupted));
    written();
    add_transfers(activation);
    if (says_frame) activation.progress = running_where_frame_is;
}

void Recorder::put_aside() {
    identities_.exchange(lives_);
    others_[thread_] = std::move(static_cast<Running&>(*this));
    static_cast<Running&>(*this) = Running();
}

void Recorder::bring_back(int thread) {
    if (auto found = others_.find(thread); found != others_.end()) {
        static_cast<Running&>(*this) = std::move(found->second);
        others_.erase(found);
    }
    thread_ = thread;
    journal_.byte(std::uint8_t(Record::thread));
    journal_.number(std::uint64_t(thread));
    written();
    identities_.exchange(lives_);
    if (!activations_.empty()) set_series(activations_.back());
}

void Recorder::thread_made(ThreadState*, ThreadState* made) {
    Event event = thread_event(EventKind::thread_made, thread);
    event.new_thread = {field::Number(made->number)};
    if (wants(thread)) add(event, {snapshot_.of(name_of_thread(made), draft_)});
    else add(event);
}

void Recorder::thread_begins(ThreadState*) { add(thread_event(EventKind::thread_begins, thread)); }

void Recorder::thread_ends(ThreadState*) {
    settle();
    add(thread_event(EventKind::thread_ends, thread));
}

void Recorder::gil_dropped(ThreadState*, Blocking reason) {
    is_alone_ = interpreter.thread_count == 1 && reason != Blocking::thread_ends;
    if (is_alone_) return;  // nobody is there to take it
    interrupt(reason);
    settle();
    Event event = thread_event(EventKind::gil_dropped, gil);
    event.drop = {reason, field::Number(options_.switch_every)};
    add(event);
    ran_last_ = thread_;
    put_aside();
}

void Recorder::gil_taken(ThreadState* taker) {
    if (std::exchange(is_alone_, false)) return;
    bring_back(int(taker->number));
    bool is_other = ran_last_ != thread_;
    Event event = thread_event(EventKind::gil_taken, is_other ? gil | switch_ : gil);
    event.take.other = ran_last_;
    add(event);
    ran_last_ = thread_;
}

void Recorder::lock_changes(LockEvent change, Object* object) {
    constexpr EventKind kinds[] = {EventKind::lock_acquired, EventKind::lock_waits, EventKind::lock_gave_up,
                                   EventKind::lock_released};
    if (!wants(lock)) return;
    if (change == LockEvent::waits) interrupt(Blocking::lock);
    add(thread_event(kinds[int(change)], lock), {snapshot_.of(object, draft_)});
}

}  // namespace minipy::trace
