// SPDX-License-Identifier: MIT
// Instructions that need a closer look. Next: stack_change.hpp.
#include "trace/stack_change.hpp"

#include "runtime/functions/native_function.hpp"

namespace minipy::trace {

namespace {

// Calls the built-in id()?
bool calls_id(std::span<Object* const> touched) {
    if (touched.size() < 2) return false;
    auto* function = as<NativeFunction>(touched[0] == nullptr ? touched[1] : touched[0]);
    return function != nullptr && function->method->name()->equals("id") && function->method->shown_name() == "id";
}

}  // namespace

bool is_binding(Opcode opcode) {
    using enum Opcode;
    switch (opcode) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF:
        case STORE_ATTR:
        case STORE_SUBSCR:
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF:
        case DELETE_ATTR:
        case DELETE_SUBSCR: return true;
        default: return false;
    }
}

bool asks_for_identity(Opcode opcode, int operand, std::span<Object* const> touched) {
    switch (opcode) {
        case Opcode::IS_OP: return true;
        case Opcode::COMPARE_OP: return comparison_text(operand) == "==";
        case Opcode::CALL: return calls_id(touched);
        default: return false;
    }
}

}  // namespace minipy::trace
