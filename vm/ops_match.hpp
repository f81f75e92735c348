// SPDX-License-Identifier: MIT
// Pattern matching (PEP 634). CPython: Python/ceval.c (match_keys, match_class). Next: match.hpp.
#pragma once

#include "vm/machine.hpp"
#include "vm/match.hpp"

namespace minipy::ops {

MINIPY_INLINE Next MATCH_MAPPING(Machine& m, int) {
    m.push(to_bool(m.top()->type->has(TypeFlag::mapping_pattern)).release());
    return Next::go;
}

MINIPY_INLINE Next MATCH_SEQUENCE(Machine& m, int) {
    m.push(to_bool(m.top()->type->has(TypeFlag::sequence_pattern)).release());
    return Next::go;
}

// subject, keys → subject, keys, the values as a tuple, or None
MINIPY_INLINE Next MATCH_KEYS(Machine& m, int) {
    m.save();
    return m.push_result(match_keys(m.peek(2), cast<Tuple>(m.top())));
}

// subject, class, names → the attributes as a tuple, or None
MINIPY_INLINE Next MATCH_CLASS(Machine& m, int operand) {
    m.save();
    Ref<Object> attribute_names = adopt(m.pop());
    Ref<Object> type = adopt(m.pop());
    Ref<Object> subject = adopt(m.pop());
    return m.push_result(match_class(subject.get(), type.get(), operand, cast<Tuple>(attribute_names.get())));
}

}  // namespace minipy::ops
