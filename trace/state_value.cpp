// SPDX-License-Identifier: MIT
// The forms are those of json_value.cpp.
#include "trace/state_value.hpp"

#include "trace/json_value.hpp"

namespace minipy::trace {

namespace {

bool has_parts(const Value& value) { return is_container(value.kind) || is_instance(value.kind); }

void append_parts(JsonText& out, const Value& value, const Batch& batch) {
    const Value* part = batch.values.data() + value.object.begin;
    std::uint32_t count = value.shown;
    bool has_names = is_instance(value.kind), are_pairs = has_names || value.kind == ValueKind::dict;
    if (has_names) {
        ++part;
        count &= ~unsigned(has_contents);
        if ((value.shown & has_contents) != 0) {
            out.member("contents");
            append_shallow(out, *part++, batch);
        }
    }
    out.member(!has_names ? "items" : value.kind == ValueKind::record ? "fields" : "attributes");
    out.raw("[");
    for (std::uint32_t index = 0; index < count; ++index) {
        out.item();
        if (are_pairs) {
            out.raw("[");
            if (has_names) append_name_of_attribute(out, *part++, batch);
            else append_shallow(out, *part++, batch);
            out.raw(",");
        }
        append_shallow(out, *part++, batch);
        if (are_pairs) out.raw("]");
    }
    out.raw("]");
}

}  // namespace

void append_name_of_attribute(JsonText& out, const Value& name, const Batch& batch) {
    if (name.kind == ValueKind::word) out.string(batch.text_of(name));
    else append_shallow(out, name, batch);
}

void append_contents(JsonText& out, const Value& value, const Batch& batch) {
    if (!has_parts(value)) return append_value(out, value, batch);
    out.raw("{");
    out.member("type");
    out.string(batch.type_of(value));
    append_parts(out, value, batch);
    out.member("len");
    out.number(value.total);
    out.raw("}");
}

void append_shallow(JsonText& out, const Value& value, const Batch& batch) {
    if (!has_parts(value) || value.object.number == nobody) return append_contents(out, value, batch);
    out.raw("{");
    out.member("o");
    append_identity(out, value.object.number);
    out.member("type");
    out.string(batch.type_of(value));
    out.raw("}");
}

bool is_too_deep(const Value& value) { return has_parts(value) && value.shown == 0 && value.total > 0; }

}  // namespace minipy::trace
