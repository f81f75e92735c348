// SPDX-License-Identifier: MIT
// The recorder's memory events: what an instruction has made, changed, counted up and down, and let die. They follow
// its own event; but where Python code begins inside it, what it has made until then comes first, so that nothing is
// passed on before its birth is told. What runs in the library is seen as one step.
//
//      before_instruction ──▶ the instruction ──▶ its event ──▶ settle(): alloc …, mut …, ref …, free …
//                                   └──▶ tell_newborn(): alloc …, finalizer … ──▶ its event ──▶ a frame begins
//
// Next: identities.hpp, ledger.hpp.
#include "trace/recorder.hpp"

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/modules/weakref.hpp"

namespace minipy::trace {

// Objects are known before the program starts, and after the record is closed.
bool Recorder::is_recording(unsigned categories) const { return !finished_ && codes_.size() > 0 && wants(categories); }

bool Recorder::is_followed(const Life& life) const {
    bool shown = life.made_by == Series::program || (life.made_by == Series::library && options_.library);
    return shown && (!life.is_atom || options_.all_ids);
}

void Recorder::settle_followed() {
    if (in_library_) return;
    if (!wants(followed)) return deaths_.clear();
    if (!compared_) add_changes(ledger_.compare());
    add_deaths();
    compared_ = true;
}

void Recorder::settle_reached(Frame* frame) {
    if (options_.all_references && by_itself_) moves_.end(frame);
    if (!by_itself_ || reach_ == Reach::anything || in_library_) return settle();
    tell_newborn();
    if (reach_ == Reach::operands) note_touched(frame);
    add_changes(reach_ == Reach::operands ? ledger_.compare_counts(touched_) : ledger_.compare_counts());
    compared_ = true;
}

void Recorder::begin_reach(Frame* frame, int opcode, int operand) {
    reach_ = reach_of(frame, opcode);
    bool is_global = opcode == int(Opcode::STORE_GLOBAL);
    const Object* stored_into = is_global ? frame->globals : frame->namespace_;
    if (reach_ == Reach::any_count && ledger_.count_of(stored_into)) reach_ = Reach::anything;
    by_itself_ = true;
    compared_ = false;
    touched_.clear();
    if (options_.all_references) moves_.begin(frame, opcode, operand);
    bool replaces = opcode == int(Opcode::STORE_SUBSCR) || opcode == int(Opcode::DELETE_SUBSCR);
    if (replaces) ledger_.note_contents(frame->stack_pointer[-2]);
    if (reach_ != Reach::operands) return;
    note_touched(frame);
    bool is_variable = opcode == int(Opcode::STORE_FAST);
    if (is_variable) touched_.push_back(frame->locals[operand]);
}

void Recorder::note_touched(Frame* frame) {
    constexpr std::ptrdiff_t most = 4;
    Object** top = frame->stack_pointer;
    touched_.insert(touched_.end(), top - std::min(top - frame->stack_base(), most), top);
}

HeapMap Recorder::map_heap() {
    identities_.settle();
    auto is_other = [this](const Life& life) {
        return !is_followed(life) && !life.is_atom && life.made_by == Series::library;
    };
    return {identities_.alive([this](const Life& life) { return is_followed(life); }), identities_.alive(is_other),
            snapshot_};
}

void Recorder::tell_births() {
    if (in_library_) return;
    for (const Newcomer& newcomer : identities_.take_births()) {
        add_noted(newcomer.births - 1);
        bool is_dying = newcomer.life.object->reference_count == 0;
        if (wants(followed) && is_followed(newcomer.life) && !is_dying) follow(newcomer.life);
    }
    add_noted(identities_.births());
}

void Recorder::follow(const Life& life) {
    ledger_.follow(life.object);
    (void)moves_.take(life.object);  // that it is put somewhere is its birth
    Event event = event_at(place_, EventKind::alloc, alloc);
    event.birth = {field::Number(life.size), field::Number(life.object->reference_count)};
    add(event, {Snapshot::of_identity(life, draft_)});
    auto* reference = as<WeakReference>(life.object);
    if (Object* referent = reference == nullptr ? nullptr : reference->referent.get())
        add_weak_event(EventKind::weakref_made, reference, referent);
}

void Recorder::add_count_event(EventKind kind, Category category, const Life& life, Size before, Size now) {
    if (before == now) return;
    Event event = event_at(place_, kind, category);
    event.counts = {field::Number(before), field::Number(now)};
    add(event, {Snapshot::of_identity(life, draft_)});
}

// For after the event of the instruction that runs.
void Recorder::note_event(Event event, std::vector<Value> values) {
    note_more_happens();
    if (wants(event.categories) && !stopped_) noted_.push_back({event, std::move(values), identities_.births()});
    else if (noted_.empty()) noted_draft_.clear();
}

// Those that were noted when no more than so many objects had been born.
void Recorder::add_noted(std::uint64_t births) {
    if (noted_.empty()) return;
    for (; !noted_.empty() && noted_.front().births <= births; noted_.pop_front()) {
        Event placed = event_at(place_, noted_.front().event.kind, noted_.front().event.categories);
        placed.instruction = noted_.front().event.instruction;
        add(placed, noted_.front().values, noted_draft_);
    }
    if (noted_.empty()) noted_draft_.clear();
}

void Recorder::finalizer_runs(const Life& life) {
    std::optional<Size> before = ledger_.note_count(life.object, 1);
    if (!before) return;
    Event event = event_at({}, EventKind::finalizer, free);
    event.counts = {field::Number(*before), 0};
    note_event(event, {Snapshot::of_identity(life, noted_draft_)});
}

// A dying object's count, before its end is told.
void Recorder::note_zero(Object* object) {
    const Life* life = identities_.find(object);
    std::optional<Size> before = life == nullptr ? std::nullopt : ledger_.note_count(object, 0);
    if (!before || *before == 0) return;
    Event event = event_at({}, EventKind::ref, ref);
    event.counts = {field::Number(*before), 0};
    note_event(event, {Snapshot::of_identity(*life, noted_draft_)});
}

void Recorder::add_changes(const std::vector<LedgerChange>& changes) {
    for (const LedgerChange& change : changes) {
        const Life* life = identities_.find(change.object);
        if (life == nullptr) continue;
        add_count_event(EventKind::resize, resize, *life, change.room_before, change.room_now);
        if (change.contents_changed && !binding_tells_) add_mutation(*life);
        add_moves(*life, change.count_before, change.count_now, moves_.take(change.object));
    }
    // What was moved only has the count that it had.
    while (!moves_.all().empty()) {
        Moves moves = moves_.take(moves_.all().front().object);
        std::optional<Size> count = ledger_.count_of(moves.object);
        if (count) add_moves(*identities_.find(moves.object), *count, *count, moves);
    }
}

void Recorder::add_mutation(const Life& life) {
    add(event_at(place_, EventKind::mut, mut),
        {Snapshot::of_identity(life, draft_), snapshot_.of(life.object, draft_)});
}

// One that somebody else takes over comes first, so that no count is 0 on the way.
void Recorder::add_moves(const Life& life, Size before, Size now, const Moves& moves) {
    Size count = before, other = now - before + moves.popped - moves.pushed;
    add_count(EventKind::ref, life, count, std::max(other, Size(0)));
    add_count(EventKind::popped, life, count, -moves.popped);
    add_count(EventKind::pushed, life, count, moves.pushed);
    add_count(EventKind::ref, life, count, std::min(other, Size(0)));
}

void Recorder::add_count(EventKind kind, const Life& life, Size& count, Size change) {
    add_count_event(kind, ref, life, count, count + change);
    count += change;
}

void Recorder::add_deaths() {
    std::ranges::stable_sort(deaths_, {}, &DeathReport::beginning);
    for (const DeathReport& death : deaths_) {
        Event event = event_at(place_, EventKind::free, free | (collections_.is_under_way() ? gc : 0U));
        event.death = {death.cause, field::Number(death.count_before), death.owner};
        add(event, {Snapshot::of_identity(death.life, draft_)});
    }
    deaths_.clear();
}

void Recorder::died(const DeathReport& report) {
    note_more_happens();
    codes_.forget(report.life.object);
    if (std::uint32_t handle = shapes_.forget(report.life.object)) dead_.push_back(handle);
    std::optional<Size> count = ledger_.forget(report.life.object);
    bool is_garbage = collections_.is_under_way() && !wants(followed) && is_followed(report.life);
    if (stopped_ || (!count && !is_garbage)) return;  // or nobody was told of its birth either
    deaths_.push_back(report);
    deaths_.back().count_before = count.value_or(0);
}

void Recorder::add_collection_step(Event step, std::span<const Life* const> lives) {
    if (!is_recording(gc)) return;
    if (step.kind == EventKind::gc_start && !in_library_) add_changes(ledger_.compare_counts());
    if (step.kind == EventKind::gc_end && !in_library_) {
        add_noted(identities_.births());
        add_deaths();
    }
    Event event = event_at(place_, step.kind, step.categories);
    event.instruction = step.instruction;
    std::vector<Value> values;
    for (const Life* life : lives) values.push_back(Snapshot::of_identity(*life, draft_));
    add(event, values);
}

void Recorder::add_weak_event(EventKind kind, Object* reference, Object* referent) {
    const Life* life = identities_.find(reference);
    if (!is_recording(weakref) || life == nullptr || !is_followed(*life)) return;
    bool collecting = collections_.is_under_way();
    Batch& draft = collecting ? draft_ : noted_draft_;
    Event event = event_at(place_, kind, weakref | (collecting ? gc : 0U));
    std::vector<Value> values{Snapshot::of_identity(*life, draft)};
    if (const Life* other = referent == nullptr ? nullptr : identities_.find(referent))
        values.push_back(Snapshot::of_identity(*other, draft));
    if (collecting) add(event, values);
    else note_event(event, std::move(values));
}

void Recorder::weak_reference_cleared(Object* reference, Object* referent) {
    if (referent->reference_count == 0) note_zero(referent);
    add_weak_event(EventKind::weakref_cleared, reference, referent);
}

void Recorder::weak_reference_calls(Object* reference) {
    add_weak_event(EventKind::weakref_called, reference, nullptr);
}

// Code objects are full of names: what an import interns is not told, nor what the interpreter's end does.
void Recorder::interned(Object* text) {
    bool imports = !activations_.empty() && activations_.back().imports;
    if (!is_recording(intern) || imports || ended_ || in_library_ || identities_.interpreter_is_at_work()) return;
    add(event_at(place_, EventKind::intern, intern), {snapshot_.identified(text, nullptr, draft_)});
}

}  // namespace minipy::trace
