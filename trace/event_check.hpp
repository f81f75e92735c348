// SPDX-License-Identifier: MIT
// Events that were read from a journal, which may come from a file: are they such as the recorder writes? Views rely on
// it: they look up code, units, parameters and values without asking whether these are there.
// CPython: none. Next: event_check.cpp, event_codec.hpp, replay.cpp.
#pragma once

#include "trace/code_table.hpp"
#include "trace/event_codec.hpp"

namespace minipy::trace {

// The event has its place already.
bool is_sound(const ReadEvent& read, const CodeTables& codes);

inline constexpr std::uint64_t most_threads = UINT16_MAX;

}  // namespace minipy::trace
