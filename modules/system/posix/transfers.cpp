// SPDX-License-Identifier: MIT
// Moving data with one call: at a position, to and from several buffers, from descriptor to descriptor without passing
// through the program; and descriptors of files and counters that live in memory only.
// CPython: Modules/posixmodule.c. Next: terminals.cpp.
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include <memory>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/memory/fixed_array.hpp"

namespace minipy::posix {

namespace {

Result<Object> pread_function(int fd, Size length, Object* offset_object) {
    std::int64_t offset = TRY(offset_argument(offset_object));
    if (length < 0) return raise_os_error(EINVAL);
    Ref<Bytes> buffer = TRY(Bytes::create(std::min(length, most_at_once)));
    char* data = buffer->data();
    auto room = std::size_t(buffer->length);
    Size count =
        TRY(checked_system_call(blocking_of_transfer(fd, POLLIN), [&] { return pread(fd, data, room, offset); }));
    return count == buffer->length ? Result<Object>(buffer) : Bytes::copy({data, std::size_t(count)});
}
Result<Size> pwrite_function(int fd, Object* object, Object* offset_object) {
    Buffer buffer;
    TRY(buffer.acquire(object));
    std::int64_t offset = TRY(offset_argument(offset_object));
    const char* data = buffer.data();
    auto length = std::size_t(std::min(buffer.length(), most_at_once));
    return checked_system_call(blocking_of_transfer(fd, POLLOUT), [&] { return pwrite(fd, data, length, offset); });
}

// ---------------------------------------------------------------- several buffers

// The buffers of a sequence, kept until the call is over.
class Vectors {
public:
    Result<void> acquire(const char* function, Object* sequence, BufferAccess access) {
        if (!is_sequence(sequence)) return raise(TypeError, "{}() arg 2 must be a sequence", function);
        Ref<Tuple> items = TRY(Tuple::from_iterable(sequence));
        auto count = std::size_t(items->length);
        if (!vectors_.allocate(count) || !buffers_.allocate(count)) return raise_no_memory();
        for (Object* item : *items) {
            buffers_[held_] = new Buffer;
            TRY(buffers_[held_++]->acquire(item, access));
        }
        for (std::size_t place = 0; place < count; ++place)
            vectors_[place] = {buffers_[place]->data(), std::size_t(buffers_[place]->length())};
        return {};
    }
    Vectors() = default;
    Vectors(const Vectors&) = delete;
    Vectors& operator=(const Vectors&) = delete;
    ~Vectors() {
        for (std::size_t place = 0; place < held_; ++place) delete buffers_[place];
    }
    const iovec* data() const { return vectors_.begin(); }
    int count() const { return int(vectors_.size()); }

private:
    static bool is_sequence(Object* object) { return object->type->slots.get_item != nullptr && !is<Dict>(object); }
    FixedArray<iovec> vectors_;
    FixedArray<Buffer*> buffers_;
    std::size_t held_ = 0;
};

Result<Size> readv_function(int fd, Object* sequence) {
    Vectors vectors;
    TRY(vectors.acquire("readv", sequence, BufferAccess::write));
    return checked_system_call(blocking_of_transfer(fd, POLLIN),
                               [&] { return readv(fd, vectors.data(), vectors.count()); });
}
Result<Size> writev_function(int fd, Object* sequence) {
    Vectors vectors;
    TRY(vectors.acquire("writev", sequence, BufferAccess::read));
    return checked_system_call(blocking_of_transfer(fd, POLLOUT),
                               [&] { return writev(fd, vectors.data(), vectors.count()); });
}
Result<Size> preadv_function(int fd, Object* sequence, Object* offset_object, int flags) {
    std::int64_t offset = TRY(offset_argument(offset_object));
    Vectors vectors;
    TRY(vectors.acquire("preadv2", sequence, BufferAccess::write));
    return checked_system_call(blocking_of_transfer(fd, POLLIN),
                               [&] { return preadv2(fd, vectors.data(), vectors.count(), offset, flags); });
}
Result<Size> pwritev_function(int fd, Object* sequence, Object* offset_object, int flags) {
    std::int64_t offset = TRY(offset_argument(offset_object));
    Vectors vectors;
    TRY(vectors.acquire("pwritev2", sequence, BufferAccess::read));
    return checked_system_call(blocking_of_transfer(fd, POLLOUT),
                               [&] { return pwritev2(fd, vectors.data(), vectors.count(), offset, flags); });
}

// ---------------------------------------------------------------- from descriptor to descriptor

// An offset that may be None: the descriptor's own position.
struct OptionalOffset {
    off64_t value = 0;
    bool given = false;
    off64_t* pointer() { return given ? &value : nullptr; }
};
Result<OptionalOffset> optional_offset(Object* object) {
    if (is_none(object)) return OptionalOffset{};
    return OptionalOffset{TRY(offset_argument(object)), true};
}

Result<Size> sendfile_function(int out_fd, int in_fd, Object* offset_object, Size count) {
    OptionalOffset offset = TRY(optional_offset(offset_object));
    return checked_system_call(Blocking::outside,
                               [&] { return sendfile(out_fd, in_fd, offset.pointer(), std::size_t(count)); });
}

Result<Size> copy_file_range_function(int src, int dst, Size count, Object* offset_src, Object* offset_dst) {
    if (count < 0) return raise(ValueError, "negative value for 'count' not allowed");
    OptionalOffset from = TRY(optional_offset(offset_src)), to = TRY(optional_offset(offset_dst));
    return checked_system_call(Blocking::outside, [&] {
        return copy_file_range(src, from.pointer(), dst, to.pointer(), std::size_t(count), 0);
    });
}

Result<Size> splice_function(int src, int dst, Size count, Object* offset_src, Object* offset_dst, Object* flags) {
    if (count < 0) return raise(ValueError, "negative value for 'count' not allowed");
    OptionalOffset from = TRY(optional_offset(offset_src)), to = TRY(optional_offset(offset_dst));
    auto wanted = unsigned(TRY(unsigned_argument(flags)));
    return checked_system_call(
        Blocking::outside, [&] { return splice(src, from.pointer(), dst, to.pointer(), std::size_t(count), wanted); });
}

// ---------------------------------------------------------------- in memory only

Result<std::uint64_t> positive_argument(Object* object) {
    auto* number = as<Int>(object);
    if (number != nullptr && number->is_negative()) return raise(ValueError, "value must be positive");
    return unsigned_argument(object);
}

Result<Size> eventfd_function(Object* initval, int flags) {
    std::uint64_t start = TRY(positive_argument(initval));
    if (start > UINT32_MAX) return raise(OverflowError, "Python int too large for C unsigned int");
    return checked_system_call(Blocking::file, [&] { return eventfd(unsigned(start), flags); });
}
Result<Object> eventfd_read_function(int fd) {
    eventfd_t value = 0;
    TRY(checked_system_call(blocking_of_transfer(fd, POLLIN), [&] { return eventfd_read(fd, &value); }));
    return Int::from_unsigned(value);
}
Result<void> eventfd_write_function(int fd, Object* value) {
    std::uint64_t number = TRY(positive_argument(value));
    TRY(checked_system_call(Blocking::outside, [&] { return eventfd_write(fd, number); }));
    return {};
}

Result<Size> memfd_create_function(Object* name_object, Object* flags) {
    std::string name = TRY(file_name_bytes(name_object));
    auto wanted = unsigned(TRY(unsigned_argument(flags)));
    return checked_system_call(Blocking::file, [&] { return memfd_create(name.c_str(), wanted); });
}

const Method transfers_functions[] = {
    {"pread(fd, length, offset, /)", bind<pread_function>,
     "Reads up to length bytes from a position, which does not move the descriptor's own."},
    {"pwrite(fd, buffer, offset, /)", bind<pwrite_function>,
     "Writes bytes at a position, which does not move the descriptor's own."},
    {"readv(fd, buffers, /)", bind<readv_function>, "Reads into several buffers, one after the other."},
    {"writev(fd, buffers, /)", bind<writev_function>, "Writes several buffers, one after the other."},
    {"preadv(fd, buffers, offset, flags=0, /)", bind<preadv_function>, "Reads from a position into several buffers."},
    {"pwritev(fd, buffers, offset, flags=0, /)", bind<pwritev_function>, "Writes several buffers at a position."},
    {"sendfile(out_fd, in_fd, offset, count)", bind<sendfile_function>,
     "Has the system copy bytes of a file to another descriptor, a socket for example."},
    {"copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", bind<copy_file_range_function>,
     "Has the system copy bytes from file to file, where it can by sharing the disk's blocks."},
    {"splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", bind<splice_function>,
     "Has the system move bytes into or out of a pipe."},
    {"eventfd(initval, flags=524288)", bind<eventfd_function>,
     "Makes a counter with a descriptor, by which processes and threads wake each other."},
    {"eventfd_read(fd)", bind<eventfd_read_function>, "Takes what is in such a counter, waiting while it is zero."},
    {"eventfd_write(fd, value)", bind<eventfd_write_function>, "Adds to such a counter."},
    {"memfd_create(name, flags=1)", bind<memfd_create_function>,
     "Makes a file that lives in memory and has no name in any directory."},
};

}  // namespace

extern const ModuleSpec transfer_part = {.functions = transfers_functions};

}  // namespace minipy::posix
