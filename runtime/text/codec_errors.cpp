// SPDX-License-Identifier: MIT
// Error handlers of codecs. The built-in ones work without an exception object; a registered handler is called with
// one. CPython: Python/codecs.c (PyCodec_*Errors), Objects/unicodeobject.c (unicode_decode_call_errorhandler_writer).
#include "runtime/text/codec_errors.hpp"

#include <algorithm>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/numbers/c_size.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/character_names.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

constexpr const char* handler_names[] = {"strict",          "ignore",        "replace",           "backslashreplace",
                                         "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace"};

void append_escaped(StrBuilder& out, CodePoint character) {
    out.append(character < 0x100     ? format_text("\\x{:02x}", std::uint32_t(character))
               : character < 0x10000 ? format_text("\\u{:04x}", std::uint32_t(character))
                                     : format_text("\\U{:08x}", std::uint32_t(character)));
}

// How an encoding writes one code point in a fixed number of bytes, for surrogatepass.
struct SurrogateForm {
    int bytes;
    bool little;
    bool utf8;
};

bool surrogate_form(std::string_view encoding, SurrogateForm& form) {
    if (encoding == "utf-8") {
        form = {.bytes = 3, .little = false, .utf8 = true};
    } else if (encoding.starts_with("utf-16") || encoding.starts_with("utf-32")) {
        form = {.bytes = encoding[4] == '1' ? 2 : 4, .little = !encoding.ends_with("-be"), .utf8 = false};
    } else {
        return false;
    }
    return true;
}

CodePoint read_surrogate(const SurrogateForm& form, const unsigned char* bytes) {
    if (form.utf8) {
        if ((bytes[0] & 0xF0) != 0xE0 || (bytes[1] & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80) return 0;
        return CodePoint((bytes[0] & 15) << 12 | (bytes[1] & 63) << 6 | (bytes[2] & 63));
    }
    CodePoint character = 0;
    for (int index = 0; index < form.bytes; ++index) {
        character |= CodePoint(bytes[index]) << (8 * (form.little ? index : form.bytes - 1 - index));
    }
    return character;
}

void write_surrogate(const SurrogateForm& form, CodePoint character, ByteString& out) {
    if (form.utf8) {
        out += char(0xE0 | (character >> 12));
        out += char(0x80 | ((character >> 6) & 63));
        out += char(0x80 | (character & 63));
        return;
    }
    for (int index = 0; index < form.bytes; ++index) {
        out += char(character >> (8 * (form.little ? index : form.bytes - 1 - index)));
    }
}

// A handler's answer: (replacement, position).
struct Answer {
    Ref<Object> replacement;
    Size position;
};

Result<Answer> call_handler(std::string_view name, Object* exception, const char* wanted) {
    Ref<Object> handler = TRY(lookup_error_handler(name));
    Ref<Object> result = TRY(call(handler.get(), {exception}));
    auto* pair = as<Tuple>(result.get());
    if (pair == nullptr || pair->length != 2) return raise(TypeError, "{}", wanted);
    Ref<Object> replacement = share((*pair)[0]);
    if (is_subtype(exception->type, &UnicodeDecodeError) && !is<Str>(replacement.get()))
        return raise(TypeError, "{}", wanted);
    Size position = TRY(to_c_size((*pair)[1]));
    if (!is<Str>(replacement.get()) && !is<Bytes>(replacement.get())) return raise(TypeError, "{}", wanted);
    return Answer{std::move(replacement), position};
}

// Where a handler wants to go on: negative positions count from the end.
Result<Size> position_in(Size length, Size position) {
    if (position < 0) position += length;
    if (position < 0 || position > length)
        return raise(IndexError, "position {} from error handler out of bounds", position);
    return position;
}

Failure raise_foreign_object(Object* object, const char* expected) {
    if (object == nullptr) return raise(TypeError, "object attribute not set");
    return raise(TypeError, "object attribute must be {}", expected);
}

Result<Object> make_error(Type* type, const char* encoding, Object* input, Size start, Size stop, const char* reason) {
    Ref<Str> name = Str::from(encoding), why = Str::from(reason);
    Ref<Int> from = Int::from(start), to = Int::from(stop);
    return call(type, {name.get(), input, from.get(), to.get(), why.get()});
}

void describe_again(Object* exception, Size start, Size stop, const char* reason) {
    auto* error = cast<UnicodeErrorObject>(exception);
    error->start = start;
    error->end = stop;
    error->reason = Str::from(reason);
}

}  // namespace

ErrorHandling error_handling(std::string_view name) {
    if (name.empty()) return ErrorHandling::strict;
    auto* found = std::find(std::begin(handler_names), std::end(handler_names), name);
    return ErrorHandling(found - handler_names);
}

// ---------------------------------------------------------------- decoding

Result<void> DecodeErrors::describe(Size start, Size stop, const char* reason) {
    if (exception_) {
        describe_again(exception_.get(), start, stop, reason);
        return {};
    }
    Ref<Bytes> bytes = TRY(Bytes::copy(input_));
    exception_ = TRY(make_error(&UnicodeDecodeError, encoding_, bytes.get(), start, stop, reason));
    return {};
}

Failure DecodeErrors::raise_error(Size start, Size stop, const char* reason) {
    TRY(describe(start, stop, reason));
    return raise_instance(exception_);
}

Result<Size> DecodeErrors::call_registered(Size start, Size stop, const char* reason, StrBuilder& out) {
    TRY(describe(start, stop, reason));
    Answer answer = TRY(call_handler(name_, exception_.get(), "decoding error handler must return (str, int) tuple"));
    Ref<Object> object = cast<UnicodeErrorObject>(exception_.get())->object.hold();
    auto* bytes = as<Bytes>(object.get());
    if (bytes == nullptr) return raise_foreign_object(object.get(), "bytes");
    Size position = TRY(position_in(bytes->length, answer.position));
    input_ = bytes->view();
    other_input_ = std::move(object);
    out.append(cast<Str>(answer.replacement.get()));
    return position;
}

Result<Size> DecodeErrors::handle(Size start, Size stop, const char* reason, StrBuilder& out) {
    auto* bytes = reinterpret_cast<const unsigned char*>(input_.data());
    switch (handling_) {
        case ErrorHandling::strict: break;
        case ErrorHandling::ignore: return stop;
        case ErrorHandling::replace: out.append(CodePoint(0xFFFD)); return stop;
        case ErrorHandling::backslashreplace:
            for (Size index = start; index < stop; ++index) append_escaped(out, bytes[index]);
            return stop;
        case ErrorHandling::surrogateescape: {
            Size index = start;
            for (; index < std::min(stop, start + 4) && bytes[index] >= 128; ++index)
                out.append(CodePoint(0xDC00 + bytes[index]));
            if (index > start) return index;
            break;
        }
        case ErrorHandling::surrogatepass: {
            SurrogateForm form;
            if (!surrogate_form(encoding_, form) || Size(input_.size()) - start < form.bytes) break;
            CodePoint character = read_surrogate(form, bytes + start);
            if (!is_surrogate(character)) break;
            out.append(character);
            return start + form.bytes;
        }
        case ErrorHandling::xmlcharrefreplace:
        case ErrorHandling::namereplace:
            return raise(TypeError, "don't know how to handle UnicodeDecodeError in error callback");
        case ErrorHandling::registered: return call_registered(start, stop, reason, out);
    }
    return raise_error(start, stop, reason);
}

// ---------------------------------------------------------------- encoding

Result<void> EncodeErrors::describe(Size start, Size stop, const char* reason) {
    if (exception_) describe_again(exception_.get(), start, stop, reason);
    else exception_ = TRY(make_error(&UnicodeEncodeError, encoding_, text_, start, stop, reason));
    return {};
}

Failure EncodeErrors::raise_error(Size start, Size stop, const char* reason) {
    TRY(describe(start, stop, reason));
    return raise_instance(exception_);
}

Result<EncodeErrors::Replacement> EncodeErrors::call_registered(Size start, Size stop, const char* reason) {
    TRY(describe(start, stop, reason));
    Answer answer =
        TRY(call_handler(name_, exception_.get(), "encoding error handler must return (str/bytes, int) tuple"));
    Size position = TRY(position_in(text_->length, answer.position));
    return Replacement{std::move(answer.replacement), position};
}

Result<EncodeErrors::Replacement> EncodeErrors::handle(Size start, Size stop, const char* reason) {
    StrBuilder out;
    ByteString bytes;
    SurrogateForm form{};
    switch (handling_) {
        case ErrorHandling::strict: return raise_error(start, stop, reason);
        case ErrorHandling::ignore: break;
        case ErrorHandling::replace: out.fill('?', stop - start); break;
        case ErrorHandling::registered: return call_registered(start, stop, reason);
        case ErrorHandling::surrogatepass:
            if (!surrogate_form(encoding_, form)) return raise_error(start, stop, reason);
            break;
        default: break;
    }
    for (Size index = start; index < stop; ++index) {
        CodePoint character = (*text_)[index];
        switch (handling_) {
            case ErrorHandling::backslashreplace: append_escaped(out, character); break;
            case ErrorHandling::xmlcharrefreplace: out.append(format_text("&#{};", std::uint32_t(character))); break;
            case ErrorHandling::namereplace: {
                std::string name = name_of_character(character);
                if (name.empty()) append_escaped(out, character);
                else out.append(format_text("\\N{{{}}}", name));
                break;
            }
            case ErrorHandling::surrogateescape:
                if (character < 0xDC80 || character > 0xDCFF) return raise_error(start, stop, reason);
                bytes += char(character & 0xFF);
                break;
            case ErrorHandling::surrogatepass:
                if (!is_surrogate(character)) return raise_error(start, stop, reason);
                write_surrogate(form, character, bytes);
                break;
            default: break;
        }
    }
    if (!bytes.empty()) return Replacement{TRY(Bytes::copy(bytes)), stop};
    return Replacement{TRY(out.finish()), stop};
}

// ---------------------------------------------------------------- handlers as objects

Result<void> register_error_handler(Str* name, Object* handler) {
    if (handler->type->slots.call == nullptr) return raise(TypeError, "handler must be callable");
    Ref<Dict>& registered = interpreter.codec_error_handlers;
    if (!registered) registered = Dict::create();
    return dict_set(registered.get(), name, handler);
}

namespace {

// What an error handler answers: the text to put there, and where to go on.
struct Recovery {
    Ref<Object> replacement;
    Size position;
};

Result<Recovery> recover_decoding(UnicodeErrorObject* error, const char* handler, const std::string& encoding) {
    Ref<Object> object = error->object.hold();
    auto* bytes = as<Bytes>(object.get());
    if (bytes == nullptr) return raise_foreign_object(object.get(), "bytes");
    std::string_view input = bytes->view();
    Size start = std::clamp<Size>(error->start, 0, std::max<Size>(Size(input.size()) - 1, 0));
    Size stop = std::clamp<Size>(error->end, start, Size(input.size()));
    StrBuilder out;
    Size position = TRY(DecodeErrors(encoding.c_str(), input, handler).handle(start, stop, "", out));
    return Recovery{TRY(out.finish()), position};
}

Result<Recovery> recover_encoding(UnicodeErrorObject* error, ErrorHandling handling, const std::string& encoding) {
    Ref<Object> object = error->object.hold();
    auto* text = as<Str>(object.get());
    if (text == nullptr) return raise_foreign_object(object.get(), "unicode");
    Size start = std::clamp<Size>(error->start, 0, std::max<Size>(text->length - 1, 0));
    Size stop = std::clamp<Size>(error->end, start, text->length);
    if (handling == ErrorHandling::replace && is_subtype(error->type, &UnicodeTranslateError)) {
        StrBuilder out;
        out.fill(0xFFFD, stop - start);
        return Recovery{TRY(out.finish()), stop};
    }
    EncodeErrors errors(encoding.c_str(), text, handler_names[int(handling)]);
    EncodeErrors::Replacement made = TRY(errors.handle(start, stop, ""));
    return Recovery{made.content, made.position};
}

bool can_recover(ErrorHandling handling, Object* object) {
    if (handling == ErrorHandling::xmlcharrefreplace || handling == ErrorHandling::namereplace)
        return is_subtype(object->type, &UnicodeEncodeError);
    return has_layout<UnicodeErrorObject>(object);
}

// codecs.ignore_errors and its like: the built-in handling as a function of an exception.
template <ErrorHandling handling>
Result<Object> handle_exception(Object* object) {
    if (handling == ErrorHandling::strict) {
        if (as_exception(object) != nullptr) return raise_instance(share(object));
        return raise(TypeError, "codec must pass exception instance");
    }
    if (!can_recover(handling, object))
        return raise(TypeError, "don't know how to handle {} in error callback", type_name(object));
    auto* error = cast<UnicodeErrorObject>(object);
    Ref<Object> codec = error->encoding.hold();
    auto* codec_name = as<Str>(codec.get());
    std::string encoding = codec_name != nullptr ? codec_name->to_string() : "";
    Recovery recovery = is_subtype(object->type, &UnicodeDecodeError)
                            ? TRY(recover_decoding(error, handler_names[int(handling)], encoding))
                            : TRY(recover_encoding(error, handling, encoding));
    return Tuple::of({recovery.replacement.get(), Int::from(recovery.position).get()});
}

const Method handler_functions[] = {
    {"strict_errors(exception, /)", bind<handle_exception<ErrorHandling::strict>>,
     "Raises the exception that it is given: the default of all codecs."},
    {"ignore_errors(exception, /)", bind<handle_exception<ErrorHandling::ignore>>,
     "Leaves out what cannot be converted."},
    {"replace_errors(exception, /)", bind<handle_exception<ErrorHandling::replace>>,
     "Writes '?' when encoding and U+FFFD when decoding in place of what cannot be converted."},
    {"backslashreplace_errors(exception, /)", bind<handle_exception<ErrorHandling::backslashreplace>>,
     "Writes escapes such as \\xff or \\u20ac in place of what cannot be converted."},
    {"surrogateescape(exception, /)", bind<handle_exception<ErrorHandling::surrogateescape>>},
    {"surrogatepass(exception, /)", bind<handle_exception<ErrorHandling::surrogatepass>>},
    {"xmlcharrefreplace_errors(exception, /)", bind<handle_exception<ErrorHandling::xmlcharrefreplace>>,
     "Writes &#8364; and the like for characters that the encoding lacks."},
    {"namereplace_errors(exception, /)", bind<handle_exception<ErrorHandling::namereplace>>,
     "Writes \\N{EURO SIGN} and the like for characters that the encoding lacks."},
};

}  // namespace

Result<Object> lookup_error_handler(std::string_view name) {
    if (name.empty()) name = "strict";
    Ref<Str> key = Str::from(name);
    if (interpreter.codec_error_handlers) {
        Ref<Object> handler = TRY(dict_get(interpreter.codec_error_handlers.get(), key.get()));
        if (handler) return handler;
    }
    ErrorHandling handling = error_handling(name);
    if (handling == ErrorHandling::registered) return raise(LookupError, "unknown error handler name '{}'", name);
    Ref<Object> function = NativeFunction::make(&handler_functions[int(handling)], nullptr, nullptr);
    TRY(register_error_handler(key.get(), function.get()));
    return function;
}

}  // namespace minipy
