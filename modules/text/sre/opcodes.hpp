// SPDX-License-Identifier: MIT
// The instruction set of compiled regular expressions. The compiler is Python (Lib/re/_compiler.py); these lists are in
// the order of Lib/re/_constants.py, which numbers them. Code is a sequence of 32-bit units; a `skip` counts from its
// own place:
//
//   LITERAL c                        BRANCH skip alternative JUMP skip  skip alternative JUMP skip … 0
//   IN skip charset… FAILURE         REPEAT skip min max body… MAX_UNTIL tail          (MIN_UNTIL: lazy)
//   MARK n                           REPEAT_ONE skip min max item… SUCCESS tail        (item: one character wide)
//   AT where                         ASSERT skip back body… SUCCESS                    ATOMIC_GROUP skip body… SUCCESS
//   GROUPREF_EXISTS group skip yes… [JUMP skip no…]
//   INFO skip flags min max [prefix_length prefix_skip prefix… overlap… | charset…]     at the beginning only
//
// CPython: Modules/_sre/sre_constants.h. Next: engine.hpp.
#pragma once

#include <cstdint>

namespace minipy::sre {

using Code = std::uint32_t;

inline constexpr Code magic = 20220615;
inline constexpr Code max_repeat = ~Code(0);

enum class Op : Code {
    failure,
    success,
    any,
    any_all,
    assert_,
    assert_not,
    at,
    branch,
    category,
    charset,
    bigcharset,
    groupref,
    groupref_exists,
    in,
    info,
    jump,
    literal,
    mark,
    max_until,
    min_until,
    not_literal,
    negate,
    range,
    repeat,
    repeat_one,
    subpattern,
    min_repeat_one,
    atomic_group,
    possessive_repeat,
    possessive_repeat_one,
    groupref_ignore,
    in_ignore,
    literal_ignore,
    not_literal_ignore,
    groupref_loc_ignore,
    in_loc_ignore,
    literal_loc_ignore,
    not_literal_loc_ignore,
    groupref_uni_ignore,
    in_uni_ignore,
    literal_uni_ignore,
    not_literal_uni_ignore,
    range_uni_ignore,
};

enum class At : Code {
    beginning,
    beginning_line,
    beginning_string,
    boundary,
    non_boundary,
    end,
    end_line,
    end_string,
    loc_boundary,
    loc_non_boundary,
    uni_boundary,
    uni_non_boundary,
};

enum class Category : Code {
    digit,
    not_digit,
    space,
    not_space,
    word,
    not_word,
    linebreak,
    not_linebreak,
    loc_word,
    loc_not_word,
    uni_digit,
    uni_not_digit,
    uni_space,
    uni_not_space,
    uni_word,
    uni_not_word,
    uni_linebreak,
    uni_not_linebreak,
};
inline constexpr Code category_count = 18, at_count = 12;

inline constexpr Code info_prefix = 1, info_literal = 2, info_charset = 4;

inline constexpr int flag_template = 1, flag_ignorecase = 2, flag_locale = 4, flag_multiline = 8, flag_dotall = 16,
                     flag_unicode = 32, flag_verbose = 64, flag_debug = 128, flag_ascii = 256;

}  // namespace minipy::sre
