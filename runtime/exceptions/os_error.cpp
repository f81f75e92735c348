// SPDX-License-Identifier: MIT
// OSError: the class follows from the number, and the fields are filled by __new__. CPython: Objects/exceptions.c.
// Next: syntax_error.cpp.
#include <cerrno>

#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

struct ErrnoClass {
    int number;
    Type* type;
};

bool is_errno(const Object* object) {
    const Slots& slots = object->type->slots;
    return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr;
}

Type* class_for_errno(std::int64_t number) {
    const ErrnoClass classes[] = {
        {EAGAIN, &BlockingIOError},
        {EALREADY, &BlockingIOError},
        {EINPROGRESS, &BlockingIOError},
        {EPIPE, &BrokenPipeError},
        {ESHUTDOWN, &BrokenPipeError},
        {ECHILD, &ChildProcessError},
        {ECONNABORTED, &ConnectionAbortedError},
        {ECONNREFUSED, &ConnectionRefusedError},
        {ECONNRESET, &ConnectionResetError},
        {EEXIST, &FileExistsError},
        {ENOENT, &FileNotFoundError},
        {EISDIR, &IsADirectoryError},
        {ENOTDIR, &NotADirectoryError},
        {EINTR, &InterruptedError},
        {EACCES, &PermissionError},
        {EPERM, &PermissionError},
        {ESRCH, &ProcessLookupError},
        {ETIMEDOUT, &TimeoutError},
    };
    for (const ErrnoClass& entry : classes) {
        if (entry.number == number) return entry.type;
    }
    return nullptr;
}

bool has_error_number(const Arguments& arguments) { return arguments.positional >= 2 && arguments.positional <= 5; }

// OSError(errno, message[, filename[, winerror[, filename2]]])
Result<void> fill_os_error(OSErrorObject* error, const Arguments& arguments) {
    error->args = TRY(positional_tuple(arguments));
    if (!has_error_number(arguments)) return {};
    error->error_number = share(arguments[0]);
    error->message = share(arguments[1]);
    if (arguments.positional < 3 || is_none(arguments[2])) return {};
    if (error->type == &BlockingIOError && is_errno(arguments[2])) {
        error->characters_written = Int::from(TRY(to_size(arguments[2], &ValueError)));
        return {};
    }
    error->filename = share(arguments[2]);
    if (arguments.positional == 5 && !is_none(arguments[4])) error->filename2 = share(arguments[4]);
    error->args = Tuple::of({arguments[0], arguments[1]});
    return {};
}

Result<Object> os_error_new(Type* type, const Arguments& arguments);
Result<void> os_error_init(Object* self, const Arguments& arguments);

// The fields are filled by __new__, where the class follows from the number; but a class that has overridden only
// __init__ passes on there what it likes, and then they are filled by OSError.__init__.
bool is_filled_by_init(const Type* type) {
    return type->slots.init != os_error_init && type->slots.new_ == os_error_new;
}

Result<Object> os_error_new(Type* type, const Arguments& arguments) {
    bool by_init = is_filled_by_init(type);
    if (!by_init) TRY(check_no_keywords(type->display_name(), arguments));
    if (type == &OSError && has_error_number(arguments)) {
        auto* number = as<Int>(arguments[0]);
        Type* specific = number != nullptr && number->is_small() ? class_for_errno(number->small) : nullptr;
        if (specific != nullptr) type = specific;
    }
    Ref<Object> object = TRY(allocate_instance(type));
    auto* error = cast<OSErrorObject>(object.get());
    error->args = Tuple::empty();
    if (!by_init) TRY(fill_os_error(error, arguments));
    return object;
}

Result<void> os_error_init(Object* self, const Arguments& arguments) {
    if (!is_filled_by_init(self->type)) return {};
    TRY(check_no_keywords(type_name(self), arguments));
    return fill_os_error(static_cast<OSErrorObject*>(self), arguments);
}

Result<Object> os_error_str(Object* self) {
    auto* error = static_cast<OSErrorObject*>(self);
    Ref<Object> error_number = error->error_number.hold(), error_message = error->message.hold(),
                first = error->filename.hold(), second = error->filename2.hold();
    if (!first && (!error_number || !error_message)) return exception_str(self);
    Ref<Str> number = TRY(str_or_none(error_number)), message = TRY(str_or_none(error_message));
    if (!first) return Str::from(format_text("[Errno {}] {}", number.get(), message.get()));
    Ref<Str> filename = TRY(repr(first.get()));
    if (!second) return Str::from(format_text("[Errno {}] {}: {}", number.get(), message.get(), filename.get()));
    Ref<Str> filename2 = TRY(repr(second.get()));
    return Str::from(
        format_text("[Errno {}] {}: {} -> {}", number.get(), message.get(), filename.get(), filename2.get()));
}

// ---------------------------------------------------------------- attributes, the type

const Member os_error_members[] = {
    writable_member<&OSErrorObject::error_number>("errno", "Number of the error, as in the module errno."),
    writable_member<&OSErrorObject::message>("strerror", "Text for the number."),
    writable_member<&OSErrorObject::filename>("filename", "File it is about."),
    writable_member<&OSErrorObject::filename2>("filename2",
                                               "Second file it is about, when something was to be renamed or linked."),
};

// How much a non-blocking write got done.
Result<Object> get_characters_written(Object* self) {
    Ref<Object> written = static_cast<OSErrorObject*>(self)->characters_written.hold();
    if (!written) return raise(AttributeError, "characters_written");
    return written;
}
Result<void> set_characters_written(Object* self, Object* value) {
    Replaceable<Object>& written = static_cast<OSErrorObject*>(self)->characters_written;
    if (value == nullptr && !written) return raise(AttributeError, "characters_written");
    Ref<Object> count;
    if (value != nullptr) count = Int::from(TRY(to_size(value, &ValueError)));
    written = std::move(count);
    return {};
}
// The file names are no longer in args; they are put back.
Result<Object> os_error_reduce(OSErrorObject* self) {
    Ref<Tuple> args = self->args.hold();
    Ref<Object> first = self->filename.hold(), second = self->filename2.hold();
    if (args->length == 2 && first) {
        if (second) args = Tuple::of({(*args)[0], (*args)[1], first.get(), &None, second.get()});
        else args = Tuple::of({(*args)[0], (*args)[1], first.get()});
    }
    Ref<Dict> dict = self->dict.hold();
    if (!dict || dict->used == 0) return Tuple::of({self->type, args.get()});
    return Tuple::of({self->type, args.get(), dict.get()});
}

const Method os_error_methods[] = {{"__reduce__(self, /)", bind<os_error_reduce>}};
const Getter os_error_getters[] = {{"characters_written", get_characters_written, set_characters_written}};

const TypeSpec os_error_spec = exception_spec<OSErrorObject>({
    .name = "OSError",
    .doc = "The operating system refused; errno says why, and often picks a subclass.",
    .base = &Exception,
    .slots = {.new_ = os_error_new, .init = os_error_init, .str = os_error_str},
    .methods = os_error_methods,
    .getters = os_error_getters,
    .members = os_error_members,
});

}  // namespace

Type OSError(os_error_spec);

}  // namespace minipy
