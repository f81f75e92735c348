// SPDX-License-Identifier: MIT
// operator.itemgetter, attrgetter, methodcaller: what to fetch or call, remembered for use as a function.
// CPython: Modules/_operator.c.
#include "modules/language/operator/operator.hpp"
#include "modules/native.hpp"
#include "runtime/kernel/argument_buffer.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy {

namespace {

// The three remember a tuple: of items, of dotted names, or of the arguments of a method.
struct Remembering : Object {
    Ref<Tuple> items;  // as given
    Ref<Tuple> paths;  // attrgetter: for each name a tuple of its parts
    Ref<Str> name;     // methodcaller
    Ref<Tuple> names;  // methodcaller: the keywords; their values end `items`. Null: none
    static constexpr auto references =
        field_list<&Remembering::items, &Remembering::paths, &Remembering::name, &Remembering::names>;
};

Remembering* remembering(Object* self) { return static_cast<Remembering*>(self); }

Result<Object*> only_argument(const char* name, const Arguments& arguments) {
    TRY(check_no_keywords(name, arguments));
    if (arguments.positional != 1)
        return raise(TypeError, "{} expected 1 argument, got {}", name, arguments.positional);
    return arguments[0];
}

// One answer, or a tuple of them.
template <class Fetch>
Result<Object> fetch_all(Size count, Fetch fetch) {
    if (count == 1) return fetch(0);
    Ref<Tuple> answers = TRY(Tuple::create(count));
    for (Size index = 0; index < count; ++index) answers->initialize(index, TRY(fetch(index)));
    return answers->track();
}

Result<Object> getter_repr(Object* object) {
    Remembering* self = remembering(object);
    ReprGuard guard(object);
    if (guard.entered_before()) return Str::from(format_text("{}(...)", type_name(object)));
    StrBuilder text;
    text.append(type_name(object));
    text.append("(");
    bool first = true;
    if (self->name) {
        text.append(TRY(repr(self->name.get())).get());
        first = false;
    }
    Size keywords = self->names ? self->names->length : 0, positional = self->items->length - keywords;
    for (Size index = 0; index < self->items->length; ++index) {
        if (!first) text.append(", ");
        first = false;
        if (index >= positional) {
            text.append(cast<Str>((*self->names)[index - positional]));
            text.append("=");
        }
        text.append(TRY(repr((*self->items)[index])).get());
    }
    text.append(")");
    return text.finish();
}

Result<Object> getter_reduce(Remembering* self) { return Tuple::of({self->type, self->items.get()}); }
const Method getter_methods[] = {
    {"__reduce__(self, /)", bind<getter_reduce>, "Tells pickle and copy how to make it again."}};

// ---------------------------------------------------------------- itemgetter

Result<Object> item_getter_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords("itemgetter", arguments));
    if (arguments.positional < 1) return raise(TypeError, "itemgetter expected 1 argument, got 0");
    Ref<Object> object = TRY(allocate_instance(type));
    remembering(object.get())->items = TRY(positional_tuple(arguments));
    return object;
}

Result<Object> item_of(Object* object, Object* key) {
    if (is_exact<Tuple>(object) && is_exact<Int>(key)) {
        auto* tuple = cast<Tuple>(object);
        auto* index = cast<Int>(key);
        if (index->is_small() && index->small >= 0 && index->small < tuple->length)
            return share((*tuple)[index->small]);
    }
    return get_item(object, key);
}

Result<Object> item_getter_call(Object* self, const Arguments& arguments) {
    Object* object = TRY(only_argument("itemgetter", arguments));
    Ref<Tuple> items = remembering(self)->items;
    return fetch_all(items->length, [&](Size index) { return item_of(object, (*items)[index]); });
}

// ---------------------------------------------------------------- attrgetter

// "a.b.c" as a tuple of interned names.
Result<Tuple> split_path(Str* path) {
    Ref<List> parts = List::create();
    for (Size start = 0, end = 0; start <= path->length; start = end + 1) {
        for (end = start; end < path->length && (*path)[end] != '.';) ++end;
        TRY(list_append(parts.get(), intern(TRY(str_substring(path, start, end))).get()));
    }
    return list_to_tuple(parts.get());
}

Result<Object> attribute_getter_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords("attrgetter", arguments));
    if (arguments.positional < 1) return raise(TypeError, "attrgetter expected at least 1 argument, got 0");
    Ref<Tuple> paths = TRY(Tuple::create(arguments.positional));
    for (Size index = 0; index < arguments.positional; ++index) {
        if (!is<Str>(arguments[index])) return raise(TypeError, "attribute name must be a string");
        paths->initialize(index, TRY(split_path(cast<Str>(arguments[index]))));
    }
    Ref<Object> object = TRY(allocate_instance(type));
    remembering(object.get())->items = TRY(positional_tuple(arguments));
    remembering(object.get())->paths = paths->track();
    return object;
}

Result<Object> attribute_of(Object* object, Tuple* path) {
    Ref<Object> found = share(object);
    for (Object* name : *path) found = TRY(get_attribute(found.get(), cast<Str>(name)));
    return found;
}

Result<Object> attribute_getter_call(Object* self, const Arguments& arguments) {
    Object* object = TRY(only_argument("attrgetter", arguments));
    Ref<Tuple> paths = remembering(self)->paths;
    return fetch_all(paths->length, [&](Size index) { return attribute_of(object, cast<Tuple>((*paths)[index])); });
}

// ---------------------------------------------------------------- methodcaller

Result<Object> method_caller_new(Type* type, const Arguments& arguments) {
    if (arguments.positional < 1) return raise(TypeError, "methodcaller needs at least one argument, the method name");
    if (!is<Str>(arguments[0])) return raise(TypeError, "method name must be a string");
    Ref<Object> object = TRY(allocate_instance(type));
    Remembering* self = remembering(object.get());
    self->name = intern(share(cast<Str>(arguments[0])));
    self->items =
        TRY(Tuple::copy({arguments.values + 1, std::size_t(arguments.positional - 1 + arguments.keyword_count())}));
    self->names = share(arguments.names);
    return object;
}

Result<Object> method_caller_call(Object* object, const Arguments& arguments) {
    Remembering* self = remembering(object);
    Object* target = TRY(only_argument("methodcaller", arguments));
    Ref<Object> kept = share(object);
    bool unbound;
    Ref<Object> method = TRY(load_method(target, self->name.get(), unbound));
    ArgumentBuffer buffer(1 + self->items->length);
    if (buffer.failed()) return Failure{};
    buffer.values()[0] = target;
    std::copy_n(self->items->items(), self->items->length, buffer.values() + 1);
    Size positional = self->items->length - (self->names ? self->names->length : 0);
    Arguments with_target(buffer.values(), 1 + positional, self->names.get());
    return call(method.get(), unbound ? with_target : with_target.skip(1));
}

Result<Object> method_caller_reduce(Remembering* self) {
    Size keywords = self->names ? self->names->length : 0, positional = self->items->length - keywords;
    Ref<Tuple> arguments = TRY(Tuple::create(1 + positional));
    arguments->initialize(0, self->name);
    for (Size index = 0; index < positional; ++index) arguments->initialize(1 + index, share((*self->items)[index]));
    Ref<Tuple> given = arguments->track();
    if (keywords == 0) return Tuple::of({self->type, given.get()});
    // Keywords need a partial: partial(methodcaller, name, **keywords) is the constructor.
    Ref<Module> functools = TRY(import_module("functools"));
    Ref<Object> partial = TRY(import_from(functools.get(), Str::interned_from("partial").get()));
    Ref<Dict> values = Dict::create();
    for (Size index = 0; index < keywords; ++index)
        TRY(dict_set(values.get(), (*self->names)[index], (*self->items)[positional + index]));
    Ref<Tuple> constructor_arguments = Tuple::of({self->type, self->name.get()});
    Ref<Object> constructor = TRY(call_with(partial.get(), constructor_arguments.get(), values.get()));
    Ref<Tuple> rest = TRY(Tuple::copy({self->items->items(), std::size_t(positional)}));
    return Tuple::of({constructor.get(), rest.get()});
}
const Method method_caller_methods[] = {
    {"__reduce__(self, /)", bind<method_caller_reduce>, "Tells pickle and copy how to make it again."}};

constexpr TypeSpec getter_spec(const char* name, const char* doc, NewSlot make, CallSlot call_slot,
                               std::span<const Method> methods) {
    return {.name = name,
            .doc = doc,
            .size = sizeof(Remembering),
            .flags = TypeFlag::gc,
            .slots = {.deallocate = destroy<Remembering>,
                      .traverse = traverse_references<Remembering>,
                      .clear = clear_references<Remembering>,
                      .new_ = make,
                      .repr = getter_repr,
                      .call = call_slot},
            .methods = methods};
}

const TypeSpec item_getter_spec = getter_spec(
    "operator.itemgetter", "A function that gives obj[item]; made with several items it gives a tuple of them.",
    item_getter_new, item_getter_call, getter_methods);
const TypeSpec attribute_getter_spec =
    getter_spec("operator.attrgetter",
                "A function that gives obj.attr, also over dots as in 'a.b'; made with several names it gives a tuple.",
                attribute_getter_new, attribute_getter_call, getter_methods);
const TypeSpec method_caller_spec = getter_spec(
    "operator.methodcaller", "A function that gives obj.name(...) with the arguments given when it was made.",
    method_caller_new, method_caller_call, method_caller_methods);

}  // namespace

Type item_getter_type(item_getter_spec);
Type attribute_getter_type(attribute_getter_spec);
Type method_caller_type(method_caller_spec);

}  // namespace minipy
