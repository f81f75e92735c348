// SPDX-License-Identifier: MIT
// Calls. The stack holds  method, self, arguments …  or  null, callable, arguments …  with keyword values last; their
// names were announced by KW_NAMES. A Python function's frame is laid over its arguments where they lie
// (functions/frame.hpp), and the loop goes on with it: no C++ recursion. CPython: Python/ceval.c. Next:
// ops_exceptions.hpp.
#pragma once

#include <utility>

#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "vm/bind_arguments.hpp"
#include "vm/build_class.hpp"
#include "vm/caches.hpp"
#include "vm/call_function_ex.hpp"
#include "vm/machine.hpp"
#include "vm/ops_flow.hpp"
#include "vm/quicken.hpp"

namespace minipy::ops {

MINIPY_INLINE Next PRECALL(Machine& m, int) {
    m.skip_caches(1);
    return Next::go;
}

MINIPY_INLINE Next KW_NAMES(Machine& m, int operand) {
    m.thread->keyword_names = cast<Tuple>(m.constant(operand));
    return Next::go;
}

// Continues in a callee whose arguments have been bound at `base`, the first slot of its locals. What lies below it on
// the caller's stack (callable and null) has been given up, and the caller's stack ends there.
MINIPY_INLINE Next enter_frame(Machine& m, Frame* callee) {
    callee->previous = m.frame;
    m.thread->frame = callee;
    m.load(callee);
    return Next::go;
}

// Native code has run on arguments above `bottom`: callable and arguments die in this order, the result takes their
// place. Finalizers get frames above all of this one's slots, so those that are still to be given up stay as they are.
MINIPY_INLINE Next finish_native_call(Machine& m, Object** bottom, Result<Object> result) {
    Object** end = std::exchange(m.sp, bottom);
    m.frame->stack_pointer = bottom;
    for (Object** slot = bottom; slot < end; ++slot) xdecref(*slot);
    if (result.failed()) [[unlikely]]
        return Next::raise;
    m.push(result.take().release());
    m.skip_caches(4);
    return check_eval_breaker(m);
}

MINIPY_INLINE Next CALL(Machine& m, int operand) {
    Tuple* names = m.thread->keyword_names;
    m.thread->keyword_names = nullptr;
    Object** first = m.sp - operand;
    Size count = operand;
    bool has_method = first[-2] != nullptr;
    if (!has_method && is_exact<BoundMethod>(first[-1])) {
        // A bound method comes apart into function and self, in place.
        auto* bound = cast<BoundMethod>(first[-1]);
        first[-2] = share(bound->function.get()).release();
        first[-1] = share(bound->self.get()).release();
        decref(bound);
        has_method = true;
    }
    Object* callable = has_method ? first[-2] : first[-1];
    if (has_method) {
        --first;
        ++count;
    }
    m.save();
    if (counts_down(m.cache<CallCache>()->counter)) specialize_call(callable, m.current, count, names != nullptr);
    if (is_exact<Function>(callable)) {
        auto* function = cast<Function>(callable);
        Frame* callee = push_call(m.thread, m.frame, function, first, count, names, m.sp);
        // The arguments now belong to the callee (or are gone); what is left below them is the callable's own
        // reference.
        Object** bottom = has_method ? first - 1 : first - 2;
        m.sp = bottom;
        m.frame->stack_pointer = bottom;
        if (callee == nullptr) [[unlikely]]
            return Next::raise;
        m.frame->instruction = m.ip + 3;  // the last cache unit: the caller continues behind it
        return enter_frame(m, callee);
    }
    Size keywords = names == nullptr ? 0 : names->length;
    return finish_native_call(m, has_method ? first - 1 : first - 2,
                              call(callable, Arguments{first, count - keywords, names}));
}

MINIPY_INLINE Next CALL_PYTHON(Machine& m, int operand) {
    Object** first = m.sp - operand;
    bool has_method = first[-2] != nullptr;
    Object* callable = has_method ? first[-2] : first[-1];
    bool valid = is_exact<Function>(callable) &&
                 cast<Function>(callable)->version == m.cache<CallCache>()->version.get() &&
                 m.thread->keyword_names == nullptr;
    if (!valid) [[unlikely]]
        return despecialize(m.current), CALL(m, operand);
    auto* function = cast<Function>(callable);
    if (has_method) {
        --first;
        ++operand;
    }
    Code* code = function->code.borrow();
    ThreadState* thread = m.thread;
    bool in_place = m.frame->generator == nullptr;
    bool room =
        first + code->frame_size <= thread->stack_end && thread->recursion_remaining > 0 && code->executable != nullptr;
    if (!in_place || !room || code->parts.argument_count != operand) [[unlikely]] {
        return CALL(m, has_method ? operand - 1 : operand);
    }
    m.frame->stack_pointer = has_method ? first - 1 : first - 2;
    m.frame->instruction = m.ip + 3;
    --thread->recursion_remaining;
    Frame* callee = initialize_frame(first, function, code, nullptr, operand);
    callee->saved_stack_top = thread->stack_top;
    thread->stack_top = first + code->frame_size;
    return enter_frame(m, callee);
}

MINIPY_INLINE Next CALL_METHOD_DESCRIPTOR(Machine& m, int operand) {
    Object** first = m.sp - operand - 1;  // self
    Object* callable = first[-1];
    bool valid = callable != nullptr && is_exact<MethodDescriptor>(callable) && m.thread->keyword_names == nullptr;
    if (!valid) [[unlikely]]
        return despecialize(m.current), CALL(m, operand);
    auto* descriptor = cast<MethodDescriptor>(callable);
    if (first[0]->type != descriptor->owner) [[unlikely]]
        return CALL(m, operand);
    m.save();
    return finish_native_call(m, first - 1, descriptor->method->call(Arguments{first, operand + 1, nullptr}));
}

MINIPY_INLINE Next CALL_NATIVE(Machine& m, int operand) {
    Object** first = m.sp - operand;
    Object* callable = first[-1];
    bool valid = first[-2] == nullptr && is_exact<NativeFunction>(callable) && m.thread->keyword_names == nullptr;
    if (!valid) [[unlikely]]
        return despecialize(m.current), CALL(m, operand);
    m.save();
    Arguments arguments{first, operand, nullptr};
    return finish_native_call(m, first - 2, call_slot(NativeFunction::type_object.slots.call, callable, arguments));
}

// f(*args, **kwargs): callable, a tuple (or any iterable) and, if the operand says so, a mapping.
MINIPY_INLINE Next CALL_FUNCTION_EX(Machine& m, int operand) {
    m.save();
    Ref<Object> keywords = (operand & 1) != 0 ? adopt(m.pop()) : nullptr;
    Ref<Object> arguments = adopt(m.pop());
    Ref<Object> callable = adopt(m.pop());
    Object* null_slot = m.pop();
    xdecref(null_slot);
    m.frame->stack_pointer = m.sp;
    m.push(OP_TRY(call_with_unpacked(callable.get(), std::move(arguments), keywords.get())));
    return check_eval_breaker(m);
}

MINIPY_INLINE Next MAKE_FUNCTION(Machine& m, int operand) {
    m.save();
    Ref<Code> code = ref_cast<Code>(adopt(m.pop()));
    Ref<Function> function = OP_TRY(make_function(std::move(code), share(m.frame->globals)));
    if ((operand & 8) != 0) function->closure = ref_cast<Tuple>(adopt(m.pop()));
    if ((operand & 4) != 0) function->annotations = adopt(m.pop());
    if ((operand & 2) != 0) function->keyword_defaults = ref_cast<Dict>(adopt(m.pop()));
    if ((operand & 1) != 0) function->defaults = ref_cast<Tuple>(adopt(m.pop()));
    m.push(function.release());
    return Next::go;
}

MINIPY_INLINE Next LOAD_BUILD_CLASS(Machine& m, int) {
    m.save();
    return m.push_result(load_build_class(m.frame));
}

}  // namespace minipy::ops
