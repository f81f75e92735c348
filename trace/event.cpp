// SPDX-License-Identifier: MIT
// events.def as a table. Next: text_view.cpp, its reader.
#include "trace/event.hpp"

namespace minipy::trace {

namespace {

constexpr EventInfo infos[] = {
#define EVENT(kind, category, fields, word, key, sentence) {Category::category, word, sentence},
#include "trace/events.def"
};

}  // namespace

const EventInfo& info_of(EventKind kind) { return infos[std::size_t(kind)]; }

}  // namespace minipy::trace
