// SPDX-License-Identifier: MIT
// functools.partial: a callable with some of its arguments given already. CPython: Modules/_functoolsmodule.c.
#include "modules/language/functools/functools.hpp"
#include "modules/native.hpp"
#include "runtime/kernel/argument_buffer.hpp"
#include "runtime/object/replaceable.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

namespace {

struct Partial : Object {
    Replaceable<Object> function;
    Replaceable<Tuple> arguments;
    Replaceable<Dict> keywords;
    Replaceable<Dict> dict;
    Object* weakrefs;
    static constexpr auto references =
        field_list<&Partial::function, &Partial::arguments, &Partial::keywords, &Partial::dict>;
};

Partial* partial_of(Object* self) { return static_cast<Partial*>(self); }

Result<Object> partial_call(Object* object, const Arguments& given);

Result<Tuple> joined(Tuple* first, Object* const* second, Size count) {
    Ref<Tuple> both = TRY(Tuple::create(first->length + count));
    for (Size index = 0; index < first->length; ++index) both->initialize(index, share((*first)[index]));
    for (Size index = 0; index < count; ++index) both->initialize(first->length + index, share(second[index]));
    return both->track();
}

Result<void> add_keywords(Dict* dict, const Arguments& arguments) {
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        TRY(dict_set(dict, (*arguments.names)[index], arguments[arguments.positional + index]));
    }
    return {};
}

Result<Object> partial_new(Type* type, const Arguments& arguments) {
    if (arguments.positional < 1) return raise(TypeError, "type 'partial' takes at least one argument");
    Object* function = arguments[0];
    if (function->type->slots.call == nullptr) return raise(TypeError, "the first argument must be callable");
    Ref<Object> object = TRY(allocate_instance(type));
    Partial* self = partial_of(object.get());
    // A partial of a partial is flattened, unless the inner one has attributes of its own.
    Partial* inner =
        function->type->slots.call == partial_call && !partial_of(function)->dict ? partial_of(function) : nullptr;
    self->function = inner != nullptr ? inner->function.hold() : share(function);
    self->arguments = inner != nullptr
                          ? TRY(joined(inner->arguments.hold().get(), arguments.values + 1, arguments.positional - 1))
                          : TRY(positional_tuple(arguments.skip(1)));
    Ref<Dict> keywords = inner != nullptr ? TRY(dict_copy(inner->keywords.hold().get())) : Dict::create();
    self->keywords = keywords;
    TRY(add_keywords(keywords.get(), arguments));
    return object;
}

// The parts are taken first: hashing a keyword may run Python, which may give the partial other ones.
Result<Object> call_with_keywords(Partial* self, const Arguments& given) {
    Ref<Object> function = self->function.hold();
    Ref<Tuple> arguments = TRY(joined(self->arguments.hold().get(), given.values, given.positional));
    Ref<Dict> keywords = TRY(dict_copy(self->keywords.hold().get()));
    TRY(add_keywords(keywords.get(), given));
    return call_with(function.get(), arguments.get(), keywords.get());
}

Result<Object> partial_call(Object* object, const Arguments& given) {
    Partial* self = partial_of(object);
    Ref<Object> kept = share(object);
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    if (self->keywords.borrow()->used > 0) return call_with_keywords(self, given);
    Ref<Object> function = self->function.hold();
    Ref<Tuple> first = self->arguments.hold();
    if (first->length == 0) return call(function.get(), given);
    ArgumentBuffer buffer(first->length + given.positional + given.keyword_count());
    if (buffer.failed()) return Failure{};
    std::copy_n(first->items(), first->length, buffer.values());
    std::copy_n(given.values, given.positional + given.keyword_count(), buffer.values() + first->length);
    return call(function.get(), Arguments{buffer.values(), first->length + given.positional, given.names});
}

// The function's repr() is taken last, as in CPython. A key's __str__ may give the partial other keywords: the walk
// goes on in those.
Result<Object> partial_repr(Object* object) {
    Partial* self = partial_of(object);
    ReprGuard guard(object);
    if (guard.entered_before()) return Str::from("...");
    StrBuilder bound;
    Ref<Tuple> arguments = self->arguments.hold();
    for (Object* argument : *arguments) {
        bound.append(", ");
        bound.append(TRY(repr(argument)).get());
    }
    Size position = 0;
    Object *key, *value;
    while (dict_next(self->keywords.borrow(), position, key, value)) {
        Ref<Object> kept_key = share(key), kept_value = share(value);
        bound.append(", ");
        bound.append(TRY(to_str(key)).get());
        bound.append("=");
        bound.append(TRY(repr(value)).get());
    }
    Ref<Object> function = self->function.hold();
    Ref<Str> shown = TRY(repr(function.get()));
    StrBuilder text;
    text.append(type_name(object));
    text.append("(");
    text.append(shown.get());
    text.append(TRY(bound.finish()).get());
    text.append(")");
    return text.finish();
}

Result<Object> partial_reduce(Partial* self) {
    Ref<Object> function = self->function.hold(), dict = self->dict ? Ref<Object>(self->dict.hold()) : none();
    Ref<Tuple> arguments = Tuple::of({function.get()});
    Ref<Tuple> state =
        Tuple::of({function.get(), self->arguments.hold().get(), self->keywords.hold().get(), dict.get()});
    return Tuple::of({self->type, arguments.get(), state.get()});
}

Result<void> setstate(Partial* self, Object* state) {
    auto* parts = as<Tuple>(state);
    bool good = parts != nullptr && parts->length == 4 && (*parts)[0]->type->slots.call != nullptr &&
                is<Tuple>((*parts)[1]) && (is_none((*parts)[2]) || is<Dict>((*parts)[2]));
    if (!good) return raise(TypeError, "invalid partial state");
    Object *given_arguments = (*parts)[1], *given_keywords = (*parts)[2], *given_dict = (*parts)[3];
    Ref<Object> function = share((*parts)[0]);
    Ref<Tuple> arguments = is_exact<Tuple>(given_arguments) ? share(cast<Tuple>(given_arguments))
                                                            : TRY(Tuple::from_iterable(given_arguments));
    Ref<Dict> keywords = is_none(given_keywords)          ? Dict::create()
                         : is_exact<Dict>(given_keywords) ? share(cast<Dict>(given_keywords))
                                                          : TRY(dict_copy(cast<Dict>(given_keywords)));
    Ref<Dict> dict = is<Dict>(given_dict) ? share(cast<Dict>(given_dict)) : nullptr;
    self->function = std::move(function);
    self->arguments = std::move(arguments);
    self->keywords = std::move(keywords);
    self->dict = std::move(dict);
    return {};
}

const Method partial_methods[] = {
    {"__reduce__(self, /)", bind<partial_reduce>},
    {"__setstate__(self, state, /)", bind<setstate>},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as partial[int].", MethodKind::class_method},
};
const Getter partial_getters[] = {{"__dict__", generic_get_dict, generic_set_dict}};
const Member members[] = {
    member<&Partial::function>("func", "Function that will be called."),
    member<&Partial::arguments>("args", "Positional arguments that go in front."),
    member<&Partial::keywords>("keywords", "Keyword arguments that are given along; those of the call win."),
};

const TypeSpec partial_spec = {
    .name = "functools.partial",
    .doc = "A function with some arguments given in advance.",
    .size = sizeof(Partial),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(Partial, dict),
    .weakrefs_offset = offsetof(Partial, weakrefs),
    .slots = {.deallocate = destroy<Partial>,
              .traverse = traverse_references<Partial>,
              .clear = clear_references<Partial>,
              .new_ = partial_new,
              .repr = partial_repr,
              .call = partial_call},
    .methods = partial_methods,
    .getters = partial_getters,
    .members = members,
};

}  // namespace

Type partial_type(partial_spec);

}  // namespace minipy
