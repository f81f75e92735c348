// SPDX-License-Identifier: MIT
// Look-ups in the generated Unicode table. CPython: Objects/unicodectype.c.
#include "runtime/text/unicode_data.hpp"

#include "runtime/text/str_predicates.hpp"

namespace minipy {

namespace unicode {

namespace {

struct CharacterRecord {
    std::uint16_t flags;
    std::uint8_t category;
    std::uint8_t digit;
    std::int32_t distances[4];  // by CaseMapping; with flag_special_casing the first is an index into special_cases
};

struct SpecialCase {
    CodePoint mappings[4][3];
};

#include "runtime/text/unicode_table.inc"

const CharacterRecord& record(CodePoint character) {
    constexpr CodePoint mask = (1 << block_shift) - 1;
    if (character > largest_code_point) return records[0];
    return records[record_of[(std::size_t(block_of[character >> block_shift]) << block_shift) | (character & mask)]];
}

bool has_flag(CodePoint character, std::uint16_t flag) { return (record(character).flags & flag) != 0; }

}  // namespace

bool is_alphabetic(CodePoint character) { return has_flag(character, flag_alphabetic); }
bool is_decimal(CodePoint character) { return has_flag(character, flag_decimal); }
bool is_digit(CodePoint character) { return has_flag(character, flag_digit); }
bool is_numeric(CodePoint character) { return has_flag(character, flag_numeric); }
bool is_lowercase(CodePoint character) { return has_flag(character, flag_lowercase); }
bool is_uppercase(CodePoint character) { return has_flag(character, flag_uppercase); }
bool is_titlecase(CodePoint character) { return has_flag(character, flag_titlecase); }
bool is_cased(CodePoint character) { return has_flag(character, flag_cased); }
bool is_case_ignorable(CodePoint character) { return has_flag(character, flag_case_ignorable); }
bool is_identifier_start(CodePoint character) { return has_flag(character, flag_identifier_start); }
bool is_identifier_continue(CodePoint character) { return has_flag(character, flag_identifier_continue); }
const char* category(CodePoint character) { return category_names[record(character).category]; }

int digit_value(CodePoint character) {
    std::uint8_t value = record(character).digit;
    return value == 255 ? -1 : value;
}

int decimal_value(CodePoint character) {
    if (character < 128) return character >= '0' && character <= '9' ? int(character - '0') : -1;
    return is_decimal(character) ? digit_value(character) : -1;
}

MappedCase map_case(CodePoint character, CaseMapping mapping) {
    const CharacterRecord& properties = record(character);
    if ((properties.flags & flag_special_casing) == 0) {
        return {{CodePoint(std::int32_t(character) + properties.distances[int(mapping)])}, 1};
    }
    const CodePoint* mapped = special_cases[properties.distances[0]].mappings[int(mapping)];
    MappedCase result{{mapped[0], mapped[1], mapped[2]}, 1};
    while (result.count < 3 && mapped[result.count] != 0) ++result.count;
    return result;
}

}  // namespace unicode

bool is_printable(CodePoint character) {
    if (character < 128) return character >= ' ' && character != 127;
    return unicode::has_flag(character, unicode::flag_printable);
}

bool is_space_beyond_ascii(CodePoint character) { return unicode::has_flag(character, unicode::flag_whitespace); }

bool is_identifier(const Str* string) {
    if (string->length == 0 || !unicode::is_identifier_start((*string)[0])) return false;
    for (Size index = 1; index < string->length; ++index) {
        if (!unicode::is_identifier_continue((*string)[index])) return false;
    }
    return true;
}

ByteString ascii_digits(const Str* text) {
    if (text->ascii) return text->view();
    ByteString result;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (character < 128) {
            result += static_cast<char>(character);
        } else if (is_space(character)) {
            result += ' ';
        } else {
            int value = unicode::decimal_value(character);
            result += value < 0 ? '?' : static_cast<char>('0' + value);
        }
    }
    return result;
}

}  // namespace minipy
