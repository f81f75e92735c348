// SPDX-License-Identifier: MIT
// Unpickler: the pickle machine. It reads instructions (opcodes.def) from bytes or a file, works on a stack of objects,
// and gives the one on top when it meets STOP.
//
//      file ─▶ input │ … instructions … │ ─▶ load.cpp: the loop ─▶ stack │ … │ ─▶ the object
//                      ▲ next        ▲ end                         memo  │ 0: … │ 1: … │
//
// The bytes come from anybody. Nothing is allocated by a number alone that stands in them; instructions that do not fit
// are UnpicklingErrors; loading a class or calling a function runs Python, which may load() with this very unpickler or
// give it another file. So what an instruction has read is made an object before that, and the stack is asked anew.
// All zero is a good state: an instance made by __new__ alone. CPython: Modules/_pickle.c. Next: input.cpp, load.cpp.
#pragma once

#include <bit>
#include <cstring>
#include <string_view>

#include "modules/data/pickle/memo.hpp"
#include "modules/data/pickle/object_stack.hpp"
#include "modules/data/pickle/opcodes.hpp"
#include "modules/data/pickle/state.hpp"
#include "runtime/bytes/bytes.hpp"

namespace minipy::pickles {

struct Unpickler : Object {
    Ref<Object> read, readline;  // methods of the file; null: loads(), or no __init__() yet
    Ref<Object> peek, readinto;  // null: it has none
    Ref<Object> buffers;         // iterator of what stands outside of the pickle; null: none were given
    Ref<Object> hook;            // persistent_load; null: none
    Ref<Bytes> input;            // what has been read last; `next` and `end` lie in it
    Ref<Str> encoding, errors;   // of the strings of Python 2
    const char *next, *end;
    Size prefetched;  // so many bytes of the input have been taken from the file; the others were only looked at
    ObjectStack stack;
    NumberedMemo memo;
    int protocol;
    bool fix_imports;
    bool hook_takes_self;

    static constexpr auto references =
        field_list<&Unpickler::read, &Unpickler::readline, &Unpickler::peek, &Unpickler::readinto, &Unpickler::buffers,
                   &Unpickler::hook, &Unpickler::input, &Unpickler::encoding, &Unpickler::errors>;
    static Type type_object;
};

// What an unpickler is given before it reads.
Result<void> set_file(Unpickler* self, Object* file);
Result<void> set_input(Unpickler* self, Object* data);  // bytes-like; a copy if it can change
Result<void> set_encoding(Unpickler* self, Str* encoding, Str* errors);
Result<void> set_buffers(Unpickler* self, Object* buffers);

Result<Object> load(Unpickler* self);
Result<Object> find_class(Unpickler* self, Object* module_name, Object* global_name);

// ---------------------------------------------------------------- reading (input.cpp)

Failure truncated();  // UnpicklingError
Result<const char*> read_from_file(Unpickler* self, Size count);
// `count` ≥ 0 bytes; they stay where they are until the next reading.
inline Result<const char*> read_bytes(Unpickler* self, Size count) {
    if (count <= self->end - self->next) [[likely]] {
        const char* place = self->next;
        self->next += count;
        return place;
    }
    return read_from_file(self, count);
}
// A line with its end; at least `shortest` bytes.
Result<std::string_view> read_line(Unpickler* self, Size shortest);
// The data of an object of `count` bytes, which may be more than there are.
Result<Bytes> read_long_bytes(Unpickler* self, Size count);
// Gives back to the file what was only looked at.
Result<void> skip_consumed(Unpickler* self);

inline std::uint64_t little_endian(const char* bytes, int count) {
    std::uint64_t number = 0;
    for (int index = 0; index < count; ++index)
        number |= std::uint64_t(static_cast<unsigned char>(bytes[index])) << (8 * index);
    return number;
}
template <int count>
Result<std::uint64_t> read_number(Unpickler* self) {
    const char* place = TRY(read_bytes(self, count));
    std::uint64_t number = 0;
    std::memcpy(&number, place, count);
    return number;
}
static_assert(std::endian::native == std::endian::little, "numbers of a pickle are copied as they stand");
Failure raise_too_long(const char* what);
// A length of 1, 4 or 8 bytes; `what` is said to be too long otherwise.
Result<Size> read_size(Unpickler* self, int count, const char* what);

// ---------------------------------------------------------------- instructions

Result<void> load_bool(Unpickler* self, bool value);
Result<void> load_none(Unpickler* self);
Result<void> load_int_line(Unpickler* self);
Result<void> load_int4(Unpickler* self);
template <int count>
Result<void> load_unsigned(Unpickler* self) {
    return self->stack.push(Int::from(std::int64_t(TRY(read_number<count>(self)))));
}
Result<void> load_long_line(Unpickler* self);
Result<void> load_long(Unpickler* self, int bytes);
Result<void> load_float_line(Unpickler* self);
Result<void> load_float8(Unpickler* self);
Result<void> load_string_line(Unpickler* self);
Result<void> load_string(Unpickler* self, int bytes);
Result<void> load_text_line(Unpickler* self);
Result<void> load_text_of(Unpickler* self, Size size);
template <int count>
Result<void> load_text(Unpickler* self) {
    std::uint64_t size = TRY(read_number<count>(self));
    if (size > PTRDIFF_MAX) return raise_too_long("BINUNICODE");
    return load_text_of(self, Size(size));
}
Result<void> load_bytes(Unpickler* self, int bytes);
Result<void> load_bytearray(Unpickler* self);
Result<void> load_next_buffer(Unpickler* self);
Result<void> load_readonly_buffer(Unpickler* self);

Result<void> load_mark(Unpickler* self);
Result<void> load_empty_tuple(Unpickler* self);
Result<void> load_tuple(Unpickler* self);
Result<void> load_tuple_of(Unpickler* self, Size count);
Result<void> load_empty_list(Unpickler* self);
Result<void> load_list(Unpickler* self);
Result<void> load_append(Unpickler* self);
Result<void> load_appends(Unpickler* self);
Result<void> load_empty_dict(Unpickler* self);
Result<void> load_dict(Unpickler* self);
Result<void> load_set_item(Unpickler* self);
Result<void> load_set_items(Unpickler* self);
Result<void> load_empty_set(Unpickler* self);
Result<void> load_add_items(Unpickler* self);
Result<void> load_frozenset(Unpickler* self);

Result<void> load_global(Unpickler* self);
Result<void> load_stack_global(Unpickler* self);
Result<void> load_extension(Unpickler* self, int bytes);
Result<void> load_instance(Unpickler* self);
Result<void> load_object(Unpickler* self);
Result<void> load_new_object(Unpickler* self);
Result<void> load_new_object_with_keywords(Unpickler* self);
Result<void> load_reduce(Unpickler* self);
Result<void> load_build(Unpickler* self);
Result<void> load_persistent_line(Unpickler* self);
Result<void> load_persistent(Unpickler* self);

Result<void> load_pop(Unpickler* self);
Result<void> load_pop_mark(Unpickler* self);
Result<void> load_duplicate(Unpickler* self);
Result<void> load_get_line(Unpickler* self);
Result<void> push_known(Unpickler* self, Size number);
template <int count>
Result<void> load_get(Unpickler* self) {
    return push_known(self, Size(TRY(read_number<count>(self))));
}
Result<void> load_put_line(Unpickler* self);
Result<void> remember_top(Unpickler* self, Size number);
template <int count>
Result<void> load_put(Unpickler* self) {
    return remember_top(self, Size(TRY(read_number<count>(self))));
}
Result<void> load_memoize(Unpickler* self);
Result<void> load_protocol(Unpickler* self);
Result<void> load_frame(Unpickler* self);

// An int as int() reads it, in a line of the pickle; base 0: by its prefix.
Result<Int> int_from_line(std::string_view line, int base);

// The type of UnpicklerMemoProxy (memo_proxies.cpp).
Result<Object> make_memo_proxy(Unpickler* unpickler);
Result<void> set_unpickler_memo(Unpickler* unpickler, Object* value);

}  // namespace minipy::pickles
