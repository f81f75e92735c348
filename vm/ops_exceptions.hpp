// SPDX-License-Identifier: MIT
// Raising, handling, `with`. While a handler runs, the exception it handles is thread->handled->value; the one that was
// handled before lies on the value stack below it until POP_EXCEPT. CPython: Python/ceval.c. Next: ops_generators.hpp.
#pragma once

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/before_with.hpp"
#include "vm/check_exc_match.hpp"
#include "vm/machine.hpp"
#include "vm/raise_varargs.hpp"

namespace minipy::ops {

MINIPY_INLINE Next RAISE_VARARGS(Machine& m, int operand) {
    m.save();
    Ref<Object> cause = operand == 2 ? adopt(m.pop()) : nullptr;
    Ref<Object> exception = operand >= 1 ? adopt(m.pop()) : nullptr;
    do_raise(std::move(exception), std::move(cause));
    return Next::raise;
}

// Raises again what lies on top, without a new traceback entry. With an operand, the instruction where it was raised
// first lies that deep in the stack: the traceback's line stays right.
MINIPY_INLINE Next RERAISE(Machine& m, int operand) {
    m.save();
    m.thread->reraising = true;
    if (operand != 0) {
        auto* unit = cast<Int>(m.peek(operand + 1));
        m.frame->instruction = m.code()->executable + unit->small;
    }
    Ref<Object> exception = adopt(m.pop());
    // What an except* has left over may be None; the compiler never raises that, other code might.
    if (as_exception(exception.get()) == nullptr) [[unlikely]]
        (void)raise(SystemError, "RERAISE of no exception");
    else (void)restore_exception(std::move(exception));
    return Next::raise;
}

MINIPY_INLINE Next PUSH_EXC_INFO(Machine& m, int) {
    Object* exception = m.top();
    HandledException* handled = m.thread->handled;
    Object* previous = handled->value ? handled->value.release() : none().release();
    m.set_top(previous);
    handled->value = share(exception);
    m.push(exception);
    return Next::go;
}

MINIPY_INLINE Next POP_EXCEPT(Machine& m, int) {
    Ref<Object> previous = adopt(m.pop());
    m.save();
    Ref<Object> done = std::move(m.thread->handled->value);
    m.thread->handled->value = is_none(previous.get()) ? nullptr : std::move(previous);
    return Next::go;
}

MINIPY_INLINE Next CHECK_EXC_MATCH(Machine& m, int) {
    m.save();
    Ref<Object> pattern = adopt(m.pop());
    bool matches = OP_TRY(exception_matches_pattern(m.top(), pattern.get()));
    m.push(to_bool(matches).release());
    return Next::go;
}

MINIPY_INLINE Next CHECK_EG_MATCH(Machine& m, int) {
    m.save();
    Ref<Object> pattern = adopt(m.pop());
    OP_TRY(check_except_star_pattern(pattern.get()));
    Object* exception = m.top();
    GroupSplit split = OP_TRY(split_exception(exception, pattern.get()));
    if (!is_none(split.matching.get())) m.thread->handled->value = split.matching;
    m.set_top(split.rest.release());
    decref(exception);
    m.push(split.matching.release());
    return Next::go;
}

MINIPY_INLINE Next PREP_RERAISE_STAR(Machine& m, int) {
    m.save();
    Ref<Object> raised = adopt(m.pop());
    Ref<Object> original = adopt(m.pop());
    return m.push_result(prepare_reraise_star(original.get(), raised.get()));
}

MINIPY_INLINE Next LOAD_ASSERTION_ERROR(Machine& m, int) {
    m.push(share<Object>(&AssertionError).release());
    return Next::go;
}

// ---------------------------------------------------------------- with

// manager → exit function, what enter returned
MINIPY_INLINE Next before_with(Machine& m, WithStatement statement) {
    m.save();
    Ref<Object> manager = adopt(m.pop());
    EnteredManager entered = OP_TRY(enter_manager(std::move(manager), statement));
    m.push(entered.exit.release());
    m.push(entered.value.release());
    return Next::go;
}
MINIPY_INLINE Next BEFORE_WITH(Machine& m, int) { return before_with(m, WithStatement::plain); }
MINIPY_INLINE Next BEFORE_ASYNC_WITH(Machine& m, int) { return before_with(m, WithStatement::async); }

// exit, lasti, previous exception, exception: calls exit(type, exception, traceback)
MINIPY_INLINE Next WITH_EXCEPT_START(Machine& m, int) {
    m.save();
    return m.push_result(call_exit(m.peek(4), m.top()));
}

}  // namespace minipy::ops
