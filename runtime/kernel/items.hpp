// SPDX-License-Identifier: MIT
// Subscripts, length, membership, slices' arithmetic on any object. CPython: Objects/abstract.c. Next: items.cpp.
#pragma once

#include <algorithm>

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

// An __index__ may change the sequence that is indexed. So the helpers below take no length: they take the sequence (or
// a function that gives its length) and ask it when the last __index__ has run.
template <class Sequence>
Size length_now(const Sequence& sequence) {
    if constexpr (requires { sequence(); }) {
        return sequence();
    } else {
        return sequence->length;
    }
}

namespace detail {

Result<Size> index_number(Object* index);
Result<Size> bound_number(Object* bound, Size absent);
Result<Size> position_within(Size position, Size length, const char* message);
Size bound_within(Size position, Size length);

}  // namespace detail

// An index object as a position in a sequence: negative counts from the end. IndexError with `message` when outside.
template <class Sequence>
Result<Size> sequence_index(Object* index, const Sequence& sequence, const char* message) {
    Size position = TRY(detail::index_number(index));
    return detail::position_within(position, length_now(sequence), message);
}

// The start and stop of list.index(): where in a sequence they lie; a stop beyond the end stays there. Null: not given.
// TypeError: slice indices must be …
struct SearchBounds {
    Size start, stop;
};
template <class Sequence>
Result<SearchBounds> search_bounds(Object* start, Object* stop, const Sequence& sequence) {
    Size from = TRY(detail::bound_number(start, 0)), to = TRY(detail::bound_number(stop, PTRDIFF_MAX));
    return SearchBounds{detail::bound_within(from, length_now(sequence)),
                        detail::bound_within(to, length_now(sequence))};
}

// a[start:stop:step] of a sequence of some length.
struct SliceRange {
    Size start, stop, step, count;
    // Both for slices of at least one place: where there is none the step may be larger than any sequence.
    Size highest() const { return std::max(start, start + (count - 1) * step); }
    SliceRange ascending() const;  // the same places from the lowest to the highest
};

// Removes the places of an ascending slice: what stands between two of them moves down in one piece. Returns the new
// length. No place behind the last one is computed, for the same reason.
template <class Item>
Size remove_places(Item* items, Size length, const SliceRange& range) {
    Size target = range.start;
    for (Size index = 0; index < range.count; ++index) {
        Size from = range.start + index * range.step + 1;
        Size to = index + 1 < range.count ? from + range.step - 1 : length;
        target = std::copy(items + from, items + to, items + target) - items;
    }
    return target;
}

// The numbers of a slice, before it is fitted to a sequence.
struct SliceNumbers {
    Size start, stop, step;
    SliceRange within(Size length) const;
};
Result<SliceNumbers> slice_numbers(Object* slice);

template <class Sequence>
Result<SliceRange> slice_range(Object* slice, const Sequence& sequence) {
    SliceNumbers numbers = TRY(slice_numbers(slice));
    return numbers.within(length_now(sequence));
}

}  // namespace minipy
