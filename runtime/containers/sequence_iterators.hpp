// SPDX-License-Identifier: MIT
// What list and tuple share: comparison item by item, and iterators that hold the sequence and a position.
// CPython: Objects/listobject.c, Objects/tupleobject.c. Next: sequence_iterators.cpp.
#pragma once

#include <span>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"

namespace minipy {

// Lexicographic comparison. For lists pass the lists themselves: a comparison may change them.
Result<Object> compare_sequences(std::span<Object* const> left, std::span<Object* const> right, Comparison operation);
// What __reduce__ names: a function of the module builtins, as it is there now.
Result<Object> builtin_function(const char* name);
Result<Object> compare_lists(List* left, List* right, Comparison operation);

struct TupleIterator : Object {
    Ref<Tuple> tuple;  // null: exhausted
    Size index = 0;
    TupleIterator(Type* iterator_type, Ref<Tuple> items) : Object(iterator_type), tuple(std::move(items)) {}
    static constexpr auto references = field_list(&TupleIterator::tuple);
    static Type type_object;
};

struct ListIterator : Object {
    Ref<List> list;
    Size index = 0;
    ListIterator(Type* iterator_type, Ref<List> items) : Object(iterator_type), list(std::move(items)) {}
    static constexpr auto references = field_list(&ListIterator::list);
    static Type type_object;
};

struct ListReverseIterator : Object {
    Ref<List> list;
    Size index;
    ListReverseIterator(Type* iterator_type, Ref<List> items)
        : Object(iterator_type), list(std::move(items)), index(list->length - 1) {}
    static constexpr auto references = field_list(&ListReverseIterator::list);
    static Type type_object;
};

}  // namespace minipy
