// SPDX-License-Identifier: MIT
// Memory that grows with a program: C++'s own containers (std::string, std::vector) where a program chooses their size,
// and plain arrays on the heap.
//
// Their growth cannot fail: without exceptions there is nobody to tell. So whoever adds to one asks here first, and
// gets a MemoryError while there is still time. What stays small by its nature (the parameters of a function, the
// digits of a format) need not ask: the reserve serves it.
//
//      std::string text;
//      TRY(reserve_room(text, std::size_t(width)));
//      text.append(std::size_t(width), ' ');
//
// CPython has no containers beside its own. Next: memory/reserve.hpp.
#pragma once

#include <algorithm>
#include <cstddef>

#include "runtime/kernel/errors.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy {

// Makes room for `count` elements in all; more than that when the container grows step by step.
template <class Container>
Result<void> reserve_room(Container& container, std::size_t count) {
    if (count <= container.capacity()) [[likely]]
        return {};
    std::size_t grown = std::max(count, container.capacity() * 2);
    if (heap::exhausted || count > container.max_size() / 2 ||
        !heap::has_room(grown * sizeof(typename Container::value_type))) {
        return raise_no_memory();
    }
    container.reserve(grown);
    return {};
}

// The same for `count` elements more than it holds.
template <class Container>
Result<void> reserve_more(Container& container, std::size_t count) {
    if (count > container.max_size() / 2) return raise_no_memory();
    return reserve_room(container, container.size() + count);
}

// Room for so many bytes at once: before std::strings are made of others that a program has made long.
inline Result<void> check_room(std::size_t bytes) {
    if (heap::exhausted || !heap::has_room(bytes)) return raise_no_memory();
    return {};
}

// Room for one key more in a std::unordered_map, whose table grows as a whole; it grows here, before a node can take
// from what was set aside. The library rounds the number of buckets up to a prime of its list, by up to a sixth.
template <class Map>
Result<void> reserve_key(Map& map) {
    if (heap::exhausted) return raise_no_memory();
    if (map.size() + 1 < map.bucket_count()) [[likely]]
        return {};
    std::size_t buckets = map.bucket_count() * 2;
    if (!heap::has_room((buckets + buckets / 4) * sizeof(void*))) return raise_no_memory();
    map.rehash(buckets);
    return {};
}

// An array of the heap's, larger, with what it holds; when there is no room, it stays as it is.
template <class T>
Result<void> grow_array(T*& items, Size& capacity, Size larger) {
    if (std::size_t(larger) > PTRDIFF_MAX / sizeof(T)) return raise_no_memory();
    void* moved = heap::reallocate(items, std::size_t(capacity) * sizeof(T), std::size_t(larger) * sizeof(T));
    if (moved == nullptr) return raise_no_memory();
    items = static_cast<T*>(moved);
    capacity = larger;
    return {};
}

// What has been built, or MemoryError when there was no room for it: for callers that change something by it.
inline Result<ByteString> complete(ByteString text) {
    if (text.failed()) return raise_no_memory();
    return text;
}

}  // namespace minipy
