// SPDX-License-Identifier: MIT
// Comparing, and what the contents of an object are.
#include "trace/ledger.hpp"

#include <utility>

#include "runtime/bytes/bytearray.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/memory/gc.hpp"

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

void add_items(Fingerprint& print, Object* object) {
    Size position = 0;
    Object *key, *value;
    Hash hash;
    if (auto* list = as<List>(object)) {
        print.add(std::uint64_t(list->length));
        for (Size index = 0; index < list->length; ++index) print.add(list->items[index]);
    } else if (auto* dict = as<Dict>(object)) {
        while (dict_next(dict, position, key, value)) print.add(key), print.add(value);
    } else if (is<Set>(object)) {
        while (set_next(cast<Set>(object), position, key, hash)) print.add(key);
    } else if (auto* cell = as<Cell>(object)) {
        print.add(cell->contents.borrow());
    } else if (auto* bytes = as<ByteArray>(object)) {
        for (char byte : bytes->view()) print.add(std::uint64_t(byte));
    }
}

// The attributes of an instance, in whatever form it has them. What is not tracked yet may not be whole.
void add_attributes(Fingerprint& print, Object* object) {
    const Type* type = object->type;
    if (!type->has(TypeFlag::heap) || type->has(TypeFlag::type_subclass)) return;
    if (!gc::is_container(object) || !gc::is_tracked(object)) return;
    traverse_object(
        object, [](Object* reference, void* into) { static_cast<Fingerprint*>(into)->add(reference); }, &print);
    if (type->has(TypeFlag::managed_dict) && managed_head(object)->dict != nullptr)
        add_items(print, managed_head(object)->dict);
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

Ledger::Entry Ledger::look_at(Object* object) const {
    bool contents = (looks_ & looks::contents) != 0, room = (looks_ & looks::room) != 0;
    return {object, object->reference_count, room ? room_of(object) : 0, contents ? contents_of(object) : 0};
}

void Ledger::follow(Object* object) {
    places_[object] = entries_.size();
    entries_.push_back(look_at(object));
}

std::optional<Size> Ledger::note_count(const Object* object, Size count) {
    auto place = places_.find(object);
    if (place == places_.end()) return std::nullopt;
    return std::exchange(entries_[place->second].count, count);
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

const std::vector<LedgerChange>& Ledger::compare() {
    close_gaps();
    changes_.clear();
    for (Entry& entry : entries_) {
        if (entry.object == nullptr) continue;
        Entry now = look_at(entry.object);
        bool changed = now.contents != entry.contents;
        if (now.count == entry.count && now.room == entry.room && !changed) continue;
        changes_.push_back({entry.object, entry.count, now.count, entry.room, now.room, changed});
        entry = now;
    }
    return changes_;
}

}  // namespace minipy::trace
