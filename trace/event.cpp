// SPDX-License-Identifier: MIT
// events.def as a table; batches. Next: text_view.cpp, the reader of both.
#include "trace/event.hpp"

namespace minipy::trace {

namespace {

constexpr EventInfo infos[] = {
#define EVENT(kind, category, fields, values, word, key, sentence) {Category::category, word, sentence},
#include "trace/events.def"
};

}  // namespace

std::uint32_t Batch::append(std::span<const Value> taken, const Batch& from) {
    std::size_t texts = text.size(), inner = values.size(), first = inner + from.values.size();
    if (!from.text.empty()) text += from.text;
    values.insert(values.end(), from.values.begin(), from.values.end());
    values.insert(values.end(), taken.begin(), taken.end());
    // In this batch texts and values begin so much further.
    for (Value& value : std::span(values).subspan(inner)) {
        switch (rest_of(value.kind)) {
            case Rest::nowhere: break;
            case Rest::text: value.text.begin += std::uint32_t(texts); break;
            case Rest::text_of_object: value.object.begin += std::uint32_t(texts); break;
            case Rest::values: value.object.begin += std::uint32_t(inner); break;
        }
    }
    return std::uint32_t(first);
}

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
