// SPDX-License-Identifier: MIT
// Module _functools: reduce, cmp_to_key, and the list of types. CPython: Modules/_functoolsmodule.c.
#include "modules/language/functools/functools.hpp"

#include "modules/native.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- reduce

Result<Object> functools_reduce(Object* function, Object* iterable, Object* initial) {
    Result<Object> made = get_iterator(iterable);
    if (made.failed()) {
        if (catch_exception(TypeError)) return raise(TypeError, "reduce() arg 2 must support iteration");
        return Failure{};
    }
    Ref<Object> iterator = made.take(), result = share(initial);
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (result) result = TRY(call(function, {result.get(), item.get()}));
        else result = std::move(item);
    }
    if (!result) return raise(TypeError, "reduce() of empty iterable with no initial value");
    return result;
}

// ---------------------------------------------------------------- cmp_to_key

// cmp_to_key(cmp) gives one without `object`; calling that wraps an object, and such compare by calling cmp.
extern Type key_wrapper_type;

struct KeyWrapper : Object {
    Ref<Object> comparison, object;
    static constexpr auto references = field_list<&KeyWrapper::comparison, &KeyWrapper::object>;
    static constexpr Type& type_object = key_wrapper_type;
};

Result<Object> make_key_wrapper(Object* comparison, Object* wrapped) {
    Ref<Object> made = TRY(allocate_instance(&key_wrapper_type));
    cast<KeyWrapper>(made.get())->comparison = share(comparison);
    cast<KeyWrapper>(made.get())->object = share(wrapped);
    return made;
}

Result<Object> cmp_to_key(Object* mycmp) { return make_key_wrapper(mycmp, nullptr); }

Result<Object> wrap_object(Object* self, Object* object) {
    return make_key_wrapper(static_cast<KeyWrapper*>(self)->comparison.get(), object);
}
Result<Object> key_wrapper_call(Object* self, const Arguments& arguments) {
    return call_constructor<"K(self, /, obj)", wrap_object>(self, arguments);
}

Result<Object> key_wrapper_compare(Object* left, Object* right, Comparison operation) {
    if (left->type != &key_wrapper_type || right->type != &key_wrapper_type)
        return raise(TypeError, "other argument must be K instance");
    Ref<Object> comparison = cast<KeyWrapper>(left)->comparison;
    Ref<Object> first = cast<KeyWrapper>(left)->object, second = cast<KeyWrapper>(right)->object;
    if (!first || !second) return raise(AttributeError, "object");
    Ref<Object> order = TRY(call(comparison.get(), {first.get(), second.get()}));
    return compare(order.get(), &shared_ints[0], operation);
}

const Member key_wrapper_members[] = {
    writable_member<&KeyWrapper::object>("obj", "The object that is compared."),
};

const TypeSpec key_wrapper_spec = {
    .name = "functools.KeyWrapper",
    .size = sizeof(KeyWrapper),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<KeyWrapper>,
              .traverse = traverse_references<KeyWrapper>,
              .clear = clear_references<KeyWrapper>,
              .hash = hash_not_implemented,
              .compare = key_wrapper_compare,
              .call = key_wrapper_call},
    .members = key_wrapper_members,
};
Type key_wrapper_type(key_wrapper_spec);

// ---------------------------------------------------------------- the module

const Method functools_functions[] = {
    {"reduce(function, iterable, initial=<absent>, /)", bind<functools_reduce>,
     "Combines the items to one value by function(so far, item), from the left; initial comes in front."},
    {"cmp_to_key(mycmp)", bind<cmp_to_key>,
     "Makes a key function of one that compares two items and gives a number below, at or above zero."},
};

constexpr ModuleType functools_types[] = {&partial_type,
                                          {&lru_cache_type, "_lru_cache_wrapper"},
                                          ModuleType::hidden(&lru_link_type),
                                          ModuleType::hidden(&key_wrapper_type)};

}  // namespace

extern const ModuleSpec functools_module = {
    .name = "_functools",
    .doc = "The native part of functools: partial, reduce, cmp_to_key, and the cache.",
    .functions = functools_functions,
    .types = functools_types,
};

}  // namespace minipy
