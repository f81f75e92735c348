// SPDX-License-Identifier: MIT
// Jumps and for loops. A backward jump looks at the eval breaker: signals, collections. Next: ops_calls.hpp.
#pragma once

#include "runtime/containers/range.hpp"
#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/machine.hpp"
#include "vm/quicken.hpp"
#include "vm/resume.hpp"

namespace minipy::ops {

MINIPY_INLINE Next check_eval_breaker(Machine& m) {
    if (!eval_breaker) [[likely]]
        return Next::go;
    m.save();
    return m.check(handle_pending());
}

// The loop itself deals with these two.
MINIPY_INLINE Next CACHE(Machine&, int) { return Next::go; }
MINIPY_INLINE Next EXTENDED_ARG(Machine&, int) { return Next::go; }

MINIPY_INLINE Next RESUME(Machine& m, int operand) { return operand < 2 ? check_eval_breaker(m) : Next::go; }

MINIPY_INLINE Next JUMP_FORWARD(Machine& m, int operand) {
    m.ip += operand;
    return Next::go;
}
MINIPY_INLINE Next JUMP_BACKWARD(Machine& m, int operand) {
    m.ip -= operand;
    return check_eval_breaker(m);
}
MINIPY_INLINE Next JUMP_BACKWARD_NO_INTERRUPT(Machine& m, int operand) {
    m.ip -= operand;
    return Next::go;
}

// ---------------------------------------------------------------- conditional jumps

// Pops a condition; jumps `distance` units (negative: back) if its truth is `wanted`.
MINIPY_INLINE Next pop_jump_if(Machine& m, bool wanted, int distance) {
    Object* condition = m.pop();
    bool truth;
    if (condition == &True) {
        truth = true;
    } else if (condition == &False || condition == &None) {
        truth = false;
    } else {
        m.save();
        Ref<Object> kept = adopt(condition);
        truth = OP_TRY(is_true(condition));
        incref(condition);
    }
    decref(condition);
    if (truth == wanted) m.ip += distance;
    return distance < 0 && truth == wanted ? check_eval_breaker(m) : Next::go;
}

MINIPY_INLINE Next POP_JUMP_FORWARD_IF_FALSE(Machine& m, int operand) { return pop_jump_if(m, false, operand); }
MINIPY_INLINE Next POP_JUMP_FORWARD_IF_TRUE(Machine& m, int operand) { return pop_jump_if(m, true, operand); }
MINIPY_INLINE Next POP_JUMP_BACKWARD_IF_FALSE(Machine& m, int operand) { return pop_jump_if(m, false, -operand); }
MINIPY_INLINE Next POP_JUMP_BACKWARD_IF_TRUE(Machine& m, int operand) { return pop_jump_if(m, true, -operand); }

MINIPY_INLINE Next pop_jump_if_none(Machine& m, bool wanted, int distance) {
    Object* value = m.pop();
    if (is_none(value) == wanted) m.ip += distance;
    m.drop(value);
    return distance < 0 ? check_eval_breaker(m) : Next::go;
}

MINIPY_INLINE Next POP_JUMP_FORWARD_IF_NONE(Machine& m, int operand) { return pop_jump_if_none(m, true, operand); }
MINIPY_INLINE Next POP_JUMP_FORWARD_IF_NOT_NONE(Machine& m, int operand) { return pop_jump_if_none(m, false, operand); }
MINIPY_INLINE Next POP_JUMP_BACKWARD_IF_NONE(Machine& m, int operand) { return pop_jump_if_none(m, true, -operand); }
MINIPY_INLINE Next POP_JUMP_BACKWARD_IF_NOT_NONE(Machine& m, int operand) {
    return pop_jump_if_none(m, false, -operand);
}

// `and` and `or`: the value stays if it decides.
MINIPY_INLINE Next jump_or_pop(Machine& m, bool wanted, int distance) {
    m.save();
    bool truth = OP_TRY(is_true(m.top()));
    if (truth == wanted) m.ip += distance;
    else decref(m.pop());
    return Next::go;
}
MINIPY_INLINE Next JUMP_IF_FALSE_OR_POP(Machine& m, int operand) { return jump_or_pop(m, false, operand); }
MINIPY_INLINE Next JUMP_IF_TRUE_OR_POP(Machine& m, int operand) { return jump_or_pop(m, true, operand); }

// ---------------------------------------------------------------- for loops

MINIPY_INLINE Next GET_ITER(Machine& m, int) {
    m.save();
    Object* iterable = m.top();
    Object* iterator = OP_TRY(get_iterator(iterable)).release();
    m.set_top(iterator);
    decref(iterable);
    return Next::go;
}

MINIPY_INLINE Next GET_YIELD_FROM_ITER(Machine& m, int) {
    m.save();
    Object* iterable = m.top();
    Object* iterator = OP_TRY(iterator_for_yield_from(m.frame, iterable)).release();
    m.set_top(iterator);
    decref(iterable);
    return Next::go;
}

// The end of the loop: the iterator leaves the stack.
MINIPY_INLINE Next end_for(Machine& m, int operand) {
    m.drop(m.pop());
    m.ip += operand;
    return Next::go;
}

// What a generator returns is nobody's: no StopIteration is made for it.
inline Maybe<Object> next_of(Object* iterator) {
    if (!is_exact<Generator>(iterator)) return next_item(iterator);
    SendResult sent = resume_generator(cast<Generator>(iterator), nullptr);
    if (sent.status == SendStatus::failed) return Failure{};
    return sent.status == SendStatus::yielded ? Maybe<Object>(std::move(sent.value)) : nothing;
}

MINIPY_INLINE Next FOR_ITER(Machine& m, int operand) {
    m.save();
    Object* iterator = m.top();
    specialize_for_iter(iterator, m.current);
    Ref<Object> item = OP_TRY(next_of(iterator));
    if (!item) return end_for(m, operand);
    m.push(item.release());
    return Next::go;
}

MINIPY_INLINE Next FOR_ITER_RANGE(Machine& m, int operand) {
    Object* top = m.top();
    if (!is_exact<RangeIterator>(top)) [[unlikely]]
        return despecialize(m.current), FOR_ITER(m, operand);
    auto* iterator = cast<RangeIterator>(top);
    if (iterator->remaining == 0) return end_for(m, operand);
    m.push(owned_int(iterator->take_next()));
    return Next::go;
}

template <class Iterator>
MINIPY_INLINE Next for_iter_sequence(Machine& m, int operand) {
    Object* top = m.top();
    if (!is_exact<Iterator>(top)) [[unlikely]]
        return despecialize(m.current), FOR_ITER(m, operand);
    auto* iterator = cast<Iterator>(top);
    auto* sequence = iterator->sequence.get();
    if (sequence == nullptr || iterator->index >= sequence->length) {
        m.save();
        iterator->sequence.reset();
        return end_for(m, operand);
    }
    Object* item = (*sequence)[iterator->index++];
    incref(item);
    m.push(item);
    return Next::go;
}
MINIPY_INLINE Next FOR_ITER_LIST(Machine& m, int operand) { return for_iter_sequence<ListIterator>(m, operand); }
MINIPY_INLINE Next FOR_ITER_TUPLE(Machine& m, int operand) { return for_iter_sequence<TupleIterator>(m, operand); }

}  // namespace minipy::ops
