// SPDX-License-Identifier: MIT
// What happens to characters that cannot be encoded and bytes that cannot be decoded: CPython's error handlers, and
// those registered by codecs.register_error(). CPython: Python/codecs.c. Next: codec_errors.cpp.
#pragma once

#include "runtime/text/str_builder.hpp"

namespace minipy {

enum class ErrorHandling : std::uint8_t {
    strict,
    ignore,
    replace,
    backslashreplace,
    surrogateescape,
    surrogatepass,
    xmlcharrefreplace,
    namereplace,
    registered,
};
ErrorHandling error_handling(std::string_view name);

// Problems of one decoding. `encoding` is the codec's name in messages. `input` is the decoder's own view of the bytes:
// a registered handler may put others into the exception's `object`, and decoding goes on in them.
class DecodeErrors {
public:
    DecodeErrors(const char* encoding, std::string_view& input, std::string_view errors)
        : encoding_(encoding), input_(input), name_(errors), handling_(error_handling(errors)) {}
    // Bytes [start, stop) cannot be decoded: appends what stands for them, returns where decoding goes on.
    Result<Size> handle(Size start, Size stop, const char* reason, StrBuilder& out);

private:
    Result<void> describe(Size start, Size stop, const char* reason);
    Failure raise_error(Size start, Size stop, const char* reason);
    Result<Size> call_registered(Size start, Size stop, const char* reason, StrBuilder& out);
    const char* encoding_;
    std::string_view& input_;
    std::string_view name_;
    ErrorHandling handling_;
    Ref<Object> exception_;    // one for all problems
    Ref<Object> other_input_;  // owns what `input_` shows after a handler has replaced it
};

class EncodeErrors {
public:
    EncodeErrors(const char* encoding, Str* text, std::string_view errors)
        : encoding_(encoding), text_(text), name_(errors), handling_(error_handling(errors)) {}
    // What stands for characters that cannot be encoded: a str (still to be encoded) or bytes.
    struct Replacement {
        Ref<Object> content;
        Size position;
    };
    Result<Replacement> handle(Size start, Size stop, const char* reason);
    // Also when a replacement cannot be encoded itself.
    Failure raise_error(Size start, Size stop, const char* reason);

private:
    Result<void> describe(Size start, Size stop, const char* reason);
    Result<Replacement> call_registered(Size start, Size stop, const char* reason);
    const char* encoding_;
    Str* text_;
    std::string_view name_;
    ErrorHandling handling_;
    Ref<Object> exception_;  // one for all problems
};

// codecs.register_error and codecs.lookup_error; the built-in handlers are callables too.
Result<void> register_error_handler(Str* name, Object* handler);
Result<Object> lookup_error_handler(std::string_view name);  // LookupError: unknown error handler name

}  // namespace minipy
