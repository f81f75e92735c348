// SPDX-License-Identifier: MIT
// StringIO: an array of characters with a position. Arguments are converted before the array is looked at: a conversion
// may run Python, which may close the stream. CPython: Modules/_io/stringio.c.
#include <algorithm>
#include <cstring>

#include "modules/io/bytes_io.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::io {

StringIO::~StringIO() { heap::free_array(characters, std::size_t(capacity)); }

namespace {

StringIO* string_io(Object* self) { return static_cast<StringIO*>(self); }

Result<void> string_io_check_open(StringIO* self) {
    if (!self->ok) return raise(ValueError, "I/O operation on uninitialized object");
    if (self->closed) return raise(ValueError, "I/O operation on closed file");
    return {};
}

Result<void> reserve(StringIO* self, Size wanted) {
    if (wanted <= self->capacity) return {};
    constexpr Size most = PTRDIFF_MAX / 2 / Size(sizeof(CodePoint));
    if (wanted > most) return raise(OverflowError, "new buffer size too large");
    return grow_array(self->characters, self->capacity, std::max(wanted, self->capacity + self->capacity / 2 + 32));
}

Result<Str> text_between(StringIO* self, Size start, Size stop) {
    if (start >= stop) return Str::empty();
    CodePoint largest = *std::max_element(self->characters + start, self->characters + stop);
    if (stop - start == 1) return Str::from_code_point(largest);
    Ref<Str> text = TRY(Str::create(stop - start, largest));
    for (Size index = start; index < stop; ++index) set_character(text.get(), index - start, self->characters[index]);
    return text;
}

Result<void> string_io_write_text(StringIO* self, Str* text) {
    Ref<Str> translated = self->mode.universal ? TRY(self->newlines.decode(text, Input::last)) : share(text);
    translated = TRY(with_line_ends(std::move(translated), self->mode));
    Size end;
    if (__builtin_add_overflow(self->pos, translated->length, &end))
        return raise(OverflowError, "new position too large");
    TRY(reserve(self, end));
    for (Size index = self->length; index < self->pos; ++index)
        self->characters[index] = 0;  // a gap behind the old end
    for (Size index = 0; index < translated->length; ++index)
        self->characters[self->pos + index] = (*translated)[index];
    self->pos = end;
    self->length = std::max(self->length, end);
    return {};
}

Size string_io_remaining(StringIO* self) { return std::max<Size>(self->length - self->pos, 0); }

// The line at the position, its end included; at most `limit` characters unless that is negative.
Result<Str> next_line(StringIO* self, Size limit) {
    Size stop = self->length;
    bool cr_ends = self->mode.universal && !self->mode.translate;
    bool crlf = !self->mode.universal && self->mode.line_end->length == 2;
    bool only_cr = !self->mode.universal && self->mode.line_end->equals("\r");
    auto at = [&](Size index) { return index < self->length ? self->characters[index] : CodePoint(0); };
    for (Size index = self->pos; index < self->length; ++index) {
        CodePoint character = self->characters[index];
        bool pair = character == '\r' && at(index + 1) == '\n';
        if (crlf ? !pair : only_cr ? character != '\r' : character != '\n' && !(cr_ends && character == '\r')) continue;
        stop = index + 1 + (pair && (crlf || cr_ends) ? 1 : 0);
        break;
    }
    if (limit >= 0 && limit < stop - self->pos) stop = self->pos + limit;
    Ref<Str> line = TRY(text_between(self, self->pos, stop));
    self->pos = std::max(self->pos, stop);
    return line;
}

// ---------------------------------------------------------------- methods

Result<void> string_io_initialize(StringIO* self, Object* initial_value, Object* newline) {
    NewlineMode mode = TRY(newline_mode("StringIO", newline));
    if (!is_none(initial_value) && !is<Str>(initial_value)) {
        return raise(TypeError, "initial_value must be str or None, not {}", type_name(initial_value));
    }
    self->mode = std::move(mode);
    self->newlines = {};
    self->newlines.translate = self->mode.translate;
    self->length = self->pos = 0;
    self->closed = false;
    self->ok = true;
    if (is_none(initial_value)) return {};
    TRY(string_io_write_text(self, cast<Str>(initial_value)));
    self->pos = 0;
    return {};
}

Result<Object> string_io_new(Type* type, const Arguments&) { return allocate_instance(type); }

Result<bool> string_io_yes(StringIO* self) {
    TRY(string_io_check_open(self));
    return true;
}
Result<Size> string_io_tell(StringIO* self) {
    TRY(string_io_check_open(self));
    return self->pos;
}

Result<Object> string_io_read(StringIO* self, Object* size) {
    Size wanted = TRY(optional_size(size));
    TRY(string_io_check_open(self));
    Size count = wanted < 0 ? string_io_remaining(self) : std::min(wanted, string_io_remaining(self));
    Ref<Str> text = TRY(text_between(self, self->pos, self->pos + count));
    self->pos += count;
    return text;
}

Result<Object> string_io_readline(StringIO* self, Object* size) {
    Size limit = TRY(optional_size(size));
    TRY(string_io_check_open(self));
    return next_line(self, limit);
}

Result<Size> string_io_write(StringIO* self, Object* object) {
    TRY(string_io_check_open(self));
    auto* text = as<Str>(object);
    if (text == nullptr) return raise(TypeError, "string argument expected, got '{}'", type_name(object));
    TRY(string_io_write_text(self, text));
    return text->length;
}

Result<Object> string_io_seek(StringIO* self, Size position, int whence) {
    TRY(string_io_check_open(self));
    if (whence < 0 || whence > 2) return raise(ValueError, "Invalid whence ({}, should be 0, 1 or 2)", whence);
    if (whence == 0 && position < 0) return raise(ValueError, "Negative seek position {}", position);
    if (whence != 0 && position != 0) return raise(OSError, "Can't do nonzero cur-relative seeks");
    if (whence == 1) position = self->pos;
    if (whence == 2) position = self->length;
    self->pos = position;
    return Int::from(position);
}

Result<Object> string_io_truncate(StringIO* self, Object* size) {
    Size length = TRY(optional_size(size));
    TRY(string_io_check_open(self));
    if (is_none(size)) length = self->pos;
    if (length < 0) return raise(ValueError, "Negative size value {}", length);
    self->length = std::min(self->length, length);
    return Int::from(length);
}

Result<void> string_io_close(StringIO* self) {
    self->closed = true;
    self->length = self->pos = 0;
    heap::free_array(std::exchange(self->characters, nullptr), std::size_t(std::exchange(self->capacity, 0)));
    return {};
}

Result<Object> string_io_getvalue(StringIO* self) {
    TRY(string_io_check_open(self));
    return text_between(self, 0, self->length);
}

Result<Object> string_io_getstate(StringIO* self) {
    Ref<Object> value = TRY(string_io_getvalue(self));
    Ref<Object> newline = self->mode.line_end    ? Ref<Object>(self->mode.line_end)
                          : self->mode.translate ? none()
                                                 : Ref<Object>(Str::empty());
    Ref<Int> position = Int::from(self->pos);
    Ref<Object> attributes = TRY(attributes_for_state(self));
    return Tuple::of({value.get(), newline.get(), position.get(), attributes.get()});
}

Result<void> string_io_setstate(StringIO* self, Object* state) {
    auto* parts = as<Tuple>(state);
    if (parts == nullptr || parts->length < 4) {
        return raise(TypeError, "{}.__setstate__ argument should be 4-tuple, got {}", type_name(self),
                     type_name(state));
    }
    // The value has its line ends already: it is set without translating it again.
    TRY(string_io_initialize(self, &None, (*parts)[1]));
    auto* value = as<Str>((*parts)[0]);
    if (value != nullptr) {
        TRY(reserve(self, value->length));
        for (Size index = 0; index < value->length; ++index) self->characters[index] = (*value)[index];
        self->length = value->length;
    }
    self->pos = TRY(position_from_state((*parts)[2], "third", "got"));
    return attributes_from_state(self, (*parts)[3], "fourth");
}

Result<Object> get_string_io_closed(Object* self) {
    if (!string_io(self)->ok) return raise(ValueError, "I/O operation on uninitialized object");
    return to_bool(string_io(self)->closed);
}
Result<Object> get_string_io_newlines(Object* self) {
    TRY(string_io_check_open(string_io(self)));
    return string_io(self)->mode.universal ? string_io(self)->newlines.seen() : none();
}
Result<Object> get_line_buffering(Object* self) {
    TRY(string_io_check_open(string_io(self)));
    return to_bool(false);
}

Maybe<Object> string_io_next(Object* object) {
    StringIO* self = string_io(object);
    TRY(string_io_check_open(self));
    Ref<Object> line =
        is_exact<StringIO>(object) ? Ref<Object>(TRY(next_line(self, -1))) : TRY(call_named(object, "readline"));
    if (!is<Str>(line.get()))
        return raise(OSError, "readline() should have returned a str object, not '{}'", type_name(line.get()));
    if (cast<Str>(line.get())->length == 0) return nothing;
    return line;
}

const Method string_io_methods[] = {
    {"close(self, /)", bind<string_io_close>, "Gives the memory back; the text is lost."},
    {"getvalue(self, /)", bind<string_io_getvalue>, "Gives all text, wherever the position is."},
    {"read(self, size=-1, /)", bind<string_io_read>, "Reads up to size characters, or all that remain."},
    {"readline(self, size=-1, /)", bind<string_io_readline>, "Reads up to and with the next end of line."},
    {"tell(self, /)", bind<string_io_tell>, "Gives the position in characters."},
    {"truncate(self, pos=None, /)", bind<string_io_truncate>, "Cuts off what lies behind pos, or behind the position."},
    {"seek(self, pos, whence=0, /)", bind<string_io_seek>,
     "Moves the position; from here (1) or the end (2) only by 0."},
    {"write(self, s, /)", bind<string_io_write>,
     "Puts text at the position, over what is there, and gives the number of characters."},
    {"seekable(self, /)", bind<string_io_yes>, "Says True while it is open."},
    {"readable(self, /)", bind<string_io_yes>, "Says True while it is open."},
    {"writable(self, /)", bind<string_io_yes>, "Says True while it is open."},
    {"__getstate__(self, /)", bind<string_io_getstate>},
    {"__setstate__(self, state, /)", bind<string_io_setstate>},
};
const Getter string_io_getters[] = {
    {"closed", get_string_io_closed}, {"newlines", get_string_io_newlines}, {"line_buffering", get_line_buffering}};

const TypeSpec string_io_spec = {
    .name = "_io.StringIO",
    .doc = "A text file in memory.",
    .size = sizeof(StringIO),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &TextIOBase::type_object,
    .dict_offset = offsetof(StringIO, dict),
    .weakrefs_offset = offsetof(StringIO, weakrefs),
    .slots = {.deallocate = destroy<StringIO>,
              .traverse = traverse_references<IOBase>,
              .clear = clear_references<IOBase>,
              .new_ = string_io_new,
              .init = init_by_signature<"StringIO(self, /, initial_value='', newline='\\n')", string_io_initialize>,
              .next = string_io_next},
    .methods = string_io_methods,
    .getters = string_io_getters,
    .text_signature = "(initial_value='', newline='\\n')",
};

}  // namespace

Type StringIO::type_object(string_io_spec);

}  // namespace minipy::io
