// SPDX-License-Identifier: MIT
// BaseException, and the plain exception types from their table. Classes with fields of their own are in
// exceptions_with_fields.cpp, os_error.cpp, syntax_error.cpp and unicode_error.cpp, groups in exception_group.cpp.
// CPython: Objects/exceptions.c.
#include "runtime/exceptions/exception.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

ExceptionObject* error_of(Object* self) { return static_cast<ExceptionObject*>(self); }

}  // namespace

// ---------------------------------------------------------------- making and showing

Result<Object> exception_new(Type* type, const Arguments& arguments) {
    Ref<Object> object = TRY(allocate_instance(type));
    error_of(object.get())->args = TRY(positional_tuple(arguments));
    return object;
}

Result<void> exception_init(Object* self, const Arguments& arguments) {
    TRY(check_no_keywords(type_name(self), arguments));
    error_of(self)->args = TRY(positional_tuple(arguments));
    return {};
}

Result<Str> str_or_none(const Ref<Object>& part) { return to_str(part ? part.get() : &None); }

Result<Object> exception_str(Object* self) {
    Ref<Tuple> args = error_of(self)->args.hold();
    if (args->length == 0) return Str::empty();
    return args->length == 1 ? to_str((*args)[0]) : to_str(args.get());
}

namespace {

Result<Object> exception_repr(Object* self) {
    Ref<Tuple> args = error_of(self)->args.hold();
    Ref<Str> shown = TRY(args->length == 1 ? repr((*args)[0]) : repr(args.get()));
    const char* opening = args->length == 1 ? "(" : "";
    const char* closing = args->length == 1 ? ")" : "";
    return Str::from(format_text("{}{}{}{}", self->type->name, opening, shown.get(), closing));
}

// ---------------------------------------------------------------- attributes

Result<Object> get_args(Object* self) { return error_of(self)->args.hold(); }

Result<void> set_args(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "args may not be deleted");
    error_of(self)->args = TRY(Tuple::from_iterable(value));
    return {};
}

Ref<Object> or_none(Ref<Object> value) { return value ? value : none(); }

Result<Object> get_traceback(Object* self) { return traceback_or_none(error_of(self)); }

Result<void> set_traceback(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "__traceback__ may not be deleted");
    if (!is_none(value) && !is<Traceback>(value)) return raise(TypeError, "__traceback__ must be a traceback or None");
    error_of(self)->traceback = share(as<Traceback>(value));
    return {};
}

Result<Object> get_context(Object* self) { return or_none(error_of(self)->context.hold()); }
Result<Object> get_cause(Object* self) { return or_none(error_of(self)->cause.hold()); }

enum class Link : std::uint8_t { context, cause };

template <Link link>
Result<void> set_chained(Object* self, Object* value) {
    constexpr bool is_cause = link == Link::cause;
    const char* name = is_cause ? "__cause__" : "__context__";
    if (value == nullptr) return raise(TypeError, "{} may not be deleted", name);
    if (!is_none(value) && as_exception(value) == nullptr) {
        return raise(TypeError, "exception {} must be None or derive from BaseException",
                     is_cause ? "cause" : "context");
    }
    Ref<Object> chained = is_none(value) ? nullptr : share(value);
    if (is_cause) {
        error_of(self)->cause = std::move(chained);
        error_of(self)->suppress_context = true;
    } else {
        error_of(self)->context = std::move(chained);
    }
    return {};
}

Result<Object> get_suppress_context(Object* self) { return to_bool(error_of(self)->suppress_context); }
Result<void> set_suppress_context(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "can't delete numeric/char attribute");
    error_of(self)->suppress_context = value == &True;
    return {};
}

// ---------------------------------------------------------------- methods

Result<Object> with_traceback(ExceptionObject* self, Object* traceback) {
    TRY(set_traceback(self, traceback));
    return share<Object>(self);
}

Result<void> add_note(ExceptionObject* self, Object* note) {
    if (!is<Str>(note)) return raise(TypeError, "note must be a str, not '{}'", type_name(note));
    Ref<Object> notes = TRY(find_attribute(self, names::dunder_notes));
    if (!notes) {
        notes = List::create();
        TRY(set_attribute(self, names::dunder_notes, notes.get()));
    }
    auto* list = as<List>(notes.get());
    if (list == nullptr) return raise(TypeError, "Cannot add note: __notes__ is not a list");
    return list_append(list, note);
}

Result<Object> exception_reduce(ExceptionObject* self) {
    Ref<Tuple> args = self->args.hold();
    Ref<Dict> dict = self->dict.hold();
    if (!dict || dict->used == 0) return Tuple::of({self->type, args.get()});
    return Tuple::of({self->type, args.get(), dict.get()});
}

Result<Object> setstate(ExceptionObject* self, Object* state) {
    if (is_none(state)) return none();
    auto* dict = as<Dict>(state);
    if (dict == nullptr) return raise(TypeError, "state is not a dictionary");
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) {
        Ref<Object> kept_key = share(key), kept_value = share(value);
        if (!is<Str>(key)) return raise(TypeError, "attribute name must be string, not '{}'", type_name(key));
        TRY(set_attribute(self, cast<Str>(key), value));
    }
    return none();
}

const Method base_exception_methods[] = {
    {"with_traceback(self, tb, /)", bind<with_traceback>,
     "Puts another traceback in and gives the exception itself, for `raise`."},
    {"add_note(self, note, /)", bind<add_note>,
     "Adds a text that will be shown behind the traceback; all are kept in __notes__."},
    {"__reduce__(self, /)", bind<exception_reduce>},
    {"__setstate__(self, state, /)", bind<setstate>},
};

const Getter base_exception_getters[] = {
    {"args", get_args, set_args},
    {"__traceback__", get_traceback, set_traceback},
    {"__context__", get_context, set_chained<Link::context>,
     "Exception that was being handled when this one was raised."},
    {"__cause__", get_cause, set_chained<Link::cause>, "Exception that `raise … from` names."},
    {"__suppress_context__", get_suppress_context, set_suppress_context},
    {"__dict__", generic_get_dict, generic_set_dict},
};

}  // namespace

void set_cause_and_context(Object* exception, Ref<Object> cause) {
    error_of(exception)->context = cause;
    error_of(exception)->cause = std::move(cause);
    error_of(exception)->suppress_context = true;
}

Ref<Object> traceback_or_none(const ExceptionObject* exception) {
    return exception->traceback ? Ref<Object>(exception->traceback.hold()) : none();
}

void set_context(Object* exception, Ref<Object> context) { error_of(exception)->context = std::move(context); }

Result<void> chain_exceptions(Ref<Object> first, bool second_failed) {
    if (!first) return second_failed ? Result<void>(Failure{}) : Result<void>();
    if (!second_failed) return restore_exception(std::move(first));
    Ref<Object> second = take_exception();
    set_context(second.get(), std::move(first));
    return restore_exception(std::move(second));
}

// ---------------------------------------------------------------- the types

namespace {

const TypeSpec base_exception_spec = exception_spec<ExceptionObject>({
    .name = "BaseException",
    .doc = "Stands above whatever can be raised; `except` seldom wants to catch that much.",
    .slots = {.new_ = exception_new, .init = exception_init, .repr = exception_repr, .str = exception_str},
    .methods = base_exception_methods,
    .getters = base_exception_getters,
});

#define EXCEPTION(Name, Base, Layout, text) \
    const TypeSpec spec_##Name = exception_spec<Layout>({.name = #Name, .doc = text, .base = &Base});
#define EXCEPTION_WITH_SPEC(Name)
#include "runtime/kernel/exception_types.def"

}  // namespace

Type BaseException(base_exception_spec);

#define EXCEPTION(Name, Base, Layout, text) Type Name(spec_##Name);
#define EXCEPTION_WITH_SPEC(Name)
#include "runtime/kernel/exception_types.def"

void ready_exception_types() {
#define EXCEPTION_NAME(Name) ready_type(&Name);
#include "runtime/kernel/exception_types.def"
}

}  // namespace minipy
