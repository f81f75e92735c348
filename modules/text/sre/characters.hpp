// SPDX-License-Identifier: MIT
// What regular expressions ask about characters: categories, charsets, case. CPython: Modules/_sre/sre.c.
#pragma once

#include "modules/text/sre/opcodes.hpp"
#include "runtime/text/str.hpp"

namespace minipy::sre {

bool in_category(Code category, CodePoint character);
// Does a charset (up to its FAILURE) contain the character?
bool in_charset(const Code* charset, CodePoint character);

inline CodePoint lower_ascii(CodePoint character) {
    return character >= 'A' && character <= 'Z' ? character + 32 : character;
}
CodePoint lower_unicode(CodePoint character);  // one character to one
CodePoint upper_unicode(CodePoint character);
CodePoint lower_locale(CodePoint character);
CodePoint upper_locale(CodePoint character);
bool in_charset_by_locale(const Code* charset, CodePoint character);
bool equals_by_locale(CodePoint pattern, CodePoint character);

inline bool is_word_ascii(CodePoint character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
}
bool is_word_unicode(CodePoint character);
bool is_word_locale(CodePoint character);

}  // namespace minipy::sre
