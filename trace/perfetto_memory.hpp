// SPDX-License-Identifier: MIT
// Memory on a timeline: a collection as a slice with its phases inside, its steps as instants in them; and how many of
// the objects that the record has seen born are alive, as a curve.
//
//      collector      ├─ collection of generation 2 ──────────────────────┤
//                      ├─ copy ─┤├─ minus ─┤├─ unreachable ─┤├─ clear ─┤
//
// Next: perfetto_memory.cpp, runtime/memory/gc.hpp.
#pragma once

#include <unordered_map>

#include "trace/perfetto_arguments.hpp"
#include "trace/perfetto_file.hpp"

namespace minipy::trace {

class PerfettoCollector {
public:
    PerfettoCollector(PerfettoFile& file, const Effects& effects) : file_(file), effects_(effects) {}

    // Whether the event belongs to a collection, and is shown by this.
    bool show(const Event& event, const Batch& batch);
    // All slices have been closed.
    void forget() { collects_ = false, phase_ = {}; }

private:
    void begin_collection(const Event& event, const Batch& batch);
    void end_collection(const Event& event, const Batch& batch);
    void go_to_phase(std::string_view phase);
    PerfettoFile::Track track();

    PerfettoFile& file_;
    const Effects& effects_;
    std::optional<PerfettoFile::Track> track_;
    bool collects_ = false;
    std::string_view phase_;  // empty: none
};

// Objects that were born before, or in a gap, are not counted, nor are their deaths.
class PerfettoLives {
public:
    explicit PerfettoLives(PerfettoFile& file) : file_(file) {}

    // The event itself is an instant as others are.
    void count(const Event& event, const Batch& batch);
    // What is alive is not known any more.
    void forget();

private:
    void show() const;

    PerfettoFile& file_;
    std::unordered_map<Identity, std::uint64_t> sizes_;  // of those that are alive, in bytes
    std::uint64_t bytes_ = 0;
};

}  // namespace minipy::trace
