// SPDX-License-Identifier: MIT
// Events as bytes: kind, categories, place, the fields that events.def gives its kind, values. Their numbers and lanes
// are not among them: whoever replays knows them. Next: event_codec.cpp, journal.hpp.
#pragma once

#include "trace/value_codec.hpp"

namespace minipy::trace {

// `is_here`: it happens where the replay stands anyway, so that its place is left out.
void write_event(ByteWriter& out, const Event& event, bool is_here, std::span<const Value> values, const Batch& batch);

struct ReadEvent {
    Event event;
    bool is_here = false;
    std::vector<Value> values;
    Batch batch;
};
// What cannot be an event makes the reader fail.
ReadEvent read_event(ByteReader& in);

}  // namespace minipy::trace
