// SPDX-License-Identifier: MIT
// Events to lines: what all have, then the fields and values of their kind as events.def has them.
#include "trace/json_view.hpp"

#include <fmt/core.h>

#include "runtime/bytecode/listing.hpp"
#include "runtime/bytecode/opcode.hpp"
#include "trace/binding.hpp"
#include "trace/enumerators.hpp"
#include "trace/json_value.hpp"

namespace minipy::trace {

namespace {

enum class FieldType : std::uint8_t {
#define FIELD_TYPE(name, type, absent) name,
#include "trace/events.def"
};

// A line up to the event's number, and the names of its values.
struct EventSpelling {
    EventSpelling(std::string_view key, std::string_view kind, std::string_view names)
        : opening(fmt::format(R"({{"kind":"{}","event":"{}","n":)", key, spelled(kind))), values(names) {}

    std::string opening;
    std::string_view values;
};

const std::vector<EventSpelling>& event_spellings() {
    static const std::vector<EventSpelling> spellings = {
#define EVENT(kind, category, fields, values, word, key, sentence) {key, #kind, values},
#include "trace/events.def"
    };
    return spellings;
}

bool is_executed(const Event& event) { return event.kind == EventKind::op || event.kind == EventKind::done; }

record::Id code_id(std::uint32_t code) { return {'C', code == no_code ? 0 : code + 1}; }
record::Id instruction_id(const CodeTable& code, int unit) {
    bool is_there = unit >= 0 && std::size_t(unit) < code.units.size();
    return {'I', is_there ? std::uint32_t(code.units[std::size_t(unit)].id) : 0};
}

}  // namespace

// ---------------------------------------------------------------- one event

class JsonView::EventLine {
public:
    EventLine(JsonText& out, const Event& event, const Batch& batch, const CodeTables& codes)
        : out_(out), event_(event), batch_(batch), codes_(codes), values_(batch.values_of(event)) {}

#define CASE(kind, fields)                           \
    case EventKind::kind:                            \
        append(std::type_identity<field::fields>()); \
        break;
#define TELL(kind, fields) \
    case EventKind::kind: tell_codes(view, std::type_identity<field::fields>()); break;
    // Of code objects that fields name.
    void tell_codes(JsonView& view) {
        switch (event_.kind) {
#define EVENT(kind, category, fields, ...) TELL(kind, fields)
#include "trace/events.def"
        }
    }

    void append_fields() {
        switch (event_.kind) {
#define EVENT(kind, category, fields, ...) CASE(kind, fields)
#include "trace/events.def"
        }
    }

    // Those that no field has taken, by their names.
    void append_values(std::string_view names) {
        while (!values_.empty()) {
            std::string_view name = names.substr(0, names.find(' '));
            if (name.ends_with('*')) {
                out_.member(name.substr(0, name.size() - 1));
                return append_items(values_.size());
            }
            if (values_[0].kind != ValueKind::null) {
                out_.member(name);
                append_value(out_, values_[0], batch_);
            }
            values_ = values_.subspan(1);
            names.remove_prefix(std::min(name.size() + 1, names.size()));
        }
    }

    void append_binding() {
        std::optional<Binding> bound = binding_of(event_, batch_, codes_[event_.code].units[std::size_t(event_.unit)]);
        if (!bound) return;
        out_.raw(R"(,"set":{)");
        if (bound->owner != nullptr) {
            out_.member("owner");
            append_briefly(out_, *bound->owner, batch_);
        }
        if (!bound->name.empty()) {
            out_.member("name");
            out_.string(bound->name);
        }
        append_part("item", bound->item);
        append_part("value", bound->value);
        out_.raw("}");
    }

private:
#define FIELD(type, name) append<FieldType::type>(",\"" #name "\":", fields.name, field::initial_##type);
#define FIELDS(name, member, list)                                  \
    void append(std::type_identity<field::name>) {                  \
        [[maybe_unused]] const field::name& fields = event_.member; \
        list                                                        \
    }
#include "trace/events.def"
#undef FIELD
#define FIELD(type, name)                                                                  \
    if (FieldType::type == FieldType::CodeNumber && std::uint64_t(fields.name) != no_code) \
        view.tell_code(std::uint32_t(fields.name));
#define FIELDS(name, member, list)                                                      \
    void tell_codes([[maybe_unused]] JsonView& view, std::type_identity<field::name>) { \
        [[maybe_unused]] const field::name& fields = event_.member;                     \
        list                                                                            \
    }
#include "trace/events.def"
#undef FIELD

    // `member` is the key, with the comma that stands in front of every one.
    template <FieldType type, class T>
    void append(std::string_view member, T value, T absent) {
        constexpr bool says_always = type == FieldType::OpcodeNumber || type == FieldType::Number || std::is_enum_v<T>;
        if (!says_always && value == absent) return;
        if constexpr (type == FieldType::Items) {
            out_.raw(member);
            append_items(value);
            values_ = values_.subspan(value);
            return;
        }
        out_.raw(member);
        if constexpr (std::is_enum_v<T>) append_name(enumerators<T>[std::size_t(value)]);
        else if constexpr (std::is_same_v<T, bool>) out_.flag(value);
        else if constexpr (type == FieldType::CodeNumber) append_id(code_id(value));
        else if constexpr (type == FieldType::Unit) append_id(instruction_id(codes_[event_.code], value));
        else if constexpr (type == FieldType::ObjectNumber) append_identity(out_, value);
        else if constexpr (type == FieldType::OpcodeNumber) append_opcode(value);
        else out_.number(value);
    }

    void append_part(std::string_view name, const Value* value) {
        if (value == nullptr) return;
        out_.member(name);
        append_value(out_, *value, batch_);
    }
    void append_name(std::string_view name) {
        out_.raw("\"");
        out_.raw(name);
        out_.raw("\"");
    }
    void append_id(record::Id id) {
        const char opening[] = {'"', id.letter};
        out_.raw({opening, sizeof opening});
        out_.number(id.number);
        out_.raw("\"");
    }
    void append_opcode(std::uint8_t number) {
        const OpcodeInfo* info = opcode_info(number);
        append_name(info == nullptr ? "?" : info->name);
    }
    void append_items(std::size_t count) {
        out_.raw("[");
        for (std::size_t index = 0; index < count; ++index) {
            if (index > 0) out_.raw(",");
            append_value(out_, values_[index], batch_);
        }
        out_.raw("]");
    }

#undef CASE
#undef TELL

    JsonText& out_;
    const Event& event_;
    const Batch& batch_;
    const CodeTables& codes_;
    std::span<const Value> values_;  // that have not been written
};

void JsonView::show(const Event& event, const Batch& batch) {
    if (events_ % events_per_chunk == 0) begin_chunk(event.number);
    page_.count(event);
    const EventSpelling& spelling = event_spellings()[std::size_t(event.kind)];
    const std::string* place = event.unit == no_unit ? nullptr : &place_of(event.code, event.unit);
    EventLine line(text_, event, batch, codes_);
    line.tell_codes(*this);
    text_.raw(spelling.opening);
    text_.number(event.number);
    text_.raw(R"(,"thread":)");
    text_.number(event.thread);
    text_.raw(R"(,"depth":)");
    text_.number(event.depth);
    if (place != nullptr) {
        text_.raw(*place);
        int source_line =
            is_executed(event) ? codes_[event.code].units[std::size_t(event.unit)].location.line : event.line;
        if (source_line > 0) {
            text_.raw(R"(,"line":)");
            text_.number(source_line);
        }
    }
    if (event.lanes.has_several()) {
        text_.raw(R"(,"lanes":)");
        text_.string(event.lanes.text());
    }
    line.append_fields();
    line.append_values(spelling.values);
    if (is_executed(event)) line.append_binding();
    if (std::string sentence = explains_ ? effects_.explain(event, batch) : ""; !sentence.empty()) {
        text_.raw(R"(,"explain":)");
        text_.string(sentence);
    }
    text_.raw("}\n");
    ++events_;
    last_ = event.number;
    state_.fold(event, batch);
    write_if_full();
}

// ---------------------------------------------------------------- what events refer to

JsonView::Told& JsonView::told_of(std::uint32_t code) {
    if (told_.size() < codes_.size()) told_.resize(codes_.size());
    return told_[code];
}

// Tells it before; 0: it is not to be had.
std::uint32_t JsonView::source_of(const std::string& file) {
    auto [found, is_new] = links_.files.try_emplace(file, 0);
    if (is_new && tell_source) tell_source(file);
    return found->second;
}

void JsonView::tell_codes() {
    for (std::uint32_t code = 0; code < codes_.size(); ++code) tell_code(code);
}

void JsonView::tell_code(std::uint32_t code) {
    if (std::exchange(told_of(code).code, true)) return;
    page_.note_code();
    const CodeTable& table = codes_[code];
    if (table.parent != no_code) tell_code(table.parent);
    std::uint32_t source = source_of(table.file);
    record::code told{.id = code_id(code), .parent = code_id(table.parent)};
    for (const InstructionText& instruction : table.units) extend_span(told.span, instruction.location);
    told.source = {'F', source};
    told.name = table.name;
    told.qualname = table.qualified_name;
    told.file = table.file;
    told.line = table.first_line;
    told.stack_size = table.stack_size;
    told.flags = table.flags;
    told.parameters = table.parameters;
    told.library = table.is_library;
    for (const ExceptionRow& row : table.handlers)
        told.handlers.push_back({2 * row.start, 2 * row.end, 2 * row.target, row.depth, row.push_lasti});
    write(told);
}

void JsonView::tell_instructions(std::uint32_t code) {
    if (std::exchange(told_of(code).instructions, true)) return;
    tell_code(code);
    const CodeTable& table = codes_[code];
    std::uint32_t block = 0;
    for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
        const InstructionText& row = table.units[unit];
        if (row.id == 0) continue;
        record::ins told{.id = {'I', std::uint32_t(row.id)}, .span = row.location, .parent = code_id(code)};
        if (auto found = links_.blocks.find({code + 1, int(unit)}); found != links_.blocks.end()) block = found->second;
        if (auto found = links_.nodes.find(StageLinks::key_of(row.location));
            table.is_listed && found != links_.nodes.end())
            told.node = {'A', found->second};
        told.block = {'B', block};
        told.offset = 2 * std::int64_t(unit);
        if (row.line > 0) told.line = row.line;
        told.opcode = row.name;
        told.operand = row.operand;
        if (row.target < 0) told.argument = row.argument;
        told.target = instruction_id(table, row.target);
        std::string label = row.label > 0 ? fmt::format("L{}", row.label) : "";
        told.label = label;
        if (row.depth >= 0) told.depth = row.depth;
        write(told);
    }
}

const std::string& JsonView::place_of(std::uint32_t code, int unit) {
    Told& told = told_of(code);
    if (told.places.empty()) told.places.resize(codes_[code].units.size());
    std::string& place = told.places[std::size_t(unit)];
    if (!place.empty()) return place;
    tell_instructions(code);
    const InstructionText& instruction = codes_[code].units[std::size_t(unit)];
    place = fmt::format(R"(,"code":"C{}")", code + 1);
    if (instruction.id > 0) place += fmt::format(R"(,"ins":"I{}")", instruction.id);
    if (instruction.location.line > 0) place += fmt::format(R"(,"span":"{}")", show_location(instruction.location));
    return place;
}

void JsonView::begin() {
    for (std::uint32_t code = 0; code < codes_.size(); ++code) tell_instructions(code);
}

void JsonView::gap(std::uint64_t events_left_out) {
    state_.forget();
    write(record::gap{.event = "limit", .hidden = std::int64_t(events_left_out)});
}

void JsonView::end(std::uint64_t last_number, const std::string& reason) {
    write(record::end{.n = std::int64_t(last_number),
                      .events = std::int64_t(events_),
                      .reason = reason,
                      .outside = outside ? outside() : record::Texts()});
    write_text();
    page_.end();
}

void JsonView::flush() {
    write_text();
    output_.flush();
}

void JsonView::write_text() {
    output_.write(text_.view());
    page_.write(text_.view());
    text_.clear();
}

void JsonView::begin_chunk(std::uint64_t first) {
    write_text();
    page_.begin_chunk(first);
    if (events_ > 0) write(state_.record(last_));
}

}  // namespace minipy::trace
