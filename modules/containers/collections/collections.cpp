// SPDX-License-Identifier: MIT
// Module _collections: namedtuple's field descriptor, Counter's counting, and the list of types.
// CPython: Modules/_collectionsmodule.c.
#include "modules/containers/collections/collections.hpp"

#include "modules/containers/collections/deque.hpp"
#include "modules/containers/collections/ordered_dict.hpp"
#include "modules/native.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- _tuplegetter

// The attribute of a namedtuple class that reads one item of the tuple.
struct TupleGetter : Object {
    Ref<Object> doc;
    Size index;
    static constexpr auto references = field_list<&TupleGetter::doc>;
};

TupleGetter* getter_of(Object* self) { return static_cast<TupleGetter*>(self); }

Result<Object> make_tuple_getter(Type* type, Size index, Object* doc) {
    Ref<Object> object = TRY(allocate_instance(type));
    getter_of(object.get())->index = index;
    getter_of(object.get())->doc = share(doc);
    return object;
}

Result<Object> tuple_getter_get(Object* self, Object* instance, Object*) {
    Size index = getter_of(self)->index;
    if (instance == nullptr) return share(self);
    auto* tuple = as<Tuple>(instance);
    if (tuple == nullptr) {
        return raise(TypeError, "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object", index,
                     type_name(instance));
    }
    if (index < 0 || index >= tuple->length) return raise(IndexError, "tuple index out of range");
    return share((*tuple)[index]);
}

Result<void> tuple_getter_set(Object*, Object*, Object* value) {
    return raise(AttributeError, "{}", value == nullptr ? "can't delete attribute" : "can't set attribute");
}

Result<Object> tuple_getter_repr(Object* self) {
    Ref<Str> doc = TRY(repr(getter_of(self)->doc.get()));
    return Str::from(format_text("{}({}, {})", self->type->name, getter_of(self)->index, doc.get()));
}

Result<Object> tuple_getter_reduce(TupleGetter* self) {
    Ref<Int> index = Int::from(self->index);
    Ref<Tuple> arguments = Tuple::of({index.get(), self->doc.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method tuple_getter_methods[] = {{"__reduce__(self, /)", bind<tuple_getter_reduce>}};
const Member tuple_getter_members[] = {writable_member<&TupleGetter::doc>("__doc__")};

const TypeSpec tuple_getter_spec = {
    .name = "_collections._tuplegetter",
    .size = sizeof(TupleGetter),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<TupleGetter>,
              .traverse = traverse_references<TupleGetter>,
              .clear = clear_references<TupleGetter>,
              .new_ = new_by_signature<"_tuplegetter(type, index, doc, /)", make_tuple_getter>,
              .repr = tuple_getter_repr,
              .descriptor_get = tuple_getter_get,
              .descriptor_set = tuple_getter_set},
    .methods = tuple_getter_methods,
    .members = tuple_getter_members,
};
Type tuple_getter_type(tuple_getter_spec);

// ---------------------------------------------------------------- _count_elements

Ref<Object> one_more(Object* count) {
    if (is_exact<Int>(count)) return int_add(cast<Int>(count), &shared_ints[1]);
    return nullptr;
}

Result<void> count_in_dict(Dict* counts, Object* iterable) {
    return for_each(iterable, [&](Ref<Object> item) -> Result<void> {
        Hash item_hash = TRY(hash(item.get()));
        Ref<Object> before = TRY(dict_get(counts, item.get(), item_hash));
        if (!before) return dict_set(counts, item.get(), item_hash, &shared_ints[1]);
        Ref<Object> after = one_more(before.get());
        if (!after) after = TRY(add(before.get(), &shared_ints[1]));
        return dict_set(counts, item.get(), item_hash, after.get());
    });
}

// Directly in the table, if the mapping is a dict whose way of getting and setting nobody has changed.
Result<void> count_elements(Object* mapping, Object* iterable) {
    auto unchanged = [&](Str* name) {
        return lookup_in_type(mapping->type, name) == lookup_in_type(&Dict::type_object, name);
    };
    if (is<Dict>(mapping) && unchanged(names::get) && unchanged(names::dunder_setitem)) {
        return count_in_dict(cast<Dict>(mapping), iterable);
    }
    Ref<Object> get = TRY(get_attribute(mapping, names::get));
    return for_each(iterable, [&](Ref<Object> item) -> Result<void> {
        Ref<Object> before = TRY(call(get.get(), {item.get(), &shared_ints[0]}));
        Ref<Object> after = TRY(add(before.get(), &shared_ints[1]));
        return set_item(mapping, item.get(), after.get());
    });
}

const Method collections_functions[] = {
    {"_count_elements(mapping, iterable, /)", bind<count_elements>,
     "Adds one to mapping[item] for each item; the inner loop of Counter."},
};

const ModuleType collections_types[] = {
    &Deque::type_object,
    &default_dict_type,
    &OrderedDict::type_object,
    &tuple_getter_type,
    &deque_iterator_type,
    &deque_reverse_iterator_type,
    ModuleType::hidden(&ordered_iterator_type),
    ModuleType::hidden(&ordered_keys_type),
    ModuleType::hidden(&ordered_values_type),
    ModuleType::hidden(&ordered_items_type),
};

}  // namespace

extern const ModuleSpec collections_module = {
    .name = "_collections",
    .doc = "The native part of collections: deque, defaultdict, OrderedDict.",
    .functions = collections_functions,
    .types = collections_types,
};

}  // namespace minipy
