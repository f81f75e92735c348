// SPDX-License-Identifier: MIT
// Bytes to text and back: utf-8, utf-16, utf-32, latin-1, ascii, with error handlers. Other codecs come from the library's
// `encodings` package through _codecs. CPython: Objects/unicodeobject.c, Python/codecs.c. Next: codecs.cpp.
#pragma once

#include <string_view>

#include "runtime/bytes/bytes.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// `errors`: strict, ignore, replace, backslashreplace, surrogateescape, surrogatepass …
Result<Str> decode_utf8(std::string_view bytes, std::string_view errors);
Result<Bytes> encode_utf8(Str* text, std::string_view errors);
// By name, normalised as Python does ("UTF8", "latin_1"); LookupError: unknown encoding.
Result<Str> decode(std::string_view bytes, std::string_view encoding, std::string_view errors);
Result<Bytes> encode(Str* text, std::string_view encoding, std::string_view errors);

}  // namespace minipy
