// SPDX-License-Identifier: MIT
// Code objects: derived fields, location and exception tables. The Python type is in code_type.cpp.
// CPython: Objects/codeobject.c, Objects/locations.md, Objects/exception_handling_notes.txt.
#include "runtime/bytecode/code.hpp"

#include <algorithm>
#include <cctype>
#include <climits>
#include <utility>

#include "runtime/containers/set.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/threads/interpreter.hpp"

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

bool is_library_code(const Code& code) {
    std::string_view file = code.parts.filename->view(), folder = interpreter.library_folder;
    if (file.starts_with("<frozen ")) return true;
    if (file.find("/site-packages/") != file.npos || file.find("/dist-packages/") != file.npos) return true;
    return !folder.empty() && file.starts_with(folder) && file.substr(folder.size()).starts_with('/');
}

// ---------------------------------------------------------------- making

namespace {

// What could be a name in a program; such constants are interned, so that `is` and look-ups meet the same object.
bool looks_like_name(const Str* text) {
    if (!text->ascii) return false;
    return std::ranges::all_of(text->view(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

bool intern_constants(Tuple* constants);

// The frozenset itself, or a new one if a member had to be replaced.
Ref<Object> frozenset_with_interned(Object* set) {
    Result<Tuple> members = Tuple::from_iterable(set);
    if (members.ok() && !intern_constants(members.get())) return share(set);
    Result<FrozenSet> replacement = members.ok() ? FrozenSet::from_iterable(members.get()) : Failure{};
    if (replacement.ok()) return replacement.take();
    clear_exception();
    return share(set);
}

// In place: a constant is replaced by an equal one. True if anything was.
bool intern_constants(Tuple* constants) {
    bool changed = false;
    for (Size index = 0; index < constants->length; ++index) {
        Object*& slot = constants->items()[index];
        Ref<Object> replacement;
        if (is_exact<Str>(slot) && looks_like_name(cast<Str>(slot))) {
            replacement = intern(share(cast<Str>(slot)));
        } else if (is_exact<Tuple>(slot)) {
            intern_constants(cast<Tuple>(slot));
        } else if (is_exact<FrozenSet>(slot)) {
            replacement = frozenset_with_interned(slot);
        }
        if (!replacement || replacement.get() == slot) continue;
        decref(std::exchange(slot, replacement.release()));
        changed = true;
    }
    return changed;
}

}  // namespace

namespace {

// Only exact strs: whoever looks names up compares pointers.
Result<void> intern_names(Ref<Tuple>& names) {
    std::vector<Ref<Str>> interned;
    std::vector<Object*> borrowed;
    TRY(reserve_room(interned, std::size_t(names->length)));
    TRY(reserve_room(borrowed, std::size_t(names->length)));
    for (Object* name : *names) {
        if (!is_exact<Str>(name)) return raise(SystemError, "non-string found in code slot");
        interned.push_back(intern(share(cast<Str>(name))));
        borrowed.push_back(interned.back().get());
    }
    if (!std::equal(borrowed.begin(), borrowed.end(), names->begin(), names->end())) names = TRY(Tuple::copy(borrowed));
    return {};
}

// Slots of a frame are counted in ints.
constexpr Size largest_frame = INT_MAX - frame_slots;

// What every user of a Code relies on. CPython: _PyCode_Validate.
Result<void> check_parts(const CodeParts& parts) {
    bool counts_make_sense = parts.argument_count >= parts.positional_only_count && parts.positional_only_count >= 0 &&
                             parts.keyword_only_count >= 0 && parts.stack_size >= 0 && parts.flags >= 0 &&
                             parts.localsplus_names->length == parts.localsplus_kinds->length;
    if (!counts_make_sense) return raise(SystemError, "bad argument to internal function");
    if (parts.code->length % 2 != 0 || parts.code->length > INT_MAX)
        return raise(ValueError, "code: co_code is malformed");
    if (parts.localsplus_names->length > largest_frame - parts.stack_size)
        return raise(OverflowError, "code: co_stacksize is too large");
    std::int64_t named = std::int64_t(parts.argument_count) + parts.keyword_only_count +
                         ((parts.flags & code_varargs) != 0) + ((parts.flags & code_varkeywords) != 0);
    auto is_plain = [](char kind) { return (kind & local_plain) != 0; };
    if (named > std::ranges::count_if(parts.localsplus_kinds->view(), is_plain))
        return raise(ValueError, "code: co_varnames is too small");
    return {};
}

}  // namespace

Result<Code> Code::checked(CodeParts parts) {
    TRY(check_parts(parts));
    TRY(intern_names(parts.names));
    TRY(intern_names(parts.localsplus_names));
    parts.name = intern(parts.name);
    parts.qualname = intern(parts.qualname);
    return make(std::move(parts));
}

Ref<Code> Code::make(CodeParts parts) {
    intern_constants(parts.constants.get());
    return create<Code>(std::move(parts));
}

// ---------------------------------------------------------------- locations

namespace {

// The kinds of entries (four bits of an entry's first byte).
enum LocationKind : int {
    short_forms_end = 10,
    one_line_first = 10,
    one_line_last = 12,
    no_columns = 13,
    long_form = 14,
    no_location = 15
};

}  // namespace

LocationIterator::LocationIterator(const Code* code)
    : position_(reinterpret_cast<const std::uint8_t*>(code->parts.line_table->data())),
      limit_(position_ + code->parts.line_table->length),
      line_(code->parts.first_line) {}

LocationIterator::LocationIterator(std::span<const std::uint8_t> entries, int line, int first_unit)
    : start(first_unit),
      end(first_unit),
      position_(entries.data()),
      limit_(entries.data() + entries.size()),
      line_(line) {}

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

// Damaged tables may count out of range: the number wraps.
static int wrapping_sum(int left, int right) { return int(std::uint32_t(left) + std::uint32_t(right)); }

void LocationIterator::advance_line() { line_ = wrapping_sum(line_, read_signed_varint()); }

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
        line_ = wrapping_sum(line_, kind - one_line_first);
        location.line = location.end_line = line_;
        location.column = byte();
        location.end_column = byte();
    } else if (kind == no_columns) {
        advance_line();
        location.line = location.end_line = line_;
    } else if (kind == long_form) {
        advance_line();
        location.line = line_;
        location.end_line = wrapping_sum(line_, read_varint());
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
