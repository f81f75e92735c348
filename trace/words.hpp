// SPDX-License-Identifier: MIT
// Lists that people type ("a,b"), and sentences that are wrapped for a screen. For options, help and traces: nothing
// here knows of Python's str. Next: cli/help.cpp, trace/text_view.cpp, which use it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace minipy {

// Empty parts are left out.
inline std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + separator.size(), text.size()));
    }
    return parts;
}

// Characters of a text, which are columns where none of them is wide.
inline std::size_t count_characters(std::string_view utf8) {
    return std::size_t(std::ranges::count_if(utf8, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

// Rows of at most `room` columns; a word that is longer has a row to itself. `columns_of` measures a word. Only the
// space where a row ends is lost: what is quoted in the text stays as it is.
template <class Measure>
std::vector<std::string> wrap(std::string_view text, std::size_t room, Measure columns_of) {
    std::vector<std::string> rows;
    std::size_t column = 0;
    for (bool more = !text.empty(); more;) {
        std::string_view word = text.substr(0, text.find(' '));
        more = word.size() < text.size();
        text.remove_prefix(word.size() + (more ? 1 : 0));
        std::size_t columns = columns_of(word);
        bool fits = !rows.empty() && column + 1 + columns <= room;
        if (!fits) rows.emplace_back();
        else rows.back() += ' ';
        rows.back() += word;
        column = fits ? column + 1 + columns : columns;
    }
    return rows;
}

}  // namespace minipy
