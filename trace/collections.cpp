// SPDX-License-Identifier: MIT
// Each step that the collector tells of becomes an event.
#include "trace/collections.hpp"

namespace minipy::trace {

namespace {

Event event_of(EventKind kind) {
    Event event;
    event.kind = kind;
    event.categories = gc;
    return event;
}

Event count_event(EventKind kind, Size before, Size now) {
    Event event = event_of(kind);
    event.counts = {field::Number(before), field::Number(now)};
    return event;
}

}  // namespace

const Life* Collections::followed(Object* object) const {
    const Life* life = identities_.find(object);
    return life != nullptr && is_followed_(*life) ? life : nullptr;
}

void Collections::tell(EventKind kind, Object* object) {
    if (const Life* life = followed(object)) sink_(event_of(kind), {life});
}

void Collections::collection_begins(int generation, gc::Reason reason) {
    collecting_ = true;
    collection_ = {generation, reason, 0};
    Event event = event_of(EventKind::gc_start);
    event.collection = collection_;
    sink_(event, {});
}

void Collections::counted(Object* object, std::intptr_t count) {
    if (const Life* life = followed(object)) sink_(count_event(EventKind::gc_copy, count, count), {life});
}

void Collections::subtracted(Object* from, Object* to, std::intptr_t count_left) {
    const Life* life = followed(to);
    if (life == nullptr) return;
    (void)identities_.identity_of(from);
    sink_(count_event(EventKind::gc_minus, count_left + 1, count_left), {identities_.find(from), identities_.find(to)});
}

void Collections::weak_reference_cleared(Object* reference) {
    if (collecting_) tell(EventKind::gc_weakref, reference);
}

void Collections::cleared(Object* object) {
    tell(EventKind::gc_clear, object);
    identities_.set_collected(object);
}

void Collections::collection_ends(std::intptr_t collected) {
    collecting_ = false;
    identities_.set_collected(nullptr);
    collection_.count = field::Number(collected);
    Event event = event_of(EventKind::gc_end);
    event.collection = collection_;
    sink_(event, {});
}

}  // namespace minipy::trace
