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
enum class PathKinds : std::uint8_t { name, name_or_descriptor, name_or_descriptor_or_none };
Result<Path> path_argument(const char* function, Object* object, PathKinds allowed = PathKinds::name);
enum class Symlinks : std::uint8_t { followed, kept };

// A name from the system as str, or as bytes if the program asked with bytes.
Result<Str> name_as_str(const std::string& name);
Result<Object> name_as_asked(const std::string& name, bool asked_with_bytes);
Result<Object> make_stat_result(const struct stat& answer);

// Fails with the error of the last call and the path.
Failure raise_errno(const Path& path);

}  // namespace minipy::posix
