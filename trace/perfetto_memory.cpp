// SPDX-License-Identifier: MIT
// Collections to slices, births and deaths to curves.
#include "trace/perfetto_memory.hpp"

#include <fmt/core.h>

namespace minipy::trace {

namespace {

// Empty: the phase that there is goes on.
std::string_view phase_of(EventKind kind) {
    switch (kind) {
        case EventKind::gc_copy: return "copy";
        case EventKind::gc_minus: return "minus";
        case EventKind::gc_reachable: return "reachable";
        case EventKind::gc_unreachable: return "unreachable";
        case EventKind::gc_finalizer: return "finalizers";
        case EventKind::gc_again: return "again";
        case EventKind::gc_resurrected: return "resurrected";
        case EventKind::gc_clear: return "clear";
        default: return "";
    }
}

}  // namespace

// ---------------------------------------------------------------- the collector

PerfettoFile::Track PerfettoCollector::track() {
    if (!track_) track_ = file_.add_track(PerfettoFile::Group::interpreter, "collector");
    return *track_;
}

// Its beginning may have been left out of the record.
void PerfettoCollector::begin_collection(const Event& event, const Batch& batch) {
    if (std::exchange(collects_, true)) return;
    bool is_seen = event.kind == EventKind::gc_start;
    std::string name = is_seen ? fmt::format("collection of generation {}", event.collection.generation) : "collection";
    file_.open(track(), name, "gc", [&](JsonText& out) {
        if (is_seen) append_event(out, event, batch, effects_);
        else append_text_member(out, "begins", "unseen");
    });
}

void PerfettoCollector::end_collection(const Event& event, const Batch& batch) {
    go_to_phase("");
    file_.close(track(), [&](JsonText& out) { append_event(out, event, batch, effects_); });
    collects_ = false;
}

void PerfettoCollector::go_to_phase(std::string_view phase) {
    if (phase == phase_) return;
    if (!phase_.empty()) file_.close(track(), [](JsonText&) {});
    phase_ = phase;
    if (!phase_.empty()) file_.open(track(), phase_, "gc", [](JsonText&) {});
}

bool PerfettoCollector::show(const Event& event, const Batch& batch) {
    bool is_step = info_of(event.kind).category == gc;
    if (!is_step && !(collects_ && (event.categories & gc) != 0)) return false;
    if (event.kind == EventKind::gc_start && collects_) end_collection(event, batch);  // unseen
    begin_collection(event, batch);
    if (event.kind == EventKind::gc_start) return true;
    if (event.kind == EventKind::gc_end) {
        end_collection(event, batch);
        return true;
    }
    if (std::string_view phase = phase_of(event.kind); !phase.empty()) go_to_phase(phase);
    file_.add_instant(track(), words_of(event), category_name(info_of(event.kind).category),
                      [&](JsonText& out) { append_event(out, event, batch, effects_); });
    return true;
}

// ---------------------------------------------------------------- what is alive

void PerfettoLives::show() const {
    file_.add_counter("objects", "alive", sizes_.size());
    file_.add_counter("bytes", "alive", bytes_);
}

void PerfettoLives::count(const Event& event, const Batch& batch) {
    if (event.kind != EventKind::alloc && event.kind != EventKind::free) return;
    Identity identity = identity_of(batch.values_of(event)[0]);
    if (event.kind == EventKind::alloc) {
        auto size = std::uint64_t(event.birth.size);
        if (sizes_.emplace(identity, size).second) bytes_ += size;
    } else {
        auto born = sizes_.find(identity);
        if (born == sizes_.end()) return;
        bytes_ -= born->second;
        sizes_.erase(born);
    }
    show();
}

void PerfettoLives::forget() {
    if (sizes_.empty()) return;
    sizes_.clear();
    bytes_ = 0;
    show();
}

}  // namespace minipy::trace
