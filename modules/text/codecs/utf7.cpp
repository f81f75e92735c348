// SPDX-License-Identifier: MIT
// UTF-7: ASCII, with everything else as UTF-16 in base 64 between "+" and "-". RFC 2152; CPython:
// Objects/unicodeobject.c.
#include <cstring>
#include <string>

#include "modules/text/codecs/tables.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/text/codec_errors.hpp"

namespace minipy {

namespace {

constexpr char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(char digit) {
    const char* found = digit == 0 ? nullptr : std::strchr(base64_digits, digit);
    return found == nullptr ? -1 : int(found - base64_digits);
}

// Characters that stand for themselves. Optional ones do too when CPython encodes.
bool is_direct(CodePoint character) {
    if (character >= 128 || character == 0) return false;
    constexpr const char* special = "'(),-./:?!\"#$%&*;<=>@[]^_`{|} \t\n\r";
    bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                  (character >= '0' && character <= '9');
    return letter || std::strchr(special, int(character)) != nullptr;
}

}  // namespace

Result<Bytes> encode_utf7(Str* text, std::string_view) {
    ByteString out;
    bool shifted = false;
    std::uint32_t bits = 0;
    int bit_count = 0;
    auto put = [&](std::uint32_t unit) {
        bits = bits << 16 | unit;
        bit_count += 16;
        for (; bit_count >= 6; bit_count -= 6) out += base64_digits[bits >> (bit_count - 6) & 63];
        bits &= (1u << bit_count) - 1;
    };
    auto leave = [&] {
        if (bit_count > 0) out += base64_digits[bits << (6 - bit_count) & 63];
        bits = 0;
        bit_count = 0;
        shifted = false;
    };
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (is_direct(character)) {
            if (shifted) {
                leave();
                // A character that could belong to the base 64 needs the shift's end to be visible.
                if (base64_value(char(character)) >= 0 || character == '-') out += '-';
            }
            out += char(character);
            continue;
        }
        if (!shifted && character == '+') {
            out += "+-";
            continue;
        }
        if (!shifted) out += '+';
        shifted = true;
        if (character >= 0x10000) {
            put(0xD800 + ((std::uint32_t(character) - 0x10000) >> 10));
            put(0xDC00 + ((std::uint32_t(character) - 0x10000) & 0x3FF));
        } else {
            put(std::uint32_t(character));
        }
    }
    if (shifted) {
        leave();
        out += '-';
    }
    return Bytes::copy(out);
}

namespace {

class Utf7Decoder {
public:
    Utf7Decoder(std::string_view text, std::string_view errors, bool incremental)
        : text_(text), problems_("utf7", text_, errors), incremental_(incremental) {}

    Result<Str> run(Size* consumed) {
        do {
            while (position_ < Size(text_.size())) TRY(step());
            if (shifted_ && !incremental_) TRY(end_in_shift());
        } while (position_ < Size(text_.size()));  // a handler of the unfinished end has gone back
        if (consumed != nullptr) {
            *consumed = shifted_ ? shift_start_ : position_;
            if (shifted_) out_.truncate(length_before_shift_);
        }
        return out_.finish();
    }

private:
    Result<void> problem(Size start, Size stop, const char* reason) {
        shifted_ = false;
        position_ = TRY(problems_.handle(start, stop, reason, out_));
        return {};
    }

    Result<void> end_in_shift() {
        bool leftover = surrogate_ != 0 || bit_count_ >= 6 || (bit_count_ > 0 && bits_ != 0);
        return leftover ? problem(shift_start_, Size(text_.size()), "unterminated shift sequence") : Result<void>();
    }

    Result<void> step() {
        char character = text_[std::size_t(position_)];
        if (shifted_) return shifted_step(character);
        if (character == '+') {
            shift_start_ = position_++;
            if (position_ < Size(text_.size()) && text_[std::size_t(position_)] == '-') {
                ++position_;
                out_.append(CodePoint('+'));
                return {};
            }
            if (position_ < Size(text_.size()) && base64_value(text_[std::size_t(position_)]) < 0) {
                return problem(shift_start_, position_ + 1, "ill-formed sequence");
            }
            shifted_ = true;
            surrogate_ = 0;
            bits_ = 0;
            bit_count_ = 0;
            length_before_shift_ = out_.length();
            return {};
        }
        if (static_cast<unsigned char>(character) >= 128) {
            return problem(position_, position_ + 1, "unexpected special character");
        }
        ++position_;
        out_.append(CodePoint(character));
        return {};
    }

    Result<void> shifted_step(char character) {
        int value = base64_value(character);
        if (value < 0) return leave_shift(character);
        ++position_;
        bits_ = bits_ << 6 | std::uint32_t(value);
        bit_count_ += 6;
        if (bit_count_ < 16) return {};
        bit_count_ -= 16;
        std::uint32_t unit = bits_ >> bit_count_ & 0xFFFF;
        bits_ &= (1u << bit_count_) - 1;
        if (surrogate_ != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
            out_.append(CodePoint(0x10000 + ((surrogate_ - 0xD800) << 10) + (unit - 0xDC00)));
            surrogate_ = 0;
            return {};
        }
        if (surrogate_ != 0) out_.append(CodePoint(surrogate_));
        surrogate_ = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
        if (surrogate_ == 0) out_.append(CodePoint(unit));
        return {};
    }

    Result<void> leave_shift(char character) {
        if (bit_count_ >= 6) return problem(shift_start_, position_ + 1, "partial character in base64 sequence");
        if (bit_count_ > 0 && bits_ != 0)
            return problem(shift_start_, position_ + 1, "non-zero padding bits in base64 sequence");
        if (surrogate_ != 0) out_.append(CodePoint(surrogate_));
        surrogate_ = 0;
        shifted_ = false;
        if (character == '-') ++position_;
        return {};
    }

    std::string_view text_;
    DecodeErrors problems_;
    bool incremental_;
    StrBuilder out_;
    Size position_ = 0, shift_start_ = 0, length_before_shift_ = 0;
    bool shifted_ = false;
    std::uint32_t bits_ = 0, surrogate_ = 0;
    int bit_count_ = 0;
};

}  // namespace

Result<Str> decode_utf7(std::string_view bytes, std::string_view errors, Size* consumed) {
    return Utf7Decoder(bytes, errors, consumed != nullptr).run(consumed);
}

}  // namespace minipy
