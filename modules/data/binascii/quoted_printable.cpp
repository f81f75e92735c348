// SPDX-License-Identifier: MIT
// quoted-printable: text that is nearly ASCII stays readable, other bytes become "=E4". Lines are kept below 76
// characters by soft line ends: a '=' at the end says that the line goes on.
// CPython: Modules/binascii.c.
#include "modules/data/binascii/encodings.hpp"

namespace minipy::binascii {

ByteString decode_quoted_printable(std::string_view text, bool is_header) {
    ByteString data;
    data.reserve(text.size());
    std::size_t place = 0;
    auto character = [&](std::size_t ahead) { return place + ahead < text.size() ? text[place + ahead] : '\0'; };
    while (place < text.size()) {
        char current = text[place++];
        if (current != '=') {
            data += is_header && current == '_' ? ' ' : current;
            continue;
        }
        if (place == text.size()) break;
        if (character(0) == '\n' || character(0) == '\r') {  // the line goes on behind the next line feed
            std::size_t line_end = text.find('\n', place);
            place = line_end == std::string_view::npos ? text.size() : line_end + 1;
        } else if (character(0) == '=') {  // two of them: what some encoders have made of one
            data += '=';
            ++place;
        } else if (hex_value(character(0)) >= 0 && hex_value(character(1)) >= 0) {
            data += char(hex_value(character(0)) << 4 | hex_value(character(1)));
            place += 2;
        } else {
            data += '=';
        }
    }
    return data;
}

namespace {

constexpr std::size_t quoted_printable_longest_line = 76;

bool is_blank(char character) { return character == ' ' || character == '\t'; }

class Encoder {
public:
    Encoder(std::string_view data, const QuotedPrintableStyle& style) : data_(data), style_(style) {
        // Lines that are added end as the first line of the data does.
        std::size_t line_end = data.find('\n');
        has_returns_ = line_end != std::string_view::npos && line_end > 0 && data[line_end - 1] == '\r';
    }
    ByteString encode();

private:
    // What stands `ahead` of the current byte; a line end at the end of the data.
    char character(std::size_t ahead) const { return place_ + ahead < data_.size() ? data_[place_ + ahead] : '\n'; }
    bool is_last() const { return place_ + 1 == data_.size(); }
    bool at_line_end() const {
        return style_.is_text && (character(0) == '\n' || (character(0) == '\r' && !is_last() && character(1) == '\n'));
    }
    bool needs_quoting() const;
    void end_line();
    void break_line();
    void put_quoted(char byte);
    void copy_line_end();
    void copy();

    std::string_view data_;
    QuotedPrintableStyle style_;
    bool has_returns_;
    std::size_t place_ = 0;
    std::size_t column_ = 0;
    ByteString text_;
};

// A dot alone on a line ends a message in SMTP; blanks at the very end would be lost.
bool Encoder::needs_quoting() const {
    char byte = character(0);
    if (byte == '\r' || byte == '\n') return !style_.is_text;
    if (is_blank(byte)) return style_.quotes_tabs || is_last();
    if (byte == '.' && column_ == 0) return character(1) == '\n' || character(1) == '\r' || character(1) == '\0';
    return byte < ' ' || byte > '~' || byte == '=' || (style_.is_header && byte == '_');
}

void Encoder::end_line() {
    text_ += has_returns_ ? "\r\n" : "\n";
    column_ = 0;
}

void Encoder::break_line() {
    text_ += '=';
    end_line();
}

void Encoder::put_quoted(char byte) {
    constexpr char hex_digits[] = "0123456789ABCDEF";
    auto value = static_cast<unsigned char>(byte);
    text_ += '=';
    text_ += hex_digits[value >> 4];
    text_ += hex_digits[value & 15];
}

// A blank in front of it would be lost.
void Encoder::copy_line_end() {
    if (is_blank(text_.back())) {
        char blank = text_.back();
        text_.pop_back();
        put_quoted(blank);
    }
    place_ += character(0) == '\r' ? 2 : 1;
    end_line();
}

void Encoder::copy() {
    if (character(1) != '\n' && column_ + 1 >= quoted_printable_longest_line) break_line();
    ++column_;
    text_ += style_.is_header && character(0) == ' ' ? '_' : character(0);
    ++place_;
}

ByteString Encoder::encode() {
    while (place_ < data_.size()) {
        if (needs_quoting()) {
            if (column_ + 3 >= quoted_printable_longest_line) break_line();
            put_quoted(character(0));
            column_ += 3;
            ++place_;
        } else if (at_line_end()) {
            copy_line_end();
        } else {
            copy();
        }
    }
    return std::move(text_);
}

}  // namespace

ByteString encode_quoted_printable(std::string_view data, const QuotedPrintableStyle& style) {
    return Encoder(data, style).encode();
}

}  // namespace minipy::binascii
