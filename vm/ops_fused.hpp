// SPDX-License-Identifier: MIT
// An operator together with the loads in front of it: one dispatch instead of two or three, and what a local variable
// or a constant holds is used where it lies, without counting a reference to it.
//
//      LOAD_FAST a │ LOAD_CONST 1 │ BINARY_OP + │ cache │ STORE_FAST b        as compiled
//      FAST_CONST__ADD_INT a      │             │       │ STORE_FAST b        when the operator has seen two ints
//
// Only the first load is rewritten; the others stay in the stream, so jumps to them still work, and the operator has
// its own specialised form, whose cache this one uses. If a guard fails, the load becomes a plain one again and the
// instructions run one by one. quicken.cpp marks the operators that have loads in front (fusible_loads). Next:
// quicken.cpp.
#pragma once

#include "vm/ops_attributes.hpp"
#include "vm/ops_containers.hpp"
#include "vm/ops_operators.hpp"
#include "vm/ops_stack.hpp"

namespace minipy::ops {

// ---------------------------------------------------------------- where the operands are

// Borrowed operands; a null left one is an unbound variable. `loads`: how many instructions the operands take.
struct FastFast {
    static constexpr int loads = 2;
    MINIPY_INLINE static Object* left(Machine& m, int operand) { return m.locals[operand]; }
    MINIPY_INLINE static Object* right(Machine& m, int) { return m.locals[m.ip->operand]; }
    MINIPY_INLINE static Next load(Machine& m, int operand) { return LOAD_FAST(m, operand); }
};
struct FastConst {
    static constexpr int loads = 2;
    MINIPY_INLINE static Object* left(Machine& m, int operand) { return m.locals[operand]; }
    MINIPY_INLINE static Object* right(Machine& m, int) { return m.constants[m.ip->operand]; }
    MINIPY_INLINE static Next load(Machine& m, int operand) { return LOAD_FAST(m, operand); }
};
// The left operand is on the stack, which owns it.
struct StackFast {
    static constexpr int loads = 1;
    MINIPY_INLINE static Object* left(Machine& m, int) { return m.top(); }
    MINIPY_INLINE static Object* right(Machine& m, int operand) { return m.locals[operand]; }
    MINIPY_INLINE static Next load(Machine& m, int operand) { return LOAD_FAST(m, operand); }
};
struct StackConst {
    static constexpr int loads = 1;
    MINIPY_INLINE static Object* left(Machine& m, int) { return m.top(); }
    MINIPY_INLINE static Object* right(Machine& m, int operand) { return m.constants[operand]; }
    MINIPY_INLINE static Next load(Machine& m, int operand) { return LOAD_CONST(m, operand); }
};

template <class Operands>
inline constexpr bool owns_left = Operands::loads == 1;

// A guard has failed.
template <class Operands>
MINIPY_INLINE Next unfuse(Machine& m, int operand) {
    despecialize(m.current);
    return Operands::load(m, operand);
}

// The operator becomes the current instruction; the next one is behind its caches.
template <class Operands>
MINIPY_INLINE void go_to_operator(Machine& m, int caches) {
    m.current += Operands::loads;
    m.ip = m.current + 1 + caches;
}

template <class T>
MINIPY_INLINE bool both_exact(Object* left, Object* right) {
    return left != nullptr && right != nullptr && is_exact<T>(left) && is_exact<T>(right);
}

// ---------------------------------------------------------------- arithmetic

template <class Operands, class Operation>
MINIPY_INLINE Next fused_int(Machine& m, int operand, Operation operation) {
    Object *left = Operands::left(m, operand), *right = Operands::right(m, operand);
    if (!both_exact<Int>(left, right)) [[unlikely]]
        return unfuse<Operands>(m, operand);
    auto *first = cast<Int>(left), *second = cast<Int>(right);
    std::int64_t value;
    if (!first->is_small() || !second->is_small() || operation(first->small, second->small, &value)) [[unlikely]] {
        return unfuse<Operands>(m, operand);
    }
    go_to_operator<Operands>(m, 1);
    if constexpr (!owns_left<Operands>) {
        m.push(owned_int(value));
    } else if (left->reference_count == 1 && !is_shared_value(value)) {
        first->small = value;
    } else {
        m.set_top(owned_int(value));
        release_int(first);
    }
    return Next::go;
}

template <class Operands, class Operation>
MINIPY_INLINE Next fused_float(Machine& m, int operand, Operation operation) {
    Object *left = Operands::left(m, operand), *right = Operands::right(m, operand);
    if (!both_exact<Float>(left, right)) [[unlikely]]
        return unfuse<Operands>(m, operand);
    double value = operation(cast<Float>(left)->value, cast<Float>(right)->value);
    go_to_operator<Operands>(m, 1);
    if constexpr (!owns_left<Operands>) {
        m.push(create_float(value));
    } else if (left->reference_count == 1) {
        cast<Float>(left)->value = value;
    } else {
        m.set_top(create_float(value));
        release_float(cast<Float>(left));
    }
    return Next::go;
}

// The operand of the operator, which stands behind the loads.
template <class Operands>
MINIPY_INLINE int operator_operand(const Machine& m) {
    return m.current[Operands::loads].operand;
}

// ---------------------------------------------------------------- comparisons that jump

template <class Operands>
MINIPY_INLINE Next fused_compare_int(Machine& m, int operand) {
    Object *left = Operands::left(m, operand), *right = Operands::right(m, operand);
    if (!both_exact<Int>(left, right)) [[unlikely]]
        return unfuse<Operands>(m, operand);
    auto *first = cast<Int>(left), *second = cast<Int>(right);
    if (!first->is_small() || !second->is_small()) [[unlikely]]
        return unfuse<Operands>(m, operand);
    bool answer = compare_values(first->small, second->small, static_cast<Comparison>(operator_operand<Operands>(m)));
    if constexpr (owns_left<Operands>) release_int(cast<Int>(m.pop()));
    go_to_operator<Operands>(m, 0);
    return jump_by_answer(m, answer);
}

template <class Operands>
MINIPY_INLINE Next fused_compare_float(Machine& m, int operand) {
    Object *left = Operands::left(m, operand), *right = Operands::right(m, operand);
    if (!both_exact<Float>(left, right)) [[unlikely]]
        return unfuse<Operands>(m, operand);
    auto operation = static_cast<Comparison>(operator_operand<Operands>(m));
    bool answer = compare_values(cast<Float>(left)->value, cast<Float>(right)->value, operation);
    if constexpr (owns_left<Operands>) release_float(cast<Float>(m.pop()));
    go_to_operator<Operands>(m, 0);
    return jump_by_answer(m, answer);
}

// ---------------------------------------------------------------- subscripts and attributes

template <class Operands>
MINIPY_INLINE Next fused_subscript_list(Machine& m, int operand) {
    Object *left = Operands::left(m, operand), *right = Operands::right(m, operand);
    if (left == nullptr || right == nullptr || !is_exact<List>(left)) [[unlikely]]
        return unfuse<Operands>(m, operand);
    auto* list = cast<List>(left);
    Size index = small_position(right, list->length);
    if (index < 0) [[unlikely]]
        return unfuse<Operands>(m, operand);
    Object* item = list->items[index];
    incref(item);
    go_to_operator<Operands>(m, 4);
    if constexpr (owns_left<Operands>) {
        m.set_top(item);
        m.drop(left);
    } else {
        m.push(item);
    }
    return Next::go;
}

#define FUSED_FORMS(operands, Operands)                                                             \
    MINIPY_INLINE Next operands##__ADD_INT(Machine& m, int operand) {                               \
        return fused_int<Operands>(m, operand, add_ints);                                           \
    }                                                                                               \
    MINIPY_INLINE Next operands##__SUBTRACT_INT(Machine& m, int operand) {                          \
        return fused_int<Operands>(m, operand, subtract_ints);                                      \
    }                                                                                               \
    MINIPY_INLINE Next operands##__MULTIPLY_INT(Machine& m, int operand) {                          \
        return fused_int<Operands>(m, operand, multiply_ints);                                      \
    }                                                                                               \
    MINIPY_INLINE Next operands##__OTHER_INT(Machine& m, int operand) {                             \
        return fused_int<Operands>(m, operand, other_int_operation(operator_operand<Operands>(m))); \
    }                                                                                               \
    MINIPY_INLINE Next operands##__ADD_FLOAT(Machine& m, int operand) {                             \
        return fused_float<Operands>(m, operand, add_floats);                                       \
    }                                                                                               \
    MINIPY_INLINE Next operands##__SUBTRACT_FLOAT(Machine& m, int operand) {                        \
        return fused_float<Operands>(m, operand, subtract_floats);                                  \
    }                                                                                               \
    MINIPY_INLINE Next operands##__MULTIPLY_FLOAT(Machine& m, int operand) {                        \
        return fused_float<Operands>(m, operand, multiply_floats);                                  \
    }                                                                                               \
    MINIPY_INLINE Next operands##__COMPARE_INT_JUMP(Machine& m, int operand) {                      \
        return fused_compare_int<Operands>(m, operand);                                             \
    }                                                                                               \
    MINIPY_INLINE Next operands##__COMPARE_FLOAT_JUMP(Machine& m, int operand) {                    \
        return fused_compare_float<Operands>(m, operand);                                           \
    }                                                                                               \
    MINIPY_INLINE Next operands##__SUBSCR_LIST(Machine& m, int operand) {                           \
        return fused_subscript_list<Operands>(m, operand);                                          \
    }

FUSED_FORMS(FAST_FAST, FastFast)
FUSED_FORMS(FAST_CONST, FastConst)
FUSED_FORMS(STACK_FAST, StackFast)
FUSED_FORMS(STACK_CONST, StackConst)
#undef FUSED_FORMS

// An inline value of an instance in a local variable, usually self.
MINIPY_INLINE Next FAST__LOAD_ATTR_INSTANCE(Machine& m, int operand) {
    auto* cache = reinterpret_cast<const AttributeCache*>(m.current + 2);
    Object* owner = m.locals[operand];
    if (owner == nullptr || owner->type->version != cache->version.get()) [[unlikely]]
        return unfuse<StackFast>(m, operand);
    Object** place = inline_place(owner, cache->index);
    if (place == nullptr) [[unlikely]]
        return unfuse<StackFast>(m, operand);
    Object* value = *place;
    if (value == nullptr) [[unlikely]]
        return unfuse<StackFast>(m, operand);
    incref(value);
    m.push(value);
    go_to_operator<StackFast>(m, 4);
    return Next::go;
}

// ---------------------------------------------------------------- loops

// The variable of a for loop over a range. An int that only the variable holds is overwritten.
MINIPY_INLINE Next FOR_ITER_RANGE__STORE_FAST(Machine& m, int operand) {
    Object* top = m.top();
    if (!is_exact<RangeIterator>(top)) [[unlikely]]
        return despecialize(m.current), FOR_ITER(m, operand);
    auto* iterator = cast<RangeIterator>(top);
    if (iterator->remaining == 0) return end_for(m, operand);
    std::int64_t value = iterator->take_next();
    m.current = m.ip++;
    Object*& variable = m.locals[m.current->operand];
    Object* old = variable;
    if (old != nullptr && is_exact<Int>(old) && old->reference_count == 1 && cast<Int>(old)->is_small() &&
        !is_shared_value(value)) {
        cast<Int>(old)->small = value;
    } else {
        variable = owned_int(value);
        m.drop_if_any(old);
    }
    return Next::go;
}

MINIPY_INLINE Next FOR_ITER_LIST__STORE_FAST(Machine& m, int operand) {
    const CodeUnit* store = m.ip;
    Next next = FOR_ITER_LIST(m, operand);
    if (next != Next::go || m.ip != store) return next;  // failed, or at its end
    m.current = m.ip++;
    return STORE_FAST(m, m.current->operand);
}

}  // namespace minipy::ops
