// SPDX-License-Identifier: MIT
// Instructions by how far they reach.
#include "trace/reach.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy::trace {

namespace {

bool is_literal(const Object* object) {
    return is_exact<Int>(object) || is_exact<Float>(object) || is_exact<Str>(object);
}

// Operators of anything else may work in place, or be somebody's own.
bool has_literals(Frame* frame) {
    Object** top = frame->stack_pointer;
    return top - frame->stack_base() >= 2 && is_literal(top[-1]) && is_literal(top[-2]);
}

}  // namespace

Reach reach_of(Frame* frame, int opcode) {
    using enum Opcode;
    switch (static_cast<Opcode>(opcode)) {
        case NOP:
        case RESUME:
        case PUSH_NULL:
        case POP_TOP:
        case SWAP:
        case COPY:
        case LOAD_CONST:
        case LOAD_FAST:
        case STORE_FAST:
        case LOAD_GLOBAL:
        case LOAD_DEREF:
        case LOAD_CLOSURE:
        case LOAD_BUILD_CLASS:
        case LOAD_ASSERTION_ERROR:
        case PRECALL:
        case KW_NAMES:
        case IS_OP:
        case JUMP_FORWARD:
        case JUMP_BACKWARD:
        case POP_JUMP_FORWARD_IF_NONE:
        case POP_JUMP_BACKWARD_IF_NONE:
        case POP_JUMP_FORWARD_IF_NOT_NONE:
        case POP_JUMP_BACKWARD_IF_NOT_NONE: return Reach::operands;
        case BINARY_OP:
        case COMPARE_OP:
        case CONTAINS_OP: return has_literals(frame) ? Reach::operands : Reach::anything;
        case BUILD_TUPLE:
        case BUILD_LIST:
        case LOAD_NAME:
        case STORE_NAME:
        case STORE_GLOBAL:
        case DELETE_FAST:
        case RETURN_VALUE: return Reach::any_count;
        default: return Reach::anything;
    }
}

}  // namespace minipy::trace
