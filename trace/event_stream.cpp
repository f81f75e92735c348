// SPDX-License-Identifier: MIT
// Numbering and choosing events. Next: recording.cpp.
#include "trace/event_stream.hpp"

#include <utility>

#include <fmt/core.h>

namespace minipy::trace {

namespace {

constexpr unsigned of_the_interpreter = gc | gil | thread | task | signal;  // told wherever they happen
const Batch no_draft;

}  // namespace

void EventStream::follow_lanes(const Event& event) {
    switch (event.kind) {
        case EventKind::thread_made: return lanes_.made(std::uint64_t(event.new_thread.other));
        case EventKind::gil_dropped: return lanes_.drops(event.thread, event.drop.reason);
        case EventKind::gil_taken: return lanes_.takes(event.thread);
        default: return;
    }
}

std::uint64_t EventStream::add(Event& event, std::span<const Value> values, const Batch& draft, EventFrame* frame) {
    follow_lanes(event);
    if (is_full() || (event.categories & options_.categories) == 0) return 0;
    event.number = ++clock_;
    event.lanes = lanes_;
    if (event.in_library && !options_.library && (info_of(event.kind).category & of_the_interpreter) == 0) {
        ++folded_[event.thread];
        return event.number;
    }
    if (!record(event, values, draft, frame)) has_reached_limit_ = true;
    return event.number;
}

// False: the limit has been reached.
bool EventStream::record(const Event& event, std::span<const Value> values, const Batch& draft, EventFrame* frame) {
    if (filter_.accepts_all()) return recording_.add(event, values, draft);
    Subject subject{event, values, draft};
    if (!filter_.accepts(subject)) return !filter_.gives_context(subject) || hold_context(event, frame);
    if (!record_context(event, frame)) return false;
    last_recorded_ = event.number;
    return recording_.add(event, values, draft);
}

// Told before the first event that is asked for and happens there; a collection that began is told to have ended.
bool EventStream::hold_context(const Event& event, EventFrame* frame) {
    if (event.kind == EventKind::line) frame->held_line = event.number;
    else if (event.kind == EventKind::gc_start) collection_ = event;
    else if (!std::exchange(collection_, std::nullopt)) return recording_.add(event, {}, no_draft);
    return true;
}

bool EventStream::record_context(const Event& event, EventFrame* frame) {
    if (frame != nullptr) {
        Event begun = event_at(*frame, EventKind::line, line);
        begun.number = std::exchange(frame->held_line, 0);
        bool is_there = begun.code == event.code && begun.line == event.line && begun.number > last_recorded_;
        if (is_there && !recording_.add(begun, {}, no_draft)) return false;
    }
    return !collection_ || recording_.add(*std::exchange(collection_, std::nullopt), {}, no_draft);
}

void EventStream::leave_library(const Place& place, EventFrame* frame) {
    std::uint64_t folded = std::exchange(folded_[place.thread], 0);
    if (folded == 0) return;
    Event event = event_at(place, EventKind::library, call);
    event.fold = {field::Number(folded)};
    add(event, {}, no_draft, frame);
}

std::string EventStream::words_for_end(std::string reason, bool has_run, bool stops_at_limit,
                                       const std::string& differences) const {
    if (clock_ == 0 && has_run && !reason.starts_with("ended")) reason += "; nothing of what was asked for happened";
    if (has_reached_limit_ && !stops_at_limit)
        reason += fmt::format("; not recorded after {} (--max-events=N)", number_of_events(recording_.added()));
    if (filter_.ended()) reason += "; not recorded after --until";
    if (!differences.empty()) reason += "; " + differences;
    return reason;
}

void EventStream::close(const std::string& reason) {
    is_closed_ = true;
    recording_.finish(clock_, reason);
}

}  // namespace minipy::trace
