// SPDX-License-Identifier: MIT
// Pairs of instructions that run as one: a dispatch saved. The second instruction stays in the stream, so a jump to it
// works; prepare_executable() in quicken.cpp chooses them. Next: plain_loop.cpp.
#pragma once

#include "vm/ops_stack.hpp"

namespace minipy::ops {

// The operand of the second instruction, which becomes the current one.
MINIPY_INLINE int next_operand(Machine& m) {
    m.current = m.ip++;
    return m.current->operand;
}

MINIPY_INLINE Next LOAD_FAST__LOAD_FAST(Machine& m, int operand) {
    if (LOAD_FAST(m, operand) != Next::go) [[unlikely]]
        return Next::raise;
    return LOAD_FAST(m, next_operand(m));
}

MINIPY_INLINE Next LOAD_FAST__LOAD_CONST(Machine& m, int operand) {
    if (LOAD_FAST(m, operand) != Next::go) [[unlikely]]
        return Next::raise;
    return LOAD_CONST(m, next_operand(m));
}

MINIPY_INLINE Next STORE_FAST__LOAD_FAST(Machine& m, int operand) {
    STORE_FAST(m, operand);
    return LOAD_FAST(m, next_operand(m));
}

MINIPY_INLINE Next STORE_FAST__STORE_FAST(Machine& m, int operand) {
    STORE_FAST(m, operand);
    return STORE_FAST(m, next_operand(m));
}

}  // namespace minipy::ops
