// SPDX-License-Identifier: MIT
// The type collections.OrderedDict; the idea is in ordered_dict.hpp. CPython: Objects/odictobject.c.
#include "modules/containers/collections/ordered_dict.hpp"

#include <vector>

#include "modules/native.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/slot_gate.hpp"

namespace minipy {

Size OrderedDict::first() {
    if (used == 0) return -1;
    Size entry = keys->first_is_remembered && keys == first_table ? first_entry : 0;
    while (keys->value_at(entry) == nullptr) ++entry;
    keys->first_is_remembered = true;
    first_table = keys;
    first_entry = entry;
    return entry;
}

Size OrderedDict::last() {
    Size entry = keys->entry_count - 1;
    while (entry >= 0 && keys->value_at(entry) == nullptr) --entry;
    return entry;
}

namespace {

OrderedDict* ordered(Object* self) { return static_cast<OrderedDict*>(self); }
// Not is<OrderedDict>(): that asks for the flag which every dict has.
bool is_ordered(const Object* object) { return is_subtype(object->type, &OrderedDict::type_object); }

// ---------------------------------------------------------------- changing keys

Result<void> ordered_set_item(Object* object, Object* key, Object* value) {
    OrderedDict* self = ordered(object);
    Size before = self->used;
    if (value != nullptr) {
        TRY(dict_set(self, key, value));
    } else if (!TRY(dict_delete(self, key))) {
        return raise_key_error(key);
    }
    self->state += self->used != before;
    return {};
}

Result<Object> ordered_dict_pop(OrderedDict* self, Object* key, Object* default_value) {
    Ref<Object> value = TRY(dict_pop(self, key));
    self->state += bool(value);
    if (value) return value;
    return default_value != nullptr ? Result<Object>(share(default_value)) : raise_key_error(key);
}

Result<Object> popitem(OrderedDict* self, bool last) {
    if (self->used == 0) return raise(KeyError, "dictionary is empty");
    Size entry = last ? self->last() : self->first();
    Ref<Tuple> pair = Tuple::of({self->keys->key_at(entry), self->keys->value_at(entry)});
    dict_remove_entry(self, entry);
    if (last && self->keys->reference_count == 1) self->keys->entry_count = entry;
    ++self->state;
    return pair;
}

// Puts one entry in front of all others: the table is filled anew. No comparison is needed, the keys are known to
// differ.
Result<void> move_to_front(OrderedDict* self, Size moved) {
    struct Item {
        Ref<Object> key, value;
        Hash hash;
    };
    std::vector<Item> items;
    TRY(reserve_room(items, std::size_t(self->used)));
    auto take = [&](Size entry) {
        items.push_back(
            {share(self->keys->key_at(entry)), share(self->keys->value_at(entry)), self->keys->hash_at(entry)});
    };
    take(moved);
    for (Size entry = 0; entry < self->keys->entry_count; ++entry) {
        if (entry != moved && self->keys->value_at(entry) != nullptr) take(entry);
    }
    dict_clear(self);
    for (const Item& item : items) TRY(dict_add_missing(self, item.key.get(), item.hash, item.value.get()));
    return {};
}

Result<void> move_to_end(OrderedDict* self, Object* key, bool last) {
    Hash key_hash = TRY(hash(key));
    Size entry = TRY(dict_find(self, key, key_hash));
    if (entry < 0) return raise_key_error(key);
    if (entry == (last ? self->last() : self->first())) return {};
    ++self->state;
    if (!last) return move_to_front(self, entry);
    Ref<Object> kept_key = share(self->keys->key_at(entry)), value = share(self->keys->value_at(entry));
    dict_remove_entry(self, entry);
    TRY(dict_add_missing(self, kept_key.get(), key_hash, value.get()));
    return {};
}

Result<Object> setdefault(OrderedDict* self, Object* key, Object* default_value) {
    // A subclass may have its own idea of what setting an item means.
    if (is_exact<OrderedDict>(self)) {
        Size before = self->used;
        Ref<Object> value = TRY(dict_set_default(self, key, default_value));
        self->state += self->used != before;
        return value;
    }
    if (TRY(contains(self, key))) return get_item(self, key);
    TRY(set_item(self, key, default_value));
    return share(default_value);
}

// To an iterator this is a change of size.
Result<void> clear(OrderedDict* self) {
    dict_clear(self);
    return {};
}

// ---------------------------------------------------------------- update

Result<void> set_pairs(Object* self, Object* pairs) {
    return for_each(pairs, [&](Ref<Object> pair) -> Result<void> {
        Ref<Object> iterator = TRY(get_iterator(pair.get()));
        Ref<Object> key = TRY(next_item(iterator.get()));
        if (!key) return raise(ValueError, "need more than 0 values to unpack");
        Ref<Object> value = TRY(next_item(iterator.get()));
        if (!value) return raise(ValueError, "need more than 1 value to unpack");
        Ref<Object> surplus = TRY(next_item(iterator.get()));
        if (surplus) return raise(ValueError, "too many values to unpack (expected 2)");
        return set_item(self, key.get(), value.get());
    });
}

// From a dict, anything with keys(), anything with items(), or an iterable of pairs; every key is set the way the class
// does.
Result<void> update_from(Object* self, Object* other) {
    if (is_exact<Dict>(other)) {
        Ref<List> items = TRY(dict_items_list(cast<Dict>(other)));
        return set_pairs(self, items.get());
    }
    if (Ref<Object> keys = TRY(find_attribute(other, names::keys))) {
        Ref<Object> iterable = TRY(call(keys.get()));
        return for_each(iterable.get(), [&](Ref<Object> key) -> Result<void> {
            Ref<Object> value = TRY(get_item(other, key.get()));
            return set_item(self, key.get(), value.get());
        });
    }
    if (Ref<Object> items = TRY(find_attribute(other, names::items)))
        return set_pairs(self, TRY(call(items.get())).get());
    return set_pairs(self, other);
}

Result<void> update_with(Object* self, const Arguments& arguments) {
    if (arguments.positional > 1)
        return raise(TypeError, "update() takes at most 1 positional argument ({} given)", arguments.positional);
    if (arguments.positional == 1) TRY(update_from(self, arguments[0]));
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        TRY(set_item(self, (*arguments.names)[index], arguments[arguments.positional + index]));
    }
    return {};
}

Result<Object> update(OrderedDict* self, const Arguments& arguments) {
    TRY(update_with(self, arguments));
    return none();
}

Result<void> ordered_init(Object* self, const Arguments& arguments) {
    if (arguments.positional > 1) return raise(TypeError, "expected at most 1 arguments, got {}", arguments.positional);
    return update_with(self, arguments);
}

// ---------------------------------------------------------------- making others

Result<Object> ordered_dict_copy(OrderedDict* self) {
    Ref<Object> made = TRY(call(self->type));
    if (is_exact<OrderedDict>(self)) {
        TRY(dict_update(ordered(made.get()), TRY(dict_copy(self)).get()));
        return made;
    }
    Ref<List> keys = TRY(List::from_iterable(self));
    TRY(for_each(keys.get(), [&](Ref<Object> key) -> Result<void> {
        Ref<Object> value = TRY(get_item(self, key.get()));
        return set_item(made.get(), key.get(), value.get());
    }));
    return made;
}

Result<Object> fromkeys(Type* type, Object* iterable, Object* value) {
    Ref<Object> made = TRY(call(type));
    TRY(for_each(iterable, [&](Ref<Object> key) { return set_item(made.get(), key.get(), value); }));
    return made;
}

Result<Object> ordered_dict_reduce(OrderedDict* self) {
    Ref<Object> state = TRY(call_method(self, names::dunder_getstate));
    Ref<Object> items = TRY(call_method(self, names::items));
    Ref<Object> iterator = TRY(get_iterator(items.get()));
    Ref<Tuple> arguments = Tuple::empty();
    return Tuple::of({self->type, arguments.get(), state.get(), &None, iterator.get()});
}

// ---------------------------------------------------------------- slots

Result<Object> ordered_repr(Object* object) {
    OrderedDict* self = ordered(object);
    if (self->used == 0) return Str::from(format_text("{}()", self->type->name));
    ReprGuard guard(object);
    if (guard.entered_before()) return Str::from("...");
    Ref<List> pairs;
    if (is_exact<OrderedDict>(object)) {
        pairs = TRY(dict_items_list(self));
    } else {
        Ref<Object> items = TRY(call_method(object, names::items));
        pairs = TRY(List::from_iterable(items.get()));
    }
    Ref<Str> shown = TRY(repr(pairs.get()));
    return Str::from(format_text("{}({})", self->type->name, shown.get()));
}

Result<bool> same_order(Dict* left, Dict* right) {
    Ref<List> first = TRY(dict_keys_list(left)), second = TRY(dict_keys_list(right));
    return equal(first.get(), second.get());
}

Result<Object> ordered_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Dict>(left) || !is<Dict>(right)) return not_implemented();
    Ref<Object> answer = TRY(call_slot(Dict::type_object.slots.compare, left, right, Comparison::equal));
    bool same = answer.get() == &True;
    if (same && is_ordered(left) && is_ordered(right)) same = TRY(same_order(ordered(left), ordered(right)));
    return to_bool(same == (operation == Comparison::equal));
}

Result<Object> ordered_or(Object* left, Object* right) {
    Object* self = is_ordered(left) ? left : right;
    if (!is<Dict>(self == left ? right : left)) return not_implemented();
    Ref<Object> both = TRY(call(self->type, {left}));
    TRY(update_from(both.get(), right));
    return both;
}

Result<Object> ordered_inplace_or(Object* self, Object* other) {
    TRY(update_from(self, other));
    return share(self);
}

void ordered_traverse(Object* self, VisitFunction visit, void* argument) {
    if (ordered(self)->attributes) visit(ordered(self)->attributes.borrow(), argument);
    traverse_dict(self, visit, argument);
}
void ordered_clear(Object* self) {
    ordered(self)->attributes.reset();
    clear_dict(self);
}

Result<Size> ordered_dict_sizeof_method(OrderedDict* self) {
    Ref<Object> table = TRY(call_method(TRY(dict_copy(self)).get(), names::dunder_sizeof));
    return TRY(to_size(table.get(), &OverflowError)) + Size(sizeof(OrderedDict) - sizeof(Dict));
}

const Method ordered_dict_methods[] = {
    {"fromkeys(type, /, iterable, value=None)", bind<fromkeys>,
     "Makes one with the given keys, which all share the one value.", MethodKind::class_method},
    {"setdefault(self, /, key, default=None)", bind<setdefault>,
     "Gives the value of key; if there is none, default becomes it, at the end."},
    {"pop(self, /, key, default=<absent>)", bind<ordered_dict_pop>,
     "Takes key out and gives its value; without one it gives default or, failing that, a KeyError."},
    {"popitem(self, /, last=True)", bind<popitem>,
     "Takes the last item out, or the first one, and gives it as (key, value)."},
    {"keys(self, /)", bind<ordered_dict_keys>},
    {"values(self, /)", bind<ordered_dict_values>},
    {"items(self, /)", bind<ordered_dict_items>},
    {"update(self, /, *args, **kwargs)", bind<update>},
    {"clear(self, /)", bind<clear>, "Takes everything out."},
    {"copy(self, /)", bind<ordered_dict_copy>, "Makes another one with the same items in the same order."},
    {"__reduce__(self, /)", bind<ordered_dict_reduce>, "Tells pickle and copy how to make it again."},
    {"__reversed__(self, /)", bind<ordered_dict_reversed>, "Walks over the keys, the last first."},
    {"__sizeof__(self, /)", bind<ordered_dict_sizeof_method>},
    {"move_to_end(self, /, key, last=True)", bind<move_to_end>,
     "Moves a key behind all others, or in front of them, which takes linear time here."},
};

const Getter getters[] = {{"__dict__", generic_get_dict, generic_set_dict}};

const TypeSpec ordered_dict_spec = {
    .name = "collections.OrderedDict",
    .doc = "A dict whose order can be changed, and counts when two of its kind are compared.",
    .size = sizeof(OrderedDict),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::dict_subclass | TypeFlag::mapping_pattern,
    .base = &Dict::type_object,
    .dict_offset = offsetof(OrderedDict, attributes),
    .weakrefs_offset = offsetof(OrderedDict, weakrefs),
    .slots = {.deallocate = destroy<OrderedDict>,
              .traverse = ordered_traverse,
              .clear = ordered_clear,
              .init = ordered_init,
              .repr = ordered_repr,
              .hash = hash_not_implemented,
              .compare = ordered_compare,
              .iter = ordered_dict_iter,
              .set_item = ordered_set_item,
              .or_ = ordered_or,
              .inplace_or = ordered_inplace_or},
    .methods = ordered_dict_methods,
    .getters = getters,
};

}  // namespace

Type OrderedDict::type_object(ordered_dict_spec);

}  // namespace minipy
