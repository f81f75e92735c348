// SPDX-License-Identifier: MIT
// Constants, local variables, cells, the shape of the stack. CPython: Python/ceval.c. Next: ops_names.hpp.
#pragma once

#include "runtime/functions/cell.hpp"
#include "runtime/kernel/singletons.hpp"
#include "vm/machine.hpp"
#include "vm/name_errors.hpp"

namespace minipy::ops {

MINIPY_INLINE Next NOP(Machine&, int) { return Next::go; }

MINIPY_INLINE Next POP_TOP(Machine& m, int) {
    m.drop(m.pop());
    return Next::go;
}

MINIPY_INLINE Next PUSH_NULL(Machine& m, int) {
    m.push(nullptr);
    return Next::go;
}

MINIPY_INLINE Next SWAP(Machine& m, int operand) {
    std::swap(m.sp[-1], m.sp[-operand]);
    return Next::go;
}

MINIPY_INLINE Next COPY(Machine& m, int operand) {
    Object* item = m.peek(operand);
    incref(item);
    m.push(item);
    return Next::go;
}

MINIPY_INLINE Next LOAD_CONST(Machine& m, int operand) {
    Object* constant = m.constant(operand);
    incref(constant);
    m.push(constant);
    return Next::go;
}

MINIPY_INLINE Next LOAD_FAST(Machine& m, int operand) {
    Object* value = m.locals[operand];
    if (value == nullptr) [[unlikely]] {
        m.save();
        (void)raise_unbound_local(m.code(), operand);
        return Next::raise;
    }
    incref(value);
    m.push(value);
    return Next::go;
}

// Of a stored or deleted variable the old value dies last: its finalizer may look at this frame's locals.
MINIPY_INLINE Next STORE_FAST(Machine& m, int operand) {
    Object* old = m.locals[operand];
    m.locals[operand] = m.pop();
    m.drop_if_any(old);
    return Next::go;
}

MINIPY_INLINE Next DELETE_FAST(Machine& m, int operand) {
    Object* old = m.locals[operand];
    if (old == nullptr) [[unlikely]] {
        m.save();
        (void)raise_unbound_local(m.code(), operand);
        return Next::raise;
    }
    m.locals[operand] = nullptr;
    m.drop(old);
    return Next::go;
}

// ---------------------------------------------------------------- cells

MINIPY_INLINE Next MAKE_CELL(Machine& m, int operand) {
    // A parameter's value moves into its cell.
    Ref<Object> initial = adopt(m.locals[operand]);
    m.locals[operand] = create<Cell>(std::move(initial)).release();
    return Next::go;
}

MINIPY_INLINE Next COPY_FREE_VARS(Machine& m, int operand) {
    Tuple* closure = m.frame->function->closure.get();
    Object** free = m.locals + m.code()->localsplus_count - operand;
    for (int index = 0; index < operand; ++index) {
        incref((*closure)[index]);
        free[index] = (*closure)[index];
    }
    return Next::go;
}

MINIPY_INLINE Next LOAD_CLOSURE(Machine& m, int operand) { return LOAD_FAST(m, operand); }

MINIPY_INLINE Next LOAD_DEREF(Machine& m, int operand) {
    Object* value = cast<Cell>(m.locals[operand])->contents.borrow();
    if (value == nullptr) [[unlikely]] {
        m.save();
        (void)raise_unbound_cell(m.code(), operand);
        return Next::raise;
    }
    incref(value);
    m.push(value);
    return Next::go;
}

MINIPY_INLINE Next STORE_DEREF(Machine& m, int operand) {
    m.save();
    cast<Cell>(m.locals[operand])->contents = adopt(m.pop());
    return Next::go;
}

MINIPY_INLINE Next DELETE_DEREF(Machine& m, int operand) {
    auto* cell = cast<Cell>(m.locals[operand]);
    if (!cell->contents) [[unlikely]] {
        m.save();
        (void)raise_unbound_cell(m.code(), operand);
        return Next::raise;
    }
    m.save();
    cell->contents.reset();
    return Next::go;
}

MINIPY_INLINE Next LOAD_CLASSDEREF(Machine& m, int operand) {
    m.save();
    return m.push_result(load_class_variable(m.frame, operand));
}

}  // namespace minipy::ops
