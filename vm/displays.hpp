// SPDX-License-Identifier: MIT
// Making containers from stack items, and spreading containers onto the stack. Next: displays.cpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// Take over the references of `count` items at `items`.
Result<Tuple> tuple_from_stack(Object** items, int count);
Result<List> list_from_stack(Object** items, int count);
// Borrow them.
Result<Object> set_from_stack(Object** items, int count);
Result<Dict> dict_from_stack(Object** items, int pairs);
Result<Dict> dict_from_keys(Tuple* keys, Object** values, int count);
Result<Str> join_pieces(Object** pieces, int count);

// [*iterable] and {**mapping}, with the errors worded for displays.
Result<void> extend_display(List* list, Object* iterable);
Result<void> update_display(Dict* dict, Object* mapping);

// FORMAT_VALUE: conversion 0 none, 1 str, 2 repr, 3 ascii; `specification` may be null.
Result<Object> format_value(Object* value, int conversion, Object* specification);

// Write `count` owned references at `target`, the last item first. ValueError: not enough values to unpack …
Result<void> unpack_sequence(Object* sequence, int count, Object** target);
Result<void> unpack_with_star(Object* iterable, int before, int after, Object** target);

}  // namespace minipy
