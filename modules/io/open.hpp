// SPDX-License-Identifier: MIT
// open(), and the standard streams made with it. CPython: Modules/_io/_iomodule.c, Python/pylifecycle.c (create_stdio).
// Next: open.cpp, standard_streams.cpp.
#pragma once

#include <string_view>

#include "runtime/containers/dict.hpp"
#include "runtime/object/result.hpp"

namespace minipy::io {

struct OpenArguments {
    Object *file, *mode, *buffering, *encoding, *errors, *newline, *opener;
    bool closefd = true;
};
Result<Object> open(const OpenArguments& arguments);

// sys.stdin, sys.stdout, sys.stderr and their originals; None where the process was started without. `text_form` is
// PYTHONIOENCODING: "encoding", "encoding:errors", ":errors" or empty.
Result<void> add_standard_streams(Dict* sys, bool unbuffered, std::string_view text_form);

}  // namespace minipy::io
