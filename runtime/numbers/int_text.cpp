// SPDX-License-Identifier: MIT
// Ints to and from text in any base. GMP converts large values in subquadratic time; sys.set_int_max_str_digits still
// limits conversions in bases that are no power of two, because CPython does. CPython: Objects/longobject.c. Next:
// int.cpp.
#include <charconv>
#include <cstring>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Below this many digits the limit is not looked at (CPython does not allow lower limits either).
constexpr Size digits_without_limit = 640;

bool limited(int base) { return (base & (base - 1)) != 0; }

bool beyond_limit(Size digits) {
    return digits > digits_without_limit && interpreter.int_max_str_digits > 0 &&
           digits > interpreter.int_max_str_digits;
}

Failure text_too_long() {
    return raise(ValueError,
                 "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to "
                 "increase the limit",
                 interpreter.int_max_str_digits);
}

int digit_value(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'z') return character - 'a' + 10;
    if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
    return 99;
}

}  // namespace

// ---------------------------------------------------------------- to text

ByteString int_to_text_unlimited(const Int* value, int base) {
    if (value->is_small()) {
        char buffer[72];
        char* end = std::to_chars(buffer, buffer + sizeof buffer, value->small, base).ptr;
        return std::string_view(buffer, std::size_t(end - buffer));
    }
    ByteString text;
    if (check_limbs(value, value).failed()) {
        clear_exception();
        text.fail();
        return text;
    }
    IntView view(value);
    char* place = text.extend(mpz_sizeinbase(view, base) + 2);
    if (place == nullptr) return text;
    mpz_get_str(place, base, view);
    text.truncate(std::strlen(place));
    return text;
}

Result<ByteString> int_to_text(const Int* value, int base) {
    if (value->is_small() || !limited(base)) return complete(int_to_text_unlimited(value, base));
    // sizeinbase may be one too high: only what is surely too long is refused before converting.
    if (beyond_limit(Size(mpz_sizeinbase(IntView(value), base)) - 1)) return text_too_long();
    ByteString text = int_to_text_unlimited(value, base);
    if (beyond_limit(Size(text.size()) - value->is_negative())) return text_too_long();
    return complete(std::move(text));
}

// ---------------------------------------------------------------- from text

Result<Int> Int::from_digits(std::string_view digits, int base) {
    constexpr std::size_t always_small = 12;  // 36^12 < 2^63
    if (digits.size() <= always_small || (base <= 10 && digits.size() <= 18)) {
        std::int64_t value = 0;
        for (char digit : digits) value = value * base + digit_value(digit);
        return Int::from(value);
    }
    if (limited(base) && beyond_limit(Size(digits.size()))) {
        return raise(ValueError,
                     "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                     "sys.set_int_max_str_digits() to increase the limit",
                     interpreter.int_max_str_digits, digits.size());
    }
    TRY(check_limbs(Size(digits.size()) * 6 / GMP_NUMB_BITS + 1));  // no digit has more than six bits
    ByteString text = TRY(complete(digits));
    text += '\0';
    if (text.failed()) return raise_no_memory();
    Mpz value;
    mpz_set_str(value, text.data(), base);
    return Int::from_mpz(value);
}

namespace {

// What remains of a number's text after white space, sign and prefix.
struct NumberText {
    std::string_view digits;
    int base;
    bool negative = false;
    bool prefixed = false;
    bool only_zero = false;  // base 0 and a leading 0 without prefix: "00" is zero, "010" is an error
};

int prefix_base(std::string_view text) {
    if (text.size() < 2 || text[0] != '0') return 0;
    switch (text[1] | 0x20) {
        case 'x': return 16;
        case 'o': return 8;
        case 'b': return 2;
        default: return 0;
    }
}

NumberText take_prefix(std::string_view text, int base) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    NumberText result{text, base};
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        result.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    int from_prefix = prefix_base(text);
    if (from_prefix != 0 && (base == 0 || base == from_prefix)) {
        result.base = from_prefix;
        result.prefixed = true;
        text.remove_prefix(2);
    } else if (base == 0) {
        result.base = 10;
        result.only_zero = text.size() > 1 && text[0] == '0';
    }
    result.digits = text;
    return result;
}

// Copies the digits without underscores; false if they are no number. Underscores stand between digits or after a
// prefix.
bool copy_digits(const NumberText& number, ByteString& digits) {
    bool underscore_allowed = number.prefixed;
    for (char character : number.digits) {
        if (character == '_') {
            if (!underscore_allowed) return false;
            underscore_allowed = false;
            continue;
        }
        if (digit_value(character) >= number.base) return false;
        if (number.only_zero && character != '0') return false;
        digits += character;
        underscore_allowed = true;
    }
    return !digits.empty() && number.digits.back() != '_';
}

}  // namespace

Result<Int> int_from_text(std::string_view text, int base, Object* shown) {
    NumberText number = take_prefix(text, base);
    ByteString digits;
    digits.reserve(number.digits.size());
    if (!copy_digits(number, digits)) {
        Ref<Str> shown_text = TRY(repr(shown));
        if (shown_text->length > 200) shown_text = TRY(str_substring(shown_text.get(), 0, 200));
        return raise(ValueError, "invalid literal for int() with base {}: {}", base, shown_text.get());
    }
    Ref<Int> value = TRY(Int::from_digits(digits, number.base));
    return number.negative ? int_negate(value.get()) : Result<Int>(value);
}

}  // namespace minipy
