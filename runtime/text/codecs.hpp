// SPDX-License-Identifier: MIT
// Bytes to text and back: utf-8, utf-16, utf-32, latin-1, ascii, with error handlers. Other codecs come from the
// library's `encodings` package through _codecs. CPython: Objects/unicodeobject.c, Python/codecs.c.
// Next: codecs.cpp (by name, ascii, latin-1), codecs_utf8.cpp, codecs_wide.cpp, codec_errors.hpp.
#pragma once

#include <string_view>

#include "runtime/text/str.hpp"

namespace minipy {

// `errors`: strict, ignore, replace, backslashreplace, surrogateescape, surrogatepass … or a registered handler.
// With `consumed`, an incomplete sequence at the end is left for the next call instead of being an error.
Result<Str> decode_utf8(std::string_view bytes, std::string_view errors, Size* consumed = nullptr);
Result<Bytes> encode_utf8(Str* text, std::string_view errors);

Result<Str> decode_ascii(std::string_view bytes, std::string_view errors);
Result<Bytes> encode_ascii(Str* text, std::string_view errors);
Result<Str> decode_latin1(std::string_view bytes);
Result<Bytes> encode_latin1(Str* text, std::string_view errors);

// Native order means: a byte order mark decides when decoding (it is taken off), and is written when encoding.
enum class ByteOrder : std::uint8_t { native, little, big };
Result<Str> decode_utf16(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed = nullptr);
Result<Str> decode_utf32(std::string_view bytes, std::string_view errors, ByteOrder& order, Size* consumed = nullptr);
Result<Bytes> encode_utf16(Str* text, std::string_view errors, ByteOrder order);
Result<Bytes> encode_utf32(Str* text, std::string_view errors, ByteOrder order);

// The codecs that are built in, by any of their names ("UTF8", "latin_1", "us-ascii").
enum class Codec : std::uint8_t { other, utf8, utf16, utf32, latin1, ascii };
Codec find_codec(std::string_view encoding);

// By name; LookupError: unknown encoding.
Result<Str> decode(std::string_view bytes, std::string_view encoding, std::string_view errors);
Result<Bytes> encode(Str* text, std::string_view encoding, std::string_view errors);

// What encode() and decode() call for encodings that are not built in; set by modules/text/codecs/registry.cpp.
inline Result<Object> (*encode_with_registry)(Object* object, std::string_view encoding,
                                              std::string_view errors) = nullptr;
inline Result<Object> (*decode_with_registry)(Object* object, std::string_view encoding,
                                              std::string_view errors) = nullptr;

}  // namespace minipy
