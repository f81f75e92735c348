// SPDX-License-Identifier: MIT
// UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError: which part of what cannot be converted, and why.
// CPython: Objects/exceptions.c. Next: exception_group.cpp.
#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

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

const Member unicode_error_members[] = {
    writable_member<&UnicodeErrorObject::encoding>("encoding", "Name of the codec."),
    writable_member<&UnicodeErrorObject::object>("object", "All that was to be converted."),
    writable_member<&UnicodeErrorObject::start>("start", "Index of the first unit that cannot be converted."),
    writable_member<&UnicodeErrorObject::end>("end", "Index behind the last one."),
    writable_member<&UnicodeErrorObject::reason>("reason", "Why it cannot be converted."),
};

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

Type UnicodeDecodeError(unicode_decode_error_spec);
Type UnicodeEncodeError(unicode_encode_error_spec);
Type UnicodeTranslateError(unicode_translate_error_spec);

}  // namespace minipy
