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

Identity identity_of(const Value& value) {
    switch (value.kind) {
        case ValueKind::function:
        case ValueKind::class_: return value.total;
        case ValueKind::identified:
        case ValueKind::object:
        case ValueKind::exception:
        case ValueKind::identity: return value.object.number;
        default: return is_container(value.kind) || is_instance(value.kind) ? value.object.number : nobody;
    }
}

const EventInfo& info_of(EventKind kind) { return infos[std::size_t(kind)]; }

}  // namespace minipy::trace
