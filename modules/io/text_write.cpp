// SPDX-License-Identifier: MIT
// Writing text. CPython: Modules/_io/textio.c.
#include "modules/io/buffered.hpp"
#include "modules/io/text_wrapper.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::io {

// Hands the pending bytes to the buffer. They are gone even if that fails.
Result<void> write_pending(TextIOWrapper* self) {
    if (self->pending->empty()) return {};
    Ref<Object> buffer = self->buffer();
    if (is_exact<BufferedWriter>(buffer.get()) || is_exact<BufferedRandom>(buffer.get())) {
        auto* buffered = cast<Buffered>(buffer.get());
        TRY(check_initialized(buffered));
        if (TRY(is_closed(buffered->raw().get()))) return raise(ValueError, "write to closed file");
        std::string bytes;
        bytes.swap(*self->pending);
        Result<void> written = buffered_write(buffered, bytes);
        if (self->pending->empty()) {
            bytes.clear();
            bytes.swap(*self->pending);  // keeps the memory for the next text
        }
        return written;
    }
    Ref<Bytes> bytes = TRY(Bytes::copy(*self->pending));
    self->pending->clear();
    TRY(call_named(buffer.get(), "write", {bytes.get()}));
    return {};
}

namespace {

// Large text is not joined to what waits already.
Result<void> append_pending(TextIOWrapper* self, std::string_view bytes) {
    if (!self->pending->empty() && self->pending->size() + bytes.size() > std::size_t(self->chunk_size))
        TRY(write_pending(self));
    TRY(reserve_more(*self->pending, bytes.size()));
    self->pending->append(bytes);
    return {};
}

Result<void> append_encoded(TextIOWrapper* self, Str* text) {
    Ref<Str> translated = TRY(with_line_ends(share(text), self->mode));
    if (self->encoder.codec != TextCodec::python && translated->ascii) {
        std::string_view bytes{translated->data(), std::size_t(translated->length)};
        if (!transfer_watchers.empty()) tell_observers(self, TransferKind::written, bytes);
        return append_pending(self, bytes);
    }
    ByteString bytes;
    TRY(self->encoder.encode(translated.get(), bytes));
    if (!transfer_watchers.empty()) tell_observers(self, TransferKind::written, bytes);
    return append_pending(self, bytes);
}

}  // namespace

Result<void> text_write(TextIOWrapper* self, Str* text) {
    TextHold hold(self);
    TRY(check_usable(self));
    if (!self->encoder.exists()) return raise_unsupported("not writable");
    bool line_ended = self->line_buffering && text->view().find_first_of("\n\r") != std::string_view::npos;
    TRY(append_encoded(self, text));
    if (self->pending->size() >= std::size_t(self->chunk_size) || line_ended || self->write_through)
        TRY(write_pending(self));
    if (line_ended) TRY(call_named(self->buffer().get(), "flush"));
    if (self->snapshot_input) {
        forget_decoded(self);
        self->snapshot_input.reset();
    }
    if (self->decoder.exists()) TRY(self->decoder.reset());
    return {};
}

Result<void> text_flush(TextIOWrapper* self) {
    TextHold hold(self);
    TRY(check_usable(self));
    self->telling = self->seekable;
    TRY(write_pending(self));
    TRY(call_named(self->buffer().get(), "flush"));
    return {};
}

}  // namespace minipy::io
