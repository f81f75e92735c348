// SPDX-License-Identifier: MIT
// Iterators that are not tied to one container: over __getitem__, over a callable and a sentinel, backwards over a
// sequence. CPython: Objects/iterobject.c, Objects/enumobject.c. Next: iterators.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct SequenceIterator : Object {
    Ref<Object> sequence;  // null: exhausted
    Size index = 0;
    SequenceIterator(Type* iterator_type, Ref<Object> items) : Object(iterator_type), sequence(std::move(items)) {}
    static constexpr auto references = field_list<&SequenceIterator::sequence>;
    static Type type_object;
};

struct CallableIterator : Object {
    Ref<Object> callable, sentinel;
    CallableIterator(Type* iterator_type, Ref<Object> function, Ref<Object> stop)
        : Object(iterator_type), callable(std::move(function)), sentinel(std::move(stop)) {}
    static constexpr auto references = field_list<&CallableIterator::callable, &CallableIterator::sentinel>;
    static Type type_object;
};

struct Reversed : Object {
    Ref<Object> sequence;
    Size index;
    Reversed(Type* iterator_type, Ref<Object> items, Size last)
        : Object(iterator_type), sequence(std::move(items)), index(last) {}
    static constexpr auto references = field_list<&Reversed::sequence>;
    static Type type_object;
};

Ref<Object> make_sequence_iterator(Object* sequence);
Ref<Object> make_callable_iterator(Object* callable, Object* sentinel);

}  // namespace minipy
