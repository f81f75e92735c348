// SPDX-License-Identifier: MIT
// list: a growable array of references.
//
//      List │ length │ capacity │ items ─┼─▶ │ 0 │ 1 │ … │ length−1 │ unused … │      capacity entries
//
// Growth is CPython's (an eighth more, rounded), so that appending is amortised O(1) and sizes agree.
// CPython: Objects/listobject.c. Next: list.cpp, list_sort.cpp.
#pragma once

#include <span>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct List : Object {
    Size length = 0;
    Size capacity = 0;         // or being_sorted
    Object** items = nullptr;  // owned references

    explicit List(Type* list_type) : Object(list_type) {}
    ~List();
    Object* operator[](Size index) const { return items[index]; }

    // The capacity while list_sort has taken the items out: as soon as anyone changes the list it is another one.
    static constexpr Size being_sorted = -1;
    std::size_t room() const { return capacity > 0 ? std::size_t(capacity) : 0; }
    // Bytes of the memory that it owns beside its own block.
    Size bytes_beside() const { return Size(room() * sizeof(Object*)); }

    static Ref<List> create();
    static Result<List> copy(std::span<Object* const> items);  // shares the items
    static Result<List> from_iterable(Object* iterable);

    static constexpr TypeFlag subclass_flag = TypeFlag::list_subclass;
    static Type type_object;
};

Result<void> list_append(List* list, Object* item);
Result<void> list_append(List* list, Ref<Object> item);
Result<void> list_extend(List* list, Object* iterable);
Result<void> list_insert(List* list, Size index, Object* item);
Result<void> list_set_slice(List* list, Size start, Size stop, Object* iterable_or_null);
Result<void> list_sort(List* list, Object* key = nullptr, bool reverse = false);  // key: null or None for none
void list_reverse(List* list);
void list_clear(List* list);
Result<Tuple> list_to_tuple(List* list);

}  // namespace minipy
