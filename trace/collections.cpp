// SPDX-License-Identifier: MIT
// Each step that the collector tells of becomes an event.
#include "trace/collections.hpp"

#include <utility>

namespace minipy::trace {

namespace {

Event event_of(EventKind kind) {
    Event event;
    event.kind = kind;
    event.categories = gc;
    return event;
}

// Of the copy of a count.
Event copy_event(EventKind kind, Size now) {
    Event event = event_of(kind);
    event.copied = {field::Number(now)};
    return event;
}

}  // namespace

const Life* Collections::followed(Object* object) const {
    const Life* life = steps_ ? identities_.find(object) : nullptr;
    return life != nullptr && is_followed_(*life) ? life : nullptr;
}

void Collections::tell(EventKind kind, Object* object) {
    if (const Life* life = followed(object)) send(event_of(kind), {life});
}

void Collections::collection_begins(int generation, gc::Reason reason) {
    collecting_ = true;
    collection_ = {generation, reason, 0, 0};
    told_ = finalizers_ran_ = false;
    round_ = Round::first;
    holds_back_ = reason == gc::Reason::program_ended;
    if (reason == gc::Reason::asked_for) tell_start();
}

void Collections::tell_start() {
    if (std::exchange(told_, true)) return;
    Event event = event_of(EventKind::gc_start);
    event.collection = {collection_.generation, collection_.reason};
    sink_(event, {});
}

void Collections::send(Event event, std::initializer_list<const Life*> lives) {
    if (holds_back_) return (void)held_back_.push_back({event, lives});
    tell_start();
    sink_(event, {lives.begin(), lives.size()});
}

void Collections::send_held_back() {
    if (!std::exchange(holds_back_, false)) return;
    tell_start();
    for (const Step& step : held_back_) sink_(step.event, step.lives);
    held_back_.clear();
}

void Collections::counted(Object* object, std::intptr_t count) {
    if (round_ == Round::garbage_found) {
        round_ = Round::second;
        if (finalizers_ran_) {
            collection_.shown = 0;
            send(event_of(EventKind::gc_again), {});
        }
    }
    const Life* life = followed(object);
    if (life == nullptr || is_quiet()) return;
    left_[object] = count;
    send(copy_event(EventKind::gc_copy, count), {life});
}

void Collections::subtracted(Object* from, Object* to, std::intptr_t count_left) {
    const Life* life = followed(to);
    if (life == nullptr || is_quiet()) return;
    left_[to] = count_left;
    (void)identities_.identity_of(from);
    Event event = event_of(EventKind::gc_minus);
    event.counts = {field::Number(count_left + 1), field::Number(count_left)};
    send(event, {identities_.find(from), identities_.find(to)});
}

void Collections::reached(Object* from, Object* to) {
    if (!is_quiet() && followed(to) != nullptr) reached_from_[to] = from;
}

void Collections::reachable(Object* object) {
    const Life* life = followed(object);
    if (life == nullptr || is_quiet()) return;
    Event event = copy_event(EventKind::gc_reachable, left_[object]);
    auto holder = reached_from_.find(object);
    if (left_[object] > 0 || holder == reached_from_.end()) return send(event, {life});
    (void)identities_.identity_of(holder->second);
    send(event, {life, identities_.find(holder->second)});
}

void Collections::unreachable(Object* object) {
    if (round_ == Round::first) {
        round_ = Round::garbage_found;
        garbage_found_(collection_.reason);
    }
    if (followed(object) == nullptr) return;
    send_held_back();
    if (!is_repetition()) ++collection_.shown;
    if (!is_quiet()) tell(EventKind::gc_unreachable, object);
}

void Collections::finalizer_runs(Object* object) {
    finalizers_ran_ = true;
    tell(EventKind::gc_finalizer, object);
}

void Collections::cleared(Object* object) {
    tell(EventKind::gc_clear, object);
    identities_.set_collected(object);
}

void Collections::collection_ends(std::intptr_t collected) {
    identities_.set_collected(nullptr);
    left_.clear();
    reached_from_.clear();
    held_back_.clear();
    collection_.count = field::Number(collected);
    Event event = event_of(EventKind::gc_end);
    event.collected = collection_;
    if (told_) sink_(event, {});
    collecting_ = false;
}

}  // namespace minipy::trace
