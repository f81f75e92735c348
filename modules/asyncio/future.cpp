// SPDX-License-Identifier: MIT
// What a future does: its states, its callbacks, its end. CPython: Modules/_asynciomodule.c, Lib/asyncio/futures.py.
// Next: future_methods.cpp (the type), future_iterator.cpp.
#include "modules/asyncio/future.hpp"

#include "modules/asyncio/state.hpp"
#include "modules/asyncio/task_news.hpp"
#include "modules/language/contextvars.hpp"
#include "modules/native.hpp"
#include "runtime/exceptions/exception.hpp"

namespace minipy::asyncio {

// ---------------------------------------------------------------- beginning

namespace {

template <auto... field>
void forget(Future* future, FieldList<field...>) {
    ((future->*field).reset(), ...);
}

Result<bool> is_debugging(Object* loop) {
    Ref<Object> answer = TRY(call_method(loop, state().get_debug.get()));
    return is_true(answer.get());
}

}  // namespace

Result<void> initialize(Future* future, Object* loop) {
    TRY(load_library());
    forget(future, Future::own_references);
    future->state = FutureState::pending;
    future->logs_exception = future->is_awaited = false;
    Ref<Object> own_loop = loop == nullptr || is_none(loop) ? TRY(event_loop()) : share(loop);
    future->loop = own_loop;
    if (!TRY(is_debugging(own_loop.get())) || interpreter.finalizing) return {};
    Ref<Object> extract_stack = TRY(from_library("traceback", "extract_stack"));
    future->source_traceback = TRY(call(extract_stack.get()));
    return {};
}

Result<void> check_initialized(Future* future) {
    if (future->loop) return {};
    return raise(RuntimeError, "Future object is not initialized.");
}

// ---------------------------------------------------------------- callbacks

Result<void> add_callback(Future* future, Object* callback, Object* context) {
    if (!future->loop) return raise(RuntimeError, "uninitialized Future object");
    Ref<Object> own_context = context == nullptr ? TRY(copy_context()) : share(context);
    if (future->state != FutureState::pending) {
        Ref<Object> loop = future->loop;
        return call_soon(loop.get(), callback, future, own_context.get());
    }
    if (!future->callback && !future->more_callbacks) {
        future->callback = share(callback);
        future->callback_context = std::move(own_context);
        return {};
    }
    if (!future->more_callbacks) future->more_callbacks = List::create();
    return list_append(future->more_callbacks.get(), Tuple::of({callback, own_context.get()}));
}

Result<Size> remove_callback(Future* future, Object* callback) {
    Size removed = 0;
    if (future->callback) {
        Ref<Object> first = future->callback;
        if (TRY(equal(first.get(), callback))) {
            future->callback.reset();
            future->callback_context.reset();
            ++removed;
        }
    }
    Ref<List> callbacks = future->more_callbacks;
    if (!callbacks) return removed;
    Ref<List> kept = List::create();
    for (Size index = 0; index < callbacks->length; ++index) {
        Ref<Object> pair = share(callbacks->items[index]);
        if (TRY(equal((*cast<Tuple>(pair.get()))[0], callback))) ++removed;
        else TRY(list_append(kept.get(), std::move(pair)));
    }
    future->more_callbacks = kept->length > 0 ? std::move(kept) : nullptr;
    return removed;
}

namespace {

// Hands all callbacks to the loop. If it refuses one, the rest is dropped.
Result<void> schedule_callbacks(Future* future) {
    Ref<Object> loop = future->loop;
    Ref<Object> first = std::move(future->callback), context = std::move(future->callback_context);
    Ref<List> others = std::move(future->more_callbacks);
    if (tasks_are_watched() && is<Task>(future)) tell_done(task_of(future));
    if (first) tell_callback(first.get(), future);
    if (first) TRY(call_soon(loop.get(), first.get(), future, context.get()));
    if (!others) return {};
    for (Size index = 0; index < others->length; ++index) {
        Ref<Object> pair = share(others->items[index]);
        auto* callback = cast<Tuple>(pair.get());
        tell_callback((*callback)[0], future);
        TRY(call_soon(loop.get(), (*callback)[0], future, (*callback)[1]));
    }
    return {};
}

Result<void> check_pending(Future* future) {
    if (future->state == FutureState::pending) return {};
    return raise_invalid_state("invalid state");
}

}  // namespace

// ---------------------------------------------------------------- ends

Result<void> set_result(Future* future, Object* result) {
    TRY(check_initialized(future));
    TRY(check_pending(future));
    future->result = share(result);
    future->state = FutureState::finished;
    return schedule_callbacks(future);
}

Result<void> set_exception(Future* future, Object* exception) {
    TRY(check_initialized(future));
    TRY(check_pending(future));
    Ref<Object> instance = is_exception_class(exception) ? TRY(call(exception)) : share(exception);
    TRY(check_pending(future));
    auto* error = as_exception(instance.get());
    if (error == nullptr) return raise(TypeError, "invalid exception object");
    if (error->type == &StopIteration)
        return raise(TypeError, "StopIteration interacts badly with generators and cannot be raised into a Future");
    future->exception = instance;
    future->exception_traceback = error->traceback.hold();
    future->state = FutureState::finished;
    TRY(schedule_callbacks(future));
    future->logs_exception = true;
    return {};
}

Result<bool> cancel(Future* future, Object* message) {
    future->logs_exception = false;
    if (future->state != FutureState::pending) return false;
    future->state = FutureState::cancelled;
    future->cancel_message = share(message);
    TRY(schedule_callbacks(future));
    return true;
}

// ---------------------------------------------------------------- what has come of it

Result<Object> make_cancelled_error(Future* future) {
    if (future->cancelled_error) return std::move(future->cancelled_error);
    Ref<Object> error_class = TRY(cancelled_error());
    Ref<Object> message = future->cancel_message;
    if (!message || is_none(message.get())) return call(error_class.get());
    return call(error_class.get(), {message.get()});
}

Result<Object> take_result(Future* future) {
    if (future->state == FutureState::cancelled) return raise_instance(TRY(make_cancelled_error(future)));
    if (future->state == FutureState::pending) return raise_invalid_state("Result is not set.");
    future->logs_exception = false;
    if (!future->exception) return future->result;
    // Without the entries that earlier raisings have added to it.
    Ref<Object> error = future->exception;
    cast<ExceptionObject>(error.get())->traceback = ref_cast<Traceback>(std::move(future->exception_traceback));
    return raise_instance(std::move(error));
}

// ---------------------------------------------------------------- death

Ref<Dict> report_about(const char* kind, Object* object, Future* future, std::string_view message) {
    Ref<Dict> report = Dict::create();
    dict_set_name(report.get(), Str::interned_from(kind).get(), object);
    dict_set_name(report.get(), Str::interned_from("message").get(), Str::from(message).get());
    if (future->source_traceback)
        dict_set_name(report.get(), Str::interned_from("source_traceback").get(), future->source_traceback.get());
    return report;
}

void future_finalize(Object* object) {
    Future* self = future_of(object);
    if (!self->logs_exception) return;
    self->logs_exception = false;
    PreserveException preserved;
    Ref<Dict> report =
        report_about("future", self, self, format_text("{} exception was never retrieved", self->type->name));
    dict_set_name(report.get(), Str::interned_from("exception").get(), self->exception.get());
    tell_exception_handler(self->loop.get(), report.get());
}

}  // namespace minipy::asyncio
