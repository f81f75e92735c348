// SPDX-License-Identifier: MIT
// The format mini-language ("{:>10,.2f}") for the built-in types. CPython: Python/formatter_unicode.c.
// Next: format_spec.cpp (parsing, text), format_number.cpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

struct Int;
struct Float;
struct Complex;

Result<Str> format_str(Str* text, Str* spec);
Result<Str> format_int(Int* value, Str* spec);
Result<Str> format_float(Float* value, Str* spec);
Result<Str> format_complex(Complex* value, Str* spec);

// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct FormatSpec {
    CodePoint fill = ' ';
    char align = 0;          // '<', '>', '=', '^'; 0: the type's own
    char sign = 0;           // '+', '-', ' '; 0: none given
    bool no_negative_zero = false;
    bool alternate = false;
    bool fill_given = false;
    Size width = -1;
    char grouping = 0;       // ',' or '_'
    Size precision = -1;
    CodePoint type = 0;      // 0: none given
};
Result<FormatSpec> parse_format_spec(Str* spec, char default_align, Object* object);

// Appends `text` of `shown` characters, padded to the width. `prefix` characters stay in front of the padding when align is '='.
class StrBuilder;
void append_padded(StrBuilder& out, const FormatSpec& spec, const Str* text, Size prefix = 0);

}  // namespace minipy
