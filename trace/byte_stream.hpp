// SPDX-License-Identifier: MIT
// Numbers and texts as bytes, for records that are written much faster than they are read.
//
// Numbers take seven bits a byte, the lowest first; bit 7 says that more follow (LEB128, as in DWARF). Signed ones are
// folded first, so that small ones stay short: 0, −1, 1, −2 … become 0, 1, 2, 3 … (protobuf's zigzag).
//
// A reader trusts nothing: behind the end, or where a number does not fit, it gives zeros from then on and says so.
// CPython: none; its line tables use the same numbers (Objects/locations.md). Next: journal.hpp.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace minipy::trace {

class ByteWriter {
public:
    ByteWriter() = default;
    ~ByteWriter() { std::free(begin_); }
    ByteWriter(const ByteWriter&) = delete;
    ByteWriter& operator=(const ByteWriter&) = delete;

    [[gnu::always_inline]] void byte(std::uint8_t value) {
        *room(1) = value;
        ++end_;
    }
    [[gnu::always_inline]] void number(std::uint64_t value) {
        std::uint8_t* to = room(longest_number);
        for (; value >= 0x80; value >>= 7) *to++ = std::uint8_t(value | 0x80);
        *to++ = std::uint8_t(value);
        end_ = to;
    }
    [[gnu::always_inline]] void signed_number(std::int64_t value) {
        number(std::uint64_t(value) << 1 ^ std::uint64_t(value >> 63));
    }
    void real(double value) {
        auto bits = std::bit_cast<std::uint64_t>(value);
        std::uint8_t* to = room(sizeof bits);
        for (int shift = 0; shift < 64; shift += 8) *to++ = std::uint8_t(bits >> shift);
        end_ = to;
    }
    void text(std::string_view text) {
        number(text.size());
        append(text);
    }
    void append(std::string_view bytes) {
        std::ranges::copy(bytes, room(bytes.size()));
        end_ += bytes.size();
    }
    // Good until the next is written.
    std::string_view bytes() const { return {reinterpret_cast<const char*>(begin_), size()}; }
    std::size_t size() const { return std::size_t(end_ - begin_); }
    void clear() { end_ = begin_; }

private:
    static constexpr std::size_t longest_number = 10;

    // Where so many bytes can be written.
    [[gnu::always_inline]] std::uint8_t* room(std::size_t bytes) {
        if (std::size_t(limit_ - end_) < bytes) [[unlikely]]
            grow(bytes);
        return end_;
    }
    [[gnu::noinline]] void grow(std::size_t bytes) {
        std::size_t size = this->size(), capacity = std::max(2 * size, size + bytes + smallest);
        begin_ = static_cast<std::uint8_t*>(std::realloc(begin_, capacity));
        if (begin_ == nullptr) std::abort();  // as the standard containers do
        end_ = begin_ + size;
        limit_ = begin_ + capacity;
    }
    static constexpr std::size_t smallest = 64;

    std::uint8_t *begin_ = nullptr, *end_ = nullptr, *limit_ = nullptr;
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
