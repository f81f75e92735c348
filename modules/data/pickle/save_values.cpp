// SPDX-License-Identifier: MIT
// Numbers, text and bytes. Each has a form for people (protocol 0: lines of text) and one for machines, the shortest
// that holds it. Bytes as long as a frame stand outside of frames and go to the file as they are, without a copy.
// CPython: Modules/_pickle.c (save_long … save_picklebuffer). Next: save_containers.cpp.
#include "modules/data/pickle/pickle_buffer.hpp"
#include "modules/data/pickle/pickler.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- numbers

void save_bool(Pickler* self, bool value) {
    if (self->protocol >= 2) return self->bytes.write(value ? Opcode::new_true_ : Opcode::new_false_);
    self->bytes.write(std::string_view(value ? "I01\n" : "I00\n"));
}

void save_float(Pickler* self, double value) {
    if (self->bin != 0)
        return self->bytes.write_number<8>(Opcode::float8_, __builtin_bswap64(std::bit_cast<std::uint64_t>(value)));
    self->bytes.write(Opcode::float_line_);
    self->bytes.write(double_repr(value));
    self->bytes.write(std::string_view("\n"));
}

namespace {

Result<void> save_int_as_line(Pickler* self, Int* value) {
    ByteString text = TRY(int_to_text(value, 10));
    self->bytes.write(Opcode::long_line_);
    self->bytes.write(text.view());
    self->bytes.write(std::string_view("L\n"));
    return {};
}

// The fewest bytes in two's complement.
Result<void> save_long_int(Pickler* self, Int* value) {
    if (self->protocol < 2) return save_int_as_line(self, value);
    Size count = int_bit_length(value) / 8 + 1;
    if (count > 0x7FFFFFFF) return raise(OverflowError, "int too large to pickle");
    ByteString digits;
    auto* place = reinterpret_cast<unsigned char*>(digits.extend(std::size_t(count)));
    if (place == nullptr) return raise_no_memory();
    TRY(int_to_bytes(value, place, count, std::endian::little, Signedness::signed_));
    if (value->is_negative() && count > 1 && place[count - 1] == 0xFF && (place[count - 2] & 0x80) != 0) --count;
    if (count < 256) self->bytes.write_number<1>(Opcode::long1_, std::uint64_t(count));
    else self->bytes.write_number<4>(Opcode::long4_, std::uint64_t(count));
    self->bytes.write(digits.view().substr(0, std::size_t(count)));
    return {};
}

}  // namespace

Result<void> save_int(Pickler* self, Int* value) {
    if (!value->is_small() || value->small > INT32_MAX || value->small < INT32_MIN) return save_long_int(self, value);
    auto number = std::uint32_t(value->small);
    if (self->bin == 0) self->bytes.write_line(Opcode::int_line_, value->small);
    else if (number < 0x100) self->bytes.write_number<1>(Opcode::int1_, number);
    else if (number < 0x10000) self->bytes.write_number<2>(Opcode::int2_, number);
    else self->bytes.write_number<4>(Opcode::int4_, number);
    return {};
}

// ---------------------------------------------------------------- data with a length

namespace {

// `payload` is what the file is given when the data stands outside of frames; null: a copy. `data` lies in an object
// that the caller holds.
Result<void> write_outside(Pickler* self, std::string_view data, Object* payload) {
    if (!self->output) return self->bytes.write(data), Result<void>();
    TRY(flush(self));
    Ref<Object> shown = share(payload);
    if (!shown) shown = TRY(Bytes::copy(data));
    Ref<Object> output = self->output;
    if (output) TRY(call(output.get(), {shown.get()}));
    self->bytes.forget_bytes();
    return {};
}

struct SizedOpcodes {
    Opcode one, four, eight;
    int protocol_of_one;
};

template <class Header>
Result<void> save_data(Pickler* self, std::string_view data, Object* payload, Header write_header) {
    if (data.size() < FrameWriter::target_size) [[likely]] {
        write_header();
        self->bytes.write(data);
        return {};
    }
    self->bytes.close_frame();
    bool in_frames = self->bytes.set_framing(false);
    write_header();
    Result<void> result = write_outside(self, data, payload);
    self->bytes.set_framing(in_frames);
    return result;
}

Result<void> save_sized(Pickler* self, std::string_view data, Object* payload, SizedOpcodes opcodes,
                        const char* too_long) {
    std::uint64_t size = data.size();
    bool fits_one = size <= 0xFF && self->protocol >= opcodes.protocol_of_one;
    if (size > 0xFFFFFFFF && self->protocol < 4) return raise_message(OverflowError, too_long);
    return save_data(self, data, payload, [&] {
        if (fits_one) self->bytes.write_number<1>(opcodes.one, size);
        else if (size <= 0xFFFFFFFF) self->bytes.write_number<4>(opcodes.four, size);
        else self->bytes.write_number<8>(opcodes.eight, size);
    });
}

// `object`: what is remembered. `data` lies in it.
Result<void> save_byte_data(Pickler* self, std::string_view data, Object* object) {
    TRY(save_sized(self, data, object, {Opcode::bytes1_, Opcode::bytes4_, Opcode::bytes8_, 0},
                   "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher"));
    return memoize(self, object);
}

Result<void> save_bytearray_data(Pickler* self, std::string_view data, Object* object) {
    TRY(save_data(self, data, object, [&] { self->bytes.write_number<8>(Opcode::bytearray8_, data.size()); }));
    return memoize(self, object);
}

}  // namespace

// ---------------------------------------------------------------- text

namespace {

// What would end a line, or is no Latin-1, is escaped.
ByteString text_for_line(Str* text) {
    ByteString line;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        bool is_special =
            character == '\\' || character == 0 || character == '\n' || character == '\r' || character == 0x1A;
        if (character >= 0x10000) line += fmt::format("\\U{:08x}", std::uint32_t(character));
        else if (character >= 0x100 || is_special) line += fmt::format("\\u{:04x}", std::uint32_t(character));
        else line += char(character);
    }
    return line;
}

}  // namespace

Result<void> save_str(Pickler* self, Str* text) {
    if (self->bin == 0) {
        ByteString line = TRY(complete(text_for_line(text)));
        self->bytes.write(Opcode::text_line_);
        self->bytes.write(line.view());
        self->bytes.write(std::string_view("\n"));
    } else {
        TRY(save_sized(self, text->view(), nullptr, {Opcode::text1_, Opcode::text4_, Opcode::text8_, 4},
                       "serializing a string larger than 4GiB requires pickle protocol 4 or higher"));
    }
    return memoize(self, text);
}

// ---------------------------------------------------------------- bytes

Result<void> save_bytes(Pickler* self, Bytes* bytes) {
    if (self->protocol >= 3) return save_byte_data(self, bytes->view(), bytes);
    // Python 2 has no bytes that are no text: they are written as text, to be encoded.
    if (bytes->length == 0) return save_call(self, &Bytes::type_object, {}, bytes);
    Ref<Str> text = TRY(decode_latin1(bytes->view()));
    Ref<Object> encode = state().encode;
    if (!encode) return raise(RuntimeError, "_pickle has been cleared");
    return save_call(self, encode.get(), {text.get(), Str::interned_from("latin1").get()}, bytes);
}

Result<void> save_bytearray(Pickler* self, Object* object) {
    auto* array = cast<ByteArray>(object);
    if (self->protocol >= 5) {
        Buffer buffer;  // write() may want to resize the array that it is given
        if (array->length >= Size(FrameWriter::target_size) && self->output) TRY(buffer.acquire(object));
        return save_bytearray_data(self, array->view(), object);
    }
    if (array->length == 0) return save_call(self, &ByteArray::type_object, {}, object);
    Ref<Bytes> bytes = TRY(Bytes::copy(array->view()));
    return save_call(self, &ByteArray::type_object, {bytes.get()}, object);
}

Result<void> save_pickle_buffer(Pickler* self, Object* object) {
    if (self->protocol < 5) return raise(pickling_error(), "PickleBuffer can only pickled with protocol >= 5");
    auto* buffer = cast<PickleBuffer>(object);
    TRY(check_not_released(buffer));
    if (!buffer->view.is_contiguous())
        return raise(pickling_error(), "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    bool is_in_band = true;
    if (Ref<Object> callback = self->buffer_callback) {
        Ref<Object> answer = TRY(call(callback.get(), {object}));
        is_in_band = TRY(is_true(answer.get()));
        TRY(check_not_released(buffer));
    }
    bool is_readonly = buffer->view.readonly;
    if (!is_in_band) {
        self->bytes.write(Opcode::next_buffer_);
        if (is_readonly) self->bytes.write(Opcode::readonly_buffer_);
        return {};
    }
    Buffer kept;  // write() may release the object
    TRY(kept.acquire(object));
    if (is_readonly) return save_byte_data(self, kept.text(), object);
    return save_bytearray_data(self, kept.text(), object);
}

}  // namespace minipy::pickles
