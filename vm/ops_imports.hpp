// SPDX-License-Identifier: MIT
// Imports, annotations, interactive printing. CPython: Python/ceval.c. Next: ops_match.hpp.
#pragma once

#include "vm/imports.hpp"
#include "vm/machine.hpp"

namespace minipy::ops {

MINIPY_INLINE Next IMPORT_NAME(Machine& m, int operand) {
    m.save();
    Ref<Object> from_list = adopt(m.pop());
    Ref<Object> level = adopt(m.pop());
    return m.push_result(import_for_frame(m.frame, m.name(operand), from_list.get(), level.get()));
}

MINIPY_INLINE Next IMPORT_FROM(Machine& m, int operand) {
    m.save();
    return m.push_result(import_from(m.top(), m.name(operand)));
}

MINIPY_INLINE Next IMPORT_STAR(Machine& m, int) {
    m.save();
    Ref<Object> module = adopt(m.pop());
    return m.check(import_star(m.frame, module.get()));
}

MINIPY_INLINE Next SETUP_ANNOTATIONS(Machine& m, int) {
    m.save();
    return m.check(setup_annotations(m.frame));
}

MINIPY_INLINE Next PRINT_EXPR(Machine& m, int) {
    m.save();
    Ref<Object> value = adopt(m.pop());
    return m.check(print_expression(value.get()));
}

}  // namespace minipy::ops
