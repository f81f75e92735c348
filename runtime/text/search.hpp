// SPDX-License-Identifier: MIT
// Finding a run of characters in another, for characters of 1, 2 and 4 bytes; shared by str and the bytes types.
// Those that are looked for may be narrower than those of the text.
//
// One-byte texts go to the C library (memchr, memrchr, memmem: vectorised, and linear in the worst case). Wider ones
// are searched for their last character first, and a table of bits tells how far a mismatch lets us skip.
// CPython: Objects/stringlib/fastsearch.h. Next: str_search.cpp, bytes/byteslike_methods.cpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "runtime/object/object.hpp"

namespace minipy::search {

template <class Character>
Size find_character(const Character* text, Size length, Character wanted) {
    if constexpr (sizeof(Character) == 1) {
        auto* found =
            static_cast<const Character*>(std::memchr(text, static_cast<unsigned char>(wanted), std::size_t(length)));
        return found == nullptr ? -1 : found - text;
    } else {
        for (Size index = 0; index < length; ++index) {
            if (text[index] == wanted) return index;
        }
        return -1;
    }
}

template <class Character>
Size find_last_character(const Character* text, Size length, Character wanted) {
    if constexpr (sizeof(Character) == 1) {
        auto* found =
            static_cast<const Character*>(memrchr(text, static_cast<unsigned char>(wanted), std::size_t(length)));
        return found == nullptr ? -1 : found - text;
    } else {
        for (Size index = length; index-- > 0;) {
            if (text[index] == wanted) return index;
        }
        return -1;
    }
}

// A set of characters by their low six bits: may say yes too often, never no wrongly.
template <class Character>
std::uint64_t bit_of(Character character) {
    return std::uint64_t(1) << (static_cast<std::uint32_t>(character) & 63);
}

template <class Character, class Wanted>
Size find_wide(const Character* text, Size length, const Wanted* wanted, Size wanted_length) {
    Size last = wanted_length - 1, skip = last;
    std::uint64_t present = bit_of(wanted[last]);
    for (Size index = 0; index < last; ++index) {
        present |= bit_of(wanted[index]);
        if (wanted[index] == wanted[last]) skip = last - index - 1;
    }
    for (Size start = 0; start <= length - wanted_length; ++start) {
        bool next_is_foreign = start + wanted_length < length && (present & bit_of(text[start + wanted_length])) == 0;
        if (text[start + last] == wanted[last]) {
            if (std::equal(wanted, wanted + last, text + start)) return start;
            start += next_is_foreign ? wanted_length : skip;
        } else if (next_is_foreign) {
            start += wanted_length;
        }
    }
    return -1;
}

// The first place where `wanted` stands in `text`, or −1.
template <class Character, class Wanted>
Size find(const Character* text, Size length, const Wanted* wanted, Size wanted_length) {
    if (wanted_length > length) return -1;
    if (wanted_length == 0) return 0;
    if (wanted_length == 1) return find_character(text, length, Character(wanted[0]));
    if constexpr (sizeof(Character) == 1) {
        auto* found =
            static_cast<const Character*>(memmem(text, std::size_t(length), wanted, std::size_t(wanted_length)));
        return found == nullptr ? -1 : found - text;
    } else {
        return find_wide(text, length, wanted, wanted_length);
    }
}

// The last place, or −1.
template <class Character, class Wanted>
Size find_last(const Character* text, Size length, const Wanted* wanted, Size wanted_length) {
    if (wanted_length > length) return -1;
    if (wanted_length == 0) return length;
    Size start = length - wanted_length;
    while ((start = find_last_character(text, start + 1, Character(wanted[0]))) >= 0) {
        if (std::equal(wanted, wanted + wanted_length, text + start)) return start;
        if (--start < 0) return -1;
    }
    return -1;
}

// How often `wanted` stands in `text` without overlapping, counting up to `most`.
template <class Character, class Wanted>
Size count(const Character* text, Size length, const Wanted* wanted, Size wanted_length, Size most) {
    if (wanted_length == 0) return length + 1 < most ? length + 1 : most;
    Size found = 0;
    for (Size position = 0; found < most;) {
        Size next = find(text + position, length - position, wanted, wanted_length);
        if (next < 0) break;
        ++found;
        position += next + wanted_length;
    }
    return found;
}

}  // namespace minipy::search
