// SPDX-License-Identifier: MIT
// What the type str is put together from, and its iterator. Next: str_slots.cpp, str_methods.cpp.
#pragma once

#include "runtime/kernel/index_iterator.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// Iterates over a str; the type's name tells whether it is ASCII, as CPython's does.
struct StrIterator : IndexIterator<Str> {
    using IndexIterator::IndexIterator;
    static Ref<Object> item(const Str* text, Size index) { return Str::from_code_point((*text)[index]); }
    static Ref<Object> empty() { return Str::empty(); }
    static Type type_object;
    static Type ascii_type_object;
};

// repr(): quotes and escapes.
Result<Str> str_repr(const Str* text);

extern const std::span<const Method> str_methods;

}  // namespace minipy
