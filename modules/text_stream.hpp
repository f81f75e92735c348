// SPDX-License-Identifier: MIT
// TextStream: sys.stdin, sys.stdout and sys.stderr over a file descriptor, with a buffer. It has what programs use of a text
// file: write, flush, read, readline, iteration. The full io module replaces it later.
//
// CPython: Modules/_io/textio.c. Next: text_stream.cpp.
#pragma once

#include <string>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

struct TextStream : Object {
    int descriptor;
    bool readable, line_buffered;
    bool closed = false;
    bool read_ended = false;
    std::string* buffer;  // owned: to be written, or read ahead
    Ref<Str> name, errors;
    TextStream(Type* stream_type, int fd, bool can_read, bool flush_lines, Ref<Str> stream_name, Ref<Str> error_handler);
    ~TextStream();
    static Type type_object;
};

Result<void> stream_write(TextStream* stream, Str* text);
Result<void> stream_flush(TextStream* stream);

// Makes the three standard streams and puts them into `sys`.
Result<void> add_standard_streams(Dict* sys);

}  // namespace minipy
