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

// Comparing items may change both lists: lengths are read in every round and once more behind the item that differs,
// and the two items are held.
Result<Object> compare_lists(List* left, List* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (asks_equality && left->length != right->length) return to_bool(operation == Comparison::not_equal);
    auto in_both = [&](Size index) { return index < left->length && index < right->length; };
    for (Size index = 0; in_both(index); ++index) {
        Ref<Object> a = share(left->items[index]), b = share(right->items[index]);
        if (TRY(equal(a.get(), b.get()))) continue;
        if (!in_both(index)) break;
        if (asks_equality) return to_bool(operation == Comparison::not_equal);
        a = share(left->items[index]), b = share(right->items[index]);
        return compare(a.get(), b.get(), operation);
    }
    return comparison_result(left->length < right->length ? -1 : left->length > right->length, operation);
}

namespace {

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
    Ref<Object> maker = TRY(builtin_function(self->list ? "reversed" : "iter"));
    if (!self->list) return reduce_exhausted(maker.get(), List::create().get());
    return reduce_iterator(maker.get(), self->list.get(), self->index);
}
Result<void> list_reverse_iterator_setstate(ListReverseIterator* self, Object* state) {
    Size index = TRY(index_from_state(state));
    if (self->list) self->index = std::clamp<Size>(index, -1, self->list->length - 1);
    return {};
}

const Method list_reverse_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<list_reverse_iterator_length>, length_hint_doc},
    {"__reduce__(self, /)", bind<list_reverse_iterator_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<list_reverse_iterator_setstate>, set_index_doc},
};

const TypeSpec list_reverse_iterator_spec = {
    .name = "list_reverseiterator",
    .size = sizeof(ListReverseIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<ListReverseIterator>,
              .traverse = traverse_references<ListReverseIterator>,
              .clear = clear_references<ListReverseIterator>,
              .iter = iterator_itself,
              .next = list_reverse_iterator_next},
    .methods = list_reverse_iterator_methods,
};

const TypeSpec list_iterator_spec = index_iterator_spec<ListIterator>("list_iterator");
const TypeSpec tuple_iterator_spec = index_iterator_spec<TupleIterator>("tuple_iterator");

}  // namespace

Type ListIterator::type_object(list_iterator_spec);
Type ListReverseIterator::type_object(list_reverse_iterator_spec);
Type TupleIterator::type_object(tuple_iterator_spec);

}  // namespace minipy
