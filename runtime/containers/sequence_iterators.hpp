// SPDX-License-Identifier: MIT
// What list and tuple share: comparison item by item, and iterators that hold the sequence and a position.
// CPython: Objects/listobject.c, Objects/tupleobject.c. Next: sequence_iterators.cpp.
#pragma once

#include <span>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/index_iterator.hpp"

namespace minipy {

// Lexicographic comparison. For lists pass the lists themselves: a comparison may change them.
Result<Object> compare_sequences(std::span<Object* const> left, std::span<Object* const> right, Comparison operation);
Result<Object> compare_lists(List* left, List* right, Comparison operation);

struct TupleIterator : IndexIterator<Tuple> {
    using IndexIterator::IndexIterator;
    static Ref<Object> item(const Tuple* tuple, Size index) { return share((*tuple)[index]); }
    static Ref<Object> empty() { return Tuple::empty(); }
    static Type type_object;
};

struct ListIterator : IndexIterator<List> {
    using IndexIterator::IndexIterator;
    static Ref<Object> item(const List* list, Size index) { return share(list->items[index]); }
    static Ref<Object> empty() { return List::create(); }
    static Type type_object;
};

// Backwards, from the last item on.
struct ListReverseIterator : Object {
    Ref<List> list;  // null: exhausted
    Size index;
    ListReverseIterator(Type* iterator_type, Ref<List> items)
        : Object(iterator_type), list(std::move(items)), index(list->length - 1) {}
    static constexpr auto references = field_list<&ListReverseIterator::list>;
    static Type type_object;
};

}  // namespace minipy
