// SPDX-License-Identifier: MIT
// Questions about the characters of a str. Next: unicode_data.hpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

bool is_identifier(const Str* string);   // str.isidentifier()
bool is_printable(CodePoint character);  // as repr() asks it
constexpr bool is_surrogate(CodePoint character) { return character >= 0xD800 && character <= 0xDFFF; }
// As str.isspace() and strip() ask it.
bool is_space_beyond_ascii(CodePoint character);
constexpr bool is_ascii_space(CodePoint character) {
    return character == ' ' || (character >= 9 && character <= 13) || (character >= 28 && character <= 31);
}
inline bool is_space(CodePoint character) {
    return character < 128 ? is_ascii_space(character) : is_space_beyond_ascii(character);
}

}  // namespace minipy
