// SPDX-License-Identifier: MIT
// The recording: events in batches, the limit on how many there may be, and the views that show them.
//
//      recorder ── add ──▶ batch │ batch │ …  ── drain ──▶ view (text) , view …
//
// While the program runs, events are only copied; they are drawn when a batch is full, when the program writes (so that
// both outputs come in order) and at the end. Of the last events (--keep=last) the batches that may still be needed are
// kept. Next: recording.cpp, text_view.hpp.
#pragma once

#include <fmt/core.h>

#include <deque>
#include <memory>
#include <string>

#include "trace/code_table.hpp"

namespace minipy::trace {

// A way to show a run. Everything that it may use is in the recording: views do not know the program.
class View {
public:
    virtual ~View() = default;
    virtual void begin() = 0;
    virtual void show(const Event& event, const Batch& batch) = 0;
    virtual void gap(std::uint64_t events_left_out) = 0;
    virtual void end(std::uint64_t last_number, const std::string& reason) = 0;
    virtual void flush() = 0;
};

inline std::string number_of_events(std::uint64_t number) {
    return fmt::format("{} event{}", number, number == 1 ? "" : "s");
}

class Recording {
public:
    explicit Recording(const Options& options);

    void attach(View& view) { views_.push_back(&view); }

    // The values refer to texts and items in `draft`; all of it is copied. False: the limit has been reached, nothing
    // more will be taken.
    bool add(const Event& event, std::span<const Value> values, const Batch& draft);
    // Shows what has been recorded, as far as it is settled that it stays.
    void drain();
    void finish(std::uint64_t last_number, const std::string& reason);

    std::uint64_t added() const { return added_; }

private:
    void seal();
    void show(const Batch& batch, std::size_t from);

    std::vector<View*> views_;
    std::deque<Batch> batches_;  // the last one is being filled
    std::size_t shown_ = 0;      // events of the first batch that have been shown already
    std::uint64_t added_ = 0;
    std::uint64_t first_limit_;  // so many events are shown as they come
    std::uint64_t last_limit_;   // so many of the last ones are shown at the end
    std::uint64_t waiting_ = 0;  // events in batches_ that were not shown
    std::uint64_t dropped_ = 0;
};

}  // namespace minipy::trace
