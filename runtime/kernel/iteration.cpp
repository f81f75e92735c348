// SPDX-License-Identifier: MIT
// iter() and next(). CPython: Objects/abstract.c.
#include "runtime/kernel/iteration.hpp"

#include "runtime/containers/iterators.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/numbers/c_size.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

Result<Object> get_iterator(Object* object) {
    UnarySlot iter = object->type->slots.iter;
    if (iter == nullptr) {
        bool sequence = object->type->slots.get_item != nullptr && !is_subtype(object->type, &Type::type_object);
        if (!sequence || lookup_in_type(object->type, names::dunder_getitem) == nullptr) {
            return raise(TypeError, "'{}' object is not iterable", type_name(object));
        }
        return make_sequence_iterator(object);
    }
    Ref<Object> iterator = TRY(iter(object));
    if (!is_iterator(iterator.get())) {
        return raise(TypeError, "iter() returned non-iterator of type '{}'", type_name(iterator.get()));
    }
    return iterator;
}

bool is_iterator(Object* object) { return object->type->slots.next != nullptr; }

Maybe<Object> next_item(Object* iterator) {
    // It was an iterator when it was made: __next__ may have been deleted since.
    NextSlot next = iterator->type->slots.next;
    if (next == nullptr) [[unlikely]]
        return raise(TypeError, "'{}' object is not iterable", type_name(iterator));
    Maybe<Object> item = call_slot(next, iterator);
    if (item.failed() && catch_exception(StopIteration)) return nothing;
    return item;
}

Result<Size> length_hint(Object* object, Size default_size) {
    if (object->type->slots.length != nullptr) {
        Result<Size> size = length(object);
        if (size.ok()) return size;
        if (!catch_exception(TypeError)) return Failure{};
    }
    Ref<Object> method = TRY(lookup_special(object, names::dunder_length_hint));
    if (!method) return default_size;
    Result<Object> answer = call(method.get());
    if (answer.failed()) {
        if (!catch_exception(TypeError)) return Failure{};
        return default_size;
    }
    Ref<Object> hint = answer.take();
    if (hint.get() == &NotImplemented) return default_size;
    if (!is<Int>(hint.get()))
        return raise(TypeError, "__length_hint__ must be an integer, not {}", type_name(hint.get()));
    Size size = TRY(to_c_size(hint.get()));
    if (size < 0) return raise(ValueError, "__length_hint__() should return >= 0");
    return size;
}

Maybe<Object> next_filtered(Object* iterator, Object* predicate, bool wanted) {
    bool by_truth = is_none(predicate) || predicate == &Bool::type_object;
    for (;;) {
        Ref<Object> item = TRY(next_item(iterator));
        if (!item) return nothing;
        Ref<Object> verdict = by_truth ? item : TRY(call(predicate, {item.get()}));
        if (TRY(is_true(verdict.get())) == wanted) return item;
    }
}

}  // namespace minipy
