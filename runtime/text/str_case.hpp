// SPDX-License-Identifier: MIT
// Changing the case of strs and asking what kind of characters they hold. Next: str_case.cpp, unicode_data.hpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

Result<Str> str_upper(Str* text);
Result<Str> str_lower(Str* text);
Result<Str> str_title(Str* text);
Result<Str> str_capitalize(Str* text);
Result<Str> str_swap_case(Str* text);
Result<Str> str_fold_case(Str* text);

bool str_is_lower(const Str* text);
bool str_is_upper(const Str* text);
bool str_is_title(const Str* text);
bool str_is_printable(const Str* text);  // true for the empty str
// These are false for the empty str.
bool str_is_space(const Str* text);
bool str_is_alphabetic(const Str* text);
bool str_is_alphanumeric(const Str* text);
bool str_is_decimal(const Str* text);
bool str_is_digit(const Str* text);
bool str_is_numeric(const Str* text);

}  // namespace minipy
