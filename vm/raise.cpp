// SPDX-License-Identifier: MIT
// raise statements, except clauses, context managers. CPython: Python/ceval.c (do_raise, check_except_type_valid).
#include "vm/raise.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"

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

namespace {

template <class Accepts>
bool all_accepted(Object* pattern, Accepts accepts) {
    if (auto* tuple = as<Tuple>(pattern)) {
        for (Object* item : *tuple) {
            if (!accepts(item)) return false;
        }
        return true;
    }
    return accepts(pattern);
}

}  // namespace

Result<bool> exception_matches_pattern(Object* exception, Object* pattern) {
    if (!all_accepted(pattern, [](Object* item) { return is_exception_class(item); })) {
        return raise(TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    return given_exception_matches(exception, pattern);
}

Result<void> check_except_star_pattern(Object* pattern) {
    if (!all_accepted(pattern, [](Object* item) { return is_exception_class(item); })) {
        return raise(TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    if (!all_accepted(pattern, [](Object* item) { return !is_subtype(cast<Type>(item), &BaseExceptionGroup); })) {
        return raise(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return {};
}

Result<EnteredManager> enter_manager(Object* manager, WithStatement statement) {
    bool async = statement == WithStatement::async;
    Str* enter_name = async ? names::dunder_aenter : names::dunder_enter;
    Str* exit_name = async ? names::dunder_aexit : names::dunder_exit;
    const char* protocol = async ? "asynchronous context manager" : "context manager";
    Ref<Object> enter = TRY(lookup_special(manager, enter_name));
    if (!enter) return raise(TypeError, "'{}' object does not support the {} protocol", type_name(manager), protocol);
    Ref<Object> exit = TRY(lookup_special(manager, exit_name));
    if (!exit) {
        return raise(TypeError, "'{}' object does not support the {} protocol (missed {} method)", type_name(manager),
                     protocol, exit_name);
    }
    Ref<Object> value = TRY(call(enter.get()));
    return EnteredManager{std::move(exit), std::move(value)};
}

Result<Object> call_exit(Object* exit, Object* exception) {
    auto* error = cast<ExceptionObject>(exception);
    Ref<Object> traceback = traceback_or_none(error);
    return call(exit, {exception->type, exception, traceback.get()});
}

}  // namespace minipy
