// SPDX-License-Identifier: MIT
// The arguments of one call, as every callable receives them: CPython's vectorcall convention.
//
//      values ─▶ │ positional 0 │ positional 1 │ … │ value of keyword 0 │ value of keyword 1 │ …
//                 ◀───────── positional ───────▶    ◀──────── names->length ──────────────▶
//
// Everything is borrowed from the caller for the duration of the call. CPython: Include/cpython/abstract.h, PEP 590.
#pragma once

#include "runtime/object/object.hpp"

namespace minipy {

struct Arguments {
    Object* const* values = nullptr;
    Size positional = 0;
    Tuple* names = nullptr;  // the keywords' names (str), at least one; or null: no keywords

    constexpr Arguments() = default;
    constexpr Arguments(Object* const* first, Size count, Tuple* keywords)
        : values(first), positional(count), names(keywords) {}

    Object* operator[](Size index) const { return values[index]; }
    bool has_keywords() const { return names != nullptr; }
    Size keyword_count() const { return names == nullptr ? 0 : count_names(); }
    // The same arguments without the first `count` positional ones.
    Arguments skip(Size count) const { return {values + count, positional - count, names}; }

private:
    Size count_names() const;  // containers/tuple.cpp
};

}  // namespace minipy
