// SPDX-License-Identifier: MIT
// Entry-level access to sets, for set_methods.cpp. Next: set.cpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/set.hpp"

namespace minipy {

Result<void> set_add(Set* set, Object* key, Hash hash);
Result<bool> set_contains(Set* set, Object* key, Hash hash);
Result<bool> set_discard(Set* set, Object* key, Hash hash);
// Takes the next key out, from the finger on, without comparing it; the set is not empty.
Ref<Object> set_pop(Set* set);
void set_clear(Set* set);
// Rebuilds the table if many of its entries are deleted ones, when deleting has come to an end.
Result<void> set_drop_dummies(Set* set);
void set_swap_tables(Set* left, Set* right);
void traverse_set(Object* self, VisitFunction visit, void* argument);
void clear_set(Object* self);

// Asks holds(key, hash) of each key, slot by slot, until the answer is no. The question may run Python: what is added
// or taken out meanwhile is met or not, but each key lives until its answer is there.
template <class Predicate>
Result<bool> holds_for_all_keys(Set* set, Predicate holds) {
    Ref<Set> kept_set = share(set);
    Size position = 0;
    Object* key;
    Hash key_hash;
    while (set_next(set, position, key, key_hash)) {
        Ref<Object> kept_key = share(key);
        if (!TRY(holds(key, key_hash))) return false;
    }
    return true;
}

// Calls action(key, hash) for each key in the same way.
template <class Action>
Result<void> for_each_key(Dict* dict, Action action) {
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) {
        Hash key_hash = dict->keys->hash_at(position - 1);
        Ref<Object> kept_key = share(key);
        TRY(action(key, key_hash));
    }
    return {};
}
template <class Action>
Result<void> for_each_key(Set* set, Action action) {
    TRY(holds_for_all_keys(set, [&](Object* key, Hash key_hash) -> Result<bool> {
        TRY(action(key, key_hash));
        return true;
    }));
    return {};
}

struct SetIterator : Object {
    Ref<Set> set;  // null: exhausted
    Size position = 0;
    Size expected;  // the set's size when the iteration began
    Size remaining;
    SetIterator(Type* iterator_type, Ref<Set> items)
        : Object(iterator_type), set(std::move(items)), expected(set->used), remaining(set->used) {}
    static constexpr auto references = field_list<&SetIterator::set>;
    static Type type_object;
};

}  // namespace minipy
