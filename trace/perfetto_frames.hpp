// SPDX-License-Identifier: MIT
// Frames as slices, a track for each thread: opened by a call or where a generator goes on, closed by a return, a yield
// or an exception. All else that happens in a thread is an instant on its track.
//
//      T1   ├─ <module> ─────────────────────────┤
//                ├─ half ──────────┤   ▲ write to stdout
//
// A record can begin anywhere and have any events left out. Each event says how deep its frame lies, so what an event
// in a lower frame finds open above it has ended unseen; a frame that was not seen to begin is opened where it is met.
//
// Next: perfetto_frames.cpp, perfetto_view.hpp.
#pragma once

#include <vector>

#include "trace/perfetto_arguments.hpp"
#include "trace/perfetto_file.hpp"

namespace minipy::trace {

class PerfettoFrames {
public:
    PerfettoFrames(PerfettoFile& file, const CodeTables& codes, SourceLines& sources, const Effects& effects)
        : file_(file), codes_(codes), sources_(sources), effects_(effects) {}

    // Before the file's time is that of this event: what ran in the library has begun earlier. Not behind a gap.
    void begin_library(const Event& event);
    void show(const Event& event, const Batch& batch);
    // Of a thread, from 1: its track, which is made when it is asked for the first time.
    PerfettoFile::Track track_of(std::uint32_t thread);
    // "T2", or "T2 worker".
    std::string label_of(std::uint32_t thread) const;
    void name_thread(std::uint32_t thread, std::string_view name);
    // All slices have been closed.
    void forget();

private:
    struct OpenFrame {
        std::int32_t depth;
        std::uint32_t code;
    };
    struct ThreadOfFrames {
        std::optional<PerfettoFile::Track> track;
        std::string name;
        std::vector<OpenFrame> frames;  // from the outermost; depths increase
    };
    ThreadOfFrames& thread_of(std::uint32_t thread);
    void open(const Event& event, const Batch& batch, OpenFrame frame, std::span<const Value> arguments);
    void close(const Event& event, const Batch& batch);
    void close_from(const Event& event, std::int32_t depth);
    void come_to_frame(const Event& event);
    bool is_above(const Event& event);
    void end_library(const Event& event, const Batch& batch);
    void show_instruction(const Event& event, const Batch& batch);
    void add_instant(const Event& event, const Batch& batch);
    std::string name_of_instant(const Event& event) const;

    PerfettoFile& file_;
    const CodeTables& codes_;
    SourceLines& sources_;
    const Effects& effects_;
    std::vector<ThreadOfFrames> threads_;  // by number, from 1
};

}  // namespace minipy::trace
