// SPDX-License-Identifier: MIT
// Questions about the characters of a str. Next: unicode_data.hpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

bool is_identifier(const Str* string);   // str.isidentifier()
bool is_printable(CodePoint character);  // as repr() asks it
bool is_space(CodePoint character);      // as str.isspace() and strip() ask it

}  // namespace minipy
