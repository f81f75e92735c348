// SPDX-License-Identifier: MIT
// Backslash escapes as codecs: those of bytes literals, of str literals, and of Python 2's raw unicode literals.
// CPython: Objects/bytesobject.c (_PyBytes_DecodeEscape), Objects/unicodeobject.c
// (_PyUnicode_DecodeUnicodeEscapeInternal …).
#include <cstring>

#include "modules/text/codecs/tables.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/text/character_names.hpp"
#include "runtime/text/codec_errors.hpp"

namespace minipy {

namespace {

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool is_octal(char digit) { return digit >= '0' && digit <= '7'; }

// The character that a one-letter escape stands for, or −1.
int simple_escape(char letter) {
    constexpr const char* letters = "\\'\"abfnrtv";
    constexpr const char* values = "\\'\"\a\b\f\n\r\t\v";
    const char* found = std::strchr(letters, letter);
    return found == nullptr || letter == 0 ? -1 : values[found - letters];
}

// Up to three octal digits at `position`, which moves behind them.
CodePoint take_octal(std::string_view text, std::size_t& position) {
    CodePoint value = 0;
    for (int count = 0; count < 3 && position < text.size() && is_octal(text[position]); ++count) {
        value = value * 8 + CodePoint(text[position++] - '0');
    }
    return value;
}

// How many hex digits stand at `position`, `wanted` at most, and their value.
std::size_t count_hex(std::string_view text, std::size_t position, std::size_t wanted, CodePoint& value) {
    std::size_t count = 0;
    for (value = 0; count < wanted && position + count < text.size(); ++count) {
        int digit = hex_value(text[position + count]);
        if (digit < 0) break;
        value = value * 16 + CodePoint(digit);
    }
    return count;
}

}  // namespace

// ---------------------------------------------------------------- bytes

Result<Bytes> decode_byte_escapes(std::string_view text, std::string_view errors) {
    ByteString out;
    for (std::size_t position = 0; position < text.size();) {
        if (text[position] != '\\') {
            out += text[position++];
            continue;
        }
        if (++position == text.size()) return raise(ValueError, "Trailing \\ in string");
        char letter = text[position];
        if (int character = simple_escape(letter); character >= 0) {
            out += char(character);
            ++position;
        } else if (letter == '\n') {
            ++position;
        } else if (is_octal(letter)) {
            out += char(take_octal(text, position));
        } else if (letter == 'x') {
            CodePoint value;
            std::size_t digits = count_hex(text, position + 1, 2, value);
            position += 1 + digits;
            if (digits == 2) {
                out += char(value);
            } else if (errors == "strict") {
                return raise(ValueError, "invalid \\x escape at position {}", position - 2 - digits);
            } else if (errors == "replace") {
                out += '?';
            } else if (errors != "ignore") {
                return raise(ValueError, "decoding error; unknown error handling code: {}", errors);
            }
        } else {
            TRY(warn(DeprecationWarning,
                     format_text("invalid escape sequence '\\{}'",
                                 Str::from_code_point(CodePoint(static_cast<unsigned char>(letter))).get()),
                     1));
            out += '\\';
        }
    }
    return Bytes::copy(out);
}

Result<Bytes> encode_byte_escapes(std::string_view bytes) {
    ByteString out;
    for (char character : bytes) {
        auto byte = static_cast<unsigned char>(character);
        switch (character) {
            case '\'': out += "\\'"; break;
            case '\\': out += "\\\\"; break;
            case '\t': out += "\\t"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            default:
                if (byte < 32 || byte >= 127) out += format_text("\\x{:02x}", byte);
                else out += character;
        }
    }
    return Bytes::copy(out);
}

// ---------------------------------------------------------------- unicode_escape

namespace {

// One run over the text of a unicode_escape.
class UnicodeUnescape {
public:
    UnicodeUnescape(std::string_view text, std::string_view errors, bool incremental)
        : text_(text), problems_("unicodeescape", text_, errors), incremental_(incremental) {}

    Result<Str> run(Size* consumed) {
        while (position_ < text_.size()) {
            if (text_[position_] != '\\') {
                out_.append(CodePoint(static_cast<unsigned char>(text_[position_++])));
                continue;
            }
            if (!TRY(escape())) break;  // unfinished: for the next call
        }
        if (consumed != nullptr) *consumed = Size(position_);
        return out_.finish();
    }

private:
    // Bytes from the backslash to `stop` are wrong. At the end of an incremental piece they may only be incomplete.
    Result<bool> problem(std::size_t stop, const char* reason) {
        if (incremental_ && stop >= text_.size()) return false;
        position_ = std::size_t(TRY(problems_.handle(Size(position_), Size(stop), reason, out_)));
        return true;
    }

    Result<bool> escape() {
        if (position_ + 1 == text_.size()) return problem(position_ + 1, "\\ at end of string");
        std::size_t at = position_ + 1;
        char letter = text_[at];
        if (int character = simple_escape(letter); character >= 0) {
            out_.append(CodePoint(character));
            position_ += 2;
        } else if (letter == '\n') {
            position_ += 2;
        } else if (is_octal(letter)) {
            CodePoint value = take_octal(text_, at);
            if (incremental_ && at == text_.size() && at - position_ < 4) return false;
            out_.append(value);
            position_ = at;
        } else if (letter == 'x' || letter == 'u' || letter == 'U') {
            return hexadecimal(letter);
        } else if (letter == 'N') {
            return named();
        } else {
            TRY(warn(DeprecationWarning,
                     format_text("invalid escape sequence '\\{}'",
                                 Str::from_code_point(CodePoint(static_cast<unsigned char>(letter))).get()),
                     1));
            out_.append(CodePoint('\\'));
            out_.append(CodePoint(static_cast<unsigned char>(letter)));
            position_ += 2;
        }
        return true;
    }

    Result<bool> hexadecimal(char letter) {
        std::size_t wanted = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
        CodePoint value;
        std::size_t digits = count_hex(text_, position_ + 2, wanted, value);
        std::size_t stop = position_ + 2 + digits;
        if (digits < wanted) {
            const char* reason = letter == 'x'   ? "truncated \\xXX escape"
                                 : letter == 'u' ? "truncated \\uXXXX escape"
                                                 : "truncated \\UXXXXXXXX escape";
            return problem(stop, reason);
        }
        if (value > largest_code_point) return problem(stop, "illegal Unicode character");
        out_.append(value);
        position_ = stop;
        return true;
    }

    Result<bool> named() {
        std::size_t open = position_ + 2;
        if (open >= text_.size() || text_[open] != '{')
            return problem(std::min(open, text_.size()), "malformed \\N character escape");
        std::size_t close = text_.find('}', open);
        if (close == std::string_view::npos) return problem(text_.size(), "malformed \\N character escape");
        if (close == open + 1) return problem(close + 1, "malformed \\N character escape");
        char32_t character;
        if (!character_by_name(text_.substr(open + 1, close - open - 1), character))
            return problem(close + 1, "unknown Unicode character name");
        out_.append(character);
        position_ = close + 1;
        return true;
    }

    std::string_view text_;
    DecodeErrors problems_;
    bool incremental_;
    StrBuilder out_;
    std::size_t position_ = 0;
};

}  // namespace

Result<Str> decode_unicode_escape(std::string_view bytes, std::string_view errors, Size* consumed) {
    return UnicodeUnescape(bytes, errors, consumed != nullptr).run(consumed);
}

Result<Bytes> encode_unicode_escape(Str* text) {
    ByteString out;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        switch (character) {
            case '\\': out += "\\\\"; continue;
            case '\t': out += "\\t"; continue;
            case '\n': out += "\\n"; continue;
            case '\r': out += "\\r"; continue;
            default: break;
        }
        auto code = std::uint32_t(character);
        if (code >= 32 && code < 127) out += char(code);
        else if (code < 0x100) out += format_text("\\x{:02x}", code);
        else if (code < 0x10000) out += format_text("\\u{:04x}", code);
        else out += format_text("\\U{:08x}", code);
    }
    return Bytes::copy(out);
}

// ---------------------------------------------------------------- raw_unicode_escape

Result<Str> decode_raw_unicode_escape(std::string_view text, std::string_view errors, Size* consumed) {
    StrBuilder out;
    DecodeErrors problems("rawunicodeescape", text, errors);
    std::size_t position = 0;
    while (position < text.size()) {
        bool escape = text[position] == '\\' && position + 1 < text.size() &&
                      (text[position + 1] == 'u' || text[position + 1] == 'U');
        if (text[position] == '\\' && position + 1 == text.size() && consumed != nullptr) break;
        if (!escape) {
            // A backslash that is itself preceded by one starts no escape.
            std::size_t count = text[position] == '\\' && position + 1 < text.size() ? 2 : 1;
            for (; count > 0; --count) out.append(CodePoint(static_cast<unsigned char>(text[position++])));
            continue;
        }
        bool is_short = text[position + 1] == 'u';
        CodePoint value;
        std::size_t wanted = is_short ? 4 : 8, digits = count_hex(text, position + 2, wanted, value);
        std::size_t stop = position + 2 + digits;
        if (digits == wanted && value <= largest_code_point) {
            out.append(value);
            position = stop;
            continue;
        }
        if (digits < wanted && stop == text.size() && consumed != nullptr) break;
        const char* reason = digits == wanted ? "\\Uxxxxxxxx out of range"
                             : is_short       ? "truncated \\uXXXX escape"
                                              : "truncated \\UXXXXXXXX escape";
        position = std::size_t(TRY(problems.handle(Size(position), Size(stop), reason, out)));
    }
    if (consumed != nullptr) *consumed = Size(position);
    return out.finish();
}

Result<Bytes> encode_raw_unicode_escape(Str* text) {
    ByteString out;
    for (Size index = 0; index < text->length; ++index) {
        auto code = std::uint32_t((*text)[index]);
        if (code < 0x100) out += char(code);
        else if (code < 0x10000) out += format_text("\\u{:04x}", code);
        else out += format_text("\\U{:08x}", code);
    }
    return Bytes::copy(out);
}

}  // namespace minipy
