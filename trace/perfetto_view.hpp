// SPDX-License-Identifier: MIT
// A record as a timeline for Perfetto's UI or chrome://tracing (docs/perfetto.md). Each event is shown once: as the
// beginning or the end of a slice, or as an instant; its number is in the "args" there.
//
//      threads             frames, a track for each thread                    perfetto_frames.hpp
//      interpreter         the GIL, the collector, curves of what is alive    perfetto_threads.hpp, perfetto_memory.hpp
//                          the record itself: its gaps and its end
//      states of threads   running, ready, waiting                            perfetto_threads.hpp
//      asyncio tasks       a track for each task                              perfetto_tasks.hpp
//
// CPython: none. Next: perfetto_file.hpp (tracks and slices as JSON), perfetto_view.cpp.
#pragma once

#include "trace/perfetto_memory.hpp"
#include "trace/perfetto_tasks.hpp"
#include "trace/perfetto_threads.hpp"
#include "trace/recording.hpp"

namespace minipy::trace {

class PerfettoView final : public View {
public:
    PerfettoView(const CodeTables& codes, SourceLines& sources, TextOutput& output)
        : effects_(codes),
          file_(output),
          frames_(file_, codes, sources, effects_),
          threads_(file_, frames_, effects_),
          collector_(file_, effects_),
          lives_(file_),
          tasks_(file_, frames_, effects_) {}

    void begin() override {}
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t events_left_out) override;
    void end(std::uint64_t last_number, const std::string& reason) override;
    void flush() override { file_.flush(); }

private:
    void name_new_thread(const Event& event, const Batch& batch);
    PerfettoFile::Track record_track();
    void close_all(std::string_view by);

    Effects effects_;
    PerfettoFile file_;
    PerfettoFrames frames_;
    PerfettoThreads threads_;
    PerfettoCollector collector_;
    PerfettoLives lives_;
    PerfettoTasks tasks_;
    std::optional<PerfettoFile::Track> record_track_;  // what is to be said of the record itself
    bool is_in_gap_ = false;
    std::uint64_t events_ = 0;
};

}  // namespace minipy::trace
