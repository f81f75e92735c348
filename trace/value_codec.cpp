// SPDX-License-Identifier: MIT
// Writing and reading values. Next: shapes.cpp.
#include "trace/value_codec.hpp"

#include <algorithm>

#include "trace/snapshot_text.hpp"

namespace minipy::trace {

namespace {

// More levels than a snapshot ever has (--max-depth, cells): only damaged bytes nest deeper.
constexpr int deepest = 300;

void write_parts(ByteWriter& out, const Value& value, const Batch& batch) {
    for (std::size_t index = 0; index < parts_of(value); ++index)
        write_value(out, batch.values[value.object.begin + index], batch);
}

Value read_nested(ByteReader& in, Batch& batch, int depth);

std::uint32_t small_number(ByteReader& in) {
    std::uint64_t number = in.number();
    if (number > UINT32_MAX) in.fail();
    return std::uint32_t(in.failed() ? 0 : number);
}

Identity read_identity(ByteReader& in) {
    std::uint32_t number = small_number(in);
    return in.failed() ? nobody : number;
}

std::uint32_t keep_text(ByteReader& in, Batch& batch, std::uint32_t& size) {
    std::string_view text = in.text();
    auto begin = std::uint32_t(batch.text.size());
    batch.text += text;
    size = std::uint32_t(text.size());
    return begin;
}

void read_parts(ByteReader& in, Value& value, Batch& batch, int depth) {
    std::size_t count = parts_of(value), begin = batch.values.size();
    value.object.begin = std::uint32_t(begin);
    batch.values.resize(begin + count);
    for (std::size_t index = 0; index < count; ++index) {
        Value part = read_nested(in, batch, depth + 1);
        batch.values[begin + index] = part;
    }
    // Readers of values take it for granted that an instance begins with the name of its type.
    bool is_named = count > 0 && (rest_of(batch.values[begin].kind) == Rest::text ||
                                  batch.values[begin].kind == ValueKind::reference);
    if (is_instance(value.kind) && !is_named) in.fail();
}

std::string read_complex(ByteReader& in) {
    double real = in.real();
    return complex_text(real, in.real());
}

std::string read_bounds(ByteReader& in, bool is_slice) {
    std::string bounds[3];
    for (std::string& bound : bounds) {
        auto kind = ValueKind(in.byte());
        if (kind != ValueKind::none && kind != ValueKind::integer) in.fail();
        bound = kind == ValueKind::none ? "None" : std::to_string(in.signed_number());
    }
    return is_slice ? slice_text(bounds[0], bounds[1], bounds[2]) : range_text(bounds[0], bounds[1], bounds[2]);
}

Value read_word(std::uint8_t kind, ByteReader& in, Batch& batch) {
    std::string text = kind == kind_of_complex ? read_complex(in) : read_bounds(in, kind == kind_of_slice);
    return in.failed() ? Value() : text_value(ValueKind::word, text, text.size(), batch);
}

Value read_nested(ByteReader& in, Batch& batch, int depth) {
    Value value;
    std::uint8_t kind = in.byte();
    if (kind >= kind_of_complex && kind <= kind_of_slice) return read_word(kind, in, batch);
    if (kind > std::uint8_t(ValueKind::reference) || depth > deepest) return in.fail(), value;
    value.kind = ValueKind(kind);
    switch (value.kind) {
        case ValueKind::null:
        case ValueKind::none: return value;
        case ValueKind::boolean: value.integer = in.byte() != 0; return value;
        case ValueKind::integer: value.integer = in.signed_number(); return value;
        case ValueKind::real: value.real = in.real(); return value;
        case ValueKind::reference: value.object.number = small_number(in); return value;
        default: break;
    }
    switch (rest_of(value.kind)) {
        case Rest::nowhere: break;
        case Rest::text:
            value.total = value.kind == ValueKind::function || value.kind == ValueKind::class_ ? read_identity(in)
                                                                                               : small_number(in);
            value.text.begin = keep_text(in, batch, value.text.size);
            break;
        case Rest::text_of_object:
            value.object.number = read_identity(in);
            value.object.begin = keep_text(in, batch, value.total);
            break;
        case Rest::values:
            value.shown = in.byte();
            value.total = small_number(in);
            value.object.number = read_identity(in);
            read_parts(in, value, batch, depth);
            break;
    }
    return in.failed() ? Value() : value;
}

}  // namespace

std::size_t parts_of(const Value& value) {
    switch (value.kind) {
        case ValueKind::identified: return 1;
        case ValueKind::dict: return 2 * std::size_t(value.shown);
        case ValueKind::instance:
        case ValueKind::record:
            return 1 + std::size_t((value.shown & has_contents) != 0) + 2 * std::size_t(value.shown & most_shown);
        default: return is_container(value.kind) ? value.shown : 0;
    }
}

void write_value(ByteWriter& out, const Value& value, const Batch& batch) {
    out.byte(std::uint8_t(value.kind));
    switch (value.kind) {
        case ValueKind::null:
        case ValueKind::none: return;
        case ValueKind::boolean: return out.byte(value.integer != 0);
        case ValueKind::integer: return out.signed_number(value.integer);
        case ValueKind::real: return out.real(value.real);
        case ValueKind::reference: return out.number(value.object.number);
        default: break;
    }
    switch (rest_of(value.kind)) {
        case Rest::nowhere: return;
        case Rest::text: out.number(value.total); return out.text(batch.text_of(value));
        case Rest::text_of_object:
            out.number(value.object.number);
            return out.text(std::string_view(batch.text).substr(value.object.begin, value.total));
        case Rest::values:
            out.byte(value.shown);
            out.number(value.total);
            out.number(value.object.number);
            return write_parts(out, value, batch);
    }
}

Value read_value(ByteReader& in, Batch& batch) { return read_nested(in, batch, 0); }

}  // namespace minipy::trace
