// SPDX-License-Identifier: MIT
// Comparing, and what the contents of an object are.
#include "trace/ledger.hpp"

#include <algorithm>
#include <utility>

#include "runtime/bytes/bytearray.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/memory/gc.hpp"
#include "trace/attributes.hpp"

namespace minipy::trace {

namespace {

// A number that is very likely another one when the contents are others, or stand in another order.
class Fingerprint {
public:
    void add(const void* address) { add(reinterpret_cast<std::uintptr_t>(address)); }
    void add(std::uint64_t number) { value_ = (value_ ^ number) * 0x9E3779B97F4A7C15 + (value_ >> 29); }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 1;
};

constexpr Size most_places = 64;  // of a container that is looked at in whole

ItemsKind items_kind(Object* object) {
    if (is<List>(object)) return ItemsKind::list;
    if (is<Dict>(object)) return ItemsKind::dict;
    if (is<Set>(object)) return ItemsKind::set;
    if (is<Cell>(object)) return ItemsKind::cell;
    return is<ByteArray>(object) ? ItemsKind::bytes : ItemsKind::none;
}

Size count_places(Object* object, ItemsKind kind) {
    switch (kind) {
        case ItemsKind::list: return cast<List>(object)->length;
        case ItemsKind::dict: return cast<Dict>(object)->keys->entry_count;
        case ItemsKind::set: return cast<Set>(object)->mask + 1;
        case ItemsKind::cell: return 1;
        case ItemsKind::bytes: return cast<ByteArray>(object)->length;
        case ItemsKind::none: return 0;
    }
    return 0;
}

// Which places of a container are looked at: all of a small one; of a large one those at both ends and some between.
template <class Look>
void each_place(Size count, Look look) {
    constexpr Size at_each_end = 16, between = 32;
    if (count <= most_places) {
        for (Size index = 0; index < count; ++index) look(index);
        return;
    }
    for (Size index = 0; index < at_each_end; ++index) look(index), look(count - 1 - index);
    for (Size step = 1; step <= between; ++step) look(count / (between + 1) * step);
}

void add_entry(Fingerprint& print, Dict* dict, Size place) {
    Object *key = nullptr, *value = nullptr;
    if (dict_next(dict, place, key, value)) print.add(key), print.add(value);
}

void add_entry(Fingerprint& print, Set* set, Size place) {
    Object* key = nullptr;
    Hash hash;
    if (set_next(set, place, key, hash)) print.add(key);
}

const Object* variable_in(Object* cell) { return cast<Cell>(cell)->contents.borrow(); }

void add_items(Fingerprint& print, Object* object, ItemsKind kind) {
    if (kind == ItemsKind::dict) print.add(std::uint64_t(cast<Dict>(object)->used));
    else if (kind == ItemsKind::set) print.add(std::uint64_t(cast<Set>(object)->used));
    Size count = count_places(object, kind);
    print.add(std::uint64_t(count));
    each_place(count, [&](Size place) {
        switch (kind) {
            case ItemsKind::list: return print.add(cast<List>(object)->items[place]);
            case ItemsKind::dict: return add_entry(print, cast<Dict>(object), place);
            case ItemsKind::set: return add_entry(print, cast<Set>(object), place);
            case ItemsKind::cell: return print.add(variable_in(object));
            case ItemsKind::bytes: return print.add(std::uint64_t(cast<ByteArray>(object)->view()[std::size_t(place)]));
            case ItemsKind::none: return;
        }
    });
}

// The attributes of an instance, in whatever form it has them. What is not tracked yet may not be whole.
void add_attributes(Fingerprint& print, Object* object) {
    const Type* type = object->type;
    if (!type->has(TypeFlag::heap) || type->has(TypeFlag::type_subclass)) return;
    if (!gc::is_container(object) || !gc::is_tracked(object)) return;
    each_attribute_outside_dict(object, [&](Object* name, Object* value) { print.add(name), print.add(value); });
    Dict* dict = attribute_dict(object);
    if (dict != nullptr && dict->used > 0)
        each_place(dict->keys->entry_count, [&](Size place) { add_entry(print, dict, place); });
}

std::uint64_t contents_of(Object* object, ItemsKind kind) {
    Fingerprint print;
    if (kind != ItemsKind::none) add_items(print, object, kind);
    add_attributes(print, object);
    return print.value();
}

Size room_of(Object* object, ItemsKind kind) {
    switch (kind) {
        case ItemsKind::list: return cast<List>(object)->capacity;
        case ItemsKind::dict: return Size(1) << cast<Dict>(object)->keys->log2_size;
        case ItemsKind::set: return cast<Set>(object)->mask + 1;
        case ItemsKind::bytes: return cast<ByteArray>(object)->capacity;
        default: return 0;
    }
}

}  // namespace

Ledger::Entry Ledger::look_at(Object* object, ItemsKind kind, unsigned looks) {
    bool contents = (looks & looks::contents) != 0, room = (looks & looks::room) != 0;
    return {object, object->reference_count, room ? room_of(object, kind) : 0, contents ? contents_of(object, kind) : 0,
            kind};
}

void Ledger::follow(Object* object) {
    places_[object] = entries_.size();
    entries_.push_back(look_at(object, items_kind(object), looks_));
}

Ledger::Entry* Ledger::find(const Object* object) {
    const std::size_t* place = places_.find(object);
    return place == nullptr ? nullptr : &entries_[*place];
}

std::optional<Size> Ledger::count_of(const Object* object) {
    const Entry* entry = find(object);
    return entry == nullptr ? std::nullopt : std::optional(entry->count);
}

std::optional<Size> Ledger::note_count(const Object* object, Size count) {
    Entry* entry = find(object);
    if (entry == nullptr) return std::nullopt;
    return std::exchange(entry->count, count);
}

void Ledger::note_contents(Object* object) {
    if (count_places(object, items_kind(object)) <= most_places) return;
    if (Entry* entry = find(object)) ++entry->contents;
}

std::optional<Size> Ledger::forget(const Object* object) {
    Entry* entry = find(object);
    if (entry == nullptr) return std::nullopt;
    entry->object = nullptr;
    places_.erase(object);
    return entry->count;
}

void Ledger::close_gaps() {
    if (entries_.size() < 2 * places_.size() + 16) return;
    std::erase_if(entries_, [](const Entry& entry) { return entry.object == nullptr; });
    for (std::size_t index = 0; index < entries_.size(); ++index) places_[entries_[index].object] = index;
}

void Ledger::compare_entry(Entry& entry, unsigned looks) {
    Entry now = look_at(entry.object, entry.items, looks);
    if ((looks & looks::contents) == 0) now.contents = entry.contents;
    if ((looks & looks::room) == 0) now.room = entry.room;
    bool is_dying = gc::is_container(entry.object) && !gc::is_tracked(entry.object);  // or is not whole yet
    if (is_dying && entry.object->type->has(TypeFlag::heap)) now.contents = entry.contents;
    bool changed = now.contents != entry.contents;
    if (now.count == entry.count && now.room == entry.room && !changed) return;
    changes_.push_back({entry.object, entry.count, now.count, entry.room, now.room, changed});
    entry = now;
}

const std::vector<LedgerChange>& Ledger::compare_all(unsigned looks) {
    close_gaps();
    changes_.clear();
    for (Entry& entry : entries_) {
        if (entry.object != nullptr) compare_entry(entry, looks);
    }
    return changes_;
}

const std::vector<LedgerChange>& Ledger::compare_counts(const UnscannedVector<Object*>& touched) {
    changes_.clear();
    touched_places_.clear();
    for (const Object* object : touched) {
        if (const std::size_t* place = places_.find(object)) touched_places_.push_back(*place);
    }
    std::ranges::sort(touched_places_);
    touched_places_.erase(std::unique(touched_places_.begin(), touched_places_.end()), touched_places_.end());
    for (std::size_t place : touched_places_) compare_entry(entries_[place], 0);
    return changes_;
}

}  // namespace minipy::trace
