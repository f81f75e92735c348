// SPDX-License-Identifier: MIT
// Growing a str's block. A str carries no GcHead, so its block is exactly the object.
#include "runtime/text/str_resize.hpp"

#include "runtime/kernel/errors.hpp"
#include "runtime/memory/heap.hpp"

namespace minipy {

Result<Str> grow_in_place(Ref<Str> string, const Str* tail) {
    Size length = string->length + tail->length;
    if (length > PTRDIFF_MAX / 8) return raise_no_memory();
    std::size_t unit = string->kind;
    std::size_t old_size = sizeof(Str) + (std::size_t(string->length) + 1) * unit;
    std::size_t new_size = sizeof(Str) + (std::size_t(length) + 1) * unit;
    Str* raw = string.release();
    auto* grown = static_cast<Str*>(heap::reallocate(raw, old_size, new_size));
    if (grown == nullptr) {
        decref(raw);
        return raise_no_memory();
    }
    if (heap::state.mode == heap::Mode::audit) heap::note_object(grown, 0);
    copy_characters(grown, grown->length, tail, 0, tail->length);
    grown->length = length;
    std::memset(grown->data() + std::size_t(length) * unit, 0, unit);
    return adopt(grown);
}

}  // namespace minipy
