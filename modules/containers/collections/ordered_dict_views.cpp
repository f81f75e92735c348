// SPDX-License-Identifier: MIT
// OrderedDict's views and its iterator, which fails when a key has come, gone or moved. Like CPython's, the iterator is
// always one key ahead: once it has given the last key, it looks at the dict no more. CPython: Objects/odictobject.c.
#include "modules/containers/collections/collections.hpp"
#include "modules/containers/collections/ordered_dict.hpp"
#include "runtime/containers/dict_views.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/result_tuple.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

struct OrderedIterator : Object {
    Ref<Tuple> kept;        // of items only: result_tuple.hpp
    Ref<OrderedDict> dict;  // null: exhausted
    Size position;          // the entry to give next; −1: there is none
    Size expected;
    std::uint64_t state;
    ViewKind kind;
    Direction direction;
    static constexpr auto references = field_list<&OrderedIterator::dict, &OrderedIterator::kept>;
};

OrderedIterator* ordered_view_iterator_of(Object* self) { return static_cast<OrderedIterator*>(self); }

Result<Object> ordered_view_make_iterator(OrderedDict* dict, ViewKind kind, Direction direction) {
    Ref<Object> object = TRY(allocate_instance(&ordered_iterator_type));
    OrderedIterator* self = ordered_view_iterator_of(object.get());
    self->dict = share(dict);
    if (kind == ViewKind::items) self->kept = TRY(ResultTuple::make(2));
    self->position = direction == Direction::backwards ? dict->last() : dict->first();
    self->expected = dict->used;
    self->state = dict->state;
    self->kind = kind;
    self->direction = direction;
    return object;
}

// The next entry in the direction, −1 when there is none.
Size live_entry_beyond(DictKeys& keys, Size entry, Direction direction) {
    for (;;) {
        entry += direction == Direction::backwards ? -1 : 1;
        if (entry < 0 || entry >= keys.entry_count) return -1;
        if (keys.value_at(entry) != nullptr) return entry;
    }
}

Maybe<Object> ordered_view_iterator_next(Object* object) {
    OrderedIterator* self = ordered_view_iterator_of(object);
    OrderedDict* dict = self->dict.get();
    if (dict == nullptr || self->position < 0) return nothing;
    if (self->state != dict->state) {
        self->dict.reset();
        return raise(RuntimeError, "OrderedDict mutated during iteration");
    }
    if (self->expected != dict->used) {
        self->dict.reset();
        return raise(RuntimeError, "OrderedDict changed size during iteration");
    }
    Size entry = self->position;
    // Methods of dict, called by name, change keys unseen.
    if (entry >= dict->keys->entry_count || dict->keys->value_at(entry) == nullptr) {
        self->dict.reset();
        return raise(RuntimeError, "OrderedDict mutated during iteration");
    }
    self->position = live_entry_beyond(*dict->keys, entry, self->direction);
    Ref<Object> key = share(dict->keys->key_at(entry)), value = share(dict->keys->value_at(entry));
    if (self->kind != ViewKind::items) return self->kind == ViewKind::values ? value : key;
    ResultTuple pair = TRY(ResultTuple::begin(self->kept.get(), 2));
    pair.put(0, std::move(key));
    pair.put(1, std::move(value));
    return pair.give();
}

// Pickled as iter() of what is left.
Result<Object> iterator_reduce(OrderedIterator* self) {
    Ref<List> rest = List::create();
    if (self->dict) {
        Ref<Object> copy = TRY(ordered_view_make_iterator(self->dict.get(), self->kind, self->direction));
        ordered_view_iterator_of(copy.get())->position = self->position;
        rest = TRY(List::from_iterable(copy.get()));
    }
    Ref<Module> builtins = TRY(import_module("builtins"));
    Ref<Object> iter = TRY(import_from(builtins.get(), names::iter));
    Ref<Tuple> arguments = Tuple::of({rest.get()});
    return Tuple::of({iter.get(), arguments.get()});
}

const Method ordered_view_iterator_methods[] = {
    {"__reduce__(self, /)", bind<iterator_reduce>, "Tells pickle and copy how to make it again."}};

const TypeSpec ordered_view_iterator_spec = {
    .name = "odict_iterator",
    .size = sizeof(OrderedIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<OrderedIterator>,
              .traverse = traverse_references<OrderedIterator>,
              .clear = clear_references<OrderedIterator>,
              .iter = iterator_itself,
              .next = ordered_view_iterator_next},
    .methods = ordered_view_iterator_methods,
};

// ---------------------------------------------------------------- views

template <Type* type>
Result<Object> make_view(OrderedDict* dict) {
    Ref<Object> object = TRY(allocate_instance(type));
    cast<DictView>(object.get())->dict = share<Dict>(dict);
    return object;
}

OrderedDict* viewed(Object* view) { return cast<OrderedDict>(cast<DictView>(view)->dict.get()); }

template <ViewKind kind>
Result<Object> view_iter(Object* view) {
    return ordered_view_make_iterator(viewed(view), kind, Direction::forwards);
}
template <ViewKind kind>
Result<Object> view_reversed(Object* view) {
    return ordered_view_make_iterator(viewed(view), kind, Direction::backwards);
}

template <ViewKind kind>
inline const Method view_methods[] = {{"__reversed__(self, /)", bind<view_reversed<kind>>}};

template <ViewKind kind>
constexpr TypeSpec view_spec(const char* name, Type* base) {
    return {.name = name,
            .size = sizeof(DictView),
            .flags = TypeFlag::gc,
            .base = base,
            .slots = {.deallocate = destroy<DictView>,
                      .traverse = traverse_references<DictView>,
                      .clear = clear_references<DictView>,
                      .iter = view_iter<kind>},
            .methods = view_methods<kind>};
}

const TypeSpec keys_spec = view_spec<ViewKind::keys>("odict_keys", &DictKeysView::type_object);
const TypeSpec values_spec = view_spec<ViewKind::values>("odict_values", &DictValuesView::type_object);
const TypeSpec items_spec = view_spec<ViewKind::items>("odict_items", &DictItemsView::type_object);

}  // namespace

Type ordered_iterator_type(ordered_view_iterator_spec);
Type ordered_keys_type(keys_spec);
Type ordered_values_type(values_spec);
Type ordered_items_type(items_spec);

Result<Object> ordered_dict_iter(Object* dict) {
    return ordered_view_make_iterator(cast<OrderedDict>(dict), ViewKind::keys, Direction::forwards);
}
Result<Object> ordered_dict_reversed(OrderedDict* dict) {
    return ordered_view_make_iterator(dict, ViewKind::keys, Direction::backwards);
}
Result<Object> ordered_dict_keys(OrderedDict* dict) { return make_view<&ordered_keys_type>(dict); }
Result<Object> ordered_dict_values(OrderedDict* dict) { return make_view<&ordered_values_type>(dict); }
Result<Object> ordered_dict_items(OrderedDict* dict) { return make_view<&ordered_items_type>(dict); }

}  // namespace minipy
