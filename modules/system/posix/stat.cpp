// SPDX-License-Identifier: MIT
// What the system knows of files and file systems: stat, access, statvfs. CPython: Modules/posixmodule.c.
// Next: permissions.cpp, which changes it.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <vector>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::posix {

namespace {

constexpr const char* stat_fields[] = {"st_mode",     "st_ino",     "st_dev",    "st_nlink",    "st_uid",
                                       "st_gid",      "st_size",    nullptr,     nullptr,       nullptr,
                                       "st_atime",    "st_mtime",   "st_ctime",  "st_atime_ns", "st_mtime_ns",
                                       "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"};
constexpr const char* statvfs_fields[] = {"f_bsize", "f_frsize", "f_blocks", "f_bfree",   "f_bavail", "f_files",
                                          "f_ffree", "f_favail", "f_flag",   "f_namemax", "f_fsid"};
const StructSequenceSpec stat_result_spec("os.stat_result", "What stat(), fstat() and lstat() know of a file.",
                                          stat_fields, 10);
const StructSequenceSpec statvfs_result_spec("os.statvfs_result",
                                             "What statvfs() and fstatvfs() know of a file system.", statvfs_fields,
                                             10);
Type stat_result_type(stat_result_spec), statvfs_result_type(statvfs_result_spec);

Ref<Object> nanoseconds(const timespec& time) {
    Ref<Int> billion = Int::from(1'000'000'000), seconds = Int::from(time.tv_sec), rest = Int::from(time.tv_nsec);
    Result<Int> whole = int_multiply(seconds.get(), billion.get());
    return int_add(whole.take().get(), rest.get());
}
Ref<Object> float_seconds(const timespec& time) {
    return Float::from(double(time.tv_sec) + 1e-9 * double(time.tv_nsec));
}

Result<Object> stat_path(const char* function, Object* object, Object* dir_fd, Symlinks symlinks) {
    Path path = TRY(path_argument(function, object, PathKinds::name_or_descriptor));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(check_no_directory(function, path, directory));
    TRY(check_follows(function, path, symlinks));
    struct stat answer;
    int flags = symlinks == Symlinks::followed ? 0 : AT_SYMLINK_NOFOLLOW;
    TRY(path_call(path, [&] {
        return path.is_descriptor() ? fstat(path.descriptor, &answer) : fstatat(directory, path.text(), &answer, flags);
    }));
    return make_stat_result(answer);
}

Result<Object> stat_function(Object* path, Object* dir_fd, bool follow_symlinks) {
    return stat_path("stat", path, dir_fd, symlinks_as(follow_symlinks));
}
Result<Object> lstat_function(Object* object, Object* dir_fd) {
    Path path = TRY(path_argument("lstat", object));
    int directory = TRY(directory_descriptor(dir_fd));
    struct stat answer;
    TRY(path_call(path, [&] { return fstatat(directory, path.text(), &answer, AT_SYMLINK_NOFOLLOW); }));
    return make_stat_result(answer);
}
Result<Object> fstat_function(int fd) {
    struct stat answer;
    TRY(checked_system_call(Blocking::file, [&] { return fstat(fd, &answer); }));
    return make_stat_result(answer);
}

Result<bool> access_function(Object* path_object, int mode, Object* dir_fd, bool effective_ids, bool follow_symlinks) {
    Path path = TRY(path_argument("access", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
    return TRY(system_call(Blocking::file, [&] { return faccessat(directory, path.text(), mode, flags); })) == 0;
}

Result<Object> make_statvfs_result(const struct statvfs& answer) {
    std::vector<Ref<Object>> values;
    for (unsigned long number :
         {answer.f_bsize, answer.f_frsize, answer.f_blocks, answer.f_bfree, answer.f_bavail, answer.f_files,
          answer.f_ffree, answer.f_favail, answer.f_flag, answer.f_namemax, answer.f_fsid}) {
        values.push_back(Int::from_unsigned(number));
    }
    return make_struct_sequence(&statvfs_result_type, values);
}
Result<Object> statvfs_function(Object* path_object) {
    Path path = TRY(path_argument("statvfs", path_object, PathKinds::name_or_descriptor));
    struct statvfs answer;
    TRY(path_call(path, [&] {
        return path.is_descriptor() ? fstatvfs(path.descriptor, &answer) : statvfs(path.text(), &answer);
    }));
    return make_statvfs_result(answer);
}
Result<Object> fstatvfs_function(int fd) {
    struct statvfs answer;
    TRY(checked_system_call(Blocking::file, [&] { return fstatvfs(fd, &answer); }));
    return make_statvfs_result(answer);
}

const Method stat_functions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", bind<stat_function>,
     "Tells size, times, owner and kind of a file; a symbolic link is followed."},
    {"lstat(path, *, dir_fd=None)", bind<lstat_function>, "Tells what stat() tells, of a symbolic link itself."},
    {"fstat(fd)", bind<fstat_function>, "Tells what stat() tells, of an open descriptor."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", bind<access_function>,
     "Tells whether the real user may; by the time one opens the file it may be otherwise."},
    {"statvfs(path)", bind<statvfs_function>, "Tells sizes and free room of the file system that a path is on."},
    {"fstatvfs(fd, /)", bind<fstatvfs_function>, "Tells what statvfs() tells, of an open descriptor."},
};

constexpr ModuleType stat_types[] = {&stat_result_type, &statvfs_result_type};

}  // namespace

Result<Object> make_stat_result(const struct stat& answer) {
    std::vector<Ref<Object>> values = {
        Int::from(answer.st_mode),           Int::from_unsigned(answer.st_ino), Int::from_unsigned(answer.st_dev),
        Int::from_unsigned(answer.st_nlink), Int::from(answer.st_uid),          Int::from(answer.st_gid),
        Int::from(answer.st_size),           Int::from(answer.st_atim.tv_sec),  Int::from(answer.st_mtim.tv_sec),
        Int::from(answer.st_ctim.tv_sec),    float_seconds(answer.st_atim),     float_seconds(answer.st_mtim),
        float_seconds(answer.st_ctim),       nanoseconds(answer.st_atim),       nanoseconds(answer.st_mtim),
        nanoseconds(answer.st_ctim),         Int::from(answer.st_blksize),      Int::from(answer.st_blocks),
        Int::from_unsigned(answer.st_rdev)};
    return make_struct_sequence(&stat_result_type, values);
}

extern const ModuleSpec stat_part = {.functions = stat_functions, .types = stat_types};

}  // namespace minipy::posix
