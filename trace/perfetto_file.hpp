// SPDX-License-Identifier: MIT
// The Trace Event Format, as Perfetto's UI and chrome://tracing read it: records on tracks, one a line.
//
//      {"traceEvents":[
//      {"ph":"B","ts":14,"pid":1,"tid":11,"name":"half","cat":"call","args":{"n":14,"line":4}},
//      {"ph":"E","ts":21,"pid":1,"tid":11,"args":{"n":21,"what":"return 3 → n=14"}},
//      …
//      ],"otherData":{…}}
//
// A track is a "thread" of a "process" to them; our processes are groups of tracks. On a track slices only begin and
// end, and what ends is always the innermost one: so they are nested however events come. Flows have both their ends
// at one moment. Time never goes back; its unit, a microsecond to the readers, is an event.
//
// CPython: none. Next: perfetto_file.cpp, perfetto_view.hpp.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "trace/json_text.hpp"
#include "trace/text_output.hpp"

namespace minipy::trace {

class PerfettoFile {
public:
    explicit PerfettoFile(TextOutput& output) : output_(output) {}

    // In the order in which they are shown.
    enum class Group : std::uint8_t { frames, interpreter, states, asyncio };
    using Track = std::uint32_t;

    // The file begins with the first of these.
    Track add_track(Group group, std::string_view name);
    void rename(Track track, std::string_view name);

    // When everything happens that follows: not earlier than what there is already.
    void set_time(std::uint64_t number) { time_ = number; }
    std::uint64_t time() const { return time_; }

    // `fill` appends the members of "args" to the JsonText that it is given.
    template <class Fill>
    void open(Track track, std::string_view name, std::string_view category, Fill fill) {
        begin_record('B', track);
        append_name(name, category);
        append_arguments(fill);
        ++tracks_[track].open;
    }
    // The innermost slice; there is one.
    template <class Fill>
    void close(Track track, Fill fill) {
        begin_record('E', track);
        append_arguments(fill);
        --tracks_[track].open;
    }
    // `everywhere`: drawn across all tracks.
    template <class Fill>
    void add_instant(Track track, std::string_view name, std::string_view category, Fill fill,
                     bool everywhere = false) {
        begin_record('i', track);
        text_.raw(everywhere ? R"(,"s":"g")" : R"(,"s":"t")");
        append_name(name, category);
        append_arguments(fill);
    }
    // A curve, which Perfetto calls by both words: "objects alive".
    void add_counter(std::string_view name, std::string_view series, std::uint64_t value);
    bool is_open(Track track) const { return tracks_[track].open > 0; }

    // An arrow from the innermost slice of one track to that of another, which may only begin now: its number goes from
    // one to the other. Both ends must be given.
    std::uint64_t begin_flow(Track from, std::string_view name);
    void end_flow(Track to, std::string_view name, std::uint64_t arrow);

    // Ends every slice, which says by what.
    void close_all(std::string_view by);
    // Behind this nothing can be added. `fill` appends what is said of the whole file.
    template <class Fill>
    void finish(Fill fill) {
        begin_file();
        text_.raw("\n],\"otherData\":{");
        fill(text_);
        text_.raw("}}\n");
        flush();
    }
    void flush();

private:
    struct TrackState {
        Group group;
        std::uint32_t number;  // "tid"
        std::uint32_t open = 0;
    };
    void begin_file();
    void begin_group(Group group);
    void begin_record(char phase);
    void begin_record(char phase, Track track);
    void end_record();
    void append_name(std::string_view name, std::string_view category);
    void append_metadata(std::string_view kind, Group group, std::uint32_t number, std::string_view key);
    template <class Fill>
    void append_arguments(Fill fill) {
        text_.raw(R"(,"args":{)");
        fill(text_);
        text_.raw("}");
        end_record();
    }

    TextOutput& output_;
    JsonText text_;
    std::vector<TrackState> tracks_;
    std::array<std::uint32_t, 4> group_sizes_{};
    std::uint64_t time_ = 0, flows_ = 0;
    bool has_begun_ = false, has_records_ = false;
};

}  // namespace minipy::trace
