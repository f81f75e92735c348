// SPDX-License-Identifier: MIT
// tell() and seek() in text. What tell() gives is a "cookie": mostly just a position in the bytes, but when the decoder
// was in the middle of something, an int that packs everything needed to come back there:
//
//      position (64 bits) │ decoder flags (32) │ bytes to feed (32) │ characters to skip (32) │ is the end needed (8)
//
// CPython: Modules/_io/textio.c (textiowrapper_build_cookie, _io_TextIOWrapper_tell_impl, _io_TextIOWrapper_seek_impl).
#include <cstring>

#include "modules/io/text_wrapper.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::io {

namespace {

struct Cookie {
    std::int64_t position = 0;
    std::int32_t flags = 0;
    std::int32_t bytes_to_feed = 0;
    std::int32_t characters_to_skip = 0;
    bool need_end = false;

    static constexpr Size size = 21;

    Result<Object> pack() const {
        unsigned char bytes[size] = {};
        std::memcpy(bytes, &position, 8);
        std::memcpy(bytes + 8, &flags, 4);
        std::memcpy(bytes + 12, &bytes_to_feed, 4);
        std::memcpy(bytes + 16, &characters_to_skip, 4);
        bytes[20] = need_end ? 1 : 0;
        return int_from_bytes(bytes, size, std::endian::little, Signedness::unsigned_);
    }

    static Result<Cookie> unpack(Int* number) {
        unsigned char bytes[size];
        TRY(int_to_bytes(number, bytes, size, std::endian::little, Signedness::unsigned_));
        Cookie cookie;
        std::memcpy(&cookie.position, bytes, 8);
        std::memcpy(&cookie.flags, bytes + 8, 4);
        std::memcpy(&cookie.bytes_to_feed, bytes + 12, 4);
        std::memcpy(&cookie.characters_to_skip, bytes + 16, 4);
        cookie.need_end = bytes[20] != 0;
        return cookie;
    }
};

Result<void> set_decoder_state(TextIOWrapper* self, const Cookie& cookie) {
    if (!self->decoder.exists()) return {};
    if (cookie.position == 0 && cookie.flags == 0) return self->decoder.reset();
    return self->decoder.set_state({"", cookie.flags});
}

// Feeds the bytes since the snapshot one at a time: the last place where the decoder holds nothing back is where the
// cookie can start; from there so many bytes give so many characters.
Result<Object> cookie_inside(TextIOWrapper* self, Cookie cookie, std::string_view input, Size wanted) {
    Cookie start = cookie;
    Size characters = 0, fed = 0;
    Size safe_characters = 0, safe_bytes = 0;
    TRY(set_decoder_state(self, cookie));
    while (fed < Size(input.size()) && characters < wanted) {
        characters += TRY(self->decoder.decode(input.substr(std::size_t(fed), 1), Input::part))->length;
        ++fed;
        DecoderState state = TRY(self->decoder.state());
        if (!state.buffer.empty() || characters > wanted) continue;
        safe_characters = characters;
        safe_bytes = fed;
        start.flags = std::int32_t(state.flags);
    }
    start.position = moved_position(cookie.position, safe_bytes);
    start.characters_to_skip = std::int32_t(wanted - safe_characters);
    start.bytes_to_feed = start.characters_to_skip > 0 ? std::int32_t(fed - safe_bytes) : 0;
    if (characters < wanted) {
        characters += TRY(self->decoder.decode("", Input::last))->length;
        start.need_end = true;
        if (characters < wanted) return raise(OSError, "can't reconstruct logical file position");
    }
    return start.pack();
}

Result<void> reset_encoder(TextIOWrapper* self, Output output) {
    return self->encoder.exists() ? self->encoder.set_state(output) : Result<void>();
}

}  // namespace

Result<Object> method::text_tell(TextIOWrapper* self) {
    TextHold hold(self);
    TRY(check_usable(self));
    if (!self->seekable) return raise_unsupported("underlying stream is not seekable");
    if (!self->telling) return raise(OSError, "telling position disabled by next() call");
    TRY(write_pending(self));
    TRY(call_named(self, "flush"));
    Ref<Object> told = TRY(call_named(self->buffer().get(), "tell"));
    if (!self->decoder.exists() || !self->snapshot_input) return told;
    std::int64_t position = TRY(to_int64(told.get()));
    std::string input(self->snapshot_input->view());
    Cookie cookie{.position = moved_position(position, -Size(input.size())),
                  .flags = std::int32_t(self->snapshot_flags)};
    if (self->decoded_used == 0 || !self->decoded) return cookie.pack();
    // The decoder tries things out and gets its state back.
    DecoderState kept = TRY(self->decoder.state());
    NewlineState kept_newlines = self->decoder.newlines;
    Result<Object> packed = cookie_inside(self, cookie, input, self->decoded_used);
    Ref<Object> error = packed.failed() ? take_exception() : nullptr;
    Result<void> restored = self->decoder.set_state(kept);
    self->decoder.newlines = kept_newlines;
    if (error) return restore_exception(std::move(error));
    TRY(restored);
    return packed.take();
}

namespace {

Result<Object> seek_to_end(TextIOWrapper* self) {
    TRY(call_named(self, "flush"));
    forget_decoded(self);
    self->snapshot_input.reset();
    if (self->decoder.exists()) TRY(self->decoder.reset());
    Ref<Object> position = TRY(call_named(self->buffer().get(), "seek", {&shared_ints[0], &shared_ints[2]}));
    TRY(reset_encoder(self, TRY(equal(position.get(), &shared_ints[0])) ? Output::begins : Output::goes_on));
    return position;
}

}  // namespace

Result<Object> method::text_seek(TextIOWrapper* self, Object* target, int whence) {
    TextHold hold(self);
    TRY(check_usable(self));
    if (!self->seekable) return raise_unsupported("underlying stream is not seekable");
    if (whence < 0 || whence > 2) return raise(ValueError, "invalid whence ({}, should be 0, 1 or 2)", whence);
    Ref<Object> wanted = share(target);
    if (whence != 0) {
        if (!TRY(equal(target, &shared_ints[0]))) {
            return raise_unsupported(whence == 1 ? "can't do nonzero cur-relative seeks"
                                                 : "can't do nonzero end-relative seeks");
        }
        if (whence == 2) return seek_to_end(self);
        wanted = TRY(call_named(self, "tell"));
    }
    if (TRY(compare_bool(wanted.get(), &shared_ints[0], Comparison::less)))
        return raise(ValueError, "negative seek position {}", TRY(repr(wanted.get())).get());
    TRY(call_named(self, "flush"));
    Ref<Int> number = ref_cast<Int>(TRY(call(&Int::type_object, {wanted.get()})));
    Cookie cookie = TRY(Cookie::unpack(number.get()));
    Ref<Int> position = Int::from(cookie.position);
    TRY(call_named(self->buffer().get(), "seek", {position.get()}));
    forget_decoded(self);
    self->snapshot_input.reset();
    TRY(set_decoder_state(self, cookie));
    if (cookie.characters_to_skip > 0) {
        // Just like read_chunk(): feed the decoder and save a snapshot.
        Ref<Int> count = Int::from(cookie.bytes_to_feed);
        Ref<Object> read = TRY(call_named(self->buffer().get(), "read", {count.get()}));
        auto* bytes = as<Bytes>(read.get());
        if (bytes == nullptr) {
            return raise(TypeError, "underlying read() should have returned a bytes object, not '{}'",
                         type_name(read.get()));
        }
        self->snapshot_flags = cookie.flags;
        self->snapshot_input = share(bytes);
        Ref<Str> text = TRY(self->decoder.decode(bytes->view(), cookie.need_end ? Input::last : Input::part));
        if (cookie.characters_to_skip > text->length) return raise(OSError, "can't restore logical file position");
        self->decoded = std::move(text);
        self->decoded_used = cookie.characters_to_skip;
    } else {
        self->snapshot_flags = cookie.flags;
        self->snapshot_input = TRY(Bytes::copy({}));
    }
    TRY(reset_encoder(self, cookie.position == 0 && cookie.flags == 0 ? Output::begins : Output::goes_on));
    return wanted;
}

Result<Object> method::text_truncate(TextIOWrapper* self, Object* position) {
    TextHold hold(self);
    TRY(check_usable(self));
    TRY(call_named(self, "flush"));
    return call_named(self->buffer().get(), "truncate", {position});
}

}  // namespace minipy::io
