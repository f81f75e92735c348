// SPDX-License-Identifier: MIT
//
// Search in the text of all names; the rules for ideographs and Hangul syllables. See character_names.hpp.
//
// CPython: Modules/unicodedata.c.
#include "runtime/text/character_names.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cstdint>
#include "runtime/kernel/format_text.hpp"

namespace minipy {

namespace {

constexpr char all_names[] = "\n"
#include "runtime/text/character_names.inc"
    ;
constexpr char all_aliases[] = "\n"
#include "runtime/text/character_aliases.inc"
    ;
constexpr std::size_t longest_character_name = 128;

struct NamedRange {
    std::string_view prefix;
    char32_t first;
    char32_t last;
};
constexpr NamedRange ranges_by_code_point[] = {
    {"CJK UNIFIED IDEOGRAPH-", 0x3400, 0x4DBF},         {"CJK UNIFIED IDEOGRAPH-", 0x4E00, 0x9FFF},
    {"CJK UNIFIED IDEOGRAPH-", 0x20000, 0x2A6DF},       {"CJK UNIFIED IDEOGRAPH-", 0x2A700, 0x2B738},
    {"CJK UNIFIED IDEOGRAPH-", 0x2B740, 0x2B81D},       {"CJK UNIFIED IDEOGRAPH-", 0x2B820, 0x2CEA1},
    {"CJK UNIFIED IDEOGRAPH-", 0x2CEB0, 0x2EBE0},       {"CJK UNIFIED IDEOGRAPH-", 0x30000, 0x3134A},
    {"CJK COMPATIBILITY IDEOGRAPH-", 0xF900, 0xFA6D},   {"CJK COMPATIBILITY IDEOGRAPH-", 0xFA70, 0xFAD9},
    {"CJK COMPATIBILITY IDEOGRAPH-", 0x2F800, 0x2FA1D},
};

// A Hangul syllable's name is put together from those of its two or three letters.
constexpr std::string_view hangul_prefix = "HANGUL SYLLABLE ";
constexpr char32_t first_syllable = 0xAC00;
constexpr std::string_view leading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                        "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view vowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                       "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view trailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                         "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                         "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr char32_t vowel_count = std::size(vowels);
constexpr char32_t trailing_count = std::size(trailing);
constexpr char32_t syllable_count = std::size(leading) * vowel_count * trailing_count;

std::string hangul_name(char32_t index) {
    return format_text("{}{}{}{}", hangul_prefix, leading[index / (vowel_count * trailing_count)],
                       vowels[index / trailing_count % vowel_count], trailing[index % trailing_count]);
}

bool hangul_by_name(std::string_view name, char32_t& character) {
    for (char32_t index = 0; index < syllable_count; ++index) {
        if (hangul_name(index) == name) {
            character = first_syllable + index;
            return true;
        }
    }
    return false;
}

bool parse_code_point(std::string_view digits, char32_t& character) {
    std::uint32_t value = 0;
    auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    character = value;
    return problem == std::errc() && end == digits.data() + digits.size();
}

bool ideograph_by_name(std::string_view name, char32_t& character) {
    for (const NamedRange& range : ranges_by_code_point) {
        if (!name.starts_with(range.prefix)) continue;
        std::string_view digits = name.substr(range.prefix.size());
        if ((digits.size() == 4 || digits.size() == 5) && parse_code_point(digits, character) &&
            character >= range.first && character <= range.last) {
            return true;
        }
    }
    return false;
}

bool find_name(std::string_view text, std::string_view name, char32_t& character) {
    std::size_t at = text.find(format_text(";{}\n", name));
    if (at == std::string_view::npos) return false;
    std::size_t line = text.rfind('\n', at) + 1;
    return parse_code_point(text.substr(line, at - line), character);
}

}  // namespace

bool character_by_name(std::string_view name, char32_t& character) {
    if (name.empty() || name.size() > longest_character_name || name.find_first_of(";\n") != std::string_view::npos)
        return false;
    std::string upper(name);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    if (std::string_view(upper).starts_with(hangul_prefix)) return hangul_by_name(upper, character);
    return ideograph_by_name(upper, character) || find_name({all_names, sizeof all_names - 1}, upper, character) ||
           find_name({all_aliases, sizeof all_aliases - 1}, upper, character);
}

std::string name_of_character(char32_t character) {
    if (character >= first_syllable && character < first_syllable + syllable_count)
        return hangul_name(character - first_syllable);
    for (const NamedRange& range : ranges_by_code_point) {
        if (character >= range.first && character <= range.last) {
            return format_text("{}{:X}", range.prefix, static_cast<std::uint32_t>(character));
        }
    }
    std::string_view text(all_names, sizeof all_names - 1);
    std::string key = format_text("\n{:X};", static_cast<std::uint32_t>(character));
    std::size_t at = text.find(key);
    if (at == std::string_view::npos) return {};
    at += key.size();
    return std::string(text.substr(at, text.find('\n', at) - at));
}

}  // namespace minipy
