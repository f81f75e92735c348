// SPDX-License-Identifier: MIT
// Copying numbers, texts and containers. Only a few levels of containers are copied (--max-depth).
#include "trace/snapshot.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "runtime/bytecode/code.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/utf8.hpp"
#include "trace/fingerprint.hpp"
#include "trace/snapshot_items.hpp"
#include "trace/snapshot_text.hpp"

namespace minipy::trace {

Value text_value(ValueKind kind, std::string_view text, std::size_t total, Batch& batch) {
    Value value;
    value.kind = kind;
    value.total = std::uint32_t(std::min<std::size_t>(total, UINT32_MAX));
    value.text = {std::uint32_t(batch.text.size()), std::uint32_t(text.size())};
    batch.text += text;
    return value;
}

std::string text_of(const Str* string, Size limit) {
    if (string->ascii) return {string->data(), std::size_t(std::min(string->length, limit))};
    std::string text;
    for (Size index = 0; index < std::min(string->length, limit); ++index) append_utf8(text, (*string)[index]);
    return text;
}

std::string name_text(Object* name) {
    auto* string = as<Str>(name);
    return string == nullptr ? "?" : text_of(string, 200);
}

namespace {

constexpr Size most_bits = 4096;         // of an int that is converted to decimal
constexpr std::size_t most_digits = 24;  // of an int that are kept

Value int_value(const Int* number, Batch& batch) {
    if (number->is_small()) return Value::of_integer(number->small);
    if (Size bits = int_bit_length(number); bits > most_bits) {
        std::string text = fmt::format("{}int of {} bits", number->is_negative() ? "-" : "", bits);
        return text_value(ValueKind::word, text, text.size(), batch);
    }
    std::string digits(int_to_text_unlimited(number, 10).view());
    bool cut = digits.size() > most_digits;
    std::size_t count = digits.size() - (digits[0] == '-');
    return text_value(ValueKind::big_integer, cut ? std::string_view(digits).substr(0, most_digits / 2) : digits, count,
                      batch);
}

bool is_shared_int(const Object* object) {
    auto* first = &shared_ints.values[0];
    return object >= first && object < first + shared_int_count;
}

bool is_interned(Object* object) { return is_exact<Str>(object) && cast<Str>(object)->interned; }

// A constant of the code that has these, or of code inside it.
bool is_among(const Tuple* constants, const Object* object) {
    return constants != nullptr && std::any_of(constants->begin(), constants->end(), [&](Object* constant) {
               auto* code = is_exact<Code>(constant) ? cast<Code>(constant) : nullptr;
               return constant == object || (code != nullptr && is_among(code->parts.constants.get(), object));
           });
}

}  // namespace

Value Snapshot::of_text(std::string_view utf8, std::size_t limit, Batch& batch) {
    std::size_t position = 0, total = 0, kept = utf8.size();
    while (position < utf8.size()) {
        if (total == limit) kept = position;
        (void)next_utf8(utf8, position);
        ++total;
    }
    return text_value(ValueKind::text, utf8.substr(0, kept), total, batch);
}

Value Snapshot::of_identity(const Life& life, Batch& batch) {
    Value value;
    value.kind = ValueKind::identity;
    value.object = {life.identity, std::uint32_t(batch.text.size())};
    batch.text += *life.type;
    if (life.name != nullptr) batch.text.append(1, '\0').append(*life.name);
    value.total = std::uint32_t(batch.text.size()) - value.object.begin;
    return value;
}

// What int, float, str and bytes hold, and their subclasses.
bool Snapshot::copy_literal(Object* object, Batch& batch, Value& value) const {
    if (auto* number = as<Int>(object)) {
        value = int_value(number, batch);
    } else if (auto* real = as<Float>(object)) {
        value.kind = ValueKind::real;
        value.real = real->value;
    } else if (auto* string = as<Str>(object)) {
        value = text_value(ValueKind::text, text_of(string, options_.max_str), std::size_t(string->length), batch);
    } else if (auto* bytes = as<Bytes>(object)) {
        std::string_view data = bytes->view();
        value = text_value(ValueKind::bytes, data.substr(0, std::size_t(options_.max_str)), data.size(), batch);
    } else {
        return false;
    }
    return true;
}

bool Snapshot::copy_atom(Object* object, Batch& batch, Value& value) const {
    if (object == &None) {
        value.kind = ValueKind::none;
    } else if (object == &True || object == &False) {
        value.kind = ValueKind::boolean;
        value.integer = object == &True;
    } else {
        bool plain =
            is_exact<Int>(object) || is_exact<Float>(object) || is_exact<Str>(object) || is_exact<Bytes>(object);
        return plain && copy_literal(object, batch, value);
    }
    return true;
}

Value Snapshot::with_number(Object* object, const Value& atom, std::uint8_t reasons, Batch& batch) const {
    Value value;
    value.kind = ValueKind::identified;
    value.shown = reasons;
    value.object = {identities_.identity_of(object), std::uint32_t(batch.values.size())};
    batch.values.push_back(atom);
    return value;
}

Value Snapshot::identified(Object* object, const Tuple* constants, Batch& batch) const {
    Value value;
    bool numbered = object == nullptr || !copy_atom(object, batch, value);  // or it has its number anyway
    if (numbered || value.kind == ValueKind::none || value.kind == ValueKind::boolean) return of(object, batch);
    unsigned reasons = 0;
    if (is_shared_int(object)) reasons |= identity::small_int;
    if (is_interned(object)) reasons |= identity::interned;
    if (is_among(constants, object)) reasons |= identity::constant;
    return with_number(object, value, std::uint8_t(reasons), batch);
}

bool Snapshot::copy_container(Object* object, std::uint32_t number, Batch& batch, int depth, Value& value) const {
    if (is<List>(object)) {
        auto* list = cast<List>(object);
        value = copy_items(ValueKind::list, number, batch, list->length, depth,
                           [&](Size index) { return list->items[index]; });
    } else if (is<Tuple>(object)) {
        auto* tuple = cast<Tuple>(object);
        value = copy_items(ValueKind::tuple, number, batch, tuple->length, depth,
                           [&](Size index) { return (*tuple)[index]; });
    } else if (is<Dict>(object)) {
        auto* dict = cast<Dict>(object);
        Size position = 0;
        Object *key = nullptr, *item = nullptr;
        value = copy_items(ValueKind::dict, number, batch, dict->used, depth, [&](Size index) {
            if (index % 2 == 0 && !dict_next(dict, position, key, item)) key = item = nullptr;
            return index % 2 == 0 ? key : item;
        });
    } else if (is_any_set(object)) {
        auto* set = cast<Set>(object);
        Size position = 0;
        Object* key;
        Hash hash;
        ValueKind kind = is<Set>(object) ? ValueKind::set : ValueKind::frozenset;
        value = copy_items(kind, number, batch, set->used, depth,
                           [&](Size) { return set_next(set, position, key, hash) ? key : nullptr; });
    } else {
        return false;
    }
    return true;
}

// What cannot change.
bool Snapshot::copy_constant(Object* object, Batch& batch, Value& value) const {
    if (object == nullptr) return true;
    // Most of what a program works with.
    if (is_exact<Int>(object) && cast<Int>(object)->is_small() && !options_.all_ids) {
        value = Value::of_integer(cast<Int>(object)->small);
        return true;
    }
    if (!copy_atom(object, batch, value)) return false;
    bool is_single = value.kind == ValueKind::none || value.kind == ValueKind::boolean;
    if (options_.all_ids && !is_single) value = with_number(object, value, 0, batch);
    return true;
}

Value Snapshot::copy_whole(Object* object, Batch& batch, int depth) const {
    Value value;
    if (copy_constant(object, batch, value)) return value;
    if (is_plain_container(object)) {
        (void)copy_container(object, identities_.identity_of(object), batch, depth, value);
        return value;
    }
    if (is_plain(object)) return copy_plain(object, batch);
    return copy_named(object, batch, value) ? value : copy_instance(object, batch, depth);
}

bool Snapshot::is_text(Object* object) const {
    if (is_plain_container(object) || is_plain(object)) return false;
    Batch batch;
    Value value;
    return copy_named(object, batch, value) || is_shown_as_text(object);
}

Value Snapshot::copy(Object* object, Batch& batch, int depth) const {
    Value value;
    if (nested_ == nullptr || depth == 0) return copy_whole(object, batch, depth);
    if (copy_constant(object, batch, value)) return value;
    bool has_parts = is_plain_container(object) || is_plain(object) ||
                     (!copy_named(object, batch, value) && !is_shown_as_text(object));
    if (has_parts) return nested_->reference(object, depth);
    return value.kind == ValueKind::null ? copy_instance(object, batch, depth) : value;
}

}  // namespace minipy::trace
