// SPDX-License-Identifier: MIT
// What Unicode 14.0 says about a code point: properties, case mappings, digit values. The table is generated
// (make_unicode_tables.py); ASCII answers mostly need no look-up. CPython: Objects/unicodectype.c. Next: str_case.cpp.
#pragma once

#include <string>

#include "runtime/text/str.hpp"

namespace minipy::unicode {

bool is_alphabetic(CodePoint character);
bool is_decimal(CodePoint character);
bool is_digit(CodePoint character);
bool is_numeric(CodePoint character);
bool is_lowercase(CodePoint character);
bool is_uppercase(CodePoint character);
bool is_titlecase(CodePoint character);
bool is_cased(CodePoint character);
bool is_case_ignorable(CodePoint character);
bool is_identifier_start(CodePoint character);
bool is_identifier_continue(CodePoint character);
const char* category(CodePoint character);  // "Lu", "Nd" …

int decimal_value(CodePoint character);  // −1: no decimal digit
int digit_value(CodePoint character);    // likewise, superscripts and the like included

// The full case mapping, one to three code points.
enum class CaseMapping : std::uint8_t { upper, lower, title, fold };
struct MappedCase {
    CodePoint characters[3];
    int count;
};
MappedCase map_case(CodePoint character, CaseMapping mapping);

}  // namespace minipy::unicode

namespace minipy {

// The text of a number with other scripts' decimal digits as ASCII digits and white space as spaces; what is neither
// and not ASCII becomes '?'. What int(), float() and complex() parse.
ByteString ascii_digits(const Str* text);

}  // namespace minipy
