// SPDX-License-Identifier: MIT
// Where the items of a memoryview lie when it has several dimensions, or none. Such a view is a row of rows:
//
//      memoryview(bytes(12)).cast("B", [2, 3, 2])[::2]
//
//      count 1, stride 12 │ inner {3, 2}: all that lies at one place of the first dimension is without gaps
//
// Only cast() makes dimensions, out of memory without gaps, and only the first one can be sliced; so this is enough.
// Dangers: an __index__ may release the view. CPython: Objects/memoryobject.c (ptr_from_tuple, tolist_rec, cast_to_ND).
// Next: memory_layout.cpp.
#pragma once

#include <vector>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/memory/byte_string.hpp"

namespace minipy::memory_layout {

constexpr Size most_dimensions = 64;

// By dimension; empty when there is none.
std::vector<Size> lengths(const BufferView& view);
std::vector<Size> strides(const BufferView& view);
inline Size dimensions(const BufferView& view) { return view.is_single ? 0 : 1 + Size(view.inner.size()); }

Size items(const BufferView& view);
// The n-th one, the last index running fastest.
char* item(const BufferView& view, Size number);

bool is_column_major(const BufferView& view);  // without gaps, the first index running fastest
bool have_same_shape(const BufferView& left, const BufferView& right);

// The place of view[i, j, …], from the start of the view: one index for each dimension.
Result<Size> offset(const BufferView& view, Tuple* indices);
Result<Object> nested_lists(const BufferView& view);
ByteString copy(const BufferView& view);               // the last index running fastest
ByteString copy_column_major(const BufferView& view);  // the first

// Gives a view of one dimension without gaps the shape; a list or a tuple of lengths.
Result<void> reshape(BufferView& view, Tuple* shape);

}  // namespace minipy::memory_layout
