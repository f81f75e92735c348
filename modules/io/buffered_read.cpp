// SPDX-License-Identifier: MIT
// Reading through the buffer. CPython: Modules/_io/bufferedio.c.
#include <cstring>

#include "modules/io/buffered.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::io {

namespace {

// Takes `count` bytes that are in the buffer.
Result<Object> buffered_read_take(Buffered* self, Size count) {
    Ref<Bytes> bytes = TRY(Bytes::copy({self->data() + self->pos, std::size_t(count)}));
    self->pos += count;
    return bytes;
}

// Fills the buffer behind what it holds.
Result<RawTransfer> fill(Buffered* self) {
    Size start = self->has_read_buffer() ? self->read_end : 0;
    RawTransfer read = TRY(raw_read(self, self->data() + start, self->buffer_size - start));
    if (read.count > 0) self->read_end = self->raw_pos = start + read.count;
    return read;
}

Result<void> leave_buffer(Buffered* self) {
    if (self->writable) TRY(flush_and_rewind(self));
    self->reset_read_buffer();
    return {};
}

Result<Object> read_all(Buffered* self) {
    ByteString all(std::string_view(self->data() + self->pos, std::size_t(self->read_ahead())));
    self->pos += Size(all.size());
    TRY(leave_buffer(self));
    if (Ref<Object> readall = TRY(find_attribute(self->raw().get(), Str::interned_from("readall").get()))) {
        Ref<Object> rest = TRY(call(readall.get()));
        auto* bytes = as<Bytes>(rest.get());
        if (bytes == nullptr && !is_none(rest.get())) return raise(TypeError, "readall() should return bytes");
        if (all.empty()) return rest;
        if (bytes != nullptr) all += bytes->view();
        return Bytes::copy(TRY(complete(std::move(all))));
    }
    for (;;) {
        Ref<Object> data = TRY(call_named(self->raw().get(), "read"));
        auto* bytes = as<Bytes>(data.get());
        if (bytes == nullptr && !is_none(data.get())) return raise(TypeError, "read() should return bytes");
        if (bytes == nullptr || bytes->length == 0)
            return all.empty() ? Result<Object>(data) : Result<Object>(Bytes::copy(all));
        all += bytes->view();
        if (all.failed()) return raise_no_memory();
        if (self->abs_pos != -1) self->abs_pos = moved_position(self->abs_pos, bytes->length);
    }
}

// More than the buffer holds: whole blocks go straight to the result, the rest through the buffer.
Result<Object> read_more(Buffered* self, Size count) {
    Ref<Bytes> result = TRY(Bytes::create(count));
    Size written = self->read_ahead();
    std::memcpy(result->data(), self->data() + self->pos, std::size_t(written));
    self->pos += written;
    TRY(leave_buffer(self));
    auto shortened = [&](const RawTransfer& last) -> Result<Object> {
        if (last.would_block && written == 0) return none();
        return Bytes::copy({result->data(), std::size_t(written)});
    };
    while (Size blocks = (count - written) / self->buffer_size * self->buffer_size) {
        RawTransfer read = TRY(raw_read(self, result->data() + written, blocks));
        if (read.count == 0) return shortened(read);
        written += read.count;
    }
    self->pos = self->raw_pos = self->read_end = 0;
    // Once there is enough, nothing more is read: it could block for ever.
    while (written < count && self->read_end < self->buffer_size) {
        RawTransfer read = TRY(fill(self));
        if (read.count == 0) return shortened(read);
        Size used = std::min(count - written, read.count);
        std::memcpy(result->data() + written, self->data() + self->pos, std::size_t(used));
        written += used;
        self->pos += used;
    }
    return result;
}

}  // namespace

Result<Object> buffered_read(Buffered* self, Size count) {
    BufferedHold hold;
    TRY(hold.take(self));
    if (count < 0) return read_all(self);
    return count <= self->read_ahead() ? buffered_read_take(self, count) : read_more(self, count);
}

Result<Object> buffered_read1(Buffered* self, Size count) {
    BufferedHold hold;
    TRY(hold.take(self));
    if (count < 0) count = self->buffer_size;
    if (count == 0) return Bytes::copy({});
    if (Size have = self->read_ahead()) return buffered_read_take(self, std::min(have, count));
    Ref<Bytes> bytes = TRY(Bytes::create(count));
    self->reset_read_buffer();
    RawTransfer read = TRY(raw_read(self, bytes->data(), count));
    return Bytes::copy({bytes->data(), std::size_t(read.count)});
}

Result<Object> buffered_readline(Buffered* self, Size limit) {
    BufferedHold hold;
    TRY(hold.take(self));
    ByteString line;
    // Takes from the buffer up to a line end; true: the line is complete.
    auto take_line = [&]() -> bool {
        Size available = self->read_ahead();
        if (limit >= 0) available = std::min(available, limit - Size(line.size()));
        const char* start = self->data() + self->pos;
        const void* end = std::memchr(start, '\n', std::size_t(available));
        Size count = end != nullptr ? static_cast<const char*>(end) - start + 1 : available;
        line.append(start, std::size_t(count));
        self->pos += count;
        return end != nullptr || Size(line.size()) == limit;
    };
    bool complete = take_line();
    if (!complete && self->writable) TRY(flush_and_rewind(self));
    while (!complete && !line.failed()) {
        self->reset_read_buffer();
        self->pos = 0;
        complete = TRY(fill(self)).count == 0 || take_line();
    }
    if (line.failed()) return raise_no_memory();
    return Bytes::copy(line);
}

// ---------------------------------------------------------------- methods

Result<Object> method::peek(Buffered* self, Size) {
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "peek of closed file"));
    BufferedHold hold;
    TRY(hold.take(self));
    if (self->writable) TRY(flush_and_rewind(self));
    if (self->read_ahead() == 0) {
        self->reset_read_buffer();
        self->pos = 0;
        TRY(fill(self));
    }
    return Bytes::copy({self->data() + self->pos, std::size_t(self->read_ahead())});
}

Result<Object> method::read(Buffered* self, Object* size) {
    Size count = TRY(optional_size(size));
    TRY(check_initialized(self));
    if (count < -1) return raise(ValueError, "read length must be non-negative or -1");
    TRY(check_not_closed(self, "read of closed file"));
    return buffered_read(self, count);
}

Result<Object> method::read1(Buffered* self, Size size) {
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "read of closed file"));
    return buffered_read1(self, size);
}

enum class RawReads : std::uint8_t { until_full, once };

// A raw stream may have kept a view of the buffer: then the target lies in what is copied.
static Result<Object> read_into(Buffered* self, Object* object, RawReads reads) {
    bool once = reads == RawReads::once;
    Buffer target;
    TRY(acquire_target(target, object, once ? "readinto1" : "readinto"));
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "readinto of closed file"));
    BufferedHold hold;
    TRY(hold.take(self));
    Size wanted = target.length(), written = std::min(self->read_ahead(), wanted);
    std::memmove(target.data(), self->data() + self->pos, std::size_t(written));
    self->pos += written;
    if (written == wanted || (once && written > 0)) return Int::from(written);
    TRY(leave_buffer(self));
    self->pos = 0;
    while (written < wanted) {
        RawTransfer read;
        if (wanted - written > self->buffer_size) {
            read = TRY(raw_read(self, target.data() + written, wanted - written));
            written += read.count;
        } else if (!once || written == 0) {
            self->reset_read_buffer();
            self->pos = 0;
            read = TRY(fill(self));
            Size used = std::min(read.count, wanted - written);
            std::memmove(target.data() + written, self->data(), std::size_t(used));
            self->pos = used;
            written += used;
        }
        if (read.would_block && written == 0) return none();
        if (read.count == 0 || once) break;
    }
    return Int::from(written);
}

Result<Object> method::readinto(Buffered* self, Object* buffer) {
    return read_into(self, buffer, RawReads::until_full);
}
Result<Object> method::readinto1(Buffered* self, Object* buffer) { return read_into(self, buffer, RawReads::once); }

Result<Object> method::readline(Buffered* self, Object* size) {
    Size limit = TRY(optional_size(size));
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "readline of closed file"));
    return buffered_readline(self, limit);
}

Maybe<Object> buffered_next(Object* object) {
    auto* self = cast<Buffered>(object);
    TRY(check_initialized(self));
    Ref<Object> line;
    if (is_exact_buffered(object)) {
        TRY(check_not_closed(self, "readline of closed file"));
        line = TRY(buffered_readline(self, -1));
    } else {
        line = TRY(call_named(object, "readline"));
        if (!is<Bytes>(line.get())) {
            return raise(OSError, "readline() should have returned a bytes object, not '{}'", type_name(line.get()));
        }
    }
    if (cast<Bytes>(line.get())->length == 0) return nothing;
    return line;
}

}  // namespace minipy::io
