// SPDX-License-Identifier: MIT
// Codecs that are a table of 256 characters (the library's cp*.py, iso8859_*.py). CPython: Objects/unicodeobject.c.

#include "modules/text/codecs/tables.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codec_errors.hpp"

namespace minipy {

namespace {

constexpr const char* undefined_reason = "character maps to <undefined>";
constexpr CodePoint undefined_character = 0xFFFE;

// mapping[key]; nothing when it has no such key, or None for it.
Maybe<Object> map_item(Object* mapping, std::int64_t key) {
    Ref<Int> number = Int::from(key);
    Result<Object> found = get_item(mapping, number.get());
    if (found.failed()) {
        if (!exception_matches(LookupError)) return Failure{};
        clear_exception();
        return nothing;
    }
    Ref<Object> value = found.take();
    if (is_none(value.get())) return nothing;
    return value;
}

// What one byte becomes; false: it is undefined.
Result<bool> append_mapped(Object* mapping, unsigned char byte, StrBuilder& out) {
    if (auto* table = as<Str>(mapping)) {
        if (byte >= table->length || (*table)[byte] == undefined_character) return false;
        out.append((*table)[byte]);
        return true;
    }
    Ref<Object> value = TRY(map_item(mapping, byte));
    if (!value) return false;
    if (auto* text = as<Str>(value.get())) {
        if (text->length == 1 && (*text)[0] == undefined_character) return false;
        out.append(text);
        return true;
    }
    if (!is<Int>(value.get())) return raise(TypeError, "character mapping must return integer, None or str");
    std::int64_t character = TRY(to_int64(value.get()));
    if (character == undefined_character) return false;
    if (character < 0 || character > std::int64_t(largest_code_point)) {
        return raise(TypeError, "character mapping must be in range(0x{:x})", std::uint32_t(largest_code_point) + 1);
    }
    out.append(CodePoint(character));
    return true;
}

// What one character becomes; false: it is undefined.
Result<bool> append_encoded(Object* mapping, CodePoint character, ByteString& out) {
    Ref<Object> value = TRY(map_item(mapping, std::int64_t(character)));
    if (!value) return false;
    if (auto* bytes = as<Bytes>(value.get())) {
        out += bytes->view();
        return true;
    }
    if (!is<Int>(value.get())) {
        return raise(TypeError, "character mapping must return integer, bytes or None, not {}", type_name(value.get()));
    }
    std::int64_t byte = TRY(to_int64(value.get()));
    if (byte < 0 || byte > 255) return raise(TypeError, "character mapping must be in range(256)");
    out += char(byte);
    return true;
}

}  // namespace

Result<Str> decode_charmap(std::string_view bytes, std::string_view errors, Object* mapping) {
    StrBuilder out;
    DecodeErrors problems("charmap", bytes, errors);
    for (Size position = 0; position < Size(bytes.size());) {
        bool mapped = TRY(append_mapped(mapping, static_cast<unsigned char>(bytes[std::size_t(position)]), out));
        position = mapped ? position + 1 : TRY(problems.handle(position, position + 1, undefined_reason, out));
    }
    return out.finish();
}

Result<Bytes> encode_charmap(Str* text, std::string_view errors, Object* mapping) {
    ByteString out;
    EncodeErrors problems("charmap", text, errors);
    for (Size index = 0; index < text->length;) {
        if (TRY(append_encoded(mapping, (*text)[index], out))) {
            ++index;
            continue;
        }
        Size stop = index + 1;
        ByteString discarded;
        while (stop < text->length && !TRY(append_encoded(mapping, (*text)[stop], discarded))) ++stop;
        EncodeErrors::Replacement replacement = TRY(problems.handle(index, stop, undefined_reason));
        if (auto* bytes = as<Bytes>(replacement.content.get())) {
            out += bytes->view();
        } else {
            auto* string = cast<Str>(replacement.content.get());
            for (Size at = 0; at < string->length; ++at) {
                if (!TRY(append_encoded(mapping, (*string)[at], out)))
                    return problems.raise_error(index, stop, undefined_reason);
            }
        }
        index = replacement.position;
    }
    return Bytes::copy(out);
}

Result<Object> build_charmap(Str* decoding) {
    Ref<Dict> encoding = Dict::create();
    for (Size byte = 0; byte < decoding->length && byte < 256; ++byte) {
        if ((*decoding)[byte] == undefined_character) continue;
        Ref<Int> key = Int::from(std::int64_t((*decoding)[byte])), value = Int::from(byte);
        TRY(dict_set(encoding.get(), key.get(), value.get()));
    }
    return encoding;
}

}  // namespace minipy
