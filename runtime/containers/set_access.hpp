// SPDX-License-Identifier: MIT
// Entry-level access to sets, for set_methods.cpp. Next: set.cpp.
#pragma once

#include "runtime/containers/set.hpp"

namespace minipy {

// The entry of a key, or the empty one where it would go.
Result<SetEntry*> set_find(Set* set, Object* key, Hash hash);
Result<void> set_add(Set* set, Object* key, Hash hash);
Result<bool> set_contains(Set* set, Object* key, Hash hash);
Result<bool> set_discard(Set* set, Object* key, Hash hash);
void set_clear(Set* set);
void traverse_set(Object* self, VisitFunction visit, void* argument);
void clear_set(Object* self);

struct SetIterator : Object {
    Ref<Set> set;  // null: exhausted
    Size position = 0;
    Size expected;  // the set's size when the iteration began
    Size remaining;
    SetIterator(Type* iterator_type, Ref<Set> items)
        : Object(iterator_type), set(std::move(items)), expected(set->used), remaining(set->used) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(set);
    }
    static Type type_object;
};

}  // namespace minipy
