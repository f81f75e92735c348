// SPDX-License-Identifier: MIT
// Instructions for numbers, text, bytes and buffers. Lines of text (protocol 0) are read as C's own functions read
// them, with their oddities: "I010" is eight. CPython: Modules/_pickle.c (load_int … load_readonly_buffer).
// Next: load_containers.cpp.
#include <bit>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "modules/data/memoryview.hpp"
#include "modules/data/pickle/unpickler.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- numbers

Result<void> load_none(Unpickler* self) { return self->stack.push(none()); }
Result<void> load_bool(Unpickler* self, bool value) { return self->stack.push(to_bool(value)); }

Result<void> load_int4(Unpickler* self) {
    return self->stack.push(Int::from(std::int32_t(little_endian(TRY(read_bytes(self, 4)), 4))));
}

namespace {

// The base that a prefix asks for.
int base_of(std::string_view text) {
    std::size_t start = text.find_first_not_of(" \t\n\v\f\r");
    if (start == std::string_view::npos) return 10;
    if (text[start] == '+' || text[start] == '-') ++start;
    if (start + 1 >= text.size() || text[start] != '0') return 10;
    if (text[start + 1] == '\n') return 10;
    switch (text[start + 1] | 0x20) {
        case 'x': return 16;
        case 'o': return 8;
        case 'b': return 2;
        default: return 0;  // zero, or an old octal number, which is refused
    }
}

}  // namespace

Result<Int> int_from_line(std::string_view line, int base) {
    Ref<Str> shown = TRY(decode_utf8(line, "replace"));
    std::string_view text = line.substr(0, line.find('\0'));
    return int_from_text(text, base == 0 ? base_of(text) : base, shown.get());
}

Result<void> load_int_line(Unpickler* self) {
    std::string_view line = TRY(read_line(self, 2));
    errno = 0;
    char* end;
    long value = std::strtol(line.data(), &end, 0);  // the line's end stops it
    if (errno == 0 && (*end == '\n' || *end == '\0')) {
        if (line.size() == 3 && (value == 0 || value == 1)) return self->stack.push(to_bool(value == 1));
        return self->stack.push(Int::from(value));
    }
    Result<Int> long_value = int_from_line(line, 0);
    if (long_value.ok()) return self->stack.push(long_value.take());
    clear_exception();
    return raise(ValueError, "could not convert string to int");
}

Result<void> load_long_line(Unpickler* self) {
    std::string_view line = TRY(read_line(self, 2));
    if (line[line.size() - 2] == 'L') line.remove_suffix(2);
    return self->stack.push(TRY(int_from_line(line, 0)));
}

Result<void> load_long(Unpickler* self, int bytes) {
    auto size = std::int32_t(little_endian(TRY(read_bytes(self, bytes)), bytes));
    if (size < 0) return raise(unpickling_error(), "LONG pickle has negative byte count");
    auto* digits = reinterpret_cast<const unsigned char*>(TRY(read_bytes(self, size)));
    if (size == 0) return self->stack.push(Int::from(0));
    return self->stack.push(TRY(int_from_bytes(digits, size, std::endian::little, Signedness::signed_)));
}

namespace {

Failure no_float(std::string_view line) {
    return raise(ValueError, "could not convert string to float: '{}'", line.substr(0, 200));
}

// Digits, a point, an exponent, "inf", "nan"; nothing else that C would read.
Result<double> double_from_line(std::string_view line) {
    const char *start = line.data(), *line_end = start + line.size();
    if (*start == '+' && start[1] != '-') ++start;
    double value = 0;
    auto [end, error] = std::from_chars(start, line_end, value);
    if (error == std::errc::invalid_argument) return no_float(line);
    if (error == std::errc::result_out_of_range) {
        value = std::strtod(start, nullptr);
        if (value > 1 || value < -1)
            return raise(OverflowError, "value too large to convert to float: '{}'", line.substr(0, 200));
    }
    if (*end != '\n' && *end != '\0') return raise(ValueError, "could not convert string to float");
    return value;
}

}  // namespace

Result<void> load_float_line(Unpickler* self) {
    return self->stack.push(Float::from(TRY(double_from_line(TRY(read_line(self, 2))))));
}

Result<void> load_float8(Unpickler* self) {
    std::uint64_t bits = little_endian(TRY(read_bytes(self, 8)), 8);
    return self->stack.push(Float::from(std::bit_cast<double>(__builtin_bswap64(bits))));
}

// ---------------------------------------------------------------- strings of Python 2

namespace {

// Decoding by a codec of the program may run Python: `data` is held by the caller.
Result<void> push_old_string(Unpickler* self, Bytes* data) {
    Ref<Str> encoding = self->encoding, errors = self->errors;
    if (!encoding || encoding->equals("bytes")) return self->stack.push(share<Object>(data));
    return self->stack.push(TRY(decode(data->view(), encoding->view(), errors->view())));
}

// An import may run Python, which may give the unpickler other input: the text is copied before.
Result<Object> decode_escapes(std::string_view text) {
    Ref<Bytes> escaped = TRY(Bytes::copy(text));
    Ref<Object> codecs = TRY(import_named(Str::interned_from("_codecs").get()));
    Ref<Object> answer = TRY(call_method(codecs.get(), Str::interned_from("escape_decode").get(), {escaped.get()}));
    return get_item(answer.get(), &shared_ints[0]);
}

}  // namespace

Result<void> load_string_line(Unpickler* self) {
    std::string_view line = TRY(read_line(self, 1));
    line.remove_suffix(1);
    bool is_quoted = line.size() >= 2 && line.front() == line.back() && (line.front() == '\'' || line.front() == '"');
    if (!is_quoted) return raise(unpickling_error(), "the STRING opcode argument must be quoted");
    Ref<Object> data = TRY(decode_escapes(line.substr(1, line.size() - 2)));
    if (!is<Bytes>(data.get())) return raise(TypeError, "escape_decode() must give bytes");
    return push_old_string(self, cast<Bytes>(data.get()));
}

Result<void> load_string(Unpickler* self, int bytes) {
    Size size = TRY(read_size(self, bytes, "BINSTRING"));
    const char* place = TRY(read_bytes(self, size));
    Ref<Bytes> data = TRY(Bytes::copy({place, std::size_t(size)}));
    return push_old_string(self, data.get());
}

// ---------------------------------------------------------------- text

Result<void> load_text_line(Unpickler* self) {
    std::string_view line = TRY(read_line(self, 1));
    Ref<Bytes> kept = TRY(Bytes::copy(line.substr(0, line.size() - 1)));
    return self->stack.push(TRY(decode(kept->view(), "raw_unicode_escape", "strict")));
}

namespace {

bool is_short_ascii(std::string_view text) {
    unsigned char seen = 0;
    for (char character : text) seen |= static_cast<unsigned char>(character);
    return seen < 0x80;
}

}  // namespace

Result<void> load_text_of(Unpickler* self, Size size) {
    std::string_view text(TRY(read_bytes(self, size)), std::size_t(size));
    constexpr Size short_text = 64;
    if (size <= short_text && is_short_ascii(text)) return self->stack.push(Str::from_ascii(text));
    return self->stack.push(TRY(decode_utf8(text, "surrogatepass")));
}

// ---------------------------------------------------------------- bytes

Result<void> load_bytes(Unpickler* self, int bytes) {
    Size size = TRY(read_size(self, bytes, "BINBYTES"));
    return self->stack.push(TRY(read_long_bytes(self, size)));
}

Result<void> load_bytearray(Unpickler* self) {
    Size size = TRY(read_size(self, 8, "BYTEARRAY8"));
    Ref<Bytes> data = TRY(read_long_bytes(self, size));
    return self->stack.push(TRY(ByteArray::copy(data->view())));
}

Result<void> load_next_buffer(Unpickler* self) {
    Ref<Object> buffers = self->buffers;
    if (!buffers)
        return raise(unpickling_error(),
                     "pickle stream refers to out-of-band data but no *buffers* argument was given");
    Ref<Object> buffer = TRY(next_item(buffers.get()));
    if (!buffer) return raise(unpickling_error(), "not enough out-of-band buffers");
    return self->stack.push(std::move(buffer));
}

Result<void> load_readonly_buffer(Unpickler* self) {
    Object* top = self->stack.top();
    if (top == nullptr) return self->stack.underflow();
    Ref<Object> buffer = share(top);
    Ref<MemoryView> view = TRY(MemoryView::make(buffer.get()));
    if (view->view.readonly) return {};
    view->view.readonly = true;
    if (self->stack.top() != buffer.get()) return self->stack.underflow();
    self->stack.replace_top(std::move(view));
    return {};
}

}  // namespace minipy::pickles
