// SPDX-License-Identifier: MIT
// Writing and reading events; what fields there are, and of which types, stands in events.def. Next: replay.cpp.
#include "trace/event_codec.hpp"

#include <concepts>
#include <limits>
#include <type_traits>

#include "trace/enumerators.hpp"

namespace minipy::trace {

namespace {

class FieldWriter {
public:
    explicit FieldWriter(ByteWriter& out) : out_(out) {}
    template <class T>
    void operator()(const T& field) const {
        if constexpr (std::is_enum_v<T> || std::same_as<T, bool>) out_.byte(std::uint8_t(field));
        else if constexpr (std::is_signed_v<T>) out_.signed_number(field);
        else out_.number(field);
    }

private:
    ByteWriter& out_;
};

class FieldReader {
public:
    explicit FieldReader(ByteReader& in) : in_(in) {}
    template <class T>
    void operator()(T& field) const {
        if constexpr (std::is_enum_v<T>) field = T(take(in_.byte(), count_members<T>() - 1));
        else if constexpr (std::same_as<T, bool>) field = in_.byte() != 0;
        else if constexpr (std::is_signed_v<T>) field = take_signed<T>(in_.signed_number());
        else field = T(take(in_.number(), std::numeric_limits<T>::max()));
    }

private:
    std::uint64_t take(std::uint64_t number, std::uint64_t most) const {
        if (number > most) in_.fail();
        return in_.failed() ? 0 : number;
    }
    template <class T>
    T take_signed(std::int64_t number) const {
        if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) in_.fail();
        return in_.failed() ? T() : T(number);
    }
    ByteReader& in_;
};

#define FIELD(type, name) visit(fields.name);
#define FIELDS(name, member, list)                                                                      \
    template <class E, class Visit>                                                                     \
    void visit_fields(std::type_identity<field::name>, E& event, [[maybe_unused]] const Visit& visit) { \
        [[maybe_unused]] auto& fields = event.member;                                                   \
        list                                                                                            \
    }
#include "trace/events.def"
#undef FIELD

#define CASE(kind, fields) \
    case EventKind::kind: return visit_fields(std::type_identity<field::fields>(), event, visit);
template <class E, class Visit>
void visit_fields_of(E& event, const Visit& visit) {
    switch (event.kind) {
#define EVENT(kind, category, fields, ...) CASE(kind, fields)
#include "trace/events.def"
    }
}
#undef CASE

template <class Visit, class P>
void visit_place(P& place, const Visit& visit) {
    visit(place.code);
    visit(place.unit);
    visit(place.line);
    visit(place.depth);
    visit(place.in_library);
    visit(place.thread);
}

}  // namespace

void write_event(ByteWriter& out, const Event& event, bool is_here, std::span<const Value> values, const Batch& batch) {
    FieldWriter writer(out);
    writer(event.kind);
    writer(event.categories);
    writer(is_here);
    if (!is_here) visit_place(event, writer);
    visit_fields_of(event, writer);
    out.number(values.size());
    for (const Value& value : values) write_value(out, value, batch);
}

ReadEvent read_event(ByteReader& in) {
    ReadEvent result;
    FieldReader reader(in);
    reader(result.event.kind);
    if (in.failed()) return result;
    reader(result.event.categories);
    reader(result.is_here);
    if (!result.is_here) visit_place(result.event, reader);
    visit_fields_of(result.event, reader);
    for (std::uint64_t count = in.number(); count > 0 && !in.failed(); --count)
        result.values.push_back(read_value(in, result.batch));
    return result;
}

}  // namespace minipy::trace
