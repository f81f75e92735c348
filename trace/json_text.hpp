// SPDX-License-Identifier: MIT
// JSON, appended piece by piece to one buffer that is written out when it is large enough. What comes out is valid
// UTF-8 whatever goes in: a lone surrogate becomes \udc80 … as in CPython's json module, and so does a byte that is no
// UTF-8, by Python's own rule for such bytes (PEP 383, "surrogateescape").
//
// Commas are the caller's, but for member() and item(), which look at what stands before them.
// CPython: none. Next: json_text.cpp, json_value.hpp.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <string_view>

namespace minipy::trace {

class JsonText {
public:
    // As it is: it must be JSON.
    void raw(std::string_view json) {
        if (std::size_t(end_ - next_) < json.size()) [[unlikely]]
            grow(json.size());
        next_ = std::copy(json.begin(), json.end(), next_);
    }
    void string(std::string_view utf8);
    // Each byte is the character with that number.
    void bytes(std::string_view bytes);
    template <class Number>
    void number(Number value) {
        constexpr std::size_t most = 24;
        if (std::size_t(end_ - next_) < most) [[unlikely]]
            grow(most);
        next_ = std::to_chars(next_, next_ + most, value).ptr;
    }
    void flag(bool value) { raw(value ? "true" : "false"); }

    // `"name":`, with a comma in front where one must be.
    void member(std::string_view name) {
        item();
        raw("\"");
        raw(name);
        raw("\":");
    }
    void item() {
        if (next_ != begin_.get() && next_[-1] != '{' && next_[-1] != '[' && next_[-1] != '\n') raw(",");
    }

    std::string_view view() const { return {begin_.get(), std::size_t(next_ - begin_.get())}; }
    void clear() { next_ = begin_.get(); }

private:
    void grow(std::size_t more);
    void escape(unsigned code);

    std::unique_ptr<char[]> begin_;
    char *next_ = nullptr, *end_ = nullptr;
};

}  // namespace minipy::trace
