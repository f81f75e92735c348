// SPDX-License-Identifier: MIT
// Appending to a str that has a single owner: the only case in which a str changes. CPython: PyUnicode_Append.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

// One owner, never hashed or interned, and wide enough for the characters of `tail`.
inline bool can_grow_in_place(const Str* string, const Str* tail) {
    return string->reference_count == 1 && string->hash_value == -1 && !string->interned && string->utf8 == nullptr &&
           string->length > 0 && tail->length > 0 && tail->kind <= string->kind && (!string->ascii || tail->ascii);
}

// `string` with `tail` appended; its block may move.
Result<Str> grow_in_place(Ref<Str> string, const Str* tail);

}  // namespace minipy
