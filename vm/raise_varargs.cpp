// SPDX-License-Identifier: MIT
// RAISE_VARARGS: raise, raise X, raise X from Y. CPython: Python/ceval.c (do_raise).
#include "vm/raise_varargs.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy {

namespace {

// An instance, from an exception class or instance. Null and a pending TypeError for anything else.
Ref<Object> as_instance(Object* exception, const char* otherwise) {
    if (is_exception_class(exception)) {
        Result<Object> made = call(exception);
        if (made.failed()) return nullptr;
        Ref<Object> instance = made.take();
        if (as_exception(instance.get()) == nullptr) {
            (void)raise(TypeError, "calling {} should have returned an instance of BaseException, not {}",
                        repr_for_display(exception), repr_for_display(instance->type));
            return nullptr;
        }
        return instance;
    }
    if (as_exception(exception) != nullptr) return share(exception);
    (void)raise(TypeError, "{}", otherwise);
    return nullptr;
}

void raise_again() {
    HandledException* handled = current_thread->handled;
    while (handled != nullptr && !handled->value) handled = handled->previous;
    if (handled == nullptr) {
        (void)raise(RuntimeError, "No active exception to reraise");
        return;
    }
    (void)restore_exception(handled->value);
    current_thread->reraising = true;
}

}  // namespace

void do_raise(Ref<Object> exception, Ref<Object> cause) {
    if (!exception) return raise_again();
    Ref<Object> instance = as_instance(exception.get(), "exceptions must derive from BaseException");
    if (!instance) return;
    if (cause) {
        Ref<Object> cause_instance;
        if (!is_none(cause.get())) {
            cause_instance = as_instance(cause.get(), "exception causes must derive from BaseException");
            if (!cause_instance) return;
        }
        auto* error = cast<ExceptionObject>(instance.get());
        error->cause = std::move(cause_instance);
        error->suppress_context = true;
    }
    (void)raise_instance(std::move(instance));
}

}  // namespace minipy
