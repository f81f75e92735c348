// SPDX-License-Identifier: MIT
// base64: three bytes as four digits of six bits.
//
//      │ M  01001101 │ a  01100001 │ n  01101110 │
//      │ 010011 │ 010110 │ 000101 │ 101110 │
//        T        W        F        u               a last group of one or two bytes is filled up with '='
//
// CPython: Modules/binascii.c. Next: uu.cpp, which does the same with other digits.
#include <array>

#include "modules/data/binascii/encodings.hpp"
#include "runtime/kernel/format_text.hpp"

namespace minipy::binascii {

namespace {

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Digit by byte; −1: none.
constexpr std::array<std::int8_t, 256> digit_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t digit = 0; digit < base64_digits.size(); ++digit)
        values[static_cast<unsigned char>(base64_digits[digit])] = std::int8_t(digit);
    return values;
}();

// Takes a text apart character by character, because whatever stands between the digits may be anything.
class Decoder {
public:
    explicit Decoder(Base64Mode mode) : strict_(mode == Base64Mode::strict) {}
    Result<ByteString> decode(std::string_view text);

private:
    Result<bool> pad_completes_group(bool is_last);
    Result<void> add_digit(int digit);
    Result<void> check_end();

    bool strict_;
    bool seen_pad_ = false;
    int in_group_ = 0;  // digits of the group that has begun
    int pads_ = 0;      // '=' behind them
    unsigned bits_ = 0;
    ByteString data_;
};

Result<ByteString> Decoder::decode(std::string_view text) {
    if (strict_ && text.starts_with('=')) return raise_error("Leading padding not allowed");
    data_.reserve(text.size() / 4 * 3 + 3);
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (text[place] == '=') {
            if (TRY(pad_completes_group(place + 1 == text.size()))) return std::move(data_);
        } else {
            TRY(add_digit(digit_values[static_cast<unsigned char>(text[place])]));
        }
    }
    TRY(check_end());
    return std::move(data_);
}

// Behind a group that is complete by its padding nothing is looked at any more.
Result<bool> Decoder::pad_completes_group(bool is_last) {
    seen_pad_ = true;
    if (in_group_ < 2) return false;
    if (in_group_ + ++pads_ < 4) return false;
    if (strict_ && !is_last) return raise_error("Excess data after padding");
    return true;
}

Result<void> Decoder::add_digit(int digit) {
    if (digit < 0) {
        if (strict_) return raise_error("Only base64 data is allowed");
        return {};
    }
    if (strict_ && seen_pad_) return raise_error("Discontinuous padding not allowed");
    pads_ = 0;
    bits_ = bits_ << 6 | unsigned(digit);
    // The second digit completes the first byte, and leaves four bits for the next; the third leaves two.
    if (in_group_ > 0) data_ += char(bits_ >> (6 - 2 * in_group_));
    in_group_ = (in_group_ + 1) % 4;
    return {};
}

Result<void> Decoder::check_end() {
    if (in_group_ == 0) return {};
    if (in_group_ > 1) return raise_error("Incorrect padding");
    return raise_error(
        format_text("Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple "
                    "of 4",
                    data_.size() / 3 * 4 + 1));
}

}  // namespace

Result<ByteString> decode_base64(std::string_view text, Base64Mode mode) { return Decoder(mode).decode(text); }

ByteString encode_base64(std::string_view data) {
    ByteString text;
    text.reserve((data.size() + 2) / 3 * 4 + 1);
    while (!data.empty()) {
        std::size_t count = std::min<std::size_t>(data.size(), 3);
        std::uint32_t group = 0;
        for (std::size_t index = 0; index < 3; ++index)
            group = group << 8 | (index < count ? static_cast<unsigned char>(data[index]) : 0u);
        for (std::size_t index = 0; index < 4; ++index)
            text += index <= count ? base64_digits[group >> (18 - 6 * index) & 63] : '=';
        data.remove_prefix(count);
    }
    return text;
}

}  // namespace minipy::binascii
