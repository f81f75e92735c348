// SPDX-License-Identifier: MIT
// Iterators that are a sequence and a position in it: of list, tuple, str, bytes and bytearray one template; what
// pickling them takes serves the walks over anything with __getitem__ (containers/iterators.cpp), too.
//
//      sequence ──▶ [ a  b  c  d ]          the position may lie behind the end: the sequence can shrink meanwhile,
//      index ───────────────┘               so each step reads its length anew
//
// An iterator that has reached the end lets go of its sequence and stays at the end, whatever the sequence becomes.
// CPython: Objects/listobject.c, Objects/tupleobject.c, Objects/unicodeobject.c, Objects/bytesobject.c, each anew.
// Next: index_iterator.cpp, containers/sequence_iterators.cpp.
#pragma once

#include <algorithm>

#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// A kind of it derives and says how items are read and what an empty sequence of its kind is:
//   static Ref<Object> item(const Sequence* sequence, Size index);
//   static Ref<Object> empty();
template <class Sequence>
struct IndexIterator : Object {
    Ref<Sequence> sequence;  // null: exhausted
    Size index = 0;
    IndexIterator(Type* iterator_type, Ref<Sequence> items) : Object(iterator_type), sequence(std::move(items)) {}
    static constexpr auto references = field_list<&IndexIterator::sequence>;
};

// What __reduce__ names: a built-in function, as the running frame has it. AttributeError.
Result<Object> builtin_function(const char* name);
// (maker, (sequence,), index): the call that makes the iterator, and what __setstate__ gets.
Result<Object> reduce_iterator(Object* maker, Object* sequence, Size index);
// (maker, (empty,)): an iterator at its end.
Result<Object> reduce_exhausted(Object* maker, Object* empty);
// (iter, (list,)) with all that is still to come, which the iterator has given then.
Result<Object> reduce_to_list(Object* iterator);
// The argument of __setstate__. TypeError "an integer is required": __index__ is not asked; OverflowError.
Result<Size> index_from_state(Object* state);

// The same for an iterator over a hash table, which stays where it is.
template <auto table, class Iterator>
Result<Object> reduce_table_iterator(Iterator* self) {
    auto kept = self->*table;
    Size position = self->position, remaining = self->remaining, expected = self->expected;
    Result<Object> reduced = reduce_to_list(self);
    self->*table = std::move(kept);
    self->position = position;
    self->remaining = remaining;
    self->expected = expected;
    return reduced;
}

// ---------------------------------------------------------------- slots and methods of all kinds

template <class Iterator>
Maybe<Object> next_at_index(Object* self) {
    auto* iterator = static_cast<Iterator*>(self);
    if (!iterator->sequence) return nothing;
    if (iterator->index < iterator->sequence->length)
        return Iterator::item(iterator->sequence.get(), iterator->index++);
    iterator->sequence.reset();
    return nothing;
}

template <class Iterator>
Result<Size> length_from_index(Iterator* self) {
    return self->sequence ? std::max<Size>(self->sequence->length - self->index, 0) : Size(0);
}

template <class Iterator>
Result<Object> reduce_index(Iterator* self) {
    Ref<Object> maker = TRY(builtin_function("iter"));
    if (!self->sequence) return reduce_exhausted(maker.get(), Iterator::empty().get());
    return reduce_iterator(maker.get(), self->sequence.get(), self->index);
}

template <class Iterator>
Result<void> set_index(Iterator* self, Object* state) {
    Size index = TRY(index_from_state(state));
    if (self->sequence) self->index = std::clamp<Size>(index, 0, self->sequence->length);
    return {};
}

template <class Iterator>
inline constexpr Slots index_iterator_slots = {.deallocate = destroy<Iterator>,
                                               .traverse = traverse_references<Iterator>,
                                               .clear = clear_references<Iterator>,
                                               .iter = iterator_itself,
                                               .next = next_at_index<Iterator>};

inline constexpr const char* length_hint_doc = "Guesses how many items are still to come.";
inline constexpr const char* reduce_doc = "Tells pickle and copy how to make it again.";
inline constexpr const char* set_index_doc = "Moves to the position that __reduce__ has noted.";

template <class Iterator>
inline constexpr Method index_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<length_from_index<Iterator>>, length_hint_doc},
    {"__reduce__(self, /)", bind<reduce_index<Iterator>>, reduce_doc},
    {"__setstate__(self, state, /)", bind<set_index<Iterator>>, set_index_doc},
};

template <class Iterator>
constexpr TypeSpec index_iterator_spec(const char* name) {
    return {.name = name,
            .size = sizeof(Iterator),
            .flags = TypeFlag::gc | TypeFlag::no_instantiation,
            .slots = index_iterator_slots<Iterator>,
            .methods = index_iterator_methods<Iterator>};
}

}  // namespace minipy
