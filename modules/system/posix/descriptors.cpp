// SPDX-License-Identifier: MIT
// Open files by descriptor: open, read, write, pipes, duplicates, flags. What may wait for the world (a pipe, a
// terminal) says so; what the file system has at hand says Blocking::file.
// CPython: Modules/posixmodule.c. Next: transfers.cpp.
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

// A call of fcntl() and its like that needs a number and gives nothing.
template <class Call>
Result<void> settle(Call call) {
    TRY(checked_system_call(Blocking::file, call));
    return {};
}

// ---------------------------------------------------------------- opening and closing

Result<Size> open_function(Object* path_object, int flags, int mode, Object* dir_fd) {
    Path path = TRY(path_argument("open", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    flags |= O_CLOEXEC;
    TRY(audit("open", {path_object, &None, Int::from(flags).get()}));
    Size descriptor =
        TRY(system_call(Blocking::outside, [&] { return openat(directory, path.text(), flags, mode_t(mode)); }));
    if (descriptor < 0) return raise_errno(path);
    return descriptor;
}

// Not again after a signal: the descriptor is gone, and may be somebody else's by now.
Result<void> close_function(int fd) {
    int result;
    {
        AllowThreads allowed(Blocking::file);
        result = close(fd);
    }
    if (result != 0 && errno != EINTR) return raise_os_error(errno);
    return {};
}

Result<void> closerange_function(int fd_low, int fd_high) {
    int low = std::max(fd_low, 0);
    if (low >= fd_high) return {};
    AllowThreads allowed(Blocking::file);
    if (close_range(unsigned(low), unsigned(fd_high - 1), 0) == 0) return {};
    for (int descriptor = low; descriptor < fd_high; ++descriptor) close(descriptor);
    return {};
}

Result<Object> make_pipe(int flags) {
    int ends[2];
    TRY(settle([&] { return pipe2(ends, flags); }));
    return tuple_of_numbers({ends[0], ends[1]});
}
Result<Object> pipe_function() { return make_pipe(O_CLOEXEC); }
Result<Object> pipe2_function(int flags) { return make_pipe(flags); }

Result<Size> dup_function(int fd) {
    return checked_system_call(Blocking::file, [&] { return fcntl(fd, F_DUPFD_CLOEXEC, 0); });
}
Result<Size> dup2_function(int fd, int fd2, bool inheritable) {
    if (fd < 0 || fd2 < 0) return raise_os_error(0);  // as CPython, which asks nobody
    return checked_system_call(Blocking::file,
                               [&] { return inheritable || fd == fd2 ? dup2(fd, fd2) : dup3(fd, fd2, O_CLOEXEC); });
}

// ---------------------------------------------------------------- reading and writing

Result<Object> read_function(int fd, Size length) {
    if (length < 0) return raise_os_error(EINVAL);
    Ref<Bytes> buffer = TRY(Bytes::create(std::min(length, most_at_once)));
    char* data = buffer->data();
    auto room = std::size_t(buffer->length);
    Size count = TRY(checked_system_call(blocking_of_transfer(fd, POLLIN), [&] { return read(fd, data, room); }));
    return count == buffer->length ? Result<Object>(buffer) : Bytes::copy({data, std::size_t(count)});
}
Result<Size> write_function(int fd, Object* object) {
    Buffer buffer;
    TRY(buffer.acquire(object));
    const char* data = buffer.data();
    auto length = std::size_t(std::min(buffer.length(), most_at_once));
    return checked_system_call(blocking_of_transfer(fd, POLLOUT), [&] { return write(fd, data, length); });
}
Result<Size> lseek_function(int fd, Object* position_object, int how) {
    std::int64_t position = TRY(offset_argument(position_object));
    return checked_system_call(Blocking::file, [&] { return lseek(fd, position, how); });
}

Result<void> fsync_function(Object* fd) {
    int descriptor = TRY(descriptor_argument(fd));
    return settle([&] { return fsync(descriptor); });
}
Result<void> fdatasync_function(Object* fd) {
    int descriptor = TRY(descriptor_argument(fd));
    return settle([&] { return fdatasync(descriptor); });
}
Result<void> sync_function() {
    AllowThreads allowed(Blocking::file);
    sync();
    return {};
}

// These two give the error number themselves.
template <class Call>
Result<void> advise(Call call) {
    for (;;) {
        int error;
        {
            AllowThreads allowed(Blocking::file);
            error = call();
        }
        if (error == 0) return {};
        if (error != EINTR) return raise_os_error(error);
        TRY(handle_pending());
    }
}
Result<void> fadvise_function(int fd, Object* offset_object, Object* length_object, int advice) {
    std::int64_t offset = TRY(offset_argument(offset_object)), length = TRY(offset_argument(length_object));
    return advise([&] { return posix_fadvise(fd, offset, length, advice); });
}
Result<void> fallocate_function(int fd, Object* offset_object, Object* length_object) {
    std::int64_t offset = TRY(offset_argument(offset_object)), length = TRY(offset_argument(length_object));
    return advise([&] { return posix_fallocate(fd, offset, length); });
}

Result<void> descriptors_lockf_function(int fd, int command, Object* length_object) {
    std::int64_t length = TRY(offset_argument(length_object));
    TRY(audit("os.lockf", {Int::from(fd).get(), Int::from(command).get(), Int::from(length).get()}));
    TRY(checked_system_call(Blocking::outside, [&] { return lockf(fd, command, length); }));
    return {};
}

// ---------------------------------------------------------------- flags

Result<Size> flags_of(int fd, int command) {
    return checked_system_call(Blocking::file, [&] { return fcntl(fd, command); });
}
Size with_flag(Size flags, int flag, bool wanted) { return wanted ? flags | flag : flags & ~Size(flag); }

Result<bool> get_inheritable(int fd) { return (TRY(flags_of(fd, F_GETFD)) & FD_CLOEXEC) == 0; }
Result<void> set_inheritable(int fd, int inheritable) {
    Size wanted = with_flag(TRY(flags_of(fd, F_GETFD)), FD_CLOEXEC, inheritable == 0);
    return settle([&] { return fcntl(fd, F_SETFD, int(wanted)); });
}
Result<bool> get_blocking(int fd) { return (TRY(flags_of(fd, F_GETFL)) & O_NONBLOCK) == 0; }
Result<void> set_blocking(int fd, int blocking) {
    Size wanted = with_flag(TRY(flags_of(fd, F_GETFL)), O_NONBLOCK, blocking == 0);
    return settle([&] { return fcntl(fd, F_SETFL, int(wanted)); });
}

// What a terminal's text is encoded in: here always the same. None for what is no terminal.
Result<Object> device_encoding(int fd) {
    if (isatty(fd) == 0) return none();
    return Str::from("UTF-8");
}

const Method descriptors_functions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", bind<open_function>,
     "Opens a file and gives its descriptor, which programs that are run do not inherit."},
    {"close(fd)", bind<close_function>, "Closes a descriptor."},
    {"closerange(fd_low, fd_high, /)", bind<closerange_function>,
     "Closes all descriptors from fd_low up to, but not, fd_high; those that are not open are passed over."},
    {"pipe()", bind<pipe_function>, "Makes a pipe and gives its descriptors: one to read from, one to write to."},
    {"pipe2(flags, /)", bind<pipe2_function>, "Makes a pipe whose ends have these flags from the start."},
    {"dup(fd, /)", bind<dup_function>, "Makes another descriptor for the same open file."},
    {"dup2(fd, fd2, inheritable=True)", bind<dup2_function>, "Makes fd2 another descriptor for the open file of fd."},
    {"read(fd, length, /)", bind<read_function>, "Reads up to length bytes from a descriptor; none means the end."},
    {"write(fd, data, /)", bind<write_function>,
     "Writes bytes to a descriptor and gives the number taken, maybe not all."},
    {"lseek(fd, position, how, /)", bind<lseek_function>,
     "Moves the position: from the start (0), from here (1) or from the end (2); gives the new one."},
    {"fsync(fd)", bind<fsync_function>, "Waits until the disk has what was written."},
    {"fdatasync(fd)", bind<fdatasync_function>, "Waits until the disk has what was written, but not its times."},
    {"sync()", bind<sync_function>, "Has everything written to the disks that waits in memory."},
    {"posix_fadvise(fd, offset, length, advice, /)", bind<fadvise_function>,
     "Tells the system how part of a file will be read, so that it can prepare."},
    {"posix_fallocate(fd, offset, length, /)", bind<fallocate_function>,
     "Makes sure that the disk has room for part of a file."},
    {"lockf(fd, command, length, /)", bind<descriptors_lockf_function>,
     "Locks, tests or unlocks a part of a file that begins at its position."},
    {"get_inheritable(fd, /)", bind<get_inheritable>, "Tells whether programs that are run get the descriptor."},
    {"set_inheritable(fd, inheritable, /)", bind<set_inheritable>,
     "Says whether programs that are run get the descriptor."},
    {"get_blocking(fd, /)", bind<get_blocking>, "Tells whether reading waits for data, and writing for room."},
    {"set_blocking(fd, blocking, /)", bind<set_blocking>, "Says whether reading waits for data, and writing for room."},
    {"device_encoding(fd)", bind<device_encoding>, "Names the encoding of the terminal behind a descriptor, or None."},
};

}  // namespace

extern const ModuleSpec descriptor_part = {.functions = descriptors_functions};

}  // namespace minipy::posix
