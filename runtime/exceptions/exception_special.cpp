// SPDX-License-Identifier: MIT
// The exception classes with fields of their own. CPython: Objects/exceptions.c.
#include <array>
#include <cerrno>

#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

// The keyword arguments of ImportError, AttributeError and NameError: each names a field.
struct KeywordField {
    const char* name;
    Replaceable<Object>* field;
};

Result<void> take_keywords(Object* self, const Type& type, const Arguments& arguments,
                           std::initializer_list<KeywordField> fields) {
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

Result<Str> shown(const Ref<Object>& part) { return to_str(part ? part.get() : &None); }

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
    if (arguments.positional == 1) error->message = share(arguments[0]);
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

// ---------------------------------------------------------------- OSError

struct ErrnoClass {
    int number;
    Type* type;
};

bool is_number(const Object* object) {
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
    if (error->type == &BlockingIOError && is_number(arguments[2])) {
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
    Ref<Str> number = TRY(shown(error_number)), message = TRY(shown(error_message));
    if (!first) return Str::from(format_text("[Errno {}] {}", number.get(), message.get()));
    Ref<Str> filename = TRY(repr(first.get()));
    if (!second) return Str::from(format_text("[Errno {}] {}: {}", number.get(), message.get(), filename.get()));
    Ref<Str> filename2 = TRY(repr(second.get()));
    return Str::from(
        format_text("[Errno {}] {}: {} -> {}", number.get(), message.get(), filename.get(), filename2.get()));
}

// ---------------------------------------------------------------- SyntaxError

Result<void> syntax_error_init(Object* self, const Arguments& arguments) {
    TRY(exception_init(self, arguments));
    auto* error = static_cast<SyntaxErrorObject*>(self);
    if (arguments.positional >= 1) error->message = share(arguments[0]);
    if (arguments.positional != 2) return {};
    Ref<Tuple> details = TRY(Tuple::from_iterable(arguments[1]));
    if (details->length != 4 && details->length != 6) {
        if (details->length < 4) return raise(TypeError, "function missing required argument 'filename' (pos 1)");
        if (details->length == 5) return raise(TypeError, "end_offset must be provided when end_lineno is provided");
        return raise(TypeError, "function takes at most 6 arguments ({} given)", details->length);
    }
    const std::array<Replaceable<Object>*, 6> fields = {&error->filename, &error->line,     &error->offset,
                                                        &error->text,     &error->end_line, &error->end_offset};
    for (Size index = 0; index < details->length; ++index) *fields[std::size_t(index)] = share((*details)[index]);
    return {};
}

// "invalid syntax (file.py, line 3)"
Result<Object> syntax_error_str(Object* self) {
    auto* error = static_cast<SyntaxErrorObject*>(self);
    Ref<Str> message = TRY(shown(error->message.hold()));
    auto* filename = as<Str>(error->filename.borrow());
    auto* line = as<Int>(error->line.borrow());
    std::string base = filename == nullptr ? "" : filename->to_string();
    base = base.substr(base.rfind('/') + 1);
    if (filename != nullptr && line != nullptr)
        return Str::from(format_text("{} ({}, line {})", message.get(), base, line->small));
    if (filename != nullptr) return Str::from(format_text("{} ({})", message.get(), base));
    if (line != nullptr) return Str::from(format_text("{} (line {})", message.get(), line->small));
    return message;
}

// ---------------------------------------------------------------- Unicode errors

Result<void> unicode_error_init(Object* self, const Arguments& arguments) {
    TRY(exception_init(self, arguments));
    auto* error = static_cast<UnicodeErrorObject*>(self);
    bool translate = is_subtype(self->type, &UnicodeTranslateError),
         decode = is_subtype(self->type, &UnicodeDecodeError);
    Size first = translate ? 0 : 1;
    if (arguments.positional != 4 + first) {
        return raise(TypeError, "function takes exactly {} arguments ({} given)", 4 + first, arguments.positional);
    }
    if (!translate) {
        TRY(expect<Str>(arguments[0], "argument 1"));
        error->encoding = share(arguments[0]);
    }
    if (!decode && !is<Str>(arguments[first])) {
        return raise(TypeError, "argument {} must be str, not {}", first + 1, type_name(arguments[first]));
    }
    error->object = share(arguments[first]);
    error->start = TRY(to_size(arguments[first + 1], &OverflowError));
    error->end = TRY(to_size(arguments[first + 2], &OverflowError));
    if (!is<Str>(arguments[first + 3])) {
        return raise(TypeError, "argument {} must be str, not {}", first + 4, type_name(arguments[first + 3]));
    }
    error->reason = share(arguments[first + 3]);
    if (!decode || is<Bytes>(arguments[first])) return {};
    Buffer buffer;
    TRY(buffer.acquire(arguments[first]));
    error->object = TRY(Bytes::copy(buffer.text()));
    return {};
}

std::string escaped(CodePoint character) {
    auto code = std::uint32_t(character);
    if (code < 0x100) return format_text("\\x{:02x}", code);
    if (code < 0x10000) return format_text("\\u{:04x}", code);
    return format_text("\\U{:08x}", code);
}

// The unit at `start`, as the message shows it; empty when the object is not what it should be, or has no such unit.
std::string shown_unit(Object* object, Size start, bool decode) {
    if (auto* bytes = as<Bytes>(object); bytes != nullptr && decode && start < bytes->length)
        return format_text("byte 0x{:02x}", static_cast<unsigned char>(bytes->data()[start]));
    if (auto* text = as<Str>(object); text != nullptr && !decode && start < text->length)
        return "character '" + escaped((*text)[start]) + "'";
    return "";
}

Result<Str> shown_or_null(const Ref<Object>& part) {
    return part ? to_str(part.get()) : Result<Str>(Str::from("<NULL>"));
}

Result<Object> unicode_error_str(Object* self) {
    auto* error = static_cast<UnicodeErrorObject*>(self);
    if (!error->object) return Str::empty();
    bool translate = is_subtype(self->type, &UnicodeTranslateError);
    bool decode = is_subtype(self->type, &UnicodeDecodeError);
    Ref<Str> reason = TRY(shown_or_null(error->reason.hold()));
    std::string codec = "can't translate";
    if (!translate) {
        Ref<Str> encoding = TRY(shown_or_null(error->encoding.hold()));
        codec = format_text("'{}' codec can't {}", encoding.get(), decode ? "decode" : "encode");
    }
    std::string unit;
    Ref<Object> object = error->object.hold();
    if (error->start >= 0 && error->start < PTRDIFF_MAX && error->end == error->start + 1)
        unit = shown_unit(object.get(), error->start, decode);
    if (!unit.empty())
        return Str::from(format_text("{} {} in position {}: {}", codec, unit, error->start, reason.get()));
    return Str::from(format_text("{} {} in position {}-{}: {}", codec, decode ? "bytes" : "characters", error->start,
                                 Size(std::uint64_t(error->end) - 1), reason.get()));
}

// ---------------------------------------------------------------- attribute rows

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
const Getter os_error_getters[] = {{"characters_written", get_characters_written, set_characters_written}};

const Member syntax_error_members[] = {
    writable_member<&SyntaxErrorObject::message>("msg", "What is wrong."),
    writable_member<&SyntaxErrorObject::filename>("filename", "File with the mistake."),
    writable_member<&SyntaxErrorObject::line>("lineno", "Line of the mistake, from 1."),
    writable_member<&SyntaxErrorObject::offset>("offset", "Column of the mistake in characters, from 1."),
    writable_member<&SyntaxErrorObject::text>("text", "The line itself."),
    writable_member<&SyntaxErrorObject::end_line>("end_lineno", "Line where the mistake ends."),
    writable_member<&SyntaxErrorObject::end_offset>("end_offset", "Column behind the mistake."),
    writable_member<&SyntaxErrorObject::print_file_and_line>("print_file_and_line", "Left over from Python 2."),
};
const Member unicode_error_members[] = {
    writable_member<&UnicodeErrorObject::encoding>("encoding", "Name of the codec."),
    writable_member<&UnicodeErrorObject::object>("object", "All that was to be converted."),
    writable_member<&UnicodeErrorObject::start>("start", "Index of the first unit that cannot be converted."),
    writable_member<&UnicodeErrorObject::end>("end", "Index behind the last one."),
    writable_member<&UnicodeErrorObject::reason>("reason", "Why it cannot be converted."),
};
const Member attribute_error_members[] = {
    writable_member<&AttributeErrorObject::name>("name", "Name of the attribute that was looked for."),
    writable_member<&AttributeErrorObject::object>("obj", "Object that lacks it."),
};
const Member name_error_members[] = {writable_member<&NameErrorObject::name>("name", "Name that was not found.")};

// ---------------------------------------------------------------- the types

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

const TypeSpec import_error_spec = exception_spec<ImportErrorObject>({
    .name = "ImportError",
    .doc = "A module could not be loaded, or lacks the name that `from` asks for.",
    .base = &Exception,
    .slots = {.init = import_error_init, .str = import_error_str},
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

const TypeSpec os_error_spec = exception_spec<OSErrorObject>({
    .name = "OSError",
    .doc = "The operating system refused; errno says why, and often picks a subclass.",
    .base = &Exception,
    .slots = {.new_ = os_error_new, .init = os_error_init, .str = os_error_str},
    .getters = os_error_getters,
    .members = os_error_members,
});

const TypeSpec syntax_error_spec = exception_spec<SyntaxErrorObject>({
    .name = "SyntaxError",
    .doc = "A source text is no Python; the place of the mistake comes along.",
    .base = &Exception,
    .slots = {.init = syntax_error_init, .str = syntax_error_str},
    .members = syntax_error_members,
});

const TypeSpec unicode_decode_error_spec = exception_spec<UnicodeErrorObject>({
    .name = "UnicodeDecodeError",
    .doc = "Some bytes are not text in the given encoding.",
    .base = &UnicodeError,
    .slots = {.init = unicode_error_init, .str = unicode_error_str},
    .members = unicode_error_members,
});

const TypeSpec unicode_encode_error_spec = exception_spec<UnicodeErrorObject>({
    .name = "UnicodeEncodeError",
    .doc = "Some characters do not exist in the given encoding.",
    .base = &UnicodeError,
    .slots = {.init = unicode_error_init, .str = unicode_error_str},
    .members = unicode_error_members,
});

const TypeSpec unicode_translate_error_spec = exception_spec<UnicodeErrorObject>({
    .name = "UnicodeTranslateError",
    .doc = "Some characters have no place in a translation from text to text.",
    .base = &UnicodeError,
    .slots = {.init = unicode_error_init, .str = unicode_error_str},
    .members = unicode_error_members,
});

}  // namespace

Type StopIteration(stop_iteration_spec);
Type SystemExit(system_exit_spec);
Type KeyError(key_error_spec);
Type ImportError(import_error_spec);
Type AttributeError(attribute_error_spec);
Type NameError(name_error_spec);
Type OSError(os_error_spec);
Type SyntaxError(syntax_error_spec);
Type UnicodeDecodeError(unicode_decode_error_spec);
Type UnicodeEncodeError(unicode_encode_error_spec);
Type UnicodeTranslateError(unicode_translate_error_spec);

// ---------------------------------------------------------------- raised by the compiler

Failure raise_syntax_error(const SyntaxErrorDetails& details) {
    bool placed = details.line > 0 || details.text;
    auto number = [placed](int value) { return placed ? Ref<Object>(Int::from(value)) : none(); };
    Ref<Object> line = number(details.line), end_line = number(details.end_line);
    Ref<Object> offset = placed ? Ref<Object>(Int::from(details.offset)) : none();
    Ref<Object> end_offset = placed ? Ref<Object>(Int::from(details.end_offset)) : none();
    Ref<Object> filename = details.filename ? Ref<Object>(details.filename) : none();
    Ref<Object> text = details.text ? Ref<Object>(details.text) : none();
    Ref<Tuple> location =
        Tuple::of({filename.get(), line.get(), offset.get(), text.get(), end_line.get(), end_offset.get()});
    Ref<Str> message = Str::from(details.message);
    Result<Object> made = call(details.type, {message.get(), location.get()});
    return raise_instance(made.ok() ? made.take() : take_exception());
}

}  // namespace minipy
