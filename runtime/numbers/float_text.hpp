// SPDX-License-Identifier: MIT
// The decimal text of doubles, in the pieces that repr(), format() and complex need. Next: float_text.cpp,
// format_number.cpp.
#pragma once

#include <string>
#include <string_view>

#include "runtime/memory/byte_string.hpp"

namespace minipy {

struct FloatStyle {
    char kind = 'r';            // 'r' shortest; 'e', 'f', 'g' as printf's
    int precision = 0;          // not used by 'r'
    bool alternate = false;     // '#': keep the point and the zeros behind it
    bool add_dot_zero = false;  // write 1.0 rather than 1
    bool upper = false;
};

// Correctly rounded at any precision.
std::string double_text(double value, const FloatStyle& style);

// The length of the longest float literal at the start of `text` (sign, digits, point, exponent, inf, nan); 0: none.
std::size_t float_prefix_length(std::string_view text);

// Copies a number's text without its underscores; false if one does not stand between two digits.
bool remove_underscores(std::string_view text, ByteString& out);

}  // namespace minipy
