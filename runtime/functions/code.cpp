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

namespace {

// One number of the exception table: six bits a byte, most significant first, bit 6 continues.
int read_table_varint(const std::uint8_t*& position, const std::uint8_t* limit) {
    int value = 0;
    while (position < limit) {
        std::uint8_t byte = *position++;
        value = (value << 6) | (byte & 63);
        if ((byte & 64) == 0) break;
    }
    return value;
}

}  // namespace

// Entries: start, size, target, depth·2 + push_lasti; sorted by start, non-overlapping, the first byte of each has bit 7.
bool find_exception_handler(const Code* code, int unit, ExceptionHandler& handler) {
    auto* position = reinterpret_cast<const std::uint8_t*>(code->parts.exception_table->data());
    auto* limit = position + code->parts.exception_table->length;
    while (position < limit) {
        int start = read_table_varint(position, limit);
        int size = read_table_varint(position, limit);
        int target = read_table_varint(position, limit);
        int depth_and_lasti = read_table_varint(position, limit);
        if (unit < start) return false;
        if (unit < start + size) {
            handler = {target, depth_and_lasti >> 1, (depth_and_lasti & 1) != 0};
            return true;
        }
    }
    return false;
}

}  // namespace minipy
