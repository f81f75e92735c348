// SPDX-License-Identifier: MIT
// StrBuilder: a buffer whose characters are widened when a wider one arrives. CPython: _PyUnicodeWriter.
#include "runtime/text/str_builder.hpp"

#include <algorithm>

#include "runtime/memory/heap.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/text/utf8.hpp"

namespace minipy {

namespace {

int kind_for(CodePoint largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

template <class To, class From>
void widen(char* to, const char* from, Size count) {
    std::copy(reinterpret_cast<const From*>(from), reinterpret_cast<const From*>(from) + count, reinterpret_cast<To*>(to));
}

void convert(char* to, int to_kind, const char* from, int from_kind, Size count) {
    if (to_kind == from_kind) std::memcpy(to, from, std::size_t(count) * std::size_t(to_kind));
    else if (to_kind == 2) widen<std::uint16_t, std::uint8_t>(to, from, count);
    else if (from_kind == 1) widen<CodePoint, std::uint8_t>(to, from, count);
    else widen<CodePoint, std::uint16_t>(to, from, count);
}

}  // namespace

StrBuilder::~StrBuilder() {
    if (data_ != nullptr) heap::free(data_, std::size_t(capacity_) * std::size_t(kind_));
}

void StrBuilder::reserve(Size count, CodePoint largest) {
    if (overflow_) return;
    if (count > PTRDIFF_MAX / 8 - length_) {
        overflow_ = true;
        return;
    }
    largest_ = std::max(largest_, largest);
    int kind = std::max(kind_, kind_for(largest));
    if (kind == kind_ && length_ + count <= capacity_) return;
    Size capacity = length_ + count <= capacity_ ? capacity_ : std::max<Size>({length_ + count, capacity_ + capacity_ / 2, 32});
    auto* grown = static_cast<char*>(heap::allocate(std::size_t(capacity) * std::size_t(kind)));
    if (grown == nullptr) {
        overflow_ = true;
        return;
    }
    if (data_ != nullptr) {
        convert(grown, kind, data_, kind_, length_);
        heap::free(data_, std::size_t(capacity_) * std::size_t(kind_));
    }
    data_ = grown;
    capacity_ = capacity;
    kind_ = kind;
}

void StrBuilder::append(CodePoint character) { fill(character, 1); }

void StrBuilder::fill(CodePoint character, Size count) {
    if (count <= 0) return;
    reserve(count, character);
    if (overflow_) return;
    switch (kind_) {
        case 1: std::memset(data_ + length_, int(character), std::size_t(count)); break;
        case 2: std::fill_n(reinterpret_cast<std::uint16_t*>(data_) + length_, count, static_cast<std::uint16_t>(character)); break;
        default: std::fill_n(reinterpret_cast<CodePoint*>(data_) + length_, count, character);
    }
    length_ += count;
}

void StrBuilder::append(const Str* string, Size start, Size stop) {
    if (start >= stop) return;
    reserve(stop - start, string->largest_possible());
    if (overflow_) return;
    convert(data_ + length_ * kind_, kind_, string->data() + start * string->kind, string->kind, stop - start);
    length_ += stop - start;
}

void StrBuilder::append(std::string_view utf8) {
    if (is_ascii(utf8)) {
        reserve(Size(utf8.size()), 127);
        if (overflow_ || utf8.empty()) return;
        convert(data_ + length_ * kind_, kind_, utf8.data(), 1, Size(utf8.size()));
        length_ += Size(utf8.size());
        return;
    }
    for (std::size_t position = 0; position < utf8.size();) append(next_utf8(utf8, position));
}

Result<Str> StrBuilder::finish() {
    if (overflow_) return raise_no_memory();
    if (length_ == 0) return Str::empty();
    // A bound may have been too high (a slice of a wide str): find the true largest.
    CodePoint all = 0;
    for (Size index = 0; index < length_ && largest_ > 127; ++index) {
        CodePoint character = kind_ == 1   ? reinterpret_cast<std::uint8_t*>(data_)[index]
                              : kind_ == 2 ? reinterpret_cast<std::uint16_t*>(data_)[index]
                                           : reinterpret_cast<CodePoint*>(data_)[index];
        all = std::max(all, character);
    }
    CodePoint largest = largest_ > 127 ? all : 127;
    if (length_ == 1) {
        CodePoint only = kind_ == 1 ? reinterpret_cast<std::uint8_t*>(data_)[0] : kind_ == 2 ? reinterpret_cast<std::uint16_t*>(data_)[0] : reinterpret_cast<CodePoint*>(data_)[0];
        return Str::from_code_point(only);
    }
    Ref<Str> string = TRY(Str::create(length_, largest));
    if (string->kind == kind_) {
        std::memcpy(string->data(), data_, std::size_t(length_) * std::size_t(kind_));
    } else {
        for (Size index = 0; index < length_; ++index) {
            set_character(string.get(), index, kind_ == 2 ? reinterpret_cast<std::uint16_t*>(data_)[index] : reinterpret_cast<CodePoint*>(data_)[index]);
        }
    }
    return string;
}

}  // namespace minipy
