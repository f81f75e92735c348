// SPDX-License-Identifier: MIT
// The methods and operators of set and frozenset, and their types. CPython: Objects/setobject.c.
#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set_access.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/constructor_keywords.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
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

Set* set_of(Object* self) { return static_cast<Set*>(self); }

// The result of an operator has the left operand's built-in type.
Type* result_type(Object* left) { return is<FrozenSet>(left) ? &FrozenSet::type_object : &Set::type_object; }

Result<Set> set_copy(Object* self) { return Set::from_iterable(result_type(self), self); }

// `other` as a set: itself, or a temporary one.
Result<Set> as_set(Object* other) {
    if (is_any_set(other)) return share(set_of(other));
    return Set::from_iterable(&Set::type_object, other);
}

// Looks a set up in a set: an unhashable set key stands for its frozenset.
template <class Action>
auto with_hashable_key(Object* key, Action action) -> decltype(action(key, Hash{})) {
    Result<Hash> key_hash = hash(key);
    if (key_hash.ok()) return action(key, key_hash.take());
    if (!is<Set>(key) || !catch_exception(TypeError)) return Failure{};
    Ref<FrozenSet> frozen = TRY(FrozenSet::from_iterable(key));
    return action(frozen.get(), TRY(hash(frozen.get())));
}

// ---------------------------------------------------------------- the operations

Result<Set> intersection_of(Object* self, Object* other) {
    if (self == other) return set_copy(self);
    Ref<Set> result = TRY(Set::from_iterable(result_type(self), nullptr));
    Set *walked = is_any_set(other) ? set_of(other) : nullptr, *searched = set_of(self);
    if (walked != nullptr && walked->used > searched->used) std::swap(walked, searched);
    auto add_if_common = [&](Object* key, Hash key_hash) -> Result<void> {
        if (TRY(set_contains(searched, key, key_hash))) TRY(set_add(result.get(), key, key_hash));
        return {};
    };
    if (walked != nullptr) {
        TRY(for_each_key(walked, add_if_common));
        return result;
    }
    TRY(for_each(other,
                 [&](Ref<Object> item) -> Result<void> { return add_if_common(item.get(), TRY(hash(item.get()))); }));
    return result;
}

Result<void> remove_keys(Set* set, Set* removed) {
    return for_each_key(removed, [&](Object* key, Hash key_hash) -> Result<void> {
        TRY(set_discard(set, key, key_hash));
        return {};
    });
}

}  // namespace

Result<void> set_difference_update(Set* set, Object* other) {
    if (set == other) {
        set_clear(set);
        return {};
    }
    if (!is_any_set(other)) {
        TRY(for_each(other, [&](Ref<Object> item) -> Result<void> {
            TRY(set_discard(set, item.get()));
            return {};
        }));
    } else if (set_of(other)->used / 8 > set->used) {
        Ref<Set> common = TRY(intersection_of(set, other));
        TRY(remove_keys(set, common.get()));
    } else {
        TRY(remove_keys(set, set_of(other)));
    }
    return set_drop_dummies(set);
}

namespace {

Result<Set> copy_without(Object* self, Object* other) {
    Ref<Set> result = TRY(set_copy(self));
    TRY(set_difference_update(result.get(), other));
    return result;
}

// Which of the two ways it goes decides the order in which the result is walked, so the rule is CPython's.
Result<Set> difference_of(Object* self, Object* other) {
    bool other_is_set = is_any_set(other);
    if (!other_is_set && !is_exact<Dict>(other)) return copy_without(self, other);
    Size others = other_is_set ? set_of(other)->used : cast<Dict>(other)->used;
    if (set_of(self)->used / 4 > others) return copy_without(self, other);
    Ref<Set> result = TRY(Set::from_iterable(result_type(self), nullptr));
    TRY(for_each_key(set_of(self), [&](Object* key, Hash key_hash) -> Result<void> {
        bool found = other_is_set ? TRY(set_contains(set_of(other), key, key_hash))
                                  : TRY(dict_find(cast<Dict>(other), key, key_hash)) >= 0;
        if (!found) TRY(set_add(result.get(), key, key_hash));
        return {};
    }));
    return result;
}

Result<void> toggle(Set* set, Object* key, Hash key_hash) {
    if (!TRY(set_discard(set, key, key_hash))) TRY(set_add(set, key, key_hash));
    return {};
}

Result<void> toggle_all(Set* set, Set* other) {
    if (set == other) {
        set_clear(set);
        return {};
    }
    return for_each_key(other, [&](Object* key, Hash key_hash) { return toggle(set, key, key_hash); });
}

// The hashes that a dict holds serve; keys that it holds differ from each other, so no set is made of them first.
Result<void> toggle_keys(Set* set, Dict* dict) {
    return for_each_key(dict, [&](Object* key, Hash key_hash) { return toggle(set, key, key_hash); });
}

}  // namespace

Result<void> set_symmetric_difference_update(Set* set, Object* other) {
    if (is_exact<Dict>(other)) return toggle_keys(set, cast<Dict>(other));
    Ref<Set> items = TRY(as_set(other));
    return toggle_all(set, items.get());
}

namespace {

Result<bool> is_subset(Set* small, Set* large) {
    if (small->used > large->used) return false;
    return holds_for_all_keys(small, [&](Object* key, Hash key_hash) { return set_contains(large, key, key_hash); });
}

// ---------------------------------------------------------------- operators: only between sets

Result<Object> set_or(Object* left, Object* right) {
    if (!is_any_set(left) || !is_any_set(right)) return not_implemented();
    Ref<Set> result = TRY(set_copy(left));
    if (left != right) TRY(set_update(result.get(), right));
    return result;
}
Result<Object> set_and(Object* left, Object* right) {
    if (!is_any_set(left) || !is_any_set(right)) return not_implemented();
    return intersection_of(left, right);
}
Result<Object> set_subtract(Object* left, Object* right) {
    if (!is_any_set(left) || !is_any_set(right)) return not_implemented();
    return difference_of(left, right);
}
Result<Object> set_xor(Object* left, Object* right) {
    if (!is_any_set(left) || !is_any_set(right)) return not_implemented();
    Ref<Set> result = TRY(Set::from_iterable(result_type(left), right));
    TRY(toggle_all(result.get(), set_of(left)));
    return result;
}
Result<Object> set_inplace_or(Object* left, Object* right) {
    if (!is_any_set(right)) return not_implemented();
    TRY(set_update(set_of(left), right));
    return share(left);
}
Result<Object> set_inplace_and(Object* left, Object* right) {
    if (!is_any_set(right)) return not_implemented();
    Ref<Set> common = TRY(intersection_of(left, right));
    set_swap_tables(set_of(left), common.get());
    return share(left);
}
Result<Object> set_inplace_subtract(Object* left, Object* right) {
    if (!is_any_set(right)) return not_implemented();
    TRY(set_difference_update(set_of(left), right));
    return share(left);
}
Result<Object> set_inplace_xor(Object* left, Object* right) {
    if (!is_any_set(right)) return not_implemented();
    TRY(toggle_all(set_of(left), set_of(right)));
    return share(left);
}

Result<Object> set_compare(Object* left, Object* right, Comparison operation) {
    if (!is_any_set(left) || !is_any_set(right)) return not_implemented();
    Set *first = set_of(left), *second = set_of(right);
    bool answer = false;
    switch (operation) {
        case Comparison::equal: answer = first->used == second->used && TRY(is_subset(first, second)); break;
        case Comparison::not_equal: answer = first->used != second->used || !TRY(is_subset(first, second)); break;
        case Comparison::less: answer = first->used < second->used && TRY(is_subset(first, second)); break;
        case Comparison::less_equal: answer = TRY(is_subset(first, second)); break;
        case Comparison::greater: answer = first->used > second->used && TRY(is_subset(second, first)); break;
        case Comparison::greater_equal: answer = TRY(is_subset(second, first)); break;
    }
    return to_bool(answer);
}

// ---------------------------------------------------------------- other slots

Result<Object> set_repr(Object* self) {
    Set* set = set_of(self);
    Ref<Str> name = share(self->type->name);
    if (set->used == 0) return Str::from(format_text("{}()", name.get()));
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from(format_text("{}(...)", name.get()));
    Ref<List> keys = TRY(List::from_iterable(self));
    Ref<Str> items = TRY(repr(keys.get()));
    StrBuilder text;
    bool plain = is_exact<Set>(self);
    if (!plain) {
        text.append(name.get());
        text.append('(');
    }
    text.append('{');
    text.append(items.get(), 1, items->length - 1);
    text.append(plain ? "}" : "})");
    return text.finish();
}

// Independent of the order of keys; CPython's mixing, so that hashes of frozensets agree.
Result<Hash> frozenset_hash(Object* self) {
    Set* set = set_of(self);
    if (set->hash_value != -1) return set->hash_value;
    std::uint64_t value = 0;
    auto shuffled = [](std::uint64_t bits) { return ((bits ^ 89869747u) ^ (bits << 16)) * 3644798167u; };
    Size position = 0;
    Object* key;
    Hash key_hash;
    while (set_next(set, position, key, key_hash)) value ^= shuffled(std::uint64_t(key_hash));
    value ^= (std::uint64_t(set->used) + 1) * 1927868237u;
    value ^= (value >> 11) ^ (value >> 25);
    value = value * 69069u + 907133923u;
    set->hash_value = value == std::uint64_t(-1) ? 590923713 : Hash(value);
    return set->hash_value;
}

Result<Size> set_length(Object* self) { return set_of(self)->used; }

Result<bool> contains_slot(Object* self, Object* key) {
    return with_hashable_key(key, [&](Object* k, Hash h) { return set_contains(set_of(self), k, h); });
}

Result<Object> set_iter(Object* self) { return create<SetIterator>(share(set_of(self))); }

Result<Object> set_new(Type* type, const Arguments&) { return Set::from_iterable(type, nullptr); }

Result<void> set_init(Object* self, const Arguments& arguments) {
    TRY(check_no_keywords("set", arguments));
    TRY(check_positional(self->type->display_name(), arguments, 0, 1));
    if (set_of(self)->fill > 0) set_clear(set_of(self));
    if (arguments.positional == 0) return {};
    return set_update(set_of(self), arguments[0]);
}

Result<Object> frozenset_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords_in_new(type, FrozenSet::type_object, "frozenset", arguments));
    TRY(check_positional(type->display_name(), arguments, 0, 1));
    Object* iterable = arguments.positional == 1 ? arguments[0] : nullptr;
    if (type == &FrozenSet::type_object) return FrozenSet::from_iterable(iterable);
    return Set::from_iterable(type, iterable);
}

// ---------------------------------------------------------------- methods

Result<void> add_method(Set* self, Object* key) { return set_add(self, key); }
Result<void> set_clear_method(Set* self) {
    set_clear(self);
    return {};
}
Result<Object> set_copy_method(Set* self) {
    if (is_exact<FrozenSet>(self)) return share<Object>(self);
    return set_copy(self);
}
Result<void> discard_method(Set* self, Object* key) {
    TRY(with_hashable_key(key, [&](Object* k, Hash h) { return set_discard(self, k, h); }));
    return {};
}
Result<void> set_remove_method(Set* self, Object* key) {
    if (!TRY(with_hashable_key(key, [&](Object* k, Hash h) { return set_discard(self, k, h); })))
        return raise_key_error(key);
    return {};
}

Result<Object> set_pop_method(Set* self) {
    if (self->used == 0) return raise(KeyError, "pop from an empty set");
    return set_pop(self);
}

Result<void> set_update_method(Set* self, Tuple* others) {
    for (Object* other : *others) TRY(set_update(self, other));
    return {};
}
Result<Object> union_method(Set* self, Tuple* others) {
    Ref<Set> result = TRY(set_copy(self));
    for (Object* other : *others) {
        if (other != self) TRY(set_update(result.get(), other));
    }
    return result;
}
Result<Object> intersection_method(Set* self, Tuple* others) {
    Ref<Set> result = others->length == 0 ? TRY(set_copy(self)) : TRY(intersection_of(self, (*others)[0]));
    for (Size index = 1; index < others->length; ++index) result = TRY(intersection_of(result.get(), (*others)[index]));
    return result;
}
Result<void> intersection_update_method(Set* self, Tuple* others) {
    Ref<Set> common = ref_cast<Set>(TRY(intersection_method(self, others)));
    set_swap_tables(self, common.get());
    return {};
}
Result<Object> difference_method(Set* self, Tuple* others) {
    if (others->length == 0) return set_copy(self);
    Ref<Set> result = TRY(difference_of(self, (*others)[0]));
    for (Object* other : others->span().subspan(1)) TRY(set_difference_update(result.get(), other));
    return result;
}
Result<void> difference_update_method(Set* self, Tuple* others) {
    for (Object* other : *others) TRY(set_difference_update(self, other));
    return {};
}
Result<void> symmetric_difference_update_method(Set* self, Object* other) {
    return set_symmetric_difference_update(self, other);
}
Result<Object> symmetric_difference_method(Set* self, Object* other) {
    Ref<Set> result = TRY(Set::from_iterable(result_type(self), other));
    TRY(toggle_all(result.get(), self));
    return result;
}
// Of two sets the smaller one is walked, with the hashes that it holds.
Result<bool> sets_are_disjoint(Set* searched, Set* walked) {
    if (walked->used > searched->used) std::swap(walked, searched);
    return holds_for_all_keys(walked, [&](Object* key, Hash key_hash) -> Result<bool> {
        return !TRY(set_contains(searched, key, key_hash));
    });
}
Result<bool> isdisjoint_method(Set* self, Object* other) {
    if (self == other) return self->used == 0;
    if (is_exact<Set>(other) || is_exact<FrozenSet>(other)) return sets_are_disjoint(self, set_of(other));
    Ref<Object> iterator = TRY(get_iterator(other));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (TRY(set_contains(self, item.get()))) return false;
    }
    return true;
}
Result<bool> issubset_method(Set* self, Object* other) {
    Ref<Set> items = TRY(as_set(other));
    return is_subset(self, items.get());
}
Result<bool> issuperset_method(Set* self, Object* other) {
    if (is_any_set(other)) return is_subset(set_of(other), self);
    Ref<Object> iterator = TRY(get_iterator(other));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (!TRY(set_contains(self, item.get()))) return false;
    }
    return true;
}
Result<bool> set_contains_method(Set* self, Object* key) { return contains_slot(self, key); }
Result<Object> set_reduce_method(Set* self) {
    Ref<List> keys = TRY(List::from_iterable(self));
    Ref<Tuple> arguments = Tuple::of({keys.get()});
    Ref<Object> state = TRY(call_method(self, names::dunder_getstate));
    return Tuple::of({self->type, arguments.get(), state.get()});
}

Result<Size> set_sizeof_method(Set* self) { return Size(sizeof(Set)) + self->bytes_beside(); }

#define SHARED_METHODS                                                                                                 \
    {"__contains__(self, object, /)", bind<set_contains_method>,                                                       \
     "Tells whether an element is there; a set as argument is looked for as a frozenset."},                            \
        {"__reduce__(self, /)", bind<set_reduce_method>, "Tells pickle and copy how to make it again."},               \
        {"__sizeof__(self, /)", bind<set_sizeof_method>,                                                               \
         "Tells how many bytes the set takes up, its table included."},                                                \
        {"__class_getitem__(type, item, /)", bind<make_generic_alias>,                                                 \
         "Makes an alias with type arguments, such as set[int].", MethodKind::class_method},                           \
        {"copy(self, /)", bind<set_copy_method>,                                                                       \
         "Makes another set of the same elements; of a frozenset it is the set itself."},                              \
        {"union(self, /, *others)", bind<union_method>, "Makes a set of what is in self or in any of the others."},    \
        {"intersection(self, /, *others)", bind<intersection_method>,                                                  \
         "Makes a set of what is in self and in all of the others."},                                                  \
        {"difference(self, /, *others)", bind<difference_method>,                                                      \
         "Makes a set of what is in self but in none of the others."},                                                 \
        {"symmetric_difference(self, other, /)", bind<symmetric_difference_method>,                                    \
         "Makes a set of what is in one of the two only."},                                                            \
        {"isdisjoint(self, other, /)", bind<isdisjoint_method>, "Tells whether the two have nothing in common."},      \
        {"issubset(self, other, /)", bind<issubset_method>, "Tells whether everything in here is in the other one."},  \
    {                                                                                                                  \
        "issuperset(self, other, /)", bind<issuperset_method>, "Tells whether everything in the other one is in here." \
    }

const Method set_methods[] = {
    SHARED_METHODS,
    {"add(self, object, /)", bind<add_method>, "Puts an element in; does nothing if an equal one is there."},
    {"clear(self, /)", bind<set_clear_method>, "Takes all elements out."},
    {"discard(self, object, /)", bind<discard_method>, "Takes an element out if it is there."},
    {"remove(self, object, /)", bind<set_remove_method>, "Takes an element out; KeyError if it is not there."},
    {"pop(self, /)", bind<set_pop_method>,
     "Takes some element out and gives it: no order is promised. KeyError if there is none."},
    {"update(self, /, *others)", bind<set_update_method>, "Takes in all elements of the others."},
    {"intersection_update(self, /, *others)", bind<intersection_update_method>,
     "Keeps only what is in all of the others too."},
    {"difference_update(self, /, *others)", bind<difference_update_method>,
     "Takes out whatever is in one of the others."},
    {"symmetric_difference_update(self, other, /)", bind<symmetric_difference_update_method>,
     "Takes in what is in the other one only, and out what is in both."},
};

const Method frozenset_methods[] = {SHARED_METHODS};
#undef SHARED_METHODS

const TypeSpec set_spec = {
    .name = "set",
    .doc =
        "A collection in which no two elements are equal; whether one is there is answered by hash, in constant time.",
    .size = sizeof(Set),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::match_self,
    .weakrefs_offset = offsetof(Set, weakrefs),
    .slots = {.deallocate = destroy<Set>,
              .traverse = traverse_set,
              .clear = clear_set,
              .new_ = set_new,
              .init = set_init,
              .repr = set_repr,
              .hash = hash_not_implemented,
              .compare = set_compare,
              .iter = set_iter,
              .length = set_length,
              .contains = contains_slot,
              .subtract = set_subtract,
              .and_ = set_and,
              .xor_ = set_xor,
              .or_ = set_or,
              .inplace_subtract = set_inplace_subtract,
              .inplace_and = set_inplace_and,
              .inplace_xor = set_inplace_xor,
              .inplace_or = set_inplace_or},
    .methods = set_methods,
};

const TypeSpec frozenset_spec = {
    .name = "frozenset",
    .doc = "A set that never changes, and so can itself be hashed: a key of dicts, an element of sets.",
    .size = sizeof(FrozenSet),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::match_self,
    .weakrefs_offset = offsetof(Set, weakrefs),
    .slots = {.deallocate = destroy<FrozenSet>,
              .traverse = traverse_set,
              .clear = clear_set,
              .new_ = frozenset_new,
              .repr = set_repr,
              .hash = frozenset_hash,
              .compare = set_compare,
              .iter = set_iter,
              .length = set_length,
              .contains = contains_slot,
              .subtract = set_subtract,
              .and_ = set_and,
              .xor_ = set_xor,
              .or_ = set_or},
    .methods = frozenset_methods,
};

// ---------------------------------------------------------------- the iterator

Maybe<Object> set_iterator_next(Object* self) {
    auto* iterator = static_cast<SetIterator*>(self);
    if (!iterator->set) return nothing;
    if (iterator->set->used != iterator->expected) {
        iterator->expected = -1;  // stays an error
        return raise(RuntimeError, "Set changed size during iteration");
    }
    Object* key;
    Hash key_hash;
    if (set_next(iterator->set.get(), iterator->position, key, key_hash)) {
        --iterator->remaining;
        return share(key);
    }
    iterator->set.reset();
    return nothing;
}

Result<Size> set_iterator_length(SetIterator* self) {
    return self->set && self->set->used == self->expected ? self->remaining : Size(0);
}

const Method set_iterator_methods[] = {
    {"__reduce__(self, /)", bind<reduce_table_iterator<&SetIterator::set, SetIterator>>, reduce_doc},
    {"__length_hint__(self, /)", bind<set_iterator_length>, length_hint_doc},
};

const TypeSpec set_iterator_spec = {
    .name = "set_iterator",
    .size = sizeof(SetIterator),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<SetIterator>,
              .traverse = traverse_references<SetIterator>,
              .clear = clear_references<SetIterator>,
              .iter = iterator_itself,
              .next = set_iterator_next},
    .methods = set_iterator_methods,
};

}  // namespace

Result<Set> set_intersection(Object* set, Object* iterable) { return intersection_of(set, iterable); }

Type Set::type_object(set_spec);
Type FrozenSet::type_object(frozenset_spec);
Type SetIterator::type_object(set_iterator_spec);

}  // namespace minipy
