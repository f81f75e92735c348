// SPDX-License-Identifier: MIT
//
// The names of characters: what "\N{GREEK SMALL LETTER ALPHA}" means, and what unicodedata.name() answers.
//
// One text of lines "3B1;GREEK SMALL LETTER ALPHA" in the order of the code points, searched as text: names are asked
// for rarely, and a megabyte takes a tenth of a millisecond. Ideographs and Hangul syllables are named by rule.
//
// CPython: Modules/unicodedata.c (_getcode, _getucname). Next: character_names.cpp.
#pragma once

#include <string>
#include <string_view>

namespace minipy {

// The character of this name or alias, in any case of letters; false if there is none.
bool character_by_name(std::string_view name, char32_t& character);
// Empty if the character has no name (control characters have only aliases).
std::string name_of_character(char32_t character);

}  // namespace minipy
