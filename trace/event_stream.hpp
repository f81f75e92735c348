// SPDX-License-Identifier: MIT
// Between the replay and the recording: each event that is wanted gets its number, then --only and its like choose.
// What runs inside the library becomes one event when the program goes on.
//
//      replay ──▶ wanted? ──▶ number ──▶ in the library? ──▶ filter ──▶ recording ──▶ views
//
// Numbers are the trace's clock: an event has the same one in every view and under every filter. CPython: none.
// Next: event_stream.cpp, filter.hpp, recording.hpp.
#pragma once

#include <map>
#include <optional>

#include "trace/filter.hpp"
#include "trace/recording.hpp"

namespace minipy::trace {

// A frame in which events happen.
struct EventFrame : Place {
    std::uint64_t held_line = 0;  // event of its line, if that is told only when what is asked for happens there
};

class EventStream {
public:
    EventStream(const Options& options, const CodeTables& codes)
        : options_(options), filter_(options, codes), recording_(options) {}

    Recording& recording() { return recording_; }
    const Filter& filter() const { return filter_; }

    // The event's number, which it is given here; 0: it is not wanted. `frame`: the one in which it happens, or null.
    std::uint64_t add(Event& event, std::span<const Value> values, const Batch& draft, EventFrame* frame);
    // The program goes on at this place: what the library did is told.
    void leave_library(const Place& place, EventFrame* frame);
    // Nothing more will be taken: the limit has been reached, --until has matched, or the record is closed.
    bool is_full() const { return has_reached_limit_ || filter_.ended() || is_closed_; }
    bool has_reached_limit() const { return has_reached_limit_; }
    // The number of the last event.
    std::uint64_t last_number() const { return clock_; }
    // Shows what is settled.
    void drain() { recording_.drain(); }
    void close(const std::string& reason);
    // What the end says: why the program has ended, and what of it is not in the record. `has_run`: it has begun to.
    std::string words_for_end(std::string reason, bool has_run, bool stops_at_limit,
                              const std::string& differences) const;

private:
    void follow_lanes(const Event& event);
    bool record(const Event& event, std::span<const Value> values, const Batch& draft, EventFrame* frame);
    bool hold_context(const Event& event, EventFrame* frame);
    bool record_context(const Event& event, EventFrame* frame);

    const Options& options_;
    Filter filter_;
    Recording recording_;
    std::uint64_t clock_ = 0, last_recorded_ = 0;
    std::map<std::uint16_t, std::uint64_t> folded_;  // events in the library that were not shown, by thread
    std::optional<Event> collection_;                // that began and is only told if what is asked for happens in it
    Lanes lanes_;                                    // of all threads, now
    bool has_reached_limit_ = false, is_closed_ = false;
};

}  // namespace minipy::trace
