// SPDX-License-Identifier: MIT
// Growing a str in place. The block of a large str is reallocated with its contents, which malloc mostly does without
// copying; small ones are copied, which is cheap.
#include "vm/append_in_place.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/observer.hpp"
#include "vm/quicken.hpp"

namespace minipy {

namespace {

// One owner, never hashed or interned, and wide enough for the characters of `tail`.
bool can_grow_in_place(const Str* string, const Str* tail) {
    return string->reference_count == 1 && string->hash_value == -1 && !string->interned && string->utf8 == nullptr &&
           string->length > 0 && tail->length > 0 && tail->kind <= string->kind && (!string->ascii || tail->ascii);
}

// `string` with `tail` appended; its block may move. (A str carries no GcHead, so its block is exactly the object.)
Result<Str> grow_in_place(Ref<Str> string, const Str* tail) {
    Size length = string->length + tail->length;
    if (length > PTRDIFF_MAX / 8) return raise_no_memory();
    std::size_t unit = string->kind;
    std::size_t old_size = sizeof(Str) + (std::size_t(string->length) + 1) * unit;
    std::size_t new_size = sizeof(Str) + (std::size_t(length) + 1) * unit;
    Str* raw = string.release();
    void* block = heap::reallocate(raw, old_size, new_size);
    if (block == nullptr) {
        decref(raw);
        return raise_no_memory();
    }
    Str* grown = cast<Str>(static_cast<Object*>(block));
    if (heap::state.mode == heap::Mode::audit) heap::note_object(grown, 0);
    // Who watches the heap knows objects by their addresses: the block from before has been freed, this is another.
    if (heap::observer != nullptr && block != raw) heap::observer->object_born(grown, block, new_size);
    copy_characters(grown, grown->length, tail, 0, tail->length);
    grown->length = length;
    std::memset(grown->data() + std::size_t(length) * unit, 0, unit);
    return adopt(grown);
}

}  // namespace

Object** stored_next(Code*, const CodeUnit* next, Object** locals) {
    auto opcode = next->opcode;
    bool stores = opcode == static_cast<std::uint8_t>(Opcode::STORE_FAST) ||
                  opcode == static_cast<std::uint8_t>(Special::STORE_FAST__LOAD_FAST) ||
                  opcode == static_cast<std::uint8_t>(Special::STORE_FAST__STORE_FAST);
    return stores ? &locals[next->operand] : nullptr;
}

Object* append_str(Ref<Str> left, Ref<Str> right, Object** variable) {
    if (variable != nullptr && *variable == left.get() && left->reference_count == 2) {
        *variable = nullptr;
        decref(left.get());
    }
    Result<Str> result = can_grow_in_place(left.get(), right.get()) ? grow_in_place(std::move(left), right.get())
                                                                    : str_concatenate(left.get(), right.get());
    return result.ok() ? result.take().release() : nullptr;
}

}  // namespace minipy
