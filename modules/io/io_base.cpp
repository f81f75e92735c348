// SPDX-License-Identifier: MIT
// _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase: what every stream can do in terms of a few methods of its class.
// CPython: Modules/_io/iobase.c, bufferedio.c (_BufferedIOBase), textio.c (_TextIOBase).
#include "modules/io/io_base.hpp"

#include <algorithm>
#include <cstring>

#include "modules/native.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/c_size.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::io {

Failure raise_unsupported(std::string_view message) {
    Ref<Type> type = module_state<IoState>().unsupported_operation;
    return raise_message(type ? *type : OSError, message);
}

Result<void> warn_of_default_encoding(int stack_level) {
    if (!module_state<IoState>().warns_of_default_encoding) return {};
    return warn(EncodingWarning, "'encoding' argument not specified", stack_level);
}

// Streams may be stacked without end: each step down is counted.
Result<Object> call_named(Object* object, const char* name, std::initializer_list<Object*> arguments) {
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    return call_method(object, Str::interned_from(name).get(), arguments);
}

Result<Object> get_named(Object* object, const char* name) {
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    return get_attribute(object, Str::interned_from(name).get());
}

Result<Size> optional_size(Object* size) {
    if (is_none(size)) return -1;
    if (size->type->slots.index != nullptr) return to_size(size, &OverflowError);
    return raise(TypeError, "argument should be integer or None, not '{}'", type_name(size));
}

Result<std::int64_t> to_offset(Object* object) {
    Ref<Int> index = TRY(to_index(object));
    if (index->is_small()) return index->small;
    return raise(ValueError, "cannot fit '{}' into an offset-sized integer", type_name(object));
}

Result<bool> is_closed(Object* stream) { return is_true(TRY(get_named(stream, "closed")).get()); }

namespace {

Result<void> check_ability(Object* stream, const char* method, const char* message) {
    Ref<Object> answer = TRY(call_named(stream, method));
    if (answer.get() == &True) return {};
    return raise_unsupported(message);
}

}  // namespace

Result<void> check_readable(Object* stream) {
    return check_ability(stream, "readable", "File or stream is not readable.");
}
Result<void> check_writable(Object* stream) {
    return check_ability(stream, "writable", "File or stream is not writable.");
}
Result<void> check_seekable(Object* stream) {
    return check_ability(stream, "seekable", "File or stream is not seekable.");
}

namespace {

// ---------------------------------------------------------------- closing

// A stream that was closed has this attribute; only its presence matters.
Result<bool> closed_by_base(Object* stream) {
    return static_cast<bool>(TRY(find_attribute(stream, Str::interned_from("__IOBase_closed").get())));
}

Result<void> io_base_check_open(Object* stream) {
    if (TRY(is_closed(stream))) return raise(ValueError, "I/O operation on closed file.");
    return {};
}

}  // namespace

Result<void> close_base(Object* stream) {
    if (TRY(closed_by_base(stream))) return {};
    Result<Object> flushed = flush_before_close(stream);
    Ref<Object> error = flushed.failed() ? take_exception() : nullptr;
    Result<void> noted = set_attribute(stream, Str::interned_from("__IOBase_closed").get(), &True);
    if (!error) return noted;
    if (noted.failed()) clear_exception();
    return restore_exception(std::move(error));
}

Result<Object> flush_before_close(Object* stream) {
    return retry_if_memory_ended([stream] { return call_named(stream, "flush"); });
}

namespace {

Result<void> close_at_end(Object* stream) {
    if (TRY(is_closed(stream))) return {};  // a failure: it was never set up, there is nothing to close
    // close() is told that it runs at the end of the object's life.
    if (set_attribute(stream, Str::interned_from("_finalizing").get(), &True).failed()) clear_exception();
    TRY(call_named(stream, "close"));
    return {};
}

}  // namespace

void finalize_stream(Object* stream) {
    PreserveException preserved;
    if (retry_if_memory_ended([stream] { return close_at_end(stream); }).ok()) return;
    clear_exception();  // nobody is left to hear of it
}

Result<Object> attributes_for_state(IOBase* stream) {
    Ref<Dict> dict = stream->dict.hold();
    return dict ? Result<Object>(dict_copy(dict.get())) : none();
}

Result<void> attributes_from_state(Object* stream, Object* state, std::string_view item) {
    if (is_none(state)) return {};
    if (!is<Dict>(state))
        return raise(TypeError, "{} item of state should be a dict, got a {}", item, type_name(state));
    return dict_update(TRY(instance_dict(stream)).get(), state);
}

Result<Size> position_from_state(Object* state, std::string_view item, std::string_view before_type) {
    if (!is<Int>(state))
        return raise(TypeError, "{} item of state must be an integer, {} {}", item, before_type, type_name(state));
    Size position = TRY(to_c_size(state));
    if (position < 0) return raise(ValueError, "position value cannot be negative");
    return position;
}

void warn_unclosed(Object* stream, Object* source) {
    PreserveException preserved;
    Maybe<Object> method = find_attribute(stream, Str::interned_from("_dealloc_warn").get());
    Ref<Object> warn = method.take();
    if (warn) (void)call(warn.get(), {source});
    clear_exception();
}

namespace {

// ---------------------------------------------------------------- _IOBase

Result<Object> base_new(Type* type, const Arguments&) { return allocate_instance(type); }

Result<Object> io_base_seek(Object*, const Arguments&) { return raise_unsupported("seek"); }
Result<Object> io_base_tell(Object* self) { return call_named(self, "seek", {&shared_ints[0], &shared_ints[1]}); }
Result<Object> io_base_truncate(Object*, const Arguments&) { return raise_unsupported("truncate"); }
Result<Object> io_base_fileno(Object*) { return raise_unsupported("fileno"); }
Result<bool> no(Object*) { return false; }

Result<void> io_base_flush(Object* self) {
    if (TRY(closed_by_base(self))) return raise(ValueError, "I/O operation on closed file.");
    return {};
}

Result<bool> io_base_isatty(Object* self) {
    TRY(io_base_check_open(self));
    return false;
}

Result<Object> enter(Object* self) {
    TRY(io_base_check_open(self));
    return share(self);
}
Result<Object> exit_method(Object* self, const Arguments&) { return call_named(self, "close"); }

template <Result<void> (*check)(Object*)>
Result<bool> checked(Object* self) {
    TRY(check(self));
    return true;
}

Result<Object> get_io_base_closed(Object* self) { return to_bool(TRY(closed_by_base(self))); }

// How many bytes may be read at once without reading beyond a line end: as peek() shows; 1 when there is no peek().
Result<Size> safe_to_read(Object* peek, Size limit, Size have) {
    if (peek == nullptr) return 1;
    Ref<Object> ahead = TRY(call(peek, {&shared_ints[1]}));
    auto* bytes = as<Bytes>(ahead.get());
    if (bytes == nullptr)
        return raise(OSError, "peek() should have returned a bytes object, not '{}'", type_name(ahead.get()));
    if (bytes->length == 0) return 1;
    std::string_view window = bytes->view();
    if (limit >= 0) window = window.substr(0, std::size_t(std::max<Size>(limit - have, 0)));
    std::size_t line_end = window.find('\n');
    return Size(line_end == std::string_view::npos ? window.size() : line_end + 1);
}

Result<Object> io_base_readline(Object* self, Object* size) {
    Size limit = TRY(optional_size(size));
    Ref<Object> peek = TRY(find_attribute(self, Str::interned_from("peek").get()));
    ByteString line;
    while (limit < 0 || Size(line.size()) < limit) {
        Size wanted = TRY(safe_to_read(peek.get(), limit, Size(line.size())));
        Ref<Int> count = Int::from(wanted);
        Ref<Object> read = TRY(call_named(self, "read", {count.get()}));
        auto* bytes = as<Bytes>(read.get());
        if (bytes == nullptr)
            return raise(OSError, "read() should have returned a bytes object, not '{}'", type_name(read.get()));
        if (bytes->length == 0) break;
        line += bytes->view();
        if (line.failed()) return raise_no_memory();
        if (line.back() == '\n') break;
    }
    return Bytes::copy(line);
}

Result<Object> io_base_readlines(Object* self, Object* hint) {
    Size limit = TRY(optional_size(hint));
    Ref<List> lines = List::create();
    Size length_so_far = 0;
    Ref<Object> iterator = TRY(get_iterator(self));
    while (Ref<Object> line = TRY(next_item(iterator.get()))) {
        TRY(list_append(lines.get(), line.get()));
        if (limit <= 0) continue;
        length_so_far += TRY(length(line.get()));
        if (length_so_far > limit) break;
    }
    return lines;
}

Result<void> io_base_writelines(Object* self, Object* lines) {
    TRY(io_base_check_open(self));
    return for_each(lines, [&](Ref<Object> line) -> Result<void> {
        TRY(call_named(self, "write", {line.get()}));
        return {};
    });
}

Result<Object> base_iter(Object* self) {
    TRY(io_base_check_open(self));
    return share(self);
}
Maybe<Object> base_next(Object* self) {
    Ref<Object> line = TRY(call_named(self, "readline"));
    if (TRY(length(line.get())) == 0) return nothing;
    return line;
}

const Method base_methods[] = {
    {"seek(self, *args, **kwargs)", bind<io_base_seek>,
     "Moves the position: from the start (0), from here (1) or from the end (2)."},
    {"tell(self, /)", bind<io_base_tell>, "Gives the position."},
    {"truncate(self, *args, **kwargs)", bind<io_base_truncate>, "Changes the length of the file."},
    {"flush(self, /)", bind<io_base_flush>, "Hands on what has been written but is still held back."},
    {"close(self, /)", bind<close_base>, "Flushes, and ends all use of the stream."},
    {"seekable(self, /)", bind<no>, "Tells whether the position can be moved: not unless a subclass says so."},
    {"readable(self, /)", bind<no>, "Tells whether one can read: not unless a subclass says so."},
    {"writable(self, /)", bind<no>, "Tells whether one can write: not unless a subclass says so."},
    {"_checkClosed(self, /)", bind<io_base_check_open>},
    {"_checkSeekable(self, /)", bind<checked<check_seekable>>},
    {"_checkReadable(self, /)", bind<checked<check_readable>>},
    {"_checkWritable(self, /)", bind<checked<check_writable>>},
    {"fileno(self, /)", bind<io_base_fileno>,
     "Gives the descriptor of the system; an error for streams that have none."},
    {"isatty(self, /)", bind<io_base_isatty>, "Tells whether a terminal is at the other end."},
    {"__enter__(self, /)", bind<enter>},
    {"__exit__(self, *args, **kwargs)", bind<exit_method>},
    {"readline(self, size=-1, /)", bind<io_base_readline>,
     "Reads up to and with the next line feed, or size bytes of it."},
    {"readlines(self, hint=-1, /)", bind<io_base_readlines>,
     "Reads the lines that remain, or some until they make up hint bytes."},
    {"writelines(self, lines, /)", bind<io_base_writelines>,
     "Writes one piece after the other; it puts nothing between them."},
};

const Getter base_getters[] = {{"__dict__", generic_get_dict}, {"closed", get_io_base_closed}};

const TypeSpec base_spec = {
    .name = "_io._IOBase",
    .doc = "What all streams have in common: closing, lines, the `with` statement.",
    .size = sizeof(IOBase),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(IOBase, dict),
    .weakrefs_offset = offsetof(IOBase, weakrefs),
    .slots = {.deallocate = destroy<IOBase>,
              .traverse = traverse_references<IOBase>,
              .clear = clear_references<IOBase>,
              .finalize = finalize_stream,
              .new_ = base_new,
              .iter = base_iter,
              .next = base_next},
    .methods = base_methods,
    .getters = base_getters,
};

// ---------------------------------------------------------------- _RawIOBase

Result<Object> raw_read(Object* self, Size wanted) {
    if (wanted < 0) return call_named(self, "readall");
    Ref<ByteArray> bytes = ByteArray::create();
    TRY(bytearray_resize(bytes.get(), wanted));
    std::fill_n(bytes->data(), wanted, '\0');
    Ref<Object> count = TRY(call_named(self, "readinto", {bytes.get()}));
    if (is_none(count.get())) return count;
    Size filled = TRY(to_size(count.get(), &ValueError));
    if (filled < 0) return raise(SystemError, "Negative size passed to PyBytes_FromStringAndSize");
    if (filled > bytes->length && filled > PTRDIFF_MAX - Size(sizeof(Bytes)))
        return raise(OverflowError, "byte string is too large");
    // CPython would hand out what lies behind the array.
    return Bytes::copy(bytes->view().substr(0, std::size_t(filled)));
}

Result<Object> raw_readall(Object* self) {
    ByteString all;
    Ref<Int> count = Int::from(default_buffer_size);
    for (bool first = true;; first = false) {
        Ref<Object> data = TRY(call_named(self, "read", {count.get()}));
        if (is_none(data.get())) {
            if (first) return data;
            break;
        }
        auto* bytes = as<Bytes>(data.get());
        if (bytes == nullptr) return raise(TypeError, "read() should return bytes");
        if (bytes->length == 0) break;
        all += bytes->view();
        if (all.failed()) return raise_no_memory();
    }
    return Bytes::copy(all);
}

const Method raw_methods[] = {
    {"read(self, size=-1, /)", bind<raw_read>},
    {"readall(self, /)", bind<raw_readall>, "Reads until there is no more."},
};

const TypeSpec raw_spec = {
    .name = "_io._RawIOBase",
    .doc = "A stream of bytes without a buffer.",
    .size = sizeof(RawIOBase),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &IOBase::type_object,
    .dict_offset = offsetof(RawIOBase, dict),
    .weakrefs_offset = offsetof(RawIOBase, weakrefs),
    .methods = raw_methods,
};

// ---------------------------------------------------------------- _BufferedIOBase

constexpr char detach_name[] = "detach", read_name[] = "read", read1_name[] = "read1", write_name[] = "write",
               readline_name[] = "readline";

template <const char* name>
Result<Object> unsupported(Object*, const Arguments&) {
    return raise_unsupported(name);
}

template <const char* read_method>
Result<Size> io_base_readinto(Object* self, Object* target) {
    Buffer buffer;
    TRY(buffer.acquire(target, BufferAccess::write));
    Ref<Int> wanted = Int::from(buffer.length());
    Ref<Object> data = TRY(call_named(self, read_method, {wanted.get()}));
    auto* bytes = as<Bytes>(data.get());
    if (bytes == nullptr) return raise(TypeError, "read() should return bytes");
    if (bytes->length > buffer.length()) {
        return raise(ValueError, "read() returned too much data: {} bytes requested, {} returned", buffer.length(),
                     bytes->length);
    }
    std::memcpy(buffer.data(), bytes->data(), std::size_t(bytes->length));
    return bytes->length;
}

const Method buffered_methods[] = {
    {"detach(self, *args, **kwargs)", bind<unsupported<detach_name>>,
     "Gives the raw stream away; this one is of no use afterwards."},
    {"read(self, *args, **kwargs)", bind<unsupported<read_name>>, "Reads up to size bytes, or all that remain."},
    {"read1(self, *args, **kwargs)", bind<unsupported<read1_name>>,
     "Reads up to size bytes and asks the raw stream once at most."},
    {"readinto(self, buffer, /)", bind<io_base_readinto<read_name>>},
    {"readinto1(self, buffer, /)", bind<io_base_readinto<read1_name>>},
    {"write(self, *args, **kwargs)", bind<unsupported<write_name>>, "Takes bytes, to be written now or later."},
};

const TypeSpec io_base_buffered_spec = {
    .name = "_io._BufferedIOBase",
    .doc = "A stream of bytes with a buffer: reads and writes are complete.",
    .size = sizeof(BufferedIOBase),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &IOBase::type_object,
    .dict_offset = offsetof(BufferedIOBase, dict),
    .weakrefs_offset = offsetof(BufferedIOBase, weakrefs),
    .methods = buffered_methods,
};

// ---------------------------------------------------------------- _TextIOBase

Result<Object> get_none(Object*) { return none(); }

const Method text_methods[] = {
    {"detach(self, *args, **kwargs)", bind<unsupported<detach_name>>,
     "Gives the stream of bytes below away; this one is of no use afterwards."},
    {"read(self, *args, **kwargs)", bind<unsupported<read_name>>, "Reads up to size characters, or all that remain."},
    {"readline(self, *args, **kwargs)", bind<unsupported<readline_name>>, "Reads up to and with the next end of line."},
    {"write(self, *args, **kwargs)", bind<unsupported<write_name>>, "Takes text and gives the number of characters."},
};

const Getter text_getters[] = {
    {"encoding", get_none, nullptr, "Name of the encoding, or None."},
    {"newlines", get_none, nullptr, "Ends of lines met so far: None, one, or a tuple."},
    {"errors", get_none, nullptr, "What becomes of text that cannot be converted, such as 'strict'."},
};

const TypeSpec text_spec = {
    .name = "_io._TextIOBase",
    .doc = "A stream of text.",
    .size = sizeof(TextIOBase),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &IOBase::type_object,
    .dict_offset = offsetof(TextIOBase, dict),
    .weakrefs_offset = offsetof(TextIOBase, weakrefs),
    .methods = text_methods,
    .getters = text_getters,
};

}  // namespace

Type IOBase::type_object(base_spec);
Type RawIOBase::type_object(raw_spec);
Type BufferedIOBase::type_object(io_base_buffered_spec);
Type TextIOBase::type_object(text_spec);

}  // namespace minipy::io
