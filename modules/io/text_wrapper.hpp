// SPDX-License-Identifier: MIT
// TextIOWrapper: text over a buffered stream of bytes.
//
//      write("é\n") ─▶ line ends ─▶ encoder ─▶ pending bytes ─▶ buffer.write()        when enough, or a line has ended
//      read()       ◀─ decoded text, used up to `decoded_used` ◀─ line ends ◀─ decoder ◀─ buffer.read1(chunk_size)
//
// tell() must tell a position in the bytes for a position in the text. For that, a snapshot is kept of the last moment
// when the decoder's input was known: its flags, and the bytes it has been given since.
// The buffer and the codecs may be written in Python. Every operation marks the wrapper as in use (TextHold): then it
// can be read and written from inside, but it keeps its buffer and its codecs: detach(), reconfigure() and __init__()
// are RuntimeErrors. What is read ahead and what waits to be written can change whenever Python runs; it is taken and
// put back in one go.
// CPython: Modules/_io/textio.c. Next: text_wrapper.cpp, text_read.cpp, text_write.cpp, text_seek.cpp.
#pragma once

#include <string>

#include "modules/io/observer.hpp"
#include "modules/io/text_codec.hpp"

namespace minipy::io {

struct TextIOWrapper : TextIOBase {
    Replaceable<Object> buffer_;  // null once detached
    Ref<Str> encoding, errors;
    NewlineMode mode;
    TextDecoder decoder;
    TextEncoder encoder;
    Ref<Str> decoded;  // text read ahead, or null
    Size decoded_used;
    std::string* pending;       // owned: encoded text that is not written yet
    Ref<Bytes> snapshot_input;  // null: no snapshot
    std::int64_t snapshot_flags;
    double bytes_per_character;
    Size chunk_size;
    Size users;  // operations that are running
    bool ok, detached, line_buffering, write_through, seekable, has_read1, telling, finalizing;

    Ref<Object> buffer() const { return buffer_.hold(); }

    ~TextIOWrapper() { delete pending; }
    template <class Visit>
    void each_reference(Visit visit) {
        visit(dict.for_collector());
        visit(buffer_.for_collector());
        visit(decoder.object);
        visit(encoder.object);
    }
    static Type type_object;
};

// TextIOWrapper(buffer, encoding, errors, newline, line_buffering, write_through); None stands for the defaults.
struct WriteBuffering {
    bool by_line = false, write_through = false;
};
Result<TextIOWrapper> make_text_wrapper(Object* buffer, Object* encoding, Object* errors, Object* newline,
                                        WriteBuffering buffering);

// ---------------------------------------------------------------- for print() and input()

Result<void> text_write(TextIOWrapper* self, Str* text);
Result<void> text_flush(TextIOWrapper* self);

// ---------------------------------------------------------------- for the methods

// Tells whoever watches what the program has written or read; only files are told of.
void tell_observers(TextIOWrapper* self, TransferKind kind, std::string_view text);
Result<void> check_attached(TextIOWrapper* self);
Result<void> check_usable(TextIOWrapper* self);  // attached and not closed

// An operation, for the time of a scope.
class TextHold {
public:
    explicit TextHold(TextIOWrapper* wrapper) : held_(share(wrapper)) { ++held_->users; }
    ~TextHold() { --held_->users; }
    TextHold(const TextHold&) = delete;
    TextHold& operator=(const TextHold&) = delete;

private:
    Ref<TextIOWrapper> held_;
};
Result<void> write_pending(TextIOWrapper* self);
void forget_decoded(TextIOWrapper* self);
// Reads and decodes another chunk; false at the end of the file.
Result<bool> read_chunk(TextIOWrapper* self, Size size_hint);
Result<Str> text_read(TextIOWrapper* self, Size size);
Result<Str> text_readline(TextIOWrapper* self, Size limit);

namespace method {
Result<Object> text_tell(TextIOWrapper* self);
Result<Object> text_seek(TextIOWrapper* self, Object* cookie, int whence);
Result<Object> text_truncate(TextIOWrapper* self, Object* position);
}  // namespace method

}  // namespace minipy::io
