// SPDX-License-Identifier: MIT
// Delegation to iterators and awaitables. CPython: Python/ceval.c, Objects/genobject.c.
#include "vm/resume.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"

namespace minipy {

Result<Object> iterator_for_yield_from(Frame* frame, Object* iterable) {
    if (is_coroutine(iterable)) {
        if ((frame->code->parts.flags & (code_coroutine | code_iterable_coroutine)) == 0) {
            return raise(TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        return share(iterable);
    }
    if (is_generator(iterable)) return share(iterable);
    return get_iterator(iterable);
}

Result<Object> awaitable_iterator(Object* value, int where) {
    Result<Object> iterator = get_awaitable(value);
    if (iterator.failed()) {
        bool no_await = value->type->slots.await == nullptr && where != 0;
        if (no_await && catch_exception(TypeError)) {
            return raise(TypeError, "'async with' received an object from {} that does not implement __await__: {}",
                         where == 1 ? "__aenter__" : "__aexit__", type_name(value));
        }
        return Failure{};
    }
    Ref<Object> awaitable = iterator.take();
    if (is_coroutine(awaitable.get()) && delegate_of(cast<Generator>(awaitable.get())) != nullptr) {
        return raise(RuntimeError, "coroutine is being awaited already");
    }
    return awaitable;
}

SendResult send_to(Object* receiver, Object* value) {
    if (SendSlot send = receiver->type->slots.send) return send(receiver, value);
    if (is_none(value) && is_iterator(receiver)) {
        Maybe<Object> item = call_slot(receiver->type->slots.next, receiver);
        if (item.found()) return {SendStatus::yielded, item.take()};
        if (item.ok()) return {SendStatus::returned, none()};
    } else {
        Result<Object> item = call_method(receiver, names::send, {value});
        if (item.ok()) return {SendStatus::yielded, item.take()};
    }
    if (!exception_matches(StopIteration)) return {SendStatus::failed, nullptr};
    Ref<Object> stop = take_exception();
    Ref<Object> result = cast<StopIterationObject>(stop.get())->value.hold();
    return {SendStatus::returned, result ? result : none()};
}

}  // namespace minipy
