// SPDX-License-Identifier: MIT
// StrBuilder: grows a str from pieces and widens its characters when a piece needs it.
// Used by join, format, repr, decoding. finish() gives the str, once. CPython: _PyUnicodeWriter. Next: str.hpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

class StrBuilder {
public:
    StrBuilder() = default;
    ~StrBuilder();
    StrBuilder(const StrBuilder&) = delete;
    StrBuilder& operator=(const StrBuilder&) = delete;

    // Room for `count` more characters, none above `largest`. All appending functions call it themselves.
    void reserve(Size count, CodePoint largest);
    void append(CodePoint character);
    void append(const Str* string) { append(string, 0, string->length); }
    void append(const Str* string, Size start, Size stop);
    void append(std::string_view utf8);  // valid UTF-8
    void fill(CodePoint character, Size count);
    Size length() const { return length_; }
    void truncate(Size length) { length_ = length; }

    Result<Str> finish();  // MemoryError if the text grew too long

private:
    char* data_ = nullptr;
    Size length_ = 0, capacity_ = 0;  // in characters
    int kind_ = 1;
    CodePoint largest_ = 0;
    bool overflow_ = false;
};

}  // namespace minipy
