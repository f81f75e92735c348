// SPDX-License-Identifier: MIT
// The recorder's memory events: what an instruction has made, counted up and down, changed and let die. They follow its
// own event, and what runs in the library is seen as one step.
//
//      before_instruction ──▶ the instruction ──▶ its event ──▶ settle(): alloc …, ref …, mut …, free …
//
// Next: identities.hpp, ledger.hpp.
#include "trace/recorder.hpp"

namespace minipy::trace {

bool Recorder::is_followed(const Life& life) const {
    Series series = series_of(life.identity);
    bool shown = series == Series::program || (series == Series::library && options_.library);
    return shown && (!life.is_atom || options_.all_ids);
}

// The frame goes on. What the library did is told when the program does.
void Recorder::arrive(const Activation& activation) {
    bool is_library = codes_[activation.code].is_library;
    identities_.set_series(is_library ? Series::library : Series::program);
    in_library_ = is_library && !options_.library;
    if (folded_ > 0 && !in_library_) add_folded(activation);
}

// Where the next memory events happen: at the instruction that begins.
void Recorder::note_place(const Activation& activation) {
    if (!in_library_) place_ = event_at(activation, EventKind::ref, 0);
}

void Recorder::settle() {
    identities_.settle();
    if (in_library_) return;
    if (!wants(counts)) {
        (void)identities_.take_births();
        deaths_.clear();
        return;
    }
    follow_newborn();
    add_changes();
    add_deaths();
}

void Recorder::follow_newborn() {
    for (const Life& life : identities_.take_births()) {
        if (!is_followed(life)) continue;
        ledger_.follow(life.object, wants(mut));
        Event event = place_;
        event.kind = EventKind::alloc;
        event.categories = alloc;
        event.birth = {field::Number(life.size), field::Number(life.object->reference_count)};
        add(event, {Snapshot::of_identity(life, recording_.batch())});
    }
}

void Recorder::add_changes() {
    for (const LedgerChange& change : ledger_.compare()) {
        const Life* life = identities_.find(change.object);
        if (life == nullptr) continue;
        Event event = place_;
        if (change.count_now != change.count_before) {
            event.kind = EventKind::ref;
            event.categories = ref;
            event.counts = {field::Number(change.count_before), field::Number(change.count_now)};
            add(event, {Snapshot::of_identity(*life, recording_.batch())});
        }
        if (!change.contents_changed) continue;
        event.kind = EventKind::mut;
        event.categories = mut;
        add(event, {Snapshot::of_identity(*life, recording_.batch()), snapshot_.of(change.object, recording_.batch())});
    }
}

void Recorder::add_deaths() {
    for (const DeathReport& death : deaths_) {
        Event event = place_;
        event.kind = EventKind::free;
        event.categories = free;
        event.death = {death.cause, field::Number(death.count_before), field::Number(death.owner)};
        add(event, {Snapshot::of_identity(death.life, recording_.batch())});
    }
    deaths_.clear();
}

void Recorder::note_death(const DeathReport& report) {
    codes_.forget(report.life.object);
    std::optional<Size> count = ledger_.forget(report.life.object);
    if (!count) return;  // nobody was told of its birth either
    deaths_.push_back(report);
    deaths_.back().count_before = *count;
}

void Recorder::add_collection_step(Event step, std::initializer_list<const Life*> lives) {
    if (finished_ || !wants(gc)) return;
    Event event = place_;
    event.kind = step.kind;
    event.categories = step.categories;
    event.instruction = step.instruction;
    std::vector<Value> values;
    for (const Life* life : lives) values.push_back(Snapshot::of_identity(*life, recording_.batch()));
    add(event, values);
}

// What ran in the library and was not shown becomes one row.
void Recorder::add_folded(const Activation& activation) {
    Event event = event_at(activation, EventKind::library, call);
    event.fold = {field::Number(std::exchange(folded_, 0))};
    add(event);
}

}  // namespace minipy::trace
