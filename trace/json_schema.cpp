// SPDX-License-Identifier: MIT
// Definitions: of values by hand beside json_value.cpp, whose forms they are; all others from the tables.
#include "trace/json_schema.hpp"

#include <type_traits>

#include <fmt/core.h>

#include "trace/enumerators.hpp"
#include "trace/json_view.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

constexpr std::string_view basic_definitions = R"(
"id":{"description":"T10, A8, S3, B2, C1, I14, F1","type":["string","null"],"pattern":"^[TASBCIF][1-9][0-9]*$"},
"span":{"description":"line:column-column, or line:column-line:column; columns are bytes from 0",
"type":["string","null"],"pattern":"^[0-9]+(:[0-9]+-([0-9]+|[0-9]+:[0-9]+))?$"},
"object":{"description":"its number: 12; of the library L12, from before the run S12",
"type":["integer","string","null"],"pattern":"^[LSV][1-9][0-9]*$","minimum":1},
"pair":{"type":"array","items":{"$ref":"#/$defs/value"},"minItems":2,"maxItems":2},
"value":{"anyOf":[{"type":["null","boolean","number","string"]})";

// The types of keys that only values have, beside those of records.
struct KeyOfValue {
    struct Object {};
    struct Value {};
    struct Items {};
    struct Pairs {};
    using Text = record::Text;
    using Texts = record::Texts;
    using Number = record::Number;
    using Flag = record::Flag;
};

template <class T>
struct SchemaOf;  // of the type of a key, or of a field

#define SCHEMA_OF(type, schema)                          \
    template <>                                          \
    struct SchemaOf<type> {                              \
        static constexpr std::string_view text = schema; \
    };
SCHEMA_OF(record::Id, R"({"$ref":"#/$defs/id")")
SCHEMA_OF(record::Span, R"({"$ref":"#/$defs/span")")
SCHEMA_OF(record::Text, R"({"type":"string")")
SCHEMA_OF(record::Texts, R"({"type":"array","items":{"type":"string"})")
SCHEMA_OF(record::Number, R"({"type":"integer")")
SCHEMA_OF(record::MaybeNumber, R"({"type":"integer")")
SCHEMA_OF(record::Flag, R"({"type":"boolean")")
SCHEMA_OF(record::Program, R"({"$ref":"#/$defs/Program")")
SCHEMA_OF(record::Settings, R"({"$ref":"#/$defs/Settings")")
SCHEMA_OF(record::Edges, R"({"type":"array","items":{"$ref":"#/$defs/Edge"})")
SCHEMA_OF(record::Handlers, R"({"type":"array","items":{"$ref":"#/$defs/Handler"})")
SCHEMA_OF(record::ObjectNumber, R"({"$ref":"#/$defs/object")")
SCHEMA_OF(record::Value, R"({"$ref":"#/$defs/value")")
SCHEMA_OF(record::Variables, R"({"type":"array","items":{"$ref":"#/$defs/Variable"})")
SCHEMA_OF(record::StackItems, R"({"type":"array","items":{"$ref":"#/$defs/StackItem"})")
SCHEMA_OF(record::Frames, R"({"type":"array","items":{"$ref":"#/$defs/FrameState"})")
SCHEMA_OF(record::Threads, R"({"type":"array","items":{"$ref":"#/$defs/ThreadState"})")
SCHEMA_OF(record::Globals, R"({"type":"array","items":{"$ref":"#/$defs/NamesOfFile"})")
SCHEMA_OF(record::Locks, R"({"type":"array","items":{"$ref":"#/$defs/LockState"})")
SCHEMA_OF(record::Tasks, R"({"type":"array","items":{"$ref":"#/$defs/TaskState"})")
SCHEMA_OF(record::Objects, R"({"type":"array","items":{"$ref":"#/$defs/ObjectState"})")

SCHEMA_OF(KeyOfValue::Object, R"({"$ref":"#/$defs/object")")
SCHEMA_OF(KeyOfValue::Value, R"({"$ref":"#/$defs/value")")
SCHEMA_OF(KeyOfValue::Items, R"({"type":"array","items":{"anyOf":[{"$ref":"#/$defs/value"},{"$ref":"#/$defs/pair"}]})")
SCHEMA_OF(KeyOfValue::Pairs, R"({"type":"array","items":{"$ref":"#/$defs/pair"})")
#undef SCHEMA_OF

struct FieldTag {
#define FIELD_TYPE(name, type, absent) \
    struct name {};
#include "trace/events.def"
};

class Definition {
public:
    Definition(JsonText& out, std::string_view name, std::string_view sentence) : out_(out) {
        out_.raw(",\n");
        out_.string(name);
        out_.raw(":{");
        describe(sentence);
        out_.member("type");
        out_.raw(R"("object","properties":{)");
    }
    Definition(const Definition&) = delete;
    Definition& operator=(const Definition&) = delete;
    ~Definition() {
        out_.raw(R"(},"required":[)");
        out_.raw(required_);
        out_.raw("]}");
    }

    enum class Presence : std::uint8_t { always, sometimes };
    // `schema` is a JSON object without its closing brace.
    void key(std::string_view name, std::string_view schema, std::string_view sentence, Presence presence) {
        out_.member(name);
        out_.raw(schema);
        describe(sentence);
        out_.raw("}");
        if (presence == Presence::always) required_ += fmt::format("{}\"{}\"", required_.empty() ? "" : ",", name);
    }
    void constant(std::string_view name, std::string_view value) {
        key(name, fmt::format(R"({{"const":"{}")", value), "", Presence::always);
    }

private:
    void describe(std::string_view sentence) {
        if (sentence.empty()) return;
        out_.member("description");
        out_.string(sentence);
    }
    JsonText& out_;
    std::string required_;
};

template <class T>
void define_key(Definition& definition, std::string_view name, std::string_view sentence,
                Definition::Presence presence) {
    definition.key(name, SchemaOf<T>::text, sentence, presence);
}

// ---------------------------------------------------------------- values and records

#define KEY(type, name, sentence) define_key<Keys::type>(definition, #name, sentence, Definition::Presence::always);
#define MAY(type, name, sentence) define_key<Keys::type>(definition, #name, sentence, Definition::Presence::sometimes);

void define_values(JsonText& out) {
    using Keys = KeyOfValue;
    constexpr std::string_view forms[] = {
#define VALUE(name, sentence, keys) "value_" #name,
#include "trace/records.def"
    };
    out.raw(basic_definitions);
    for (std::string_view form : forms) out.raw(fmt::format(R"(,{{"$ref":"#/$defs/{}"}})", form));
    out.raw("]}");
#define VALUE(name, sentence, keys)                           \
    {                                                         \
        Definition definition(out, "value_" #name, sentence); \
        keys                                                  \
    }
#define FACT(name, sentence, keys)                   \
    {                                                \
        Definition definition(out, #name, sentence); \
        keys                                         \
    }
#include "trace/records.def"
}

void define_records(JsonText& out) {
    namespace Keys = record;
#define PART(name, sentence, keys)                   \
    {                                                \
        Definition definition(out, #name, sentence); \
        keys                                         \
    }
#define RECORD(kind, sentence, keys)                 \
    {                                                \
        Definition definition(out, #kind, sentence); \
        definition.constant("kind", #kind);          \
        keys                                         \
    }
#include "trace/records.def"
}
#undef KEY
#undef MAY

// ---------------------------------------------------------------- events

template <class Tag>
constexpr std::string_view plain_field_schema = R"({"type":"integer")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::CodeNumber> = R"({"$ref":"#/$defs/id")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::Unit> = R"({"$ref":"#/$defs/id")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::ObjectNumber> = R"({"$ref":"#/$defs/object")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::OpcodeNumber> = R"({"type":"string")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::Flag> = R"({"type":"boolean")";
template <>
constexpr std::string_view plain_field_schema<FieldTag::Items> = R"({"type":"array","items":{"$ref":"#/$defs/value"})";

template <class Tag, class T>
void define_field(Definition& definition, std::string_view name) {
    constexpr bool says_always =
        std::is_enum_v<T> || std::is_same_v<Tag, FieldTag::Number> || std::is_same_v<Tag, FieldTag::OpcodeNumber>;
    std::string schema(plain_field_schema<Tag>);
    if constexpr (std::is_enum_v<T>) {
        schema = R"({"enum":[)";
        for (std::string_view member : enumerators<T>)
            schema += fmt::format("{}\"{}\"", schema.ends_with('[') ? "" : ",", member);
        schema += "]";
    }
    definition.key(name, schema, "", says_always ? Definition::Presence::always : Definition::Presence::sometimes);
}

#define FIELD(type, name) define_field<FieldTag::type, field::type>(definition, #name);
#define FIELDS(name, member, list)                                                                                  \
    [[maybe_unused]] void define_fields([[maybe_unused]] Definition& definition, std::type_identity<field::name>) { \
        list                                                                                                        \
    }
#include "trace/events.def"
#undef FIELD

void define_values(Definition& definition, std::string_view names) {
    for (std::string_view name : split(names, " ")) {
        bool is_list = name.ends_with('*');
        definition.key(is_list ? name.substr(0, name.size() - 1) : name,
                       is_list ? R"({"type":"array","items":{"$ref":"#/$defs/value"})" : R"({"$ref":"#/$defs/value")",
                       "", Definition::Presence::sometimes);
    }
}

void define_place(Definition& definition) {
    using enum Definition::Presence;
    definition.key("n", R"({"type":"integer","minimum":1)", "the event's number", always);
    definition.key("thread", R"({"type":"integer","minimum":1)", "", always);
    definition.key("depth", R"({"type":"integer","minimum":0)", "frames below this one", always);
    definition.key("code", SchemaOf<record::Id>::text, "left out, as are ins, span and line: the program is over",
                   sometimes);
    definition.key("ins", SchemaOf<record::Id>::text, "the instruction", sometimes);
    definition.key("span", SchemaOf<record::Span>::text, "of the instruction", sometimes);
    definition.key("line", SchemaOf<record::Number>::text, "of the source", sometimes);
    definition.key("lanes", SchemaOf<record::Text>::text,
                   "a sign for each thread: █ has the GIL, · waits for it, ~ is stopped; left out: there is only one",
                   sometimes);
}

// Behind everything else.
void define_facts(Definition& definition, std::string_view event) {
    using enum Definition::Presence;
    if (event == "op") definition.key("set", R"({"$ref":"#/$defs/set")", "", sometimes);
    definition.key("explain", SchemaOf<record::Text>::text, "--explain: what happens, in a sentence", sometimes);
}

void define_events(JsonText& out) {
#define EVENT(kind, category, fields, values, word, key, sentence)      \
    {                                                                   \
        Definition definition(out, spelled(#kind), sentence);           \
        definition.constant("kind", key);                               \
        definition.constant("event", spelled(#kind));                   \
        define_place(definition);                                       \
        define_fields(definition, std::type_identity<field::fields>()); \
        define_values(definition, values);                              \
        define_facts(definition, spelled(#kind));                       \
    }
#include "trace/events.def"
}

}  // namespace

std::string json_schema() {
    JsonText out;
    out.raw(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)");
    out.raw(fmt::format("\n\"title\":\"{} {}\",\n", json_schema_name, json_schema_version));
    out.raw(R"("description":"one line of a record; a reader ignores kinds and keys that it does not know",)");
    out.raw("\n\"anyOf\":[");
    for (std::string_view name : {
#define RECORD(kind, sentence, keys) std::string_view(#kind),
#include "trace/records.def"
#define EVENT(kind, category, fields, values, word, key, sentence) spelled(#kind),
#include "trace/events.def"
         })
        out.raw(fmt::format(R"({}{{"$ref":"#/$defs/{}"}})", out.view().ends_with('[') ? "" : ",", name));
    out.raw("],\n\"$defs\":{");
    define_values(out);
    define_records(out);
    define_events(out);
    out.raw("\n}}\n");
    return std::string(out.view());
}

}  // namespace minipy::trace
