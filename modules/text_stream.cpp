// SPDX-License-Identifier: MIT
// The standard streams. Output is buffered: by line when it goes to a terminal (and always for stderr), else in blocks.
#include "modules/text_stream.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/object/type_spec.hpp"
#include "runtime/protocols/iteration.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"
#include "vm/observer.hpp"

namespace minipy {

namespace {

constexpr std::size_t block_size = 8192;

Failure closed_file() { return raise(ValueError, "I/O operation on closed file."); }

// Writes everything; a signal in between is handled and the write goes on.
Result<void> write_all(int descriptor, const std::string& data) {
    std::size_t written = 0;
    while (written < data.size()) {
        ssize_t count = ::write(descriptor, data.data() + written, data.size() - written);
        if (count >= 0) {
            written += std::size_t(count);
            continue;
        }
        int error = errno;
        if (error == EINTR) {
            TRY(handle_pending());
            continue;
        }
        if (error == EAGAIN) {
            pollfd wait{descriptor, POLLOUT, 0};
            ::poll(&wait, 1, -1);
            continue;
        }
        return raise_os_error(error);
    }
    return {};
}

// Reads more into the buffer; false at the end of the file.
Result<bool> fill(TextStream* stream) {
    if (stream->read_ended) return false;
    char block[block_size];
    for (;;) {
        ssize_t count = ::read(stream->descriptor, block, sizeof block);
        if (count > 0) {
            stream->buffer->append(block, std::size_t(count));
            return true;
        }
        if (count == 0) {
            stream->read_ended = true;
            return false;
        }
        if (errno != EINTR) return raise_os_error(errno);
        TRY(handle_pending());
    }
}

// Takes bytes off the buffer as text, with universal newlines.
Result<Str> take_text(TextStream* stream, std::size_t count) {
    std::string bytes = stream->buffer->substr(0, count);
    stream->buffer->erase(0, count);
    std::string text;
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        if (bytes[index] != '\r') {
            text += bytes[index];
            continue;
        }
        text += '\n';
        if (index + 1 < bytes.size() && bytes[index + 1] == '\n') ++index;
    }
    if (observer != nullptr && !text.empty()) observer->transferred(false, stream->descriptor, text);
    return decode_utf8(text, stream->errors->view());
}

Result<void> check_readable(TextStream* stream) {
    if (stream->closed) return closed_file();
    if (!stream->readable) return raise(OSError, "not readable");
    return {};
}

// ---------------------------------------------------------------- methods

Result<Size> write_method(TextStream* self, Str* text) {
    TRY(stream_write(self, text));
    return text->length;
}

Result<void> flush_method(TextStream* self) {
    if (self->closed) return closed_file();
    return stream_flush(self);
}

Result<void> close_method(TextStream* self) {
    if (self->closed) return {};
    Result<void> flushed = stream_flush(self);
    self->closed = true;
    ::close(self->descriptor);
    return flushed;
}

Result<Object> read_method(TextStream* self, Object* size) {
    TRY(check_readable(self));
    Size wanted = is_none(size) ? -1 : TRY(to_size(size, &OverflowError));
    while (wanted < 0 || Size(self->buffer->size()) < wanted) {
        if (!TRY(fill(self))) break;
    }
    std::size_t count = wanted < 0 ? self->buffer->size() : std::min(self->buffer->size(), std::size_t(wanted));
    return take_text(self, count);
}

Result<Str> read_line(TextStream* stream) {
    std::size_t searched = 0, end;
    while ((end = stream->buffer->find('\n', searched)) == std::string::npos) {
        searched = stream->buffer->size();
        if (!TRY(fill(stream))) return take_text(stream, stream->buffer->size());
    }
    return take_text(stream, end + 1);
}

Result<Object> readline_method(TextStream* self, Object*) {
    TRY(check_readable(self));
    return read_line(self);
}

Result<Object> readlines_method(TextStream* self, Object*) {
    TRY(check_readable(self));
    Ref<List> lines = List::create();
    for (;;) {
        Ref<Str> line = TRY(read_line(self));
        if (line->length == 0) return lines;
        TRY(list_append(lines.get(), line.get()));
    }
}

Result<void> writelines_method(TextStream* self, Object* lines) {
    return for_each(lines, [&](Ref<Object> line) -> Result<void> {
        if (!is<Str>(line.get())) return raise(TypeError, "write() argument must be str, not {}", type_name(line.get()));
        return stream_write(self, static_cast<Str*>(line.get()));
    });
}

Result<Size> fileno_method(TextStream* self) { return Size(self->descriptor); }
Result<bool> isatty_method(TextStream* self) { return ::isatty(self->descriptor) != 0; }
Result<bool> readable_method(TextStream* self) { return self->readable; }
Result<bool> writable_method(TextStream* self) { return !self->readable; }

Result<Object> stream_iter(Object* self) { return share(self); }
Maybe<Object> stream_next(Object* self) {
    TRY(check_readable(static_cast<TextStream*>(self)));
    Ref<Str> line = TRY(read_line(static_cast<TextStream*>(self)));
    if (line->length == 0) return nothing;
    return line;
}

Result<Object> stream_repr(Object* self) {
    auto* stream = static_cast<TextStream*>(self);
    return Str::from(format_text("<_io.TextIOWrapper name='{}' mode='{}' encoding='utf-8'>", stream->name.get(), stream->readable ? "r" : "w"));
}

Result<Object> get_encoding(Object*) { return Str::interned_from("utf-8"); }
Result<Object> get_mode(Object* self) { return Str::interned_from(static_cast<TextStream*>(self)->readable ? "r" : "w"); }
Result<Object> get_closed(Object* self) { return to_bool(static_cast<TextStream*>(self)->closed); }

const Method stream_methods[] = {
    {"write(self, text, /)", bind<write_method>, "Write string to stream. Returns the number of characters written."},
    {"writelines(self, lines, /)", bind<writelines_method>, "Write a list of lines to stream."},
    {"flush(self, /)", bind<flush_method>, "Flush write buffers, if applicable."},
    {"close(self, /)", bind<close_method>, "Flush and close the IO object."},
    {"read(self, size=-1, /)", bind<read_method>, "Read at most size characters from stream."},
    {"readline(self, size=-1, /)", bind<readline_method>, "Read until newline or EOF."},
    {"readlines(self, hint=-1, /)", bind<readlines_method>, "Return a list of lines from the stream."},
    {"fileno(self, /)", bind<fileno_method>, "Returns underlying file descriptor if one exists."},
    {"isatty(self, /)", bind<isatty_method>, "Return whether this is an 'interactive' stream."},
    {"readable(self, /)", bind<readable_method>, "Return whether object was opened for reading."},
    {"writable(self, /)", bind<writable_method>, "Return whether object was opened for writing."},
};

const Getter stream_getters[] = {{"encoding", get_encoding}, {"mode", get_mode}, {"closed", get_closed}};
const Member stream_members[] = {
    {"name", MemberKind::object, offsetof(TextStream, name)},
    {"errors", MemberKind::object, offsetof(TextStream, errors)},
    {"line_buffering", MemberKind::boolean, offsetof(TextStream, line_buffered)},
};

const TypeSpec stream_spec = {
    .name = "_io.TextIOWrapper",
    .size = sizeof(TextStream),
    .slots = {.deallocate = destroy<TextStream>, .repr = stream_repr, .iter = stream_iter, .next = stream_next},
    .methods = stream_methods,
    .getters = stream_getters,
    .members = stream_members,
};

}  // namespace

TextStream::TextStream(Type* stream_type, int fd, bool can_read, bool flush_lines, Ref<Str> stream_name, Ref<Str> error_handler)
    : Object(stream_type), descriptor(fd), readable(can_read), line_buffered(flush_lines), buffer(new std::string),
      name(std::move(stream_name)), errors(std::move(error_handler)) {}

// What finalizers printed after the last flush still goes out.
TextStream::~TextStream() {
    if (stream_flush(this).failed()) clear_exception();
    delete buffer;
}

Result<void> stream_write(TextStream* stream, Str* text) {
    if (stream->closed) return closed_file();
    if (stream->readable) return raise(OSError, "not writable");
    std::size_t before = stream->buffer->size();
    if (text->ascii) {
        stream->buffer->append(text->view());
    } else {
        Ref<Bytes> encoded = TRY(encode_utf8(text, stream->errors->view()));
        stream->buffer->append(encoded->view());
    }
    if (observer != nullptr) observer->transferred(true, stream->descriptor, std::string_view(*stream->buffer).substr(before));
    bool line_ended = stream->line_buffered && text->view().find('\n') != std::string_view::npos;
    if (line_ended || stream->buffer->size() >= block_size) return stream_flush(stream);
    return {};
}

Result<void> stream_flush(TextStream* stream) {
    if (stream->readable || stream->closed) return {};
    std::string pending = std::move(*stream->buffer);
    stream->buffer->clear();
    if (observer != nullptr && !pending.empty()) observer->about_to_write();
    return write_all(stream->descriptor, pending);
}

Result<void> add_standard_streams(Dict* sys) {
    ready_type(&TextStream::type_object);
    struct Standard {
        const char *name, *original, *shown, *errors;
        int descriptor;
    };
    constexpr Standard standards[] = {{"stdin", "__stdin__", "<stdin>", "strict", 0},
                                      {"stdout", "__stdout__", "<stdout>", "strict", 1},
                                      {"stderr", "__stderr__", "<stderr>", "backslashreplace", 2}};
    for (const Standard& standard : standards) {
        if (::fcntl(standard.descriptor, F_GETFD) < 0) {  // started with this stream closed
            dict_set_name(sys, Str::interned_from(standard.name).get(), &None);
            dict_set_name(sys, Str::interned_from(standard.original).get(), &None);
            continue;
        }
        bool by_line = standard.descriptor == 2 || ::isatty(standard.descriptor) != 0;
        Ref<TextStream> stream = create<TextStream>(standard.descriptor, standard.descriptor == 0, by_line,
                                                    Str::from(standard.shown), Str::interned_from(standard.errors));
        dict_set_name(sys, Str::interned_from(standard.name).get(), stream.get());
        dict_set_name(sys, Str::interned_from(standard.original).get(), stream.get());
    }
    return {};
}

Type TextStream::type_object(stream_spec);

}  // namespace minipy
