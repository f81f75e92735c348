// SPDX-License-Identifier: MIT
// Exception instances. All share the fields of BaseException; a few classes have more.
//
// CPython: Include/cpython/pyerrors.h, Objects/exceptions.c. Next: exception.cpp, exceptions_with_fields.cpp,
// os_error.cpp, syntax_error.cpp, unicode_error.cpp, exception_group.cpp, traceback.hpp; raising is in
// kernel/errors.hpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/traceback.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/object/replaceable.hpp"

namespace minipy {

struct ExceptionObject : Object {
    Replaceable<Dict> dict;
    Replaceable<Tuple> args;
    Replaceable<Traceback> traceback;
    Replaceable<Object> context;  // __context__: what was being handled
    Replaceable<Object> cause;    // __cause__: raise … from
    bool suppress_context;

    static constexpr auto references =
        field_list<&ExceptionObject::dict, &ExceptionObject::args, &ExceptionObject::traceback,
                   &ExceptionObject::context, &ExceptionObject::cause>;
    static constexpr TypeFlag subclass_flag = TypeFlag::exception_subclass;
    static constexpr Type& type_object = BaseException;
};

struct StopIterationObject : ExceptionObject {
    Replaceable<Object> value;
    static constexpr auto references = extend<&StopIterationObject::value>(ExceptionObject::references);
    static constexpr Type& type_object = StopIteration;
};

struct SystemExitObject : ExceptionObject {
    Replaceable<Object> code;
    static constexpr auto references = extend<&SystemExitObject::code>(ExceptionObject::references);
    static constexpr Type& type_object = SystemExit;
};

struct ImportErrorObject : ExceptionObject {
    Replaceable<Object> message, name, path;
    static constexpr auto references =
        extend<&ImportErrorObject::message, &ImportErrorObject::name, &ImportErrorObject::path>(
            ExceptionObject::references);
    static constexpr Type& type_object = ImportError;
};

struct OSErrorObject : ExceptionObject {
    Replaceable<Object> error_number, message, filename, filename2;
    Replaceable<Object> characters_written;  // of a BlockingIOError; null: unknown
    static constexpr auto references =
        extend<&OSErrorObject::error_number, &OSErrorObject::message, &OSErrorObject::filename,
               &OSErrorObject::filename2, &OSErrorObject::characters_written>(ExceptionObject::references);
    static constexpr Type& type_object = OSError;
};

struct SyntaxErrorObject : ExceptionObject {
    Replaceable<Object> message, filename, line, offset, text, end_line, end_offset, print_file_and_line;
    static constexpr auto references =
        extend<&SyntaxErrorObject::message, &SyntaxErrorObject::filename, &SyntaxErrorObject::line,
               &SyntaxErrorObject::offset, &SyntaxErrorObject::text, &SyntaxErrorObject::end_line,
               &SyntaxErrorObject::end_offset, &SyntaxErrorObject::print_file_and_line>(ExceptionObject::references);
    static constexpr Type& type_object = SyntaxError;
};

struct UnicodeErrorObject : ExceptionObject {
    Replaceable<Object> encoding, object, reason;
    Size start, end;
    static constexpr auto references =
        extend<&UnicodeErrorObject::encoding, &UnicodeErrorObject::object, &UnicodeErrorObject::reason>(
            ExceptionObject::references);
    static bool is_layout_of(const Type* type, std::type_identity<UnicodeErrorObject>) {
        return is_subtype(type, &UnicodeDecodeError) || is_subtype(type, &UnicodeEncodeError) ||
               is_subtype(type, &UnicodeTranslateError);
    }
};

struct AttributeErrorObject : ExceptionObject {
    Replaceable<Object> object, name;
    static constexpr auto references =
        extend<&AttributeErrorObject::object, &AttributeErrorObject::name>(ExceptionObject::references);
    static constexpr Type& type_object = AttributeError;
};

struct NameErrorObject : ExceptionObject {
    Replaceable<Object> name;
    static constexpr auto references = extend<&NameErrorObject::name>(ExceptionObject::references);
    static constexpr Type& type_object = NameError;
};

struct ExceptionGroupObject : ExceptionObject {
    Ref<Object> message;
    Ref<Tuple> exceptions;
    static constexpr auto references =
        extend<&ExceptionGroupObject::message, &ExceptionGroupObject::exceptions>(ExceptionObject::references);
    static constexpr Type& type_object = BaseExceptionGroup;
};

inline ExceptionObject* as_exception(Object* object) { return as<ExceptionObject>(object); }
Ref<Object> traceback_or_none(const ExceptionObject* exception);
inline bool is_exception_class(const Object* object) {
    return object->type->has(TypeFlag::type_subclass) && cast<const Type>(object)->has(TypeFlag::exception_subclass);
}

// The types, for start-up.
void ready_exception_types();

// except* : splits a group (or a single exception) by `pattern` into what matches and what does not; either may be
// None.
struct GroupSplit {
    Ref<Object> matching, rest;
};
Result<GroupSplit> split_exception(Object* exception, Object* pattern);
// What an except* statement re-raises: the exceptions raised in its handlers and the unhandled rest, put together.
Result<Object> prepare_reraise_star(Object* original, Object* exceptions);

// raise X from cause, as RAISE_VARARGS does it: sets __cause__ and suppresses the context.
void set_cause_and_context(Object* exception, Ref<Object> cause);
void set_context(Object* exception, Ref<Object> context);
// The outcome of two steps, the second of which is done whatever comes of the first. `first` is what the first one
// raised, or null; if the second failed too, its exception is raised, and the first is its context.
Result<void> chain_exceptions(Ref<Object> first, bool second_failed);

// A SyntaxError from the compiler's stages. Offsets are 1-based characters, 0: unknown; text may be null.
struct SyntaxErrorDetails {
    Type* type = &SyntaxError;
    std::string message;
    Ref<Str> filename;
    int line = 0, offset = 0, end_line = 0, end_offset = 0;
    Ref<Str> text;
};
Failure raise_syntax_error(const SyntaxErrorDetails& details);

}  // namespace minipy
