// SPDX-License-Identifier: MIT
// Items that match one character: whether they do, and how many in a row. CPython: SRE(count) in
// Modules/_sre/sre_lib.h.
#pragma once

#include <algorithm>

#include "modules/text/sre/characters.hpp"

namespace minipy::sre {

// Calls use(test), where test(character) says whether the item at `code` matches that character.
template <class Use>
auto with_test(const Code* code, Use use) {
    CodePoint wanted = code[1];
    const Code* set = code + 2;
    switch (static_cast<Op>(code[0])) {
        case Op::any: return use([](CodePoint c) { return c != '\n'; });
        case Op::any_all: return use([](CodePoint) { return true; });
        case Op::literal: return use([=](CodePoint c) { return c == wanted; });
        case Op::not_literal: return use([=](CodePoint c) { return c != wanted; });
        case Op::in: return use([=](CodePoint c) { return in_charset(set, c); });
        case Op::literal_ignore: return use([=](CodePoint c) { return lower_ascii(c) == wanted; });
        case Op::not_literal_ignore: return use([=](CodePoint c) { return lower_ascii(c) != wanted; });
        case Op::in_ignore: return use([=](CodePoint c) { return in_charset(set, lower_ascii(c)); });
        case Op::literal_uni_ignore: return use([=](CodePoint c) { return lower_unicode(c) == wanted; });
        case Op::not_literal_uni_ignore: return use([=](CodePoint c) { return lower_unicode(c) != wanted; });
        case Op::in_uni_ignore: return use([=](CodePoint c) { return in_charset(set, lower_unicode(c)); });
        case Op::literal_loc_ignore: return use([=](CodePoint c) { return equals_by_locale(wanted, c); });
        case Op::not_literal_loc_ignore: return use([=](CodePoint c) { return !equals_by_locale(wanted, c); });
        case Op::in_loc_ignore: return use([=](CodePoint c) { return in_charset_by_locale(set, c); });
        case Op::category: return use([=](CodePoint c) { return in_category(wanted, c); });
        default: return use([](CodePoint) { return false; });
    }
}

// How many characters from `position` on match, at most `most` (max_repeat: any number).
template <class Character>
Size count_run(const Code* code, const Character* text, Size position, Size end, Code most) {
    Size limit = most != max_repeat && Size(most) < end - position ? position + Size(most) : end;
    if (static_cast<Op>(code[0]) == Op::any_all) return limit - position;
    return with_test(code, [=](auto test) {
        Size here = position;
        while (here < limit && test(text[here])) ++here;
        return here - position;
    });
}

template <class Character>
bool matches_one(const Code* code, const Character* text, Size position, Size end) {
    return position < end && with_test(code, [=](auto test) { return test(text[position]); });
}

}  // namespace minipy::sre
