// SPDX-License-Identifier: MIT
// Generators, coroutines, async iteration. CPython: Python/ceval.c. Next: ops_imports.hpp.
#pragma once

#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/object/singletons.hpp"
#include "vm/bind_arguments.hpp"
#include "vm/leave_frame.hpp"
#include "vm/machine.hpp"
#include "vm/ops_flow.hpp"
#include "vm/resume.hpp"

namespace minipy::ops {

MINIPY_INLINE Next RETURN_VALUE(Machine& m, int) {
    m.result = m.pop();
    m.save();
    Frame* frame = m.frame;
    bool entry = frame->is_entry;
    Frame* caller = frame->previous;
    m.thread->frame = caller;
    m.thread->generator_status = SendStatus::returned;
    leave_frame(m.thread, frame);
    if (entry) return Next::leave;
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
    return Next::leave;
}

MINIPY_INLINE Next ASYNC_GEN_WRAP(Machine& m, int) {
    Ref<Object> value = adopt(m.pop());
    m.push(wrap_async_value(std::move(value)).release());
    return Next::go;
}

// receiver, value → receiver, what it yielded; or, when it has returned, jumps with the result alone.
MINIPY_INLINE Next SEND(Machine& m, int operand) {
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
    if (!is_exact<Generator>(top)) [[unlikely]] return despecialize(m.current), FOR_ITER(m, operand);
    m.save();
    SendResult sent = resume_generator(static_cast<Generator*>(top), nullptr, false);
    if (sent.status == SendStatus::yielded) {
        m.push(sent.value.release());
        return Next::go;
    }
    if (sent.status == SendStatus::failed) return Next::raise;
    return end_for(m, operand);
}

}  // namespace minipy::ops
