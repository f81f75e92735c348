// SPDX-License-Identifier: MIT
// What generator instructions need besides the loop. Next: resume.cpp, runtime/generators/generator.hpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// GET_YIELD_FROM_ITER: the iterator of `yield from`; a coroutine is its own, but only inside coroutines.
Result<Object> iterator_for_yield_from(Frame* frame, Object* iterable);
// GET_AWAITABLE: the iterator behind `await value`; `where` is the operand (1: __aenter__, 2: __aexit__).
Result<Object> awaitable_iterator(Object* value, int where);
// SEND to anything that is no generator: next(), .send() or the send slot.
SendResult send_to(Object* receiver, Object* value);

}  // namespace minipy
