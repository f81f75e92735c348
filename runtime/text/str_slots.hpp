// SPDX-License-Identifier: MIT
// What the type str is put together from, and its iterator. Next: str_slots.cpp, str_methods.cpp.
#pragma once

#include "runtime/kernel/type_spec.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// Iterates over a str; the type's name tells whether it is ASCII, as CPython's does.
struct StrIterator : Object {
    Ref<Str> string;  // null: exhausted
    Size index = 0;
    StrIterator(Type* iterator_type, Ref<Str> text) : Object(iterator_type), string(std::move(text)) {}
    static constexpr auto references = field_list(&StrIterator::string);
    static Type type_object;
    static Type ascii_type_object;
};

// repr(): quotes and escapes.
Result<Str> str_repr(const Str* text);

// What pickling an iterator of str and bytes gives: (iter, (sequence,), index); index −1: exhausted.
Result<Object> reduce_iterator(Object* sequence, Size index);

extern const std::span<const Method> str_methods;

}  // namespace minipy
