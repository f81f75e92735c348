// SPDX-License-Identifier: MIT
// Raising exceptions from C++ and asking about the pending one. CPython: Python/errors.c.
#include "runtime/kernel/errors.hpp"

#include <cstring>

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

HandledException* top_handled() {
    HandledException* handled = current_thread->handled;
    while (handled != nullptr && !handled->value) handled = handled->previous;
    return handled;
}

// What is being handled becomes the context of the new exception. If the new exception is itself in the handled one's
// chain of contexts, the chain is cut there: no cycles. A program can make one all the same: a second walker at half
// the speed (Floyd) notices it.
void chain_context(Object* exception) {
    HandledException* handled = top_handled();
    if (handled == nullptr || handled->value.get() == exception) return;
    auto context_of = [](Object* link) { return cast<ExceptionObject>(link)->context.borrow(); };
    Ref<Object> first = handled->value;
    Object* slow = first.get();
    bool slow_moves = false;
    for (Object* link = first.get(); Object* next = context_of(link); slow_moves = !slow_moves) {
        if (next == exception) {
            cast<ExceptionObject>(link)->context.reset();
            break;
        }
        link = next;
        if (link == slow) break;
        if (slow_moves) slow = context_of(slow);
    }
    cast<ExceptionObject>(exception)->context = std::move(first);
}

}  // namespace

Failure restore_exception(Ref<Object> exception) {
    current_thread->exception = std::move(exception);
    return {};
}

Failure raise_instance(Ref<Object> exception) {
    chain_context(exception.get());
    return restore_exception(std::move(exception));
}

Failure raise_object(Type& type, Object* argument) {
    PreserveException nothing_pending;
    Result<Object> made = call(&type, {argument});
    Ref<Object> exception = made.ok() ? made.take() : take_exception();
    nothing_pending.release();
    return raise_instance(std::move(exception));
}

Failure raise_bare(Type& type) {
    Result<Object> made = call(&type, {});
    return raise_instance(made.ok() ? made.take() : take_exception());
}

Failure raise_message(Type& type, std::string_view message) { return raise_object(type, Str::from(message).get()); }

Failure raise_no_memory() {
    ++heap::refusals;
    return raise_bare(MemoryError);
}

Failure raise_key_error(Object* key) { return raise_object(KeyError, key); }

Failure raise_os_error(int error_number, Object* filename) {
    Ref<Int> number = Int::from(error_number);
    Ref<Str> message = Str::from(error_number == 0 ? "Error" : std::strerror(error_number));
    Result<Object> made = filename == nullptr ? call(&OSError, {number.get(), message.get()})
                                              : call(&OSError, {number.get(), message.get(), filename});
    return raise_instance(made.ok() ? made.take() : take_exception());
}

Failure raise_no_attribute(Object* object, Str* name) {
    std::string message;
    if (auto* type = as<Type>(object)) {
        message = format_text("type object '{}' has no attribute '{}'", type->display_name(), name);
    } else if (auto* module = as<Module>(object)) {
        auto* module_name = module->dict ? as<Str>(module->get(names::dunder_name)) : nullptr;
        message = module_name != nullptr ? format_text("module '{}' has no attribute '{}'", module_name, name)
                                         : format_text("module has no attribute '{}'", name);
    } else {
        message = format_text("'{}' object has no attribute '{}'", type_name(object), name);
    }
    Failure failure = raise_message(AttributeError, message);
    note_attribute(object, name);
    return failure;
}

void note_attribute(Object* object, Str* name) {
    if (!exception_matches(AttributeError)) return;
    auto* error = cast<AttributeErrorObject>(current_thread->exception.get());
    if (error->object || error->name) return;
    error->object = share(object);
    error->name = share<Object>(name);
}

bool exception_matches(const Type& type) {
    Object* exception = current_thread->exception.get();
    return exception != nullptr && is_subtype(exception->type, &type);
}

void clear_exception() {
    Ref<Object> dropped = take_exception();
    if (dropped && dropped->type == &MemoryError) heap::note_exhausted();
}

bool catch_exception(const Type& type) {
    if (!exception_matches(type)) return false;
    clear_exception();
    return true;
}

bool given_exception_matches(Object* exception, Object* pattern) {
    if (auto* alternatives = as<Tuple>(pattern)) {
        for (Object* alternative : *alternatives) {
            if (given_exception_matches(exception, alternative)) return true;
        }
        return false;
    }
    const Type* type = is<Type>(exception) ? cast<Type>(exception) : exception->type;
    return is_exception_class(pattern) && is_subtype(type, cast<Type>(pattern));
}

}  // namespace minipy
