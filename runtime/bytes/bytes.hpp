// SPDX-License-Identifier: MIT
// bytes: an immutable sequence of 0 … 255, its data inline behind the header, and a final zero byte.
// CPython: Objects/bytesobject.c. Next: bytes.cpp, byteslike_methods.hpp (what bytes and bytearray share).
#pragma once

#include <string_view>

#include "runtime/kernel/index_iterator.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Bytes : Object {
    Size length;
    Hash hash_value;  // −1: not computed
    // data follows

    char* data() { return reinterpret_cast<char*>(this + 1); }
    const char* data() const { return reinterpret_cast<const char*>(this + 1); }
    std::string_view view() const { return {data(), std::size_t(length)}; }

    static Result<Bytes> create(Size length);  // uninitialised; MemoryError
    static Result<Bytes> copy(std::string_view data);

    static constexpr TypeFlag subclass_flag = TypeFlag::bytes_subclass;
    static Type type_object;
};

struct BytesIterator : IndexIterator<Bytes> {
    using IndexIterator::IndexIterator;
    static Ref<Object> item(const Bytes* bytes, Size index);
    static Ref<Object> empty();
    static Type type_object;
};

// The repr() of raw data: b'…'.
ByteString bytes_repr(std::string_view data);

}  // namespace minipy
