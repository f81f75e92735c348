// SPDX-License-Identifier: MIT
// A record as a timeline for Perfetto's UI or chrome://tracing. Each event is shown once: as the
// beginning or the end of a slice, or as an instant; its number is in the "args" there.
//
//      threads          frames, a track for each thread                       perfetto_frames.hpp
//
// CPython: none. Next: perfetto_file.hpp (tracks and slices as JSON), perfetto_view.cpp.
#pragma once

#include "trace/perfetto_frames.hpp"
#include "trace/recording.hpp"

namespace minipy::trace {

class PerfettoView final : public View {
public:
    PerfettoView(const CodeTables& codes, SourceLines& sources, TextOutput& output)
        : file_(output), frames_(file_, codes, sources) {}

    void begin() override {}
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t events_left_out) override;
    void end(std::uint64_t last_number, const std::string& reason) override;
    void flush() override { file_.flush(); }

private:
    PerfettoFile::Track record_track();
    void close_all(std::string_view by);

    PerfettoFile file_;
    PerfettoFrames frames_;
    std::optional<PerfettoFile::Track> record_track_;  // what is to be said of the record itself
    bool is_in_gap_ = false;
    std::uint64_t events_ = 0;
};

}  // namespace minipy::trace
