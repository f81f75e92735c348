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

Size count_places(Object* object) {
    if (auto* list = as<List>(object)) return list->length;
    if (auto* dict = as<Dict>(object)) return dict->keys->entry_count;
    if (auto* bytes = as<ByteArray>(object)) return bytes->length;
    return is<Set>(object) ? cast<Set>(object)->mask + 1 : 0;
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

void add_items(Fingerprint& print, Object* object) {
    if (auto* list = as<List>(object)) {
        print.add(std::uint64_t(list->length));
        each_place(count_places(list), [&](Size index) { print.add(list->items[index]); });
    } else if (auto* dict = as<Dict>(object)) {
        print.add(std::uint64_t(dict->used));
        each_place(count_places(dict), [&](Size place) {
            Object *key = nullptr, *value = nullptr;
            if (dict_next(dict, place, key, value)) print.add(key), print.add(value);
        });
    } else if (is<Set>(object)) {
        auto* set = cast<Set>(object);
        print.add(std::uint64_t(set->used));
        each_place(count_places(set), [&](Size place) {
            Object* key = nullptr;
            Hash hash;
            if (set_next(set, place, key, hash)) print.add(key);
        });
    } else if (auto* cell = as<Cell>(object)) {
        print.add(cell->contents.borrow());
    } else if (auto* bytes = as<ByteArray>(object)) {
        print.add(std::uint64_t(bytes->length));
        each_place(count_places(bytes),
                   [&](Size index) { print.add(std::uint64_t(bytes->view()[std::size_t(index)])); });
    }
}

// The attributes of an instance, in whatever form it has them. What is not tracked yet may not be whole.
void add_attributes(Fingerprint& print, Object* object) {
    const Type* type = object->type;
    if (!type->has(TypeFlag::heap) || type->has(TypeFlag::type_subclass)) return;
    if (!gc::is_container(object) || !gc::is_tracked(object)) return;
    for (const Attribute& attribute : attributes_of(object, SIZE_MAX).first)
        print.add(attribute.name), print.add(attribute.value);
}

std::uint64_t contents_of(Object* object) {
    Fingerprint print;
    add_items(print, object);
    add_attributes(print, object);
    return print.value();
}

Size room_of(Object* object) {
    if (auto* list = as<List>(object)) return list->capacity;
    if (auto* dict = as<Dict>(object)) return Size(1) << dict->keys->log2_size;
    if (auto* bytes = as<ByteArray>(object)) return bytes->capacity;
    return is_any_set(object) ? cast<Set>(object)->mask + 1 : 0;
}

}  // namespace

Ledger::Entry Ledger::look_at(Object* object, unsigned looks) {
    bool contents = (looks & looks::contents) != 0, room = (looks & looks::room) != 0;
    return {object, object->reference_count, room ? room_of(object) : 0, contents ? contents_of(object) : 0};
}

void Ledger::follow(Object* object) {
    places_[object] = entries_.size();
    entries_.push_back(look_at(object, looks_));
}

std::optional<Size> Ledger::count_of(const Object* object) const {
    auto place = places_.find(object);
    return place == places_.end() ? std::nullopt : std::optional(entries_[place->second].count);
}

std::optional<Size> Ledger::note_count(const Object* object, Size count) {
    auto place = places_.find(object);
    if (place == places_.end()) return std::nullopt;
    return std::exchange(entries_[place->second].count, count);
}

void Ledger::note_contents(Object* object) {
    if (count_places(object) <= most_places) return;
    if (auto place = places_.find(object); place != places_.end()) ++entries_[place->second].contents;
}

std::optional<Size> Ledger::forget(const Object* object) {
    auto place = places_.find(object);
    if (place == places_.end()) return std::nullopt;
    Entry& entry = entries_[place->second];
    entry.object = nullptr;
    places_.erase(place);
    return entry.count;
}

void Ledger::close_gaps() {
    if (entries_.size() < 2 * places_.size() + 16) return;
    std::erase_if(entries_, [](const Entry& entry) { return entry.object == nullptr; });
    for (std::size_t index = 0; index < entries_.size(); ++index) places_[entries_[index].object] = index;
}

void Ledger::compare_entry(Entry& entry, unsigned looks) {
    Entry now = look_at(entry.object, looks);
    if ((looks & looks::contents) == 0) now.contents = entry.contents;
    if ((looks & looks::room) == 0) now.room = entry.room;
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
        if (auto place = places_.find(object); place != places_.end()) touched_places_.push_back(place->second);
    }
    std::ranges::sort(touched_places_);
    touched_places_.erase(std::unique(touched_places_.begin(), touched_places_.end()), touched_places_.end());
    for (std::size_t place : touched_places_) compare_entry(entries_[place], 0);
    return changes_;
}

}  // namespace minipy::trace
