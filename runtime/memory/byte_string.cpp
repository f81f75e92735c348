// SPDX-License-Identifier: MIT
// ByteString's growth: by half, so that appending byte by byte is linear, and never beyond what the heap gives.
#include "runtime/memory/byte_string.hpp"

#include <algorithm>
#include <cstdint>

#include "runtime/memory/reserve.hpp"

namespace minipy {

namespace {

constexpr std::size_t smallest_capacity = 32;

}  // namespace

bool ByteString::make_room(std::size_t more) {
    if (more > PTRDIFF_MAX - size_) return grow(SIZE_MAX);
    return grow(std::max({size_ + more, capacity_ + capacity_ / 2, smallest_capacity}));
}

bool ByteString::grow(std::size_t count) {
    if (failed_) return false;
    auto* grown = count > PTRDIFF_MAX ? nullptr : static_cast<char*>(heap::reallocate(data_, capacity_, count));
    if (grown != nullptr) {
        data_ = grown;
        capacity_ = count;
        return true;
    }
    fail();
    return false;
}

void ByteString::fail() {
    heap::free(std::exchange(data_, nullptr), std::exchange(capacity_, 0));
    size_ = 0;
    failed_ = true;
    heap::note_exhausted();
}

std::string string_of(std::string_view text) {
    if (heap::has_room(text.size())) return std::string(text);
    heap::note_exhausted();
    return {};
}

}  // namespace minipy
