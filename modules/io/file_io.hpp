// SPDX-License-Identifier: MIT
// FileIO: an open file descriptor; the lowest layer. CPython: Modules/_io/fileio.c. Next: file_io.cpp, buffered.hpp.
#pragma once

#include "modules/io/io_base.hpp"

namespace minipy::io {

struct FileIO : RawIOBase {
    int descriptor;  // −1: closed
    int seekable;    // −1: not asked yet
    bool created, readable, writable, appending;
    bool close_descriptor, finalizing;
    Size block_size;  // what the file system likes to be read in

    static Type type_object;
};

// FileIO(name_or_descriptor, mode, closefd, opener).
enum class AtClose : std::uint8_t { close_descriptor, keep_descriptor };
Result<FileIO> open_file(Object* name, Object* mode, AtClose at_close, Object* opener);

// What reading and writing gave; `would_block`: a non-blocking descriptor has nothing (or no room) now.
struct Transfer {
    Size count = 0;
    bool would_block = false;
};
Result<Transfer> read_file(FileIO* file, char* data, Size count);
Result<Transfer> write_file(FileIO* file, const char* data, Size count);
Result<std::int64_t> seek_file(FileIO* file, std::int64_t position, int whence);

}  // namespace minipy::io
