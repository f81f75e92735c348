// SPDX-License-Identifier: MIT
// Doubles to and from text. std::to_chars gives the digits (the shortest that read back as the same double, or as many
// as are asked for, correctly rounded); here they are laid out as Python writes them. CPython: Python/pystrtod.c,
// Objects/floatobject.c. Next: float.cpp.
#include "runtime/numbers/float_text.hpp"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "runtime/kernel/errors.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy {

namespace {

// 0.d1d2d3… × 10^point; no sign.
struct Decimal {
    std::string digits;
    int point;
};

// A double has at most 767 significant digits and 1074 decimals; what is asked for beyond that are zeros.
constexpr int most_significant_digits = 800;
constexpr int most_decimals = 1080;

Decimal take_scientific(const char* begin, const char* end) {
    Decimal decimal;
    const char* exponent = std::find(begin, end, 'e');
    for (const char* character = begin; character < exponent; ++character) {
        if (*character != '.') decimal.digits += *character;
    }
    decimal.point = std::atoi(exponent + 1) + 1;
    return decimal;
}

Decimal shortest(double value) {
    char buffer[64];
    char* end = std::to_chars(buffer, buffer + sizeof buffer - 1, value, std::chars_format::scientific).ptr;
    *end = 0;
    return take_scientific(buffer, end);
}

// `count` significant digits.
Decimal significant(double value, int count) {
    int exact = std::min(count, most_significant_digits);
    char buffer[most_significant_digits + 32];
    char* end = std::to_chars(buffer, buffer + sizeof buffer - 1, value, std::chars_format::scientific, exact - 1).ptr;
    *end = 0;
    Decimal decimal = take_scientific(buffer, end);
    decimal.digits.append(std::size_t(count - exact), '0');
    return decimal;
}

std::string fixed_text(double value, int decimals) {
    int exact = std::min(decimals, most_decimals);
    char buffer[most_decimals + DBL_MAX_10_EXP + 32];
    char* end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, exact).ptr;
    std::string text(buffer, end);
    text.append(std::size_t(decimals - exact), '0');
    return text;
}

std::string exponent_text(const Decimal& decimal, bool keep_point) {
    std::string text(1, decimal.digits[0]);
    if (decimal.digits.size() > 1 || keep_point) text += '.';
    text.append(decimal.digits, 1);
    int exponent = decimal.point - 1;
    text += exponent < 0 ? "e-" : "e+";
    std::string number = std::to_string(std::abs(exponent));
    return text + (number.size() < 2 ? "0" : "") + number;
}

std::string positional_text(const Decimal& decimal, const FloatStyle& style) {
    std::string text;
    int count = int(decimal.digits.size());
    if (decimal.point <= 0) {
        text = "0." + std::string(std::size_t(-decimal.point), '0') + decimal.digits;
    } else if (decimal.point >= count) {
        text = decimal.digits + std::string(std::size_t(decimal.point - count), '0');
        if (style.add_dot_zero) return text + ".0";
        if (style.alternate) text += '.';
    } else {
        text = decimal.digits.substr(0, std::size_t(decimal.point)) + "." +
               decimal.digits.substr(std::size_t(decimal.point));
    }
    return text;
}

void strip_zeros(std::string& digits) {
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
}

// The usual case of repr(): no exponent, and digits that are all significant. to_chars has them in their places then.
bool is_written_in_place(double magnitude, const FloatStyle& style) {
    constexpr double smallest = 1e-4, first_with_padding = 1e15;
    return style.kind == 'r' && !style.alternate &&
           (magnitude == 0 || (magnitude >= smallest && magnitude < first_with_padding));
}

std::string text_in_place(double magnitude, const FloatStyle& style) {
    char buffer[64];
    char* end = std::to_chars(buffer, buffer + sizeof buffer - 2, magnitude, std::chars_format::fixed).ptr;
    if (style.add_dot_zero && std::find(buffer, end, '.') == end) {
        *end++ = '.';
        *end++ = '0';
    }
    return std::string(buffer, end);
}

std::string general_text(double value, const FloatStyle& style) {
    if (is_written_in_place(value, style)) return text_in_place(value, style);
    int precision = style.kind == 'r' ? 17 : std::max(style.precision, 1);
    Decimal decimal = style.kind == 'r' ? shortest(value) : significant(value, precision);
    if (value == 0) decimal.point = 1;
    if (!style.alternate) strip_zeros(decimal.digits);
    int largest_point = style.kind == 'r' ? 16 : precision - (style.add_dot_zero ? 1 : 0);
    if (decimal.point <= -4 || decimal.point > largest_point) return exponent_text(decimal, style.alternate);
    return positional_text(decimal, style);
}

}  // namespace

std::string double_text(double value, const FloatStyle& style) {
    std::string text;
    if (std::isnan(value)) {
        text = "nan";
    } else if (std::isinf(value)) {
        text = value < 0 ? "-inf" : "inf";
    } else {
        double magnitude = std::fabs(value);
        switch (style.kind) {
            case 'e': text = exponent_text(significant(magnitude, style.precision + 1), style.alternate); break;
            case 'f':
                text = fixed_text(magnitude, style.precision) + (style.alternate && style.precision == 0 ? "." : "");
                break;
            default: text = general_text(magnitude, style);
        }
        if (std::signbit(value)) text.insert(0, 1, '-');
    }
    if (style.upper)
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return text;
}

std::string double_repr(double value) { return double_text(value, {.kind = 'r', .add_dot_zero = true}); }

std::string double_format(double value, char kind, int precision, bool alternate) {
    return double_text(value, {.kind = kind, .precision = precision, .alternate = alternate});
}

// ---------------------------------------------------------------- from text

namespace {

bool is_decimal_digit(char character) { return character >= '0' && character <= '9'; }

bool starts_with_ignoring_case(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    return std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == (b | 0x20); });
}

std::size_t count_digits(std::string_view text, std::size_t start) {
    std::size_t position = start;
    while (position < text.size() && is_decimal_digit(text[position])) ++position;
    return position - start;
}

}  // namespace

std::size_t float_prefix_length(std::string_view text) {
    std::size_t position = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    std::string_view unsigned_text = text.substr(position);
    if (starts_with_ignoring_case(unsigned_text, "infinity")) return position + 8;
    if (starts_with_ignoring_case(unsigned_text, "inf") || starts_with_ignoring_case(unsigned_text, "nan"))
        return position + 3;
    std::size_t whole = count_digits(text, position);
    position += whole;
    if (position < text.size() && text[position] == '.') {
        std::size_t decimals = count_digits(text, position + 1);
        if (whole + decimals == 0) return 0;
        position += 1 + decimals;
    } else if (whole == 0) {
        return 0;
    }
    if (position < text.size() && (text[position] | 0x20) == 'e') {
        std::size_t exponent = position + 1;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        std::size_t digits = count_digits(text, exponent);
        if (digits > 0) position = exponent + digits;
    }
    return position;
}

bool remove_underscores(std::string_view text, ByteString& out) {
    char before = 0;
    for (std::size_t index = 0; index < text.size(); ++index) {
        char character = text[index];
        if (character == '_') {
            if (!is_decimal_digit(before) || index + 1 >= text.size() || !is_decimal_digit(text[index + 1]))
                return false;
        } else {
            out += character;
        }
        before = character;
    }
    return true;
}

namespace {

// strtod() wants a zero behind the text. 0 if there is no room for a copy; then memory is exhausted, and the
// instruction fails.
double by_strtod(std::string_view text) {
    ByteString copy(text);
    copy += '\0';
    return copy.failed() ? 0 : std::strtod(copy.data(), nullptr);
}

}  // namespace

bool parse_double(std::string_view text, double& value) {
    ByteString without_underscores;
    if (text.find('_') != std::string_view::npos) {
        if (!remove_underscores(text, without_underscores)) return false;
        text = without_underscores;
    }
    if (text.empty() || float_prefix_length(text) != text.size()) return false;
    bool negative = text[0] == '-';
    if (text[0] == '+' || text[0] == '-') text.remove_prefix(1);
    if ((text[0] | 0x20) == 'i') {
        value = HUGE_VAL;
    } else if ((text[0] | 0x20) == 'n') {
        value = NAN;
    } else if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc::result_out_of_range) {
        value = by_strtod(text);  // infinity or zero
    }
    if (negative) value = -value;
    return true;
}

// ---------------------------------------------------------------- hexadecimal

std::string double_hex(double value) {
    if (!std::isfinite(value)) return double_repr(value);
    std::string sign = std::signbit(value) ? "-" : "";
    if (value == 0) return sign + "0x0.0p+0";
    int exponent;
    double mantissa = std::frexp(std::fabs(value), &exponent);
    int shift = 1 - std::max(DBL_MIN_EXP - exponent, 0);
    mantissa = std::ldexp(mantissa, shift);
    exponent -= shift;
    auto bits = std::uint64_t(std::ldexp(mantissa, 52));
    return format_text("{}0x{}.{:013x}p{:+}", sign, bits >> 52, bits & ((std::uint64_t(1) << 52) - 1), exponent);
}

namespace {

bool is_hex_digit(char character) {
    return is_decimal_digit(character) || ((character | 0x20) >= 'a' && (character | 0x20) <= 'f');
}

// The end of the hexadecimal number that starts at `position` (behind sign and 0x); npos: there is none.
std::size_t hex_end(std::string_view text, std::size_t position) {
    std::size_t digits = 0;
    for (; position < text.size() && is_hex_digit(text[position]); ++position) ++digits;
    if (position < text.size() && text[position] == '.') {
        for (++position; position < text.size() && is_hex_digit(text[position]); ++position) ++digits;
    }
    if (digits == 0) return std::string_view::npos;
    if (position < text.size() && (text[position] | 0x20) == 'p') {
        ++position;
        if (position < text.size() && (text[position] == '+' || text[position] == '-')) ++position;
        std::size_t exponent = count_digits(text, position);
        if (exponent == 0) return std::string_view::npos;
        position += exponent;
    }
    return position;
}

// The exponent behind "p"; one beyond all limits is cut.
std::int64_t hex_exponent(std::string_view text) {
    constexpr std::int64_t most = std::int64_t(1) << 48;
    bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    for (char digit : text) value = std::min(value * 10 + (digit - '0'), most);
    return negative ? -value : value;
}

// mantissa · 2^exponent, rounded to even once only: numbers near zero have fewer bits than others. The mantissa has
// less than 64 bits, of which the last says whether there were more.
double rounded_double(std::uint64_t mantissa, std::int64_t exponent) {
    constexpr std::int64_t smallest = DBL_MIN_EXP - DBL_MANT_DIG;
    std::int64_t highest = exponent + std::bit_width(mantissa);
    if (mantissa == 0 || highest < smallest) return 0;
    if (highest > DBL_MAX_EXP) return HUGE_VAL;
    std::int64_t lowest = std::max(highest - DBL_MANT_DIG, smallest);
    if (lowest > exponent) {
        auto shift = unsigned(lowest - exponent);
        std::uint64_t half = std::uint64_t(1) << (shift - 1), cut = mantissa & (2 * half - 1);
        mantissa >>= shift;
        if (cut > half || (cut == half && (mantissa & 1) != 0)) ++mantissa;
        exponent = lowest;
    }
    return std::ldexp(double(mantissa), int(exponent));
}

// Of text that hex_end() accepts.
double hex_float_value(std::string_view text) {
    constexpr unsigned kept_bits = 56;
    std::size_t end = std::min(text.find_first_of("pP"), text.size());
    std::uint64_t mantissa = 0;
    std::int64_t exponent = end < text.size() ? hex_exponent(text.substr(end + 1)) : 0;
    bool behind_point = false, more = false;
    for (char character : text.substr(0, end)) {
        if (character == '.') {
            behind_point = true;
            continue;
        }
        auto digit = unsigned(is_decimal_digit(character) ? character - '0' : (character | 0x20) - 'a' + 10);
        bool kept = (mantissa >> kept_bits) == 0;
        if (kept) mantissa = mantissa * 16 + digit;
        else more |= digit != 0;
        exponent += (kept ? 0 : 4) - (behind_point ? 4 : 0);
    }
    return rounded_double(mantissa * 2 + (more ? 1 : 0), exponent - 1);
}

}  // namespace

Result<double> double_from_hex(std::string_view text) {
    auto is_space = [](char character) { return character == ' ' || (character >= 9 && character <= 13); };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    bool negative = !text.empty() && text[0] == '-';
    std::string_view magnitude = text.substr(!text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0);
    double value = 0;
    if (!magnitude.empty() && ((magnitude[0] | 0x20) == 'i' || (magnitude[0] | 0x20) == 'n')) {
        if (!parse_double(magnitude, value)) return raise(ValueError, "invalid hexadecimal floating-point string");
        return negative ? -value : value;
    }
    if (magnitude.size() >= 2 && magnitude[0] == '0' && (magnitude[1] | 0x20) == 'x') magnitude.remove_prefix(2);
    if (hex_end(magnitude, 0) != magnitude.size())
        return raise(ValueError, "invalid hexadecimal floating-point string");
    value = hex_float_value(magnitude);
    if (std::isinf(value)) return raise(OverflowError, "hexadecimal value too large to represent as a float");
    return negative ? -value : value;
}

}  // namespace minipy
