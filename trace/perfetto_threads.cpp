// SPDX-License-Identifier: MIT
// Changes of state to slices.
#include "trace/perfetto_threads.hpp"

#include <algorithm>

namespace minipy::trace {

namespace {

constexpr std::string_view state_words[] = {"", "running", "ready", "waiting"};

Lanes::State state_after_drop(Blocking reason) {
    if (reason == Blocking::thread_ends) return Lanes::State::absent;
    return reason == Blocking::turn_over ? Lanes::State::waits : Lanes::State::stopped;
}

}  // namespace

void PerfettoThreads::forget() {
    for (ThreadWithState& thread : threads_) thread.state = State::absent;
    lanes_.reset();
}

PerfettoFile::Track PerfettoThreads::gil_track() {
    if (!gil_track_) gil_track_ = file_.add_track(PerfettoFile::Group::interpreter, "GIL");
    return *gil_track_;
}

PerfettoFile::Track PerfettoThreads::track_of(std::uint32_t thread) {
    std::optional<PerfettoFile::Track>& track = threads_[thread].track;
    if (!track) track = file_.add_track(PerfettoFile::Group::states, frames_.label_of(thread));
    return *track;
}

// ---------------------------------------------------------------- what has changed

void PerfettoThreads::note(std::uint32_t thread, State state) {
    if (threads_.size() <= thread) threads_.resize(thread + 1);
    if (threads_[thread].state == state) return;
    changes_.insert(state == State::holds ? changes_.end() : changes_.begin(), {thread, state});
}

void PerfettoThreads::note_changes(const Event& event) {
    if (lanes_ == event.lanes) return;
    lanes_ = event.lanes;
    for (std::uint32_t thread = 1; thread <= event.lanes.shown(); ++thread) note(thread, event.lanes.state_of(thread));
}

// Whoever an event happens in has the GIL, unless it lets go of it.
void PerfettoThreads::note_changes_beyond_lanes(const Event& event) {
    if (event.kind == EventKind::thread_made && std::uint64_t(event.new_thread.other) > Lanes::most)
        note(std::uint32_t(event.new_thread.other), State::waits);
    bool has_holder = std::ranges::any_of(changes_, [](const Change& change) { return change.state == State::holds; });
    std::uint32_t holder = event.thread;
    if (holder > Lanes::most && event.kind == EventKind::gil_dropped)
        return note(holder, state_after_drop(event.drop.reason));
    if (holder <= Lanes::most && !has_holder) return;
    for (std::uint32_t thread = Lanes::most + 1; thread < threads_.size(); ++thread) {
        if (thread != holder && threads_[thread].state == State::holds) note(thread, State::waits);
    }
    if (holder > Lanes::most) note(holder, State::holds);
}

// ---------------------------------------------------------------- slices

void PerfettoThreads::append_reason(JsonText& out, std::uint32_t thread, const Event& event, const Batch& batch) const {
    bool is_reason = info_of(event.kind).category == gil && event.thread == thread;
    is_reason ? append_event(out, event, batch, effects_) : append_number_of(out, event);
}

void PerfettoThreads::leave_state(const Change& change, const Event& event, const Batch& batch) {
    State state = threads_[change.thread].state;
    auto reason = [&](JsonText& out) { append_reason(out, change.thread, event, batch); };
    if (state == State::holds) file_.close(gil_track(), reason);
    if (state != State::absent) file_.close(track_of(change.thread), reason);
}

void PerfettoThreads::enter_state(const Change& change, const Event& event, const Batch& batch) {
    auto reason = [&](JsonText& out) { append_reason(out, change.thread, event, batch); };
    threads_[change.thread].state = change.state;
    if (change.state == State::absent) return;
    file_.open(track_of(change.thread), state_words[std::size_t(change.state)], "state", reason);
    if (change.state == State::holds) file_.open(gil_track(), frames_.label_of(change.thread), "gil", reason);
}

bool PerfettoThreads::show(const Event& event, const Batch& batch) {
    constexpr std::string_view flow_name = "gets the GIL";
    changes_.clear();
    note_changes(event);
    if (event.lanes.has_more()) note_changes_beyond_lanes(event);
    bool is_shown = false;
    for (const Change& change : changes_) {
        is_shown |= change.thread == event.thread;
        bool has_waited = change.state == State::holds && threads_[change.thread].state != State::absent;
        std::uint64_t arrow = has_waited ? file_.begin_flow(track_of(change.thread), flow_name) : 0;
        leave_state(change, event, batch);
        enter_state(change, event, batch);
        if (has_waited) file_.end_flow(gil_track(), flow_name, arrow);
    }
    return is_shown && info_of(event.kind).category == gil;
}

}  // namespace minipy::trace
