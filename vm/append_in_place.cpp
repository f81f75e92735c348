// SPDX-License-Identifier: MIT
// Growing a str in place. The block of a large str is reallocated with its contents, which malloc mostly does without
// copying; small ones are copied, which is cheap.
#include "vm/append_in_place.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "runtime/text/str_resize.hpp"
#include "vm/quicken.hpp"

namespace minipy {

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
