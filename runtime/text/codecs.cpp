// SPDX-License-Identifier: MIT
// Codecs by name, and the two that are one byte a character: ascii and latin-1. CPython: Objects/unicodeobject.c.
#include "runtime/text/codecs.hpp"
#include "runtime/bytes/encode.hpp"

#include <algorithm>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/text/codec_errors.hpp"
#include "runtime/text/str.hpp"
#include "runtime/text/utf8.hpp"

namespace minipy {

// ---------------------------------------------------------------- ascii and latin-1

Result<Str> decode_ascii(std::string_view bytes, std::string_view errors) {
    if (is_ascii(bytes)) return Str::from_ascii(bytes);
    StrBuilder out;
    DecodeErrors problems("ascii", bytes, errors);
    for (Size position = 0; position < Size(bytes.size());) {
        auto byte = static_cast<unsigned char>(bytes[std::size_t(position)]);
        if (byte < 128) {
            out.append(CodePoint(byte));
            ++position;
        } else {
            position = TRY(problems.handle(position, position + 1, "ordinal not in range(128)", out));
        }
    }
    return out.finish();
}

Result<Str> decode_latin1(std::string_view bytes) {
    if (is_ascii(bytes)) return Str::from_ascii(bytes);
    if (bytes.size() == 1) return Str::from_code_point(static_cast<unsigned char>(bytes[0]));
    Ref<Str> result = TRY(Str::create(Size(bytes.size()), 255));
    std::memcpy(result->data(), bytes.data(), bytes.size());
    return result;
}

namespace {

Result<Bytes> encode_one_byte(Str* text, std::string_view errors, CodePoint limit, const char* encoding,
                              const char* reason) {
    ByteString out;
    out.reserve(std::size_t(text->length));
    EncodeErrors problems(encoding, text, errors);
    return encode_characters(
        text, problems, {.reason = reason, .replacement_limit = limit}, std::move(out),
        [=](CodePoint character) { return character < limit; },
        [](ByteString& to, CodePoint character) { to += char(character); });
}

}  // namespace

Result<Bytes> encode_ascii(Str* text, std::string_view errors) {
    if (text->ascii) return Bytes::copy({text->data(), std::size_t(text->length)});
    return encode_one_byte(text, errors, 128, "ascii", "ordinal not in range(128)");
}

Result<Bytes> encode_latin1(Str* text, std::string_view errors) {
    if (text->kind == 1) return Bytes::copy({text->data(), std::size_t(text->length)});
    return encode_one_byte(text, errors, 256, "latin-1", "ordinal not in range(256)");
}

// ---------------------------------------------------------------- by name

namespace {

struct CodecName {
    std::string_view name;
    Codec codec;
};

// The names that stand for built-in codecs, lower case, without separators.
constexpr CodecName codec_names[] = {
    {"utf8", Codec::utf8},     {"u8", Codec::utf8},         {"utf", Codec::utf8},    {"cp65001", Codec::utf8},
    {"utf16", Codec::utf16},   {"u16", Codec::utf16},       {"utf32", Codec::utf32}, {"u32", Codec::utf32},
    {"latin1", Codec::latin1}, {"iso88591", Codec::latin1}, {"8859", Codec::latin1}, {"cp819", Codec::latin1},
    {"l1", Codec::latin1},     {"latin", Codec::latin1},    {"ascii", Codec::ascii}, {"usascii", Codec::ascii},
    {"646", Codec::ascii},     {"us", Codec::ascii},
};

}  // namespace

Codec find_codec(std::string_view encoding) {
    ByteString name;
    for (char character : encoding) {
        if (character >= 'A' && character <= 'Z') character = char(character + 32);
        bool kept = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
        if (kept) {
            name += character;
        } else if (character != '-' && character != '_' && character != ' ') {
            return Codec::other;
        }
    }
    for (const CodecName& known : codec_names) {
        if (known.name == name) return known.codec;
    }
    return Codec::other;
}

namespace {

Result<Str> decode_by_registry(std::string_view bytes, std::string_view encoding, std::string_view errors) {
    if (decode_with_registry == nullptr) return raise(LookupError, "unknown encoding: {}", encoding);
    Ref<Bytes> object = TRY(Bytes::copy(bytes));
    Ref<Object> result = TRY(decode_with_registry(object.get(), encoding, errors));
    if (!is<Str>(result.get())) {
        return raise(TypeError,
                     "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
                     encoding, type_name(result.get()));
    }
    return ref_cast<Str>(std::move(result));
}

Result<Bytes> encode_by_registry(Str* text, std::string_view encoding, std::string_view errors) {
    if (encode_with_registry == nullptr) return raise(LookupError, "unknown encoding: {}", encoding);
    Ref<Object> result = TRY(encode_with_registry(text, encoding, errors));
    if (!is<Bytes>(result.get())) {
        return raise(TypeError,
                     "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                     encoding, type_name(result.get()));
    }
    return ref_cast<Bytes>(std::move(result));
}

}  // namespace

Result<Str> decode(std::string_view bytes, std::string_view encoding, std::string_view errors) {
    if (bytes.empty()) return Str::empty();  // as in CPython no codec is looked for
    ByteOrder native = ByteOrder::native;
    switch (find_codec(encoding)) {
        case Codec::utf8: return decode_utf8(bytes, errors);
        case Codec::utf16: return decode_utf16(bytes, errors, native);
        case Codec::utf32: return decode_utf32(bytes, errors, native);
        case Codec::latin1: return decode_latin1(bytes);
        case Codec::ascii: return decode_ascii(bytes, errors);
        case Codec::other: break;
    }
    return decode_by_registry(bytes, encoding, errors);
}

Result<Bytes> encode(Str* text, std::string_view encoding, std::string_view errors) {
    switch (find_codec(encoding)) {
        case Codec::utf8: return encode_utf8(text, errors);
        case Codec::utf16: return encode_utf16(text, errors, ByteOrder::native);
        case Codec::utf32: return encode_utf32(text, errors, ByteOrder::native);
        case Codec::latin1: return encode_latin1(text, errors);
        case Codec::ascii: return encode_ascii(text, errors);
        case Codec::other: break;
    }
    return encode_by_registry(text, encoding, errors);
}

}  // namespace minipy
