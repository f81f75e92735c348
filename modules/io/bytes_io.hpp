// SPDX-License-Identifier: MIT
// BytesIO and StringIO: files in memory. CPython: Modules/_io/bytesio.c, stringio.c. Next: bytes_io.cpp, string_io.cpp.
#pragma once

#include "modules/io/newlines.hpp"
#include "runtime/bytes/bytearray.hpp"

namespace minipy::io {

struct BytesIO : BufferedIOBase {
    Ref<ByteArray> data;  // null: closed
    Size pos;
    static Type type_object;
};

struct StringIO : TextIOBase {
    CodePoint* characters;  // owned; `capacity` of them
    Size length, capacity;
    Size pos;
    bool ok, closed;
    NewlineMode mode;
    NewlineState newlines;
    ~StringIO();
    static Type type_object;
};

}  // namespace minipy::io
