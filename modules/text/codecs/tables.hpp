// SPDX-License-Identifier: MIT
// The codecs of module _codecs that the runtime itself does not need: escapes, UTF-7, character maps.
// CPython: Objects/unicodeobject.c. Next: escape_codecs.cpp, utf7.cpp, charmap.cpp, codecs.cpp.
#pragma once

#include <string_view>

#include "runtime/bytes/bytes.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// "\n", "\x41" …: the escapes of bytes literals. CPython's escape_encode also escapes quotes.
Result<Bytes> decode_byte_escapes(std::string_view bytes, std::string_view errors);
Result<Bytes> encode_byte_escapes(std::string_view bytes);

// All escapes of str literals; or only \uXXXX and \UXXXXXXXX (raw).
Result<Str> decode_unicode_escape(std::string_view bytes, std::string_view errors, Size* consumed);
Result<Str> decode_raw_unicode_escape(std::string_view bytes, std::string_view errors, Size* consumed);
Result<Bytes> encode_unicode_escape(Str* text);
Result<Bytes> encode_raw_unicode_escape(Str* text);

Result<Str> decode_utf7(std::string_view bytes, std::string_view errors, Size* consumed);
Result<Bytes> encode_utf7(Str* text, std::string_view errors);

// `mapping`: a str of 256 characters, or any mapping from byte to int, str or None (to int, bytes or None when
// encoding).
Result<Str> decode_charmap(std::string_view bytes, std::string_view errors, Object* mapping);
Result<Bytes> encode_charmap(Str* text, std::string_view errors, Object* mapping);
// What encodes by the str that decodes.
Result<Object> build_charmap(Str* decoding);

}  // namespace minipy
