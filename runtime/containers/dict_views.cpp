// SPDX-License-Identifier: MIT
// Views and iterators of dicts. CPython: Objects/dictobject.c.
#include "runtime/containers/dict_views.hpp"

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/result_tuple.hpp"
#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- iterators

template <ViewKind kind>
Result<Object> pick(DictIterator* iterator, Object* key, Object* value) {
    if constexpr (kind == ViewKind::keys) return share(key);
    if constexpr (kind == ViewKind::values) return share(value);
    Ref<Object> shared_key = share(key), shared_value = share(value);
    ResultTuple pair = TRY(ResultTuple::begin(iterator->kept.get(), 2));
    pair.put(0, std::move(shared_key));
    pair.put(1, std::move(shared_value));
    return pair.give();
}

template <ViewKind kind>
Maybe<Object> dict_iterator_next(Object* self) {
    auto* iterator = static_cast<DictIterator*>(self);
    Dict* dict = iterator->dict.get();
    if (dict == nullptr) return nothing;
    if (dict->used != iterator->expected) {
        iterator->expected = -1;
        return raise(RuntimeError, "dictionary changed size during iteration");
    }
    DictKeys* keys = dict->keys;
    Size step = iterator->backwards ? -1 : 1;
    while (iterator->position >= 0 && iterator->position < keys->entry_count) {
        Size entry = iterator->position;
        iterator->position += step;
        Object* value = keys->value_at(entry);
        if (value == nullptr) continue;
        if (iterator->remaining == 0) {
            iterator->dict.reset();
            return raise(RuntimeError, "dictionary keys changed during iteration");
        }
        --iterator->remaining;
        return pick<kind>(iterator, keys->key_at(entry), value);
    }
    iterator->dict.reset();
    return nothing;
}

Result<Size> dict_iterator_length(DictIterator* self) {
    return self->dict && self->dict->used == self->expected ? self->remaining : Size(0);
}

const Method dict_iterator_methods[] = {
    {"__reduce__(self, /)", bind<reduce_table_iterator<&DictIterator::dict, DictIterator>>,
     "Tells pickle and copy how to make it again."},
    {"__length_hint__(self, /)", bind<dict_iterator_length>, "Guesses how many items are still to come."},
};

template <class T, ViewKind kind>
constexpr TypeSpec dict_iterator_spec(const char* name) {
    return {.name = name,
            .size = sizeof(T),
            .flags = TypeFlag::gc,
            .slots = {.deallocate = destroy<T>,
                      .traverse = traverse_references<DictIterator>,
                      .clear = clear_references<DictIterator>,
                      .iter = iterator_itself,
                      .next = dict_iterator_next<kind>},
            .methods = dict_iterator_methods};
}

const TypeSpec key_iterator_spec = dict_iterator_spec<DictKeyIterator, ViewKind::keys>("dict_keyiterator");
const TypeSpec value_iterator_spec = dict_iterator_spec<DictValueIterator, ViewKind::values>("dict_valueiterator");
const TypeSpec item_iterator_spec = dict_iterator_spec<DictItemIterator, ViewKind::items>("dict_itemiterator");
const TypeSpec reverse_key_iterator_spec =
    dict_iterator_spec<DictReverseKeyIterator, ViewKind::keys>("dict_reversekeyiterator");
const TypeSpec reverse_value_iterator_spec =
    dict_iterator_spec<DictReverseValueIterator, ViewKind::values>("dict_reversevalueiterator");
const TypeSpec reverse_item_iterator_spec =
    dict_iterator_spec<DictReverseItemIterator, ViewKind::items>("dict_reverseitemiterator");

// ---------------------------------------------------------------- views

Dict* viewed_dict(Object* self) { return static_cast<DictView*>(self)->dict.get(); }

Result<Size> view_length(Object* self) { return viewed_dict(self)->used; }

Result<Object> view_repr(Object* self) {
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from("...");
    Ref<List> list = TRY(List::from_iterable(self));
    Ref<Str> items = TRY(repr(list.get()));
    return Str::from(format_text("{}({})", type_name(self), items.get()));
}

template <class Iterator>
Result<Object> make_dict_iterator(Dict* dict, bool backwards) {
    Ref<Iterator> iterator = create<Iterator>(share(dict), backwards);
    constexpr bool gives_pairs =
        std::is_same_v<Iterator, DictItemIterator> || std::is_same_v<Iterator, DictReverseItemIterator>;
    if constexpr (gives_pairs) iterator->kept = TRY(ResultTuple::make(2));
    return iterator;
}

template <class Iterator>
Result<Object> view_iter(Object* self) {
    return make_dict_iterator<Iterator>(viewed_dict(self), false);
}
template <class Iterator>
Result<Object> view_reversed(Object* self) {
    return make_dict_iterator<Iterator>(viewed_dict(self), true);
}

Result<bool> keys_contain(Object* self, Object* key) { return dict_contains(viewed_dict(self), key); }

Result<bool> items_contain(Object* self, Object* item) {
    auto* pair = as<Tuple>(item);
    if (pair == nullptr || pair->length != 2) return false;
    Ref<Object> value = TRY(dict_get(viewed_dict(self), (*pair)[0]));
    if (!value) return false;
    return equal(value.get(), (*pair)[1]);
}

bool is_set_like(Object* object) { return is_any_set(object) || is<DictKeysView>(object) || is<DictItemsView>(object); }

Result<bool> all_contained(Object* items, Object* container) {
    Ref<Object> iterator = TRY(get_iterator(items));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (!TRY(contains(container, item.get()))) return false;
    }
    return true;
}

Result<Object> view_compare(Object* left, Object* right, Comparison operation) {
    if (!is_set_like(left) || !is_set_like(right)) return not_implemented();
    Size first = TRY(length(left)), second = TRY(length(right));
    bool answer = false;
    switch (operation) {
        case Comparison::equal: answer = first == second && TRY(all_contained(left, right)); break;
        case Comparison::not_equal: answer = first != second || !TRY(all_contained(left, right)); break;
        case Comparison::less: answer = first < second && TRY(all_contained(left, right)); break;
        case Comparison::less_equal: answer = first <= second && TRY(all_contained(left, right)); break;
        case Comparison::greater: answer = first > second && TRY(all_contained(right, left)); break;
        case Comparison::greater_equal: answer = first >= second && TRY(all_contained(right, left)); break;
    }
    return to_bool(answer);
}

// Set operators give real sets; one operand must be a view, the other anything iterable.
// The keys of a plain dict are taken with the hashes that it holds.
Result<Set> set_of_items(Object* iterable) {
    if (is<DictKeysView>(iterable) && is_exact<Dict>(viewed_dict(iterable))) iterable = viewed_dict(iterable);
    return Set::from_iterable(&Set::type_object, iterable);
}

bool is_set_like_view(Object* object) { return is<DictKeysView>(object) || is<DictItemsView>(object); }

Result<Object> view_subtract(Object* left, Object* right) {
    Ref<Set> result = TRY(set_of_items(left));
    TRY(set_difference_update(result.get(), right));
    return result;
}
// The smaller side is gone through and looked up in the larger one. A set does that itself.
Result<Object> view_and(Object* left, Object* right) {
    if (!is_set_like_view(left)) std::swap(left, right);
    if (is_exact<Set>(right) && viewed_dict(left)->used <= cast<Set>(right)->used) return set_intersection(right, left);
    if (is_set_like_view(right) && viewed_dict(right)->used > viewed_dict(left)->used) std::swap(left, right);
    Ref<Set> result = Set::create();
    TRY(for_each(right, [&](Ref<Object> item) -> Result<void> {
        if (TRY(contains(left, item.get()))) TRY(set_add(result.get(), item.get()));
        return {};
    }));
    return result;
}
Result<Object> view_or(Object* left, Object* right) {
    Ref<Set> result = TRY(set_of_items(left));
    TRY(set_update(result.get(), right));
    return result;
}
// Pairs are compared key by key, so that values need no hash unless they end up in the result.
Result<Object> differing_items(Dict* left, Dict* right) {
    Ref<Dict> kept_right = share(right), remaining = TRY(dict_copy(left));
    Ref<Set> result = Set::create();
    Size position = 0;
    Object *borrowed_key, *borrowed_value;
    while (dict_next(right, position, borrowed_key, borrowed_value)) {
        Ref<Object> key = share(borrowed_key), value = share(borrowed_value);
        Hash key_hash = right->keys->hash_at(position - 1);
        Ref<Object> other = TRY(dict_get(remaining.get(), key.get(), key_hash));
        if (other && TRY(equal(other.get(), value.get()))) {
            Size entry = TRY(dict_find(remaining.get(), key.get(), key_hash));
            if (entry < 0) return raise_key_error(key.get());
            dict_remove_entry(remaining.get(), entry);
        } else {
            TRY(set_add(result.get(), Tuple::of({key.get(), value.get()}).get()));
        }
    }
    Ref<Object> items = create<DictItemsView>(std::move(remaining));
    TRY(set_update(result.get(), items.get()));
    return result;
}

Result<Object> view_xor(Object* left, Object* right) {
    if (is<DictItemsView>(left) && is<DictItemsView>(right))
        return differing_items(viewed_dict(left), viewed_dict(right));
    Ref<Set> result = TRY(set_of_items(left));
    TRY(set_symmetric_difference_update(result.get(), right));
    return result;
}

Result<bool> isdisjoint(DictView* view, Object* other) {
    Object* self = view;
    if (self == other) return view->dict->used == 0;
    if (is_set_like(other) && TRY(length(other)) > view->dict->used) std::swap(self, other);
    Ref<Object> iterator = TRY(get_iterator(other));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (TRY(contains(self, item.get()))) return false;
    }
    return true;
}

Result<Object> get_mapping(Object* self) { return create<MappingProxy>(share<Object>(viewed_dict(self))); }

const Getter view_getters[] = {{"mapping", get_mapping, nullptr, "The dict behind the view, read-only."}};

const Method keys_methods[] = {
    {"isdisjoint(self, other, /)", bind<isdisjoint>, "Tells whether no item of the iterable is in the view."},
    {"__reversed__(self, /)", bind<view_reversed<DictReverseKeyIterator>>, "Walks over the keys, the newest first."},
};
const Method values_methods[] = {
    {"__reversed__(self, /)", bind<view_reversed<DictReverseValueIterator>>,
     "Walks over the values, the newest first."},
};
const Method items_methods[] = {
    {"isdisjoint(self, other, /)", bind<isdisjoint>, "Tells whether no item of the iterable is in the view."},
    {"__reversed__(self, /)", bind<view_reversed<DictReverseItemIterator>>, "Walks over the items, the newest first."},
};

template <class T, class Iterator>
constexpr Slots set_like_slots(ContainsSlot contains_slot) {
    return {.deallocate = destroy<T>,
            .traverse = traverse_references<DictView>,
            .clear = clear_references<DictView>,
            .repr = view_repr,
            .hash = hash_not_implemented,
            .compare = view_compare,
            .iter = view_iter<Iterator>,
            .length = view_length,
            .contains = contains_slot,
            .subtract = view_subtract,
            .and_ = view_and,
            .xor_ = view_xor,
            .or_ = view_or};
}

const TypeSpec keys_spec = {
    .name = "dict_keys",
    .size = sizeof(DictKeysView),
    .flags = TypeFlag::gc,
    .slots = set_like_slots<DictKeysView, DictKeyIterator>(keys_contain),
    .methods = keys_methods,
    .getters = view_getters,
};
const TypeSpec items_spec = {
    .name = "dict_items",
    .size = sizeof(DictItemsView),
    .flags = TypeFlag::gc,
    .slots = set_like_slots<DictItemsView, DictItemIterator>(items_contain),
    .methods = items_methods,
    .getters = view_getters,
};
const TypeSpec values_spec = {
    .name = "dict_values",
    .size = sizeof(DictValuesView),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<DictValuesView>,
              .traverse = traverse_references<DictView>,
              .clear = clear_references<DictView>,
              .repr = view_repr,
              .iter = view_iter<DictValueIterator>,
              .length = view_length},
    .methods = values_methods,
    .getters = view_getters,
};

}  // namespace

Type DictKeyIterator::type_object(key_iterator_spec);
Type DictValueIterator::type_object(value_iterator_spec);
Type DictItemIterator::type_object(item_iterator_spec);
Type DictReverseKeyIterator::type_object(reverse_key_iterator_spec);
Type DictReverseValueIterator::type_object(reverse_value_iterator_spec);
Type DictReverseItemIterator::type_object(reverse_item_iterator_spec);
Type DictKeysView::type_object(keys_spec);
Type DictValuesView::type_object(values_spec);
Type DictItemsView::type_object(items_spec);

}  // namespace minipy
