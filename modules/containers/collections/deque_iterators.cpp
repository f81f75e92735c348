// SPDX-License-Identifier: MIT
// Iterators over a deque, forwards and backwards: a block, a place in it, and how many items are to come.
// CPython: Modules/_collectionsmodule.c (dequeiter, dequereviter).
#include "modules/containers/collections/collections.hpp"
#include "modules/containers/collections/deque.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

struct DequeIterator : Object {
    Ref<Deque> deque;
    DequeBlock* block;  // of the deque; valid as long as its state is `state`
    Size place, remaining;
    std::uint64_t state;
    static constexpr auto references = field_list<&DequeIterator::deque>;
};

DequeIterator* deque_iterator_of(Object* self) { return static_cast<DequeIterator*>(self); }

Result<Object> deque_make_iterator(Type* type, Deque* deque, Direction direction) {
    Ref<Object> object = TRY(allocate_instance(type));
    DequeIterator* self = deque_iterator_of(object.get());
    self->deque = share(deque);
    self->block = direction == Direction::backwards ? deque->right : deque->left;
    self->place = direction == Direction::backwards ? deque->right_index : deque->left_index;
    self->remaining = deque->length;
    self->state = deque->state;
    return object;
}

template <Direction direction>
Maybe<Object> deque_iterator_next(Object* object) {
    DequeIterator* self = deque_iterator_of(object);
    if (!self->deque) return nothing;
    // One that is at its end does not notice changes when it goes backwards.
    if (direction == Direction::backwards && self->remaining == 0) return nothing;
    if (self->deque->state != self->state) {
        self->remaining = 0;
        return raise_deque_mutated();
    }
    if (self->remaining == 0) return nothing;
    --self->remaining;
    Ref<Object> item = share(self->block->items[self->place]);
    if constexpr (direction == Direction::backwards) {
        if (--self->place < 0 && self->remaining > 0) {
            self->block = self->block->left;
            self->place = deque_block_length - 1;
        }
    } else if (++self->place == deque_block_length && self->remaining > 0) {
        self->block = self->block->right;
        self->place = 0;
    }
    return item;
}

// The constructors serve unpickling: a deque, and how many items to pass over.
template <Direction direction>
Result<Object> iterator_new(Type* type, Deque* deque, Size index) {
    Ref<Object> object = TRY(deque_make_iterator(type, deque, direction));
    for (; index > 0; --index) {
        Ref<Object> passed = TRY(deque_iterator_next<direction>(object.get()));
        if (!passed) break;
    }
    return object;
}

Result<Size> length_hint(DequeIterator* self) { return self->remaining; }
Result<Object> deque_iterator_reduce(DequeIterator* self) {
    Ref<Int> passed = Int::from(self->deque->length - self->remaining);
    Ref<Tuple> arguments = Tuple::of({self->deque.get(), passed.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method deque_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<length_hint>, "Tells how many items are still to come."},
    {"__reduce__(self, /)", bind<deque_iterator_reduce>, "Tells pickle and copy how to make it again."},
};

constexpr TypeSpec deque_iterator_spec(const char* name, NewSlot make, NextSlot next) {
    return {.name = name,
            .size = sizeof(DequeIterator),
            .flags = TypeFlag::gc,
            .slots = {.deallocate = destroy<DequeIterator>,
                      .traverse = traverse_references<DequeIterator>,
                      .clear = clear_references<DequeIterator>,
                      .new_ = make,
                      .iter = iterator_itself,
                      .next = next},
            .methods = deque_iterator_methods};
}

const TypeSpec forward_spec = deque_iterator_spec(
    "_collections._deque_iterator",
    new_by_signature<"_deque_iterator(type, iterable, index=0, /)", iterator_new<Direction::forwards>>,
    deque_iterator_next<Direction::forwards>);
const TypeSpec backward_spec = deque_iterator_spec(
    "_collections._deque_reverse_iterator",
    new_by_signature<"_deque_reverse_iterator(type, iterable, index=0, /)", iterator_new<Direction::backwards>>,
    deque_iterator_next<Direction::backwards>);

}  // namespace

Type deque_iterator_type(forward_spec);
Type deque_reverse_iterator_type(backward_spec);

Result<Object> deque_iterator(Object* deque) {
    return deque_make_iterator(&deque_iterator_type, cast<Deque>(deque), Direction::forwards);
}
Result<Object> deque_reverse_iterator(Deque* deque) {
    return deque_make_iterator(&deque_reverse_iterator_type, deque, Direction::backwards);
}

}  // namespace minipy
