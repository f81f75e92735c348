// SPDX-License-Identifier: MIT
// UTF-8. Decoding reads the bytes twice: once to check them and find the widest character, once to fill the str; only
// bytes with errors in them take the slower way through a StrBuilder. CPython: Objects/stringlib/codecs.h. Next:
// codecs_wide.cpp.
#include <algorithm>
#include <cstring>

#include "runtime/bytes/bytes.hpp"
#include "runtime/bytes/encode.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/text/codec_errors.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/utf8.hpp"

namespace minipy {

namespace {

// One step of decoding: a character of `length` bytes; or `length` bytes that are wrong, and why.
struct Utf8Step {
    CodePoint character;
    Size length;
    const char* reason;  // null: the character is good
};

constexpr const char* invalid_start = "invalid start byte";
constexpr const char* invalid_continuation = "invalid continuation byte";
constexpr const char* unexpected_end = "unexpected end of data";

// The second byte is restricted after some first bytes: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_good_second(unsigned first, unsigned second) {
    switch (first) {
        case 0xE0: return second >= 0xA0 && second <= 0xBF;
        case 0xED: return second >= 0x80 && second <= 0x9F;
        case 0xF0: return second >= 0x90 && second <= 0xBF;
        case 0xF4: return second >= 0x80 && second <= 0x8F;
        default: return (second & 0xC0) == 0x80;
    }
}

Utf8Step take_character(const unsigned char* bytes, Size position, Size size) {
    unsigned first = bytes[position];
    if (first < 0x80) return {first, 1, nullptr};
    if (first < 0xC2 || first > 0xF4) return {0, 1, invalid_start};
    Size length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    CodePoint character = first & (0x7Fu >> length);
    for (Size index = 1; index < length; ++index) {
        if (position + index >= size) return {0, index, unexpected_end};
        unsigned next = bytes[position + index];
        bool good = index == 1 ? is_good_second(first, next) : (next & 0xC0) == 0x80;
        if (!good) return {0, index, invalid_continuation};
        character = (character << 6) | (next & 63);
    }
    return {character, length, nullptr};
}

Size ascii_prefix(const unsigned char* bytes, Size position, Size size) {
    Size start = position;
    while (position + 8 <= size) {
        std::uint64_t word;
        std::memcpy(&word, bytes + position, 8);
        if ((word & 0x8080808080808080u) != 0) break;
        position += 8;
    }
    while (position < size && bytes[position] < 0x80) ++position;
    return position - start;
}

struct Survey {
    Size characters = 0;
    CodePoint largest = 0;
    bool valid = true;
};

Survey survey(const unsigned char* bytes, Size size) {
    Survey result;
    for (Size position = 0; position < size;) {
        Size plain = ascii_prefix(bytes, position, size);
        result.characters += plain;
        position += plain;
        while (position < size && bytes[position] >= 0x80) {
            Utf8Step step = take_character(bytes, position, size);
            if (step.reason != nullptr) {
                result.valid = false;
                return result;
            }
            result.largest = std::max(result.largest, step.character);
            ++result.characters;
            position += step.length;
        }
    }
    return result;
}

template <class Character>
void fill(Str* string, const unsigned char* bytes, Size size) {
    auto* out = reinterpret_cast<Character*>(string->data());
    for (Size position = 0; position < size;) {
        Size plain = ascii_prefix(bytes, position, size);
        std::copy(bytes + position, bytes + position + plain, out);
        out += plain;
        position += plain;
        while (position < size && bytes[position] >= 0x80) {
            Utf8Step step = take_character(bytes, position, size);
            *out++ = static_cast<Character>(step.character);
            position += step.length;
        }
    }
}

// Are these last two bytes those of a surrogate, which a handler may let pass when the third is there?
bool is_start_of_surrogate(std::string_view end) {
    return end.size() == 2 && end[0] == '\xED' && end[1] >= '\xA0' && end[1] <= '\xBF';
}

Result<Str> decode_with_errors(std::string_view text, std::string_view errors, Size* consumed) {
    Size position = 0;
    StrBuilder out;
    DecodeErrors problems("utf-8", text, errors);
    while (position < Size(text.size())) {
        auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
        Utf8Step step = take_character(bytes, position, Size(text.size()));
        if (step.reason == nullptr) {
            out.append(step.character);
            position += step.length;
        } else if (consumed != nullptr &&
                   (step.reason == unexpected_end || is_start_of_surrogate(text.substr(std::size_t(position))))) {
            break;
        } else {
            position = TRY(problems.handle(position, position + step.length, step.reason, out));
        }
    }
    if (consumed != nullptr) *consumed = position;
    return out.finish();
}

}  // namespace

Result<Str> decode_utf8(std::string_view text, std::string_view errors, Size* consumed) {
    auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    Size size = Size(text.size());
    if (consumed != nullptr) *consumed = size;
    if (ascii_prefix(bytes, 0, size) == size) return Str::from_ascii(text);
    Survey found = survey(bytes, size);
    if (!found.valid) return decode_with_errors(text, errors, consumed);
    if (found.characters == 1) return Str::from_code_point(found.largest);
    Ref<Str> string = TRY(Str::create(found.characters, found.largest));
    switch (string->kind) {
        case 1: fill<std::uint8_t>(string.get(), bytes, size); break;
        case 2: fill<std::uint16_t>(string.get(), bytes, size); break;
        default: fill<char32_t>(string.get(), bytes, size);
    }
    return string;
}

namespace {

bool is_surrogate(CodePoint character) { return character >= 0xD800 && character <= 0xDFFF; }

}  // namespace

Result<Bytes> encode_utf8(Str* text, std::string_view errors) {
    if (text->ascii) return Bytes::copy({text->data(), std::size_t(text->length)});
    ByteString out;
    out.reserve(std::size_t(text->length) * (text->kind == 1 ? 2 : 3));
    EncodeErrors problems("utf-8", text, errors);
    return encode_characters(
        text, problems, {.reason = "surrogates not allowed", .replacement_limit = 128}, std::move(out),
        [](CodePoint character) { return !is_surrogate(character); }, append_utf8<ByteString>);
}

}  // namespace minipy
