// SPDX-License-Identifier: MIT
// Writing through the buffer. CPython: Modules/_io/bufferedio.c.
#include <cstring>

#include "modules/io/buffered.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::io {

namespace {

// What was written so far is told in the exception.
Failure would_block(Size written) {
    Ref<Int> number = Int::from(EAGAIN), count = Int::from(written);
    Ref<Str> message = Str::from("write could not complete without blocking");
    Result<Object> made = call(&BlockingIOError, {number.get(), message.get(), count.get()});
    return raise_instance(made.ok() ? made.take() : take_exception());
}

Result<void> flush_pending(Buffered* self) {
    if (self->has_write_buffer() && self->write_pos != self->write_end) {
        if (Size rewind = self->raw_offset() + (self->pos - self->write_pos)) {
            TRY(raw_seek(self, -rewind, 1));
            self->raw_pos -= rewind;
        }
        while (self->write_pos < self->write_end) {
            RawTransfer written =
                TRY(raw_write(self, self->data() + self->write_pos, self->write_end - self->write_pos));
            if (written.would_block) return would_block(0);
            self->write_pos += written.count;
            self->raw_pos = self->write_pos;
            // A short write may be a signal's doing.
            TRY(handle_pending());
        }
    }
    self->reset_write_buffer();
    return {};
}

// `data` may be a view of this buffer that the raw stream has kept.
void append_to_buffer(Buffered* self, Size at, std::string_view data) {
    std::memmove(self->data() + at, data.data(), data.size());
}

// The buffer could not be flushed without blocking: what fits is kept.
Result<void> keep_what_fits(Buffered* self, std::string_view data) {
    if (!exception_matches(BlockingIOError)) return Failure{};
    if (self->readable) self->reset_read_buffer();
    std::memmove(self->data(), self->data() + self->write_pos, std::size_t(self->write_end - self->write_pos));
    self->write_end -= self->write_pos;
    self->raw_pos -= self->write_pos;
    self->pos -= self->write_pos;
    self->write_pos = 0;
    Size room = self->buffer_size - self->write_end, kept = std::min(room, Size(data.size()));
    append_to_buffer(self, self->write_end, data.substr(0, std::size_t(kept)));
    self->write_end += kept;
    self->pos += kept;
    clear_exception();
    if (kept == Size(data.size())) return {};
    return would_block(kept);
}

}  // namespace

Result<void> flush_and_rewind(Buffered* self) {
    TRY(flush_pending(self));
    if (!self->readable) return {};
    // Rewind the raw stream so that its position is the program's.
    Size offset = self->raw_offset();
    self->reset_read_buffer();
    TRY(raw_seek(self, -offset, 1));
    return {};
}

Result<void> buffered_write(Buffered* self, std::string_view data) {
    BufferedHold hold;
    TRY(hold.take(self));
    if (TRY(is_closed_below(self))) return raise(ValueError, "write to closed file");
    if (!self->has_read_buffer() && !self->has_write_buffer()) self->pos = self->raw_pos = 0;
    Size count = Size(data.size());
    if (count <= self->buffer_size - self->pos && count < self->buffer_size) {
        append_to_buffer(self, self->pos, data);
        if (!self->has_write_buffer() || self->write_pos > self->pos) self->write_pos = self->pos;
        self->set_position(self->pos + count);
        self->write_end = std::max(self->write_end, self->pos);
        return {};
    }
    if (flush_pending(self).failed()) return keep_what_fits(self, data);
    if (Size offset = self->raw_offset()) {
        TRY(raw_seek(self, -offset, 1));
        self->raw_pos -= offset;
    }
    // Large data goes straight to the raw stream.
    Size written = 0;
    while (count - written > self->buffer_size) {
        RawTransfer step = TRY(raw_write(self, data.data() + written, count - written));
        if (step.would_block) {
            append_to_buffer(self, 0, data.substr(std::size_t(written), std::size_t(self->buffer_size)));
            self->write_pos = self->raw_pos = 0;
            self->set_position(self->buffer_size);
            self->write_end = self->buffer_size;
            return would_block(written + self->buffer_size);
        }
        written += step.count;
        TRY(handle_pending());
    }
    if (self->readable) self->reset_read_buffer();
    append_to_buffer(self, 0, data.substr(std::size_t(written)));
    self->write_pos = self->raw_pos = 0;
    self->write_end = count - written;
    self->set_position(count - written);
    return {};
}

Result<Size> method::write(Buffered* self, Object* object) {
    TRY(check_initialized(self));
    Buffer data;
    TRY(data.acquire(object));
    TRY(buffered_write(self, data.text()));
    return data.length();
}

Result<void> method::flush(Buffered* self) {
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "flush of closed file"));
    BufferedHold hold;
    TRY(hold.take(self));
    return flush_and_rewind(self);
}

}  // namespace minipy::io
