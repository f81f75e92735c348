// SPDX-License-Identifier: MIT
// The words for what came from outside.
#include "trace/outside_text.hpp"

#include <iterator>
#include <string_view>

namespace minipy::trace {

std::string OutsideText::text() const {
    constexpr std::string_view words[] = {
        "socket", "child process",  "pipe",      "terminal",          "device", "file that the system makes", "signal",
        "clock",  "random numbers", "hash seed", "the system's turns"};
    std::string text;
    for (std::size_t index = 0; index < std::size(words); ++index) {
        if ((used_ >> index & 1) != 0) text.append(text.empty() ? "not reproducible: " : ", ").append(words[index]);
    }
    return text;
}

}  // namespace minipy::trace
