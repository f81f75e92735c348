// SPDX-License-Identifier: MIT
// An array of numbers whose length a program chooses: making one can fail, where a standard container would end the
// process. Next: heap.hpp.
#pragma once

#include <algorithm>
#include <utility>

#include "runtime/memory/heap.hpp"

namespace minipy {

template <class T>
class FixedArray {
public:
    FixedArray() = default;
    FixedArray(FixedArray&& other) noexcept
        : items_(std::exchange(other.items_, nullptr)), length_(std::exchange(other.length_, 0)) {}
    FixedArray& operator=(FixedArray&& other) noexcept {
        std::swap(items_, other.items_);
        std::swap(length_, other.length_);
        return *this;
    }
    ~FixedArray() { heap::free_array(items_, length_); }

    // `length` zeroes; false when there is no memory.
    [[nodiscard]] bool allocate(std::size_t length) {
        constexpr std::size_t most_bytes = std::size_t(1) << 39;  // more is not even asked for
        if (length > most_bytes / sizeof(T)) return false;
        FixedArray made;
        made.items_ = heap::allocate_array<T>(length);
        if (made.items_ == nullptr) return false;
        made.length_ = length;
        std::fill_n(made.items_, length, T());
        *this = std::move(made);
        return true;
    }

    std::size_t size() const { return length_; }
    bool empty() const { return length_ == 0; }
    T* begin() const { return items_; }
    T* end() const { return items_ + length_; }
    T& operator[](std::size_t place) const { return items_[place]; }

private:
    T* items_ = nullptr;
    std::size_t length_ = 0;
};

}  // namespace minipy
