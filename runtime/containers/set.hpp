// SPDX-License-Identifier: MIT
// set and frozenset: an open-addressing table of (key, hash) with CPython's probing, so that iteration order agrees:
// a run of nine neighbouring slots first, then the dict's recurrence.
//
//      table   │ key hash │ ∅ │ key hash │ × │ …      2^n slots; ∅ null key: empty, × the dummy: deleted
//
// CPython: Objects/setobject.c. Next: set.cpp, set_access.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct SetEntry {
    Object* key;  // owned; null: empty; the dummy (not counted): deleted
    Hash hash;
};

inline constexpr Size smallest_set_table = 8;

struct Set : Object {
    Size used = 0;  // keys
    Size fill = 0;  // keys and dummies
    Size mask = smallest_set_table - 1;
    SetEntry* table;       // `small` or heap memory; owned
    Hash hash_value = -1;  // frozenset
    Size finger = 0;       // where pop() searches next
    Object* weakrefs = nullptr;
    SetEntry small[smallest_set_table] = {};

    explicit Set(Type* set_type) : Object(set_type), table(small) {}
    // Bytes of the memory that it owns beside its own block.
    Size bytes_beside() const { return table == small ? 0 : (mask + 1) * Size(sizeof(SetEntry)); }
    ~Set();
    static Ref<Set> create();
    static Result<Set> from_iterable(Type* type, Object* iterable);  // iterable may be null
    static Type type_object;
    static bool is_layout_of(const Type* type, std::type_identity<Set>);
};

struct FrozenSet : Set {
    using Set::Set;
    static Result<FrozenSet> from_iterable(Object* iterable);
    static Type type_object;
};

inline bool Set::is_layout_of(const Type* type, std::type_identity<Set>) {
    return is_subtype(type, &Set::type_object) || is_subtype(type, &FrozenSet::type_object);
}
inline bool is_any_set(const Object* object) { return is<Set>(object) || is<FrozenSet>(object); }

Result<void> set_add(Set* set, Object* key);
Result<bool> set_contains(Set* set, Object* key);
Result<bool> set_discard(Set* set, Object* key);  // false: was not there
Result<void> set_update(Set* set, Object* iterable);
Result<Set> set_intersection(Object* set, Object* iterable);
Result<void> set_difference_update(Set* set, Object* iterable);
Result<void> set_symmetric_difference_update(Set* set, Object* iterable);
bool set_next(Set* set, Size& position, Object*& key, Hash& hash);  // borrowed

}  // namespace minipy
