// SPDX-License-Identifier: MIT
// str: making strings, their hash, comparison, slicing and concatenation. The picture is in str.hpp; methods are in
// str_methods.cpp, the type at the end of that file. CPython: Objects/unicodeobject.c.
#include "runtime/text/str.hpp"

#include <algorithm>

#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/text/utf8.hpp"

namespace minipy {

namespace {

// The strings of one Latin-1 character and the empty one are shared, as in CPython.
Str* latin1_characters[256];
Str* empty_string;

std::size_t str_byte_size(Size length, int kind) { return sizeof(Str) + (std::size_t(length) + 1) * std::size_t(kind); }

}  // namespace

Result<Str> Str::create(Size length, CodePoint largest) {
    int kind = kind_for(largest);
    if (length > (PTRDIFF_MAX - Size(sizeof(Str))) / kind - 1) return raise_no_memory();
    auto* string = cast<Str>(allocate_object(&Str::type_object, str_byte_size(length, kind)));
    if (string == nullptr) return raise_no_memory();
    string->length = length;
    string->hash_value = -1;
    string->kind = static_cast<std::uint8_t>(kind);
    string->ascii = largest < 128;
    string->interned = false;
    string->utf8_length = 0;
    string->utf8 = nullptr;
    std::memset(string->data() + length * kind, 0, std::size_t(kind));
    return adopt(string);
}

void str_deallocate(Object* self) {
    auto* string = static_cast<Str*>(self);
    if (string->interned) forget_interned(string);
    if (string->utf8 != nullptr) heap::free(string->utf8, std::size_t(string->utf8_length) + 1);
    std::size_t size = str_byte_size(string->length, string->kind);
    if (self->type == &Str::type_object) [[likely]]
        return heap::free(self, size);
    free_object(self, size);
}

Ref<Str> Str::empty() {
    if (empty_string == nullptr) empty_string = Str::create(0, 0).take().release();
    return share(empty_string);
}

namespace {

// Instead of a text for which there was no memory, from functions that cannot fail: the instruction will raise
// MemoryError, whatever comes of it.
Ref<Str> empty_for_now() {
    clear_exception();
    heap::note_exhausted();
    return Str::empty();
}

std::size_t utf8_size(CodePoint character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

// What append_utf8() writes into when there is room for all of it.
struct Place {
    char* next;
    Place& operator+=(char byte) {
        *next++ = byte;
        return *this;
    }
};

}  // namespace

Ref<Str> Str::from_code_point(CodePoint character) {
    auto make = [&] {
        Ref<Str> string = Str::create(1, character).take();
        switch (string->kind) {
            case 1: *string->data() = static_cast<char>(character); break;
            case 2: *reinterpret_cast<std::uint16_t*>(string->data()) = static_cast<std::uint16_t>(character); break;
            default: *reinterpret_cast<CodePoint*>(string->data()) = character;
        }
        return string;
    };
    if (character >= 256) return make();
    Str*& shared = latin1_characters[character];
    if (shared == nullptr) {
        heap::InterpreterIsAtWork own_births;
        shared = make().release();
    }
    return share(shared);
}

Ref<Str> Str::from_ascii(std::string_view text) {
    if (text.empty()) return Str::empty();
    if (text.size() == 1) return Str::from_code_point(static_cast<unsigned char>(text[0]));
    Result<Str> made = Str::create(Size(text.size()), 127);
    if (made.failed()) return empty_for_now();
    Ref<Str> string = made.take();
    std::memcpy(string->data(), text.data(), text.size());
    return string;
}

Ref<Str> Str::from(std::string_view utf8_text) {
    if (is_ascii(utf8_text)) return Str::from_ascii(utf8_text);
    StrBuilder builder;
    builder.append(utf8_text);
    Result<Str> text = builder.finish();
    return text.ok() ? text.take() : empty_for_now();
}

Result<Str> Str::from_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return Str::from_ascii(bytes);
    return decode_utf8(bytes, "strict");
}

std::string_view Str::view() const {
    if (ascii) return {data(), std::size_t(length)};
    if (utf8 == nullptr) {
        std::size_t size = 0;
        for (Size index = 0; index < length; ++index) size += utf8_size((*this)[index]);
        auto* self = const_cast<Str*>(this);
        self->utf8 = heap::allocate_array<char>(size + 1);
        if (self->utf8 == nullptr) {  // a view cannot fail: the loop will raise MemoryError
            heap::note_exhausted();
            return {};
        }
        self->utf8_length = Size(size);
        Place place{self->utf8};
        for (Size index = 0; index < length; ++index) append_utf8(place, (*this)[index]);
        place += '\0';
    }
    return {utf8, std::size_t(utf8_length)};
}

std::string_view text_of(const Str* string) { return string->view(); }

bool Str::equals(std::string_view ascii_text) const {
    return ascii && Size(ascii_text.size()) == length && std::memcmp(data(), ascii_text.data(), ascii_text.size()) == 0;
}

Hash str_hash(Str* string) {
    if (string->hash_value == -1) string->hash_value = hash_bytes(string->data(), string->length * string->kind);
    return string->hash_value;
}

int str_compare(const Str* left, const Str* right) {
    Size common = std::min(left->length, right->length);
    if (left->kind == 1 && right->kind == 1) {
        int order = std::memcmp(left->data(), right->data(), std::size_t(common));
        if (order != 0) return order < 0 ? -1 : 1;
    } else {
        for (Size index = 0; index < common; ++index) {
            CodePoint a = (*left)[index], b = (*right)[index];
            if (a != b) return a < b ? -1 : 1;
        }
    }
    return left->length < right->length ? -1 : left->length > right->length;
}

Result<Str> str_concatenate(Str* left, Str* right) {
    if (left->length == 0 && is_exact<Str>(right)) return share(right);
    if (right->length == 0 && is_exact<Str>(left)) return share(left);
    if (left->length > PTRDIFF_MAX - right->length) return raise(OverflowError, "strings are too large to concat");
    Ref<Str> result =
        TRY(Str::create(left->length + right->length, std::max(left->largest_possible(), right->largest_possible())));
    copy_characters(result.get(), 0, left, 0, left->length);
    copy_characters(result.get(), left->length, right, 0, right->length);
    return result;
}

namespace {

template <class Character>
CodePoint all_bits(const char* characters, Size count) {
    auto* first = reinterpret_cast<const Character*>(characters);
    CodePoint all = 0;
    for (Size index = 0; index < count; ++index) all |= first[index];
    return all;
}

template <class To, class From>
void convert(char* to, const char* from, Size count) {
    auto* first = reinterpret_cast<const From*>(from);
    std::transform(first, first + count, reinterpret_cast<To*>(to),
                   [](From character) { return static_cast<To>(character); });
}

template <class To>
void convert_to(char* to, const char* from, int from_kind, Size count) {
    switch (from_kind) {
        case 1: return convert<To, std::uint8_t>(to, from, count);
        case 2: return convert<To, std::uint16_t>(to, from, count);
        default: return convert<To, CodePoint>(to, from, count);
    }
}

}  // namespace

CodePoint largest_of_characters(const char* characters, int kind, Size count) {
    switch (kind) {
        case 1: return all_bits<std::uint8_t>(characters, count);
        case 2: return all_bits<std::uint16_t>(characters, count);
        default: return std::min(all_bits<CodePoint>(characters, count), largest_code_point);
    }
}

void convert_characters(char* to, int to_kind, const char* from, int from_kind, Size count) {
    if (to_kind == from_kind) {
        std::memcpy(to, from, std::size_t(count) * std::size_t(to_kind));
        return;
    }
    switch (to_kind) {
        case 1: return convert_to<std::uint8_t>(to, from, from_kind, count);
        case 2: return convert_to<std::uint16_t>(to, from, from_kind, count);
        default: return convert_to<CodePoint>(to, from, from_kind, count);
    }
}

void copy_characters(Str* to, Size to_index, const Str* from, Size from_index, Size count) {
    convert_characters(to->data() + to_index * to->kind, to->kind, from->data() + from_index * from->kind, from->kind,
                       count);
}

Result<Str> str_substring(Str* string, Size start, Size stop) {
    if (start == 0 && stop == string->length && is_exact<Str>(string)) return share(string);
    if (start >= stop) return Str::empty();
    if (stop - start == 1) return Str::from_code_point((*string)[start]);
    CodePoint largest =
        string->ascii ? 127 : largest_of_characters(string->data() + start * string->kind, string->kind, stop - start);
    Ref<Str> part = TRY(Str::create(stop - start, largest));
    copy_characters(part.get(), 0, string, start, stop - start);
    return part;
}

void set_character(Str* string, Size index, CodePoint character) {
    switch (string->kind) {
        case 1: string->data()[index] = static_cast<char>(character); break;
        case 2: reinterpret_cast<std::uint16_t*>(string->data())[index] = static_cast<std::uint16_t>(character); break;
        default: reinterpret_cast<CodePoint*>(string->data())[index] = character;
    }
}

std::string quoted(const Str* string) { return repr_for_display(const_cast<Str*>(string)); }

void finalize_shared_strings() {
    xdecref(std::exchange(empty_string, nullptr));
    for (Str*& character : latin1_characters) xdecref(std::exchange(character, nullptr));
}

}  // namespace minipy
