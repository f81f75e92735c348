// SPDX-License-Identifier: MIT
// Who has the GIL, and what each thread does meanwhile: one track of holders, and one of states for each thread.
//
//      GIL         ├─ T1 ────┤├─ T2 worker ─┤├─ T1 ──┤
//      T1          ├ running ┤├─ ready ─────┤├ running      an arrow from the wait to what it got
//      T2 worker   ├─ ready ─┤├─ running ───┤├ waiting ─
//
// Each event has the states of the first threads (lanes.hpp), so these are right wherever a record begins and whatever
// is left out of it; those of further threads follow from the events of the GIL.
//
// Next: perfetto_threads.cpp.
#pragma once

#include "trace/perfetto_frames.hpp"

namespace minipy::trace {

class PerfettoThreads {
public:
    PerfettoThreads(PerfettoFile& file, const PerfettoFrames& frames, const Effects& effects)
        : file_(file), frames_(frames), effects_(effects) {}

    // Whether the event is about the GIL and is shown by this.
    bool show(const Event& event, const Batch& batch);
    // All slices have been closed.
    void forget();

private:
    using State = Lanes::State;
    struct ThreadWithState {
        State state = State::absent;
        std::optional<PerfettoFile::Track> track;
    };
    struct Change {
        std::uint32_t thread;
        State state;
    };
    void note(std::uint32_t thread, State state);
    void note_changes(const Event& event);
    void note_changes_beyond_lanes(const Event& event);
    void leave_state(const Change& change, const Event& event, const Batch& batch);
    void enter_state(const Change& change, const Event& event, const Batch& batch);
    void append_reason(JsonText& out, std::uint32_t thread, const Event& event, const Batch& batch) const;
    PerfettoFile::Track gil_track();
    PerfettoFile::Track track_of(std::uint32_t thread);

    PerfettoFile& file_;
    const PerfettoFrames& frames_;
    const Effects& effects_;
    std::optional<PerfettoFile::Track> gil_track_;
    std::vector<ThreadWithState> threads_;  // by number, from 1
    std::optional<Lanes> lanes_;            // of the last event
    std::vector<Change> changes_;           // of this event: those that let go first
};

}  // namespace minipy::trace
