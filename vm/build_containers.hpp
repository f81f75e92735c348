// SPDX-License-Identifier: MIT
// Making containers from stack items. Next: build_containers.cpp, unpack_sequence.hpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"

namespace minipy {

// Take over the references of `count` items at `items`.
Result<Tuple> tuple_from_stack(Object** items, int count);
Result<List> list_from_stack(Object** items, int count);
// Borrow them.
Result<Object> set_from_stack(Object** items, int count);
Result<Dict> dict_from_stack(Object** items, int pairs);
Result<Dict> dict_from_keys(Tuple* keys, Object** values, int count);

// [*iterable] and {**mapping}, with the errors worded for displays.
Result<void> extend_display(List* list, Object* iterable);
Result<void> update_display(Dict* dict, Object* mapping);

}  // namespace minipy
