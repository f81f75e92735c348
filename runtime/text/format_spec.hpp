// SPDX-License-Identifier: MIT
// The format mini-language ("{:>10,.2f}") for the built-in types. CPython: Python/formatter_unicode.c.
// Next: format_spec.cpp (parsing, padding, str), format_number.cpp.
#pragma once

#include "runtime/text/str_builder.hpp"

namespace minipy {

struct Int;
struct Float;
struct Complex;

// What __format__ of these types does.
Result<Str> format_str(Str* text, Str* spec);
Result<Str> format_int(Int* value, Str* spec);
Result<Str> format_float(Float* value, Str* spec);
Result<Str> format_complex(Complex* value, Str* spec);

// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct FormatSpec {
    CodePoint fill = ' ';
    char align = '>';  // '<', '>', '=', '^'
    char sign = 0;     // '+', '-', ' '; 0: none given
    bool no_negative_zero = false;
    bool alternate = false;
    Size width = -1;
    char grouping = 0;  // ',' or '_'
    Size precision = -1;
    CodePoint type = 0;  // 0: none given
};

// `object` is the one being formatted, for messages. `default_type` stands for a type that is not given.
Result<FormatSpec> parse_format_spec(Str* spec, char default_align, char default_type, Object* object);
Failure unknown_format_code(CodePoint type, Object* object);

// The text of a number in its parts: sign and prefix stand in front of '=' padding, digits are grouped.
struct NumberParts {
    std::string sign, prefix, digits, rest;
};
// Groups the digits, pads to the width.
Result<Str> lay_out_number(const NumberParts& parts, const FormatSpec& spec);
std::string join_number(const NumberParts& parts, const FormatSpec& spec);  // grouped, without padding
Result<Str> pad_to_width(const Str* text, const FormatSpec& spec);

}  // namespace minipy
