// SPDX-License-Identifier: MIT
// ByteString: bytes or UTF-8 under construction, as long as a program likes.
//
// It is used like a std::string, except where memory ends. A std::string has nobody to tell; a ByteString notes that
// memory is exhausted (reserve.hpp), lets go of what it holds, and takes nothing any more. So functions that build text
// need not look after each piece: what they give is empty then, and the instruction that called them raises
// MemoryError whatever they return. Only who writes into bytes that he asked for must ask whether they are there:
//
//      ByteString text;
//      text.append(data);                    cannot go wrong in the middle
//      char* place = text.extend(count);     null: there is no memory
//
// std::string stays where sizes are our own: names of files in messages, options, digits. CPython: _PyBytesWriter
// (Objects/bytesobject.c). Next: text/str_builder.hpp, which does the same for characters.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/memory/heap.hpp"

namespace minipy {

class ByteString {
public:
    ByteString() = default;
    ByteString(std::string_view text) { append(text); }                   // NOLINT(google-explicit-constructor)
    ByteString(const char* text) : ByteString(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
    ByteString(std::size_t count, char byte) { append(count, byte); }
    ByteString(ByteString&& other) noexcept { swap(other); }
    ByteString& operator=(ByteString&& other) noexcept {
        swap(other);
        return *this;
    }
    ByteString(const ByteString&) = delete;
    ByteString& operator=(const ByteString&) = delete;
    ~ByteString() { heap::free(data_, capacity_); }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const char* data() const { return data_; }
    char* data() { return data_; }
    char* begin() { return data_; }
    char* end() { return data_ + size_; }
    const char* begin() const { return data_; }
    const char* end() const { return data_ + size_; }
    char& operator[](std::size_t index) { return data_[index]; }
    char operator[](std::size_t index) const { return data_[index]; }
    char back() const { return size_ == 0 ? '\0' : data_[size_ - 1]; }
    std::string_view view() const { return {data_, size_}; }
    operator std::string_view() const { return view(); }  // NOLINT(google-explicit-constructor)
    // There was no memory for what it should hold.
    bool failed() const { return failed_; }

    // As if there was no memory.
    void fail();

    // Room for `count` bytes in all; more than that when it grows step by step.
    void reserve(std::size_t count) {
        if (count > capacity_) grow(count);
    }
    // `count` bytes more, undefined, to be written by the caller; null: there is no memory, or count is 0.
    char* extend(std::size_t count) {
        if (count > capacity_ - size_ && !make_room(count)) return nullptr;
        char* place = data_ + size_;
        size_ += count;
        return place;
    }
    ByteString& append(std::string_view text) {
        char* place = text.empty() ? nullptr : extend(text.size());
        if (place != nullptr) std::memcpy(place, text.data(), text.size());
        return *this;
    }
    ByteString& append(const char* text, std::size_t count) { return append({text, count}); }
    ByteString& append(std::size_t count, char byte) {
        char* place = count == 0 ? nullptr : extend(count);
        if (place != nullptr) std::memset(place, byte, count);
        return *this;
    }
    ByteString& operator+=(std::string_view text) { return append(text); }
    ByteString& operator+=(char byte) {
        if (size_ < capacity_ || make_room(1)) data_[size_++] = byte;
        return *this;
    }
    void push_back(char byte) { *this += byte; }
    void pop_back() { size_ -= size_ > 0; }
    void clear() { size_ = 0; }
    void truncate(std::size_t size) {
        if (size < size_) size_ = size;
    }

    void swap(ByteString& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(failed_, other.failed_);
    }

private:
    bool make_room(std::size_t more);
    bool grow(std::size_t count);

    char* data_ = nullptr;  // owned: `capacity_` bytes of the heap
    std::size_t size_ = 0, capacity_ = 0;
    bool failed_ = false;
};

// For those who need a std::string: empty, and exhaustion is noted, when there is no room for one.
std::string string_of(std::string_view text);

}  // namespace minipy
