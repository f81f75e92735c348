// SPDX-License-Identifier: MIT
// Arguments of posix functions: paths, descriptors, users; and errors that name a path.
// CPython: Modules/posixmodule.c (path_converter).
// Next: stat.cpp, the simplest that uses them.
#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::posix {

namespace {

Result<int> descriptor_number(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small() && number->small <= INT32_MAX && number->small >= INT32_MIN) return int(number->small);
    return raise(OverflowError, "fd is {} than {}", number->is_negative() ? "less" : "greater",
                 number->is_negative() ? "minimum" : "maximum");
}

const char* other_kinds(PathKinds allowed) {
    switch (allowed) {
        case PathKinds::name: return " or os.PathLike";
        case PathKinds::name_or_descriptor: return ", os.PathLike or integer";
        case PathKinds::name_or_descriptor_or_none: return ", os.PathLike, integer or None";
    }
    __builtin_unreachable();
}

std::string should_be(const char* function, Object* object, PathKinds allowed, const char* parameter) {
    return format_text("{}: {} should be string, bytes{}, not {}", function, parameter, other_kinds(allowed),
                       type_name(object));
}

// The bytes of something else that has bytes: still allowed, and warned of.
Result<Object> name_in_buffer(const char* function, Object* object, PathKinds allowed, const char* parameter) {
    Ref<Str> warning = Str::from(should_be(function, object, allowed, parameter));
    TRY(issue_warning_at_level(&DeprecationWarning, warning.get(), 1, nullptr));
    Buffer buffer;
    TRY(buffer.acquire(object));
    return Bytes::copy(buffer.text());
}

// A str or bytes.
Result<Object> path_name(const char* function, Object* object, PathKinds allowed, const char* parameter) {
    Result<Object> name = file_name_object(object);
    if (name.ok()) return name;
    if (!is_none(object) && lookup_in_type(object->type, Str::interned_from("__fspath__").get()) != nullptr)
        return Failure{};
    clear_exception();
    if (supports_buffer(object)) return name_in_buffer(function, object, allowed, parameter);
    return raise_message(TypeError, should_be(function, object, allowed, parameter));
}

}  // namespace

Result<Path> path_argument(const char* function, Object* object, PathKinds allowed, const char* parameter) {
    Path path;
    path.object = object;
    if (allowed != PathKinds::name && object->type->slots.index != nullptr) {
        path.descriptor = TRY(descriptor_number(object));
        path.is_number = true;
        return path;
    }
    Ref<Object> made = TRY(path_name(function, object, allowed, parameter));
    path.is_bytes = is<Bytes>(made.get());
    if (path.is_bytes && cast<Bytes>(made.get())->view().find('\0') != std::string_view::npos)
        return raise(ValueError, "{}: embedded null character in {}", function, parameter);
    path.name = TRY(file_name_bytes(made.get()));
    return path;
}

Result<int> directory_descriptor(Object* dir_fd) {
    if (dir_fd == nullptr || is_none(dir_fd)) return AT_FDCWD;
    if (dir_fd->type->slots.index == nullptr)
        return raise(TypeError, "argument should be integer or None, not {}", type_name(dir_fd));
    return descriptor_number(dir_fd);
}

Ref<Object> shown_directory(int directory) { return Int::from(directory == AT_FDCWD ? -1 : directory); }

Result<void> check_no_directory(const char* function, const Path& path, int directory) {
    if (path.is_number && directory != AT_FDCWD)
        return raise(ValueError, "{}: can't specify dir_fd without matching path", function);
    return {};
}

// Descriptor 0 passes, as it does in CPython.
Result<void> check_follows(const char* function, const Path& path, Symlinks symlinks) {
    if (path.descriptor > 0 && symlinks == Symlinks::kept)
        return raise(ValueError, "{}: cannot use fd and follow_symlinks together", function);
    return {};
}

// ---------------------------------------------------------------- names

Result<Str> name_as_str(const std::string& name) { return decode_utf8(name, "surrogateescape"); }

Result<Object> name_as_asked(const std::string& name, bool asked_with_bytes) {
    if (asked_with_bytes) return Bytes::copy(name);
    return name_as_str(name);
}

Result<Bytes> name_as_bytes(Object* name) { return Bytes::copy(TRY(file_name_bytes(name))); }

Failure raise_errno(const Path& path) { return raise_os_error(errno, path.object); }

// The None stands for Windows' own error number.
Failure raise_errno_of_two(Object* src, Object* dst) {
    Ref<Int> number = Int::from(errno);
    Ref<Str> message = Str::from(std::strerror(errno));
    return raise_instance(TRY(call(&OSError, {number.get(), message.get(), src, &None, dst})));
}

// ---------------------------------------------------------------- numbers

Result<int> descriptor_argument(Object* object) {
    if (is<Int>(object)) {
        int descriptor = TRY(to_c_int(object));
        if (descriptor >= 0) return descriptor;
        return raise(ValueError, "file descriptor cannot be a negative integer ({})", descriptor);
    }
    Maybe<Object> found = find_attribute(object, Str::interned_from("fileno").get());
    if (found.failed()) return Failure{};
    Ref<Object> method = found.take();
    if (!method) return raise(TypeError, "argument must be an int, or have a fileno() method.");
    Ref<Object> number = TRY(call(method.get()));
    if (!is<Int>(number.get())) return raise(TypeError, "fileno() returned a non-integer");
    int descriptor = TRY(to_c_int(number.get()));
    if (descriptor >= 0) return descriptor;
    return raise(ValueError, "file descriptor cannot be a negative integer ({})", descriptor);
}

namespace {

Result<unsigned> identity_argument(Object* object, const char* what) {
    if (object->type->slots.index == nullptr)
        return raise(TypeError, "{} should be integer, not {}", what, type_name(object));
    Ref<Int> number = TRY(to_index(object));
    if (!number->is_small())
        return raise(OverflowError, "{} is {}", what,
                     number->is_negative() ? "less than minimum" : "greater than maximum");
    if (number->small != -1 && number->small != std::int64_t(unsigned(number->small)))
        return raise(OverflowError, "{} is less than minimum", what);
    return unsigned(number->small);
}

}  // namespace

Result<unsigned> user_argument(Object* object) { return identity_argument(object, "uid"); }
Result<unsigned> group_argument(Object* object) { return identity_argument(object, "gid"); }

Ref<Object> user_number(unsigned id) { return Int::from(id == unsigned(-1) ? std::int64_t(-1) : std::int64_t(id)); }

Result<std::uint64_t> unsigned_argument(Object* object) {
    auto* number = as<Int>(object);
    if (number == nullptr) return raise(TypeError, "an integer is required");
    unsigned char bytes[sizeof(std::uint64_t)];
    TRY(int_to_bytes(number, bytes, sizeof bytes, std::endian::native, Signedness::unsigned_));
    return std::bit_cast<std::uint64_t>(bytes);
}

Result<std::int64_t> offset_argument(Object* object) { return to_int64(object); }

Ref<Tuple> tuple_of_numbers(std::initializer_list<std::int64_t> numbers) {
    Ref<Tuple> tuple = Tuple::create(Size(numbers.size())).take();
    Size place = 0;
    for (std::int64_t number : numbers) tuple->initialize(place++, Int::from(number));
    return tuple->track();
}

}  // namespace minipy::posix
