// SPDX-License-Identifier: MIT
// list: growth, slices, methods, its type. Sorting is list_sort.cpp. CPython: Objects/listobject.c.
#include "runtime/containers/list.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/constructor_keywords.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

// ---------------------------------------------------------------- memory

namespace {

List* list_of(Object* self) { return static_cast<List*>(self); }

// Room for `needed` items. CPython's growth pattern: 0, 4, 8, 16, 24, 32, 40, 52, 64, 76 …
// A list that takes its first items over from another gets hardly more.
enum class Growth : std::uint8_t { usual, at_once };
Result<void> list_reserve(List* list, Size needed, Growth growth = Growth::usual) {
    if (needed <= list->capacity) return {};
    if (std::size_t(needed) > PTRDIFF_MAX / sizeof(Object*)) return raise_no_memory();
    Size capacity = (needed + (needed >> 3) + 6) & ~Size(3);
    if (needed - list->length > capacity - needed) capacity = (needed + 3) & ~Size(3);
    if (growth == Growth::at_once && list->items == nullptr) capacity = (needed + 1) & ~Size(1);
    if (std::size_t(capacity) > PTRDIFF_MAX / sizeof(Object*)) return raise_no_memory();
    auto* grown = static_cast<Object**>(
        heap::reallocate(list->items, list->room() * sizeof(Object*), std::size_t(capacity) * sizeof(Object*)));
    if (grown == nullptr) return raise_no_memory();
    list->items = grown;
    list->capacity = capacity;
    return {};
}

// A shorter list gives memory back when less than half is used.
void shrink(List* list) {
    if (list->length >= list->capacity / 2) return;
    Size capacity = list->length == 0 ? 0 : (list->length + (list->length >> 3) + 6) & ~Size(3);
    if (capacity >= list->capacity) return;
    if (capacity == 0) {
        heap::free_array(std::exchange(list->items, nullptr), list->room());
    } else if (void* smaller = heap::reallocate(list->items, list->room() * sizeof(Object*),
                                                std::size_t(capacity) * sizeof(Object*))) {
        list->items = static_cast<Object**>(smaller);
    }
    list->capacity = capacity;
}

void release_items(Object** items, Size count) {
    for (Size index = count; index-- > 0;) decref(items[index]);
}

}  // namespace

List::~List() {
    release_items(items, length);
    heap::free_array(items, room());
}

Ref<List> List::create() { return minipy::create<List>(); }

Result<List> List::copy(std::span<Object* const> source) {
    Ref<List> list = List::create();
    TRY(list_reserve(list.get(), Size(source.size())));
    for (Object* item : source) {
        incref(item);
        list->items[list->length++] = item;
    }
    return list;
}

Result<List> List::from_iterable(Object* iterable) {
    Ref<List> list = List::create();
    TRY(list_extend(list.get(), iterable));
    return list;
}

Result<void> list_append(List* list, Ref<Object> item) {
    if (heap::exhausted) [[unlikely]]  // whoever appends in a loop may go on for long
        return raise_no_memory();
    if (list->length >= list->capacity) TRY(list_reserve(list, list->length + 1));
    list->items[list->length++] = item.release();
    return {};
}

Result<void> list_append(List* list, Object* item) { return list_append(list, share(item)); }

void list_clear(List* list) {
    if (list->items == nullptr) return;  // no change either for a list that is being sorted
    // Empty before the first item dies: a finalizer may look at the list, and append to it.
    Object** items = std::exchange(list->items, nullptr);
    Size length = std::exchange(list->length, 0);
    std::size_t room = list->room();
    list->capacity = 0;
    release_items(items, length);
    heap::free_array(items, room);
}

namespace {

Result<void> extend_from_array(List* list, Object* const* items, Size count) {
    TRY(list_reserve(list, list->length + count, Growth::at_once));
    for (Size index = 0; index < count; ++index) {
        incref(items[index]);
        list->items[list->length++] = items[index];
    }
    return {};
}

}  // namespace

Result<void> list_extend(List* list, Object* iterable) {
    if (is_exact<List>(iterable)) {
        auto* other = list_of(iterable);
        TRY(list_reserve(list, list->length + other->length,
                         Growth::at_once));  // first: list.extend(list) moves the items
        return extend_from_array(list, other->items, other->length);
    }
    if (is_exact<Tuple>(iterable)) {
        auto* tuple = cast<Tuple>(iterable);
        return extend_from_array(list, tuple->items(), tuple->length);
    }
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Size hint = TRY(length_hint(iterable, 8));
    bool overflows = list->length > PTRDIFF_MAX - hint;  // then the hint is wrong
    if (!overflows) TRY(list_reserve(list, list->length + hint));
    for (;;) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (!item) break;
        TRY(list_append(list, std::move(item)));
    }
    shrink(list);
    return {};
}

Result<void> list_insert(List* list, Size index, Object* item) {
    TRY(list_reserve(list, list->length + 1));
    if (index < 0) index = std::max<Size>(index + list->length, 0);
    index = std::min(index, list->length);
    std::memmove(list->items + index + 1, list->items + index, std::size_t(list->length - index) * sizeof(Object*));
    list->items[index] = share(item).release();
    ++list->length;
    return {};
}

Result<Tuple> list_to_tuple(List* list) { return Tuple::copy({list->items, std::size_t(list->length)}); }

void list_reverse(List* list) { std::reverse(list->items, list->items + list->length); }

namespace {

// list[start:stop] = added. Until everything is in its place, nothing may run that could change one of the lists: no
// container is made here, because that may start a collection. The old items die last: what they run sees the new list.
Result<void> replace_items(List* list, Size start, Size stop, std::span<Object* const> added) {
    Size removed = stop - start, count = Size(added.size());
    Object* few[8];
    Object** old = removed <= Size(std::size(few)) ? few : heap::allocate_array<Object*>(std::size_t(removed));
    if (old == nullptr) return raise_no_memory();
    std::copy_n(list->items + start, removed, old);
    Result<void> room = count > removed ? list_reserve(list, list->length + count - removed) : Result<void>();
    if (room.ok()) {
        if (list->length > stop && count != removed) {
            std::memmove(list->items + start + count, list->items + stop,
                         std::size_t(list->length - stop) * sizeof(Object*));
        }
        for (Size index = 0; index < count; ++index)
            list->items[start + index] = share(added[std::size_t(index)]).release();
        list->length += count - removed;
        shrink(list);
        release_items(old, removed);
    }
    if (old != few) heap::free_array(old, std::size_t(removed));
    return room;
}

// Only an object that is no iterable at all gets the message; what its iterator raises stays.
Result<Tuple> items_to_assign(Object* iterable, const char* message) {
    Result<Tuple> made = Tuple::from_iterable(iterable);
    if (made.failed() && iterable->type->slots.iter == nullptr && catch_exception(TypeError))
        return raise(TypeError, "{}", message);
    return made;
}

}  // namespace

Result<void> list_set_slice(List* list, Size start, Size stop, Object* iterable) {
    // Iterating may change the list: where the slice lies is looked up afterwards.
    Ref<Object> kept;
    std::span<Object* const> added;
    if (iterable != nullptr && iterable != list && is_exact<List>(iterable)) {
        kept = share(iterable);
        added = {cast<List>(iterable)->items, std::size_t(cast<List>(iterable)->length)};
    } else if (iterable != nullptr) {
        Ref<Tuple> items = TRY(items_to_assign(iterable, "can only assign an iterable"));
        added = items->span();
        kept = std::move(items);
    }
    start = std::clamp<Size>(start, 0, list->length);
    stop = std::clamp<Size>(stop, start, list->length);
    return replace_items(list, start, stop, added);
}

// ---------------------------------------------------------------- slots

namespace {

void list_traverse(Object* self, VisitFunction visit, void* argument) {
    List* list = list_of(self);
    for (Size index = list->length; index-- > 0;) visit(list->items[index], argument);
}

void list_clear_slot(Object* self) { list_clear(list_of(self)); }

Result<Object> list_new(Type* type, const Arguments&) {
    if (type == &List::type_object) return List::create();
    return allocate_instance(type);
}

Result<void> list_init(Object* self, const Arguments& arguments) {
    TRY(check_no_keywords_in_init(self, List::type_object, "list", arguments));
    TRY(check_positional("list", arguments, 0, 1));
    if (list_of(self)->length > 0) list_clear(list_of(self));
    if (arguments.positional == 0) return {};
    return list_extend(list_of(self), arguments[0]);
}

Result<Object> list_repr(Object* self) {
    List* list = list_of(self);
    if (list->length == 0) return Str::from("[]");
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from("[...]");
    StrBuilder text;
    text.append('[');
    for (Size index = 0; index < list->length; ++index) {
        if (index > 0) text.append(", ");
        Ref<Object> item = share(list->items[index]);
        text.append(TRY(repr(item.get())).get());
    }
    text.append(']');
    return text.finish();
}

Result<Object> list_compare(Object* left, Object* right, Comparison operation) {
    if (!is<List>(left) || !is<List>(right)) return not_implemented();
    return compare_lists(list_of(left), list_of(right), operation);
}

Result<Size> list_length(Object* self) { return list_of(self)->length; }

Result<Object> get_slice(List* list, Object* slice) {
    SliceRange range = TRY(slice_range(slice, list));
    if (range.step == 1) return List::copy({list->items + range.start, std::size_t(range.count)});
    Ref<List> part = List::create();
    TRY(list_reserve(part.get(), range.count));
    for (Size index = 0; index < range.count; ++index) {
        part->items[part->length++] = share(list->items[range.start + index * range.step]).release();
    }
    return part;
}

Result<Object> list_get_item(Object* self, Object* key) {
    List* list = list_of(self);
    if (key->type->slots.index != nullptr) {
        Size index = TRY(sequence_index(key, list, "list index out of range"));
        return share(list->items[index]);
    }
    if (is_exact<Slice>(key)) return get_slice(list, key);
    return raise(TypeError, "list indices must be integers or slices, not {}", type_name(key));
}

Result<void> list_delete_extended_slice(List* list, const SliceRange& slice) {
    if (slice.count == 0) return {};
    SliceRange range = slice.ascending();
    Ref<List> old = List::create();  // what is removed dies when the list is whole again
    TRY(list_reserve(old.get(), range.count));
    for (; old->length < range.count; ++old->length)
        old->items[old->length] = list->items[range.start + old->length * range.step];
    list->length = remove_places(list->items, list->length, range);
    shrink(list);
    return {};
}

// The slice is fitted to the list before the value is iterated over, and once more if that has made the list too short.
Result<void> set_extended_slice(List* list, const SliceNumbers& numbers, Object* value) {
    SliceRange range = numbers.within(list->length);
    Ref<Tuple> items = TRY(items_to_assign(value, "must assign iterable to extended slice"));
    if (range.count > 0 && range.highest() >= list->length) range = numbers.within(list->length);
    if (items->length != range.count) {
        return raise(ValueError, "attempt to assign sequence of size {} to extended slice of size {}", items->length,
                     range.count);
    }
    Ref<List> old = List::create();
    TRY(list_reserve(old.get(), range.count));
    for (Size index = 0; index < range.count; ++index) {
        Object*& slot = list->items[range.start + index * range.step];
        old->items[old->length++] = std::exchange(slot, share((*items)[index]).release());
    }
    return {};
}

Result<void> list_set_item(Object* self, Object* key, Object* value) {
    List* list = list_of(self);
    if (key->type->slots.index != nullptr) {
        Size index = TRY(sequence_index(key, list, "list assignment index out of range"));
        if (value == nullptr) return list_set_slice(list, index, index + 1, nullptr);
        Ref<Object> old = adopt(std::exchange(list->items[index], share(value).release()));
        return {};
    }
    if (!is_exact<Slice>(key))
        return raise(TypeError, "list indices must be integers or slices, not {}", type_name(key));
    Ref<Object> kept_value =
        value == self ? Ref<Object>(TRY(List::copy({list->items, std::size_t(list->length)}))) : share(value);
    SliceNumbers numbers = TRY(slice_numbers(key));
    SliceRange range = numbers.within(list->length);
    if (range.step == 1) return list_set_slice(list, range.start, std::max(range.start, range.stop), kept_value.get());
    return value == nullptr ? list_delete_extended_slice(list, range)
                            : set_extended_slice(list, numbers, kept_value.get());
}

Result<bool> list_contains(Object* self, Object* item) {
    List* list = list_of(self);
    for (Size index = 0; index < list->length; ++index) {
        Ref<Object> candidate = share(list->items[index]);
        if (TRY(equal(candidate.get(), item))) return true;
    }
    return false;
}

Result<Object> list_concatenate(Object* left, Object* right) {
    if (!is<List>(right)) return raise(TypeError, "can only concatenate list (not \"{}\") to list", type_name(right));
    List *first = list_of(left), *second = list_of(right);
    Ref<List> both = List::create();
    TRY(list_reserve(both.get(), first->length + second->length));
    TRY(extend_from_array(both.get(), first->items, first->length));
    TRY(extend_from_array(both.get(), second->items, second->length));
    return both;
}

Result<Object> list_inplace_concatenate(Object* self, Object* other) {
    TRY(list_extend(list_of(self), other));
    return share(self);
}

Result<Object> list_repeat(Object* self, Size count) {
    List* list = list_of(self);
    Ref<List> repeated = List::create();
    if (count <= 0 || list->length == 0) return repeated;
    if (list->length > PTRDIFF_MAX / Size(sizeof(Object*)) / count) return raise_no_memory();
    TRY(list_reserve(repeated.get(), list->length * count));
    for (Size round = 0; round < count; ++round) TRY(extend_from_array(repeated.get(), list->items, list->length));
    return repeated;
}

Result<Object> list_inplace_repeat(Object* self, Size count) {
    List* list = list_of(self);
    Size length = list->length;
    if (count <= 0) {
        list_clear(list);
    } else if (length > 0) {
        if (length > PTRDIFF_MAX / Size(sizeof(Object*)) / count) return raise_no_memory();
        TRY(list_reserve(list, length * count));
        for (Size round = 1; round < count; ++round) TRY(extend_from_array(list, list->items, length));
    }
    return share(self);
}

Result<Object> list_iter(Object* self) { return create<ListIterator>(share(list_of(self))); }

// ---------------------------------------------------------------- methods

Result<void> list_append_method(List* self, Object* object) { return list_append(self, object); }
Result<void> list_extend_method(List* self, Object* iterable) { return list_extend(self, iterable); }
Result<void> list_insert_method(List* self, Size index, Object* object) { return list_insert(self, index, object); }
Result<void> list_clear_method(List* self) {
    list_clear(self);
    return {};
}
Result<List> list_copy_method(List* self) { return List::copy({self->items, std::size_t(self->length)}); }
Result<void> list_reverse_method(List* self) {
    list_reverse(self);
    return {};
}

Result<Object> list_pop_method(List* self, Size index) {
    if (self->length == 0) return raise(IndexError, "pop from empty list");
    if (index < 0) index += self->length;
    if (index < 0 || index >= self->length) return raise(IndexError, "pop index out of range");
    Ref<Object> item = adopt(self->items[index]);
    --self->length;
    std::memmove(self->items + index, self->items + index + 1, std::size_t(self->length - index) * sizeof(Object*));
    shrink(self);
    return item;
}

Result<void> list_remove_method(List* self, Object* value) {
    for (Size index = 0; index < self->length; ++index) {
        Ref<Object> item = share(self->items[index]);
        if (TRY(equal(item.get(), value))) return list_set_slice(self, index, index + 1, nullptr);
    }
    return raise(ValueError, "list.remove(x): x not in list");
}

Result<Size> index_method(List* self, Object* value, Object* start, Object* stop) {
    SearchBounds bounds = TRY(search_bounds(start, stop, self));
    for (Size index = bounds.start; index < bounds.stop && index < self->length; ++index) {
        Ref<Object> item = share(self->items[index]);
        if (TRY(equal(item.get(), value))) return index;
    }
    Ref<Str> shown = TRY(repr(value));
    return raise(ValueError, "{} is not in list", shown.get());
}

Result<Size> count_method(List* self, Object* value) {
    Size count = 0;
    for (Size index = 0; index < self->length; ++index) {
        Ref<Object> item = share(self->items[index]);
        count += TRY(equal(item.get(), value));
    }
    return count;
}

Result<void> sort_method(List* self, Object* key, int reverse) { return list_sort(self, key, reverse != 0); }
Result<Object> list_reversed_method(List* self) { return create<ListReverseIterator>(share(self)); }
Result<Size> list_sizeof_method(List* self) { return Size(sizeof(List)) + self->bytes_beside(); }

const Method list_methods[] = {
    {"__reversed__(self, /)", bind<list_reversed_method>, "Walks over the items from the end."},
    {"__sizeof__(self, /)", bind<list_sizeof_method>,
     "Tells how many bytes the list takes up: its slots, not the items."},
    {"clear(self, /)", bind<list_clear_method>, "Takes all items out."},
    {"copy(self, /)", bind<list_copy_method>, "Makes another list of the same items, which are not copied."},
    {"append(self, object, /)", bind<list_append_method>,
     "Puts object at the end; amortised constant time, since a list keeps room to grow."},
    {"insert(self, index, object, /)", bind<list_insert_method>,
     "Puts object in front of index; all behind it move up, so the front is the slow end."},
    {"extend(self, iterable, /)", bind<list_extend_method>, "Puts each item of iterable at the end."},
    {"pop(self, index=-1, /)", bind<list_pop_method>,
     "Takes the item at index out and gives it; cheap at the end, linear at the front."},
    {"remove(self, value, /)", bind<list_remove_method>,
     "Takes out the first item equal to value; ValueError if there is none."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", bind<index_method>,
     "Finds the first item equal to value between start and stop; ValueError if there is none."},
    {"count(self, value, /)", bind<count_method>, "Counts the items equal to value."},
    {"reverse(self, /)", bind<list_reverse_method>, "Turns the order around in place."},
    {"sort(self, /, *, key=None, reverse=False)", bind<sort_method>,
     "Orders the items in place by <; equal ones keep their order, and key is called once for each item."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as list[int].", MethodKind::class_method},
};

const TypeSpec list_spec = {
    .name = "list",
    .doc = "A row of items that can change and grow; indexing takes constant time, wherever it is.",
    .size = sizeof(List),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::list_subclass | TypeFlag::sequence_pattern |
             TypeFlag::match_self,
    .slots = {.deallocate = destroy<List>,
              .traverse = list_traverse,
              .clear = list_clear_slot,
              .new_ = list_new,
              .init = list_init,
              .repr = list_repr,
              .hash = hash_not_implemented,
              .compare = list_compare,
              .iter = list_iter,
              .length = list_length,
              .get_item = list_get_item,
              .set_item = list_set_item,
              .contains = list_contains,
              .concatenate = list_concatenate,
              .repeat = list_repeat,
              .inplace_concatenate = list_inplace_concatenate,
              .inplace_repeat = list_inplace_repeat},
    .methods = list_methods,
    .text_signature = "(iterable=(), /)",
};

}  // namespace

Type List::type_object(list_spec);

}  // namespace minipy
