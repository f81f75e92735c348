// SPDX-License-Identifier: MIT
// StrBuilder: a buffer whose characters are widened when a wider one arrives. CPython: _PyUnicodeWriter.
#include "runtime/text/str_builder.hpp"

#include <algorithm>

#include "runtime/kernel/errors.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/text/utf8.hpp"

namespace minipy {

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
    Size capacity =
        length_ + count <= capacity_ ? capacity_ : std::max<Size>({length_ + count, capacity_ + capacity_ / 2, 32});
    auto* grown = static_cast<char*>(heap::allocate(std::size_t(capacity) * std::size_t(kind)));
    if (grown == nullptr) {
        overflow_ = true;
        return;
    }
    if (data_ != nullptr) {
        convert_characters(grown, kind, data_, kind_, length_);
        heap::free(data_, std::size_t(capacity_) * std::size_t(kind_));
    }
    data_ = grown;
    capacity_ = capacity;
    kind_ = kind;
}

void StrBuilder::append(CodePoint character) {
    if (character > largest_ || length_ == capacity_) return fill(character, 1);
    switch (kind_) {
        case 1: data_[length_] = static_cast<char>(character); break;
        case 2: reinterpret_cast<std::uint16_t*>(data_)[length_] = static_cast<std::uint16_t>(character); break;
        default: reinterpret_cast<CodePoint*>(data_)[length_] = character;
    }
    ++length_;
}

void StrBuilder::fill(CodePoint character, Size count) {
    if (count <= 0) return;
    reserve(count, character);
    if (overflow_) return;
    switch (kind_) {
        case 1: std::memset(data_ + length_, int(character), std::size_t(count)); break;
        case 2:
            std::fill_n(reinterpret_cast<std::uint16_t*>(data_) + length_, count,
                        static_cast<std::uint16_t>(character));
            break;
        default: std::fill_n(reinterpret_cast<CodePoint*>(data_) + length_, count, character);
    }
    length_ += count;
}

void StrBuilder::append(const Str* string, Size start, Size stop) {
    if (start >= stop) return;
    reserve(stop - start, string->largest_possible());
    if (overflow_) return;
    convert_characters(data_ + length_ * kind_, kind_, string->data() + start * string->kind, string->kind,
                       stop - start);
    length_ += stop - start;
}

void StrBuilder::append(std::string_view utf8) {
    if (is_ascii(utf8)) {
        reserve(Size(utf8.size()), 127);
        if (overflow_ || utf8.empty()) return;
        convert_characters(data_ + length_ * kind_, kind_, utf8.data(), 1, Size(utf8.size()));
        length_ += Size(utf8.size());
        return;
    }
    for (std::size_t position = 0; position < utf8.size();) append(next_utf8(utf8, position));
}

Result<Str> StrBuilder::finish() {
    if (overflow_) return raise_no_memory();
    if (length_ == 0) return Str::empty();
    // The bound may have been too high (a slice of a wide str).
    CodePoint largest = largest_ > 127 ? largest_of_characters(data_, kind_, length_) : 127;
    if (length_ == 1) return Str::from_code_point(largest_of_characters(data_, kind_, 1));
    Ref<Str> string = TRY(Str::create(length_, largest));
    convert_characters(string->data(), string->kind, data_, kind_, length_);
    return string;
}

}  // namespace minipy
