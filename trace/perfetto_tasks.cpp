// SPDX-License-Identifier: MIT
// Events of tasks to slices.
#include "trace/perfetto_tasks.hpp"

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

std::string wait_text(const Value& future, const Batch& batch) {
    if (future.kind == ValueKind::null) return "waits for its next turn";
    return "waits for " + show_by_name(future, batch);
}

}  // namespace

PerfettoFile::Track PerfettoTasks::track_of(const Value& task, const Batch& batch) {
    auto [found, is_new] = tracks_.try_emplace(identity_of(task));
    if (is_new) found->second = file_.add_track(PerfettoFile::Group::asyncio, show_by_name(task, batch));
    return found->second;
}

// Where an arrow begins: at the task that has done it, or else in the thread.
PerfettoFile::Track PerfettoTasks::source_of(const Event& event, const Value& by) {
    auto task = by.kind == ValueKind::null ? tracks_.end() : tracks_.find(identity_of(by));
    bool is_open = task != tracks_.end() && file_.is_open(task->second);
    return is_open ? task->second : frames_.track_of(event.thread);
}

void PerfettoTasks::change(PerfettoFile::Track task, std::string_view state, const Event& event, const Batch& batch) {
    if (file_.is_open(task)) file_.close(task, [](JsonText&) {});
    file_.open(task, state, "task", [&](JsonText& out) { append_event(out, event, batch, effects_); });
}

// It is ready, and an arrow comes from who has brought that about, if that can be seen.
void PerfettoTasks::change_by(PerfettoFile::Track task, const Value& by, std::string_view flow_name, const Event& event,
                              const Batch& batch) {
    PerfettoFile::Track source = source_of(event, by);
    bool is_seen = file_.is_open(source);
    std::uint64_t arrow = is_seen ? file_.begin_flow(source, flow_name) : 0;
    change(task, "ready", event, batch);
    if (is_seen) file_.end_flow(task, flow_name, arrow);
}

void PerfettoTasks::add_instant(PerfettoFile::Track task, const Event& event, const Batch& batch) {
    file_.add_instant(task, words_of(event), "task", [&](JsonText& out) { append_event(out, event, batch, effects_); });
}

void PerfettoTasks::rename(PerfettoFile::Track task, const Event& event, const Batch& batch) {
    auto values = batch.values_of(event);
    file_.rename(task, fmt::format("{} {}", identity_text(identity_of(values[0])), batch.text_of(values[1])));
    add_instant(task, event, batch);
}

// What is done stays for as long as it wakes others, so that arrows can begin there.
void PerfettoTasks::close_done(const Event& event) {
    if (!done_ || event.kind == EventKind::task_woken) return;
    file_.close(*std::exchange(done_, std::nullopt), [](JsonText&) {});
}

bool PerfettoTasks::show(const Event& event, const Batch& batch) {
    close_done(event);
    if (info_of(event.kind).category != task) return false;
    auto values = batch.values_of(event);
    PerfettoFile::Track track = track_of(values[0], batch);
    switch (event.kind) {
        case EventKind::task_made: change_by(track, values[1], "makes", event, batch); break;
        case EventKind::task_runs: change(track, "runs", event, batch); break;
        case EventKind::task_waits: change(track, wait_text(values[1], batch), event, batch); break;
        case EventKind::task_woken: change_by(track, values[2], "wakes", event, batch); break;
        case EventKind::task_named: rename(track, event, batch); break;
        case EventKind::task_done:
            change(track, "done", event, batch);
            done_ = track;
            break;
        default: add_instant(track, event, batch);
    }
    return true;
}

}  // namespace minipy::trace
