// SPDX-License-Identifier: MIT
// What all encoders written here do: go through a text, and ask the error handler about the characters that their
// encoding does not have. CPython: Objects/unicodeobject.c (unicode_encode_ucs1, PyUnicode_AsUTF8String …).
// Next: text/codecs.cpp, text/codecs_utf8.cpp, text/codecs_wide.cpp.
#pragma once

#include "runtime/bytes/bytes.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/text/codec_errors.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

struct EncodingLimits {
    const char* reason;           // why a character cannot be encoded
    CodePoint replacement_limit;  // characters that stand for others must be below it
    Size bytes_in_unit = 1;       // bytes that stand for characters must be whole units
};

// Characters that are `encodable` go to `out` by write(out, character). So do those of a str that stands for others;
// bytes are taken as they are.
template <class Encodable, class Write>
Result<Bytes> encode_characters(Str* text, EncodeErrors& problems, const EncodingLimits& limits, ByteString out,
                                Encodable encodable, Write write) {
    for (Size index = 0; index < text->length;) {
        CodePoint character = (*text)[index];
        if (encodable(character)) {
            write(out, character);
            ++index;
            continue;
        }
        Size stop = index + 1;
        while (stop < text->length && !encodable((*text)[stop])) ++stop;
        EncodeErrors::Replacement replacement = TRY(problems.handle(index, stop, limits.reason));
        if (auto* bytes = as<Bytes>(replacement.content.get())) {
            if (bytes->length % limits.bytes_in_unit != 0) return problems.raise_error(index, stop, limits.reason);
            out += bytes->view();
        } else {
            auto* string = cast<Str>(replacement.content.get());
            for (Size at = 0; at < string->length; ++at) {
                if ((*string)[at] >= limits.replacement_limit) return problems.raise_error(index, stop, limits.reason);
                write(out, (*string)[at]);
            }
        }
        index = replacement.position;
    }
    return Bytes::copy(out);
}

}  // namespace minipy
