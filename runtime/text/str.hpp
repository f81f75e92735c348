// SPDX-License-Identifier: MIT
// str: an immutable sequence of code points, 1, 2 or 4 bytes each: the smallest width that holds them all (PEP 393).
//
//      ┌──────────┬──────────┬──────────┬──────────┬──────┬───────┬──────┬──────────┬────────────────────────────┐
//      │ refcount │ type     │ length   │ hash     │ kind │ ascii │ state│ utf8 ────┼─▶  characters, kind bytes   │
//      └──────────┴──────────┴──────────┴──────────┴──────┴───────┴──────┴──────────┴─ each, and a final zero ────┘
//
// `length` counts code points. `hash` is −1 until asked for. Equal strings have equal kinds, so equality is memcmp.
// An ASCII string's characters are its UTF-8; others get a UTF-8 copy when someone asks (`utf8`, owned).
// Interned strings are unique: two interned strings are equal exactly if they are the same object (text/intern.cpp).
//
// CPython: Objects/unicodeobject.c, Include/cpython/unicodeobject.h. Next: str.cpp, str_builder.hpp.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "runtime/memory/byte_string.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

using CodePoint = char32_t;
inline constexpr CodePoint largest_code_point = 0x10FFFF;

struct Str : Object {
    Size length;
    Hash hash_value;
    std::uint8_t kind;  // bytes a character: 1, 2, 4
    bool ascii;         // all below 128
    bool interned;
    Size utf8_length;  // of `utf8`
    char* utf8;        // owned copy, null until needed; never used for ascii
    // characters follow

    char* data() { return reinterpret_cast<char*>(this + 1); }
    const char* data() const { return reinterpret_cast<const char*>(this + 1); }
    template <class Character>
    const Character* characters() const {
        return reinterpret_cast<const Character*>(this + 1);
    }
    CodePoint operator[](Size index) const {
        switch (kind) {
            case 1: return characters<std::uint8_t>()[index];
            case 2: return characters<std::uint16_t>()[index];
            default: return characters<CodePoint>()[index];
        }
    }
    // An upper bound of the code points by kind: 127, 255, 65535, 0x10FFFF.
    CodePoint largest_possible() const {
        return ascii ? 127 : kind == 1 ? 255 : kind == 2 ? 0xFFFF : largest_code_point;
    }

    // The text as UTF-8, valid as long as the str. Lone surrogates come out as three bytes (like "surrogatepass").
    std::string_view view() const;
    std::string to_string() const { return string_of(view()); }
    bool equals(std::string_view ascii_text) const;

    static Ref<Str> from(std::string_view utf8);  // valid UTF-8 by construction (C++ literals, our own messages)
    static Result<Str> from_utf8(std::string_view bytes);  // UnicodeDecodeError when it is not UTF-8
    static Ref<Str> from_code_point(CodePoint character);
    static Ref<Str> from_ascii(std::string_view ascii);
    // Uninitialised characters for a result whose largest code point is known; MemoryError when too long.
    static Result<Str> create(Size length, CodePoint largest);
    static Ref<Str> empty();
    static Ref<Str> interned_from(std::string_view utf8);

    static constexpr TypeFlag subclass_flag = TypeFlag::str_subclass;
    static Type type_object;
};

// Equality of two strings by their characters.
inline bool str_equal(const Str* left, const Str* right) {
    return left == right || (left->length == right->length && left->kind == right->kind &&
                             std::memcmp(left->data(), right->data(), std::size_t(left->length) * left->kind) == 0);
}
int str_compare(const Str* left, const Str* right);  // by code points: −1, 0, 1
Hash str_hash(Str* string);                          // computed once, then kept
Result<Str> str_concatenate(Str* left, Str* right);
Result<Str> str_substring(Str* string, Size start, Size stop);  // 0 ≤ start ≤ stop ≤ length
Result<Object> str_join(Str* separator, Object* iterable);
// Intern: returns the unique string equal to this one. Only exact strs are interned.
Ref<Str> intern(Ref<Str> string);
void forget_interned(Str* string);  // an interned str is being freed
void finalize_shared_strings();

// Writing into a str under construction.
void set_character(Str* string, Size index, CodePoint character);
// Copies `count` characters between strs; they fit into the target's kind.
void copy_characters(Str* to, Size to_index, const Str* from, Size from_index, Size count);
// The same for characters in memory, of 1, 2 or 4 bytes.
void convert_characters(char* to, int to_kind, const char* from, int from_kind, Size count);
// A bound on these code points, exact enough to choose a kind and to know whether all are ASCII; at most 0x10FFFF.
CodePoint largest_of_characters(const char* characters, int kind, Size count);
// Bytes of a character.
inline int kind_for(CodePoint largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }
void str_deallocate(Object* self);

// Writes into a std::string what repr() shows, for messages that quote a name.
std::string quoted(const Str* string);

// What a text of this length lacks to a width; 0 for any width that is smaller, however small.
inline Size lacking(Size width, Size length) { return width > length ? width - length : 0; }

}  // namespace minipy
