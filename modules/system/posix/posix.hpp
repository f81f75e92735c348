// SPDX-License-Identifier: MIT
// Module posix: the operating system's calls, as far as Lib/os.py and its users need them so far; what is
// missing is absent, so that os says so. CPython: Modules/posixmodule.c.
// Next: files.cpp, directories.cpp (scandir), processes.cpp, posix.cpp (the module).
#pragma once

#include <string>

#include "runtime/modules/module.hpp"
#include "runtime/object/result.hpp"

struct stat;

namespace minipy::posix {

extern const ModuleSpec file_part, directory_part, process_part;

// A path argument: the name for the system, the object for messages; or an open file's descriptor.
struct Path {
    std::string name;
    Object* object = nullptr;  // borrowed
    int descriptor = -1;
    bool is_bytes = false;
    bool is_descriptor() const { return descriptor >= 0; }
};
// `function` words the TypeError: "stat: path should be string, bytes, os.PathLike or integer, not float".
Result<Path> path_argument(const char* function, Object* object, bool descriptor_allowed = false,
                           bool none_allowed = false);
// A name from the system as str, or as bytes if the program asked with bytes.
Result<Object> name_object(const std::string& name, bool as_bytes);
Result<Object> make_stat_result(const struct stat& answer);

// Fails with the error of the last call and the path.
Failure raise_errno(const Path& path);

}  // namespace minipy::posix
