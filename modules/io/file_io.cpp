// SPDX-License-Identifier: MIT
// FileIO. CPython: Modules/_io/fileio.c.
#include "modules/io/file_io.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>

#include "modules/io/observer.hpp"
#include "modules/native.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/types/type.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/system_call.hpp"

namespace minipy::io {

namespace {

FileIO* file_of(Object* self) { return static_cast<FileIO*>(self); }

Failure closed_file() { return raise(ValueError, "I/O operation on closed file"); }
Failure wrong_mode(const char* action) { return raise_unsupported(format_text("File not open for {}", action)); }

Result<void> file_io_check_open(FileIO* file) {
    if (file->descriptor < 0) return closed_file();
    return {};
}

// ---------------------------------------------------------------- opening

Failure bad_mode() {
    return raise(ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
}

// "rb+" and its like: sets the file's abilities and gives the flags of open().
Result<int> file_io_parse_mode(FileIO* file, Str* mode) {
    int flags = 0;
    bool action = false, plus = false;
    for (char letter : mode->view()) {
        if (std::string_view("xrwa").find(letter) != std::string_view::npos) {
            if (action) return bad_mode();
            action = true;
        }
        switch (letter) {
            case 'x':
                file->created = file->writable = true;
                flags |= O_EXCL | O_CREAT;
                break;
            case 'r': file->readable = true; break;
            case 'w':
                file->writable = true;
                flags |= O_CREAT | O_TRUNC;
                break;
            case 'a':
                file->writable = file->appending = true;
                flags |= O_APPEND | O_CREAT;
                break;
            case 'b': break;
            case '+':
                if (plus) return bad_mode();
                plus = file->readable = file->writable = true;
                break;
            default: return raise(ValueError, "invalid mode: {}", mode);
        }
    }
    if (!action) return bad_mode();
    return flags | (file->readable && file->writable ? O_RDWR : file->readable ? O_RDONLY : O_WRONLY) | O_CLOEXEC;
}

Result<int> open_by_name(Object* name, int flags) {
    std::string path = TRY(file_name_bytes(name));
    return int(TRY(system_call(Blocking::file, [&] { return ::open(path.c_str(), flags, 0666); })));
}

Result<int> open_by_opener(Object* opener, Object* name, int flags) {
    Ref<Int> number = Int::from(flags);
    Ref<Object> result = TRY(call(opener, {name, number.get()}));
    if (!is<Int>(result.get())) return raise(TypeError, "expected integer from opener");
    Size descriptor = TRY(to_size(result.get(), &OverflowError));
    if (descriptor < 0) return raise(ValueError, "opener returned {}", descriptor);
    int opened = int(descriptor);
    ::fcntl(opened, F_SETFD, ::fcntl(opened, F_GETFD) | FD_CLOEXEC);
    return opened;
}

// Directories can be opened but are no files; the block size is taken on the way.
Result<void> inspect(FileIO* file, Object* name) {
    file->block_size = default_buffer_size;
    struct stat status {};
    if (::fstat(file->descriptor, &status) != 0) {
        if (errno == EBADF) return raise_os_error(errno);
        return {};
    }
    if (S_ISDIR(status.st_mode)) return raise_os_error(EISDIR, name);
    if (status.st_blksize > 1) file->block_size = status.st_blksize;
    return {};
}

// A descriptor given as a number, or nothing when `name` is a path.
Result<int> given_descriptor(Object* name) {
    if (name->type->slots.index == nullptr) return -1;
    Ref<Int> number = TRY(to_index(name));
    if (number->is_negative()) return raise(ValueError, "negative file descriptor");
    if (!number->is_small() || number->small > INT_MAX)
        return raise(OverflowError, "Python int too large to convert to C int");
    return int(number->small);
}

Result<void> open_descriptor(FileIO* file, Object* name, Object* mode, int flags, bool close_descriptor,
                             Object* opener) {
    file->descriptor = TRY(given_descriptor(name));
    file->close_descriptor = close_descriptor;
    if (file->descriptor >= 0) return {};
    file->close_descriptor = true;
    if (!close_descriptor) return raise(ValueError, "Cannot use closefd=False with file name");
    TRY(audit("open", {name, mode, Int::from(flags).get()}));
    file->descriptor = is_none(opener) ? TRY(open_by_name(name, flags)) : TRY(open_by_opener(opener, name, flags));
    if (file->descriptor < 0) return raise_os_error(errno, name);
    return {};
}

Result<void> close_descriptor_of(FileIO* file) {
    int descriptor = std::exchange(file->descriptor, -1);
    if (descriptor >= 0 && ::close(descriptor) != 0) return raise_os_error(errno);
    return {};
}

Result<void> file_io_initialize(FileIO* self, Object* name, Object* mode, bool closefd, Object* opener) {
    TRY(expect<Str>(mode, "FileIO() argument 'mode'"));
    if (self->descriptor >= 0 && self->close_descriptor) TRY(close_descriptor_of(self));
    self->descriptor = self->seekable = -1;
    self->created = self->readable = self->writable = self->appending = false;
    int flags = TRY(file_io_parse_mode(self, cast<Str>(mode)));
    auto open = [&]() -> Result<void> {
        TRY(open_descriptor(self, name, mode, flags, closefd, opener));
        TRY(inspect(self, name));
        TRY(set_attribute(self, Str::interned_from("name").get(), name));
        if (self->appending) (void)::lseek(self->descriptor, 0, SEEK_END);
        return {};
    };
    Result<void> opened = open();
    if (opened.ok()) return opened;
    // Somebody else's descriptor stays open.
    PreserveException preserved;
    bool own = name->type->slots.index == nullptr;
    if (!own) self->descriptor = -1;
    if (close_descriptor_of(self).failed()) clear_exception();
    return opened;
}

Result<Object> file_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    FileIO* file = file_of(object.get());
    file->descriptor = file->seekable = -1;
    file->close_descriptor = true;
    return object;
}

}  // namespace

Result<FileIO> open_file(Object* name, Object* mode, AtClose at_close, Object* opener) {
    Ref<Object> object = TRY(file_new(&FileIO::type_object, {}));
    TRY(file_io_initialize(file_of(object.get()), name, mode, at_close == AtClose::close_descriptor, opener));
    return ref_cast<FileIO>(std::move(object));
}

// ---------------------------------------------------------------- transfer

namespace {

Result<Transfer> outcome(std::int64_t count) {
    if (count >= 0) return Transfer{Size(count), false};
    if (errno == EAGAIN) return Transfer{0, true};
    return raise_os_error(errno);
}

}  // namespace

Result<Transfer> read_file(FileIO* file, char* data, Size count) {
    int descriptor = file->descriptor;
    return outcome(TRY(system_call(blocking_of_transfer(descriptor, POLLIN),
                                   [=] { return ::read(descriptor, data, std::size_t(count)); })));
}

Result<Transfer> write_file(FileIO* file, const char* data, Size count) {
    transfer_watchers.tell<&TransferObserver::about_to_write>();
    int descriptor = file->descriptor;
    return outcome(TRY(system_call(blocking_of_transfer(descriptor, POLLOUT),
                                   [=] { return ::write(descriptor, data, std::size_t(count)); })));
}

Result<std::int64_t> seek_file(FileIO* file, std::int64_t position, int whence) {
    std::int64_t result = ::lseek(file->descriptor, position, whence);
    if (file->seekable < 0) file->seekable = result >= 0;
    if (result < 0) return raise_os_error(errno);
    return result;
}

namespace {

// ---------------------------------------------------------------- methods

Result<void> check_can_read(FileIO* self) {
    TRY(file_io_check_open(self));
    if (!self->readable) return wrong_mode("reading");
    return {};
}

// How much there is from here to the end, if the file can tell; one more, so that the end is noticed.
Size expected_size(FileIO* self) {
    struct stat status {};
    off_t position = ::lseek(self->descriptor, 0, SEEK_CUR);
    bool known = position >= 0 && ::fstat(self->descriptor, &status) == 0 && status.st_size > position;
    return known ? Size(status.st_size - position) + 1 : default_buffer_size;
}

Result<Object> readall(FileIO* self) {
    TRY(file_io_check_open(self));
    Ref<ByteArray> all = ByteArray::create();
    Size chunk = expected_size(self), have = 0;
    for (;;) {
        TRY(bytearray_resize(all.get(), have + chunk));
        Transfer file_io_read = TRY(read_file(self, all->data() + have, chunk));
        if (file_io_read.would_block && have == 0) return none();
        if (file_io_read.would_block || file_io_read.count == 0) break;
        have += file_io_read.count;
        chunk = std::max<Size>(default_buffer_size, have);
    }
    return Bytes::copy({all->data(), std::size_t(have)});
}

Result<Object> file_io_read(FileIO* self, Object* size) {
    Size wanted = TRY(optional_size(size));
    TRY(check_can_read(self));
    if (wanted < 0) return call_named(self, "readall");
    Ref<Bytes> bytes = TRY(Bytes::create(wanted));
    Transfer file_io_read = TRY(read_file(self, bytes->data(), wanted));
    if (file_io_read.would_block) return none();
    if (file_io_read.count == wanted) return bytes;
    return Bytes::copy({bytes->data(), std::size_t(file_io_read.count)});
}

Result<Object> file_io_readinto(FileIO* self, Object* target) {
    Buffer buffer;
    TRY(acquire_target(buffer, target, "readinto"));
    TRY(check_can_read(self));
    Transfer file_io_read = TRY(read_file(self, buffer.data(), buffer.length()));
    return file_io_read.would_block ? none() : Ref<Object>(Int::from(file_io_read.count));
}

Result<Object> file_io_write(FileIO* self, Object* data) {
    TRY(file_io_check_open(self));
    if (!self->writable) return wrong_mode("writing");
    Buffer buffer;
    TRY(buffer.acquire(data));
    Transfer written = TRY(write_file(self, buffer.data(), buffer.length()));
    return written.would_block ? none() : Ref<Object>(Int::from(written.count));
}

Result<Object> file_io_seek(FileIO* self, Object* position, int whence) {
    TRY(file_io_check_open(self));
    return Int::from(TRY(seek_file(self, TRY(to_int64(position)), whence)));
}

Result<Object> file_io_tell(FileIO* self) {
    TRY(file_io_check_open(self));
    return Int::from(TRY(seek_file(self, 0, SEEK_CUR)));
}

Result<Object> file_io_truncate(FileIO* self, Object* size) {
    TRY(file_io_check_open(self));
    if (!self->writable) return wrong_mode("writing");
    Ref<Object> answer = is_none(size) ? TRY(file_io_tell(self)) : share(size);
    std::int64_t length = TRY(to_int64(answer.get()));
    if (TRY(system_call(Blocking::file,
                        [&, descriptor = self->descriptor] { return ::ftruncate(descriptor, length); })) != 0)
        return raise_os_error(errno);
    return answer;
}

Result<void> warn_unclosed_file(Object* source) {
    Ref<Str> shown = TRY(repr(source));
    Ref<Str> message = Str::from(format_text("unclosed file {}", shown.get()));
    return issue_warning_at_level(&ResourceWarning, message.get(), 1, source);
}

Result<void> file_io_dealloc_warn(FileIO* self, Object* source) {
    if (self->descriptor < 0 || !self->close_descriptor) return {};
    PreserveException preserved;
    if (warn_unclosed_file(source).failed()) {
        // Spurious errors can appear at shutdown.
        if (exception_matches(Warning)) write_unraisable(self);
        else clear_exception();
    }
    return {};
}

Result<void> file_io_close(FileIO* self) {
    Result<void> flushed = close_base(self);
    if (!self->close_descriptor) {
        self->descriptor = -1;
        return flushed;
    }
    Ref<Object> error = flushed.failed() ? take_exception() : nullptr;
    if (self->finalizing) TRY(file_io_dealloc_warn(self, self));
    Result<void> closed = close_descriptor_of(self);
    return chain_exceptions(std::move(error), closed.failed());
}

Result<bool> seekable(FileIO* self) {
    TRY(file_io_check_open(self));
    if (self->seekable < 0) self->seekable = ::lseek(self->descriptor, 0, SEEK_CUR) >= 0;
    return self->seekable == 1;
}
Result<bool> readable(FileIO* self) {
    TRY(file_io_check_open(self));
    return self->readable;
}
Result<bool> writable(FileIO* self) {
    TRY(file_io_check_open(self));
    return self->writable;
}
Result<Size> file_io_fileno(FileIO* self) {
    TRY(file_io_check_open(self));
    return Size(self->descriptor);
}
Result<bool> file_io_isatty(FileIO* self) {
    TRY(file_io_check_open(self));
    return ::isatty(self->descriptor) != 0;
}

// ---------------------------------------------------------------- attributes

const char* mode_of(const FileIO* file) {
    if (file->created) return file->readable ? "xb+" : "xb";
    if (file->appending) return file->readable ? "ab+" : "ab";
    return file->readable ? (file->writable ? "rb+" : "rb") : "wb";
}

Result<Object> get_file_io_closed(Object* self) { return to_bool(file_of(self)->descriptor < 0); }
Result<Object> get_closefd(Object* self) { return to_bool(file_of(self)->close_descriptor); }
Result<Object> get_mode(Object* self) { return Str::from(mode_of(file_of(self))); }

Result<Object> file_repr(Object* self) {
    FileIO* file = file_of(self);
    if (file->descriptor < 0) return Str::from("<_io.FileIO [closed]>");
    const char* closes = file->close_descriptor ? "True" : "False";
    Ref<Object> name = TRY(find_attribute(self, Str::interned_from("name").get()));
    if (!name)
        return Str::from(
            format_text("<_io.FileIO fd={} mode='{}' closefd={}>", file->descriptor, mode_of(file), closes));
    ReprGuard guard(self);
    if (guard.entered_before()) return raise(RuntimeError, "reentrant call inside {}.__repr__", type_name(self));
    Ref<Str> shown = TRY(repr(name.get()));
    return Str::from(format_text("<_io.FileIO name={} mode='{}' closefd={}>", shown.get(), mode_of(file), closes));
}

const Method file_io_methods[] = {
    {"read(self, size=-1, /)", bind<file_io_read>,
     "Reads with one call of the system: up to size bytes, maybe fewer, none at the end; None if it would have to "
     "wait."},
    {"readall(self, /)", bind<readall>, "Reads all that remains."},
    {"readinto(self, buffer, /)", bind<file_io_readinto>,
     "Reads into a buffer with one call of the system, and gives the number of bytes."},
    {"write(self, b, /)", bind<file_io_write>,
     "Writes with one call of the system and gives the number of bytes taken, maybe not all."},
    {"seek(self, pos, whence=0, /)", bind<file_io_seek>,
     "Moves the position: from the start (0), from here (1) or from the end (2)."},
    {"tell(self, /)", bind<file_io_tell>, "Gives the position in bytes."},
    {"truncate(self, size=None, /)", bind<file_io_truncate>,
     "Makes the file as long as size says, or end at the position."},
    {"close(self, /)", bind<file_io_close>, "Closes the descriptor, unless closefd is off."},
    {"seekable(self, /)", bind<seekable>, "Tells whether the position can be moved; pipes and terminals have none."},
    {"readable(self, /)", bind<readable>, "Tells whether it was opened for reading."},
    {"writable(self, /)", bind<writable>, "Tells whether it was opened for writing."},
    {"fileno(self, /)", bind<file_io_fileno>, "Gives the descriptor."},
    {"isatty(self, /)", bind<file_io_isatty>, "Tells whether it is a terminal."},
    {"_dealloc_warn(self, source, /)", bind<file_io_dealloc_warn>},
};

const Getter file_io_getters[] = {
    {"closed", get_file_io_closed, nullptr, "Whether close() was called."},
    {"closefd", get_closefd, nullptr, "Whether close() closes the descriptor."},
    {"mode", get_mode, nullptr, "How it was opened, such as 'rb+'."},
};

const Member file_io_members[] = {
    writable_member<&FileIO::block_size>("_blksize"),
    writable_member<&FileIO::finalizing>("_finalizing"),
};

const TypeSpec file_io_spec = {
    .name = "_io.FileIO",
    .doc = "A file of the system without a buffer: each read and write is a system call.",
    .size = sizeof(FileIO),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &RawIOBase::type_object,
    .dict_offset = offsetof(FileIO, dict),
    .weakrefs_offset = offsetof(FileIO, weakrefs),
    .slots = {.deallocate = destroy<FileIO>,
              .traverse = traverse_references<FileIO>,
              .clear = clear_references<FileIO>,
              .new_ = file_new,
              .init =
                  init_by_signature<"FileIO(self, /, file, mode='r', closefd=True, opener=None)", file_io_initialize>,
              .repr = file_repr},
    .methods = file_io_methods,
    .getters = file_io_getters,
    .members = file_io_members,
    .text_signature = "(file, mode='r', closefd=True, opener=None)",
};

}  // namespace

Type FileIO::type_object(file_io_spec);

}  // namespace minipy::io
