// SPDX-License-Identifier: MIT
// Values to JSON, by their kind. Next: value.hpp; value_text.cpp does the same for readers.
#include "trace/json_value.hpp"

#include <cmath>

#include "runtime/bytes/bytes.hpp"
#include "runtime/numbers/float_text.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

constexpr std::int64_t largest_exact = std::int64_t(1) << 53;  // all integers up to here are doubles

void append_member_identity(JsonText& out, Identity identity) {
    if (identity == nobody) return;
    out.member("o");
    append_identity(out, identity);
}

// Of so many digits the first ones.
void append_digits(JsonText& out, std::string_view digits, std::size_t total) {
    out.raw(R"({"big":")");
    out.raw(digits);
    out.raw(R"(","digits":)");
    out.number(total);
    out.raw("}");
}

void append_integer(JsonText& out, std::int64_t number) {
    if (number >= -largest_exact && number <= largest_exact) return out.number(number);
    std::string digits = std::to_string(number);
    append_digits(out, digits, digits.size() - (number < 0));
}

void append_real(JsonText& out, double number) {
    if (std::isfinite(number)) return out.raw(double_text(number, {.kind = 'r', .add_dot_zero = true}));
    out.raw(std::isnan(number) ? R"({"float":"nan"})" : number > 0 ? R"({"float":"inf"})" : R"({"float":"-inf"})");
}

void append_text(JsonText& out, const Value& value, const Batch& batch) {
    std::string_view text = batch.text_of(value);
    if (std::size_t(count_characters(text)) >= value.total) return out.string(text);
    out.raw(R"({"s":)");
    out.string(text);
    out.raw(R"(,"len":)");
    out.number(value.total);
    out.raw("}");
}

// {"function":"half","o":2}
void append_named(JsonText& out, std::string_view sort, std::string_view name, Identity identity) {
    out.raw("{");
    out.member(sort);
    out.string(name);
    append_member_identity(out, identity);
    out.raw("}");
}

// [["x",1],["y",2]]
void append_pairs(JsonText& out, const Value* values, std::uint32_t pairs, const Batch& batch) {
    out.raw("[");
    for (std::uint32_t index = 0; index < pairs; ++index) {
        out.raw(index > 0 ? ",[" : "[");
        append_value(out, values[2 * index], batch);
        out.raw(",");
        append_value(out, values[2 * index + 1], batch);
        out.raw("]");
    }
    out.raw("]");
}

void append_length(JsonText& out, std::uint32_t total) {
    out.raw(R"(,"len":)");
    out.number(total);
    out.raw("}");
}

void append_container(JsonText& out, const Value& value, const Batch& batch) {
    const Value* items = batch.values.data() + value.object.begin;
    out.raw("{");
    append_member_identity(out, value.object.number);
    out.member("type");
    out.string(batch.type_of(value));
    out.raw(R"(,"items":)");
    if (value.kind == ValueKind::dict) {
        append_pairs(out, items, value.shown, batch);
    } else {
        out.raw("[");
        for (std::uint32_t index = 0; index < value.shown; ++index) {
            if (index > 0) out.raw(",");
            append_value(out, items[index], batch);
        }
        out.raw("]");
    }
    append_length(out, value.total);
}

// Of an attribute's name only the word counts; a name that is no text is a value.
void append_instance(JsonText& out, const Value& value, const Batch& batch) {
    const Value* parts = batch.values.data() + value.object.begin + 1;
    out.raw("{");
    append_member_identity(out, value.object.number);
    out.member("type");
    out.string(batch.type_of(value));
    if ((value.shown & has_contents) != 0) {
        out.raw(R"(,"contents":)");
        append_value(out, *parts++, batch);
    }
    out.raw(value.kind == ValueKind::record ? R"(,"fields":[)" : R"(,"attributes":[)");
    for (std::uint32_t index = 0; index < (value.shown & ~unsigned(has_contents)); ++index, parts += 2) {
        out.raw(index > 0 ? ",[" : "[");
        if (parts->kind == ValueKind::word) out.string(batch.text_of(*parts));
        else append_value(out, *parts, batch);
        out.raw(",");
        append_value(out, parts[1], batch);
        out.raw("]");
    }
    out.raw("]");
    append_length(out, value.total);
}

void append_identified(JsonText& out, const Value& value, const Batch& batch) {
    constexpr std::pair<std::uint8_t, std::string_view> reasons[] = {{identity::small_int, R"("small_int")"},
                                                                     {identity::interned, R"("interned")"},
                                                                     {identity::constant, R"("constant")"}};
    out.raw("{");
    append_member_identity(out, value.object.number);
    out.member("value");
    append_value(out, batch.values[value.object.begin], batch);
    if (value.shown != 0) out.raw(R"(,"shared":[)");
    for (auto [reason, name] : reasons) {
        if ((value.shown & reason) == 0) continue;
        out.item();
        out.raw(name);
    }
    out.raw(value.shown != 0 ? "]}" : "}");
}

// Number and type, and the name if it has one.
void append_who(JsonText& out, const Value& value, const Batch& batch) {
    std::string_view type_and_name = std::string_view(batch.text).substr(value.object.begin, value.total);
    std::size_t end = type_and_name.find('\0');
    out.raw("{");
    append_member_identity(out, value.object.number);
    out.member("type");
    out.string(type_and_name.substr(0, end));
    if (end != std::string_view::npos) {
        out.raw(R"(,"name":)");
        out.string(type_and_name.substr(end + 1));
    }
    out.raw("}");
}

}  // namespace

void append_identity(JsonText& out, Identity identity) {
    Series series = series_of(identity);
    if (identity == nobody) return out.raw("null");
    if (series != Series::program) {
        out.raw("\"");
        out.raw(prefix_of(series));
    }
    out.number(identity >> 2);
    if (series != Series::program) out.raw("\"");
}

void append_briefly(JsonText& out, const Value& value, const Batch& batch) {
    bool has_parts = is_container(value.kind) || is_instance(value.kind);
    if (!has_parts || value.object.number == nobody) return append_value(out, value, batch);
    out.raw("{");
    append_member_identity(out, value.object.number);
    out.member("type");
    out.string(batch.type_of(value));
    out.raw("}");
}

void append_value(JsonText& out, const Value& value, const Batch& batch) {
    auto object_text = [&] { return std::string_view(batch.text).substr(value.object.begin, value.total); };
    switch (value.kind) {
        case ValueKind::null: return out.raw(R"({"null":true})");
        case ValueKind::none: return out.raw("null");
        case ValueKind::boolean: return out.flag(value.integer != 0);
        case ValueKind::integer: return append_integer(out, value.integer);
        case ValueKind::real: return append_real(out, value.real);
        case ValueKind::big_integer: return append_digits(out, batch.text_of(value), value.total);
        case ValueKind::text: return append_text(out, value, batch);
        case ValueKind::bytes:
            out.raw(R"({"b":)");
            out.bytes(batch.text_of(value));
            return append_length(out, value.total);
        case ValueKind::word: return append_named(out, "word", batch.text_of(value), nobody);
        case ValueKind::function: return append_named(out, "function", batch.text_of(value), value.total);
        case ValueKind::class_: return append_named(out, "class", batch.text_of(value), value.total);
        case ValueKind::module: return append_named(out, "module", batch.text_of(value), nobody);
        case ValueKind::identified: return append_identified(out, value, batch);
        case ValueKind::list:
        case ValueKind::tuple:
        case ValueKind::set:
        case ValueKind::frozenset:
        case ValueKind::dict: return append_container(out, value, batch);
        case ValueKind::instance:
        case ValueKind::record: return append_instance(out, value, batch);
        case ValueKind::object: return append_named(out, "word", object_text(), value.object.number);
        case ValueKind::exception: return append_named(out, "exception", object_text(), value.object.number);
        case ValueKind::reference: return out.raw("null");  // only in a journal
        case ValueKind::identity: return append_who(out, value, batch);
    }
}

}  // namespace minipy::trace
