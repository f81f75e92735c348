// SPDX-License-Identifier: MIT
// Changing what stat() tells: permissions, owner, times, length. CPython: Modules/posixmodule.c.
// Next: extended_attributes.cpp.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/numbers/float.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

// ---------------------------------------------------------------- who may

Result<void> chmod_function(Object* path_object, int mode, Object* dir_fd, bool follow_symlinks) {
    Path path = TRY(path_argument("chmod", path_object, PathKinds::name_or_descriptor));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(audit("os.chmod", {path_object, Int::from(mode).get(), shown_directory(directory).get()}));
    int flags = follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW;
    Size result = TRY(system_call(Blocking::file, [&] {
        return path.is_descriptor() ? fchmod(path.descriptor, mode_t(mode))
                                    : fchmodat(directory, path.text(), mode_t(mode), flags);
    }));
    if (result == 0) return {};
    if (errno == ENOTSUP && !follow_symlinks) {
        if (directory != AT_FDCWD) return raise(ValueError, "chmod: cannot use dir_fd and follow_symlinks together");
        return raise(NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    }
    return raise_errno(path);
}
Result<void> fchmod_function(int fd, int mode) {
    TRY(audit("os.chmod", {Int::from(fd).get(), Int::from(mode).get(), shown_directory(AT_FDCWD).get()}));
    TRY(checked_system_call(Blocking::file, [&] { return fchmod(fd, mode_t(mode)); }));
    return {};
}

// ---------------------------------------------------------------- owner

Result<void> audit_chown(Object* path, unsigned user, unsigned group, int directory) {
    return audit("os.chown",
                 {path, user_number(user).get(), user_number(group).get(), shown_directory(directory).get()});
}

Result<void> chown_function(Object* path_object, Object* uid, Object* gid, Object* dir_fd, bool follow_symlinks) {
    Path path = TRY(path_argument("chown", path_object, PathKinds::name_or_descriptor));
    unsigned user = TRY(user_argument(uid)), group = TRY(group_argument(gid));
    int directory = TRY(directory_descriptor(dir_fd));
    if (path.is_number && directory != AT_FDCWD) return raise(ValueError, "chown: can't specify both dir_fd and fd");
    TRY(check_follows("chown", path, symlinks_as(follow_symlinks)));
    TRY(audit_chown(path_object, user, group, directory));
    int flags = follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW;
    TRY(path_call(path, [&] {
        return path.is_descriptor() ? fchown(path.descriptor, user, group)
                                    : fchownat(directory, path.text(), user, group, flags);
    }));
    return {};
}
Result<void> lchown_function(Object* path_object, Object* uid, Object* gid) {
    Path path = TRY(path_argument("lchown", path_object));
    unsigned user = TRY(user_argument(uid)), group = TRY(group_argument(gid));
    TRY(audit_chown(path_object, user, group, AT_FDCWD));
    TRY(path_call(path, [&] { return lchown(path.text(), user, group); }));
    return {};
}
Result<void> fchown_function(int fd, Object* uid, Object* gid) {
    unsigned user = TRY(user_argument(uid)), group = TRY(group_argument(gid));
    TRY(audit_chown(Int::from(fd).get(), user, group, AT_FDCWD));
    TRY(checked_system_call(Blocking::file, [&] { return fchown(fd, user, group); }));
    return {};
}

// ---------------------------------------------------------------- length

Result<void> truncate_function(Object* path_object, Object* length_object) {
    Path path = TRY(path_argument("truncate", path_object, PathKinds::name_or_descriptor));
    std::int64_t length = TRY(offset_argument(length_object));
    TRY(audit("os.truncate", {path_object, Int::from(length).get()}));
    if (path.is_descriptor()) {
        TRY(checked_system_call(Blocking::file, [&] { return ftruncate(path.descriptor, length); }));
    } else {
        TRY(path_call(path, [&] { return truncate(path.text(), length); }));
    }
    return {};
}
Result<void> ftruncate_function(int fd, Object* length_object) {
    std::int64_t length = TRY(offset_argument(length_object));
    TRY(audit("os.truncate", {Int::from(fd).get(), Int::from(length).get()}));
    TRY(checked_system_call(Blocking::file, [&] { return ftruncate(fd, length); }));
    return {};
}

// ---------------------------------------------------------------- times

Failure time_out_of_range() { return raise(OverflowError, "timestamp out of range for platform time_t"); }

// Seconds as a number, rounded down to nanoseconds.
Result<timespec> permissions_seconds_argument(Object* object) {
    auto* real = as<Float>(object);
    if (real == nullptr) {
        Ref<Int> whole = TRY(to_index(object));
        if (!whole->is_small()) return time_out_of_range();
        return timespec{whole->small, 0};
    }
    if (std::isnan(real->value)) return raise(ValueError, "Invalid value NaN (not a number)");
    double whole = 0;
    double nanoseconds = std::floor(std::modf(real->value, &whole) * 1e9);
    if (nanoseconds < 0) {
        nanoseconds += 1e9;
        whole -= 1;
    } else if (nanoseconds >= 1e9) {
        nanoseconds -= 1e9;
        whole += 1;
    }
    if (!(whole >= -0x1p63 && whole < 0x1p63)) return time_out_of_range();
    return timespec{time_t(whole), long(nanoseconds)};
}

Result<std::int64_t> time_number(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (!number->is_small()) return time_out_of_range();
    return number->small;
}

// Nanoseconds as a number: anything that can be divided by a thousand million.
Result<timespec> nanoseconds_argument(Object* object) {
    Ref<Int> billion = Int::from(1'000'000'000);
    Ref<Object> parts = TRY(divide_modulo(object, billion.get()));
    auto* pair = as<Tuple>(parts.get());
    if (pair == nullptr || pair->length != 2) {
        return raise(TypeError, "{}.__divmod__() must return a 2-tuple, not {}", type_name(object),
                     type_name(parts.get()));
    }
    std::int64_t seconds = TRY(time_number((*pair)[0]));
    return timespec{seconds, long(TRY(to_int64((*pair)[1])))};
}

bool is_pair(Object* object) { return is<Tuple>(object) && cast<Tuple>(object)->length == 2; }

// The two times as utimensat() wants them.
Result<void> read_times(Object* times, Object* ns, timespec (&wanted)[2]) {
    bool has_times = !is_none(times);
    if (has_times && ns != nullptr)
        return raise(ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    if (has_times && !is_pair(times))
        return raise(TypeError, "utime: 'times' must be either a tuple of two ints or None");
    if (ns != nullptr && !is_pair(ns)) return raise(TypeError, "utime: 'ns' must be a tuple of two ints");
    for (int place = 0; place < 2; ++place) {
        if (has_times) wanted[place] = TRY(permissions_seconds_argument((*cast<Tuple>(times))[place]));
        else if (ns != nullptr) wanted[place] = TRY(nanoseconds_argument((*cast<Tuple>(ns))[place]));
        else wanted[place] = {0, UTIME_NOW};
    }
    return {};
}

Result<void> utime_function(Object* path_object, Object* times, Object* ns, Object* dir_fd, bool follow_symlinks) {
    Path path = TRY(path_argument("utime", path_object, PathKinds::name_or_descriptor));
    int directory = TRY(directory_descriptor(dir_fd));
    timespec wanted[2];
    TRY(read_times(times, ns, wanted));
    TRY(check_no_directory("utime", path, directory));
    TRY(check_follows("utime", path, symlinks_as(follow_symlinks)));
    TRY(audit("os.utime", {path_object, times, ns == nullptr ? &None : ns, shown_directory(directory).get()}));
    int flags = follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW;
    TRY(checked_system_call(Blocking::file, [&] {
        return path.is_descriptor() && follow_symlinks ? futimens(path.descriptor, wanted)
                                                       : utimensat(directory, path.text(), wanted, flags);
    }));
    return {};
}

const Method permissions_functions[] = {
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", bind<chmod_function>,
     "Sets who may read, write and execute."},
    {"fchmod(fd, mode)", bind<fchmod_function>, "Sets who may read, write and execute, of an open descriptor."},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", bind<chown_function>,
     "Gives a file to another user and group; -1 leaves one as it is."},
    {"fchown(fd, uid, gid)", bind<fchown_function>, "Gives the file of a descriptor to another user and group."},
    {"lchown(path, uid, gid)", bind<lchown_function>,
     "Gives a file to another user and group, or a symbolic link itself."},
    {"truncate(path, length)", bind<truncate_function>, "Makes a file as long as length says."},
    {"ftruncate(fd, length, /)", bind<ftruncate_function>, "Makes the file of a descriptor as long as length says."},
    {"utime(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", bind<utime_function>,
     "Sets when a file was last read and changed, in seconds or nanoseconds; without times, now."},
};

}  // namespace

extern const ModuleSpec permission_part = {.functions = permissions_functions};

}  // namespace minipy::posix
