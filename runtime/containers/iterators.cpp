// SPDX-License-Identifier: MIT
// Iterators over any sequence, over a callable, and reversed(). CPython: Objects/iterobject.c, Objects/enumobject.c.
#include "runtime/containers/iterators.hpp"

#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
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

Result<Object> iterator_iter(Object* self) { return share(self); }

Maybe<Object> sequence_iterator_next(Object* self) {
    auto* iterator = static_cast<SequenceIterator*>(self);
    if (!iterator->sequence) return nothing;
    Ref<Object> sequence = iterator->sequence;
    Ref<Int> index = Int::from(iterator->index);
    Result<Object> item = get_item(sequence.get(), index.get());
    if (item.ok()) {
        ++iterator->index;
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

const Method sequence_iterator_methods[] = {
    {"__length_hint__(self, /)", bind<sequence_iterator_length>, "Guesses how many items are still to come."},
};

const TypeSpec sequence_iterator_spec = {
    .name = "iterator",
    .size = sizeof(SequenceIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<SequenceIterator>,
              .traverse = traverse_references<SequenceIterator>,
              .clear = clear_references<SequenceIterator>,
              .iter = iterator_iter,
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

const TypeSpec callable_iterator_spec = {
    .name = "callable_iterator",
    .size = sizeof(CallableIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<CallableIterator>,
              .traverse = traverse_references<CallableIterator>,
              .clear = clear_references<CallableIterator>,
              .iter = iterator_iter,
              .next = callable_iterator_next},
};

Result<Object> reversed_new(Type* type, const Arguments& arguments) {
    if (type == &Reversed::type_object) TRY(check_no_keywords("reversed", arguments));
    TRY(check_positional("reversed", arguments, 1, 1));
    Object* sequence = arguments[0];
    Object* method = lookup_in_type(sequence->type, names::dunder_reversed);
    if (method != nullptr && is_none(method))
        return raise(TypeError, "'{}' object is not reversible", type_name(sequence));
    if (method != nullptr) {
        Ref<Object> result = TRY(call_special(sequence, names::dunder_reversed));
        return result;
    }
    if (sequence->type->slots.get_item == nullptr || sequence->type->slots.length == nullptr ||
        sequence->type->has(TypeFlag::dict_subclass)) {
        return raise(TypeError, "'{}' object is not reversible", type_name(sequence));
    }
    return create<Reversed>(share(sequence), TRY(length(sequence)) - 1);
}

Maybe<Object> reversed_next(Object* self) {
    auto* iterator = static_cast<Reversed*>(self);
    if (!iterator->sequence || iterator->index < 0) return nothing;
    Ref<Object> sequence = iterator->sequence;
    Ref<Int> index = Int::from(iterator->index--);
    Result<Object> item = get_item(sequence.get(), index.get());
    if (item.ok()) return item;
    if (!exception_matches(IndexError) && !exception_matches(StopIteration)) return Failure{};
    clear_exception();
    iterator->sequence.reset();
    return nothing;
}

Result<Size> reversed_length(Reversed* self) { return self->sequence ? self->index + 1 : Size(0); }

const Method reversed_methods[] = {
    {"__length_hint__(self, /)", bind<reversed_length>, "Guesses how many items are still to come."},
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
              .iter = iterator_iter,
              .next = reversed_next},
    .methods = reversed_methods,
    .text_signature = "(sequence, /)",
};

}  // namespace

Type SequenceIterator::type_object(sequence_iterator_spec);
Type CallableIterator::type_object(callable_iterator_spec);
Type Reversed::type_object(reversed_spec);

}  // namespace minipy
