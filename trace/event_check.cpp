// SPDX-License-Identifier: MIT
// Places, numbers and values of an event against events.def and the code. Next: replay.cpp.
#include "trace/event_check.hpp"

#include <type_traits>

namespace minipy::trace {

namespace {

constexpr int deepest_frame = 1 << 24;

// What events.def says of a kind's values.
struct ValueNames {
    std::size_t count = 0;    // of those with a name of their own
    bool takes_more = false;  // "name*"
};

constexpr ValueNames count_values(std::string_view names) {
    ValueNames result;
    if (names.empty()) return result;
    result.count = 1;
    for (char letter : names) result.count += letter == ' ';
    result.takes_more = names.ends_with('*');
    result.count -= result.takes_more;
    return result;
}

constexpr ValueNames value_names[] = {
#define EVENT(kind, category, fields, values, ...) count_values(values),
#include "trace/events.def"
};

// A replay makes these itself.
bool is_made_by_replay(EventKind kind) { return kind <= EventKind::library; }

// Nothing need be known of who else it is about.
bool may_lack_second(EventKind kind) {
    return kind == EventKind::weakref_made || kind == EventKind::weakref_cleared || kind == EventKind::gc_reachable;
}

enum class CheckedType : std::uint8_t {
#define FIELD_TYPE(name, type, absent) name,
#include "trace/events.def"
};

bool is_code(std::uint64_t number, const CodeTables& codes) { return number == no_code || number < codes.size(); }

#define FIELD(type, name) &&(CheckedType::type != CheckedType::CodeNumber || is_code(std::uint64_t(fields.name), codes))
#define FIELDS(name, member, list)                                             \
    bool names_known_code(std::type_identity<field::name>, const Event& event, \
                          [[maybe_unused]] const CodeTables& codes) {          \
        [[maybe_unused]] const field::name& fields = event.member;             \
        return true list;                                                      \
    }
#include "trace/events.def"
#undef FIELD

bool names_known_code_of_kind(const Event& event, const CodeTables& codes) {
    switch (event.kind) {
#define EVENT(kind, category, fields, ...) \
    case EventKind::kind:                  \
        return names_known_code(std::type_identity<field::fields>(), event, codes);
#include "trace/events.def"
    }
    return false;
}

bool is_place(const Place& place, const CodeTables& codes) {
    if (place.code >= codes.size() || place.thread == 0 || place.depth < 0 || place.depth > deepest_frame) return false;
    return place.unit == no_unit || std::size_t(place.unit) < codes[place.code].units.size();
}

bool has_its_values(const ReadEvent& read, const CodeTables& codes) {
    const Event& event = read.event;
    const ValueNames& names = value_names[std::size_t(event.kind)];
    std::size_t count = read.values.size();
    bool enough = count >= names.count || (count == 1 && may_lack_second(event.kind));
    if (!enough || (count > names.count && !names.takes_more)) return false;
    if (!names.takes_more || count == names.count) return true;
    std::uint32_t callee = event.task_call.callee;
    return callee != no_code && count - names.count <= codes[callee].parameters.size();
}

}  // namespace

bool is_sound(const ReadEvent& read, const CodeTables& codes) {
    const Event& event = read.event;
    if (is_made_by_replay(event.kind) || !is_place(event, codes) || !names_known_code_of_kind(event, codes))
        return false;
    auto other = event.kind == EventKind::thread_made ? std::int64_t(event.new_thread.other) : 1;
    if (other < 1 || other > std::int64_t(most_threads)) return false;
    if (event.kind == EventKind::lookup && event.unit == no_unit) return false;
    return has_its_values(read, codes);
}

}  // namespace minipy::trace
