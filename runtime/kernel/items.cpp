// SPDX-License-Identifier: MIT
// Subscripts, length, membership. CPython: Objects/abstract.c, Objects/sliceobject.c.
#include "runtime/kernel/items.hpp"

#include <algorithm>

#include "runtime/containers/slice.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

Result<Object> get_item(Object* container, Object* key) {
    GetItemSlot slot = container->type->slots.get_item;
    if (slot != nullptr) return call_slot(slot, container, key);
    if (auto* type = as<Type>(container)) {
        if (type == &Type::type_object) return make_generic_alias(type, key);
        Ref<Object> method = TRY(find_attribute(type, names::dunder_class_getitem));
        if (method) return call(method.get(), {key});
        return raise(TypeError, "type '{}' is not subscriptable", type->display_name());
    }
    return raise(TypeError, "'{}' object is not subscriptable", type_name(container));
}

Result<void> set_item(Object* container, Object* key, Object* value) {
    SetItemSlot slot = container->type->slots.set_item;
    if (slot == nullptr) return raise(TypeError, "'{}' object does not support item assignment", type_name(container));
    return call_slot(slot, container, key, value);
}

Result<void> delete_item(Object* container, Object* key) {
    SetItemSlot slot = container->type->slots.set_item;
    if (slot != nullptr) return call_slot(slot, container, key, nullptr);
    // CPython asks sequences with an index and everything else with any key, in slightly different words.
    const Slots& slots = container->type->slots;
    bool sequence = container->type->has(TypeFlag::heap) || slots.contains != nullptr || slots.concatenate != nullptr;
    bool by_index = sequence && key->type->slots.index != nullptr;
    return raise(TypeError, "'{}' object {} support item deletion", type_name(container),
                 by_index ? "doesn't" : "does not");
}

Result<Size> length(Object* object) {
    SizeSlot slot = object->type->slots.length;
    if (slot == nullptr) return raise(TypeError, "object of type '{}' has no len()", type_name(object));
    return call_slot(slot, object);
}

Result<bool> contains_by_iteration(Object* iterable, Object* item) {
    Result<Object> made = get_iterator(iterable);
    if (made.failed()) {
        if (!catch_exception(TypeError)) return Failure{};
        return raise(TypeError, "argument of type '{}' is not iterable", type_name(iterable));
    }
    Ref<Object> iterator = made.take();
    for (;;) {
        Ref<Object> candidate = TRY(next_item(iterator.get()));
        if (!candidate) return false;
        if (TRY(equal(candidate.get(), item))) return true;
    }
}

Result<bool> contains(Object* container, Object* item) {
    ContainsSlot slot = container->type->slots.contains;
    return slot != nullptr ? call_slot(slot, container, item) : contains_by_iteration(container, item);
}

namespace detail {

Result<Size> index_number(Object* index) { return to_size(index, &IndexError); }

Result<Size> bound_number(Object* bound, Size absent) {
    if (bound == nullptr) return absent;
    if (bound->type->slots.index == nullptr)
        return raise(TypeError, "slice indices must be integers or have an __index__ method");
    return to_size(bound, nullptr);
}

Result<Size> position_within(Size position, Size sequence_length, const char* message) {
    if (position < 0) position += sequence_length;
    if (position < 0 || position >= sequence_length) return raise(IndexError, "{}", message);
    return position;
}

Size bound_within(Size position, Size sequence_length) {
    return position < 0 ? std::max<Size>(position + sequence_length, 0) : position;
}

}  // namespace detail

namespace {

// One part of a slice as a position; `absent` is taken for None.
Result<Size> slice_part(Object* part, Size absent) {
    if (is_none(part)) return absent;
    if (part->type->slots.index == nullptr) {
        return raise(TypeError, "slice indices must be integers or None or have an __index__ method");
    }
    return to_size(part, nullptr);
}

Size clip(Size position, Size sequence_length, bool forwards) {
    if (position < 0) position += sequence_length;
    if (position < 0) return forwards ? 0 : -1;
    if (position >= sequence_length) return forwards ? sequence_length : sequence_length - 1;
    return position;
}

}  // namespace

Result<SliceNumbers> slice_numbers(Object* object) {
    auto* slice = cast<Slice>(object);
    Size step = TRY(slice_part(slice->step.get(), 1));
    if (step == 0) return raise(ValueError, "slice step cannot be zero");
    if (step < -PTRDIFF_MAX) step = -PTRDIFF_MAX;  // so that −step is a Size
    Size start = TRY(slice_part(slice->start.get(), step > 0 ? 0 : PTRDIFF_MAX));
    Size stop = TRY(slice_part(slice->stop.get(), step > 0 ? PTRDIFF_MAX : PTRDIFF_MIN));
    return SliceNumbers{start, stop, step};
}

SliceRange SliceNumbers::within(Size sequence_length) const {
    bool forwards = step > 0;
    Size first = clip(start, sequence_length, forwards), last = clip(stop, sequence_length, forwards), count = 0;
    if (forwards && first < last) count = (last - first - 1) / step + 1;
    if (!forwards && last < first) count = (first - last - 1) / -step + 1;
    return SliceRange{first, last, step, count};
}

SliceRange SliceRange::ascending() const {
    if (step > 0) return *this;
    Size lowest = start + (count - 1) * step;
    return {lowest, start + 1, -step, count};
}

Result<Object> sequence_repeat(Object* sequence, Object* count) {
    return call_slot(sequence->type->slots.repeat, sequence, TRY(to_size(count, &OverflowError)));
}

}  // namespace minipy
