// SPDX-License-Identifier: MIT
// What an instruction binds to which name, attribute or item: `n = 6`, `#3.x = 1`, `#4[0] = 'a'`, `del n`. Read from
// its event; both views tell it. Next: binding.cpp, effects.cpp (in words), json_view.cpp.
#pragma once

#include <optional>

#include "trace/code_table.hpp"

namespace minipy::trace {

// Borrows from the event's values and the instruction. Null pointers: nothing of the kind.
struct Binding {
    std::string_view name;         // of a variable or attribute; of an item empty
    const Value* owner = nullptr;  // what has the attribute or item
    const Value* item = nullptr;   // its index or key
    const Value* value = nullptr;  // null: nothing, from now on (`del`)
};

// Nothing: it binds nothing, or raises instead, or what comes of it is up to a method of the program.
std::optional<Binding> binding_of(const Event& event, const Batch& batch, const InstructionText& instruction);

}  // namespace minipy::trace
