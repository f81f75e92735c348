// SPDX-License-Identifier: MIT
// The type dict: its slots and methods. CPython: Objects/dictobject.c.
#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/dict_views.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set_access.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

Dict* dict_of(Object* self) { return static_cast<Dict*>(self); }

// ---------------------------------------------------------------- slots

Result<Object> dict_new(Type* type, const Arguments&) {
    if (type == &Dict::type_object) return Dict::create();
    Ref<Object> object = TRY(allocate_instance(type));
    dict_of(object.get())->keys = empty_keys();
    return object;
}

Result<void> dict_init(Object* self, const Arguments& arguments) {
    TRY(check_positional("dict", arguments, 0, 1));
    if (arguments.positional == 1) TRY(dict_update(dict_of(self), arguments[0]));
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        TRY(dict_set(dict_of(self), (*arguments.names)[index], arguments[arguments.positional + index]));
    }
    return {};
}

Result<Object> dict_repr(Object* self) {
    Dict* dict = dict_of(self);
    if (dict->used == 0) return Str::from("{}");
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from("{...}");
    StrBuilder text;
    text.append('{');
    Size position = 0;
    Object *key, *value;
    bool first = true;
    while (dict_next(dict, position, key, value)) {
        Ref<Object> kept_key = share(key), kept_value = share(value);
        if (!first) text.append(", ");
        first = false;
        text.append(TRY(repr(key)).get());
        text.append(": ");
        text.append(TRY(repr(value)).get());
    }
    text.append('}');
    return text.finish();
}

Result<bool> same_contents(Dict* left, Dict* right) {
    if (left->used != right->used) return false;
    Size position = 0;
    Object *key, *value;
    while (dict_next(left, position, key, value)) {
        Ref<Object> kept_key = share(key), kept_value = share(value);
        Ref<Object> other = TRY(dict_get(right, key, left->keys->hash_at(position - 1)));
        if (!other || !TRY(equal(value, other.get()))) return false;
    }
    return true;
}

Result<Object> dict_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Dict>(left) || !is<Dict>(right)) return not_implemented();
    return to_bool(TRY(same_contents(dict_of(left), dict_of(right))) == (operation == Comparison::equal));
}

Result<Size> dict_length(Object* self) { return dict_of(self)->used; }
Result<bool> dict_contains_slot(Object* self, Object* key) { return dict_contains(dict_of(self), key); }

Result<Object> dict_get_item(Object* self, Object* key) {
    Ref<Object> value = TRY(dict_get(dict_of(self), key));
    if (value) return value;
    if (!is_exact<Dict>(self)) {
        Ref<Object> missing = TRY(call_special(self, names::dunder_missing, {key}));
        if (missing) return missing;
    }
    return raise_key_error(key);
}

Result<void> dict_set_item(Object* self, Object* key, Object* value) {
    if (value != nullptr) return dict_set(dict_of(self), key, value);
    if (!TRY(dict_delete(dict_of(self), key))) return raise_key_error(key);
    return {};
}

Result<Object> dict_iter(Object* self) { return create<DictKeyIterator>(share(dict_of(self)), false); }

Result<Object> dict_or(Object* left, Object* right) {
    if (!is<Dict>(left) || !is<Dict>(right)) return not_implemented();
    Ref<Dict> result = TRY(dict_copy(dict_of(left)));
    TRY(dict_update(result.get(), right));
    return result;
}

Result<Object> dict_inplace_or(Object* left, Object* right) {
    TRY(dict_update(dict_of(left), right));
    return share(left);
}

// ---------------------------------------------------------------- methods

Result<Object> get_method(Dict* self, Object* key, Object* default_value) {
    Ref<Object> value = TRY(dict_get(self, key));
    return value ? value : share(default_value);
}
Result<Object> setdefault_method(Dict* self, Object* key, Object* default_value) {
    return dict_set_default(self, key, default_value);
}

Result<Object> dict_pop_method(Dict* self, Object* key, Object* default_value) {
    Ref<Object> value = TRY(dict_pop(self, key));
    if (value) return value;
    if (default_value != nullptr) return share(default_value);
    return raise_key_error(key);
}

Result<Object> popitem_method(Dict* self) {
    if (self->used == 0) return raise(KeyError, "popitem(): dictionary is empty");
    Size entry = self->keys->entry_count - 1;
    while (self->keys->value_at(entry) == nullptr) --entry;
    Ref<Tuple> pair = Tuple::of({self->keys->key_at(entry), self->keys->value_at(entry)});
    dict_remove_entry(self, entry);
    // The freed place at the end can be used again.
    if (self->keys->reference_count == 1) self->keys->entry_count = entry;
    return pair;
}

Result<void> dict_clear_method(Dict* self) {
    dict_clear(self);
    return {};
}
Result<Dict> dict_copy_method(Dict* self) { return dict_copy(self); }

Result<Object> dict_update_method(Dict* self, const Arguments& arguments) {
    TRY(check_positional("update", arguments, 0, 1));
    if (arguments.positional == 1) TRY(dict_update(self, arguments[0]));
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        TRY(dict_set(self, (*arguments.names)[index], arguments[arguments.positional + index]));
    }
    return none();
}

Result<Object> keys_method(Dict* self) { return create<DictKeysView>(share(self)); }
Result<Object> values_method(Dict* self) { return create<DictValuesView>(share(self)); }
Result<Object> items_method(Dict* self) { return create<DictItemsView>(share(self)); }
Result<Object> dict_reversed_method(Dict* self) { return create<DictReverseKeyIterator>(share(self), true); }
Result<bool> dict_contains_method(Dict* self, Object* key) { return dict_contains(self, key); }
Result<Object> getitem_method(Dict* self, Object* key) { return dict_get_item(self, key); }
Result<Size> dict_sizeof_method(Dict* self) { return Size(sizeof(Dict)) + self->bytes_beside(); }

Result<Object> fromkeys_method(Type* type, Object* iterable, Object* value) {
    Ref<Object> made = TRY(call(type));
    auto* dict = is_exact<Dict>(made.get()) ? cast<Dict>(made.get()) : nullptr;
    if (dict != nullptr && dict->used == 0) {
        // Dicts and sets know the hashes of their keys: nobody is asked again.
        auto put = [&](Object* key, Hash key_hash) { return dict_set(dict, key, key_hash, value); };
        if (is_exact<Dict>(iterable)) {
            TRY(for_each_key(cast<Dict>(iterable), put));
            return made;
        }
        Set* set = is_exact<Set>(iterable)         ? cast<Set>(iterable)
                   : is_exact<FrozenSet>(iterable) ? cast<FrozenSet>(iterable)
                                                   : nullptr;
        if (set != nullptr) {
            TRY(for_each_key(set, put));
            return made;
        }
    }
    TRY(for_each(iterable, [&](Ref<Object> key) { return set_item(made.get(), key.get(), value); }));
    return made;
}

const Method dict_methods[] = {
    {"__contains__(self, key, /)", bind<dict_contains_method>,
     "Tells whether the key is there: one hash and hardly more than one comparison."},
    {"__getitem__(self, key, /)", bind<getitem_method>,
     "Gives the value of key; without one a subclass's __missing__ is asked, else it is a KeyError."},
    {"__sizeof__(self, /)", bind<dict_sizeof_method>, "Tells how many bytes the dict takes up, its table included."},
    {"get(self, key, default=None, /)", bind<get_method>, "Gives the value of key, or default without adding it."},
    {"setdefault(self, key, default=None, /)", bind<setdefault_method>,
     "Gives the value of key; if there is none, default becomes it. The key is hashed once."},
    {"pop(self, key, default=<absent>, /)", bind<dict_pop_method>,
     "Takes key out and gives its value; without one it gives default or, failing that, a KeyError."},
    {"popitem(self, /)", bind<popitem_method>,
     "Takes the newest item out and gives it as (key, value): a dict is also a stack."},
    {"keys(self, /)", bind<keys_method>,
     "Looks at the keys: a view that follows the dict and does the arithmetic of sets."},
    {"items(self, /)", bind<items_method>, "Looks at the items as (key, value): a view that follows the dict."},
    {"values(self, /)", bind<values_method>, "Looks at the values: a view that follows the dict."},
    {"update(self, *args, **kwargs)", bind<dict_update_method>,
     "Takes items over from a mapping or from pairs, then from keyword arguments; old values go."},
    {"fromkeys(type, iterable, value=None, /)", bind<fromkeys_method>,
     "Makes a dict with the given keys, which all share the one value.", MethodKind::class_method},
    {"clear(self, /)", bind<dict_clear_method>, "Takes everything out."},
    {"copy(self, /)", bind<dict_copy_method>,
     "Makes another dict with the same keys and values, which are not copied."},
    {"__reversed__(self, /)", bind<dict_reversed_method>, "Walks over the keys, the newest first."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as dict[str, int].", MethodKind::class_method},
};

const TypeSpec dict_spec = {
    .name = "dict",
    .doc =
        "A table from keys to values, found by hash in constant time and kept in the order of insertion. It is made "
        "from a mapping, from pairs, or from keyword arguments.",
    .size = sizeof(Dict),
    .flags =
        TypeFlag::gc | TypeFlag::base_type | TypeFlag::dict_subclass | TypeFlag::mapping_pattern | TypeFlag::match_self,
    .slots = {.deallocate = destroy<Dict>,
              .traverse = traverse_dict,
              .clear = clear_dict,
              .new_ = dict_new,
              .init = dict_init,
              .repr = dict_repr,
              .hash = hash_not_implemented,
              .compare = dict_compare,
              .iter = dict_iter,
              .length = dict_length,
              .get_item = dict_get_item,
              .set_item = dict_set_item,
              .contains = dict_contains_slot,
              .or_ = dict_or,
              .inplace_or = dict_inplace_or},
    .methods = dict_methods,
};

}  // namespace

Type Dict::type_object(dict_spec);

}  // namespace minipy
