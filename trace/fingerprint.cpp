// SPDX-License-Identifier: MIT
// Gathering what is shown. Next: snapshot.cpp, which copies the same.
#include "trace/fingerprint.hpp"

#include <algorithm>
#include <bit>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "trace/attributes.hpp"

namespace minipy::trace {

namespace {

std::uint64_t address(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

void add(std::uint64_t& hash, std::uint64_t number) {
    hash = (hash ^ number) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 29;
}

// Numbers and texts are what they are, whichever objects they are.
void add_part(std::uint64_t& hash, Object* part) {
    if (part == nullptr || part == &None || part == &True || part == &False) return add(hash, address(part));
    const Type* type = part->type;
    if (type == &Int::type_object && cast<Int>(part)->is_small())
        return add(hash, std::uint64_t(cast<Int>(part)->small));
    if (type == &Float::type_object) return add(hash, std::bit_cast<std::uint64_t>(cast<Float>(part)->value) + 1);
    if (type == &Str::type_object) return add(hash, std::uint64_t(str_hash(cast<Str>(part))) + 2);
    if (type == &Int::type_object) return add(hash, std::uint64_t(int_hash(cast<Int>(part))) + 3);
    if (type == &Bytes::type_object) {
        for (char byte : cast<Bytes>(part)->view().substr(0, std::size_t(256))) add(hash, std::uint8_t(byte));
        return add(hash, std::uint64_t(cast<Bytes>(part)->view().size()));
    }
    add(hash, address(part));
}

}  // namespace

bool ShownParts::can_show(Object* object) {
    if (is_plain_container(object) || is_exact<Cell>(object)) return true;
    const Type* type = object->type;
    return type->has(TypeFlag::heap) && type->layout == &object_type && !type->has(TypeFlag::type_subclass) &&
           !type->has(TypeFlag::exception_subclass);
}

int ShownParts::most_of(const Object* object, const Options& options) {
    return std::min(options.max_items, is_plain_container(object) ? most_items_shown : most_shown);
}

ShownParts::ShownParts(Object* object, int most, Vector& parts)
    : parts_(parts), first_(parts.size()), type_(object->type) {
    auto shown_of = [&](Size total) {
        total_ = total;
        return int(std::min<Size>(total, most));
    };
    if (is_exact<List>(object) || is_exact<Tuple>(object)) {
        bool is_list = is_exact<List>(object);
        Object** items = is_list ? cast<List>(object)->items : cast<Tuple>(object)->items();
        kind_ = is_list ? ValueKind::list : ValueKind::tuple;
        int shown = shown_of(is_list ? cast<List>(object)->length : cast<Tuple>(object)->length);
        parts.insert(parts.end(), items, items + shown);
    } else if (is_exact<Dict>(object)) {
        auto* dict = cast<Dict>(object);
        kind_ = ValueKind::dict;
        Size position = 0;
        Object *key = nullptr, *value = nullptr;
        for (int shown = shown_of(dict->used); shown > 0 && dict_next(dict, position, key, value); --shown)
            parts.push_back(key), parts.push_back(value);
    } else if (is_exact<Set>(object) || is_exact<FrozenSet>(object)) {
        auto* set = cast<Set>(object);
        kind_ = is_exact<Set>(object) ? ValueKind::set : ValueKind::frozenset;
        Size position = 0;
        Object* key = nullptr;
        Hash hash;
        for (int shown = shown_of(set->used); shown > 0 && set_next(set, position, key, hash); --shown)
            parts.push_back(key);
    } else if (is_exact<Cell>(object)) {
        kind_ = ValueKind::object;
        if (most > 0) parts.push_back(cast<Cell>(object)->contents.borrow());
    } else {
        has_names_ = true;
        add_attributes(object, most);
    }
    size_ = parts.size() - first_;
}

void ShownParts::add_attributes(Object* object, int most) {
    parts_.resize(first_ + 2 * std::size_t(most));
    Object** next = parts_.data() + first_;
    auto add = [&](Object* name, Object* value) {
        if (total_++ < most) *next++ = name, *next++ = value;
    };
    each_attribute_outside_dict(object, add);
    if (Dict* dict = attribute_dict(object)) {
        Size position = 0, total = total_ + dict->used;
        Object *name = nullptr, *value = nullptr;
        while (total_ < most && dict_next(dict, position, name, value)) add(name, value);
        total_ = total;
    }
    parts_.resize(std::size_t(next - parts_.data()));
}

namespace {

// What lies in the object itself is all that it has, and is shown in the order in which it was set.
ShownParts::Part attribute_at(Object* object, Size place) {
    ShownParts::Part part;
    for (const Type* type = object->type; type != nullptr; type = type->base) {
        if (type->slots_count != 0) return part;
    }
    if (!has_inline_values(object)) return part;
    InlineValues* inlined = inline_values(object);
    const std::uint8_t *order = inlined->order(), *end = order + inlined->size;
    const std::uint8_t* found =
        place < inlined->size && order[place] == place ? order + place : std::find(order, end, place);
    if (found != end)
        part = {found - order, inlined->size, object->type->shared_keys->key_at(place), inlined->values()[place]};
    return part;
}

std::uint64_t begin_fingerprint(const Type* type, Size total) {
    std::uint64_t hash = address(type);
    add(hash, std::uint64_t(total));
    return hash;
}

}  // namespace

ShownParts::Part ShownParts::part_of(Object* object, Size part) {
    if (!is_exact<List>(object))
        return can_show(object) && !is_plain_container(object) ? attribute_at(object, part) : Part();
    auto* list = cast<List>(object);
    if (part < 0 || part >= list->length) return {};
    return {part, list->length, nullptr, list->items[part]};
}

std::uint64_t ShownParts::fingerprint_of_last_level(const Type* type, Size total) {
    return begin_fingerprint(type, total) | 1;
}

std::uint64_t ShownParts::fingerprint_of(std::size_t parts, Size total) const {
    std::uint64_t hash = begin_fingerprint(type_, total);
    Object* const* part = parts_.data() + first_;
    for (Object* const* end = part + parts; part != end; ++part) {
        if (has_names_) add(hash, address(*part++));
        add_part(hash, *part);
    }
    return hash | 1;
}

}  // namespace minipy::trace
