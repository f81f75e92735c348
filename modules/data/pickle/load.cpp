// SPDX-License-Identifier: MIT
// The loop of the pickle machine, and the instructions for its stack, its memo and its stream.
// CPython: Modules/_pickle.c (load). Next: load_values.cpp, load_containers.cpp, load_objects.cpp.
#include "modules/data/pickle/unpickler.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- the stack

Result<void> load_pop(Unpickler* self) {
    ObjectStack& stack = self->stack;
    if (stack.has_mark_on_top()) {
        TRY(stack.pop_mark());
        return {};
    }
    TRY(stack.pop());
    return {};
}

Result<void> load_pop_mark(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    self->stack.cut(mark);
    return {};
}

Result<void> load_duplicate(Unpickler* self) {
    Object* top = self->stack.top();
    if (top == nullptr) return self->stack.underflow();
    return self->stack.push(share(top));
}

// ---------------------------------------------------------------- the memo

Result<void> push_known(Unpickler* self, Size number) {
    Ref<Object> known = TRY(self->memo.get(number));
    if (!known) return raise(unpickling_error(), "Memo value not found at index {}", number);
    return self->stack.push(std::move(known));
}

Result<void> remember_top(Unpickler* self, Size number) {
    Object* top = self->stack.top();
    if (top == nullptr) return self->stack.underflow();
    return self->memo.put(number, share(top));
}

namespace {

Result<Size> number_from_line(std::string_view line) {
    Ref<Int> number = TRY(int_from_line(line, 10));
    if (number->is_small()) return Size(number->small);
    return raise(OverflowError, "Python int too large to convert to C ssize_t");
}

}  // namespace

Result<void> load_get_line(Unpickler* self) { return push_known(self, TRY(number_from_line(TRY(read_line(self, 2))))); }

Result<void> load_put_line(Unpickler* self) {
    std::string_view line = TRY(read_line(self, 2));
    if (self->stack.top() == nullptr) return self->stack.underflow();
    Size number = TRY(number_from_line(line));
    if (number < 0) return raise(ValueError, "negative PUT argument");
    return remember_top(self, number);
}

Result<void> load_memoize(Unpickler* self) { return remember_top(self, self->memo.count()); }

// ---------------------------------------------------------------- the stream

Result<void> load_protocol(Unpickler* self) {
    int protocol = static_cast<unsigned char>(*TRY(read_bytes(self, 1)));
    if (protocol > highest_protocol) return raise(ValueError, "unsupported pickle protocol: {}", protocol);
    self->protocol = protocol;
    return {};
}

// A frame says how much can be read at once; its instructions need not be looked at as a group.
Result<void> load_frame(Unpickler* self) {
    std::uint64_t length = little_endian(TRY(read_bytes(self, 8)), 8);
    if (length > PTRDIFF_MAX)
        return raise(OverflowError, "FRAME length exceeds system's maximum of {} bytes", PTRDIFF_MAX);
    TRY(read_bytes(self, Size(length)));
    self->next -= Size(length);
    return {};
}

// ---------------------------------------------------------------- the loop

namespace {

Failure no_input() {
    if (exception_matches(unpickling_error())) {
        clear_exception();
        return raise(EOFError, "Ran out of input");
    }
    return Failure{};
}

Failure invalid_key(unsigned char key) {
    if (key >= 0x20 && key <= 0x7E && key != '\'' && key != '\\')
        return raise(unpickling_error(), "invalid load key, '{}'.", char(key));
    return raise(unpickling_error(), "invalid load key, '\\x{:02x}'.", int(key));
}

Result<void> run(Unpickler* self) {
    for (;;) {
        Result<const char*> place = read_bytes(self, 1);
        if (place.failed()) return no_input();
        auto key = static_cast<unsigned char>(*place.take());
        switch (static_cast<Opcode>(key)) {
#define OPCODE(name, byte, load) \
    case Opcode::name##_:        \
        TRY(load);               \
        break;
#include "modules/data/pickle/opcodes.def"
#undef OPCODE
            case Opcode::stop_: return {};
            default: return invalid_key(key);
        }
    }
}

}  // namespace

Result<Object> load(Unpickler* self) {
    self->protocol = 0;
    self->stack.clear();
    TRY(run(self));
    TRY(skip_consumed(self));
    return self->stack.pop();
}

}  // namespace minipy::pickles
