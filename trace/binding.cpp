// SPDX-License-Identifier: MIT
// From opcodes and what they touched. CPython: none. Next: effects.cpp.
#include "trace/binding.hpp"

#include "runtime/bytecode/opcode.hpp"

namespace minipy::trace {

namespace {

// By the opcode alone; `touched` are the items that it touched, from the lowest.
std::optional<Binding> read_binding(const InstructionText& instruction, std::span<const Value> touched) {
    using enum Opcode;
    auto opcode = static_cast<Opcode>(instruction.opcode);
    std::size_t needed = opcode == STORE_SUBSCR ? 3 : opcode == STORE_ATTR || opcode == DELETE_SUBSCR ? 2 : 1;
    bool has_all = touched.size() >= needed;
    switch (opcode) {
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF: return Binding{.name = instruction.variable};
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF:
            if (has_all) return Binding{.name = instruction.variable, .value = &touched[0]};
            break;
        case STORE_ATTR:
            if (has_all) return Binding{.name = instruction.variable, .owner = &touched[1], .value = &touched[0]};
            break;
        case DELETE_ATTR:
            if (has_all) return Binding{.name = instruction.variable, .owner = &touched[0]};
            break;
        case STORE_SUBSCR:
            if (has_all) return Binding{.owner = &touched[1], .item = &touched[2], .value = &touched[0]};
            break;
        case DELETE_SUBSCR:
            if (has_all) return Binding{.owner = &touched[0], .item = &touched[1]};
            break;
        default: break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Binding> binding_of(const Event& event, const Batch& batch, const InstructionText& instruction) {
    if (event.kind != EventKind::op) return std::nullopt;
    const field::InstructionFields& fields = event.instruction;
    std::size_t touched = fields.stayed + fields.popped;
    auto binding = read_binding(instruction, {batch.values.data() + event.first + fields.kept, touched});
    // Letting go of what was bound before may call its finalizer; of an attribute or item the method decides.
    bool calls = fields.outcome == Outcome::called || fields.outcome == Outcome::resumed;
    bool is_done = fields.outcome == Outcome::went_on || (calls && binding && binding->owner == nullptr);
    return is_done ? binding : std::nullopt;
}

}  // namespace minipy::trace
