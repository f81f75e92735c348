// SPDX-License-Identifier: MIT
// Reading text. CPython: Modules/_io/textio.c.
#include <algorithm>

#include "modules/io/buffered.hpp"
#include "modules/io/text_wrapper.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy::io {

void forget_decoded(TextIOWrapper* self) {
    self->decoded.reset();
    self->decoded_used = 0;
}

namespace {

Result<Object> read_bytes(TextIOWrapper* self, Size size) {
    Ref<Object> buffer = self->buffer();
    if (is_exact<BufferedReader>(buffer.get())) {
        auto* buffered = cast<Buffered>(buffer.get());
        TRY(check_initialized(buffered));
        TRY(check_not_closed(buffered, "read of closed file"));
        return buffered_read1(buffered, size);
    }
    Ref<Int> count = Int::from(size);
    return call_named(buffer.get(), self->has_read1 ? "read1" : "read", {count.get()});
}

Size text_ahead(TextIOWrapper* self) { return self->decoded ? self->decoded->length - self->decoded_used : 0; }

// Takes text that was read ahead; −1: all of it.
Result<Str> take_decoded(TextIOWrapper* self, Size count) {
    if (!self->decoded) return Str::empty();
    Size available = text_ahead(self);
    if (count < 0 || count > available) count = available;
    Ref<Str> text = self->decoded_used == 0 && count == available
                        ? self->decoded
                        : TRY(str_substring(self->decoded.get(), self->decoded_used, self->decoded_used + count));
    self->decoded_used += count;
    return text;
}

}  // namespace

Result<bool> read_chunk(TextIOWrapper* self, Size size_hint) {
    if (!self->decoder.exists()) return raise_unsupported("not readable");
    DecoderState before;
    if (self->telling) before = TRY(self->decoder.state());
    if (size_hint > 0) size_hint = Size(std::max(self->bytes_per_character, 1.0) * double(size_hint));
    Ref<Object> input = TRY(read_bytes(self, std::max(self->chunk_size, size_hint)));
    Buffer bytes;
    if (bytes.acquire(input.get()).failed()) {
        clear_exception();
        return raise(TypeError, "underlying {}() should have returned a bytes-like object, not '{}'",
                     self->has_read1 ? "read1" : "read", type_name(input.get()));
    }
    bool end = bytes.length() == 0;
    Ref<Str> text = TRY(self->decoder.decode(bytes.text(), end ? Input::last : Input::part));
    Size characters = text->length;
    self->decoded = std::move(text);
    self->decoded_used = 0;
    self->bytes_per_character = characters > 0 ? double(bytes.length()) / double(characters) : 0.0;
    if (self->telling) {
        self->snapshot_flags = before.flags;
        before.buffer += bytes.text();
        self->snapshot_input = TRY(Bytes::copy(TRY(complete(std::move(before.buffer)))));
    }
    return !end || characters > 0;
}

static Result<Str> read_text(TextIOWrapper* self, Size size) {
    if (size < 0) {
        Ref<Object> rest = TRY(call_named(self->buffer().get(), "read"));
        Buffer bytes;
        TRY(bytes.acquire(rest.get()));
        Ref<Str> decoded = TRY(self->decoder.decode(bytes.text(), Input::last));
        Ref<Str> ahead = TRY(take_decoded(self, -1));
        forget_decoded(self);
        self->snapshot_input.reset();
        return ahead->length == 0 ? Result<Str>(std::move(decoded)) : str_concatenate(ahead.get(), decoded.get());
    }
    Ref<Str> first = TRY(take_decoded(self, size));
    if (first->length == size) return first;
    StrBuilder text;
    text.append(first.get());
    while (text.length() < size && TRY(read_chunk(self, size - text.length()))) {
        text.append(TRY(take_decoded(self, size - text.length())).get());
    }
    return text.finish();
}

static Result<Str> read_line(TextIOWrapper* self, Size limit) {
    StrBuilder line;
    Ref<Str> carried;  // the end of a chunk that may be the first half of a line end
    bool only_chunk = true;
    for (;;) {
        bool more = true;
        while (more && text_ahead(self) == 0) more = TRY(read_chunk(self, 0));
        if (!more) {
            forget_decoded(self);
            self->snapshot_input.reset();
            if (carried) line.append(carried.get());
            return line.finish();
        }
        Ref<Str> text = self->decoded;
        Size start = self->decoded_used, prefix = 0;
        if (carried) {
            prefix = carried->length;
            text = TRY(str_concatenate(carried.get(), self->decoded.get()));
            start = 0;
            carried.reset();
        }
        Size searched = 0;
        Size end = find_line_end(self->mode, text.get(), start, searched);
        bool found = end >= 0;
        if (!found) end = searched;
        if (limit >= 0 && line.length() + (end - start) >= limit) {
            end = start + limit - line.length();
            found = true;
        }
        if (found && only_chunk) {
            self->decoded_used = end - prefix;
            return start == 0 && end == text->length ? Result<Str>(text) : str_substring(text.get(), start, end);
        }
        line.append(text.get(), start, end);
        if (found) {
            self->decoded_used = end - prefix;
            return line.finish();
        }
        if (end < text->length) carried = TRY(str_substring(text.get(), end, text->length));
        forget_decoded(self);
        only_chunk = false;
    }
}

Result<Str> text_read(TextIOWrapper* self, Size size) {
    Ref<Str> text = TRY(read_text(self, size));
    if (!transfer_watchers.empty()) tell_observers(self, TransferKind::read, text->view());
    return text;
}

Result<Str> text_readline(TextIOWrapper* self, Size limit) {
    Ref<Str> line = TRY(read_line(self, limit));
    if (!transfer_watchers.empty()) tell_observers(self, TransferKind::read, line->view());
    return line;
}

}  // namespace minipy::io
