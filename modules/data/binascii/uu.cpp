// SPDX-License-Identifier: MIT
// uuencode: a line is its length and then six bits a character, ' ' + bits. Mail has always eaten spaces at the ends of
// lines, so what is missing there counts as zero. CPython: Modules/binascii.c.
#include "modules/data/binascii/encodings.hpp"

namespace minipy::binascii {

namespace {

constexpr std::size_t uu_longest_line = 45;  // bytes; the length must be one character

bool ends_line(char character) { return character == '\n' || character == '\r'; }

// The bits of one character; '`' is the other way to write zero.
Result<unsigned> six_bits(char character) {
    if (ends_line(character)) return 0u;
    if (character < ' ' || character > ' ' + 64) return raise_error("Illegal char");
    return unsigned(character - ' ') & 63;
}

}  // namespace

Result<ByteString> decode_uu(std::string_view line) {
    // An empty line is taken for one that begins with a zero byte, as C has it.
    std::size_t expected = unsigned((line.empty() ? '\0' : line[0]) - ' ') & 63;
    ByteString data;
    unsigned bits = 0;
    int count = 0;
    std::size_t place = 1;
    for (; data.size() < expected && !data.failed(); ++place) {
        bits = bits << 6 | (place < line.size() ? TRY(six_bits(line[place])) : 0);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        data += char(bits >> count);
    }
    for (; place < line.size(); ++place) {
        char left = line[place];
        if (left != ' ' && left != ' ' + 64 && !ends_line(left)) return raise_error("Trailing garbage");
    }
    return data;
}

Result<ByteString> encode_uu(std::string_view data, char zero) {
    if (data.size() > uu_longest_line) return raise_error("At most 45 bytes at once");
    auto character = [zero](unsigned bits) { return bits == 0 ? zero : char(' ' + bits); };
    ByteString line;
    line += character(unsigned(data.size()));
    unsigned bits = 0;
    int count = 0;
    for (std::size_t place = 0; place < data.size() || count > 0; ++place) {
        bits = bits << 8 | (place < data.size() ? static_cast<unsigned char>(data[place]) : 0u);
        for (count += 8; count >= 6; count -= 6) line += character(bits >> (count - 6) & 63);
    }
    line += '\n';
    return line;
}

}  // namespace minipy::binascii
