// SPDX-License-Identifier: MIT
// Decoding and encoding for TextIOWrapper: the common encodings natively, all others by the incremental codecs of the
// library. Decoding keeps state between pieces: bytes of an unfinished character, a "\r" that may become "\r\n".
// CPython: Modules/_io/textio.c (encodefuncs, set_decoder). Next: text_codec.cpp, text_wrapper.hpp.
#pragma once

#include <string>

#include "modules/io/newlines.hpp"
#include "runtime/bytes/bytes.hpp"

namespace minipy::io {

enum class TextCodec : std::uint8_t { none, utf8, ascii, latin1, python };

// What a decoder has taken in without giving it out yet; `flags` belongs to the codec (and to the newlines).
struct DecoderState {
    ByteString buffer;
    std::int64_t flags = 0;
};

class TextDecoder {
public:
    TextCodec codec;
    Ref<Object> object;  // codec python: its incremental decoder
    Ref<Str> errors;
    bool universal;  // newlines are watched and perhaps translated
    NewlineState newlines;

    bool exists() const { return codec != TextCodec::none; }
    Result<Str> decode(std::string_view bytes, Input input);
    Result<DecoderState> state();
    Result<void> set_state(const DecoderState& state);
    Result<void> reset();

private:
    Result<Str> decode_bytes(std::string_view bytes, Input kind);
    Size pending_count_;
    char pending_[4];  // utf8: the start of a character
};

// In the middle of a file no byte order mark is written.
enum class Output : std::uint8_t { begins, goes_on };

class TextEncoder {
public:
    TextCodec codec;
    Ref<Object> object;
    Ref<Str> errors;

    bool exists() const { return codec != TextCodec::none; }
    // Appends the encoded text.
    Result<void> encode(Str* text, ByteString& out);
    Result<void> reset();
    Result<void> set_state(Output output);
};

// Which codec an encoding has; python when it is none of the native ones.
TextCodec native_text_codec(std::string_view encoding);
// Sets up one of the two for an encoding; LookupError.
Result<void> make_decoder(TextDecoder& decoder, Str* encoding, Str* errors, const NewlineMode& mode);
Result<void> make_encoder(TextEncoder& encoder, Str* encoding, Str* errors);

}  // namespace minipy::io
