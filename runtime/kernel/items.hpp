// SPDX-License-Identifier: MIT
// Subscripts, length, membership, slices' arithmetic on any object. CPython: Objects/abstract.c. Next: items.cpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

Result<Object> get_item(Object* container, Object* key);
Result<void> set_item(Object* container, Object* key, Object* value);
Result<void> delete_item(Object* container, Object* key);
Result<Size> length(Object* object);  // TypeError: object of type 'int' has no len()
Result<bool> contains(Object* container, Object* item);
Result<bool> contains_by_iteration(Object* iterable, Object* item);
Result<Object> sequence_repeat(Object* sequence, Object* count);

// An index object as a position in a sequence of `length`: negative counts from the end. IndexError with `message` when
// outside.
Result<Size> sequence_index(Object* index, Size length, const char* message);

// The start or stop of list.index(): where in a sequence of this length it lies; clipped. TypeError: slice indices must
// be …
Result<Size> search_bound(Object* bound, Size length);

// a[start:stop:step] of a sequence of some length.
struct SliceRange {
    Size start, stop, step, count;
};
Result<SliceRange> slice_range(Object* slice, Size length);

}  // namespace minipy
