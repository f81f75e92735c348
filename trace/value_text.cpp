// SPDX-License-Identifier: MIT
// Values as text.
#include "trace/value_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/bytes/bytes.hpp"
#include "runtime/numbers/float_text.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

bool is_control(unsigned char byte) { return byte < 32 || byte == 127; }

// The C1 control characters, U+0080 … U+009F, are C2 80 … C2 9F.
bool starts_c1(std::string_view text, std::size_t position) {
    return text[position] == '\xC2' && position + 1 < text.size() &&
           static_cast<unsigned char>(text[position + 1]) < 0xA0;
}

// A surrogate has no UTF-8 that others would take: ED A0 80 … ED BF BF.
bool starts_surrogate(std::string_view text, std::size_t position) {
    return text[position] == '\xED' && position + 2 < text.size() &&
           static_cast<unsigned char>(text[position + 1]) >= 0xA0;
}

// Appends the character at `position`, escaped if it must be, and steps over it.
void append_clean(std::string& out, std::string_view text, std::size_t& position) {
    auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    if (is_control(byte(position))) {
        char letter = text[position] == '\n' ? 'n' : text[position] == '\t' ? 't' : text[position] == '\r' ? 'r' : '\0';
        out += letter != '\0' ? fmt::format("\\{}", letter) : fmt::format("\\x{:02x}", byte(position));
        ++position;
    } else if (starts_c1(text, position)) {
        out += fmt::format("\\x{:02x}", byte(position + 1));
        position += 2;
    } else if (starts_surrogate(text, position)) {
        int code = 0xD000 | (byte(position + 1) & 63) << 6 | (byte(position + 2) & 63);
        out += fmt::format("\\u{:04x}", code);
        position += 3;
    } else {
        out += text[position++];
    }
}

void append_quoted(std::string& out, std::string_view text) {
    bool has_single = text.find('\'') != std::string_view::npos, has_double = text.find('"') != std::string_view::npos;
    char mark = has_single && !has_double ? '"' : '\'';
    out += mark;
    for (std::size_t position = 0; position < text.size();) {
        if (text[position] == '\\' || text[position] == mark) out += '\\';
        append_clean(out, text, position);
    }
    out += mark;
}

std::string cut_mark(std::size_t left) { return left == 0 ? "" : fmt::format("…+{}", left); }

// "#3"; nothing for what an instance contains itself.
void append_number_mark(std::string& out, std::uint32_t number) {
    if (number != nobody) out += identity_text(number);
}

void append_items(std::string& out, const Value& value, const Batch& batch, std::string_view open,
                  std::string_view close) {
    append_number_mark(out, value.object.number);
    out += open;
    const Value* items = batch.values.data() + value.object.begin;
    for (std::uint32_t index = 0; index < value.shown; ++index) {
        if (index > 0) out += ", ";
        if (value.kind == ValueKind::dict) {
            append_value_text(out, items[2 * index], batch);
            out += ": ";
            append_value_text(out, items[2 * index + 1], batch);
        } else {
            append_value_text(out, items[index], batch);
        }
    }
    if (value.shown == 0 && value.total > 0) {
        out += "…";  // too deep to look inside
    } else if (value.shown < value.total) {
        out += fmt::format(", … +{} items", value.total - value.shown);
    } else if (value.kind == ValueKind::tuple && value.total == 1) {
        out += ",";
    }
    out += close;
}

struct Brackets {
    std::string_view open, close;
};

// x=1, y=2, … +3
std::string show_attributes(const Value* parts, std::uint32_t shown, std::uint32_t total, const Batch& batch,
                            Brackets brackets) {
    if (total == 0) return "";
    std::string text(brackets.open);
    for (std::uint32_t index = 0; index < shown; ++index) {
        text += fmt::format("{}{}={}", index > 0 ? ", " : "", show_value(parts[2 * index], batch),
                            show_value(parts[2 * index + 1], batch));
    }
    if (shown == 0) text += "…";
    else if (shown < total) text += fmt::format(", … +{}", total - shown);
    return text.append(brackets.close);
}

// #12:P{x=1}   #13:Stack[1, 2]   #14:Meters(5)   #15:Point(x=1, y=2)
std::string show_instance(const Value& value, const Batch& batch) {
    const Value* parts = batch.values.data() + value.object.begin;
    std::string text = fmt::format("{}:{}", identity_text(value.object.number), show_value(*parts++, batch));
    if ((value.shown & has_contents) != 0) {
        bool has_brackets = is_container(parts->kind) && parts->object.number == 0;
        std::string contents = show_value(*parts++, batch);
        text += has_brackets ? contents : fmt::format("({})", contents);
    }
    Brackets brackets = value.kind == ValueKind::record ? Brackets{"(", ")"} : Brackets{"{", "}"};
    return text + show_attributes(parts, value.shown & ~unsigned(has_contents), value.total, batch, brackets);
}

}  // namespace

std::string show_briefly(const Value& value, const Batch& batch) {
    std::string text;
    append_brief_text(text, value, batch);
    return text;
}

void append_brief_text(std::string& out, const Value& value, const Batch& batch) {
    if (is_instance(value.kind)) {
        out += identity_text(value.object.number);
        out += ':';
        return append_value_text(out, batch.values[value.object.begin], batch);
    }
    if (!is_container(value.kind)) return append_value_text(out, value, batch);
    Value closed = value;
    closed.shown = 0;
    append_value_text(out, closed, batch);
}

std::string show_by_name(const Value& value, const Batch& batch) {
    std::string_view type_and_name = batch.text_of_object(value);
    std::size_t end = type_and_name.find('\0');
    std::string_view shown = end == std::string_view::npos ? type_and_name : type_and_name.substr(end + 1);
    return fmt::format("{} {}", identity_text(identity_of(value)), clean_text(shown));
}

std::string clean_text(std::string_view utf8) {
    std::string text;
    for (std::size_t position = 0; position < utf8.size();) append_clean(text, utf8, position);
    return text;
}

std::string show_value(const Value& value, const Batch& batch) {
    std::string text;
    append_value_text(text, value, batch);
    return text;
}

void append_value_text(std::string& out, const Value& value, const Batch& batch) {
    auto object_text = [&] { return std::string_view(batch.text).substr(value.object.begin, value.total); };
    switch (value.kind) {
        case ValueKind::null: out += "∅"; return;
        case ValueKind::none: out += "None"; return;
        case ValueKind::boolean: out += value.integer != 0 ? "True" : "False"; return;
        case ValueKind::integer: out += fmt::format_int(value.integer).c_str(); return;
        case ValueKind::real: out += double_text(value.real, {.kind = 'r', .add_dot_zero = true}); return;
        case ValueKind::big_integer: {
            std::string_view digits = batch.text_of(value);
            out += digits;
            if (digits.size() - digits.starts_with('-') < value.total) out += fmt::format("…({} digits)", value.total);
            return;
        }
        case ValueKind::text: {
            std::string_view text = batch.text_of(value);
            append_quoted(out, text);
            out += cut_mark(value.total - count_characters(text));
            return;
        }
        case ValueKind::bytes:
            out += string_of(bytes_repr(batch.text_of(value)));
            out += cut_mark(value.total - value.text.size);
            return;
        case ValueKind::word: out += batch.text_of(value); return;
        case ValueKind::function:
        case ValueKind::class_:
            out += batch.text_of(value);
            append_number_mark(out, value.total);
            return;
        case ValueKind::identified:
            append_value_text(out, batch.values[value.object.begin], batch);
            append_number_mark(out, value.object.number);
            return;
        case ValueKind::instance:
        case ValueKind::record: out += show_instance(value, batch); return;
        case ValueKind::module:
            out += "module ";
            out += batch.text_of(value);
            return;
        case ValueKind::list: return append_items(out, value, batch, "[", "]");
        case ValueKind::tuple: return append_items(out, value, batch, "(", ")");
        case ValueKind::set: return append_items(out, value, batch, "{", "}");
        case ValueKind::frozenset: return append_items(out, value, batch, "frozenset{", "}");
        case ValueKind::dict: return append_items(out, value, batch, "{", "}");
        case ValueKind::object:
            out += identity_text(value.object.number);
            out += ':';
            out += object_text();
            return;
        case ValueKind::identity: {
            std::size_t begin = out.size();
            out += identity_text(value.object.number);
            out += ' ';
            out += object_text();
            std::replace(out.begin() + std::ptrdiff_t(begin), out.end(), '\0', ' ');
            return;
        }
        case ValueKind::exception: out += object_text(); return;
        case ValueKind::reference: break;  // only in a journal
    }
    out += '?';
}

}  // namespace minipy::trace
