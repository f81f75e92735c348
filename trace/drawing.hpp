// SPDX-License-Identifier: MIT
// Lines of text with columns and colours, for terminals and files: widths count columns of a terminal, not bytes;
// colours are left out, drawn characters become letters (--ascii) and lines are cut (--width) as the options say.
// Next: drawing.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minipy::trace {

enum class Style : unsigned char { plain, heading, dim, source, taken, put, effect, exception, output };

struct DrawingOptions {
    bool color = false, ascii = false;
    int width = 0;  // 0: lines are not cut
};

// Columns that a text takes on a terminal.
std::size_t columns_of(std::string_view utf8);
// The text, or as much of it as there is room for, and `…`.
std::string cut_to(std::string_view utf8, std::size_t columns, const DrawingOptions& options);
// Drawn characters become letters, what else is not ASCII becomes an escape.
std::string to_ascii(std::string_view utf8);
// The text as these options have it.
std::string drawn(std::string_view utf8, const DrawingOptions& options);

// One line, built from left to right. One that is used again keeps its room.
class Line {
public:
    explicit Line(const DrawingOptions& options) : options_(options) {}
    Line& add(std::string_view text, Style style = Style::plain);
    // Spaces up to the column; at least one, unless the line is empty.
    Line& to_column(std::size_t column);
    Line& add_blanks(std::size_t count);
    std::size_t columns() const { return columns_; }
    // With its end of line; a cut is marked with `…`. The line is empty then.
    std::string take() { return std::string(finish()); }
    // The same, as long as no other line is finished here.
    std::string_view finish();

private:
    struct Piece {
        std::size_t end;  // in text_
        Style style;
        bool is_blank;
    };
    void append(std::string& out, std::string_view text, Style style) const;
    void drop_blank_end();
    void draw_pieces();

    const DrawingOptions& options_;
    std::string text_, finished_;
    std::vector<Piece> pieces_;
    std::size_t columns_ = 0;
};

}  // namespace minipy::trace
