// SPDX-License-Identifier: MIT
// Module posix: the operating system's calls, a file for each theme. This header has what they share: arguments that
// are paths, descriptors, users; and failing with a path.
//
// Who calls the system holds no object's memory meanwhile but copies (Path has the name as a std::string) or a Buffer:
// others run Python then (vm/gil.hpp).
//
// CPython: Modules/posixmodule.c. Next: path.cpp, stat.cpp, descriptors.cpp, posix.cpp (the module).
#pragma once

#include <string>

#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/object/result.hpp"
#include "vm/system_call.hpp"

struct stat;

namespace minipy::posix {

// Bytes of one transfer: Linux moves no more in one call.
inline constexpr Size most_at_once = 0x7FFFF000;

extern const ModuleSpec configuration_part, constant_part, descriptor_part, directory_part, environment_part,
    extended_attribute_part, fork_part, name_part, permission_part, process_part, program_part, scheduling_part,
    spawn_part, stat_part, terminal_part, transfer_part, user_part, wait_part;

// ---------------------------------------------------------------- paths

// A path argument: the name for the system, the object for messages; or an open file's descriptor.
struct Path {
    std::string name;
    Object* object = nullptr;  // borrowed
    int descriptor = -1;
    bool is_bytes = false;
    bool is_number = false;  // −1 is one too: a bad address
    bool is_descriptor() const { return descriptor >= 0; }
    // A number that is no descriptor is a bad address (EFAULT); not null, which the C library promises never to get.
    const char* text() const { return is_number ? reinterpret_cast<const char*>(1) : name.c_str(); }
};
// `function` words the TypeError: "stat: path should be string, bytes, os.PathLike or integer, not float".
enum class PathKinds : std::uint8_t { name, name_or_descriptor, name_or_descriptor_or_none };
Result<Path> path_argument(const char* function, Object* object, PathKinds allowed = PathKinds::name,
                           const char* parameter = "path");
enum class Symlinks : std::uint8_t { followed, kept };
inline Symlinks symlinks_as(bool follow_symlinks) { return follow_symlinks ? Symlinks::followed : Symlinks::kept; }

// dir_fd: where a relative path starts; AT_FDCWD for None.
Result<int> directory_descriptor(Object* dir_fd);
// What audit hooks see of a directory: −1 where none was given.
Ref<Object> shown_directory(int directory);
// ValueErrors for a path that is a descriptor already.
Result<void> check_no_directory(const char* function, const Path& path, int directory);
Result<void> check_follows(const char* function, const Path& path, Symlinks symlinks);

// A name from the system as str, or as bytes if the program asked with bytes.
Result<Str> name_as_str(const std::string& name);
Result<Object> name_as_asked(const std::string& name, bool asked_with_bytes);
// What the file system's encoding makes of a str, bytes or path-like object.
Result<Bytes> name_as_bytes(Object* name);
Result<Object> make_stat_result(const struct stat& answer);

// Fails with the error of the last call and the path.
Failure raise_errno(const Path& path);
// … and two of them: OSError(errno, message, src, None, dst).
Failure raise_errno_of_two(Object* src, Object* dst);

// A call about a path; its −1 is an OSError that names the path.
template <class Call>
Result<std::int64_t> path_call(const Path& path, Call call) {
    std::int64_t result = TRY(system_call(Blocking::file, call));
    if (result < 0) return raise_errno(path);
    return result;
}

// ---------------------------------------------------------------- numbers

// A descriptor, or an object with fileno().
Result<int> descriptor_argument(Object* object);
// A user's or group's number; −1 is one too: "as it was".
Result<unsigned> user_argument(Object* object);
Result<unsigned> group_argument(Object* object);
Ref<Object> user_number(unsigned id);
// A number without sign: a device, what an event counter counts.
Result<std::uint64_t> unsigned_argument(Object* object);
// A place in a file, or its length: 64 bits.
Result<std::int64_t> offset_argument(Object* object);
// Several numbers as a tuple.
Ref<Tuple> tuple_of_numbers(std::initializer_list<std::int64_t> numbers);

}  // namespace minipy::posix
