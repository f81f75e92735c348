// SPDX-License-Identifier: MIT
// One recorded event, and the batches in which events are kept: what every view of a run is made from.
//
//      Event   │ number │ kind, categories │ code, unit, line, depth │ values: first, count │ fields of its kind │
//
// Next: events.def (the kinds), filter.hpp, recording.hpp.
#pragma once

#include <span>

#include "trace/identities.hpp"
#include "trace/lanes.hpp"
#include "trace/lookup.hpp"
#include "trace/options.hpp"
#include "trace/value.hpp"
#include "vm/schedule.hpp"
#include "vm/signal_observer.hpp"
#include "vm/task_observer.hpp"

namespace minipy::trace {

enum class EventKind : std::uint8_t {
#define EVENT(kind, category, fields, values, word, key, sentence) kind,
#include "trace/events.def"
};

// How an instruction ended. All but the first three have a value, or several: the callee's arguments, what was returned
// or raised. Interrupted: it waits while others run; what comes of it is a `done` event. Raised again: the exception
// was on its way before, and a `finally` or an `except` that does not match lets it go on.
enum class Outcome : std::uint8_t {
    went_on,
    jumped,
    interrupted,
    called,
    resumed,
    returned,
    yielded,
    raised,
    raised_again
};

inline constexpr std::int32_t no_unit = -1;  // behind the program's last instruction
inline constexpr std::uint32_t no_code = UINT32_MAX;

// The types of fields in events.def, and what an event of each kind has of them.
namespace field {

// Stands for the value that says nothing, where every value says something.
struct Always {
    template <class T>
    constexpr operator T() const {
        return T();
    }
};
inline constexpr Always always;

#define FIELD_TYPE(name, type, absent) \
    using name = type;                 \
    inline constexpr name initial_##name = absent;
#define FIELD(type, name) type name = initial_##type;
#define FIELDS(name, member, list) \
    struct name {                  \
        list                       \
    };
#include "trace/events.def"
#undef FIELD
}  // namespace field

// Where something happens.
struct Place {
    std::uint32_t code = 0;   // Recording::code()
    std::int32_t unit = 0;    // of the code object, or no_unit
    std::int32_t line = -1;   // of the source
    std::int32_t depth = 0;   // frames below this one
    bool in_library = false;  // it is code of the library
    std::uint16_t thread = 1;
};

struct Event : Place {
    Event() : instruction() {}
    Event(const Place& place, EventKind what, unsigned wanted_by)
        : Place(place), kind(what), categories(wanted_by), instruction() {}

    EventKind kind = EventKind::op;
    unsigned categories = 0;             // wanted if one of them is
    Lanes lanes;                         // of the threads, now
    std::uint64_t number = 0;            // the trace's clock
    std::uint32_t first = 0, count = 0;  // its values, in Batch::values
    union {                              // by its kind, see events.def
        field::InstructionFields instruction;
        field::EntryFields entry;
        field::ExitFields exit;
        field::HandlerFields handler;
        field::TransferFields transfer;
        field::BirthFields birth;
        field::CountFields counts;
        field::DeathFields death;
        field::CollectionFields collection;
        field::CollectedFields collected;
        field::CopiedFields copied;
        field::FoldFields fold;
        field::LookupFields lookup;
        field::NewThreadFields new_thread;
        field::DropFields drop;
        field::TakeFields take;
        field::TaskCallFields task_call;
        field::TaskTurnFields turn;
        field::WakeFields wake;
        field::TaskEndFields task_end;
        field::SignalFields arrival;
        field::HandledSignalFields handled_signal;
        field::NoFields none;
    };
};

inline Event event_at(const Place& place, EventKind kind, unsigned categories) { return {place, kind, categories}; }

// What events.def says of a kind.
struct EventInfo {
    Category category;
    std::string_view word, sentence;
};
const EventInfo& info_of(EventKind kind);

// The number of the object that a value stands for; 0: it has none.
Identity identity_of(const Value& value);

struct Batch {
    std::vector<Event> events;
    std::vector<Value> values;
    std::string text;

    // Copies values and what they refer to out of another batch; the place of the first of them.
    std::uint32_t append(std::span<const Value> taken, const Batch& from);
    void clear() {
        events.clear();
        values.clear();
        text.clear();
    }

    std::span<const Value> values_of(const Event& event) const {
        return std::span(values).subspan(event.first, event.count);
    }
    // Of a container, an instance, or a value of kind `identity`: its type's name.
    std::string_view type_of(const Value& value) const {
        constexpr std::string_view containers[] = {"list", "tuple", "set", "frozenset", "dict"};
        if (is_container(value.kind)) return containers[int(value.kind) - int(ValueKind::list)];
        if (is_instance(value.kind)) return text_of(values[value.object.begin]);
        std::string_view type_and_name = text_of_object(value);
        return type_and_name.substr(0, type_and_name.find('\0'));
    }
    // Nothing where a value is of a kind that has no such text: what a file calls a name may be anything.
    std::string_view text_of(const Value& value) const {
        bool has_text = rest_of(value.kind) == Rest::text;
        return has_text ? std::string_view(text).substr(value.text.begin, value.text.size) : std::string_view();
    }
    std::string_view text_of_object(const Value& value) const {
        bool has_text = rest_of(value.kind) == Rest::text_of_object;
        return has_text ? std::string_view(text).substr(value.object.begin, value.total) : std::string_view();
    }
};

}  // namespace minipy::trace
