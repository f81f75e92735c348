// SPDX-License-Identifier: MIT
// Questions about the characters of a str. Next: unicode_data.hpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

bool is_identifier(const Str* string);   // str.isidentifier()
bool is_printable(CodePoint character);  // as repr() asks it
// As str.isspace() and strip() ask it.
bool is_space_beyond_ascii(CodePoint character);
inline bool is_space(CodePoint character) {
    if (character >= 128) return is_space_beyond_ascii(character);
    return character == ' ' || (character >= 9 && character <= 13) || (character >= 28 && character <= 31);
}

}  // namespace minipy
