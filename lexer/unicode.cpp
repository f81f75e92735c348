// SPDX-License-Identifier: MIT
//
// Binary searches in the generated tables, and normalisation form KC in three steps: decompose every character fully,
// put combining marks into canonical order, compose pairs again. Hangul syllables are computed, not looked up.
//
// CPython: Modules/unicodedata.c (nfd_nfkd, nfc_nfkc); the algorithm is Unicode Standard Annex 15.
#include "lexer/unicode.hpp"

#include <algorithm>
#include <iterator>

#include "lexer/encoding.hpp"

namespace minipy::lexer {

namespace {

struct CodePointRange {
    std::uint32_t first;
    std::uint32_t last;
};
struct Decomposition {
    std::uint32_t code_point;
    std::uint16_t start;
    std::uint8_t length;
};
struct CombiningClass {
    std::uint32_t code_point;
    std::uint8_t value;
};
struct Composition {
    std::uint32_t first;
    std::uint32_t second;
    std::uint32_t result;
};

#include "lexer/unicode_tables.inc"

template <std::size_t count>
bool contains(const CodePointRange (&ranges)[count], char32_t c) {
    auto after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                  [](char32_t wanted, const CodePointRange& range) { return wanted < range.first; });
    return after != std::begin(ranges) && c <= std::prev(after)->last;
}

template <class Row, std::size_t count>
const Row* find_row(const Row (&rows)[count], char32_t c) {
    auto at = std::lower_bound(std::begin(rows), std::end(rows), c,
                               [](const Row& row, char32_t wanted) { return row.code_point < wanted; });
    return at != std::end(rows) && at->code_point == c ? at : nullptr;
}

std::uint8_t combining_class(char32_t c) {
    const CombiningClass* row = find_row(combining_classes, c);
    return row ? row->value : 0;
}

// Hangul: a syllable is leading consonant, vowel, and perhaps a trailing consonant, numbered systematically.
constexpr char32_t first_syllable = 0xAC00, first_leading = 0x1100, first_vowel = 0x1161,
                   before_first_trailing = 0x11A7;
constexpr char32_t leading_count = 19, vowel_count = 21, trailing_count = 28;
constexpr char32_t syllable_count = leading_count * vowel_count * trailing_count;

void append_decomposed(std::u32string& text, char32_t c) {
    if (c >= first_syllable && c < first_syllable + syllable_count) {
        char32_t index = c - first_syllable;
        text.push_back(first_leading + index / (vowel_count * trailing_count));
        text.push_back(first_vowel + index % (vowel_count * trailing_count) / trailing_count);
        if (index % trailing_count) text.push_back(before_first_trailing + index % trailing_count);
    } else if (const Decomposition* row = find_row(decompositions, c)) {
        text.append(decomposition_pool + row->start, row->length);
    } else {
        text.push_back(c);
    }
}

void order_marks(std::u32string& text) {
    for (auto start = text.begin(); start != text.end();) {
        if (combining_class(*start) == 0) {
            ++start;
            continue;
        }
        auto end = std::find_if(start, text.end(), [](char32_t c) { return combining_class(c) == 0; });
        std::stable_sort(start, end, [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
        start = end;
    }
}

// What the two compose to, or 0.
char32_t compose_pair(char32_t first, char32_t second) {
    if (first >= first_leading && first < first_leading + leading_count && second >= first_vowel &&
        second < first_vowel + vowel_count) {
        return first_syllable + ((first - first_leading) * vowel_count + (second - first_vowel)) * trailing_count;
    }
    if (first >= first_syllable && first < first_syllable + syllable_count &&
        (first - first_syllable) % trailing_count == 0 && second > before_first_trailing &&
        second < before_first_trailing + trailing_count) {
        return first + (second - before_first_trailing);
    }
    auto at = std::lower_bound(std::begin(compositions), std::end(compositions), std::pair(first, second),
                               [](const Composition& row, const std::pair<char32_t, char32_t>& wanted) {
                                   return std::pair<char32_t, char32_t>(row.first, row.second) < wanted;
                               });
    return at != std::end(compositions) && at->first == first && at->second == second ? at->result : 0;
}

// Each character joins the last starter before it, unless one of the same or a higher class stands between
// ("blocked"). `last_class` is −1 when nothing stands between, so that two adjacent starters may join as well.
std::u32string composed(const std::u32string& text) {
    std::u32string result;
    std::size_t starter = std::u32string::npos;
    int last_class = -1;
    for (char32_t c : text) {
        int own_class = combining_class(c);
        if (starter != std::u32string::npos && last_class < own_class) {
            if (char32_t pair = compose_pair(result[starter], c)) {
                result[starter] = pair;
                continue;
            }
        }
        if (own_class == 0) {
            starter = result.size();
            last_class = -1;
        } else {
            last_class = own_class;
        }
        result.push_back(c);
    }
    return result;
}

}  // namespace

bool is_identifier_start(char32_t c) {
    if (c < 128) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return contains(identifier_start, c);
}
bool is_identifier_continue(char32_t c) {
    if (c < 128) return is_identifier_start(c) || (c >= '0' && c <= '9');
    return contains(identifier_continue, c);
}
bool is_printable(char32_t c) { return c < 128 ? c >= ' ' && c < 127 : !contains(not_printable, c); }

namespace {
template <class Test>
std::size_t find_first_failing(std::string_view utf8, Test test) {
    for (std::size_t i = 0; i < utf8.size(); i += utf8_length(static_cast<unsigned char>(utf8[i]))) {
        if (!test(decode_utf8(utf8.data() + i, utf8.data() + utf8.size()), i == 0)) return i;
    }
    return std::string_view::npos;
}
}  // namespace

std::size_t find_non_identifier(std::string_view utf8) {
    return find_first_failing(
        utf8, [](char32_t c, bool first) { return first ? is_identifier_start(c) : is_identifier_continue(c); });
}
std::size_t find_non_word(std::string_view utf8) {
    return find_first_failing(
        utf8, [](char32_t c, bool) { return c < 128 ? is_identifier_continue(c) : contains(word_character, c); });
}

std::string normalise_identifier(std::string_view utf8) {
    std::u32string text;
    for (std::size_t i = 0; i < utf8.size(); i += utf8_length(static_cast<unsigned char>(utf8[i]))) {
        append_decomposed(text, decode_utf8(utf8.data() + i, utf8.data() + utf8.size()));
    }
    order_marks(text);
    std::string result;
    for (char32_t c : composed(text)) append_utf8(result, c);
    return result;
}

char32_t decode_utf8(const char* text, const char* end) {
    auto byte = [&](int i) { return text + i < end ? static_cast<char32_t>(static_cast<unsigned char>(text[i])) : 0U; };
    char32_t first = byte(0);
    switch (utf8_length(static_cast<unsigned char>(first))) {
        case 1: return first;
        case 2: return (first & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3: return (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default: return (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

}  // namespace minipy::lexer
