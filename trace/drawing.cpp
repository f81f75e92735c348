// SPDX-License-Identifier: MIT
// Columns, colours, letters for lines.
#include "trace/drawing.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "runtime/text/utf8.hpp"

namespace minipy::trace {

namespace {

struct Range {
    char32_t first, last;
};
// East Asian characters and emoji take two columns, marks above and below letters none.
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};
constexpr Range narrow[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};

template <std::size_t count>
bool is_in(const Range (&ranges)[count], char32_t character) {
    for (const Range& range : ranges) {
        if (character >= range.first && character <= range.last) return true;
    }
    return false;
}

std::size_t columns_of_character(char32_t character) {
    if (character < 0x300) return 1;
    return is_in(wide, character) ? 2 : is_in(narrow, character) ? 0 : 1;
}

constexpr struct {
    char32_t drawn;
    std::string_view letters;
} ascii_forms[] = {{U'█', "#"},  {U'·', "."},  {U'│', "|"},   {U'├', "|"},  {U'└', "`"},  {U'─', "-"}, {U'…', "..."},
                   {U'→', "->"}, {U'←', "<-"}, {U'⋯', "..."}, {U'·', "-"},  {U'—', "--"}, {U'▸', ">"}, {U'∅', "NULL"},
                   {U'↑', "^"},  {U'↓', "v"},  {U'×', "x"},   {U'≤', "<="}, {U'−', "-"}};

std::string_view color_of(Style style) {
    switch (style) {
        case Style::plain: return "";
        case Style::heading: return "\x1b[1m";
        case Style::dim: return "\x1b[2m";
        case Style::source: return "\x1b[1;36m";
        case Style::taken: return "\x1b[31m";
        case Style::put: return "\x1b[32m";
        case Style::effect: return "\x1b[33m";
        case Style::exception: return "\x1b[1;31m";
        case Style::output: return "\x1b[1;35m";
    }
    return "";
}

}  // namespace

std::size_t columns_of(std::string_view utf8) {
    unsigned char all = 0;
    for (char byte : utf8) all |= static_cast<unsigned char>(byte);
    if (all < 0x80) return utf8.size();
    std::size_t columns = 0;
    for (std::size_t position = 0; position < utf8.size();) {
        bool is_letter = static_cast<unsigned char>(utf8[position]) < 0x80;
        columns += is_letter ? 1 : columns_of_character(next_utf8(utf8, position));
        position += is_letter;
    }
    return columns;
}

namespace {

std::string_view ellipsis(const DrawingOptions& options) { return options.ascii ? "..." : "…"; }

// How many bytes of the text fit into `room` columns.
std::size_t bytes_that_fit(std::string_view text, std::size_t room) {
    std::size_t position = 0;
    while (position < text.size()) {
        std::size_t next = position;
        std::size_t columns = columns_of_character(next_utf8(text, next));
        if (columns > room) break;
        room -= columns;
        position = next;
    }
    return position;
}

}  // namespace

std::string cut_to(std::string_view utf8, std::size_t columns, const DrawingOptions& options) {
    if (columns_of(utf8) <= columns) return std::string(utf8);
    std::string_view mark = ellipsis(options);
    std::size_t room = columns - std::min(columns_of(mark), columns);
    return std::string(utf8.substr(0, bytes_that_fit(utf8, room))).append(mark);
}

std::string to_ascii(std::string_view utf8) {
    std::string text;
    for (std::size_t position = 0; position < utf8.size();) {
        char32_t character = next_utf8(utf8, position);
        if (character < 0x80) {
            text += char(character);
            continue;
        }
        std::string_view letters;
        for (const auto& form : ascii_forms) {
            if (form.drawn == character) letters = form.letters;
        }
        if (!letters.empty()) text += letters;
        else if (character < 0x100) text += fmt::format("\\x{:02x}", unsigned(character));
        else if (character < 0x10000) text += fmt::format("\\u{:04x}", unsigned(character));
        else text += fmt::format("\\U{:08x}", unsigned(character));
    }
    return text;
}

std::string drawn(std::string_view utf8, const DrawingOptions& options) {
    return options.ascii ? to_ascii(utf8) : std::string(utf8);
}

Line& Line::add(std::string_view text, Style style) {
    if (text.empty()) return *this;
    std::size_t begin = text_.size();
    if (options_.ascii) text_ += to_ascii(text);
    else text_ += text;
    std::string_view added = std::string_view(text_).substr(begin);
    pieces_.push_back({text_.size(), style, added.find_first_not_of(' ') == std::string_view::npos});
    columns_ += columns_of(added);
    return *this;
}

Line& Line::add_blanks(std::size_t count) {
    if (count == 0) return *this;
    text_.append(count, ' ');
    pieces_.push_back({text_.size(), Style::plain, true});
    columns_ += count;
    return *this;
}

Line& Line::to_column(std::size_t column) { return add_blanks(column > columns_ ? column - columns_ : columns_ > 0); }

void Line::append(std::string& out, std::string_view text, Style style) const {
    std::string_view color = options_.color ? color_of(style) : "";
    out += color;
    out += text;
    if (!color.empty()) out += "\x1b[0m";
}

void Line::drop_blank_end() {
    while (!pieces_.empty() && pieces_.back().is_blank) {
        pieces_.pop_back();
        std::size_t end = pieces_.empty() ? 0 : pieces_.back().end;
        columns_ -= text_.size() - end;
        text_.resize(end);
    }
}

// With colours, and no more than there is room for.
void Line::draw_pieces() {
    std::string_view mark = ellipsis(options_);
    bool cut = options_.width > 0 && columns_ > std::size_t(options_.width);
    std::size_t room =
        cut ? std::size_t(options_.width) - std::min(columns_of(mark), std::size_t(options_.width)) : columns_;
    std::size_t begin = 0;
    for (const Piece& piece : pieces_) {
        std::string_view whole = std::string_view(text_).substr(begin, piece.end - begin);
        std::string_view text = whole.substr(0, bytes_that_fit(whole, room));
        append(finished_, text, piece.style);
        if (text.size() < whole.size()) break;
        room -= columns_of(text);
        begin = piece.end;
    }
    if (cut) finished_ += mark;
}

std::string_view Line::finish() {
    drop_blank_end();
    finished_.clear();
    if (!options_.color && (options_.width == 0 || columns_ <= std::size_t(options_.width))) finished_.swap(text_);
    else draw_pieces();
    finished_ += '\n';
    text_.clear();
    pieces_.clear();
    columns_ = 0;
    return finished_;
}

}  // namespace minipy::trace
