// SPDX-License-Identifier: MIT
// Categories, charsets and case for regular expressions. CPython: Modules/_sre/sre.c.
#include "modules/text/sre/characters.hpp"

#include <cctype>

#include "runtime/text/str_predicates.hpp"
#include "runtime/text/unicode_data.hpp"

namespace minipy::sre {

namespace {

bool is_digit_ascii(CodePoint character) { return character >= '0' && character <= '9'; }
bool is_space_ascii(CodePoint character) { return character == ' ' || (character >= '\t' && character <= '\r'); }
bool is_linebreak_unicode(CodePoint character) {
    return (character >= 0x0A && character <= 0x0D) || (character >= 0x1C && character <= 0x1E) || character == 0x85 ||
           character == 0x2028 || character == 0x2029;
}

bool bit_of(const Code* bits, CodePoint index) { return (bits[index / 32] & (Code(1) << (index & 31))) != 0; }

}  // namespace

bool is_word_unicode(CodePoint character) {
    if (character < 128) return is_word_ascii(character);
    return unicode::is_alphabetic(character) || unicode::is_decimal(character) || unicode::is_digit(character) ||
           unicode::is_numeric(character);
}

bool is_word_locale(CodePoint character) {
    return character == '_' || (character < 256 && std::isalnum(int(character)) != 0);
}

CodePoint lower_locale(CodePoint character) {
    return character < 256 ? CodePoint(std::tolower(int(character))) : character;
}
CodePoint upper_locale(CodePoint character) {
    return character < 256 ? CodePoint(std::toupper(int(character))) : character;
}

// Of a longer mapping the first character counts, as in CPython's _PyUnicode_ToUppercase.
CodePoint lower_unicode(CodePoint character) {
    if (character < 128) return lower_ascii(character);
    return unicode::map_case(character, unicode::CaseMapping::lower).characters[0];
}

CodePoint upper_unicode(CodePoint character) {
    return unicode::map_case(character, unicode::CaseMapping::upper).characters[0];
}

bool in_category(Code category, CodePoint character) {
    switch (static_cast<Category>(category)) {
        case Category::digit: return is_digit_ascii(character);
        case Category::not_digit: return !is_digit_ascii(character);
        case Category::space: return is_space_ascii(character);
        case Category::not_space: return !is_space_ascii(character);
        case Category::word: return is_word_ascii(character);
        case Category::not_word: return !is_word_ascii(character);
        case Category::linebreak: return character == '\n';
        case Category::not_linebreak: return character != '\n';
        case Category::loc_word: return is_word_locale(character);
        case Category::loc_not_word: return !is_word_locale(character);
        case Category::uni_digit: return unicode::is_decimal(character);
        case Category::uni_not_digit: return !unicode::is_decimal(character);
        case Category::uni_space: return is_space(character);
        case Category::uni_not_space: return !is_space(character);
        case Category::uni_word: return is_word_unicode(character);
        case Category::uni_not_word: return !is_word_unicode(character);
        case Category::uni_linebreak: return is_linebreak_unicode(character);
        case Category::uni_not_linebreak: return !is_linebreak_unicode(character);
    }
    return false;
}

bool in_charset(const Code* set, CodePoint character) {
    bool found = true;
    for (;;) {
        switch (static_cast<Op>(*set++)) {
            case Op::failure: return !found;
            case Op::literal:
                if (character == set[0]) return found;
                ++set;
                break;
            case Op::category:
                if (in_category(set[0], character)) return found;
                ++set;
                break;
            case Op::charset:
                if (character < 256 && bit_of(set, character)) return found;
                set += 8;
                break;
            case Op::range:
                if (set[0] <= character && character <= set[1]) return found;
                set += 2;
                break;
            case Op::range_uni_ignore: {
                if (set[0] <= character && character <= set[1]) return found;
                CodePoint upper = upper_unicode(character);
                if (set[0] <= upper && upper <= set[1]) return found;
                set += 2;
                break;
            }
            case Op::negate: found = !found; break;
            case Op::bigcharset: {
                // Number of blocks, a byte for each 256 characters saying which block, the blocks.
                Code blocks = *set++;
                if (character < 0x10000) {
                    Code block = reinterpret_cast<const unsigned char*>(set)[character >> 8];
                    if (bit_of(set + 64, block * 256 + (character & 255))) return found;
                }
                set += 64 + blocks * 8;
                break;
            }
            default: return false;  // cannot be: the code has been validated
        }
    }
}

bool in_charset_by_locale(const Code* set, CodePoint character) {
    CodePoint lower = lower_locale(character);
    if (in_charset(set, lower)) return true;
    CodePoint upper = upper_locale(character);
    return upper != lower && in_charset(set, upper);
}

bool equals_by_locale(CodePoint pattern, CodePoint character) {
    return character == pattern || lower_locale(character) == pattern || upper_locale(character) == pattern;
}

}  // namespace minipy::sre
