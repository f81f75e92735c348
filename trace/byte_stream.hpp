// SPDX-License-Identifier: MIT
// Numbers and texts as bytes, for records that are written much faster than they are read.
//
// Numbers take seven bits a byte, the lowest first; bit 7 says that more follow (LEB128, as in DWARF). Signed ones are
// folded first, so that small ones stay short: 0, −1, 1, −2 … become 0, 1, 2, 3 … (protobuf's zigzag).
//
// A reader trusts nothing: behind the end, or where a number does not fit, it gives zeros from then on and says so.
// CPython: none; its line tables use the same numbers (Objects/locations.md). Next: journal.hpp.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::trace {

class ByteWriter {
public:
    void byte(std::uint8_t value) { bytes_.push_back(char(value)); }
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) byte(std::uint8_t(value | 0x80));
        byte(std::uint8_t(value));
    }
    void signed_number(std::int64_t value) { number(std::uint64_t(value) << 1 ^ std::uint64_t(value >> 63)); }
    void real(double value) {
        auto bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 0; shift < 64; shift += 8) byte(std::uint8_t(bits >> shift));
    }
    void text(std::string_view text) {
        number(text.size());
        bytes_ += text;
    }
    void append(const ByteWriter& other) { bytes_ += other.bytes_; }
    const std::string& bytes() const { return bytes_; }
    std::size_t size() const { return bytes_.size(); }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    bool failed() const { return failed_; }
    bool at_end() const { return position_ == bytes_.size(); }
    std::size_t position() const { return position_; }
    std::uint8_t peek() const { return at_end() ? 0 : std::uint8_t(bytes_[position_]); }
    std::uint8_t byte() {
        if (at_end()) return fail(), 0;
        return std::uint8_t(bytes_[position_++]);
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            std::uint8_t next = byte();
            if (shift == 63 && next > 1) return fail(), 0;
            value |= std::uint64_t(next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
    }
    std::int64_t signed_number() {
        std::uint64_t folded = number();
        return std::int64_t(folded >> 1) ^ -std::int64_t(folded & 1);
    }
    double real() {
        std::uint64_t bits = 0;
        for (int shift = 0; shift < 64; shift += 8) bits |= std::uint64_t(byte()) << shift;
        return std::bit_cast<double>(bits);
    }
    // Good as long as the bytes that are read.
    std::string_view text() {
        std::uint64_t size = number();
        if (size > bytes_.size() - position_) return fail(), std::string_view();
        std::string_view text = bytes_.substr(position_, std::size_t(size));
        position_ += text.size();
        return text;
    }
    // What is read from now on is nothing.
    void fail() {
        failed_ = true;
        position_ = bytes_.size();
    }

private:
    std::string_view bytes_;
    std::size_t position_ = 0;
    bool failed_ = false;
};

}  // namespace minipy::trace
