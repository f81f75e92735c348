// SPDX-License-Identifier: MIT
// Files by name and by descriptor: stat, open, read, write, rename, unlink … CPython: Modules/posixmodule.c.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/system_call.hpp"

namespace minipy::posix {

Result<Path> path_argument(const char* function, Object* object, PathKinds allowed) {
    Path path;
    path.object = object;
    if (allowed != PathKinds::name && object->type->slots.index != nullptr) {
        Ref<Int> number = TRY(to_index(object));
        if (!number->is_small() || number->small > INT32_MAX || number->small < INT32_MIN) {
            return raise(OverflowError, "fd is {} than {}", number->is_negative() ? "less" : "greater",
                         number->is_negative() ? "minimum" : "maximum");
        }
        path.descriptor = int(number->small);
        return path;
    }
    Result<Object> name = file_name_object(object);
    if (name.failed()) {
        if (!is_none(object) && lookup_in_type(object->type, Str::interned_from("__fspath__").get()) != nullptr)
            return Failure{};
        clear_exception();
        const char* others = allowed == PathKinds::name_or_descriptor_or_none ? ", os.PathLike, integer or None"
                             : allowed == PathKinds::name_or_descriptor       ? ", os.PathLike or integer"
                                                                              : " or os.PathLike";
        return raise(TypeError, "{}: path should be string, bytes{}, not {}", function, others, type_name(object));
    }
    Ref<Object> made = name.take();
    path.is_bytes = is<Bytes>(made.get());
    path.name = TRY(file_name_bytes(made.get()));
    return path;
}

Result<Str> name_as_str(const std::string& name) { return decode_utf8(name, "surrogateescape"); }

Result<Object> name_as_asked(const std::string& name, bool asked_with_bytes) {
    if (asked_with_bytes) return Bytes::copy(name);
    return name_as_str(name);
}

Failure raise_errno(const Path& path) { return raise_os_error(errno, path.is_descriptor() ? nullptr : path.object); }

namespace {

constexpr const char* stat_fields[] = {"st_mode",     "st_ino",     "st_dev",    "st_nlink",    "st_uid",
                                       "st_gid",      "st_size",    nullptr,     nullptr,       nullptr,
                                       "st_atime",    "st_mtime",   "st_ctime",  "st_atime_ns", "st_mtime_ns",
                                       "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"};
const StructSequenceSpec stat_result_spec("os.stat_result", "What stat(), fstat() and lstat() know of a file.",
                                          stat_fields, 10);
Type stat_result_type(stat_result_spec);

Ref<Object> nanoseconds(const timespec& time) {
    Ref<Int> billion = Int::from(1'000'000'000), seconds = Int::from(time.tv_sec), rest = Int::from(time.tv_nsec);
    Result<Int> whole = int_multiply(seconds.get(), billion.get());
    return int_add(whole.take().get(), rest.get());
}
Ref<Object> float_seconds(const timespec& time) {
    return Float::from(double(time.tv_sec) + 1e-9 * double(time.tv_nsec));
}

Result<int> directory_descriptor(Object* dir_fd) {
    if (dir_fd == nullptr || is_none(dir_fd)) return AT_FDCWD;
    if (dir_fd->type->slots.index == nullptr)
        return raise(TypeError, "argument should be integer or None, not {}", type_name(dir_fd));
    return int(TRY(to_size(dir_fd, &OverflowError)));
}

// What audit hooks see of a directory: −1 where none was given.
Ref<Object> shown_directory(Object* dir_fd) {
    return dir_fd == nullptr || is_none(dir_fd) ? Ref<Object>(Int::from(-1)) : share(dir_fd);
}

// OSError(errno, message, src, None, dst); the None stands for Windows' own error number.
Failure raise_errno_of_two(Object* src, Object* dst) {
    Ref<Int> number = Int::from(errno);
    Ref<Str> message = Str::from(std::strerror(errno));
    return raise_instance(TRY(call(&OSError, {number.get(), message.get(), src, &None, dst})));
}

// ---------------------------------------------------------------- asking

Result<Object> stat_path(const char* function, Object* object, Object* dir_fd, Symlinks symlinks) {
    Path path = TRY(path_argument(function, object, PathKinds::name_or_descriptor));
    int directory = TRY(directory_descriptor(dir_fd));
    if (path.is_descriptor() && directory != AT_FDCWD)
        return raise(ValueError, "{}: can't specify dir_fd without matching path", function);
    if (path.is_descriptor() && symlinks == Symlinks::kept)
        return raise(ValueError, "{}: cannot use fd and follow_symlinks together", function);
    struct stat answer;
    int failed = path.is_descriptor() ? fstat(path.descriptor, &answer)
                                      : fstatat(directory, path.name.c_str(), &answer,
                                                symlinks == Symlinks::followed ? 0 : AT_SYMLINK_NOFOLLOW);
    if (failed != 0) return raise_errno(path);
    return make_stat_result(answer);
}

Result<Object> stat_function(Object* path, Object* dir_fd, bool follow_symlinks) {
    return stat_path("stat", path, dir_fd, follow_symlinks ? Symlinks::followed : Symlinks::kept);
}
Result<Object> lstat_function(Object* path, Object* dir_fd) { return stat_path("lstat", path, dir_fd, Symlinks::kept); }
Result<Object> fstat_function(int fd) {
    struct stat answer;
    if (fstat(fd, &answer) != 0) return raise_os_error(errno);
    return make_stat_result(answer);
}

Result<bool> access_function(Object* path_object, int mode, Object* dir_fd, bool effective_ids, bool follow_symlinks) {
    Path path = TRY(path_argument("access", path_object));
    int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
    return faccessat(TRY(directory_descriptor(dir_fd)), path.name.c_str(), mode, flags) == 0;
}

Result<Object> readlink_function(Object* path_object, Object* dir_fd) {
    Path path = TRY(path_argument("readlink", path_object));
    std::string target(256, '\0');
    for (;;) {
        Size length = readlinkat(TRY(directory_descriptor(dir_fd)), path.name.c_str(), target.data(), target.size());
        if (length < 0) return raise_errno(path);
        if (std::size_t(length) < target.size()) {
            target.resize(std::size_t(length));
            return name_as_asked(target, path.is_bytes);
        }
        target.resize(target.size() * 2);
    }
}

// ---------------------------------------------------------------- changing

Result<void> unlink_named(const char* function, Object* path_object, Object* dir_fd, int flags) {
    Path path = TRY(path_argument(function, path_object));
    TRY(audit(flags == AT_REMOVEDIR ? "os.rmdir" : "os.remove", {path_object, shown_directory(dir_fd).get()}));
    if (unlinkat(TRY(directory_descriptor(dir_fd)), path.name.c_str(), flags) != 0) return raise_errno(path);
    return {};
}
Result<void> unlink_function(Object* path, Object* dir_fd) { return unlink_named("unlink", path, dir_fd, 0); }
Result<void> remove_function(Object* path, Object* dir_fd) { return unlink_named("remove", path, dir_fd, 0); }
Result<void> rmdir_function(Object* path, Object* dir_fd) { return unlink_named("rmdir", path, dir_fd, AT_REMOVEDIR); }

Result<void> mkdir_function(Object* path_object, int mode, Object* dir_fd) {
    Path path = TRY(path_argument("mkdir", path_object));
    TRY(audit("os.mkdir", {path_object, Int::from(mode).get(), shown_directory(dir_fd).get()}));
    if (mkdirat(TRY(directory_descriptor(dir_fd)), path.name.c_str(), mode_t(mode)) != 0) return raise_errno(path);
    return {};
}

Result<void> rename_named(const char* function, Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    Path from = TRY(path_argument(function, src)), to = TRY(path_argument(function, dst));
    int from_directory = TRY(directory_descriptor(src_dir_fd)), to_directory = TRY(directory_descriptor(dst_dir_fd));
    TRY(audit("os.rename", {src, dst, shown_directory(src_dir_fd).get(), shown_directory(dst_dir_fd).get()}));
    if (renameat(from_directory, from.name.c_str(), to_directory, to.name.c_str()) != 0)
        return raise_errno_of_two(src, dst);
    return {};
}
Result<void> rename_function(Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    return rename_named("rename", src, dst, src_dir_fd, dst_dir_fd);
}
Result<void> replace_function(Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    return rename_named("replace", src, dst, src_dir_fd, dst_dir_fd);
}

Result<void> symlink_function(Object* src, Object* dst, bool, Object* dir_fd) {
    Path to = TRY(path_argument("symlink", src)), name = TRY(path_argument("symlink", dst));
    TRY(audit("os.symlink", {src, dst, shown_directory(dir_fd).get()}));
    if (symlinkat(to.name.c_str(), TRY(directory_descriptor(dir_fd)), name.name.c_str()) != 0)
        return raise_errno_of_two(src, dst);
    return {};
}
Result<void> link_function(Object* src, Object* dst) {
    Path from = TRY(path_argument("link", src)), to = TRY(path_argument("link", dst));
    TRY(audit("os.link", {src, dst, shown_directory(nullptr).get(), shown_directory(nullptr).get()}));
    if (link(from.name.c_str(), to.name.c_str()) != 0) return raise_errno_of_two(src, dst);
    return {};
}

Result<void> chmod_function(Object* path_object, int mode) {
    Path path = TRY(path_argument("chmod", path_object, PathKinds::name_or_descriptor));
    TRY(audit("os.chmod", {path_object, Int::from(mode).get(), shown_directory(nullptr).get()}));
    int failed = path.is_descriptor() ? fchmod(path.descriptor, mode_t(mode)) : chmod(path.name.c_str(), mode_t(mode));
    if (failed != 0) return raise_errno(path);
    return {};
}

Result<void> truncate_function(Object* path_object, Size length) {
    Path path = TRY(path_argument("truncate", path_object, PathKinds::name_or_descriptor));
    TRY(audit("os.truncate", {path_object, Int::from(length).get()}));
    int failed = path.is_descriptor() ? ftruncate(path.descriptor, length) : truncate(path.name.c_str(), length);
    if (failed != 0) return raise_errno(path);
    return {};
}

// ---------------------------------------------------------------- descriptors

Result<Size> open_function(Object* path_object, int flags, int mode, Object* dir_fd) {
    Path path = TRY(path_argument("open", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(audit("open", {path_object, &None, Int::from(flags | O_CLOEXEC).get()}));
    for (;;) {
        int descriptor = openat(directory, path.name.c_str(), flags | O_CLOEXEC, mode);
        if (descriptor >= 0) return Size(descriptor);
        if (errno != EINTR) return raise_errno(path);
        TRY(handle_pending());
    }
}
Result<void> close_function(int fd) {
    if (close(fd) != 0 && errno != EINTR) return raise_os_error(errno);
    return {};
}
Result<Object> read_function(int fd, Size length) {
    if (length < 0) return raise_os_error(EINVAL);
    Ref<Bytes> data = TRY(Bytes::create(std::min<Size>(length, 0x7FFFF000)));
    Size count =
        TRY(checked_system_call(Blocking::outside, [&] { return read(fd, data->data(), std::size_t(data->length)); }));
    return count == data->length ? Result<Object>(data) : Bytes::copy({data->data(), std::size_t(count)});
}
Result<Size> write_function(int fd, Object* data) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    return checked_system_call(Blocking::outside, [&] {
        return write(fd, buffer.data(), std::size_t(std::min<Size>(buffer.length(), 0x7FFFF000)));
    });
}
Result<Size> lseek_function(int fd, Size position, int how) {
    return checked_system_call(Blocking::file, [&] { return lseek(fd, position, how); });
}
Result<bool> isatty_function(int fd) { return isatty(fd) != 0; }
Result<Object> pipe_function() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return raise_os_error(errno);
    Ref<Int> reads = Int::from(ends[0]), writes = Int::from(ends[1]);
    return Tuple::of({reads.get(), writes.get()});
}
Result<Size> dup_function(int fd) {
    return checked_system_call(Blocking::file, [&] { return fcntl(fd, F_DUPFD_CLOEXEC, 0); });
}
Result<Size> dup2_function(int fd, int fd2, bool inheritable) {
    return checked_system_call(Blocking::file, [&] { return inheritable ? dup2(fd, fd2) : dup3(fd, fd2, O_CLOEXEC); });
}
Result<void> fsync_function(int fd) {
    TRY(checked_system_call(Blocking::file, [&] { return fsync(fd); }));
    return {};
}
Result<bool> get_inheritable(int fd) {
    return (TRY(checked_system_call(Blocking::file, [&] { return fcntl(fd, F_GETFD); })) & FD_CLOEXEC) == 0;
}
Result<void> set_inheritable(int fd, int inheritable) {
    Size flags = TRY(checked_system_call(Blocking::file, [&] { return fcntl(fd, F_GETFD); }));
    Size wanted = inheritable != 0 ? flags & ~Size(FD_CLOEXEC) : flags | FD_CLOEXEC;
    TRY(checked_system_call(Blocking::file, [&] { return fcntl(fd, F_SETFD, int(wanted)); }));
    return {};
}

Result<Object> fspath_function(Object* path) { return file_name_object(path); }

const Method functions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", bind<stat_function>,
     "Tells size, times, owner and kind of a file; a symbolic link is followed."},
    {"lstat(path, *, dir_fd=None)", bind<lstat_function>, "Tells what stat() tells, of a symbolic link itself."},
    {"fstat(fd)", bind<fstat_function>, "Tells what stat() tells, of an open descriptor."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", bind<access_function>,
     "Tells whether the real user may; by the time one opens the file it may be otherwise."},
    {"readlink(path, *, dir_fd=None)", bind<readlink_function>, "Tells where a symbolic link points."},
    {"unlink(path, *, dir_fd=None)", bind<unlink_function>, "Takes a name away; the file goes with its last name."},
    {"remove(path, *, dir_fd=None)", bind<remove_function>, "Takes a name away; the file goes with its last name."},
    {"rmdir(path, *, dir_fd=None)", bind<rmdir_function>, "Removes a directory, which must be empty."},
    {"mkdir(path, mode=511, *, dir_fd=None)", bind<mkdir_function>, "Makes a directory; mode is cut by the umask."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", bind<rename_function>,
     "Gives a file another name; what has that name already is replaced."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", bind<replace_function>,
     "Gives a file another name; what has that name already is replaced."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", bind<symlink_function>,
     "Makes dst a symbolic link to src, whether that exists or not."},
    {"link(src, dst)", bind<link_function>, "Gives the file src a further name, dst."},
    {"chmod(path, mode)", bind<chmod_function>, "Sets who may read, write and execute."},
    {"truncate(path, length)", bind<truncate_function>, "Makes a file as long as length says."},
    {"open(path, flags, mode=511, *, dir_fd=None)", bind<open_function>,
     "Opens a file and gives its descriptor, which programs that are run do not inherit."},
    {"close(fd)", bind<close_function>, "Closes a descriptor."},
    {"read(fd, length, /)", bind<read_function>, "Reads up to length bytes from a descriptor; none means the end."},
    {"write(fd, data, /)", bind<write_function>,
     "Writes bytes to a descriptor and gives the number taken, maybe not all."},
    {"lseek(fd, position, how, /)", bind<lseek_function>,
     "Moves the position: from the start (0), from here (1) or from the end (2); gives the new one."},
    {"isatty(fd, /)", bind<isatty_function>, "Tells whether a terminal is behind the descriptor."},
    {"pipe()", bind<pipe_function>, "Makes a pipe and gives its descriptors: one to read from, one to write to."},
    {"dup(fd, /)", bind<dup_function>, "Makes another descriptor for the same open file."},
    {"dup2(fd, fd2, inheritable=True)", bind<dup2_function>, "Makes fd2 another descriptor for the open file of fd."},
    {"fsync(fd)", bind<fsync_function>, "Waits until the disk has what was written."},
    {"get_inheritable(fd, /)", bind<get_inheritable>, "Tells whether programs that are run get the descriptor."},
    {"set_inheritable(fd, inheritable, /)", bind<set_inheritable>,
     "Says whether programs that are run get the descriptor."},
    {"fspath(path)", bind<fspath_function>, "Gives a path as str or bytes: as it is, or by __fspath__."},
};

constexpr ModuleType types[] = {&stat_result_type};

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

extern const ModuleSpec file_part = {
    .functions = functions,
    .types = types,
};

}  // namespace minipy::posix
