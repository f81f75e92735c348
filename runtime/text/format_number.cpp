// SPDX-License-Identifier: MIT
// format() of int, float and complex. A number's text is made in parts (sign, prefix, digits, rest), so that digits can
// be grouped and padding can go between sign and digits. CPython: Python/formatter_unicode.c.
#include <algorithm>
#include <climits>
#include <cmath>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/format_spec.hpp"

namespace minipy {

namespace {

// Digits with separators between groups, and zeros in front until `width` characters are there (a separator never comes
// first, so it may become one more).
std::string group_digits(std::string_view digits, char separator, Size group, Size width) {
    std::string reversed;
    Size remaining = Size(digits.size());
    for (;;) {
        Size length = separator == 0 ? std::max(remaining, std::max<Size>(width, 0))
                                     : std::min(group, std::max<Size>({remaining, width, 1}));
        for (Size count = 0; count < length; ++count)
            reversed += remaining > 0 ? digits[std::size_t(--remaining)] : '0';
        width -= length;
        if (separator == 0 || (remaining <= 0 && width <= 0)) break;
        reversed += separator;
        --width;
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

Size group_size(const FormatSpec& spec) {
    switch (spec.type) {
        case 'b':
        case 'o':
        case 'x':
        case 'X': return 4;
        default: return 3;
    }
}

Size length_of(const std::string& text) { return Size(text.size()); }

void set_sign(NumberParts& parts, bool negative, char sign) {
    if (negative) {
        parts.sign = "-";
    } else if (sign == '+' || sign == ' ') {
        parts.sign = std::string(1, sign);
    }
}

}  // namespace

std::string join_number(const NumberParts& parts, const FormatSpec& spec) {
    bool zeros = spec.fill == '0' && spec.align == '=';
    Size width = zeros ? spec.width - length_of(parts.sign) - length_of(parts.prefix) - length_of(parts.rest) : 0;
    // inf and nan have no digits; the zeros in front of them are not grouped.
    char separator = parts.digits.empty() ? char(0) : spec.grouping;
    return parts.sign + parts.prefix + group_digits(parts.digits, separator, group_size(spec), width) + parts.rest;
}

Result<Str> lay_out_number(const NumberParts& parts, const FormatSpec& spec) {
    if (spec.width > Size(1) << 40) return raise_no_memory();
    auto longest = std::size_t(std::max<Size>(spec.width, length_of(parts.digits) + length_of(parts.rest)));
    TRY(check_room(4 * longest));  // grouped, padded, put together
    std::string text = join_number(parts, spec);
    Size padding = spec.width - length_of(text);
    if (padding <= 0) return Str::from_ascii(text);
    Size front = spec.align == '=' ? length_of(parts.sign) + length_of(parts.prefix) : 0;
    Size left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
    StrBuilder out;
    out.reserve(spec.width, spec.fill);
    out.append(std::string_view(text).substr(0, std::size_t(front)));
    out.fill(spec.fill, left);
    out.append(std::string_view(text).substr(std::size_t(front)));
    out.fill(spec.fill, padding - left);
    return out.finish();
}

// ---------------------------------------------------------------- int

namespace {

Result<Str> format_character(Int* value, const FormatSpec& spec) {
    if (spec.sign != 0) return raise(ValueError, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return raise(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    std::int64_t code = TRY(to_int64(value));
    if (code < 0 || code > std::int64_t(largest_code_point))
        return raise(OverflowError, "%c arg not in range(0x110000)");
    return pad_to_width(Str::from_code_point(CodePoint(code)).get(), spec);
}

Result<Str> format_integer(Int* value, const FormatSpec& spec) {
    if (spec.precision >= 0) return raise(ValueError, "Precision not allowed in integer format specifier");
    if (spec.no_negative_zero)
        return raise(ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec.type == 'c') return format_character(value, spec);
    int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
    NumberParts parts;
    ByteString digits = TRY(int_to_text(value, base));
    TRY(check_room(digits.size()));
    parts.digits = digits.view();
    set_sign(parts, value->is_negative(), spec.sign);
    if (value->is_negative()) parts.digits.erase(0, 1);
    if (spec.alternate && base != 10) parts.prefix = std::string("0") + char(spec.type);
    if (spec.type == 'X') {
        std::transform(parts.digits.begin(), parts.digits.end(), parts.digits.begin(),
                       [](char c) { return c >= 'a' ? char(c - 32) : c; });
    }
    return lay_out_number(parts, spec);
}

// ---------------------------------------------------------------- float

// The parts of one double; `spec.type` 0 means repr's digits ('g' when a precision is given).
enum class WholeNumber : std::uint8_t { as_int, with_dot_zero };

Result<NumberParts> float_parts(double value, const FormatSpec& spec, WholeNumber whole) {
    if (spec.precision > INT_MAX) return raise(ValueError, "precision too big");
    TRY(check_room(4 * std::size_t(std::max<Size>(spec.precision, 0))));
    FloatStyle style{.kind = char(spec.type | 0x20),
                     .precision = int(spec.precision < 0 ? 6 : spec.precision),
                     .alternate = spec.alternate};
    style.upper = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
    if (spec.type == 0) {
        style.kind = spec.precision < 0 ? 'r' : 'g';
        style.add_dot_zero = whole == WholeNumber::with_dot_zero;
    } else if (spec.type == 'n') {
        style.kind = 'g';
    } else if (spec.type == '%') {
        style.kind = 'f';
        value *= 100;
    }
    std::string text = double_text(value, style);
    NumberParts parts;
    bool negative = text[0] == '-';
    if (negative) text.erase(0, 1);
    if (negative && spec.no_negative_zero && text.find_first_of("123456789inIN") == std::string::npos) negative = false;
    set_sign(parts, negative, spec.sign);
    std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    parts.digits = text.substr(0, digits);
    parts.rest = text.substr(digits) + (spec.type == '%' ? "%" : "");
    return parts;
}

bool is_float_type(CodePoint type) {
    switch (type) {
        case 0:
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case 'n':
        case '%': return true;
        default: return false;
    }
}

Result<Str> format_double(double value, const FormatSpec& spec) {
    return lay_out_number(TRY(float_parts(value, spec, WholeNumber::with_dot_zero)), spec);
}

}  // namespace

Result<Str> format_int(Int* value, Str* spec_text) {
    if (spec_text->length == 0) return to_str(value);
    FormatSpec spec = TRY(parse_format_spec(spec_text, '>', 'd', value));
    switch (spec.type) {
        case 'b':
        case 'c':
        case 'd':
        case 'o':
        case 'x':
        case 'X':
        case 'n': return format_integer(value, spec);
        default: break;
    }
    if (is_float_type(spec.type)) return format_double(TRY(int_to_double(value)), spec);
    return unknown_format_code(spec.type, value);
}

Result<Str> format_float(Float* value, Str* spec_text) {
    if (spec_text->length == 0) return to_str(value);
    FormatSpec spec = TRY(parse_format_spec(spec_text, '>', 0, value));
    if (!is_float_type(spec.type)) return unknown_format_code(spec.type, value);
    return format_double(value->value, spec);
}

// ---------------------------------------------------------------- complex

Result<Str> format_complex(Complex* value, Str* spec_text) {
    if (spec_text->length == 0) return to_str(value);
    FormatSpec spec = TRY(parse_format_spec(spec_text, '>', 0, value));
    if (!is_float_type(spec.type) || spec.type == '%') return unknown_format_code(spec.type, value);
    if (spec.fill == '0') return raise(ValueError, "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=') return raise(ValueError, "'=' alignment flag is not allowed in complex format specifier");
    bool as_repr = spec.type == 0;
    bool skip_real = as_repr && value->real == 0 && !std::signbit(value->real);
    std::string text;
    FormatSpec part = spec;
    part.width = -1;
    if (!skip_real) {
        text = join_number(TRY(float_parts(value->real, part, WholeNumber::as_int)), part);
        part.sign = '+';
    }
    text += join_number(TRY(float_parts(value->imaginary, part, WholeNumber::as_int)), part) + "j";
    if (as_repr && !skip_real) text = "(" + text + ")";
    return pad_to_width(Str::from_ascii(text).get(), spec);
}

}  // namespace minipy
