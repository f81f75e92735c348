// SPDX-License-Identifier: MIT
// What the buffered streams have in common: the raw stream below, positions, closing, attributes; and the types.
// CPython: Modules/_io/bufferedio.c.
#include "modules/io/buffered.hpp"

#include <unistd.h>

#include <array>
#include <cstring>
#include <type_traits>

#include "modules/data/memoryview.hpp"
#include "modules/io/file_io.hpp"
#include "modules/native.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/clock.hpp"
#include "vm/fatal_error.hpp"

namespace minipy::io {

namespace {

Buffered* buffered_of(Object* self) { return static_cast<Buffered*>(self); }

// The raw stream when it is exactly a FileIO and open: then the operating system is asked directly.
FileIO* direct_file(Buffered* self) {
    if (!self->raw_ || !is_exact<FileIO>(self->raw_.borrow())) return nullptr;
    auto* file = cast<FileIO>(self->raw_.borrow());
    return file->descriptor >= 0 ? file : nullptr;
}

// raw.readinto() or raw.write() may lie about the size.
Result<RawTransfer> checked_count(Size count, Size most, const char* method) {
    if (count >= 0 && count <= most) return RawTransfer{count, false};
    return raise(OSError, "raw {} returned invalid length {} (should have been between 0 and {})", method, count, most);
}

Result<RawTransfer> count_read(Object* result, Size most) {
    if (is_none(result)) return RawTransfer{0, true};
    Result<Size> count = to_size(result, &ValueError);
    if (count.ok()) return checked_count(count.take(), most, "readinto()");
    Ref<Object> cause = take_exception();
    (void)raise(OSError, "raw readinto() failed");
    set_cause_and_context(current_thread->exception.get(), std::move(cause));
    return Failure{};
}

Result<RawTransfer> count_written(Object* result, Size most) {
    if (is_none(result)) return RawTransfer{0, true};
    Result<Size> count = to_size(result, &ValueError);
    if (count.failed()) clear_exception();
    return checked_count(count.ok() ? count.take() : -1, most, "write()");
}

// A memoryview over part of an array, as raw streams written in Python get it.
Result<Object> view_of(ByteArray* array, Size start, Size count) {
    Ref<MemoryView> whole = TRY(MemoryView::make(array));
    if (start == 0 && count == array->length) return whole;
    Ref<Slice> slice = create<Slice>(Int::from(start), Int::from(start + count), none());
    return get_item(whole.get(), slice.get());
}

Result<RawTransfer> read_through_python(Buffered* self, char* target, Size count) {
    bool inside = target >= self->data() && target < self->data() + self->buffer_size;
    Ref<ByteArray> array = self->buffer;
    if (!inside) {
        array = ByteArray::create();
        TRY(bytearray_resize(array.get(), count));
    }
    Ref<Object> view = TRY(view_of(array.get(), inside ? target - self->data() : 0, count));
    Ref<Object> result = TRY(call_named(self->raw().get(), "readinto", {view.get()}));
    RawTransfer read = TRY(count_read(result.get(), count));
    if (!inside) std::memcpy(target, array->data(), std::size_t(read.count));
    return read;
}

Result<RawTransfer> write_through_python(Buffered* self, const char* source, Size count) {
    Ref<Bytes> bytes = TRY(Bytes::copy({source, std::size_t(count)}));
    Ref<MemoryView> view = TRY(MemoryView::make(bytes.get()));
    Ref<Object> result = TRY(call_named(self->raw().get(), "write", {view.get()}));
    return count_written(result.get(), count);
}

Result<std::int64_t> checked_position(Object* result) {
    std::int64_t position = TRY(to_offset(result));
    if (position < 0) return raise(OSError, "Raw stream returned invalid position {}", position);
    return position;
}

}  // namespace

Result<void> check_initialized(Buffered* self) {
    if (self->ok && self->raw_) return {};
    return raise(ValueError, "{}",
                 self->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

namespace {

// When the program has ended, a daemon thread that had the lock may sleep for ever.
Result<void> wait_for_lock(Buffered* stream) {
    if (!interpreter.finalizing) {
        TRY(stream->lock.acquire(-1));
        return {};
    }
    if (TRY(stream->lock.acquire(nanoseconds_in_second))) return {};
    Result<Str> shown = ascii(stream);
    std::string message =
        format_text("could not acquire lock for {} at interpreter shutdown, possibly due to daemon threads",
                    shown.ok() ? shown.take()->view() : type_name(stream));
    fatal_error("_enter_buffered_busy", message.c_str());
}

}  // namespace

Result<void> BufferedHold::take_any(Buffered* stream) {
    Ref<Buffered> kept = share(stream);  // while it is waited for, it may be dropped elsewhere
    if (!stream->lock.try_acquire()) {
        if (stream->owner == current_thread->number)
            return raise(RuntimeError, "reentrant call inside {}", TRY(repr(stream)).get());
        // Of a thread that a fork has left behind.
        if (interpreter.thread_count == 1) stream->lock.release();
        TRY(wait_for_lock(stream));
    }
    stream->owner = current_thread->number;
    held_ = std::move(kept);
    return {};
}

Result<void> BufferedHold::take(Buffered* stream) {
    TRY(check_initialized(stream));
    TRY(take_any(stream));
    return check_initialized(stream);
}

void BufferedHold::release() {
    Ref<Buffered> held = std::move(held_);
    if (!held) return;
    held->owner = 0;
    held->lock.release();
}

Result<bool> is_closed_below(Buffered* self) {
    if (self->given_up) return true;
    if (direct_file(self) != nullptr) return false;
    return is_closed(self->raw().get());
}

Result<void> check_not_closed(Buffered* self, const char* message) {
    if (self->read_ahead() > 0) return {};
    if (TRY(is_closed_below(self))) return raise(ValueError, "{}", message);
    return {};
}

void move_position(Buffered* self, Size count) { self->abs_pos = moved_position(self->abs_pos, count); }

namespace {

// Moves bytes directly if the raw stream is a file that can do it, else through a method of the raw stream.
template <bool FileIO::*possible, auto directly, auto through_python, class Byte>
Result<RawTransfer> transfer(Buffered* self, Byte* bytes, Size count) {
    RawTransfer moved;
    if (FileIO* file = direct_file(self); file != nullptr && file->*possible) {
        Ref<FileIO> kept = share(file);
        Transfer done = TRY(directly(file, bytes, count));
        moved = {done.count, done.would_block};
    } else {
        moved = TRY(through_python(self, bytes, count));
    }
    if (moved.count > 0 && self->abs_pos != -1) move_position(self, moved.count);
    return moved;
}

}  // namespace

Result<RawTransfer> raw_read(Buffered* self, char* target, Size count) {
    return transfer<&FileIO::readable, read_file, read_through_python>(self, target, count);
}

Result<RawTransfer> raw_write(Buffered* self, const char* source, Size count) {
    return transfer<&FileIO::writable, write_file, write_through_python>(self, source, count);
}

Result<std::int64_t> raw_seek(Buffered* self, std::int64_t target, int whence) {
    if (FileIO* file = direct_file(self)) {
        self->abs_pos = TRY(seek_file(file, target, whence));
        return self->abs_pos;
    }
    Ref<Int> position = Int::from(target), from = Int::from(whence);
    Ref<Object> result = TRY(call_named(self->raw().get(), "seek", {position.get(), from.get()}));
    self->abs_pos = TRY(checked_position(result.get()));
    return self->abs_pos;
}

Result<std::int64_t> raw_tell(Buffered* self) {
    if (FileIO* file = direct_file(self)) {
        self->abs_pos = TRY(seek_file(file, 0, SEEK_CUR));
        return self->abs_pos;
    }
    Ref<Object> result = TRY(call_named(self->raw().get(), "tell"));
    self->abs_pos = TRY(checked_position(result.get()));
    return self->abs_pos;
}

namespace {

// ---------------------------------------------------------------- making one

enum class StreamAccess : std::uint8_t { read, write, read_and_write };

Result<void> buffered_initialize(Buffered* self, Object* raw, Size buffer_size, StreamAccess access) {
    bool readable = access != StreamAccess::write, writable = access != StreamAccess::read;
    BufferedHold hold;
    TRY(hold.take_any(self));
    self->ok = self->detached = self->given_up = false;
    if (readable) TRY(check_readable(raw));
    if (writable) TRY(check_writable(raw));
    if (buffer_size <= 0) return raise(ValueError, "buffer size must be strictly positive");
    Ref<ByteArray> buffer = ByteArray::create();
    TRY(bytearray_resize(buffer.get(), buffer_size));
    // A raw stream that keeps the memoryview it was given can get at the array: it shall not move.
    ++buffer->exports;
    self->raw_ = share(raw);
    self->readable = readable;
    self->writable = writable;
    self->buffer_size = buffer_size;
    self->buffer = std::move(buffer);
    self->pos = self->raw_pos = 0;
    self->reset_read_buffer();
    self->reset_write_buffer();
    self->abs_pos = -1;
    if (raw_tell(self).failed()) clear_exception();  // it may not be seekable
    self->ok = true;
    return {};
}

Result<void> initialize_reader(Buffered* self, Object* raw, Size size) {
    return buffered_initialize(self, raw, size, StreamAccess::read);
}
Result<void> initialize_writer(Buffered* self, Object* raw, Size size) {
    return buffered_initialize(self, raw, size, StreamAccess::write);
}
Result<void> initialize_random(Buffered* self, Object* raw, Size size) {
    TRY(check_seekable(raw));
    return buffered_initialize(self, raw, size, StreamAccess::read_and_write);
}

Result<Object> allocate(Type* type) {
    Ref<Object> made = TRY(allocate_instance(type));
    new (&buffered_of(made.get())->lock) ThreadLock;
    return made;
}

Result<Object> buffered_new(Type* type, const Arguments&) { return allocate(type); }

// ---------------------------------------------------------------- methods

Result<Object> buffered_detach(Buffered* self) {
    {
        BufferedHold unused;
        TRY(unused.take(self));
    }
    TRY(call_named(self, "flush"));
    BufferedHold hold;
    TRY(hold.take(self));
    self->detached = true;
    self->ok = false;
    return self->raw_.take();
}

Result<Object> raw_of(Object* self) {
    TRY(check_initialized(buffered_of(self)));
    return buffered_of(self)->raw();
}

Result<void> buffered_dealloc_warn(Buffered* self, Object* source) {
    if (Ref<Object> raw = self->raw(); raw && self->ok) warn_unclosed(raw.get(), source);
    return {};
}

Result<void> buffered_close(Buffered* self) {
    BufferedHold hold;
    TRY(hold.take(self));
    if (TRY(is_closed(self->raw().get()))) return {};
    if (self->finalizing) warn_unclosed(self->raw().get(), self);
    hold.release();
    Result<Object> flushed = flush_before_close(self);
    Ref<Object> error = flushed.failed() ? take_exception() : nullptr;
    TRY(hold.take(self));
    Result<Object> closed = call_named(self->raw().get(), "close");
    self->given_up = true;
    self->read_end = self->pos = 0;
    self->reset_write_buffer();
    return chain_exceptions(std::move(error), closed.failed());
}

Result<Object> buffered_tell(Buffered* self) {
    TRY(check_initialized(self));
    std::int64_t position = moved_position(TRY(raw_tell(self)), -self->raw_offset());
    if (position < 0) return raise(OSError, "Raw stream returned invalid position {}", position);
    return Int::from(position);
}

Result<Object> buffered_seek(Buffered* self, Object* target_object, int whence) {
    TRY(check_initialized(self));
    if (whence < 0 || whence > 4) return raise(ValueError, "whence value {} unsupported", whence);
    TRY(check_not_closed(self, "seek of closed file"));
    TRY(check_seekable(self->raw().get()));
    std::int64_t target = TRY(to_offset(target_object));
    BufferedHold hold;
    TRY(hold.take(self));
    if (whence < 2 && self->readable) {
        // A target inside the buffer needs no system call.
        std::int64_t current = self->abs_pos != -1 ? self->abs_pos : TRY(raw_tell(self));
        if (Size available = self->read_ahead()) {
            std::int64_t offset = whence == 0 ? moved_position(target, self->raw_offset() - current) : target;
            if (offset >= -self->pos && offset <= available) {
                self->pos += offset;
                return Int::from(current - available + offset);
            }
        }
    }
    if (self->writable) TRY(flush_and_rewind(self));
    if (whence == 1) target = moved_position(target, -self->raw_offset());
    std::int64_t position = TRY(raw_seek(self, target, whence));
    self->raw_pos = -1;
    if (self->readable) self->reset_read_buffer();
    return Int::from(position);
}

Result<Object> buffered_truncate(Buffered* self, Object* size) {
    TRY(check_initialized(self));
    TRY(check_not_closed(self, "truncate of closed file"));
    if (!self->writable) return raise_unsupported("truncate");
    BufferedHold hold;
    TRY(hold.take(self));
    TRY(flush_and_rewind(self));
    Ref<Object> result = TRY(call_named(self->raw().get(), "truncate", {size}));
    if (raw_tell(self).failed()) clear_exception();
    return result;
}

Result<Object> buffered_repr(Object* self) {
    Maybe<Object> found = find_attribute(self, Str::interned_from("name").get());
    if (found.failed()) {
        if (!catch_exception(ValueError)) return Failure{};
        return Str::from(format_text("<{}>", type_name(self)));
    }
    Ref<Object> name = found.take();
    if (!name) return Str::from(format_text("<{}>", type_name(self)));
    ReprGuard guard(self);
    if (guard.entered_before()) return raise(RuntimeError, "reentrant call inside {}.__repr__", type_name(self));
    return Str::from(format_text("<{} name={}>", type_name(self), TRY(repr(name.get())).get()));
}

template <std::size_t... counts>
consteval auto joined(const std::array<Method, counts>&... parts) {
    std::array<Method, (counts + ...)> all;
    std::size_t next = 0;
    ((std::copy(parts.begin(), parts.end(), all.begin() + next), next += counts), ...);
    return all;
}

constexpr std::array common_methods = {
    Method{"detach(self, /)", bind<buffered_detach>},
    Method{"seekable(self, /)", bind<ask_inner<raw_of, "seekable">>},
    Method{"fileno(self, /)", bind<ask_inner<raw_of, "fileno">>},
    Method{"isatty(self, /)", bind<ask_inner<raw_of, "isatty">>},
    Method{"close(self, /)", bind<buffered_close>},
    Method{"_dealloc_warn(self, source, /)", bind<buffered_dealloc_warn>},
    Method{"tell(self, /)", bind<buffered_tell>},
    Method{"truncate(self, pos=None, /)", bind<buffered_truncate>},
};
constexpr std::array seek_methods = {Method{"seek(self, target, whence=0, /)", bind<buffered_seek>}};
constexpr std::array flush_raw_methods = {Method{"flush(self, /)", bind<ask_inner<raw_of, "flush">>}};
constexpr std::array read_methods = {
    Method{"readable(self, /)", bind<ask_inner<raw_of, "readable">>},
    Method{"peek(self, size=0, /)", bind<method::peek>},
    Method{"read(self, size=-1, /)", bind<method::read>},
    Method{"read1(self, size=-1, /)", bind<method::read1>},
    Method{"readinto(self, buffer, /)", bind<method::readinto>},
    Method{"readinto1(self, buffer, /)", bind<method::readinto1>},
    Method{"readline(self, size=-1, /)", bind<method::readline>},
};
constexpr std::array write_methods = {
    Method{"writable(self, /)", bind<ask_inner<raw_of, "writable">>},
    Method{"write(self, buffer, /)", bind<method::write>},
    Method{"flush(self, /)", bind<method::flush>},
};
constexpr auto reader_methods = joined(common_methods, seek_methods, flush_raw_methods, read_methods);
constexpr auto writer_methods = joined(common_methods, seek_methods, write_methods);
constexpr auto random_methods = joined(common_methods, seek_methods, read_methods, write_methods);

const Getter buffered_getters[] = {
    {"closed", inner_attribute<raw_of, "closed">},
    {"name", inner_attribute<raw_of, "name">},
    {"mode", inner_attribute<raw_of, "mode">},
};

const Member buffered_members[] = {
    member<&Buffered::raw_>("raw"),
    writable_member<&Buffered::finalizing>("_finalizing"),
};

template <class T>
constexpr TypeSpec buffered_buffered_spec(const char* name, const char* doc, InitSlot init,
                                          std::span<const Method> methods, const char* signature) {
    return {
        .name = name,
        .doc = doc,
        .size = sizeof(T),
        .flags = TypeFlag::gc | TypeFlag::base_type,
        .base = &BufferedIOBase::type_object,
        .dict_offset = offsetof(T, dict),
        .weakrefs_offset = offsetof(T, weakrefs),
        .slots = {.deallocate = destroy<T>,
                  .traverse = traverse_references<T>,
                  .clear = clear_references<T>,
                  .new_ = buffered_new,
                  .init = init,
                  .repr = buffered_repr,
                  .next = std::is_same_v<T, BufferedWriter> ? nullptr : buffered_next},
        .methods = methods,
        .getters = buffered_getters,
        .members = buffered_members,
        .text_signature = signature,
    };
}

const TypeSpec reader_spec = buffered_buffered_spec<BufferedReader>(
    "_io.BufferedReader", "Reads ahead from a raw stream, so that small reads do not each ask the system.",
    init_by_signature<"BufferedReader(self, /, raw, buffer_size=8192)", initialize_reader>, reader_methods,
    "(raw, buffer_size=8192)");
const TypeSpec writer_spec = buffered_buffered_spec<BufferedWriter>(
    "_io.BufferedWriter",
    "Collects small writes and hands them to a raw stream in large ones; flush() or close() delivers the rest.",
    init_by_signature<"BufferedWriter(self, /, raw, buffer_size=8192)", initialize_writer>, writer_methods,
    "(raw, buffer_size=8192)");
const TypeSpec random_spec = buffered_buffered_spec<BufferedRandom>(
    "_io.BufferedRandom", "Reads and writes one raw stream that can seek, through one buffer.",
    init_by_signature<"BufferedRandom(self, /, raw, buffer_size=8192)", initialize_random>, random_methods,
    "(raw, buffer_size=8192)");

}  // namespace

Type BufferedReader::type_object(reader_spec);
Type BufferedWriter::type_object(writer_spec);
Type BufferedRandom::type_object(random_spec);

Result<Object> make_buffered(Type& type, Object* raw, Size buffer_size) {
    Ref<Object> object = TRY(allocate(&type));
    Buffered* self = buffered_of(object.get());
    if (&type == &BufferedReader::type_object) TRY(initialize_reader(self, raw, buffer_size));
    else if (&type == &BufferedWriter::type_object) TRY(initialize_writer(self, raw, buffer_size));
    else TRY(initialize_random(self, raw, buffer_size));
    return object;
}

}  // namespace minipy::io
