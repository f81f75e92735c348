// SPDX-License-Identifier: MIT
// Records to lines, key by key as records.def has them.
#include "trace/records.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "runtime/bytecode/listing.hpp"

namespace minipy::trace {

namespace record {

namespace {

bool is_absent(const Id& id) { return id.number == 0; }
bool is_absent(const Span& span) { return span.line < 1; }
bool is_absent(Text text) { return text.empty(); }
bool is_absent(const MaybeNumber& number) { return !number; }
bool is_absent(Flag flag) { return !flag; }
bool is_absent(const ObjectNumber& number) { return number.json.empty(); }
bool is_absent(const Value& value) { return value.json.empty(); }
template <class T>
bool is_absent(const std::vector<T>& items) {
    return items.empty();
}

void append_part(JsonText& out, const Id& id) {
    if (is_absent(id)) return out.raw("null");
    const char opening[] = {'"', id.letter};
    out.raw({opening, sizeof opening});
    out.number(id.number);
    out.raw("\"");
}
void append_part(JsonText& out, const Span& span) {
    if (is_absent(span)) return out.raw("null");
    out.raw("\"");
    out.raw(show_location(span));
    out.raw("\"");
}
void append_part(JsonText& out, Text text) { out.string(text); }
void append_part(JsonText& out, Number number) { out.number(number); }
void append_part(JsonText& out, const MaybeNumber& number) { out.number(number.value_or(0)); }
void append_part(JsonText& out, Flag flag) { out.flag(flag); }
void append_part(JsonText& out, const ObjectNumber& number) { out.raw(number.json); }
void append_part(JsonText& out, const Value& value) { out.raw(value.json); }

#define PART(name, sentence, keys) void append_part(JsonText& out, const name& part);
#include "trace/records.def"

template <class T>
void append_part(JsonText& out, const std::vector<T>& items) {
    out.raw("[");
    for (const T& item : items) {
        out.item();
        append_part(out, item);
    }
    out.raw("]");
}

#define KEY(type, name, sentence) \
    out.member(#name);            \
    append_part(out, part.name);
#define MAY(type, name, sentence) \
    if (!is_absent(part.name)) { KEY(type, name, sentence) }
#define PART(name, sentence, keys)                      \
    void append_part(JsonText& out, const name& part) { \
        out.raw("{");                                   \
        keys out.raw("}");                              \
    }
#include "trace/records.def"

}  // namespace

#define RECORD(kind, sentence, keys)                    \
    void append_line(JsonText& out, const kind& part) { \
        out.raw("{\"kind\":\"" #kind "\"");             \
        keys out.raw("}\n");                            \
    }
#include "trace/records.def"
#undef KEY
#undef MAY

}  // namespace record

void extend_span(CodeLocation& span, const CodeLocation& by) {
    if (by.line < 1 || by.column < 0) return;
    if (span.line < 1) span = by;
    if (std::pair(by.line, by.column) < std::pair(span.line, span.column)) span.line = by.line, span.column = by.column;
    if (std::pair(by.end_line, by.end_column) > std::pair(span.end_line, span.end_column))
        span.end_line = by.end_line, span.end_column = by.end_column;
}

}  // namespace minipy::trace
