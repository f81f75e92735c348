// SPDX-License-Identifier: MIT
// Operators and comparisons. The specialised forms work on ints of 64 bits and floats directly; a left operand that
// nobody else holds (count 1) is overwritten with the result instead of being freed and made anew.
// CPython: Python/ceval.c. Next: ops_attributes.hpp.
#pragma once

#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/append_in_place.hpp"
#include "vm/caches.hpp"
#include "vm/machine.hpp"
#include "vm/ops_flow.hpp"
#include "vm/quicken.hpp"

namespace minipy::ops {

// Replaces the two topmost items by a result; they die after it is on the stack.
MINIPY_INLINE void replace_two(Machine& m, Object* result) {
    Object *left = m.peek(2), *right = m.peek(1);
    --m.sp;
    m.set_top(result);
    m.drop(left);
    m.drop(right);
}

MINIPY_INLINE Next unary(Machine& m, UnaryOperator operation) {
    m.save();
    Object* operand = m.top();
    Object* result = OP_TRY(unary_operation(operation, operand)).release();
    m.set_top(result);
    decref(operand);
    return Next::go;
}

MINIPY_INLINE Next UNARY_POSITIVE(Machine& m, int) { return unary(m, UnaryOperator::positive); }
MINIPY_INLINE Next UNARY_NEGATIVE(Machine& m, int) { return unary(m, UnaryOperator::negative); }
MINIPY_INLINE Next UNARY_INVERT(Machine& m, int) { return unary(m, UnaryOperator::invert); }
MINIPY_INLINE Next UNARY_NOT(Machine& m, int) { return unary(m, UnaryOperator::not_); }

// ---------------------------------------------------------------- binary operators

MINIPY_INLINE Next BINARY_OP(Machine& m, int operand) {
    m.save();
    Object *left = m.peek(2), *right = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_binary_op(left, right, m.current, operand);
    bool inplace = operand >= binary_operator_count;
    auto operation = static_cast<BinaryOperator>(inplace ? operand - binary_operator_count : operand);
    Object* result =
        OP_TRY(inplace ? inplace_operation(operation, left, right) : binary_operation(operation, left, right))
            .release();
    replace_two(m, result);
    m.skip_caches(1);
    return Next::go;
}

MINIPY_INLINE bool both_small(Object* left, Object* right) {
    return is_exact<Int>(left) && is_exact<Int>(right) && cast<Int>(left)->is_small() && cast<Int>(right)->is_small();
}

// Puts an int in the place of two ints.
MINIPY_INLINE Next finish_int(Machine& m, std::int64_t value) {
    auto* left = cast<Int>(m.peek(2));
    auto* right = cast<Int>(m.peek(1));
    --m.sp;
    if (left->reference_count == 1 && !is_shared_value(value)) {
        left->small = value;
    } else {
        m.set_top(owned_int(value));
        release_int(left);
    }
    release_int(right);
    m.skip_caches(1);
    return Next::go;
}

template <class Operation>
MINIPY_INLINE Next int_arithmetic(Machine& m, int operand, Operation operation) {
    Object *left = m.peek(2), *right = m.peek(1);
    std::int64_t value;
    if (!both_small(left, right)) [[unlikely]]
        return despecialize(m.current), BINARY_OP(m, operand);
    if (operation(cast<Int>(left)->small, cast<Int>(right)->small, &value)) [[unlikely]]
        return BINARY_OP(m, operand);
    return finish_int(m, value);
}

// What the specialised forms compute; true: too large for 64 bits.
inline constexpr auto add_ints = [](std::int64_t a, std::int64_t b, std::int64_t* c) {
    return __builtin_add_overflow(a, b, c);
};
inline constexpr auto subtract_ints = [](std::int64_t a, std::int64_t b, std::int64_t* c) {
    return __builtin_sub_overflow(a, b, c);
};
inline constexpr auto multiply_ints = [](std::int64_t a, std::int64_t b, std::int64_t* c) {
    return __builtin_mul_overflow(a, b, c);
};

MINIPY_INLINE Next BINARY_OP_ADD_INT(Machine& m, int operand) { return int_arithmetic(m, operand, add_ints); }
MINIPY_INLINE Next BINARY_OP_SUBTRACT_INT(Machine& m, int operand) { return int_arithmetic(m, operand, subtract_ints); }
MINIPY_INLINE Next BINARY_OP_MULTIPLY_INT(Machine& m, int operand) { return int_arithmetic(m, operand, multiply_ints); }

// // % & | ^ >> : true when the general code must do it (division by zero, −2^63 // −1, odd shifts).
MINIPY_INLINE bool small_int_operation(BinaryOperator operation, std::int64_t a, std::int64_t b, std::int64_t* result) {
    switch (operation) {
        case BinaryOperator::floor_divide:
            if (b == 0 || b == -1) return true;
            *result = a / b - ((a % b != 0) && ((a < 0) != (b < 0)));
            return false;
        case BinaryOperator::remainder: {
            if (b == 0 || b == -1) return true;
            std::int64_t rest = a % b;
            *result = rest != 0 && ((rest < 0) != (b < 0)) ? rest + b : rest;
            return false;
        }
        case BinaryOperator::and_: *result = a & b; return false;
        case BinaryOperator::or_: *result = a | b; return false;
        case BinaryOperator::xor_: *result = a ^ b; return false;
        case BinaryOperator::rshift:
            if (b < 0) return true;
            *result = b > 63 ? (a < 0 ? -1 : 0) : a >> b;
            return false;
        default: return true;
    }
}

// The others, by their operand.
MINIPY_INLINE auto other_int_operation(int operand) {
    auto operation =
        static_cast<BinaryOperator>(operand >= binary_operator_count ? operand - binary_operator_count : operand);
    return [operation](std::int64_t a, std::int64_t b, std::int64_t* c) {
        return small_int_operation(operation, a, b, c);
    };
}
MINIPY_INLINE Next BINARY_OP_INT(Machine& m, int operand) {
    return int_arithmetic(m, operand, other_int_operation(operand));
}

// Puts a float in the place of two floats.
MINIPY_INLINE Next finish_float(Machine& m, double value) {
    auto* left = cast<Float>(m.peek(2));
    auto* right = cast<Float>(m.peek(1));
    --m.sp;
    if (left->reference_count == 1) {
        left->value = value;
        release_float(right);
    } else if (right->reference_count == 1) {
        right->value = value;
        m.set_top(right);
        --left->reference_count;
    } else {
        m.set_top(create_float(value));
        --left->reference_count;
        release_float(right);
    }
    m.skip_caches(1);
    return Next::go;
}

template <class Operation>
MINIPY_INLINE Next float_arithmetic(Machine& m, int operand, Operation operation) {
    Object *left = m.peek(2), *right = m.peek(1);
    if (!is_exact<Float>(left) || !is_exact<Float>(right)) [[unlikely]]
        return despecialize(m.current), BINARY_OP(m, operand);
    return finish_float(m, operation(cast<Float>(left)->value, cast<Float>(right)->value));
}

inline constexpr auto add_floats = [](double a, double b) { return a + b; };
inline constexpr auto subtract_floats = [](double a, double b) { return a - b; };
inline constexpr auto multiply_floats = [](double a, double b) { return a * b; };

MINIPY_INLINE Next BINARY_OP_ADD_FLOAT(Machine& m, int operand) { return float_arithmetic(m, operand, add_floats); }
MINIPY_INLINE Next BINARY_OP_SUBTRACT_FLOAT(Machine& m, int operand) {
    return float_arithmetic(m, operand, subtract_floats);
}
MINIPY_INLINE Next BINARY_OP_MULTIPLY_FLOAT(Machine& m, int operand) {
    return float_arithmetic(m, operand, multiply_floats);
}

// s += t in a loop: when the variable that receives the result is the only other owner of the left str, the str grows
// in place (append_in_place.hpp).
MINIPY_INLINE Next BINARY_OP_ADD_STR(Machine& m, int operand) {
    Object *left = m.peek(2), *right = m.peek(1);
    if (!is_exact<Str>(left) || !is_exact<Str>(right)) [[unlikely]]
        return despecialize(m.current), BINARY_OP(m, operand);
    m.save();
    m.sp -= 2;
    Object** variable = stored_next(m.code(), m.ip + 1, m.locals);
    Object* result = append_str(adopt(cast<Str>(left)), adopt(cast<Str>(right)), variable);
    if (result == nullptr) [[unlikely]]
        return Next::raise;
    m.push(result);
    m.skip_caches(1);
    return Next::go;
}

// ---------------------------------------------------------------- comparisons

MINIPY_INLINE Next COMPARE_OP(Machine& m, int operand) {
    m.save();
    Object *left = m.peek(2), *right = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_compare_op(left, right, m.current, operand);
    Object* result = OP_TRY(compare(left, right, static_cast<Comparison>(operand))).release();
    replace_two(m, result);
    m.skip_caches(2);
    return Next::go;
}

template <class Value>
MINIPY_INLINE bool compare_values(Value left, Value right, Comparison operation) {
    switch (operation) {
        case Comparison::less: return left < right;
        case Comparison::less_equal: return left <= right;
        case Comparison::equal: return left == right;
        case Comparison::not_equal: return left != right;
        case Comparison::greater: return left > right;
        case Comparison::greater_equal: return left >= right;
    }
    return false;
}

inline constexpr int caches_of_compare_op = 2;

// The answer to a comparison whose operands have left the stack.
MINIPY_INLINE Next push_answer(Machine& m, bool answer) {
    Object* result = answer ? &True : &False;
    incref(result);
    m.push(result);
    m.skip_caches(2);
    return Next::go;
}

// The same when a conditional jump takes the answer (CompareJumpCache): the jump is done, and no bool is made.
MINIPY_INLINE Next jump_by_answer(Machine& m, bool answer) {
    int jump = m.cache<CompareJumpCache>()->jump;
    m.current += 1 + caches_of_compare_op;
    m.ip = m.current + 1;
    if (answer != ((jump & 1) != 0)) return Next::go;
    m.ip += jump >> 1;
    return jump < 0 ? check_eval_breaker(m) : Next::go;
}

// Each takes the operands off the stack and answers by `finish`; other operand types are left to the generic form.
template <class Finish>
MINIPY_INLINE Next compare_ints(Machine& m, int operand, Finish finish) {
    Object *left = m.peek(2), *right = m.peek(1);
    if (!both_small(left, right)) [[unlikely]]
        return despecialize(m.current), COMPARE_OP(m, operand);
    bool answer = compare_values(cast<Int>(left)->small, cast<Int>(right)->small, static_cast<Comparison>(operand));
    m.sp -= 2;
    release_int(cast<Int>(left));
    release_int(cast<Int>(right));
    return finish(m, answer);
}

template <class Finish>
MINIPY_INLINE Next compare_floats(Machine& m, int operand, Finish finish) {
    Object *left = m.peek(2), *right = m.peek(1);
    if (!is_exact<Float>(left) || !is_exact<Float>(right)) [[unlikely]]
        return despecialize(m.current), COMPARE_OP(m, operand);
    bool answer = compare_values(cast<Float>(left)->value, cast<Float>(right)->value, static_cast<Comparison>(operand));
    m.sp -= 2;
    release_float(cast<Float>(left));
    release_float(cast<Float>(right));
    return finish(m, answer);
}

template <class Finish>
MINIPY_INLINE Next compare_strs(Machine& m, int operand, Finish finish) {
    Object *left = m.peek(2), *right = m.peek(1);
    if (!is_exact<Str>(left) || !is_exact<Str>(right)) [[unlikely]]
        return despecialize(m.current), COMPARE_OP(m, operand);
    bool same = str_equal(cast<Str>(left), cast<Str>(right));
    m.sp -= 2;
    decref(left);
    decref(right);
    return finish(m, same == (static_cast<Comparison>(operand) == Comparison::equal));
}

MINIPY_INLINE Next COMPARE_OP_INT(Machine& m, int operand) { return compare_ints(m, operand, push_answer); }
MINIPY_INLINE Next COMPARE_OP_FLOAT(Machine& m, int operand) { return compare_floats(m, operand, push_answer); }
MINIPY_INLINE Next COMPARE_OP_STR(Machine& m, int operand) { return compare_strs(m, operand, push_answer); }
MINIPY_INLINE Next COMPARE_OP_INT_JUMP(Machine& m, int operand) { return compare_ints(m, operand, jump_by_answer); }
MINIPY_INLINE Next COMPARE_OP_FLOAT_JUMP(Machine& m, int operand) { return compare_floats(m, operand, jump_by_answer); }
MINIPY_INLINE Next COMPARE_OP_STR_JUMP(Machine& m, int operand) { return compare_strs(m, operand, jump_by_answer); }

MINIPY_INLINE Next IS_OP(Machine& m, int operand) {
    bool answer = (m.peek(2) == m.peek(1)) != (operand != 0);
    Object* result = answer ? &True : &False;
    incref(result);
    replace_two(m, result);
    return Next::go;
}

MINIPY_INLINE Next CONTAINS_OP(Machine& m, int operand) {
    m.save();
    bool found = OP_TRY(contains(m.peek(1), m.peek(2)));
    Object* result = found != (operand != 0) ? &True : &False;
    incref(result);
    replace_two(m, result);
    return Next::go;
}

}  // namespace minipy::ops
