// SPDX-License-Identifier: MIT
// Generators, coroutines, async iteration. CPython: Python/ceval.c. Next: ops_imports.hpp.
#pragma once

#include "runtime/bytecode/opcode.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/singletons.hpp"
#include "vm/bind_arguments.hpp"
#include "vm/leave_frame.hpp"
#include "vm/machine.hpp"
#include "vm/observer.hpp"
#include "vm/ops_flow.hpp"
#include "vm/resume.hpp"

namespace minipy::ops {

// A generator that FOR_ITER or SEND resume is entered like a function: the loop goes on with its frame. Everybody else
// (next(), send(), C++ code that iterates) resumes it by resume_generator(), and its frame is an entry frame for that
// time. So is it where the traced loop runs, which tells only of what begins and ends in C++; and when the jump needs a
// prefix, which the generator's end could not find again.
MINIPY_INLINE bool can_enter(const Machine& m, const Generator* generator, const Object* value, int operand) {
    bool waits = generator->state == GeneratorState::suspended ||
                 (generator->state == GeneratorState::created && is_none(value));
    bool is_told = execution_watchers.empty() || own_loop != nullptr;
    return waits && is_told && operand == m.current->operand && m.thread->recursion_remaining > 0;
}

MINIPY_INLINE Next enter_generator(Machine& m, Generator* generator, Object* owned_value) {
    m.save();
    --m.thread->recursion_remaining;
    Frame* frame = generator->frame();
    *frame->stack_pointer++ = owned_value;
    frame->is_entry = false;
    link_generator(m.thread, generator);
    m.load(frame);
    return Next::go;
}

// The caller's frame is loaded: FOR_ITER's loop ends, or SEND has the generator's result.
MINIPY_INLINE Next finish_generator(Machine& m) {
    int distance = m.current->operand;
    if (m.current->opcode != static_cast<std::uint8_t>(Opcode::SEND)) {
        m.drop(m.result);
        return end_for(m, distance);
    }
    Object* receiver = m.top();
    m.set_top(m.result);
    m.drop(receiver);
    m.ip += distance;
    return Next::go;
}

MINIPY_INLINE Next RETURN_VALUE(Machine& m, int) {
    m.result = m.pop();
    m.save();
    Frame* frame = m.frame;
    Generator* generator = frame->generator;
    bool entry = frame->is_entry;
    Frame* caller = frame->previous;
    m.thread->frame = caller;
    m.thread->generator_status = SendStatus::returned;
    leave_frame(m.thread, frame);
    if (entry) return Next::leave;
    if (generator != nullptr) [[unlikely]] {
        leave_generator(m.thread, generator);
        generator->handled.value.reset();
        m.load(caller);
        return finish_generator(m);
    }
    m.load(caller);
    m.push(m.result);
    return Next::go;
}

// The frame just begun moves into a generator object, which the caller gets.
MINIPY_INLINE Next RETURN_GENERATOR(Machine& m, int) {
    m.save();
    Frame* frame = m.frame;
    bool entry = frame->is_entry;
    Frame* caller = frame->previous;
    Object* generator = make_generator(frame).release();
    m.thread->frame = caller;
    m.thread->stack_top = frame->saved_stack_top;
    ++m.thread->recursion_remaining;
    if (entry) {
        m.result = generator;
        return Next::leave;
    }
    m.load(caller);
    m.push(generator);
    return Next::go;
}

MINIPY_INLINE Next YIELD_VALUE(Machine& m, int) {
    m.result = m.pop();
    m.save();
    m.thread->generator_status = SendStatus::yielded;
    Frame* frame = m.frame;
    if (frame->is_entry) return Next::leave;
    Frame* caller = frame->previous;
    leave_generator(m.thread, frame->generator);
    m.load(caller);
    m.push(m.result);
    return Next::go;
}

MINIPY_INLINE Next ASYNC_GEN_WRAP(Machine& m, int) {
    Ref<Object> value = adopt(m.pop());
    m.push(wrap_async_value(std::move(value)).release());
    return Next::go;
}

// receiver, value → receiver, what it yielded; or, when it has returned, jumps with the result alone.
MINIPY_INLINE Next SEND(Machine& m, int operand) {
    Object* generator = m.peek(2);
    if ((is_generator(generator) || is_coroutine(generator)) &&
        can_enter(m, cast<Generator>(generator), m.top(), operand)) {
        return enter_generator(m, cast<Generator>(generator), m.pop());
    }
    m.save();
    Ref<Object> value = adopt(m.pop());
    Object* receiver = m.top();
    SendResult sent = send_to(receiver, value.get());
    if (sent.status == SendStatus::failed) return Next::raise;
    if (sent.status == SendStatus::yielded) {
        m.push(sent.value.release());
        return Next::go;
    }
    m.set_top(sent.value.release());
    decref(receiver);
    m.ip += operand;
    return Next::go;
}

MINIPY_INLINE Next GET_AWAITABLE(Machine& m, int operand) {
    m.save();
    Ref<Object> value = adopt(m.pop());
    return m.push_result(awaitable_iterator(value.get(), operand));
}

MINIPY_INLINE Next GET_AITER(Machine& m, int) {
    m.save();
    Ref<Object> object = adopt(m.pop());
    return m.push_result(get_async_iterator(object.get()));
}

MINIPY_INLINE Next GET_ANEXT(Machine& m, int) {
    m.save();
    return m.push_result(get_async_next(m.top()));
}

// iterator, exception: StopAsyncIteration ends the loop, anything else goes on.
MINIPY_INLINE Next END_ASYNC_FOR(Machine& m, int) {
    m.save();
    Ref<Object> exception = adopt(m.pop());
    if (given_exception_matches(exception.get(), &StopAsyncIteration)) {
        decref(m.pop());
        return Next::go;
    }
    m.thread->reraising = true;
    (void)restore_exception(std::move(exception));
    return Next::raise;
}

MINIPY_INLINE Next FOR_ITER_GENERATOR(Machine& m, int operand) {
    Object* top = m.top();
    if (!is_exact<Generator>(top)) [[unlikely]]
        return despecialize(m.current), FOR_ITER(m, operand);
    auto* generator = cast<Generator>(top);
    if (can_enter(m, generator, &None, operand)) {
        incref(&None);
        return enter_generator(m, generator, &None);
    }
    m.save();
    Ref<Object> item = OP_TRY(next_of(generator));
    if (!item) return end_for(m, operand);
    m.push(item.release());
    return Next::go;
}

}  // namespace minipy::ops
