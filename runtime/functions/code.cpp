// SPDX-License-Identifier: MIT
// Code objects: derived fields, location and exception tables. The Python type is in code_type.cpp.
// CPython: Objects/codeobject.c, Objects/locations.md, Objects/exception_handling_notes.txt.
#include "runtime/functions/code.hpp"

#include "runtime/functions/frame.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/weakref.hpp"

namespace minipy {

Code::Code(Type* code_type, CodeParts code_parts) : Object(code_type), parts(std::move(code_parts)) {
    localsplus_count = int(parts.localsplus_names->length);
    for (int index = 0; index < localsplus_count; ++index) {
        std::uint8_t kind = local_kind(index);
        if ((kind & local_plain) != 0) ++local_count;
        else if ((kind & local_cell) != 0) ++cell_count;
        if ((kind & local_free) != 0) ++free_count;
    }
    unit_count = int(parts.code->length / 2);
    frame_size = localsplus_count + frame_slots + parts.stack_size;
}

Code::~Code() {
    if (executable != nullptr) heap::free_array(executable, std::size_t(unit_count));
}

Ref<Code> Code::make(CodeParts parts) { return create<Code>(std::move(parts)); }

// ---------------------------------------------------------------- locations

namespace {

// The kinds of entries (four bits of an entry's first byte).
enum LocationKind : int { short_forms_end = 10, one_line_first = 10, one_line_last = 12, no_columns = 13, long_form = 14, no_location = 15 };

}  // namespace

LocationIterator::LocationIterator(const Code* code)
    : position_(reinterpret_cast<const std::uint8_t*>(code->parts.line_table->data())),
      limit_(position_ + code->parts.line_table->length),
      line_(code->parts.first_line) {}

int LocationIterator::read_varint() {
    int value = 0;
    for (int shift = 0; position_ < limit_; shift += 6) {
        std::uint8_t byte = *position_++;
        if (shift < 30) value |= (byte & 63) << shift;
        if ((byte & 64) == 0) break;
    }
    return value;
}

int LocationIterator::read_signed_varint() {
    int value = read_varint();
    return (value & 1) != 0 ? -(value >> 1) : value >> 1;
}

bool LocationIterator::next() {
    if (position_ >= limit_) return false;
    std::uint8_t first = *position_++;
    int kind = (first >> 3) & 15;
    start = end;
    end = start + (first & 7) + 1;
    auto byte = [&] { return position_ < limit_ ? int(*position_++) : 0; };
    location = {};
    if (kind < short_forms_end) {
        int second = byte();
        location.line = location.end_line = line_;
        location.column = (kind << 3) | (second >> 4);
        location.end_column = location.column + (second & 15);
    } else if (kind <= one_line_last) {
        line_ += kind - one_line_first;
        location.line = location.end_line = line_;
        location.column = byte();
        location.end_column = byte();
    } else if (kind == no_columns) {
        line_ += read_signed_varint();
        location.line = location.end_line = line_;
    } else if (kind == long_form) {
        line_ += read_signed_varint();
        location.line = line_;
        location.end_line = line_ + read_varint();
        location.column = read_varint() - 1;
        location.end_column = read_varint() - 1;
    }
    return true;
}

CodeLocation location_of(const Code* code, int unit) {
    LocationIterator entries(code);
    while (entries.next()) {
        if (unit < entries.end) return entries.location;
    }
    return {};
}

// ---------------------------------------------------------------- exception table

ExceptionTableIterator::ExceptionTableIterator(const Code* code)
    : position_(reinterpret_cast<const std::uint8_t*>(code->parts.exception_table->data())),
      limit_(position_ + code->parts.exception_table->length) {}

// A table that promises more than it has yields −1.
int ExceptionTableIterator::read_number() {
    std::uint32_t value = 0;
    while (position_ < limit_) {
        std::uint8_t byte = *position_++;
        value = (value << 6) | (byte & 63);
        if ((byte & 64) == 0) return int(value & 0x7fffffff);
    }
    return -1;
}

bool ExceptionTableIterator::next() {
    entry.start = read_number();
    entry.size = read_number();
    entry.target = read_number();
    int depth_and_lasti = read_number();
    entry.depth = depth_and_lasti >> 1;
    entry.push_lasti = (depth_and_lasti & 1) != 0;
    return depth_and_lasti >= 0;
}

// Rows are sorted and do not overlap.
bool find_exception_handler(const Code* code, int unit, ExceptionHandler& handler) {
    ExceptionTableIterator rows(code);
    while (rows.next()) {
        const ExceptionEntry& entry = rows.entry;
        if (unit < entry.start) return false;
        if (unit - entry.start < entry.size) {
            handler = {entry.target, entry.depth, entry.push_lasti};
            return true;
        }
    }
    return false;
}

}  // namespace minipy
