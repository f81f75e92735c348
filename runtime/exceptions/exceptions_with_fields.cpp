// SPDX-License-Identifier: MIT
// StopIteration, SystemExit, KeyError, ImportError, AttributeError, NameError: a field or two, or a text of their own.
// CPython: Objects/exceptions.c. Next: os_error.cpp, syntax_error.cpp, unicode_error.cpp.
#include <initializer_list>

#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy {

namespace {

// The keyword arguments of ImportError, AttributeError and NameError: each names a field.
struct KeywordField {
    const char* name;
    Replaceable<Object>* field;
};

Result<void> take_keywords(Object* self, const Type& type, const Arguments& arguments,
                           std::initializer_list<KeywordField> fields) {
    for (const KeywordField& field : fields) *field.field = nullptr;  // __init__() may be called again
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        bool known = false;
        for (const KeywordField& candidate : fields) {
            if (!keyword->equals(candidate.name)) continue;
            *candidate.field = share(arguments[arguments.positional + index]);
            known = true;
        }
        if (!known)
            return raise(TypeError, "'{}' is an invalid keyword argument for {}()", keyword, type.display_name());
    }
    static_cast<ExceptionObject*>(self)->args = TRY(positional_tuple(arguments));
    return {};
}

// ---------------------------------------------------------------- StopIteration, SystemExit

Result<void> stop_iteration_init(Object* self, const Arguments& arguments) {
    TRY(exception_init(self, arguments));
    static_cast<StopIterationObject*>(self)->value = arguments.positional > 0 ? share(arguments[0]) : none();
    return {};
}

Result<void> system_exit_init(Object* self, const Arguments& arguments) {
    TRY(exception_init(self, arguments));
    auto* exit = static_cast<SystemExitObject*>(self);
    if (arguments.positional == 1) exit->code = share(arguments[0]);
    if (arguments.positional > 1) exit->code = exit->args.hold();
    return {};
}

// ---------------------------------------------------------------- KeyError, ImportError, AttributeError, NameError

// A missing key is shown by its repr: KeyError('') would otherwise print nothing.
Result<Object> key_error_str(Object* self) {
    Ref<Tuple> args = static_cast<ExceptionObject*>(self)->args.hold();
    return args->length == 1 ? Result<Object>(repr((*args)[0])) : exception_str(self);
}

Result<void> import_error_init(Object* self, const Arguments& arguments) {
    auto* error = static_cast<ImportErrorObject*>(self);
    TRY(take_keywords(self, ImportError, arguments, {{"name", &error->name}, {"path", &error->path}}));
    error->message = arguments.positional == 1 ? share(arguments[0]) : nullptr;
    return {};
}

Result<Object> import_error_str(Object* self) {
    Ref<Object> message = static_cast<ImportErrorObject*>(self)->message.hold();
    return message && is_exact<Str>(message.get()) ? Result<Object>(std::move(message)) : exception_str(self);
}

Result<void> attribute_error_init(Object* self, const Arguments& arguments) {
    auto* error = static_cast<AttributeErrorObject*>(self);
    return take_keywords(self, AttributeError, arguments, {{"name", &error->name}, {"obj", &error->object}});
}

Result<void> name_error_init(Object* self, const Arguments& arguments) {
    return take_keywords(self, NameError, arguments, {{"name", &static_cast<NameErrorObject*>(self)->name}});
}

// ---------------------------------------------------------------- the types

const Member stop_iteration_members[] = {
    writable_member<&StopIterationObject::value>("value", "What the generator returned.")};
const Member system_exit_members[] = {
    writable_member<&SystemExitObject::code>("code",
                                             "What the process will end with: None is success, an int the exit code, "
                                             "anything else goes to stderr and counts as 1.")};
const Member import_error_members[] = {
    writable_member<&ImportErrorObject::message>("msg", "What went wrong."),
    writable_member<&ImportErrorObject::name>("name", "Name of the module."),
    writable_member<&ImportErrorObject::path>("path", "File that was tried."),
};
const Member attribute_error_members[] = {
    writable_member<&AttributeErrorObject::name>("name", "Name of the attribute that was looked for."),
    writable_member<&AttributeErrorObject::object>("obj", "Object that lacks it."),
};
const Member name_error_members[] = {writable_member<&NameErrorObject::name>("name", "Name that was not found.")};

const TypeSpec stop_iteration_spec = exception_spec<StopIterationObject>({
    .name = "StopIteration",
    .doc = "Ends a loop: __next__ has no more items. A generator's return value lies in `value`.",
    .base = &Exception,
    .slots = {.init = stop_iteration_init},
    .members = stop_iteration_members,
});

const TypeSpec system_exit_spec = exception_spec<SystemExitObject>({
    .name = "SystemExit",
    .doc = "The program wants to end; `code` tells the parent process how it went.",
    .base = &BaseException,
    .slots = {.init = system_exit_init},
    .members = system_exit_members,
});

const TypeSpec key_error_spec = exception_spec<ExceptionObject>({
    .name = "KeyError",
    .doc = "A mapping has no such key.",
    .base = &LookupError,
    .slots = {.str = key_error_str},
});

// Name and path are no part of args: they go into the state.
Result<Object> import_error_reduce(ImportErrorObject* self) {
    Ref<Tuple> args = self->args.hold();
    Ref<Object> name = self->name.hold(), path = self->path.hold();
    Ref<Dict> state = self->dict.hold();
    if (name || path) state = state ? TRY(dict_copy(state.get())) : Dict::create();
    if (name) dict_set_name(state.get(), names::name, name.get());
    if (path) dict_set_name(state.get(), names::path, path.get());
    if (!state || state->used == 0) return Tuple::of({self->type, args.get()});
    return Tuple::of({self->type, args.get(), state.get()});
}
const Method import_error_methods[] = {{"__reduce__(self, /)", bind<import_error_reduce>}};

const TypeSpec import_error_spec = exception_spec<ImportErrorObject>({
    .name = "ImportError",
    .doc = "A module could not be loaded, or lacks the name that `from` asks for.",
    .base = &Exception,
    .slots = {.init = import_error_init, .str = import_error_str},
    .methods = import_error_methods,
    .members = import_error_members,
});

const TypeSpec attribute_error_spec = exception_spec<AttributeErrorObject>({
    .name = "AttributeError",
    .doc = "An object has no attribute of that name, or it cannot be set.",
    .base = &Exception,
    .slots = {.init = attribute_error_init},
    .members = attribute_error_members,
});

const TypeSpec name_error_spec = exception_spec<NameErrorObject>({
    .name = "NameError",
    .doc = "A name is bound neither here, nor in the module, nor among the builtins.",
    .base = &Exception,
    .slots = {.init = name_error_init},
    .members = name_error_members,
});

}  // namespace

Type StopIteration(stop_iteration_spec);
Type SystemExit(system_exit_spec);
Type KeyError(key_error_spec);
Type ImportError(import_error_spec);
Type AttributeError(attribute_error_spec);
Type NameError(name_error_spec);

}  // namespace minipy
