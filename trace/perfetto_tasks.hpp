// SPDX-License-Identifier: MIT
// Tasks of asyncio, a track each: they are ready, run, wait for something, and are ready again.
//
//      #3 cook    ├ ready ┤├ runs ┤├─ waits for #9 Future ─┤├ ready ┤├ runs ┤├ done ┤
//
// Arrows come from who has made or woken it.
//
// Next: perfetto_tasks.cpp, vm/task_observer.hpp.
#pragma once

#include <unordered_map>

#include "trace/perfetto_frames.hpp"

namespace minipy::trace {

class PerfettoTasks {
public:
    PerfettoTasks(PerfettoFile& file, PerfettoFrames& frames, const Effects& effects)
        : file_(file), frames_(frames), effects_(effects) {}

    // Whether the event is about a task, and is shown by this.
    bool show(const Event& event, const Batch& batch);
    // All slices have been closed.
    void forget() { done_.reset(); }

private:
    PerfettoFile::Track track_of(const Value& task, const Batch& batch);
    PerfettoFile::Track source_of(const Event& event, const Value& by);
    void change(PerfettoFile::Track task, std::string_view state, const Event& event, const Batch& batch);
    void change_by(PerfettoFile::Track task, const Value& by, std::string_view flow_name, const Event& event,
                   const Batch& batch);
    void rename(PerfettoFile::Track task, const Event& event, const Batch& batch);
    void add_instant(PerfettoFile::Track task, const Event& event, const Batch& batch);
    void close_done(const Event& event);

    PerfettoFile& file_;
    PerfettoFrames& frames_;
    const Effects& effects_;
    std::unordered_map<Identity, PerfettoFile::Track> tracks_;
    std::optional<PerfettoFile::Track> done_;  // the task that was done just now: it may wake others
};

}  // namespace minipy::trace
