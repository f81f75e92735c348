// SPDX-License-Identifier: MIT
// set and frozenset: the table. Methods and types are in set_methods.cpp. CPython: Objects/setobject.c.
#include "runtime/containers/set.hpp"

#include <cstring>

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/set_access.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

// Stands in the slot of a deleted key. Never leaves the table and is not counted.
Object* const set_dummy = &Ellipsis;

namespace {

constexpr Size linear_probes = 9;  // neighbours looked at before jumping: they share a cache line

bool is_dummy(const SetEntry& entry) { return entry.hash == -1; }  // no key has that hash
bool is_live(const SetEntry& entry) { return entry.key != nullptr && !is_dummy(entry); }

void free_table(SetEntry* table, Size mask, const SetEntry* small) {
    if (table != small) heap::free_array(table, std::size_t(mask + 1));
}

// Puts a key into a table that has no equal one and no dummies.
void insert_clean(SetEntry* table, Size mask, Object* key, Hash hash) {
    auto perturb = std::size_t(hash);
    auto slot = std::size_t(hash) & std::size_t(mask);
    for (;;) {
        Size probes = Size(slot) + linear_probes <= mask ? linear_probes : 0;
        for (Size offset = 0; offset <= probes; ++offset) {
            SetEntry& entry = table[slot + std::size_t(offset)];
            if (entry.key == nullptr) {
                entry = {key, hash};
                return;
            }
        }
        perturb >>= 5;
        slot = (slot * 5 + 1 + perturb) & std::size_t(mask);
    }
}

Result<void> resize(Set* set, Size minimum) {
    Size size = smallest_set_table;
    while (size <= minimum) size <<= 1;
    auto* table = size == smallest_set_table ? set->small : heap::allocate_array<SetEntry>(std::size_t(size));
    if (table == nullptr) return raise_no_memory();
    SetEntry copied[smallest_set_table];
    SetEntry* old = set->table;
    Size old_mask = set->mask;
    bool reuse = table == old;  // small to small: only to drop dummies
    if (reuse) {
        std::memcpy(static_cast<void*>(copied), old, sizeof copied);
        old = copied;
    }
    std::memset(static_cast<void*>(table), 0, std::size_t(size) * sizeof(SetEntry));
    for (Size slot = 0; slot <= old_mask; ++slot) {
        if (is_live(old[slot])) insert_clean(table, size - 1, old[slot].key, old[slot].hash);
    }
    set->table = table;
    set->mask = size - 1;
    set->fill = set->used;
    if (!reuse) free_table(old, old_mask, set->small);
    return {};
}

// Small sets grow fourfold.
Size grown(const Set* set) { return set->used > 50000 ? set->used * 2 : set->used * 4; }

enum class SetStep : std::uint8_t { differs, same, restart, failed };

// `dummy`: a free place that the search has passed, or null. A comparison may fill it, or give the set another table,
// even a shorter one at the same address.
SetStep compare_key(Set* set, SetEntry* table, const SetEntry* dummy, SetEntry* entry, Object* key, Hash hash) {
    Object* candidate = entry->key;
    if (entry->hash != hash) return SetStep::differs;
    if (candidate == key) return SetStep::same;
    if (candidate->type == &Str::type_object && key->type == &Str::type_object) {
        return str_equal(cast<Str>(candidate), cast<Str>(key)) ? SetStep::same : SetStep::differs;
    }
    if (candidate->type == &Int::type_object && key->type == &Int::type_object) {
        return int_compare(cast<Int>(candidate), cast<Int>(key)) == 0 ? SetStep::same : SetStep::differs;
    }
    Ref<Object> kept = share(candidate);
    Size mask = set->mask;
    Result<bool> same = compare_bool(candidate, key, Comparison::equal);
    if (same.failed()) return SetStep::failed;
    bool is_as_before = set->table == table && set->mask == mask && entry->key == candidate;
    if (!is_as_before || (dummy != nullptr && !is_dummy(*dummy))) return SetStep::restart;
    return same.take() ? SetStep::same : SetStep::differs;
}

// The entry of a key, or the empty one at which the search for it ends, and the last dummy on the way there.
struct FoundKey {
    SetEntry* entry;
    SetEntry* dummy;  // or null
};

Result<FoundKey> find(Set* set, Object* key, Hash hash) {
restart:
    SetEntry* table = set->table;
    SetEntry* dummy = nullptr;
    auto mask = std::size_t(set->mask);
    auto perturb = std::size_t(hash);
    std::size_t slot = std::size_t(hash) & mask;
    for (;;) {
        Size probes = Size(slot) + linear_probes <= set->mask ? linear_probes : 0;
        for (Size offset = 0; offset <= probes; ++offset) {
            SetEntry* entry = &table[slot + std::size_t(offset)];
            if (entry->key == nullptr) return FoundKey{entry, dummy};
            if (is_dummy(*entry)) {
                dummy = entry;
                continue;
            }
            switch (compare_key(set, table, dummy, entry, key, hash)) {
                case SetStep::differs: break;
                case SetStep::same: return FoundKey{entry, dummy};
                case SetStep::restart: goto restart;
                case SetStep::failed: return Failure{};
            }
        }
        perturb >>= 5;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

}  // namespace

Result<void> set_add(Set* set, Object* key, Hash hash) {
    FoundKey found = TRY(find(set, key, hash));
    if (found.entry->key != nullptr) return {};
    if (found.dummy != nullptr) {
        *found.dummy = {share(key).release(), hash};
        ++set->used;
        return {};
    }
    // Tables that could not grow must not fill up: the search for a free entry would never end.
    if (set->fill + 1 >= set->mask && set->mask >= smallest_set_table) return raise_no_memory();
    *found.entry = {share(key).release(), hash};
    ++set->fill;
    ++set->used;
    // At most three fifths full.
    if (set->fill * 5 < set->mask * 3) return {};
    return resize(set, grown(set));
}

Result<void> set_add(Set* set, Object* key) { return set_add(set, key, TRY(hash(key))); }

Result<bool> set_contains(Set* set, Object* key, Hash hash) { return TRY(find(set, key, hash)).entry->key != nullptr; }
Result<bool> set_contains(Set* set, Object* key) { return set_contains(set, key, TRY(hash(key))); }

namespace {

Ref<Object> take_out(Set* set, SetEntry* entry) {
    Ref<Object> old = adopt(entry->key);
    *entry = {set_dummy, -1};
    --set->used;
    return old;
}

}  // namespace

Result<bool> set_discard(Set* set, Object* key, Hash hash) {
    SetEntry* entry = TRY(find(set, key, hash)).entry;
    if (entry->key == nullptr) return false;
    Ref<Object> old = take_out(set, entry);
    return true;
}

Result<bool> set_discard(Set* set, Object* key) { return set_discard(set, key, TRY(hash(key))); }

Ref<Object> set_pop(Set* set) {
    auto slot = set->finger & set->mask;
    while (!is_live(set->table[slot])) slot = (slot + 1) & set->mask;
    set->finger = slot + 1;
    return take_out(set, &set->table[slot]);
}

bool set_next(Set* set, Size& position, Object*& key, Hash& hash) {
    while (position <= set->mask) {
        const SetEntry& entry = set->table[position++];
        if (!is_live(entry)) continue;
        key = entry.key;
        hash = entry.hash;
        return true;
    }
    return false;
}

void set_clear(Set* set) {
    // Empty before the first key dies: a finalizer may look at the set, and add to it. A small table is part of the
    // set, so its entries are copied out.
    SetEntry copied[smallest_set_table];
    SetEntry* old = set->table;
    Size old_mask = set->mask;
    SetEntry* released = old;
    if (old == set->small) {
        std::memcpy(static_cast<void*>(copied), old, sizeof copied);
        released = copied;
    }
    std::memset(static_cast<void*>(set->small), 0, sizeof set->small);
    set->table = set->small;
    set->mask = smallest_set_table - 1;
    set->used = set->fill = set->finger = 0;
    for (Size slot = 0; slot <= old_mask; ++slot) {
        if (is_live(released[slot])) decref(released[slot].key);
    }
    if (old != set->small) free_table(old, old_mask, set->small);
}

Result<void> set_drop_dummies(Set* set) {
    if (set->fill - set->used <= set->mask / 4) return {};
    return resize(set, grown(set));
}

void set_swap_tables(Set* left, Set* right) {
    bool left_is_small = left->table == left->small, right_is_small = right->table == right->small;
    std::swap(left->small, right->small);
    std::swap(left->table, right->table);
    if (left_is_small) right->table = right->small;
    if (right_is_small) left->table = left->small;
    std::swap(left->mask, right->mask);
    std::swap(left->fill, right->fill);
    std::swap(left->used, right->used);
    left->hash_value = right->hash_value = -1;
}

Set::~Set() {
    Size remaining = used;
    for (SetEntry* entry = table; remaining > 0; ++entry) {
        if (!is_live(*entry)) continue;
        --remaining;
        decref(entry->key);
    }
    if (table != small) free_table(table, mask, small);
}

Ref<Set> Set::create() { return minipy::create<Set>(); }

void traverse_set(Object* self, VisitFunction visit, void* argument) {
    Size position = 0;
    Object* key;
    Hash hash;
    while (set_next(static_cast<Set*>(self), position, key, hash)) visit(key, argument);
}

void clear_set(Object* self) { set_clear(static_cast<Set*>(self)); }

namespace {

Result<void> add_from_set(Set* set, Set* other) {
    if (set == other || other->used == 0) return {};
    // Room for all first, if they are many.
    if ((set->fill + other->used) * 5 >= set->mask * 3) TRY(resize(set, (set->used + other->used) * 2));
    bool copies_layout = set->fill == 0 && set->mask == other->mask && other->fill == other->used;
    if (copies_layout) {
        for (Size slot = 0; slot <= other->mask; ++slot) {
            if (other->table[slot].key != nullptr)
                set->table[slot] = {share(other->table[slot].key).release(), other->table[slot].hash};
        }
        set->fill = set->used = other->used;
        return {};
    }
    if (set->fill == 0) {
        Size position = 0;
        Object* key;
        Hash hash;
        while (set_next(other, position, key, hash)) insert_clean(set->table, set->mask, share(key).release(), hash);
        set->fill = set->used = other->used;
        return {};
    }
    return for_each_key(other, [&](Object* kept, Hash kept_hash) { return set_add(set, kept, kept_hash); });
}

Result<void> add_from_dict(Set* set, Dict* dict) {
    if ((set->fill + dict->used) * 5 >= set->mask * 3) TRY(resize(set, (set->used + dict->used) * 2));
    return for_each_key(dict, [&](Object* key, Hash key_hash) { return set_add(set, key, key_hash); });
}

}  // namespace

Result<void> set_update(Set* set, Object* iterable) {
    if (is_any_set(iterable)) return add_from_set(set, cast<Set>(iterable));
    if (is_exact<Dict>(iterable)) return add_from_dict(set, cast<Dict>(iterable));
    return for_each(iterable, [&](Ref<Object> item) { return set_add(set, item.get()); });
}

Result<Set> Set::from_iterable(Type* type, Object* iterable) {
    Ref<Object> object = TRY(allocate_instance(type));
    Ref<Set> set = ref_cast<Set>(std::move(object));
    set->table = set->small;
    set->mask = smallest_set_table - 1;
    set->hash_value = -1;
    if (iterable != nullptr) TRY(set_update(set.get(), iterable));
    return set;
}

Result<FrozenSet> FrozenSet::from_iterable(Object* iterable) {
    if (iterable != nullptr && is_exact<FrozenSet>(iterable)) return share(cast<FrozenSet>(iterable));
    return ref_cast<FrozenSet>(TRY(Set::from_iterable(&FrozenSet::type_object, iterable)));
}

}  // namespace minipy
