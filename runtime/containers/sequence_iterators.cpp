// SPDX-License-Identifier: MIT
// Iterators over lists and tuples, and comparison of sequences. CPython: Objects/listobject.c, Objects/tupleobject.c.
#include "runtime/containers/sequence_iterators.hpp"

#include <algorithm>

#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

// Of tuples, which hold their items as long as the caller holds them.
Result<Object> compare_sequences(std::span<Object* const> left, std::span<Object* const> right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (asks_equality && left.size() != right.size()) return to_bool(operation == Comparison::not_equal);
    std::size_t common = std::min(left.size(), right.size());
    std::size_t index = 0;
    while (index < common && TRY(equal(left[index], right[index]))) ++index;
    if (index == common)
        return comparison_result(left.size() < right.size() ? -1 : left.size() > right.size(), operation);
    if (asks_equality) return to_bool(operation == Comparison::not_equal);
    return compare(left[index], right[index], operation);
}

// Comparing items may change both lists: lengths are read in every round, and the two items are held.
Result<Object> compare_lists(List* left, List* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (asks_equality && left->length != right->length) return to_bool(operation == Comparison::not_equal);
    for (Size index = 0; index < left->length && index < right->length; ++index) {
        Ref<Object> a = share(left->items[index]), b = share(right->items[index]);
        if (TRY(equal(a.get(), b.get()))) continue;
        if (asks_equality) return to_bool(operation == Comparison::not_equal);
        return compare(a.get(), b.get(), operation);
    }
    return comparison_result(left->length < right->length ? -1 : left->length > right->length, operation);
}

Result<Object> builtin_function(const char* name) {
    Ref<Module> builtins = TRY(import_module("builtins"));
    Ref<Object> function = share(builtins->get(Str::interned_from(name).get()));
    if (!function) return raise(AttributeError, "{}", name);
    return function;
}

namespace {

Result<Object> iterator_iter(Object* self) { return share(self); }

// Pickling: (iter, (sequence,), index), or an empty sequence when exhausted.
Result<Object> reduce_as(const char* function, Object* sequence, Size index) {
    Ref<Object> kept = share(sequence);
    Ref<Object> maker = TRY(builtin_function(function));
    if (sequence == nullptr) {
        Ref<List> empty = List::create();
        Ref<Tuple> arguments = Tuple::of({empty.get()});
        return Tuple::of({maker.get(), arguments.get()});
    }
    Ref<Tuple> arguments = Tuple::of({sequence});
    Ref<Int> position = Int::from(index);
    return Tuple::of({maker.get(), arguments.get(), position.get()});
}

Maybe<Object> list_iterator_next(Object* self) {
    auto* iterator = static_cast<ListIterator*>(self);
    List* list = iterator->list.get();
    if (list == nullptr) return nothing;
    if (iterator->index >= list->length) {
        iterator->list.reset();
        return nothing;
    }
    return share(list->items[iterator->index++]);
}

Result<Object> list_iterator_reduce(ListIterator* self) { return reduce_as("iter", self->list.get(), self->index); }
Result<void> list_iterator_setstate(ListIterator* self, Size index) {
    if (self->list) self->index = std::clamp<Size>(index, 0, self->list->length);
    return {};
}
Result<Size> list_iterator_length(ListIterator* self) {
    return self->list ? std::max<Size>(self->list->length - self->index, 0) : Size(0);
}

const Method list_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<list_iterator_length>, "Guesses how many items are still to come."},
    {"__reduce__(self, /)", bind<list_iterator_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<list_iterator_setstate>, "Moves to the position that __reduce__ has noted."},
};

const TypeSpec list_iterator_spec = {
    .name = "list_iterator",
    .size = sizeof(ListIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<ListIterator>,
              .traverse = traverse_references<ListIterator>,
              .clear = clear_references<ListIterator>,
              .iter = iterator_iter,
              .next = list_iterator_next},
    .methods = list_iterator_methods,
};

Maybe<Object> list_reverse_iterator_next(Object* self) {
    auto* iterator = static_cast<ListReverseIterator*>(self);
    List* list = iterator->list.get();
    if (list == nullptr) return nothing;
    if (iterator->index < 0 || iterator->index >= list->length) {
        iterator->list.reset();
        return nothing;
    }
    return share(list->items[iterator->index--]);
}

Result<Size> list_reverse_iterator_length(ListReverseIterator* self) {
    return self->list && self->list->length > self->index ? self->index + 1 : Size(0);
}
Result<Object> list_reverse_iterator_reduce(ListReverseIterator* self) {
    return reduce_as("reversed", self->list.get(), self->index);
}
Result<void> list_reverse_iterator_setstate(ListReverseIterator* self, Size index) {
    if (self->list) self->index = std::clamp<Size>(index, -1, self->list->length - 1);
    return {};
}

const Method list_reverse_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<list_reverse_iterator_length>, "Guesses how many items are still to come."},
    {"__reduce__(self, /)", bind<list_reverse_iterator_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<list_reverse_iterator_setstate>,
     "Moves to the position that __reduce__ has noted."},
};

const TypeSpec list_reverse_iterator_spec = {
    .name = "list_reverseiterator",
    .size = sizeof(ListReverseIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<ListReverseIterator>,
              .traverse = traverse_references<ListReverseIterator>,
              .clear = clear_references<ListReverseIterator>,
              .iter = iterator_iter,
              .next = list_reverse_iterator_next},
    .methods = list_reverse_iterator_methods,
};

Maybe<Object> tuple_iterator_next(Object* self) {
    auto* iterator = static_cast<TupleIterator*>(self);
    Tuple* tuple = iterator->tuple.get();
    if (tuple == nullptr) return nothing;
    if (iterator->index >= tuple->length) {
        iterator->tuple.reset();
        return nothing;
    }
    return share((*tuple)[iterator->index++]);
}

Result<Size> tuple_iterator_length(TupleIterator* self) {
    return self->tuple ? self->tuple->length - self->index : Size(0);
}
Result<Object> tuple_iterator_reduce(TupleIterator* self) { return reduce_as("iter", self->tuple.get(), self->index); }
Result<void> tuple_iterator_setstate(TupleIterator* self, Size index) {
    if (self->tuple) self->index = std::clamp<Size>(index, 0, self->tuple->length);
    return {};
}

const Method tuple_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<tuple_iterator_length>, "Guesses how many items are still to come."},
    {"__reduce__(self, /)", bind<tuple_iterator_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<tuple_iterator_setstate>, "Moves to the position that __reduce__ has noted."},
};

const TypeSpec tuple_iterator_spec = {
    .name = "tuple_iterator",
    .size = sizeof(TupleIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<TupleIterator>,
              .traverse = traverse_references<TupleIterator>,
              .clear = clear_references<TupleIterator>,
              .iter = iterator_iter,
              .next = tuple_iterator_next},
    .methods = tuple_iterator_methods,
};

}  // namespace

Type ListIterator::type_object(list_iterator_spec);
Type ListReverseIterator::type_object(list_reverse_iterator_spec);
Type TupleIterator::type_object(tuple_iterator_spec);

}  // namespace minipy
