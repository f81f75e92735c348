// SPDX-License-Identifier: MIT
// Writing text. CPython: Modules/_io/textio.c.
#include "modules/io/buffered.hpp"
#include "modules/io/text_wrapper.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/observer.hpp"

namespace minipy::io {

// Hands the pending bytes to the buffer. They are gone even if that fails.
Result<void> write_pending(TextIOWrapper* self) {
    if (self->pending->empty()) return {};
    if (is_exact<BufferedWriter>(self->buffer.get()) || is_exact<BufferedRandom>(self->buffer.get())) {
        auto* buffered = static_cast<Buffered*>(self->buffer.get());
        TRY(check_initialized(buffered));
        if (TRY(is_closed(buffered->raw.get()))) return raise(ValueError, "write to closed file");
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
    TRY(call_named(self->buffer.get(), "write", {bytes.get()}));
    return {};
}

Result<void> text_write(TextIOWrapper* self, Str* text) {
    TRY(check_usable(self));
    if (!self->encoder.exists()) return raise_unsupported("not writable");
    bool line_ended = self->line_buffering && text->view().find_first_of("\n\r") != std::string_view::npos;
    std::size_t before = self->pending->size();
    TRY(self->encoder.encode(TRY(with_line_ends(share(text), self->mode)).get(), *self->pending));
    if (observer != nullptr) tell_observer(self, true, std::string_view(*self->pending).substr(before));
    std::size_t added = self->pending->size() - before;
    if (before > 0 && self->pending->size() > std::size_t(self->chunk_size)) {
        // Large text is not joined to what waits already.
        std::string rest = self->pending->substr(before, added);
        self->pending->resize(before);
        TRY(write_pending(self));
        *self->pending = std::move(rest);
    }
    if (self->pending->size() >= std::size_t(self->chunk_size) || line_ended || self->write_through)
        TRY(write_pending(self));
    if (line_ended) TRY(call_named(self->buffer.get(), "flush"));
    if (self->snapshot_input) {
        TRY(forget_decoded(self));
        self->snapshot_input.reset();
    }
    if (self->decoder.exists()) TRY(self->decoder.reset());
    return {};
}

Result<void> text_flush(TextIOWrapper* self) {
    TRY(check_usable(self));
    self->telling = self->seekable;
    TRY(write_pending(self));
    TRY(call_named(self->buffer.get(), "flush"));
    return {};
}

}  // namespace minipy::io
