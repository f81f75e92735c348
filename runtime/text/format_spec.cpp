// SPDX-License-Identifier: MIT
// Parsing format specifications, padding, and format() of str. CPython: Python/formatter_unicode.c.
#include "runtime/text/format_spec.hpp"

#include <algorithm>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy {

namespace {

bool is_align(CodePoint character) {
    return character == '<' || character == '>' || character == '=' || character == '^';
}

// A character in a message: itself, or in hexadecimal when it is not plain ASCII.
std::string shown_character(CodePoint character) {
    if (character > 32 && character < 128) return std::string(1, char(character));
    return fmt::format("\\x{:x}", std::uint32_t(character));
}

class SpecParser {
public:
    SpecParser(Str* spec, Object* object) : spec_(spec), object_(object) {}

    Result<FormatSpec> parse(char default_align, char default_type) {
        FormatSpec result;
        result.align = default_align;
        result.type = CodePoint(default_type);
        parse_alignment(result);
        if (peek() == '+' || peek() == '-' || peek() == ' ') result.sign = char(take());
        if (peek() == 'z') result.no_negative_zero = take() != 0;
        if (peek() == '#') result.alternate = take() != 0;
        if (!fill_given_ && peek() == '0') {
            take();
            result.fill = '0';
            if (!align_given_ && default_align == '>') result.align = '=';
        }
        TRY(parse_number(result.width));
        TRY(parse_grouping(result));
        if (peek() == '.') {
            take();
            if (!TRY(parse_number(result.precision))) return raise(ValueError, "Format specifier missing precision");
        }
        if (rest() > 1) {
            return raise(ValueError, "Invalid format specifier '{}' for object of type '{}'", spec_,
                         type_name(object_));
        }
        if (rest() == 1) result.type = take();
        TRY(check_grouping(result));
        return result;
    }

private:
    static constexpr CodePoint end = 0xFFFFFFFF;

    Size rest() const { return spec_->length - position_; }
    CodePoint peek(Size ahead = 0) const { return ahead < rest() ? (*spec_)[position_ + ahead] : end; }
    CodePoint take() { return (*spec_)[position_++]; }

    void parse_alignment(FormatSpec& result) {
        if (is_align(peek(1))) {
            result.fill = take();
            fill_given_ = true;
        }
        if (fill_given_ || is_align(peek())) {
            result.align = char(take());
            align_given_ = true;
        }
    }

    // False: there are no digits.
    Result<bool> parse_number(Size& value) {
        bool any = false;
        for (; peek() >= '0' && peek() <= '9'; any = true) {
            Size digit = Size(take() - '0');
            if (!any) value = 0;
            if (value > (PTRDIFF_MAX - digit) / 10)
                return raise(ValueError, "Too many decimal digits in format string");
            value = value * 10 + digit;
        }
        return any;
    }

    Result<void> parse_grouping(FormatSpec& result) {
        if (peek() == ',') result.grouping = char(take());
        if (peek() == '_') {
            if (result.grouping != 0) return raise(ValueError, "Cannot specify both ',' and '_'.");
            result.grouping = char(take());
            if (peek() == ',') return raise(ValueError, "Cannot specify both ',' and '_'.");
        }
        return {};
    }

    Result<void> check_grouping(const FormatSpec& spec) {
        if (spec.grouping == 0) return {};
        switch (spec.type) {
            case 'd':
            case 'e':
            case 'f':
            case 'g':
            case 'E':
            case 'G':
            case '%':
            case 'F':
            case 0: return {};
            case 'b':
            case 'o':
            case 'x':
            case 'X':
                if (spec.grouping == '_') return {};
                break;
            default: break;
        }
        return raise(ValueError, "Cannot specify '{}' with '{}'.", spec.grouping, shown_character(spec.type));
    }

    Str* spec_;
    Object* object_;
    Size position_ = 0;
    bool fill_given_ = false, align_given_ = false;
};

}  // namespace

Result<FormatSpec> parse_format_spec(Str* spec, char default_align, char default_type, Object* object) {
    return SpecParser(spec, object).parse(default_align, default_type);
}

Failure unknown_format_code(CodePoint type, Object* object) {
    return raise(ValueError, "Unknown format code '{}' for object of type '{}'", shown_character(type),
                 type_name(object));
}

// ---------------------------------------------------------------- padding

Result<Str> pad_to_width(const Str* text, const FormatSpec& spec) {
    Size padding = std::max<Size>(spec.width - text->length, 0);
    Size left = spec.align == '>' || spec.align == '=' ? padding : spec.align == '^' ? padding / 2 : 0;
    StrBuilder out;
    out.reserve(text->length + padding, std::max(text->largest_possible(), padding > 0 ? spec.fill : CodePoint(0)));
    out.fill(spec.fill, left);
    out.append(text);
    out.fill(spec.fill, padding - left);
    return out.finish();
}

// ---------------------------------------------------------------- str

Result<Str> format_str(Str* text, Str* spec_text) {
    if (spec_text->length == 0) return to_str(text);
    FormatSpec spec = TRY(parse_format_spec(spec_text, '<', 's', text));
    if (spec.type != 's') return unknown_format_code(spec.type, text);
    if (spec.sign != 0) {
        return raise(ValueError, "{} not allowed in string format specifier", spec.sign == ' ' ? "Space" : "Sign");
    }
    if (spec.no_negative_zero)
        return raise(ValueError, "Negative zero coercion (z) not allowed in string format specifier");
    if (spec.alternate) return raise(ValueError, "Alternate form (#) not allowed in string format specifier");
    if (spec.align == '=') return raise(ValueError, "'=' alignment not allowed in string format specifier");
    if (spec.precision >= 0 && spec.precision < text->length) {
        return pad_to_width(TRY(str_substring(text, 0, spec.precision)).get(), spec);
    }
    return pad_to_width(text, spec);
}

}  // namespace minipy
