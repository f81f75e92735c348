// SPDX-License-Identifier: MIT
// BufferedReader, BufferedWriter and BufferedRandom: one buffer over a raw stream.
//
//      buffer   │ already consumed │ read ahead │          raw stream stands at raw_pos
//               0                  pos          read_end
//
//      buffer   │ … │ to be written │ …                   `write_pos` … `write_end` is dirty
//
// All positions count from the buffer's start; −1 for read_end or write_end says that the buffer holds nothing of that
// kind. BufferedRandom uses the same bytes for both: written data is flushed before the raw stream is read again, and
// the raw stream is moved back to where the program believes it to be.
//
// The raw stream may be written in Python, and signal handlers and other threads run while the system is waited for. So
// every operation holds the stream for itself (BufferedHold): other threads wait, and another one from inside is a
// RuntimeError. That is why positions and the buffer may be used after the raw stream was called. `raw` can be replaced
// at all other times: it is read as a Ref.
// CPython: Modules/_io/bufferedio.c. Next: buffered.cpp, buffered_read.cpp, buffered_write.cpp.
#pragma once

#include <string_view>

#include "modules/io/io_base.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "vm/thread_lock.hpp"

namespace minipy::io {

struct Buffered : BufferedIOBase {
    Replaceable<Object> raw_;
    Ref<ByteArray> buffer;  // of fixed size
    Size buffer_size;
    Size pos, read_end, write_pos, write_end, raw_pos;
    std::int64_t abs_pos;  // of the raw stream, −1: unknown
    bool ok, detached, readable, writable, finalizing;
    std::uint64_t holder;  // the number of the thread whose operation is under way; 0: none is
    Size waiting;          // threads that want it next, at the gate
    ThreadLock gate;

    Ref<Object> raw() const { return raw_.hold(); }
    char* data() { return buffer->data(); }
    bool has_read_buffer() const { return readable && read_end != -1; }
    bool has_write_buffer() const { return writable && write_end != -1; }
    Size read_ahead() const { return has_read_buffer() ? read_end - pos : 0; }
    // How far the raw stream is ahead of where the program believes to be.
    Size raw_offset() const { return (has_read_buffer() || has_write_buffer()) && raw_pos >= 0 ? raw_pos - pos : 0; }
    void set_position(Size position) {
        pos = position;
        if (has_read_buffer() && read_end < pos) read_end = pos;
    }
    void reset_read_buffer() { read_end = -1; }
    void reset_write_buffer() {
        write_pos = 0;
        write_end = -1;
    }

    static constexpr auto references = field_list<&Buffered::dict, &Buffered::raw_>;
};

struct BufferedReader : Buffered {
    static Type type_object;
};
struct BufferedWriter : Buffered {
    static Type type_object;
};
struct BufferedRandom : Buffered {
    static Type type_object;
};
struct BufferedPair : BufferedIOBase {
    Replaceable<Object> reader, writer;
    static constexpr auto references = field_list<&BufferedPair::dict, &BufferedPair::reader, &BufferedPair::writer>;
    static Type type_object;
};

inline bool is_exact_buffered(const Object* object) {
    return is_exact<BufferedReader>(object) || is_exact<BufferedWriter>(object) || is_exact<BufferedRandom>(object);
}

// A new one over `raw`, as BufferedReader(raw, buffer_size) makes it.
Result<Object> make_buffered(Type& type, Object* raw, Size buffer_size);

// ---------------------------------------------------------------- for the methods (buffered.cpp)

Result<void> check_initialized(Buffered* self);

// An operation that may call the raw stream, for the time of a scope.
class BufferedHold {
public:
    BufferedHold() = default;
    ~BufferedHold() { release(); }
    BufferedHold(const BufferedHold&) = delete;
    BufferedHold& operator=(const BufferedHold&) = delete;
    // May wait: nothing that was read from the stream before is used afterwards.
    Result<void> take(Buffered* stream);      // an initialized one
    Result<void> take_any(Buffered* stream);  // … or one that is not (__init__)
    void release() {
        Ref<Buffered> held = std::move(held_);
        if (!held) return;
        held->holder = 0;
        if (held->waiting > 0) held->gate.release();
    }

private:
    Ref<Buffered> held_;
};
// ValueError with `message` when the raw stream is closed and nothing is left to be read.
Result<void> check_not_closed(Buffered* self, const char* message);
Result<std::int64_t> raw_seek(Buffered* self, std::int64_t target, int whence);
Result<std::int64_t> raw_tell(Buffered* self);
// The size, or nothing when a non-blocking stream has no data now.
struct RawTransfer {
    Size count = 0;
    bool would_block = false;
};
Result<RawTransfer> raw_read(Buffered* self, char* target, Size count);
Result<RawTransfer> raw_write(Buffered* self, const char* source, Size count);

// ---------------------------------------------------------------- reading and writing, also used by TextIOWrapper

Result<Object> buffered_read(Buffered* self, Size count);   // −1: all; None when it would block
Result<Object> buffered_read1(Buffered* self, Size count);  // one raw read at most
Result<Object> buffered_readline(Buffered* self, Size limit);
Result<void> buffered_write(Buffered* self, std::string_view data);
// Writes what is pending and moves the raw stream to where the program believes it to be.
Result<void> flush_and_rewind(Buffered* self);

Maybe<Object> buffered_next(Object* self);

// The methods of the same names.
namespace method {
Result<Object> peek(Buffered* self, Size size);
Result<Object> read(Buffered* self, Object* size);
Result<Object> read1(Buffered* self, Size size);
Result<Object> readinto(Buffered* self, Object* buffer);
Result<Object> readinto1(Buffered* self, Object* buffer);
Result<Object> readline(Buffered* self, Object* size);
Result<Size> write(Buffered* self, Object* buffer);
Result<void> flush(Buffered* self);
}  // namespace method

}  // namespace minipy::io
