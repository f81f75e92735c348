// SPDX-License-Identifier: MIT
// BytesIO: a bytearray with a position. Arguments are converted before the array is looked at: a conversion may run
// Python, which may close the stream. CPython: Modules/_io/bytesio.c.
#include "modules/io/bytes_io.hpp"

#include <cstring>

#include "modules/data/memoryview.hpp"
#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"

namespace minipy::io {

namespace {

BytesIO* bytes_io(Object* self) { return static_cast<BytesIO*>(self); }

Result<void> bytes_io_check_open(BytesIO* self) {
    if (!self->data) return raise(ValueError, "I/O operation on closed file.");
    return {};
}

// While a memoryview shows the array, it keeps its size.
Result<void> check_exports(BytesIO* self) {
    if (self->data && self->data->exports > 0)
        return raise(BufferError, "Existing exports of data: object cannot be re-sized");
    return {};
}

Size bytes_io_remaining(BytesIO* self) { return std::max<Size>(self->data->length - self->pos, 0); }

Result<Object> bytes_io_take(BytesIO* self, Size count) {
    Ref<Bytes> bytes = TRY(Bytes::copy({self->data->data() + (count > 0 ? self->pos : 0), std::size_t(count)}));
    self->pos += count;
    return bytes;
}

// How long the line at the position is, its end included.
Size line_length(BytesIO* self, Size limit) {
    Size available = bytes_io_remaining(self);
    if (limit >= 0) available = std::min(available, limit);
    if (available <= 0) return 0;
    const char* start = self->data->data() + self->pos;
    const void* end = std::memchr(start, '\n', std::size_t(available));
    return end == nullptr ? available : static_cast<const char*>(end) - start + 1;
}

Result<void> bytes_io_write_text(BytesIO* self, std::string_view text) {
    TRY(check_exports(self));
    if (text.empty()) return {};
    Size end, old = self->data->length;
    if (__builtin_add_overflow(self->pos, Size(text.size()), &end))
        return raise(OverflowError, "new buffer size too large");
    if (end > old) TRY(bytearray_resize(self->data.get(), end));
    if (self->pos > old)
        std::memset(self->data->data() + old, 0, std::size_t(self->pos - old));  // a gap behind the old end
    std::memcpy(self->data->data() + self->pos, text.data(), text.size());
    self->pos = end;
    return {};
}

// ---------------------------------------------------------------- methods

Result<void> bytes_io_initialize(BytesIO* self, Object* initial_bytes) {
    TRY(check_exports(self));
    self->data = ByteArray::create();
    self->pos = 0;
    if (is_none(initial_bytes)) return {};
    Buffer buffer;
    TRY(buffer.acquire(initial_bytes));
    TRY(bytes_io_write_text(self, buffer.text()));
    self->pos = 0;
    return {};
}

Result<Object> bytes_io_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    bytes_io(object.get())->data = ByteArray::create();
    return object;
}

Result<bool> bytes_io_yes(BytesIO* self) {
    TRY(bytes_io_check_open(self));
    return true;
}
Result<bool> bytes_io_isatty(BytesIO* self) {
    TRY(bytes_io_check_open(self));
    return false;
}
Result<void> bytes_io_flush(BytesIO* self) { return bytes_io_check_open(self); }
Result<Size> bytes_io_tell(BytesIO* self) {
    TRY(bytes_io_check_open(self));
    return self->pos;
}

Result<Object> bytes_io_read(BytesIO* self, Object* size) {
    Size wanted = TRY(optional_size(size));
    TRY(bytes_io_check_open(self));
    return bytes_io_take(self, wanted < 0 ? bytes_io_remaining(self) : std::min(wanted, bytes_io_remaining(self)));
}

Result<Size> bytes_io_readinto(BytesIO* self, Object* target) {
    Buffer buffer;
    TRY(acquire_target(buffer, target, "readinto"));
    TRY(bytes_io_check_open(self));
    Size count = std::min(buffer.length(), bytes_io_remaining(self));
    if (count > 0) std::memmove(buffer.data(), self->data->data() + self->pos, std::size_t(count));
    self->pos += count;
    return count;
}

Result<Object> bytes_io_readline(BytesIO* self, Object* size) {
    Size limit = TRY(optional_size(size));
    TRY(bytes_io_check_open(self));
    return bytes_io_take(self, line_length(self, limit));
}

Result<Object> bytes_io_readlines(BytesIO* self, Object* size) {
    TRY(bytes_io_check_open(self));
    if (!is_none(size) && !is<Int>(size))
        return raise(TypeError, "integer argument expected, got '{}'", type_name(size));
    Size limit = TRY(optional_size(size)), total = 0;
    Ref<List> lines = List::create();
    while (Size length = line_length(self, -1)) {
        TRY(list_append(lines.get(), TRY(bytes_io_take(self, length))));
        total += length;
        if (limit > 0 && total >= limit) break;
    }
    return lines;
}

Result<Size> bytes_io_write(BytesIO* self, Object* object) {
    TRY(bytes_io_check_open(self));
    Buffer buffer;
    TRY(buffer.acquire(object));
    TRY(bytes_io_write_text(self, buffer.text()));
    return buffer.length();
}

Result<void> bytes_io_writelines(BytesIO* self, Object* lines) {
    TRY(bytes_io_check_open(self));
    return for_each(lines, [&](Ref<Object> line) -> Result<void> {
        TRY(bytes_io_write(self, line.get()));
        return {};
    });
}

Result<Object> bytes_io_seek(BytesIO* self, Size position, int whence) {
    TRY(bytes_io_check_open(self));
    if (whence == 0 && position < 0) return raise(ValueError, "negative seek value {}", position);
    if (whence < 0 || whence > 2) return raise(ValueError, "invalid whence ({}, should be 0, 1 or 2)", whence);
    Size from = whence == 0 ? 0 : whence == 1 ? self->pos : self->data->length;
    if (__builtin_add_overflow(position, from, &position)) return raise(OverflowError, "new position too large");
    self->pos = std::max<Size>(position, 0);
    return Int::from(self->pos);
}

Result<Object> bytes_io_truncate(BytesIO* self, Object* size) {
    Size length = TRY(optional_size(size));
    TRY(bytes_io_check_open(self));
    TRY(check_exports(self));
    if (is_none(size)) length = self->pos;
    if (length < 0) return raise(ValueError, "negative size value {}", length);
    if (length < self->data->length) TRY(bytearray_resize(self->data.get(), length));
    return Int::from(length);
}

Result<void> bytes_io_close(BytesIO* self) {
    TRY(check_exports(self));
    self->data.reset();
    return {};
}

Result<Object> bytes_io_getvalue(BytesIO* self) {
    TRY(bytes_io_check_open(self));
    return Bytes::copy(self->data->view());
}
Result<Object> getbuffer(BytesIO* self) {
    TRY(bytes_io_check_open(self));
    return MemoryView::make(self->data.get());
}

Result<Object> bytes_io_getstate(BytesIO* self) {
    Ref<Object> value = TRY(bytes_io_getvalue(self));
    Ref<Int> position = Int::from(self->pos);
    Ref<Object> attributes = TRY(attributes_for_state(self));
    return Tuple::of({value.get(), position.get(), attributes.get()});
}

Result<void> bytes_io_setstate(BytesIO* self, Object* state) {
    auto* parts = as<Tuple>(state);
    if (parts == nullptr || parts->length < 3) {
        return raise(TypeError, "{}.__setstate__ argument should be 3-tuple, got {}", type_name(self),
                     type_name(state));
    }
    TRY(bytes_io_initialize(self, (*parts)[0]));
    self->pos = TRY(position_from_state((*parts)[1], "second", "not"));
    return attributes_from_state(self, (*parts)[2], "third");
}

Result<Object> get_bytes_io_closed(Object* self) { return to_bool(!bytes_io(self)->data); }

Maybe<Object> bytes_io_next(Object* self) {
    TRY(bytes_io_check_open(bytes_io(self)));
    Size length = line_length(bytes_io(self), -1);
    if (length == 0) return nothing;
    return bytes_io_take(bytes_io(self), length);
}

const Method bytes_io_methods[] = {
    {"readable(self, /)", bind<bytes_io_yes>, "Says True while it is open."},
    {"seekable(self, /)", bind<bytes_io_yes>, "Says True while it is open."},
    {"writable(self, /)", bind<bytes_io_yes>, "Says True while it is open."},
    {"close(self, /)", bind<bytes_io_close>, "Gives the memory back; the bytes are lost."},
    {"flush(self, /)", bind<bytes_io_flush>, "Has nothing to do: memory is always up to date."},
    {"isatty(self, /)", bind<bytes_io_isatty>, "Says False: memory is no terminal."},
    {"tell(self, /)", bind<bytes_io_tell>, "Gives the position in bytes."},
    {"write(self, b, /)", bind<bytes_io_write>,
     "Puts bytes at the position, over what is there, and gives their number."},
    {"writelines(self, lines, /)", bind<bytes_io_writelines>,
     "Writes one piece after the other; it puts nothing between them."},
    {"read1(self, size=-1, /)", bind<bytes_io_read>, "Reads up to size bytes; the same as read() here."},
    {"readinto(self, buffer, /)", bind<bytes_io_readinto>, "Reads into a buffer and gives the number of bytes."},
    {"readline(self, size=None, /)", bind<bytes_io_readline>, "Reads up to and with the next line feed."},
    {"readlines(self, size=None, /)", bind<bytes_io_readlines>,
     "Reads the lines that remain, or some until they make up size bytes."},
    {"read(self, size=-1, /)", bind<bytes_io_read>, "Reads up to size bytes, or all that remain."},
    {"getbuffer(self, /)", bind<getbuffer>,
     "Gives a window on the bytes that copies nothing; while it exists the length is fixed."},
    {"getvalue(self, /)", bind<bytes_io_getvalue>, "Gives all bytes, wherever the position is."},
    {"seek(self, pos, whence=0, /)", bind<bytes_io_seek>,
     "Moves the position: from the start (0), from here (1) or from the end (2)."},
    {"truncate(self, size=None, /)", bind<bytes_io_truncate>,
     "Cuts off what lies behind size, or behind the position."},
    {"__getstate__(self, /)", bind<bytes_io_getstate>},
    {"__setstate__(self, state, /)", bind<bytes_io_setstate>},
};
const Getter bytes_io_getters[] = {{"closed", get_bytes_io_closed, nullptr, "Whether close() was called."}};

const TypeSpec bytes_io_spec = {
    .name = "_io.BytesIO",
    .doc = "A binary file in memory.",
    .size = sizeof(BytesIO),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &BufferedIOBase::type_object,
    .dict_offset = offsetof(BytesIO, dict),
    .weakrefs_offset = offsetof(BytesIO, weakrefs),
    .slots = {.deallocate = destroy<BytesIO>,
              .traverse = traverse_references<IOBase>,
              .clear = clear_references<IOBase>,
              .new_ = bytes_io_new,
              .init = init_by_signature<"BytesIO(self, /, initial_bytes=b'')", bytes_io_initialize>,
              .next = bytes_io_next},
    .methods = bytes_io_methods,
    .getters = bytes_io_getters,
    .text_signature = "(initial_bytes=b'')",
};

}  // namespace

Type BytesIO::type_object(bytes_io_spec);

}  // namespace minipy::io
