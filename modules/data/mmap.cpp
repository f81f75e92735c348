// SPDX-License-Identifier: MIT
// Module mmap: a file, or fresh memory, as an array of bytes with a position. While somebody has a buffer of it, or a
// call works on it without the GIL, the memory stays where it is: it can then be neither closed nor resized. After each
// conversion of an argument it may be closed: methods convert first and then look.
// A file that somebody cuts shorter ends the process with SIGBUS when its lost part is touched, as in CPython.
// CPython: Modules/mmapmodule.c. Next: memoryview.cpp.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/functions/parsed_arguments.hpp"
#include "runtime/kernel/buffer.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/system_call.hpp"

namespace minipy {

namespace {

enum class MapAccess : int { both, read, write, copy };  // mmap.ACCESS_DEFAULT …

struct Mmap : Object {
    char* data;  // null: closed
    Size length;
    Size position;
    std::int64_t offset;
    int descriptor;  // a duplicate; −1: memory without a file
    MapAccess access;
    bool is_forbidden;  // PROT_NONE: to touch it would end the process
    Size exports;
    Object* weakrefs;
    ~Mmap() {
        if (data != nullptr) munmap(data, std::size_t(length));
        if (descriptor >= 0) ::close(descriptor);
    }
    static Type type_object;
};
Mmap* map_of(Object* self) { return static_cast<Mmap*>(self); }

Result<void> check_open(const Mmap* self) {
    if (self->data == nullptr) return raise(ValueError, "mmap closed or invalid");
    if (self->is_forbidden) return raise(ValueError, "mmap allows neither reading nor writing");
    return {};
}
Result<void> check_writable(const Mmap* self) {
    if (self->access == MapAccess::read) return raise(TypeError, "mmap can't modify a readonly memory map.");
    return {};
}
Result<void> check_resizable(const Mmap* self) {
    if (self->exports > 0) return raise(BufferError, "mmap can't resize with extant buffers exported.");
    if (self->access != MapAccess::both && self->access != MapAccess::write)
        return raise(TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
    return {};
}

// The memory stays for the time of a call that others run beside.
class KeepMapped {
public:
    explicit KeepMapped(Mmap* map) : map_(map) { ++map_->exports; }
    ~KeepMapped() { --map_->exports; }
    KeepMapped(const KeepMapped&) = delete;
    KeepMapped& operator=(const KeepMapped&) = delete;

private:
    Mmap* map_;
};

// ---------------------------------------------------------------- making one

struct MapWish {
    Size length;
    int flags, protection;
    MapAccess access;
    std::int64_t offset;
};

// What `access` means to the system; without it, what the other two mean as an access.
Result<void> settle_access(MapWish& wish) {
    constexpr int both = PROT_READ | PROT_WRITE;
    switch (wish.access) {
        case MapAccess::read: wish.flags = MAP_SHARED, wish.protection = PROT_READ; return {};
        case MapAccess::write: wish.flags = MAP_SHARED, wish.protection = both; return {};
        case MapAccess::copy: wish.flags = MAP_PRIVATE, wish.protection = both; return {};
        case MapAccess::both:
            if ((wish.protection & both) == both) return {};
            wish.access = (wish.protection & PROT_WRITE) != 0 ? MapAccess::write : MapAccess::read;
            return {};
    }
    return raise(ValueError, "mmap invalid access parameter.");
}

// A length of 0 means: to the end of the file.
Result<void> fit_to_file(int descriptor, MapWish& wish) {
    struct stat status;
    if (TRY(system_call(Blocking::file, [&] { return fstat(descriptor, &status); })) != 0) return {};  // mmap will tell
    if (!S_ISREG(status.st_mode)) return {};
    if (wish.length == 0) {
        if (status.st_size == 0) return raise(ValueError, "cannot mmap an empty file");
        if (wish.offset >= status.st_size) return raise(ValueError, "mmap offset is greater than file size");
        wish.length = status.st_size - wish.offset;
    } else if (wish.offset > status.st_size || status.st_size - wish.offset < wish.length) {
        return raise(ValueError, "mmap length is greater than file size");
    }
    return {};
}

Result<void> map_memory(Mmap* self, int descriptor, MapWish wish) {
    if (descriptor != -1) {
        TRY(fit_to_file(descriptor, wish));
        self->descriptor =
            int(TRY(checked_system_call(Blocking::file, [&] { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); })));
    } else {
        wish.flags |= MAP_ANONYMOUS;
    }
    void* mapped = mmap(nullptr, std::size_t(wish.length), wish.protection, wish.flags, descriptor, wish.offset);
    if (mapped == MAP_FAILED) return raise_os_error(errno);
    self->data = static_cast<char*>(mapped);
    self->length = wish.length;
    self->offset = wish.offset;
    self->access = wish.access;
    self->is_forbidden = (wish.protection & (PROT_READ | PROT_WRITE | PROT_EXEC)) == 0;
    return {};
}

Result<Object> new_mmap(Type* type, const Arguments& arguments) {
    constexpr const char* names[] = {"fileno", "length", "flags", "prot", "access", "offset"};
    Object* given[std::size(names)] = {};
    TRY(bind_parameters(nullptr, names, arguments, given));
    for (std::size_t place : {0, 1}) {
        if (given[place] == nullptr)
            return raise(TypeError, "function missing required argument '{}' (pos {})", names[place], place + 1);
    }
    auto number = [&](std::size_t place, int otherwise) {
        return given[place] == nullptr ? Result<int>(otherwise) : parse_int(given[place]);
    };
    int fileno = TRY(parse_int(given[0]));
    Size length = TRY(parse_size(given[1]));
    int flags = TRY(number(2, MAP_SHARED)), prot = TRY(number(3, PROT_READ | PROT_WRITE));
    int access = TRY(number(4, int(MapAccess::both)));
    std::int64_t offset = given[5] == nullptr ? 0 : TRY(to_int64(given[5]));
    if (length < 0) return raise(OverflowError, "memory mapped length must be positive");
    if (offset < 0) return raise(OverflowError, "memory mapped offset must be positive");
    if (access != int(MapAccess::both) && (flags != MAP_SHARED || prot != (PROT_READ | PROT_WRITE)))
        return raise(ValueError, "mmap can't specify both access and flags, prot.");
    MapWish wish{length, flags, prot, MapAccess(access), offset};
    TRY(settle_access(wish));
    Ref<Int> shown_length = Int::from(length), shown_access = Int::from(int(wish.access)), place = Int::from(offset);
    TRY(audit("mmap.__new__", {Int::from(fileno).get(), shown_length.get(), shown_access.get(), place.get()}));
    Ref<Object> made = TRY(allocate_instance(type));
    map_of(made.get())->descriptor = -1;
    TRY(map_memory(map_of(made.get()), fileno, wish));
    return made;
}

// ---------------------------------------------------------------- as a file

Size remaining(const Mmap* self) { return std::max<Size>(self->length - self->position, 0); }

Result<Object> taken(Mmap* self, Size count) {
    Ref<Bytes> bytes = TRY(Bytes::copy({self->data + self->position, std::size_t(count)}));
    self->position += count;
    return bytes;
}

Result<Object> mmap_read(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.read", arguments, 0, 1));
    Size count = -1;
    if (arguments.positional == 1 && !is_none(arguments[0])) {
        Object* size = arguments[0];
        if (size->type->slots.index == nullptr)
            return raise(TypeError, "argument should be integer or None, not '{}'", type_name(size));
        count = TRY(to_size(size, &OverflowError));
    }
    TRY(check_open(self));
    Size most = remaining(self);
    return taken(self, count < 0 || count > most ? most : count);
}

Result<Object> mmap_readline(Mmap* self) {
    TRY(check_open(self));
    Size most = remaining(self);
    if (most == 0) return Bytes::copy({});
    const char* begin = self->data + self->position;
    const void* end = std::memchr(begin, '\n', std::size_t(most));
    return taken(self, end == nullptr ? most : static_cast<const char*>(end) - begin + 1);
}

Result<Size> mmap_read_byte(Mmap* self) {
    TRY(check_open(self));
    if (self->position >= self->length) return raise(ValueError, "read byte out of range");
    return Size(static_cast<unsigned char>(self->data[self->position++]));
}

Result<Size> mmap_write(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.write", arguments, 1, 1));
    Buffer buffer;
    TRY(buffer.acquire(arguments[0]));
    TRY(check_open(self));
    TRY(check_writable(self));
    if (self->position > self->length || self->length - self->position < buffer.length())
        return raise(ValueError, "data out of range");
    std::memmove(self->data + self->position, buffer.data(), std::size_t(buffer.length()));
    self->position += buffer.length();
    return buffer.length();
}

Result<void> mmap_write_byte(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.write_byte", arguments, 1, 1));
    std::int64_t value = TRY(to_int64(arguments[0]));
    if (value < 0) return raise(OverflowError, "unsigned byte integer is less than minimum");
    if (value > 255) return raise(OverflowError, "unsigned byte integer is greater than maximum");
    TRY(check_open(self));
    TRY(check_writable(self));
    if (self->position >= self->length) return raise(ValueError, "write byte out of range");
    self->data[self->position++] = char(value);
    return {};
}

Result<void> mmap_seek(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.seek", arguments, 1, 2));
    Size distance = TRY(parse_size(arguments[0]));
    int how = TRY(parse_int(arguments, 1, SEEK_SET));
    TRY(check_open(self));
    Size from = 0;
    switch (how) {
        case SEEK_SET: break;
        case SEEK_CUR: from = self->position; break;
        case SEEK_END: from = self->length; break;
        default: return raise(ValueError, "unknown seek type");
    }
    Size wanted;
    if (__builtin_add_overflow(from, distance, &wanted) || wanted < 0 || wanted > self->length)
        return raise(ValueError, "seek out of range");
    self->position = wanted;
    return {};
}
Result<Size> mmap_tell(Mmap* self) {
    TRY(check_open(self));
    return self->position;
}

Result<Size> mmap_size(Mmap* self) {
    TRY(check_open(self));
    struct stat status;
    int descriptor = self->descriptor;
    TRY(checked_system_call(Blocking::file, [&] { return fstat(descriptor, &status); }));
    return Size(status.st_size);
}

// ---------------------------------------------------------------- searching and moving

using Search = Size (*)(std::string_view data, std::string_view wanted, Size start, Size stop);

// A place counted from the end, or beyond it, as find() takes it.
Size place_within(Size place, Size length) { return std::clamp<Size>(place < 0 ? place + length : place, 0, length); }

template <Search search>
Result<Size> mmap_search(Mmap* self, const char* name, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments(name, arguments, 1, 3));
    Buffer wanted;
    TRY(wanted.acquire(arguments[0]));
    bool has_start = arguments.positional > 1, has_stop = arguments.positional > 2;
    Size start = TRY(parse_size(arguments, 1, 0)), stop = TRY(parse_size(arguments, 2, 0));
    TRY(check_open(self));
    start = place_within(has_start ? start : self->position, self->length);
    stop = place_within(has_stop ? stop : self->length, self->length);
    if (stop < start) return Size(-1);
    return search({self->data, std::size_t(self->length)}, wanted.text(), start, stop);
}
Result<Size> mmap_find(Mmap* self, const Arguments& arguments) {
    return mmap_search<bytes_methods::find>(self, "mmap.find", arguments);
}
Result<Size> mmap_rfind(Mmap* self, const Arguments& arguments) {
    return mmap_search<bytes_methods::find_last>(self, "mmap.rfind", arguments);
}

Result<void> mmap_move(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.move", arguments, 3, 3));
    Size dest = TRY(parse_size(arguments[0])), src = TRY(parse_size(arguments[1])),
         count = TRY(parse_size(arguments[2]));
    TRY(check_open(self));
    TRY(check_writable(self));
    bool fits = dest >= 0 && src >= 0 && count >= 0 && self->length - dest >= count && self->length - src >= count;
    if (!fits) return raise(ValueError, "source, destination, or count out of range");
    std::memmove(self->data + dest, self->data + src, std::size_t(count));
    return {};
}

// ---------------------------------------------------------------- the system's side

Result<void> mmap_close(Mmap* self) {
    if (self->exports > 0) return raise(BufferError, "cannot close exported pointers exist");
    char* data = std::exchange(self->data, nullptr);
    int descriptor = std::exchange(self->descriptor, -1);
    auto length = std::size_t(self->length);
    AllowThreads allowed(Blocking::file);
    if (descriptor >= 0) ::close(descriptor);
    if (data != nullptr) munmap(data, length);
    return {};
}

Result<void> mmap_flush(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.flush", arguments, 0, 2));
    Size length = self->length;
    Size offset = TRY(parse_size(arguments, 0, 0)), count = TRY(parse_size(arguments, 1, length));
    TRY(check_open(self));
    if (offset < 0 || count < 0 || self->length - offset < count) return raise(ValueError, "flush values out of range");
    if (self->access == MapAccess::read || self->access == MapAccess::copy) return {};
    KeepMapped kept(self);
    char* data = self->data + offset;
    TRY(checked_system_call(Blocking::file, [&] { return msync(data, std::size_t(count), MS_SYNC); }));
    return {};
}

Result<void> mmap_madvise(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.madvise", arguments, 1, 3));
    int option = TRY(parse_int(arguments[0]));
    Size length = self->length;
    Size start = TRY(parse_size(arguments, 1, 0)), count = TRY(parse_size(arguments, 2, length));
    TRY(check_open(self));
    if (start < 0 || start >= self->length) return raise(ValueError, "madvise start out of bounds");
    if (count < 0) return raise(ValueError, "madvise length invalid");
    if (PTRDIFF_MAX - start < count) return raise(OverflowError, "madvise length too large");
    count = std::min(count, self->length - start);
    KeepMapped kept(self);
    char* data = self->data + start;
    TRY(checked_system_call(Blocking::file, [&] { return madvise(data, std::size_t(count), option); }));
    return {};
}

// With the GIL: the memory is on its way somewhere else.
Result<void> mmap_resize(Mmap* self, const Arguments& arguments) {
    TRY(check_open(self));
    TRY(check_arguments("mmap.resize", arguments, 1, 1));
    Size newsize = TRY(parse_size(arguments[0]));
    TRY(check_open(self));
    TRY(check_resizable(self));
    if (newsize < 0 || PTRDIFF_MAX - newsize < self->offset) return raise(ValueError, "new size out of range");
    if (newsize == 0) return raise_os_error(EINVAL);  // mremap would say so when the file is empty already
    if (self->descriptor >= 0 && ftruncate(self->descriptor, self->offset + newsize) != 0) return raise_os_error(errno);
    void* moved = mremap(self->data, std::size_t(self->length), std::size_t(newsize), MREMAP_MAYMOVE);
    if (moved == MAP_FAILED) return raise_os_error(errno);
    self->data = static_cast<char*>(moved);
    self->length = newsize;
    return {};
}

Result<Object> mmap_enter(Mmap* self) {
    TRY(check_open(self));
    return share<Object>(self);
}
Result<void> mmap_exit(Mmap* self, Object*) { return mmap_close(self); }
Result<Object> get_closed(Object* self) { return to_bool(map_of(self)->data == nullptr); }

// ---------------------------------------------------------------- as a sequence

Result<Size> mmap_length(Object* self) {
    TRY(check_open(map_of(self)));
    return map_of(self)->length;
}

Result<Object> mmap_get_slice(Mmap* self, Object* slice) {
    SliceNumbers numbers = TRY(slice_numbers(slice));
    TRY(check_open(self));
    SliceRange range = numbers.within(self->length);
    if (range.step == 1) return Bytes::copy({self->data + range.start, std::size_t(range.count)});
    Ref<Bytes> bytes = TRY(Bytes::create(range.count));
    for (Size place = 0; place < range.count; ++place)
        bytes->data()[place] = self->data[range.start + place * range.step];
    return bytes;
}

Result<Object> mmap_get_item(Object* object, Object* key) {
    Mmap* self = map_of(object);
    TRY(check_open(self));
    if (is<Slice>(key)) return mmap_get_slice(self, key);
    if (key->type->slots.index == nullptr) return raise(TypeError, "mmap indices must be integers");
    Size place = TRY(sequence_index(key, self, "mmap index out of range"));
    TRY(check_open(self));
    return Int::from(static_cast<unsigned char>(self->data[place]));
}

Result<void> mmap_set_slice(Mmap* self, Object* slice, Object* value) {
    SliceNumbers numbers = TRY(slice_numbers(slice));
    if (value == nullptr) return raise(TypeError, "mmap object doesn't support slice deletion");
    Buffer buffer;
    TRY(buffer.acquire(value));
    TRY(check_open(self));
    SliceRange range = numbers.within(self->length);
    if (buffer.length() != range.count) return raise(IndexError, "mmap slice assignment is wrong size");
    if (range.step == 1) {
        std::memmove(self->data + range.start, buffer.data(), std::size_t(range.count));
        return {};
    }
    for (Size place = 0; place < range.count; ++place)
        self->data[range.start + place * range.step] = buffer.data()[place];
    return {};
}

Result<void> mmap_set_item(Object* object, Object* key, Object* value) {
    Mmap* self = map_of(object);
    TRY(check_open(self));
    TRY(check_writable(self));
    if (is<Slice>(key)) return mmap_set_slice(self, key, value);
    if (key->type->slots.index == nullptr) return raise(TypeError, "mmap indices must be integer");
    TRY(sequence_index(key, self, "mmap index out of range"));
    if (value == nullptr) return raise(TypeError, "mmap doesn't support item deletion");
    if (value->type->slots.index == nullptr) return raise(TypeError, "mmap item value must be an int");
    Size byte = TRY(to_size(value, &TypeError));
    if (byte < 0 || byte > 255) return raise(ValueError, "mmap item value must be in range(0, 256)");
    // What __index__ has done meanwhile is seen now.
    Size place = TRY(sequence_index(key, self, "mmap index out of range"));
    TRY(check_open(self));
    self->data[place] = char(byte);
    return {};
}

Result<void> mmap_get_buffer(Object* object, BufferView& view, BufferAccess access) {
    Mmap* self = map_of(object);
    TRY(check_open(self));
    bool readonly = self->access == MapAccess::read;
    if (readonly && access == BufferAccess::write) return raise(BufferError, "Object is not writable.");
    view.data = self->data;
    view.count = self->length;
    view.readonly = readonly;
    ++self->exports;
    return {};
}
void mmap_release_buffer(Object* self, BufferView&) { --map_of(self)->exports; }

Result<Object> mmap_repr(Object* object) {
    const Mmap* self = map_of(object);
    constexpr const char* names[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
    if (self->data == nullptr) return Str::from(format_text("<{} closed=True>", type_name(object)));
    return Str::from(format_text("<{} closed=False, access={}, length={}, pos={}, offset={}>", type_name(object),
                                 names[int(self->access)], self->length, self->position, self->offset));
}

// A walk over bytes objects of length 1, where subscripts give numbers.
struct MmapIterator : Object {
    Ref<Mmap> map;  // null: at the end
    Size place;
    static constexpr auto references = field_list<&MmapIterator::map>;
};
extern Type mmap_iterator_type;
MmapIterator* mmap_iterator_of(Object* self) { return static_cast<MmapIterator*>(self); }

Result<Object> mmap_iter(Object* self) {
    Ref<Object> made = TRY(allocate_instance(&mmap_iterator_type));
    mmap_iterator_of(made.get())->map = share(map_of(self));
    return made;
}
Maybe<Object> mmap_next(Object* object) {
    MmapIterator* self = mmap_iterator_of(object);
    if (!self->map) return nothing;
    TRY(check_open(self->map.get()));
    if (self->place < self->map->length) return Bytes::copy({self->map->data + self->place++, 1});
    self->map.reset();
    return nothing;
}

const TypeSpec mmap_iterator_spec = {
    .name = "iterator",
    .size = sizeof(MmapIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<MmapIterator>,
              .traverse = traverse_references<MmapIterator>,
              .clear = clear_references<MmapIterator>,
              .iter = iterator_itself,
              .next = mmap_next},
};
Type mmap_iterator_type(mmap_iterator_spec);

const Method mmap_methods[] = {
    {"close(self, /)", bind<mmap_close>, "Lets go of the memory; nothing but `closed` works afterwards."},
    {"find(self, sub, start=<absent>, end=<absent>, /)", bind<mmap_find>,
     "Gives the first place of some bytes from the position on, or between two places; -1 if they are not there."},
    {"rfind(self, sub, start=<absent>, end=<absent>, /)", bind<mmap_rfind>,
     "Gives the last place of some bytes from the position on, or between two places; -1 if they are not there."},
    {"flush(self, offset=0, size=<absent>, /)", bind<mmap_flush>, "Waits until the file has what was changed."},
    {"madvise(self, option, start=0, length=<absent>, /)", bind<mmap_madvise>,
     "Tells the system how the memory will be used."},
    {"move(self, dest, src, count, /)", bind<mmap_move>, "Copies bytes within the memory; they may overlap."},
    {"read(self, n=None, /)", bind<mmap_read>, "Gives up to n bytes from the position on, or all."},
    {"read_byte(self, /)", bind<mmap_read_byte>, "Gives the byte at the position as a number."},
    {"readline(self, /)", bind<mmap_readline>, "Gives the bytes up to the end of the line."},
    {"resize(self, newsize, /)", bind<mmap_resize>, "Makes memory and file longer or shorter."},
    {"seek(self, pos, whence=0, /)", bind<mmap_seek>,
     "Moves the position: from the start (0), from here (1) or from the end (2)."},
    {"size(self, /)", bind<mmap_size>, "Gives the length of the whole file."},
    {"tell(self, /)", bind<mmap_tell>, "Gives the position."},
    {"write(self, bytes, /)", bind<mmap_write>, "Puts bytes to the position, over what is there."},
    {"write_byte(self, byte, /)", bind<mmap_write_byte>, "Puts a byte, given as a number, to the position."},
    {"__enter__(self, /)", bind<mmap_enter>},
    {"__exit__(self, /, *args)", bind<mmap_exit>},
};
const Getter mmap_getters[] = {{"closed", get_closed}};

const TypeSpec mmap_spec = {
    .name = "mmap.mmap",
    .doc = "A file, or fresh memory for descriptor -1, as an array of bytes; changes of a shared one reach the file.",
    .size = sizeof(Mmap),
    .flags = TypeFlag::base_type | TypeFlag::owns_outside_memory,
    .weakrefs_offset = offsetof(Mmap, weakrefs),
    .slots = {.deallocate = destroy<Mmap>,
              .new_ = new_mmap,
              .repr = mmap_repr,
              .iter = mmap_iter,
              .length = mmap_length,
              .get_item = mmap_get_item,
              .set_item = mmap_set_item,
              .get_buffer = mmap_get_buffer,
              .release_buffer = mmap_release_buffer},
    .methods = mmap_methods,
    .getters = mmap_getters,
};

}  // namespace

Type Mmap::type_object(mmap_spec);

namespace {

#define CONSTANT(name) \
    { #name, name }
constexpr Constant constants[] = {
    CONSTANT(MADV_DODUMP),
    CONSTANT(MADV_DOFORK),
    CONSTANT(MADV_DONTDUMP),
    CONSTANT(MADV_DONTFORK),
    CONSTANT(MADV_DONTNEED),
    CONSTANT(MADV_FREE),
    CONSTANT(MADV_HUGEPAGE),
    CONSTANT(MADV_HWPOISON),
    CONSTANT(MADV_MERGEABLE),
    CONSTANT(MADV_NOHUGEPAGE),
    CONSTANT(MADV_NORMAL),
    CONSTANT(MADV_RANDOM),
    CONSTANT(MADV_REMOVE),
    CONSTANT(MADV_SEQUENTIAL),
    CONSTANT(MADV_UNMERGEABLE),
    CONSTANT(MADV_WILLNEED),
    CONSTANT(MAP_ANON),
    CONSTANT(MAP_ANONYMOUS),
    CONSTANT(MAP_DENYWRITE),
    CONSTANT(MAP_EXECUTABLE),
    CONSTANT(MAP_POPULATE),
    CONSTANT(MAP_PRIVATE),
    CONSTANT(MAP_SHARED),
    CONSTANT(MAP_STACK),
    CONSTANT(PROT_EXEC),
    CONSTANT(PROT_READ),
    CONSTANT(PROT_WRITE),
    {"ACCESS_DEFAULT", MapAccess::both},
    {"ACCESS_READ", MapAccess::read},
    {"ACCESS_WRITE", MapAccess::write},
    {"ACCESS_COPY", MapAccess::copy},
};
#undef CONSTANT

constexpr ModuleType mmap_types[] = {&Mmap::type_object, ModuleType::hidden(&mmap_iterator_type)};

Result<void> mmap_execute(Module* module) {
    module->set("error", &OSError);
    Ref<Int> page = Int::from(sysconf(_SC_PAGESIZE));
    module->set("PAGESIZE", page.get());
    module->set("ALLOCATIONGRANULARITY", page.get());
    return {};
}

}  // namespace

extern const ModuleSpec mmap_module = {
    .name = "mmap",
    .doc = "Files as memory.",
    .types = mmap_types,
    .constants = constants,
    .exec = mmap_execute,
};

}  // namespace minipy
