// SPDX-License-Identifier: MIT
// The matcher: runs compiled code over a text, with backtracking, and without native recursion.
//
// Everything that may have to be taken back lies on one stack. Matching pushes two kinds of entries: choices (where to
// go on instead, should the rest fail) and old values (of a group's mark, of a repeat's counter). A failure pops: old
// values are put back, until a choice comes up, and matching goes on there. Lookarounds, atomic groups and possessive
// repeats push a barrier: when their body has matched, the choices above the barrier are thrown away and the old values
// are kept.
//
//      stack           … choice │ old mark │ BARRIER │ choice │ old mark │ choice
//      body matched ▶  … choice │ old mark │ old mark
//
// CPython: Modules/_sre/sre_lib.h (where the same is written as recursion over a stack of contexts).
// Next: engine.cpp; one_character.hpp (runs of single characters); characters.hpp.
#pragma once

#include <vector>

#include "modules/text/sre/opcodes.hpp"
#include "runtime/object/result.hpp"

namespace minipy::sre {

// The text: `length` characters of `width` bytes, matched between start and end.
struct Subject {
    const char* data = nullptr;
    int width = 1;
    Size length = 0;
    Size start = 0, end = 0;
};

struct Groups {
    std::vector<Size> marks;  // begin and end of each group, −1 where it has not matched
    Size last_index = -1;     // the group closed last, from 1; −1: none
    Size begin = 0, end = 0;  // of the whole match
};

enum class Outcome : std::uint8_t { matched, failed, error };

enum class Anchor : std::uint8_t { none, whole_text };  // whole_text: fullmatch()

// Matches exactly at subject.start. `not_empty_at`: a match that is empty and lies there does not count (−1: no such
// place).
Outcome match_at(const Subject& subject, const Code* code, Anchor anchor, Size not_empty_at, Groups& groups);
// The first match at or behind subject.start.
Outcome search_from(const Subject& subject, const Code* code, Size not_empty_at, Groups& groups);

// Is this well-formed code? `groups`: how many groups it may refer to.
bool is_valid(const std::vector<Code>& code, Size groups);

}  // namespace minipy::sre
