// SPDX-License-Identifier: MIT
// TextIOWrapper: making one, its attributes, closing. CPython: Modules/_io/textio.c.
#include "modules/io/text_wrapper.hpp"

#include "modules/io/buffered.hpp"
#include "modules/io/file_io.hpp"
#include "modules/native.hpp"
#include "modules/text/codecs/registry.hpp"
#include "runtime/exceptions/exception.hpp"

namespace minipy::io {

namespace {

TextIOWrapper* wrapper_of(Object* self) { return static_cast<TextIOWrapper*>(self); }

Result<Ref<Str>> text_or_default(Object* value, const char* argument, const char* otherwise) {
    if (is_none(value)) return Str::interned_from(otherwise);
    if (is<Str>(value)) return share(cast<Str>(value));
    return raise(TypeError, "TextIOWrapper() argument '{}' must be str or None, not {}", argument, type_name(value));
}

}  // namespace

void tell_observers(TextIOWrapper* self, TransferKind kind, std::string_view text) {
    Ref<Object> raw = self->buffer();
    if (raw && is_exact_buffered(raw.get())) raw = cast<Buffered>(raw.get())->raw();
    if (!raw || !is_exact<FileIO>(raw.get()) || text.empty()) return;
    transfer_watchers.tell<&TransferObserver::transferred>(kind, cast<FileIO>(raw.get())->descriptor, text);
}

Result<void> check_attached(TextIOWrapper* self) {
    if (!self->ok)
        return raise(ValueError, "{}",
                     self->detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
    if (!self->buffer_) return raise(ValueError, "underlying buffer has been detached");
    return {};
}

Result<void> check_usable(TextIOWrapper* self) {
    TRY(check_attached(self));
    if (TRY(is_closed(self->buffer().get()))) return raise(ValueError, "I/O operation on closed file.");
    return {};
}

namespace {

// ---------------------------------------------------------------- making one

Result<void> check_unused(TextIOWrapper* self) {
    if (self->users == 0) return {};
    return raise(RuntimeError, "reentrant call inside {}", TRY(repr(self)).get());
}

Result<bool> ask(Object* stream, const char* method) { return is_true(TRY(call_named(stream, method)).get()); }

Result<void> set_codecs(TextIOWrapper* self) {
    Ref<Object> held = self->buffer();
    Object* buffer = held.get();
    if (native_text_codec(self->encoding->view()) == TextCodec::python)
        TRY(lookup_text_codec(self->encoding->view(), "codecs.open()"));
    if (TRY(ask(buffer, "readable")))
        TRY(make_decoder(self->decoder, self->encoding.get(), self->errors.get(), self->mode));
    if (TRY(ask(buffer, "writable"))) TRY(make_encoder(self->encoder, self->encoding.get(), self->errors.get()));
    return {};
}

// In the middle of a file no byte order mark is written.
Result<void> start_encoder(TextIOWrapper* self) {
    if (!self->seekable || !self->encoder.exists()) return {};
    Ref<Object> position = TRY(call_named(self->buffer().get(), "tell"));
    return !TRY(equal(position.get(), &shared_ints[0])) ? self->encoder.set_state(Output::goes_on) : Result<void>();
}

Result<void> text_wrapper_initialize(TextIOWrapper* self, Object* buffer, Object* encoding, Object* errors,
                                     Object* newline, bool line_buffering, bool write_through) {
    TRY(check_unused(self));
    TextHold hold(self);
    self->ok = self->detached = false;
    if (is_none(encoding)) TRY(warn_of_default_encoding(1));
    self->encoding = TRY(text_or_default(encoding, "encoding", "UTF-8"));
    if (self->encoding->equals("locale")) self->encoding = Str::interned_from("UTF-8");
    self->errors = TRY(text_or_default(errors, "errors", "strict"));
    self->mode = TRY(newline_mode("TextIOWrapper", newline));
    self->buffer_ = share(buffer);
    self->decoder.codec = self->encoder.codec = TextCodec::none;
    self->decoded.reset();
    self->snapshot_input.reset();
    self->decoded_used = 0;
    self->pending->clear();
    self->chunk_size = default_buffer_size;
    self->line_buffering = line_buffering;
    self->write_through = write_through;
    TRY(set_codecs(self));
    self->seekable = self->telling = TRY(ask(buffer, "seekable"));
    self->has_read1 = is_exact_buffered(buffer) || TRY(find_attribute(buffer, Str::interned_from("read1").get()));
    TRY(start_encoder(self));
    self->ok = true;
    return {};
}

Result<Object> wrapper_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    wrapper_of(object.get())->pending = new std::string;
    return object;
}

Result<void> reconfigure(TextIOWrapper* self, Object* encoding, Object* errors, Object* newline, Object* line_buffering,
                         Object* write_through) {
    TRY(check_attached(self));
    TRY(check_unused(self));
    bool new_codec = !is_none(encoding) || !is_none(errors) || newline != nullptr;
    if (self->decoded && new_codec) {
        return raise_unsupported("It is not possible to set the encoding or newline of stream after the first read");
    }
    Ref<Str> new_encoding = is_none(encoding) ? self->encoding : TRY(text_or_default(encoding, "encoding", ""));
    const char* default_errors = is_none(encoding) ? nullptr : "strict";
    Ref<Str> new_errors =
        is_none(errors) && default_errors == nullptr ? self->errors : TRY(text_or_default(errors, "errors", "strict"));
    if (new_encoding->equals("locale")) new_encoding = Str::interned_from("UTF-8");
    bool by_line = is_none(line_buffering) ? self->line_buffering : TRY(is_true(line_buffering));
    bool through = is_none(write_through) ? self->write_through : TRY(is_true(write_through));
    TRY(call_named(self, "flush"));
    TRY(check_attached(self));
    TRY(check_unused(self));
    TextHold hold(self);
    if (new_codec) {
        if (newline != nullptr) self->mode = TRY(newline_mode("reconfigure", newline));
        self->encoding = new_encoding;
        self->errors = new_errors;
        TRY(set_codecs(self));
        TRY(start_encoder(self));
    }
    self->line_buffering = by_line;
    self->write_through = through;
    return {};
}

// ---------------------------------------------------------------- methods

Result<Object> text_wrapper_detach(TextIOWrapper* self) {
    TRY(check_attached(self));
    TRY(check_unused(self));
    TRY(call_named(self, "flush"));
    TRY(check_attached(self));
    TRY(check_unused(self));
    self->detached = true;
    self->ok = false;
    return self->buffer_.take();
}

Result<Size> text_wrapper_write(TextIOWrapper* self, Object* object) {
    TRY(check_attached(self));
    Str* text = TRY(expect<Str>(object, "write() argument"));
    TRY(text_write(self, text));
    return text->length;
}

Result<Object> text_wrapper_read(TextIOWrapper* self, Object* size) {
    Size wanted = TRY(optional_size(size));
    TextHold hold(self);
    TRY(check_usable(self));
    if (!self->decoder.exists()) return raise_unsupported("not readable");
    TRY(write_pending(self));
    return text_read(self, wanted);
}

Result<Object> text_wrapper_readline(TextIOWrapper* self, Size size) {
    TextHold hold(self);
    TRY(check_usable(self));
    TRY(write_pending(self));
    return text_readline(self, size);
}

Result<void> text_wrapper_close(TextIOWrapper* self) {
    TextHold hold(self);
    TRY(check_attached(self));
    if (TRY(is_closed(self))) return {};
    if (self->finalizing) warn_unclosed(self->buffer().get(), self);
    Result<Object> flushed = flush_before_close(self);
    Ref<Object> error = flushed.failed() ? take_exception() : nullptr;
    Result<Object> closed = call_named(self->buffer().get(), "close");
    return chain_exceptions(std::move(error), closed.failed());
}

Result<Object> buffer_of(Object* self) {
    TRY(check_attached(wrapper_of(self)));
    return wrapper_of(self)->buffer();
}

Result<Object> get_text_wrapper_newlines(Object* object) {
    TRY(check_attached(wrapper_of(object)));
    const TextDecoder& decoder = wrapper_of(object)->decoder;
    return decoder.exists() && decoder.universal ? decoder.newlines.seen() : none();
}

Result<Object> get_errors(Object* self) {
    if (!wrapper_of(self)->ok && !wrapper_of(self)->detached)
        return raise(ValueError, "I/O operation on uninitialized object");
    return wrapper_of(self)->errors;
}

Result<Object> get_chunk_size(Object* self) {
    TRY(check_attached(wrapper_of(self)));
    return Int::from(wrapper_of(self)->chunk_size);
}
Result<void> set_chunk_size(Object* self, Object* value) {
    TRY(check_attached(wrapper_of(self)));
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    Size size = TRY(to_size(value, &ValueError));
    if (size <= 0) return raise(ValueError, "a strictly positive integer is required");
    wrapper_of(self)->chunk_size = size;
    return {};
}

Result<Object> wrapper_repr(Object* object) {
    TextIOWrapper* self = wrapper_of(object);
    if (!self->ok && !self->detached) return raise(ValueError, "I/O operation on uninitialized object");
    ReprGuard guard(object);
    if (guard.entered_before()) return raise(RuntimeError, "reentrant call inside {}.__repr__", type_name(object));
    std::string text = "<_io.TextIOWrapper";
    for (const char* attribute : {"name", "mode"}) {
        Maybe<Object> found = find_attribute(object, Str::interned_from(attribute).get());
        if (found.failed() && !catch_exception(ValueError)) return Failure{};
        Ref<Object> value = found.take();
        if (value) text += format_text(" {}={}", attribute, TRY(repr(value.get())).get());
    }
    Ref<Str> encoding = self->encoding;
    return Str::from(text + format_text(" encoding={}>", TRY(repr(encoding.get())).get()));
}

Maybe<Object> wrapper_next(Object* object) {
    TextIOWrapper* self = wrapper_of(object);
    TRY(check_attached(self));
    self->telling = false;
    Ref<Object> line;
    TextHold hold(self);
    if (is_exact<TextIOWrapper>(object)) {
        TRY(check_usable(self));
        TRY(write_pending(self));
        line = TRY(text_readline(self, -1));
    } else {
        line = TRY(call_named(object, "readline"));
        if (!is<Str>(line.get()))
            return raise(OSError, "readline() should have returned a str object, not '{}'", type_name(line.get()));
    }
    if (cast<Str>(line.get())->length > 0) return line;
    self->snapshot_input.reset();
    self->telling = self->seekable;
    return nothing;
}

const Method text_wrapper_methods[] = {
    {"detach(self, /)", bind<text_wrapper_detach>},
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)",
     bind<reconfigure>, "Changes settings of an open stream; the encoding only before anything was read."},
    {"write(self, text, /)", bind<text_wrapper_write>},
    {"read(self, size=-1, /)", bind<text_wrapper_read>},
    {"readline(self, size=-1, /)", bind<text_wrapper_readline>},
    {"flush(self, /)", bind<text_flush>},
    {"close(self, /)", bind<text_wrapper_close>},
    {"fileno(self, /)", bind<ask_inner<buffer_of, "fileno">>},
    {"seekable(self, /)", bind<ask_inner<buffer_of, "seekable">>},
    {"readable(self, /)", bind<ask_inner<buffer_of, "readable">>},
    {"writable(self, /)", bind<ask_inner<buffer_of, "writable">>},
    {"isatty(self, /)", bind<ask_inner<buffer_of, "isatty">>},
    {"seek(self, cookie, whence=0, /)", bind<method::text_seek>},
    {"tell(self, /)", bind<method::text_tell>},
    {"truncate(self, pos=None, /)", bind<method::text_truncate>},
};

const Getter text_wrapper_getters[] = {
    {"name", inner_attribute<buffer_of, "name">},    {"closed", inner_attribute<buffer_of, "closed">},
    {"newlines", get_text_wrapper_newlines},         {"errors", get_errors},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size},
};

const Member text_wrapper_members[] = {
    member<&TextIOWrapper::encoding>("encoding"),
    member<&TextIOWrapper::buffer_>("buffer"),
    member<&TextIOWrapper::line_buffering>("line_buffering"),
    member<&TextIOWrapper::write_through>("write_through"),
    writable_member<&TextIOWrapper::finalizing>("_finalizing"),
};

const TypeSpec text_wrapper_spec = {
    .name = "_io.TextIOWrapper",
    .doc = "Text over a stream of bytes: it encodes, decodes and translates the ends of lines.",
    .size = sizeof(TextIOWrapper),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &TextIOBase::type_object,
    .dict_offset = offsetof(TextIOWrapper, dict),
    .weakrefs_offset = offsetof(TextIOWrapper, weakrefs),
    .slots = {.deallocate = destroy<TextIOWrapper>,
              .traverse = traverse_references<TextIOWrapper>,
              .clear = clear_references<TextIOWrapper>,
              .new_ = wrapper_new,
              .init = init_by_signature<
                  "TextIOWrapper(self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
                  "write_through=False)",
                  text_wrapper_initialize>,
              .repr = wrapper_repr,
              .next = wrapper_next},
    .methods = text_wrapper_methods,
    .getters = text_wrapper_getters,
    .members = text_wrapper_members,
    .text_signature =
        "(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)",
};

}  // namespace

Type TextIOWrapper::type_object(text_wrapper_spec);

Result<TextIOWrapper> make_text_wrapper(Object* buffer, Object* encoding, Object* errors, Object* newline,
                                        WriteBuffering buffering) {
    Ref<Object> object = TRY(wrapper_new(&TextIOWrapper::type_object, {}));
    TRY(text_wrapper_initialize(wrapper_of(object.get()), buffer, encoding, errors, newline, buffering.by_line,
                                buffering.write_through));
    return ref_cast<TextIOWrapper>(std::move(object));
}

}  // namespace minipy::io
