// SPDX-License-Identifier: MIT
// bytearray: a mutable array of bytes. Deleting from the front only moves `start`, so it can serve as a queue.
//
//      block │ unused │ data: length bytes │ unused │      capacity bytes in all
//            ▲        ▲
//            block    start
//
// While somebody looks at the bytes through a buffer (`exports` > 0) the array must not be resized.
// CPython: Objects/bytearrayobject.c. Next: bytearray.cpp, byteslike_methods.hpp.
#pragma once

#include <string_view>

#include "runtime/kernel/index_iterator.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct ByteArray : Object {
    char* block = nullptr;
    Size capacity = 0;
    Size start = 0;
    Size length = 0;
    Size exports = 0;

    explicit ByteArray(Type* array_type) : Object(array_type) {}
    ~ByteArray();

    char* data() { return block + start; }
    std::string_view view() const { return {block + start, std::size_t(length)}; }

    static Ref<ByteArray> create();
    static Result<ByteArray> copy(std::string_view data);
    static Type type_object;
};

struct ByteArrayIterator : IndexIterator<ByteArray> {
    using IndexIterator::IndexIterator;
    static Ref<Object> item(const ByteArray* bytes, Size index);
    static Ref<Object> empty();
    static Type type_object;
};

// New bytes behind the old length are undefined. BufferError while exported.
Result<void> bytearray_resize(ByteArray* array, Size length);
// Replaces bytes [start, stop) by others, which must not lie inside the array itself.
Result<void> bytearray_replace(ByteArray* array, Size start, Size stop, std::string_view data);

}  // namespace minipy
