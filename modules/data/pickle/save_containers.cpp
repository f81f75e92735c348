// SPDX-License-Identifier: MIT
// Tuples, lists, dicts and sets: items in batches of a thousand between a mark and the instruction that takes them.
// A tuple or frozenset is made after its items; if it is known then, it contains itself by way of one of them: what has
// been written is thrown away again, and it is fetched from the memo.
// DANGER: saving an item may change the container. Each round reads the length anew and holds its item; a dict or set
// that has another size after a batch is a RuntimeError.
// CPython: Modules/_pickle.c (save_tuple … save_frozenset). Next: save_reduce.cpp.
#include "modules/data/pickle/pickler.hpp"
#include "runtime/containers/set.hpp"

namespace minipy::pickles {

namespace {

constexpr const char* while_pickling = " while pickling an object";

Result<void> save_shared(Pickler* self, Object* item) {
    Ref<Object> kept = share(item);
    return save(self, item);
}

}  // namespace

// ---------------------------------------------------------------- tuples

namespace {

Result<void> save_short_tuple(Pickler* self, Tuple* tuple) {
    for (Object* item : *tuple) TRY(save(self, item));
    if (TRY(save_get_if_known(self, tuple, Opcode::pop_, tuple->length))) return {};
    constexpr Opcode of_length[] = {Opcode::empty_tuple_, Opcode::tuple1_, Opcode::tuple2_, Opcode::tuple3_};
    self->bytes.write(of_length[tuple->length]);
    return memoize(self, tuple);
}

}  // namespace

// A tuple cannot change, and is held by the caller: so are its items.
Result<void> save_tuple(Pickler* self, Tuple* tuple) {
    if (tuple->length == 0) {
        if (self->protocol > 0) return self->bytes.write(Opcode::empty_tuple_), Result<void>();
        self->bytes.write(Opcode::mark_);
        self->bytes.write(Opcode::tuple_);
        return {};
    }
    if (tuple->length <= 3 && self->protocol >= 2) return save_short_tuple(self, tuple);
    self->bytes.write(Opcode::mark_);
    for (Object* item : *tuple) TRY(save(self, item));
    bool pops_mark = self->bin != 0;
    if (TRY(save_get_if_known(self, tuple, pops_mark ? Opcode::pop_mark_ : Opcode::pop_,
                              pops_mark ? 1 : tuple->length + 1)))
        return {};
    self->bytes.write(Opcode::tuple_);
    return memoize(self, tuple);
}

// ---------------------------------------------------------------- lists

namespace {

// An exact list of at least one item.
Result<void> save_items_of_list(Pickler* self, List* list) {
    if (list->length == 1) {
        TRY(save_shared(self, (*list)[0]));
        self->bytes.write(Opcode::append_);
        return {};
    }
    Size index = 0;
    do {
        self->bytes.write(Opcode::mark_);
        for (Size batch = 0; batch < batch_size && index < list->length; ++batch, ++index)
            TRY(save_shared(self, (*list)[index]));
        self->bytes.write(Opcode::appends_);
    } while (index < list->length);
    return {};
}

// What an iterator gives, in batches: `save_one` saves an item, a single one is taken by `one`, many by `many`.
template <class SaveOne>
Result<void> save_batches(Pickler* self, Object* iterator, Opcode one, Opcode many, SaveOne save_one) {
    if (self->protocol == 0) {
        return for_each_next(iterator, [&](Ref<Object> item) -> Result<void> {
            TRY(save_one(item.get()));
            self->bytes.write(one);
            return {};
        });
    }
    for (Size count = batch_size; count == batch_size;) {
        Ref<Object> first = TRY(next_item(iterator));
        if (!first) return {};
        Ref<Object> item = TRY(next_item(iterator));
        if (!item) {
            TRY(save_one(first.get()));
            self->bytes.write(one);
            return {};
        }
        self->bytes.write(Opcode::mark_);
        TRY(save_one(first.get()));
        for (count = 1; item;) {
            TRY(save_one(item.get()));
            if (++count == batch_size) break;
            item = TRY(next_item(iterator));
        }
        self->bytes.write(many);
    }
    return {};
}

}  // namespace

Result<void> save_list_items(Pickler* self, Object* iterator) {
    return save_batches(self, iterator, Opcode::append_, Opcode::appends_,
                        [&](Object* item) { return save(self, item); });
}

Result<void> save_list(Pickler* self, List* list) {
    FastPath path(self, list);
    TRY(path.enter());
    if (self->bin != 0) {
        self->bytes.write(Opcode::empty_list_);
    } else {
        self->bytes.write(Opcode::mark_);
        self->bytes.write(Opcode::list_);
    }
    bool is_empty = list->length == 0;
    TRY(memoize(self, list));
    if (is_empty) return {};
    RecursionGuard guard(while_pickling);
    if (guard.failed()) return Failure{};
    if (self->protocol > 0) return save_items_of_list(self, list);
    Ref<Object> iterator = TRY(get_iterator(list));
    return save_list_items(self, iterator.get());
}

// ---------------------------------------------------------------- dicts

namespace {

Result<void> save_pair(Pickler* self, Object* key, Object* value) {
    Ref<Object> kept_key = share(key), kept_value = share(value);
    TRY(save(self, key));
    return save(self, value);
}

// An exact dict of at least one item.
Result<void> save_items_of_dict(Pickler* self, Dict* dict) {
    Size position = 0, size = dict->used, count = 0;
    Object *key, *value;
    if (size == 1) {
        if (dict_next(dict, position, key, value)) TRY(save_pair(self, key, value));
        self->bytes.write(Opcode::set_item_);
        return {};
    }
    do {
        self->bytes.write(Opcode::mark_);
        for (count = 0; count < batch_size && dict_next(dict, position, key, value); ++count)
            TRY(save_pair(self, key, value));
        self->bytes.write(Opcode::set_items_);
        if (dict->used != size) return raise(RuntimeError, "dictionary changed size during iteration");
    } while (count == batch_size);
    return {};
}

}  // namespace

Result<void> save_dict_items(Pickler* self, Object* iterator) {
    return save_batches(self, iterator, Opcode::set_item_, Opcode::set_items_, [&](Object* item) -> Result<void> {
        auto* pair = as<Tuple>(item);
        if (pair == nullptr || pair->length != 2) return raise(TypeError, "dict items iterator must return 2-tuples");
        TRY(save(self, (*pair)[0]));
        return save(self, (*pair)[1]);
    });
}

Result<void> save_dict(Pickler* self, Dict* dict) {
    FastPath path(self, dict);
    TRY(path.enter());
    if (self->bin != 0) {
        self->bytes.write(Opcode::empty_dict_);
    } else {
        self->bytes.write(Opcode::mark_);
        self->bytes.write(Opcode::dict_);
    }
    bool is_empty = dict->used == 0;
    TRY(memoize(self, dict));
    if (is_empty) return {};
    RecursionGuard guard(while_pickling);
    if (guard.failed()) return Failure{};
    if (self->protocol > 0) return save_items_of_dict(self, dict);
    Ref<Object> items = TRY(call_method(dict, names::items));
    Ref<Object> iterator = TRY(get_iterator(items.get()));
    return save_dict_items(self, iterator.get());
}

// ---------------------------------------------------------------- sets

Result<void> save_set(Pickler* self, Object* object) {
    if (self->protocol < 4) {
        Ref<List> items = TRY(List::from_iterable(object));
        return save_call(self, &Set::type_object, {items.get()}, object);
    }
    auto* set = cast<Set>(object);
    self->bytes.write(Opcode::empty_set_);
    TRY(memoize(self, object));
    Size position = 0, size = set->used, count = 0;
    if (size == 0) return {};
    do {
        self->bytes.write(Opcode::mark_);
        Object* key;
        Hash hash;
        for (count = 0; count < batch_size && set_next(set, position, key, hash); ++count) TRY(save_shared(self, key));
        self->bytes.write(Opcode::add_items_);
        if (set->used != size) return raise(RuntimeError, "set changed size during iteration");
    } while (count == batch_size);
    return {};
}

Result<void> save_frozenset(Pickler* self, Object* object) {
    FastPath path(self, object);
    TRY(path.enter());
    if (self->protocol < 4) {
        Ref<List> items = TRY(List::from_iterable(object));
        return save_call(self, &FrozenSet::type_object, {items.get()}, object);
    }
    self->bytes.write(Opcode::mark_);
    TRY(for_each(object, [&](Ref<Object> item) { return save(self, item.get()); }));
    if (TRY(save_get_if_known(self, object, Opcode::pop_mark_, 1))) return {};
    self->bytes.write(Opcode::frozenset_);
    return memoize(self, object);
}

}  // namespace minipy::pickles
