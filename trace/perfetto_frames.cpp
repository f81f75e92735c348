// SPDX-License-Identifier: MIT
// Events to slices of frames and to instants.
#include "trace/perfetto_frames.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

constexpr std::string_view of_frames = "call";

// Such events happen in the frame that they name. Others name the instruction that has caused them, whose frame may be
// over, or a coroutine, which need not run.
bool is_in_its_frame(const Event& event) {
    constexpr unsigned categories = line | call | exc | io | op | attr;
    return event.unit != no_unit && (info_of(event.kind).category & categories) != 0;
}

std::span<const Value> values_of_outcome(const Event& event, const Batch& batch) {
    const field::InstructionFields& fields = event.instruction;
    return batch.values_of(event).subspan(fields.kept + fields.stayed + fields.popped + fields.pushed);
}

std::string_view category_of(const Event& event) {
    bool raises = event.kind == EventKind::op && event.instruction.outcome >= Outcome::raised;
    return category_name(raises ? exc : info_of(event.kind).category);
}

}  // namespace

// ---------------------------------------------------------------- threads

PerfettoFrames::ThreadOfFrames& PerfettoFrames::thread_of(std::uint32_t thread) {
    if (threads_.size() <= thread) threads_.resize(thread + 1);
    return threads_[thread];
}

std::string PerfettoFrames::label_of(std::uint32_t thread) const {
    bool has_name = thread < threads_.size() && !threads_[thread].name.empty();
    return has_name ? fmt::format("T{} {}", thread, threads_[thread].name) : fmt::format("T{}", thread);
}

PerfettoFile::Track PerfettoFrames::track_of(std::uint32_t thread) {
    std::optional<PerfettoFile::Track>& track = thread_of(thread).track;
    if (!track) track = file_.add_track(PerfettoFile::Group::frames, label_of(thread));
    return *track;
}

void PerfettoFrames::name_thread(std::uint32_t thread, std::string_view name) {
    thread_of(thread).name = name;
    if (thread_of(thread).track) file_.rename(track_of(thread), label_of(thread));
}

void PerfettoFrames::forget() {
    for (ThreadOfFrames& thread : threads_) thread.frames.clear();
}

// ---------------------------------------------------------------- slices

void PerfettoFrames::open(const Event& event, const Batch& batch, OpenFrame frame, std::span<const Value> arguments) {
    const CodeTable& code = codes_[frame.code];
    file_.open(track_of(event.thread), code.qualified_name, of_frames, [&](JsonText& out) {
        append_event(out, event, batch, effects_);
        append_text_member(out, "file", code.file);
        if (arguments.empty()) return;
        out.raw(R"(,"arguments":{)");
        for (std::size_t index = 0; index < arguments.size(); ++index) {
            out.item();
            out.string(code.parameters[index]);
            out.raw(":");
            out.string(show_value(arguments[index], batch));
        }
        out.raw("}");
    });
    thread_of(event.thread).frames.push_back(frame);
}

// The innermost frame, which ends with this event.
void PerfettoFrames::close(const Event& event, const Batch& batch) {
    file_.close(track_of(event.thread), [&](JsonText& out) { append_event(out, event, batch, effects_); });
    thread_of(event.thread).frames.pop_back();
}

// Frames at this depth and above it, which have ended unseen.
void PerfettoFrames::close_from(const Event& event, std::int32_t depth) {
    std::vector<OpenFrame>& frames = thread_of(event.thread).frames;
    for (; !frames.empty() && frames.back().depth >= depth; frames.pop_back())
        file_.close(track_of(event.thread), [](JsonText&) {});
}

// Makes the event's frame the innermost one.
void PerfettoFrames::come_to_frame(const Event& event) {
    std::vector<OpenFrame>& frames = thread_of(event.thread).frames;
    close_from(event, event.depth + 1);
    bool is_there = !frames.empty() && frames.back().depth == event.depth;
    if (is_there && frames.back().code == event.code) return;
    close_from(event, event.depth);
    const CodeTable& code = codes_[event.code];
    file_.open(track_of(event.thread), code.qualified_name, of_frames, [&](JsonText& out) {
        append_text_member(out, "file", code.file);
        out.raw(R"(,"begins":"unseen")");
    });
    frames.push_back({event.depth, event.code});
}

// Is a frame open right above the event's?
bool PerfettoFrames::is_above(const Event& event) {
    close_from(event, event.depth + 2);
    const std::vector<OpenFrame>& frames = thread_of(event.thread).frames;
    return !frames.empty() && frames.back().depth == event.depth + 1;
}

// The call into the library may have a slice already. If not, its first event comes behind all that has been shown.
void PerfettoFrames::begin_library(const Event& event) {
    file_.set_time(std::max(file_.time(), event.number - std::uint64_t(event.fold.hidden)));
    if (is_above(event)) return;
    come_to_frame(event);
    file_.open(track_of(event.thread), "library", of_frames, [](JsonText&) {});
    thread_of(event.thread).frames.push_back({event.depth + 1, no_code});
}

void PerfettoFrames::end_library(const Event& event, const Batch& batch) {
    if (is_above(event)) return close(event, batch);
    come_to_frame(event);  // behind a gap: nobody knows when it began
    add_instant(event, batch);
}

void PerfettoFrames::show_instruction(const Event& event, const Batch& batch) {
    come_to_frame(event);
    const field::InstructionFields& fields = event.instruction;
    OpenFrame callee{event.depth + 1, fields.callee};
    switch (fields.outcome) {
        case Outcome::called: return open(event, batch, callee, values_of_outcome(event, batch));
        case Outcome::resumed: return open(event, batch, callee, {});
        case Outcome::returned:
        case Outcome::yielded: return close(event, batch);
        default: return add_instant(event, batch);
    }
}

// ---------------------------------------------------------------- instants

std::string PerfettoFrames::name_of_instant(const Event& event) const {
    if (event.kind == EventKind::line) {
        std::string_view source = sources_.line(codes_[event.code].file, event.line);
        source.remove_prefix(std::min(source.find_first_not_of(" \t\f"), source.size()));
        return source.empty() ? fmt::format("line {}", event.line) : std::string(source);
    }
    if (event.kind != EventKind::op && event.kind != EventKind::done) return words_of(event);
    if (event.instruction.outcome >= Outcome::raised) return "raise";
    std::string text = codes_[event.code].units[std::size_t(event.unit)].text();
    return event.kind == EventKind::done ? "… " + text : text;
}

void PerfettoFrames::add_instant(const Event& event, const Batch& batch) {
    file_.add_instant(track_of(event.thread), name_of_instant(event), category_of(event),
                      [&](JsonText& out) { append_event(out, event, batch, effects_); });
}

void PerfettoFrames::show(const Event& event, const Batch& batch) {
    if (event.kind == EventKind::op) return show_instruction(event, batch);
    if (event.kind == EventKind::library) return end_library(event, batch);
    if (event.kind == EventKind::call || event.kind == EventKind::resume) {
        close_from(event, event.depth);
        OpenFrame frame{event.depth, event.entry.callee};
        return open(event, batch, frame, batch.values_of(event));
    }
    if (is_in_its_frame(event)) come_to_frame(event);
    switch (event.kind) {
        case EventKind::return_:
        case EventKind::yield:
        case EventKind::unwind: return close(event, batch);
        default: return add_instant(event, batch);
    }
}

}  // namespace minipy::trace
