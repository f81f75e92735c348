// SPDX-License-Identifier: MIT
// The type collections.deque. CPython: Modules/_collectionsmodule.c. The blocks are in deque_blocks.cpp.
#include "modules/containers/collections/deque.hpp"

#include "modules/native.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

Size Deque::bytes_beside() const {
    Size blocks = (left_index + length + deque_block_length - 1) / deque_block_length;
    return std::max<Size>(blocks, 1) * Size(sizeof(DequeBlock));
}

Failure raise_deque_mutated() { return raise(RuntimeError, "deque mutated during iteration"); }

namespace {

Deque* deque_of(Object* self) { return static_cast<Deque*>(self); }

// ---------------------------------------------------------------- growing within maxlen

Result<void> append_bounded(Deque* self, Ref<Object> item) {
    TRY(self->append(std::move(item)));
    if (self->most >= 0 && self->length > self->most) Ref<Object> dropped = self->pop_left();
    return {};
}

Result<void> append_left_bounded(Deque* self, Ref<Object> item) {
    TRY(self->append_left(std::move(item)));
    if (self->most >= 0 && self->length > self->most) Ref<Object> dropped = self->pop();
    return {};
}

template <Result<void> (*add)(Deque*, Ref<Object>)>
Result<void> extend_by(Deque* self, Object* iterable) {
    Ref<Object> source = iterable == self ? Ref<Object>(TRY(List::from_iterable(iterable))) : share(iterable);
    return for_each(source.get(), [&](Ref<Object> item) { return add(self, std::move(item)); });
}

Result<void> extend(Deque* self, Object* iterable) { return extend_by<append_bounded>(self, iterable); }
Result<void> extendleft(Deque* self, Object* iterable) { return extend_by<append_left_bounded>(self, iterable); }

// ---------------------------------------------------------------- making and copying

Result<Object> make_deque(Type* type) {
    Ref<Object> object = TRY(allocate_instance(type));
    if (!deque_of(object.get())->initialize_blocks()) return raise_no_memory();
    return object;
}

Result<Object> deque_new(Type* type, const Arguments&) { return make_deque(type); }

Result<void> deque_init(Deque* self, Object* iterable, Object* maxlen) {
    Size most = -1;
    if (!is_none(maxlen)) {
        if (!is<Int>(maxlen)) return raise(TypeError, "an integer is required");
        if (!cast<Int>(maxlen)->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
        most = cast<Int>(maxlen)->small;
        if (most < 0) return raise(ValueError, "maxlen must be non-negative");
    }
    self->most = most;
    self->clear();
    return iterable == nullptr ? Result<void>() : extend(self, iterable);
}

Result<Object> deque_copy(Deque* self) {
    if (is_exact<Deque>(self)) {
        Ref<Object> copy = TRY(make_deque(self->type));
        deque_of(copy.get())->most = self->most;
        TRY(extend(deque_of(copy.get()), self));
        return copy;
    }
    Ref<Object> copy =
        self->most < 0 ? TRY(call(self->type, {self})) : TRY(call(self->type, {self, Int::from(self->most).get()}));
    if (!is<Deque>(copy.get()))
        return raise(TypeError, "{}() must return a deque, not {}", self->type->display_name(), type_name(copy.get()));
    return copy;
}

// What copy and pickle start from: class, arguments, state, items.
Result<Object> deque_reduce(Deque* self) {
    Ref<Object> state = TRY(call_method(self, names::dunder_getstate));
    Ref<Object> items = TRY(get_iterator(self));
    Ref<Tuple> nothing_first = Tuple::empty();
    Ref<Int> most = Int::from(self->most);
    Ref<Tuple> arguments = self->most < 0 ? Tuple::empty() : Tuple::of({nothing_first.get(), most.get()});
    return Tuple::of({self->type, arguments.get(), state.get(), items.get()});
}

// ---------------------------------------------------------------- slots

void deque_traverse(Object* object, VisitFunction visit, void* argument) {
    Deque* self = deque_of(object);
    DequeBlock* block = self->left;
    Size place = self->left_index;
    for (Size count = self->length; count > 0; --count) {
        visit(block->items[place], argument);
        if (++place == deque_block_length) {
            block = block->right;
            place = 0;
        }
    }
}

void deque_clear_slot(Object* self) { deque_of(self)->clear(); }

Result<Object> deque_repr(Object* object) {
    Deque* self = deque_of(object);
    ReprGuard guard(object);
    if (guard.entered_before()) return Str::from("[...]");
    Ref<List> items = TRY(List::from_iterable(object));
    Ref<Str> shown = TRY(repr(items.get()));
    Str* name = self->type->name;
    if (self->most < 0) return Str::from(format_text("{}({})", name, shown.get()));
    return Str::from(format_text("{}({}, maxlen={})", name, shown.get(), self->most));
}

// Item by item, through iterators, which notice when a comparison changes one of the deques.
Result<Object> deque_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Deque>(left) || !is<Deque>(right)) return not_implemented();
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (left == right && asks_equality) return to_bool(operation == Comparison::equal);
    if (asks_equality && deque_of(left)->length != deque_of(right)->length)
        return to_bool(operation == Comparison::not_equal);
    Ref<Object> first = TRY(get_iterator(left)), second = TRY(get_iterator(right));
    for (;;) {
        Ref<Object> a = TRY(next_item(first.get()));
        Ref<Object> b = TRY(next_item(second.get()));
        if (!a || !b) return comparison_result(a ? 1 : b ? -1 : 0, operation);
        if (TRY(equal(a.get(), b.get()))) continue;
        if (asks_equality) return to_bool(operation == Comparison::not_equal);
        return compare(a.get(), b.get(), operation);
    }
}

Result<Size> deque_length(Object* self) { return deque_of(self)->length; }

Result<Size> checked_index(Deque* self, Object* key) {
    if (key->type->slots.index == nullptr)
        return raise(TypeError, "sequence index must be integer, not '{}'", type_name(key));
    return sequence_index(key, self, "deque index out of range");
}

Result<Object> deque_get_item(Object* self, Object* key) {
    Size index = TRY(checked_index(deque_of(self), key));
    return share(deque_of(self)->at(index));
}

// Turns the deque until the item is at the left end, takes it off, and turns back.
Result<void> delete_at(Deque* self, Size index) {
    TRY(self->rotate(-index));
    Ref<Object> deleted = self->pop_left();
    return self->rotate(index);
}

Result<void> deque_set_item(Object* object, Object* key, Object* value) {
    Deque* self = deque_of(object);
    Size index = TRY(checked_index(self, key));
    if (value == nullptr) return delete_at(self, index);
    Ref<Object> old = adopt(std::exchange(self->at(index), share(value).release()));
    return {};
}

Result<bool> deque_contains(Object* object, Object* item) {
    Deque* self = deque_of(object);
    auto is_it = [&](Object* candidate) { return equal(candidate, item); };
    return TRY(find_in_deque(self, 0, self->length, is_it, raise_deque_mutated)) >= 0;
}

Result<Object> deque_concatenate(Object* left, Object* right) {
    if (!is<Deque>(right))
        return raise(TypeError, "can only concatenate deque (not \"{}\") to deque", type_name(right));
    Ref<Object> both = TRY(deque_copy(deque_of(left)));
    TRY(extend(deque_of(both.get()), right));
    return both;
}

Result<Object> deque_inplace_concatenate(Object* self, Object* other) {
    TRY(extend(deque_of(self), other));
    return share(self);
}

Result<Object> deque_inplace_repeat(Object* object, Size count) {
    Deque* self = deque_of(object);
    if (count <= 0) self->clear();
    if (self->length == 0 || count <= 1) return share(object);
    if (self->length > PTRDIFF_MAX / Size(sizeof(Object*)) / count) return raise_no_memory();
    Ref<List> items = TRY(List::from_iterable(object));
    if (items->length == 0) return share(object);
    // With a maxlen only the last rounds remain.
    if (self->most >= 0) count = std::min(count, self->most / items->length + 2);
    for (Size round = 1; round < count; ++round) TRY(extend(self, items.get()));
    return share(object);
}

Result<Object> deque_repeat(Object* self, Size count) {
    Ref<Object> copy = TRY(deque_copy(deque_of(self)));
    return deque_inplace_repeat(copy.get(), count);
}

// ---------------------------------------------------------------- methods

Result<void> append_method(Deque* self, Object* item) { return append_bounded(self, share(item)); }
Result<void> appendleft_method(Deque* self, Object* item) { return append_left_bounded(self, share(item)); }

Result<Object> pop_method(Deque* self) {
    if (self->length == 0) return raise(IndexError, "pop from an empty deque");
    return self->pop();
}
Result<Object> popleft_method(Deque* self) {
    if (self->length == 0) return raise(IndexError, "pop from an empty deque");
    return self->pop_left();
}
Result<void> clear_method(Deque* self) {
    self->clear();
    return {};
}

Result<Size> count_method(Deque* self, Object* value) {
    Size count = 0;
    auto tally = [&](Object* item) -> Result<bool> {
        count += TRY(equal(item, value));
        return false;
    };
    TRY(find_in_deque(self, 0, self->length, tally, raise_deque_mutated));
    return count;
}

Result<Size> index_method(Deque* self, Object* value, Object* start, Object* stop) {
    SearchBounds bounds = TRY(search_bounds(start, stop, self));
    auto is_it = [&](Object* item) { return equal(item, value); };
    Size found =
        TRY(find_in_deque(self, bounds.start, std::min(bounds.stop, self->length), is_it, raise_deque_mutated));
    if (found < 0) return raise(ValueError, "{} is not in deque", TRY(repr(value)).get());
    return found;
}

Result<void> remove_method(Deque* self, Object* value) {
    auto is_it = [&](Object* item) { return equal(item, value); };
    auto changed = [] { return raise(IndexError, "deque mutated during iteration"); };
    Size found = TRY(find_in_deque(self, 0, self->length, is_it, changed));
    if (found < 0) return raise(ValueError, "{} is not in deque", TRY(repr(value)).get());
    return delete_at(self, found);
}

Result<void> insert_method(Deque* self, Size index, Object* value) {
    if (self->most >= 0 && self->length >= self->most) return raise(IndexError, "deque already at its maximum size");
    if (index >= self->length) return self->append(share(value));
    if (index <= -self->length || index == 0) return self->append_left(share(value));
    TRY(self->rotate(-index));
    TRY(index < 0 ? self->append(share(value)) : self->append_left(share(value)));
    return self->rotate(index);
}

Result<void> reverse_method(Deque* self) {
    for (Size low = 0, high = self->length - 1; low < high; ++low, --high) std::swap(self->at(low), self->at(high));
    return {};
}

Result<void> rotate_method(Deque* self, Size n) { return self->rotate(n); }

Result<Size> deque_sizeof_method(Deque* self) { return Size(sizeof(Deque)) + self->bytes_beside(); }

Result<Object> get_maxlen(Object* self) {
    return deque_of(self)->most < 0 ? none() : Ref<Object>(Int::from(deque_of(self)->most));
}

const Method deque_methods[] = {
    {"append(self, item, /)", bind<append_method>, "Puts an item at the right end; constant time."},
    {"appendleft(self, item, /)", bind<appendleft_method>, "Puts an item at the left end; constant time."},
    {"clear(self, /)", bind<clear_method>, "Takes all items out."},
    {"__copy__(self, /)", bind<deque_copy>, "Makes another deque of the same items and the same maxlen."},
    {"copy(self, /)", bind<deque_copy>, "Makes another deque of the same items and the same maxlen."},
    {"count(self, value, /)", bind<count_method>, "Counts the items equal to value."},
    {"extend(self, iterable, /)", bind<extend>, "Puts each item of iterable at the right end."},
    {"extendleft(self, iterable, /)", bind<extendleft>,
     "Puts each item of iterable at the left end, so they lie in reverse."},
    {"index(self, value, start=<absent>, stop=<absent>, /)", bind<index_method>,
     "Finds the first item equal to value between start and stop; ValueError if there is none."},
    {"insert(self, index, value, /)", bind<insert_method>,
     "Puts an item in front of index; linear time, and IndexError if the deque is full."},
    {"pop(self, /)", bind<pop_method>, "Takes the item at the right end out and gives it; constant time."},
    {"popleft(self, /)", bind<popleft_method>, "Takes the item at the left end out and gives it; constant time."},
    {"__reduce__(self, /)", bind<deque_reduce>, "Tells pickle and copy how to make it again."},
    {"remove(self, value, /)", bind<remove_method>,
     "Takes out the first item equal to value; ValueError if there is none."},
    {"__reversed__(self, /)", bind<deque_reverse_iterator>, "Walks over the items from the right."},
    {"reverse(self, /)", bind<reverse_method>, "Turns the order around in place."},
    {"rotate(self, n=1, /)", bind<rotate_method>,
     "Moves n items from the right end to the left, or the other way if n is negative."},
    {"__sizeof__(self, /)", bind<deque_sizeof_method>, "Tells how many bytes the deque takes up, its blocks included."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as deque[int].", MethodKind::class_method},
};

const Getter deque_getters[] = {
    {"maxlen", get_maxlen, nullptr, "Number of items beyond which the other end loses one, or None."}};

const TypeSpec deque_spec = {
    .name = "collections.deque",
    .doc = "A row of items that grows and shrinks at both ends in constant time; indexing the middle is slow.",
    .size = sizeof(Deque),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::sequence_pattern,
    .weakrefs_offset = offsetof(Deque, weakrefs),
    .slots = {.deallocate = destroy<Deque>,
              .traverse = deque_traverse,
              .clear = deque_clear_slot,
              .new_ = deque_new,
              .init = init_by_signature<"deque(self, /, iterable=<absent>, maxlen=None)", deque_init>,
              .repr = deque_repr,
              .hash = hash_not_implemented,
              .compare = deque_compare,
              .iter = deque_iterator,
              .length = deque_length,
              .get_item = deque_get_item,
              .set_item = deque_set_item,
              .contains = deque_contains,
              .concatenate = deque_concatenate,
              .repeat = deque_repeat,
              .inplace_concatenate = deque_inplace_concatenate,
              .inplace_repeat = deque_inplace_repeat},
    .methods = deque_methods,
    .getters = deque_getters,
};

}  // namespace

Type Deque::type_object(deque_spec);

}  // namespace minipy
