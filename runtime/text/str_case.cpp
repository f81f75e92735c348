// SPDX-License-Identifier: MIT
// Case: ASCII strs are mapped byte by byte, others through Unicode's full mappings, which may give several characters
// for one ("ß".upper() is "SS"). The Greek sigma at the end of a word has a small letter of its own.
// CPython: Objects/unicodeobject.c (do_upper …), Objects/unicodectype.c.
#include "runtime/text/str_case.hpp"

#include "runtime/text/str_builder.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/text/unicode_data.hpp"

namespace minipy {

namespace {

using unicode::CaseMapping;

char ascii_upper(char character) { return character >= 'a' && character <= 'z' ? char(character - 32) : character; }
char ascii_lower(char character) { return character >= 'A' && character <= 'Z' ? char(character + 32) : character; }
bool is_ascii_letter(char character) { return ascii_lower(character) >= 'a' && ascii_lower(character) <= 'z'; }

// An ASCII str with every character replaced by map(character).
template <class Map>
Result<Str> map_ascii(const Str* text, Map map) {
    if (text->length == 0) return Str::empty();
    Ref<Str> result = TRY(Str::create(text->length, 127));
    const char* from = text->data();
    char* to = result->data();
    for (Size index = 0; index < text->length; ++index) to[index] = map(from[index]);
    if (result->length == 1) return Str::from_code_point(static_cast<unsigned char>(result->data()[0]));
    return result;
}

constexpr CodePoint capital_sigma = 0x3A3, small_sigma = 0x3C3, final_sigma = 0x3C2;

// A sigma is final when a cased letter stands before it and none behind, ignorable characters left aside.
bool is_final_sigma(const Str* text, Size index) {
    Size before = index - 1;
    while (before >= 0 && unicode::is_case_ignorable((*text)[before])) --before;
    if (before < 0 || !unicode::is_cased((*text)[before])) return false;
    Size behind = index + 1;
    while (behind < text->length && unicode::is_case_ignorable((*text)[behind])) ++behind;
    return behind == text->length || !unicode::is_cased((*text)[behind]);
}

void append_mapped(StrBuilder& out, const Str* text, Size index, CaseMapping mapping) {
    CodePoint character = (*text)[index];
    if (mapping == CaseMapping::lower && character == capital_sigma) {
        out.append(is_final_sigma(text, index) ? final_sigma : small_sigma);
        return;
    }
    unicode::MappedCase mapped = unicode::map_case(character, mapping);
    for (int part = 0; part < mapped.count; ++part) out.append(mapped.characters[part]);
}

Result<Str> map_all(const Str* text, CaseMapping mapping) {
    StrBuilder out;
    out.reserve(text->length, text->largest_possible());
    for (Size index = 0; index < text->length; ++index) append_mapped(out, text, index, mapping);
    return out.finish();
}

}  // namespace

Result<Str> str_upper(Str* text) {
    return text->ascii ? map_ascii(text, ascii_upper) : map_all(text, CaseMapping::upper);
}
Result<Str> str_lower(Str* text) {
    return text->ascii ? map_ascii(text, ascii_lower) : map_all(text, CaseMapping::lower);
}
Result<Str> str_fold_case(Str* text) {
    return text->ascii ? map_ascii(text, ascii_lower) : map_all(text, CaseMapping::fold);
}

Result<Str> str_title(Str* text) {
    if (text->ascii) {
        bool inside_word = false;
        return map_ascii(text, [&](char character) {
            char mapped = inside_word ? ascii_lower(character) : ascii_upper(character);
            inside_word = is_ascii_letter(character);
            return mapped;
        });
    }
    StrBuilder out;
    bool inside_word = false;
    for (Size index = 0; index < text->length; ++index) {
        append_mapped(out, text, index, inside_word ? CaseMapping::lower : CaseMapping::title);
        inside_word = unicode::is_cased((*text)[index]);
    }
    return out.finish();
}

Result<Str> str_capitalize(Str* text) {
    if (text->ascii) {
        bool first = true;
        return map_ascii(text, [&](char character) {
            char mapped = first ? ascii_upper(character) : ascii_lower(character);
            first = false;
            return mapped;
        });
    }
    StrBuilder out;
    for (Size index = 0; index < text->length; ++index) {
        append_mapped(out, text, index, index == 0 ? CaseMapping::title : CaseMapping::lower);
    }
    return out.finish();
}

Result<Str> str_swap_case(Str* text) {
    if (text->ascii) {
        return map_ascii(text,
                         [](char character) { return is_ascii_letter(character) ? char(character ^ 32) : character; });
    }
    StrBuilder out;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (unicode::is_uppercase(character)) {
            append_mapped(out, text, index, CaseMapping::lower);
        } else if (unicode::is_lowercase(character)) {
            append_mapped(out, text, index, CaseMapping::upper);
        } else {
            out.append(character);
        }
    }
    return out.finish();
}

// ---------------------------------------------------------------- questions

namespace {

// Is there a letter of one case, and none of another?
template <auto is_wanted, auto is_other>
bool has_one_case(const Str* text) {
    bool any = false;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (is_other(character) || unicode::is_titlecase(character)) return false;
        any = any || is_wanted(character);
    }
    return any;
}

}  // namespace

bool str_is_lower(const Str* text) { return has_one_case<unicode::is_lowercase, unicode::is_uppercase>(text); }
bool str_is_upper(const Str* text) { return has_one_case<unicode::is_uppercase, unicode::is_lowercase>(text); }

bool str_is_title(const Str* text) {
    bool any = false, inside_word = false;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (unicode::is_uppercase(character) || unicode::is_titlecase(character)) {
            if (inside_word) return false;
            inside_word = any = true;
        } else if (unicode::is_lowercase(character)) {
            if (!inside_word) return false;
            any = true;
        } else {
            inside_word = false;
        }
    }
    return any;
}

namespace {

template <class Predicate>
bool all_characters(const Str* text, Predicate predicate) {
    for (Size index = 0; index < text->length; ++index) {
        if (!predicate((*text)[index])) return false;
    }
    return true;
}

bool is_alphanumeric(CodePoint character) {
    return unicode::is_alphabetic(character) || unicode::is_decimal(character) || unicode::is_digit(character) ||
           unicode::is_numeric(character);
}

}  // namespace

bool str_is_printable(const Str* text) { return all_characters(text, is_printable); }
bool str_is_space(const Str* text) { return text->length > 0 && all_characters(text, is_space); }
bool str_is_alphabetic(const Str* text) { return text->length > 0 && all_characters(text, unicode::is_alphabetic); }
bool str_is_alphanumeric(const Str* text) { return text->length > 0 && all_characters(text, is_alphanumeric); }
bool str_is_decimal(const Str* text) { return text->length > 0 && all_characters(text, unicode::is_decimal); }
bool str_is_digit(const Str* text) { return text->length > 0 && all_characters(text, unicode::is_digit); }
bool str_is_numeric(const Str* text) { return text->length > 0 && all_characters(text, unicode::is_numeric); }

}  // namespace minipy
