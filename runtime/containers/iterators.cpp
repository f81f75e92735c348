// SPDX-License-Identifier: MIT
// Iterators over any sequence, over a callable, and reversed(). CPython: Objects/iterobject.c, Objects/enumobject.c.
#include "runtime/containers/iterators.hpp"

#include <algorithm>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/constructor_keywords.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

Ref<Object> make_sequence_iterator(Object* sequence) { return create<SequenceIterator>(share(sequence)); }
Ref<Object> make_callable_iterator(Object* callable, Object* sentinel) {
    return create<CallableIterator>(share(callable), share(sentinel));
}

namespace {

constexpr Size largest_index = PTRDIFF_MAX;

Maybe<Object> sequence_iterator_next(Object* self) {
    auto* iterator = static_cast<SequenceIterator*>(self);
    if (!iterator->sequence) return nothing;
    if (iterator->index == largest_index) return raise(OverflowError, "iter index too large");
    Ref<Object> sequence = iterator->sequence;
    Ref<Int> index = Int::from(iterator->index);
    Result<Object> item = get_item(sequence.get(), index.get());
    if (item.ok()) {
        // __getitem__ may have set it to the largest: the next call tells.
        iterator->index = std::min(iterator->index, largest_index - 1) + 1;
        return item;
    }
    if (!exception_matches(IndexError) && !exception_matches(StopIteration)) return Failure{};
    clear_exception();
    iterator->sequence.reset();
    return nothing;
}

Result<Object> sequence_iterator_length(SequenceIterator* self) {
    if (!self->sequence) return Int::from(0);
    if (self->sequence->type->slots.length == nullptr) return not_implemented();
    Size rest = TRY(length(self->sequence.get())) - self->index;
    return Int::from(rest < 0 ? 0 : rest);
}

Result<Object> sequence_iterator_reduce(SequenceIterator* self) {
    Ref<Object> maker = TRY(builtin_function("iter"));
    if (!self->sequence) return reduce_exhausted(maker.get(), Tuple::empty().get());
    return reduce_iterator(maker.get(), self->sequence.get(), self->index);
}

Result<void> sequence_iterator_setstate(SequenceIterator* self, Object* state) {
    Size index = TRY(index_from_state(state));
    if (self->sequence) self->index = std::max<Size>(index, 0);
    return {};
}

const Method sequence_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<sequence_iterator_length>, length_hint_doc},
    {"__reduce__(self, /)", bind<sequence_iterator_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<sequence_iterator_setstate>, set_index_doc},
};

const TypeSpec sequence_iterator_spec = {
    .name = "iterator",
    .size = sizeof(SequenceIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<SequenceIterator>,
              .traverse = traverse_references<SequenceIterator>,
              .clear = clear_references<SequenceIterator>,
              .iter = iterator_itself,
              .next = sequence_iterator_next},
    .methods = sequence_iterator_methods,
};

Maybe<Object> callable_iterator_next(Object* self) {
    auto* iterator = static_cast<CallableIterator*>(self);
    if (!iterator->callable) return nothing;
    Ref<Object> callable = iterator->callable;
    Result<Object> item = call(callable.get());
    if (item.failed()) {
        if (!catch_exception(StopIteration)) return Failure{};
        clear_references<CallableIterator>(self);
        return nothing;
    }
    Ref<Object> value = item.take();
    Ref<Object> sentinel = iterator->sentinel;
    if (sentinel && !TRY(equal(sentinel.get(), value.get()))) return value;
    clear_references<CallableIterator>(self);
    return nothing;
}

Result<Object> callable_iterator_reduce(CallableIterator* self) {
    Ref<Object> maker = TRY(builtin_function("iter")), callable = self->callable, sentinel = self->sentinel;
    if (!callable || !sentinel) return reduce_exhausted(maker.get(), Tuple::empty().get());
    Ref<Tuple> arguments = Tuple::of({callable.get(), sentinel.get()});
    return Tuple::of({maker.get(), arguments.get()});
}

const Method callable_iterator_methods[] = {{"__reduce__(self, /)", bind<callable_iterator_reduce>, reduce_doc}};

const TypeSpec callable_iterator_spec = {
    .name = "callable_iterator",
    .size = sizeof(CallableIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<CallableIterator>,
              .traverse = traverse_references<CallableIterator>,
              .clear = clear_references<CallableIterator>,
              .iter = iterator_itself,
              .next = callable_iterator_next},
    .methods = callable_iterator_methods,
};

Result<Object> reversed_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords_in_new(type, Reversed::type_object, "reversed", arguments));
    TRY(check_positional("reversed", arguments, 1, 1));
    Object* sequence = arguments[0];
    Object* method = lookup_in_type(sequence->type, names::dunder_reversed);
    if (method != nullptr && is_none(method))
        return raise(TypeError, "'{}' object is not reversible", type_name(sequence));
    if (method != nullptr) {
        Ref<Object> result = TRY(call_special(sequence, names::dunder_reversed));
        return result;
    }
    if (sequence->type->slots.get_item == nullptr || sequence->type->has(TypeFlag::dict_subclass)) {
        return raise(TypeError, "'{}' object is not reversible", type_name(sequence));
    }
    return create<Reversed>(share(sequence), TRY(length(sequence)) - 1);
}

Maybe<Object> reversed_next(Object* self) {
    auto* iterator = static_cast<Reversed*>(self);
    if (iterator->sequence && iterator->index >= 0) {
        Ref<Object> sequence = iterator->sequence;
        Ref<Int> index = Int::from(iterator->index--);
        Result<Object> item = get_item(sequence.get(), index.get());
        if (item.ok()) return item;
        if (!exception_matches(IndexError) && !exception_matches(StopIteration)) return Failure{};
        clear_exception();
    }
    iterator->sequence.reset();
    return nothing;
}

Result<Size> reversed_length(Reversed* self) {
    if (!self->sequence) return Size(0);
    Ref<Object> sequence = self->sequence;
    Size size = TRY(length(sequence.get()));
    return size < self->index + 1 ? Size(0) : self->index + 1;
}

Result<Object> reversed_reduce(Reversed* self) {
    if (self->sequence) return reduce_iterator(self->type, self->sequence.get(), self->index);
    return reduce_exhausted(self->type, Tuple::empty().get());
}

Result<void> reversed_setstate(Reversed* self, Object* state) {
    Size index = TRY(index_from_state(state));
    if (Ref<Object> sequence = self->sequence) {
        Size size = TRY(length(sequence.get()));
        self->index = std::clamp<Size>(index, -1, size - 1);
    }
    return {};
}

const Method reversed_methods[] = {
    {"__length_hint__(self, /)", bind<reversed_length>, length_hint_doc},
    {"__reduce__(self, /)", bind<reversed_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<reversed_setstate>, set_index_doc},
};

const TypeSpec reversed_spec = {
    .name = "reversed",
    .doc = "A walk over a sequence from its end. __reversed__ is asked first; else indices do it.",
    .size = sizeof(Reversed),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Reversed>,
              .traverse = traverse_references<Reversed>,
              .clear = clear_references<Reversed>,
              .new_ = reversed_new,
              .iter = iterator_itself,
              .next = reversed_next},
    .methods = reversed_methods,
    .text_signature = "(sequence, /)",
};

}  // namespace

Type SequenceIterator::type_object(sequence_iterator_spec);
Type CallableIterator::type_object(callable_iterator_spec);
Type Reversed::type_object(reversed_spec);

}  // namespace minipy
