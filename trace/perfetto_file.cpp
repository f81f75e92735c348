// SPDX-License-Identifier: MIT
// Records, and the names of tracks.
#include "trace/perfetto_file.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t write_at = std::size_t(1) << 16;
constexpr std::string_view group_names[] = {"threads", "interpreter", "states of threads", "asyncio tasks"};

// "pid". Readers take a thread whose number is that of a process for its main one, and Perfetto finds the name of a
// thread by its number alone: so numbers of tracks are no group's, and no two groups have the same.
std::uint32_t process_of(PerfettoFile::Group group) { return std::uint32_t(group) + 1; }
std::uint32_t thread_of(PerfettoFile::Group group, std::uint32_t place) { return 10 * place + process_of(group); }

}  // namespace

void PerfettoFile::begin_file() {
    if (std::exchange(has_begun_, true)) return;
    text_.raw("{\"traceEvents\":[\n");
}

void PerfettoFile::begin_record(char phase) {
    begin_file();
    if (std::exchange(has_records_, true)) text_.raw(",\n");
    const char opening[] = {'{', '"', 'p', 'h', '"', ':', '"', phase, '"'};
    text_.raw({opening, sizeof opening});
}

void PerfettoFile::begin_record(char phase, Track track) {
    begin_record(phase);
    text_.raw(R"(,"ts":)");
    text_.number(time_);
    text_.raw(R"(,"pid":)");
    text_.number(process_of(tracks_[track].group));
    text_.raw(R"(,"tid":)");
    text_.number(tracks_[track].number);
}

void PerfettoFile::end_record() {
    text_.raw("}");
    if (text_.view().size() < write_at) return;
    output_.write(text_.view());
    text_.clear();
}

void PerfettoFile::append_name(std::string_view name, std::string_view category) {
    text_.raw(R"(,"name":)");
    text_.string(name);
    text_.raw(R"(,"cat":)");
    text_.string(category);
}

// A record that names or orders something, up to the value.
void PerfettoFile::append_metadata(std::string_view kind, Group group, std::uint32_t number, std::string_view key) {
    begin_record('M');
    text_.raw(R"(,"pid":)");
    text_.number(process_of(group));
    if (number > 0) {
        text_.raw(R"(,"tid":)");
        text_.number(number);
    }
    text_.raw(R"(,"name":)");
    text_.string(kind);
    text_.raw(R"(,"args":{)");
    text_.member(key);
}

void PerfettoFile::begin_group(Group group) {
    append_metadata("process_name", group, 0, "name");
    text_.string(group_names[std::size_t(group)]);
    text_.raw("}");
    end_record();
    append_metadata("process_sort_index", group, 0, "sort_index");
    text_.number(process_of(group));
    text_.raw("}");
    end_record();
}

PerfettoFile::Track PerfettoFile::add_track(Group group, std::string_view name) {
    std::uint32_t place = ++group_sizes_[std::size_t(group)], number = thread_of(group, place);
    if (place == 1) begin_group(group);
    auto track = Track(tracks_.size());
    tracks_.push_back({group, number});
    rename(track, name);
    append_metadata("thread_sort_index", group, number, "sort_index");
    text_.number(place);
    text_.raw("}");
    end_record();
    return track;
}

void PerfettoFile::rename(Track track, std::string_view name) {
    append_metadata("thread_name", tracks_[track].group, tracks_[track].number, "name");
    text_.string(name);
    text_.raw("}");
    end_record();
}

void PerfettoFile::add_counter(std::string_view name, std::string_view series, std::uint64_t value) {
    begin_record('C');
    text_.raw(R"(,"ts":)");
    text_.number(time_);
    text_.raw(R"(,"pid":)");
    text_.number(process_of(Group::interpreter));
    text_.raw(R"(,"name":)");
    text_.string(name);
    append_arguments([&](JsonText& out) {
        out.member(series);
        out.number(value);
    });
}

std::uint64_t PerfettoFile::begin_flow(Track from, std::string_view name) {
    begin_record('s', from);
    append_name(name, "flow");
    text_.raw(R"(,"id":)");
    text_.number(++flows_);
    end_record();
    return flows_;
}

void PerfettoFile::end_flow(Track to, std::string_view name, std::uint64_t arrow) {
    begin_record('f', to);
    append_name(name, "flow");
    text_.raw(R"(,"bp":"e","id":)");  // it ends in the slice around it, not in the next one
    text_.number(arrow);
    end_record();
}

void PerfettoFile::close_all(std::string_view by) {
    auto fill = [&](JsonText& out) {
        out.member("closed_by");
        out.string(by);
    };
    for (Track track = 0; track < tracks_.size(); ++track) {
        while (is_open(track)) close(track, fill);
    }
}

void PerfettoFile::flush() {
    output_.write(text_.view());
    text_.clear();
    output_.flush();
}

}  // namespace minipy::trace
