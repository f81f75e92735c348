// SPDX-License-Identifier: MIT
// The built-in iterator types. CPython: Python/bltinmodule.c, Objects/enumobject.c, Objects/iterobject.c
// (anextawaitable).
#include "modules/language/builtins_iterators.hpp"

#include "modules/native.hpp"
#include "runtime/containers/result_tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- enumerate

struct Enumerate : Object {
    Ref<Int> number;
    Ref<Tuple> kept;  // result_tuple.hpp
    Ref<Object> iterator;
    static constexpr auto references = field_list<&Enumerate::iterator, &Enumerate::kept>;
    static Type type_object;
};

Result<Object> make_enumerate(Type* type, Object* iterable, Object* start) {
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<Enumerate>(object.get());
    self->iterator = TRY(get_iterator(iterable));
    self->number = TRY(to_index(start));
    self->kept = TRY(ResultTuple::make(2));
    return object;
}

Result<Object> enumerate_new(Type* type, const Arguments& arguments) {
    bool empty = arguments.positional == 0 && !arguments.has_keywords();
    if (empty && type == &Enumerate::type_object)
        return raise(TypeError, "enumerate() missing required argument 'iterable'");
    return new_by_signature<"enumerate(type, /, iterable, start=0)", make_enumerate>(type, arguments);
}

Maybe<Object> enumerate_next(Object* object) {
    auto* self = cast<Enumerate>(object);
    Ref<Object> item = TRY(next_item(self->iterator.get()));
    if (!item) return nothing;
    Ref<Int> one = Int::from(1);
    Ref<Int> next = int_add(self->number.get(), one.get());
    Ref<Int> number = std::exchange(self->number, std::move(next));
    ResultTuple pair = TRY(ResultTuple::begin(self->kept.get(), 2));
    pair.put(0, std::move(number));
    pair.put(1, std::move(item));
    return pair.give();
}

Result<Object> enumerate_reduce(Enumerate* self) {
    Ref<Tuple> arguments = Tuple::of({self->iterator.get(), self->number.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method enumerate_methods[] = {
    {"__reduce__(self, /)", bind<enumerate_reduce>, "Tells pickle and copy how to make it again."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as enumerate[str].", MethodKind::class_method}};

const TypeSpec enumerate_spec = {
    .name = "enumerate",
    .doc = "A walk that numbers the items of another: pairs of a count and an item.",
    .size = sizeof(Enumerate),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Enumerate>,
              .traverse = traverse_references<Enumerate>,
              .new_ = enumerate_new,
              .iter = iterator_itself,
              .next = enumerate_next},
    .methods = enumerate_methods,
    .text_signature = "(iterable, start=0)",
};

// ---------------------------------------------------------------- filter

struct Filter : Object {
    Ref<Object> function, iterator;
    static constexpr auto references = field_list<&Filter::function, &Filter::iterator>;
    static Type type_object;
};

Result<Object> filter_new(Type* type, const Arguments& arguments) {
    if (type->slots.init == object_type.slots.init) TRY(check_no_keywords("filter", arguments));
    TRY(check_positional("filter", arguments, 2, 2));
    Ref<Object> iterator = TRY(get_iterator(arguments[1]));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Filter>(object.get())->function = share(arguments[0]);
    cast<Filter>(object.get())->iterator = std::move(iterator);
    return object;
}

Maybe<Object> filter_next(Object* object) {
    auto* self = cast<Filter>(object);
    return next_filtered(self->iterator.get(), self->function.get(), true);
}

Result<Object> filter_reduce(Filter* self) {
    Ref<Tuple> arguments = Tuple::of({self->function.get(), self->iterator.get()});
    return Tuple::of({self->type, arguments.get()});
}
const Method filter_methods[] = {
    {"__reduce__(self, /)", bind<filter_reduce>, "Tells pickle and copy how to make it again."}};

const TypeSpec filter_spec = {
    .name = "filter",
    .doc = "A walk over the items for which function says yes; without one, over those that are true.",
    .size = sizeof(Filter),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Filter>,
              .traverse = traverse_references<Filter>,
              .new_ = filter_new,
              .iter = iterator_itself,
              .next = filter_next},
    .methods = filter_methods,
};

// ---------------------------------------------------------------- map and zip: several iterators in step

Result<Tuple> all_iterators(Object* const* iterables, Size count) {
    Ref<Tuple> iterators = TRY(Tuple::create(count));
    for (Size index = 0; index < count; ++index) iterators->initialize(index, TRY(get_iterator(iterables[index])));
    return iterators->track();
}

struct Map : Object {
    Ref<Object> function;
    Ref<Tuple> iterators;
    static constexpr auto references = field_list<&Map::function, &Map::iterators>;
    static Type type_object;
};

Result<Object> map_new(Type* type, const Arguments& arguments) {
    if (type->slots.init == object_type.slots.init) TRY(check_no_keywords("map", arguments));
    if (arguments.positional < 2) return raise(TypeError, "map() must have at least two arguments.");
    Ref<Tuple> iterators = TRY(all_iterators(arguments.values + 1, arguments.positional - 1));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Map>(object.get())->function = share(arguments[0]);
    cast<Map>(object.get())->iterators = std::move(iterators);
    return object;
}

Maybe<Object> map_next(Object* object) {
    auto* self = cast<Map>(object);
    Tuple* iterators = self->iterators.get();
    if (iterators->length == 1) {
        Ref<Object> item = TRY(next_item((*iterators)[0]));
        if (!item) return nothing;
        return call(self->function.get(), {item.get()});
    }
    Ref<Tuple> items = TRY(Tuple::create(iterators->length));
    for (Size index = 0; index < iterators->length; ++index) {
        Ref<Object> item = TRY(next_item((*iterators)[index]));
        if (!item) return nothing;
        items->initialize(index, std::move(item));
    }
    return call(self->function.get(), Arguments{items->items(), items->length, nullptr});
}

Result<Object> map_reduce(Map* self) {
    Ref<Tuple> arguments = TRY(Tuple::create(self->iterators->length + 1));
    arguments->initialize(0, self->function);
    for (Size index = 0; index < self->iterators->length; ++index)
        arguments->initialize(index + 1, share((*self->iterators)[index]));
    return Tuple::of({self->type, arguments->track().get()});
}
const Method map_methods[] = {{"__reduce__(self, /)", bind<map_reduce>, "Tells pickle and copy how to make it again."}};

const TypeSpec map_spec = {
    .name = "map",
    .doc = "A walk over the results of function, called with an item of each iterable until the shortest ends.",
    .size = sizeof(Map),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Map>,
              .traverse = traverse_references<Map>,
              .new_ = map_new,
              .iter = iterator_itself,
              .next = map_next},
    .methods = map_methods,
};

struct Zip : Object {
    Ref<Tuple> kept;  // result_tuple.hpp
    Ref<Tuple> iterators;
    bool strict;
    static constexpr auto references = field_list<&Zip::iterators, &Zip::kept>;
    static Type type_object;
};

Result<Object> zip_new(Type* type, const Arguments& arguments) {
    bool strict = false;
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        if (!keyword->equals("strict"))
            return raise(TypeError, "'{}' is an invalid keyword argument for zip()", keyword);
        strict = TRY(is_true(arguments[arguments.positional + index]));
    }
    Ref<Tuple> iterators = TRY(all_iterators(arguments.values, arguments.positional));
    Ref<Tuple> kept = TRY(ResultTuple::make(iterators->length));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Zip>(object.get())->kept = std::move(kept);
    cast<Zip>(object.get())->iterators = std::move(iterators);
    cast<Zip>(object.get())->strict = strict;
    return object;
}

// The iterator at `ended` had no item: with strict=True all must end together.
Result<void> check_strict(Tuple* iterators, Size ended) {
    if (ended > 0) {
        return raise(ValueError, "zip() argument {} is shorter than argument{}{}", ended + 1, ended == 1 ? " " : "s 1-",
                     ended);
    }
    for (Size index = 1; index < iterators->length; ++index) {
        if (TRY(next_item((*iterators)[index]))) {
            return raise(ValueError, "zip() argument {} is longer than argument{}{}", index + 1,
                         index == 1 ? " " : "s 1-", index);
        }
    }
    return {};
}

Maybe<Object> zip_next(Object* object) {
    auto* self = cast<Zip>(object);
    Tuple* iterators = self->iterators.get();
    if (iterators->length == 0) return nothing;
    ResultTuple items = TRY(ResultTuple::begin(self->kept.get(), iterators->length));
    for (Size index = 0; index < iterators->length; ++index) {
        Ref<Object> item = TRY(next_item((*iterators)[index]));
        if (!item) {
            if (self->strict) TRY(check_strict(iterators, index));
            return nothing;
        }
        items.put(index, std::move(item));
    }
    return items.give();
}

Result<Object> zip_reduce(Zip* self) {
    if (!self->strict) return Tuple::of({self->type, self->iterators.get()});
    return Tuple::of({self->type, self->iterators.get(), &True});
}
Result<void> zip_setstate(Zip* self, Object* state) {
    self->strict = TRY(is_true(state));
    return {};
}
const Method zip_methods[] = {
    {"__reduce__(self, /)", bind<zip_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<zip_setstate>, "Switches strict on or off."},
};

const TypeSpec zip_spec = {
    .name = "zip",
    .doc =
        "A walk over tuples with an item of each iterable until the shortest ends; strict makes unequal ends a "
        "ValueError.",
    .size = sizeof(Zip),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Zip>,
              .traverse = traverse_references<Zip>,
              .new_ = zip_new,
              .iter = iterator_itself,
              .next = zip_next},
    .methods = zip_methods,
};

// ---------------------------------------------------------------- anext(iterator, default)

struct AnextWithDefault : Object {
    Ref<Object> awaitable, default_value;
    AnextWithDefault(Type* awaitable_type, Ref<Object> wrapped, Ref<Object> otherwise)
        : Object(awaitable_type), awaitable(std::move(wrapped)), default_value(std::move(otherwise)) {}
    static constexpr auto references = field_list<&AnextWithDefault::awaitable, &AnextWithDefault::default_value>;
    static Type type_object;
};

// StopAsyncIteration becomes the end of the await with the default as its value.
Result<Object> with_default(AnextWithDefault* self, Result<Object> result) {
    if (result.ok() || !catch_exception(StopAsyncIteration)) return result;
    return raise_stop_iteration(self->default_value.get());
}

Result<Object> awaited_iterator(AnextWithDefault* self) {
    Ref<Object> iterator = TRY(get_awaitable(self->awaitable.get()));
    if (is_coroutine(iterator.get())) return call_slot(iterator->type->slots.await, iterator.get());
    return iterator;
}

Maybe<Object> anext_next(Object* object) {
    auto* self = cast<AnextWithDefault>(object);
    Ref<Object> iterator = TRY(awaited_iterator(self));
    Maybe<Object> item = call_slot(iterator->type->slots.next, iterator.get());
    if (item.ok()) return item;
    return with_default(self, Failure{});
}
Result<Object> anext_send(AnextWithDefault* self, Object* value) {
    Ref<Object> iterator = TRY(awaited_iterator(self));
    return with_default(self, call_method(iterator.get(), names::send, {value}));
}
Result<Object> anext_throw(AnextWithDefault* self, Object* type, Object* value, Object* traceback) {
    Ref<Object> iterator = TRY(awaited_iterator(self));
    Object* absent = &None;
    return with_default(
        self, call_method(iterator.get(), names::throw_,
                          {type, value == nullptr ? absent : value, traceback == nullptr ? absent : traceback}));
}
Result<Object> anext_close(AnextWithDefault* self) {
    Ref<Object> iterator = TRY(awaited_iterator(self));
    return call_method(iterator.get(), names::close);
}

const Method anext_methods[] = {
    {"send(self, value, /)", bind<anext_send>},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<anext_throw>},
    {"close(self, /)", bind<anext_close>},
};

const TypeSpec anext_spec = {
    .name = "anext_awaitable",
    .size = sizeof(AnextWithDefault),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<AnextWithDefault>,
              .traverse = traverse_references<AnextWithDefault>,
              .iter = iterator_itself,
              .next = anext_next,
              .await = iterator_itself},
    .methods = anext_methods,
};

Type Enumerate::type_object(enumerate_spec);
Type Filter::type_object(filter_spec);
Type Map::type_object(map_spec);
Type Zip::type_object(zip_spec);
Type AnextWithDefault::type_object(anext_spec);

constexpr ModuleType builtin_iterators_types[] = {&Enumerate::type_object, &Filter::type_object, &Map::type_object,
                                                  &Zip::type_object,
                                                  ModuleType::hidden(&AnextWithDefault::type_object)};

}  // namespace

extern const ModuleSpec builtins_iterators_part = {.types = builtin_iterators_types};

Ref<Object> make_anext_with_default(Object* awaitable, Object* default_value) {
    return create<AnextWithDefault>(share(awaitable), share(default_value));
}

}  // namespace minipy
